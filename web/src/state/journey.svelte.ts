// The ways out of the open zone or lot, and the one that is drawn.
import * as api from "../api/client";
import type { Access, AccessClass, Way } from "../api/types";
import { boundsOf } from "./geometry";
import { Resource } from "./resource.svelte";
import { view } from "./view.svelte";

class Journey {
  profile = $state<api.Profile>("car");
  answer = new Resource<Access>();
  chosen = $state<AccessClass | null>(null);
  /** What was asked last: `zone:ID` or `lot:ID`. */
  #asked = $state<string | null>(null);

  readonly place = $derived(
    view.mode.kind === "zone" || view.mode.kind === "lot" ? `${view.mode.kind}:${view.mode.id}` : null,
  );
  /** The answer about what is open now, not about what was, nor about another day. */
  readonly access = $derived(
    this.#asked === this.place && this.answer.status !== "failed" ? this.answer.data : null,
  );
  readonly way = $derived<Way | null>(this.chosen ? (this.access?.access[this.chosen] ?? null) : null);

  load(place: string | null, profile: api.Profile, ask: api.Ask): void {
    const same = place === this.#asked;
    if (!same) this.chosen = null;
    this.#asked = place;
    if (place === null) this.answer.clear();
    else void this.answer.load((signal) => api.findAccess(place, profile, { ...ask, signal }), same);
  }

  /** Draws the way to a class, or takes it off the map when it is drawn already. */
  choose(to: AccessClass): void {
    this.chosen = this.chosen === to ? null : to;
    const bbox = boundsOf(this.way?.geometry ?? null);
    if (bbox) view.aim = { kind: "show", bbox, maxZoom: 14.5 };
  }

  clear(): void {
    this.chosen = null;
  }
}

export const journey = new Journey();
