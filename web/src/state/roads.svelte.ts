// The connection points on record, the diagram of the open road, and what of them is pointed at.
import type { Ask } from "../api/client";
import type { ConnectionPoint, Diagram, Gaps } from "../api/roads";
import * as api from "../api/roads-client";
import type { LonLat, Road } from "../api/types";
import { atlas } from "./atlas.svelte";
import { boundsOf, boundsOfAll } from "./geometry";
import { Resource } from "./resource.svelte";
import { view, type Aim } from "./view.svelte";

class Roads {
  points = new Resource<ConnectionPoint[]>();
  diagram = new Resource<Diagram>();
  gaps = new Resource<Gaps>();
  /** Whether connection points are drawn. */
  shown = $state(true);
  /** The connection point under the pointer or the keyboard, on the map or in the diagram. */
  hot = $state<string | null>(null);
  /** A place of the diagram that is pointed at, for the map to show. */
  spot = $state.raw<LonLat | null>(null);
  /** The park without a connection whose remedy is drawn. */
  gap = $state<string | null>(null);
  #section: string | null = null;
  #gapsOf: string | null = null;

  readonly openId = $derived(view.mode.kind === "road" ? view.mode.id : null);
  readonly openPoint = $derived(view.mode.kind === "road" ? view.mode.point : null);
  readonly road = $derived<Road | null>(atlas.roads.data?.find(({ id }) => id === this.openId) ?? null);
  readonly shownGap = $derived(
    view.tool === "gaps" ? (this.gaps.data?.items.find(({ zone }) => zone.id === this.gap) ?? null) : null,
  );

  loadPoints(ask: Ask): void {
    void this.points.load((signal) => api.listConnectionPoints({ ...ask, signal }));
  }

  loadDiagram(section: string | null, ask: Ask): void {
    if (section === null) this.diagram.clear();
    else
      void this.diagram.load(
        (signal) => api.findDiagram(section, { ...ask, signal }),
        section === this.#section,
      );
    this.#section = section;
  }

  /** Read when the list is first opened, and again on another day or in another language. */
  loadGaps(ask: Ask): void {
    const key = `${ask.asOf} ${ask.lang}`;
    if (key === this.#gapsOf && this.gaps.status !== "failed") return;
    this.#gapsOf = key;
    void this.gaps.load((signal) => api.listGaps({ ...ask, signal }));
  }

  aimAt(section: string): Aim | null {
    const bbox = boundsOf(atlas.roads.data?.find(({ id }) => id === section)?.geometry ?? null);
    return bbox && { kind: "show", bbox, maxZoom: 14.5 };
  }

  open(section: string, aim: Aim | null = this.aimAt(section)): void {
    view.open({ kind: "road", id: section, point: null }, aim);
  }

  /** Opens the road of a point with the point's own card. */
  openAt(point: string, section: string, at: LonLat): void {
    view.open({ kind: "road", id: section, point }, { kind: "reveal", at });
  }

  /** The card of a point within its road, or none. */
  choose(point: string | null): void {
    if (view.mode.kind === "road") view.mode = { ...view.mode, point };
  }

  showGap(zone: string): void {
    this.gap = this.gap === zone ? null : zone;
    const gap = this.shownGap;
    if (!gap) return;
    const ends = [gap.zone.location, gap.nearest_road?.at, gap.fix.point?.at].filter((at) => at != null);
    const bbox = boundsOfAll([
      { type: "MultiPoint", coordinates: ends },
      gap.fix.service_road?.geometry ?? null,
    ]);
    if (bbox) view.aim = { kind: "box", bbox, maxZoom: 14 };
  }
}

export const roads = new Roads();
