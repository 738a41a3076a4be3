// Roads drawn to see what they would change, roads closed for the same reason, and the answer. Nothing is stored.
import type { Ask } from "../api/client";
import type { ClassChange, TriedRoad, ScenarioAnswer, ScenarioQuestion } from "../api/scenarios";
import * as api from "../api/roads-client";
import type { LonLat, Road, Text } from "../api/types";
import { boundsOf } from "./geometry";
import { Resource } from "./resource.svelte";
import { freeName, MOST_ROADS } from "./scenario-lines";
import { view } from "./view.svelte";

class Scenario {
  added = $state.raw<TriedRoad[]>([]);
  closed = $state.raw<{ id: string; name: Text | string }[]>([]);
  /** Vertices of the line under the pen; null when no line is drawn. */
  pen = $state.raw<LonLat[] | null>(null);
  /** Where the pointer would put the next vertex. */
  ahead = $state.raw<LonLat | null>(null);
  /** A click on a road closes or opens it. */
  closing = $state(false);
  roadClass = $state("provincial");
  profile = $state<"car" | "truck">("truck");
  /** The class whose change is on the map and in the table. */
  shownClass = $state<string | null>(null);
  hot = $state<string | null>(null);
  answer = new Resource<ScenarioAnswer>();

  readonly open = $derived(view.tool === "draw");
  readonly question = $derived.by((): ScenarioQuestion | null => {
    if (!this.added.length && !this.closed.length) return null;
    return {
      add: this.added,
      close: this.closed.map(({ id }) => id),
      profile: this.profile,
      optimise: "time",
      rank: this.added.length > 1,
    };
  });
  readonly result = $derived(this.open && this.question ? this.answer.data : null);
  readonly classes = $derived([
    ...new Set(this.answer.data?.zones.flatMap(({ classes }) => Object.keys(classes)) ?? []),
  ]);
  /** The chosen class, or the one that changes most parks. */
  readonly code = $derived.by((): string | null => {
    if (this.shownClass && this.classes.includes(this.shownClass)) return this.shownClass;
    const moved = (code: string) =>
      this.answer.data?.zones.filter(({ classes }) => hasChanged(classes[code])).length ?? 0;
    return this.classes.toSorted((a, b) => moved(b) - moved(a))[0] ?? null;
  });
  readonly isFull = $derived(this.added.length >= MOST_ROADS);
  load(question: ScenarioQuestion | null, ask: Ask): void {
    if (question) void this.answer.load((signal) => api.tryRoads(question, { ...ask, signal }));
    else this.answer.clear();
  }

  begin(): void {
    this.closing = false;
    this.pen = [];
  }

  /** A vertex where the map was clicked; a second click on the last one ends the line. */
  put(at: LonLat): void {
    if (!this.pen) return;
    const last = this.pen.at(-1);
    if (last && last[0] === at[0] && last[1] === at[1]) return;
    this.pen = [...this.pen, at];
  }

  undo(): void {
    if (this.pen) this.pen = this.pen.slice(0, -1);
  }

  drop(): void {
    this.pen = this.ahead = null;
  }

  /** Ends the line under the pen; one that goes nowhere is dropped. */
  finish(stem: string): void {
    const { pen } = this;
    this.drop();
    if (pen && pen.length > 1) this.add(stem, pen);
  }

  add(stem: string, coordinates: LonLat[]): void {
    const name = freeName(
      stem,
      this.added.map((road) => road.name),
    );
    this.#take([{ name, class: this.roadClass, geometry: { type: "LineString", coordinates } }]);
  }

  /** Tries a road that is planned on record as if it were open. */
  addPlanned(road: Road, name: string): void {
    if (this.added.some((other) => "section" in other && other.section === road.id)) return;
    this.#take([{ name, section: road.id }]);
    const bbox = boundsOf(road.geometry);
    if (bbox) view.aim = { kind: "show", bbox, maxZoom: 14 };
  }

  #take(roads: TriedRoad[]): void {
    this.added = [...this.added, ...roads].slice(0, MOST_ROADS);
  }

  remove(name: string): void {
    this.added = this.added.filter((road) => road.name !== name);
  }

  toggleClosed(id: string, name: Text | string): void {
    this.closed = this.closed.some((road) => road.id === id)
      ? this.closed.filter((road) => road.id !== id)
      : [...this.closed, { id, name }];
  }

  clear(): void {
    this.drop();
    this.closing = false;
    this.added = [];
    this.closed = [];
    this.hot = null;
  }
}

/** What a minute with one decimal can tell, or a way that was not there before. */
export function hasChanged(change: ClassChange | undefined): boolean {
  if (!change) return false;
  if (!change.before !== !change.after) return true;
  return Math.abs(change.delta_minutes ?? 0) >= 0.05;
}

export const scenario = new Scenario();
