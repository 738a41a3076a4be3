// The place that is checked for a connection, and what the rules say of it.
import type { Ask } from "../api/client";
import type { Alternative, CheckAnswer, CheckQuestion } from "../api/roads";
import * as api from "../api/roads-client";
import type { LonLat } from "../api/types";
import { Resource } from "./resource.svelte";
import { view } from "./view.svelte";

class Checking {
  answer = new Resource<CheckAnswer>();
  /** The remedy that is pointed at, by its place in the list. */
  hot = $state<number | null>(null);
  draft = new Resource<Blob>();

  readonly open = $derived(view.tool === "check");
  readonly result = $derived(this.open ? this.answer.data : null);
  /** Where the question was asked, for the map; along a road it is known once it is answered. */
  readonly asked = $derived.by((): LonLat | null => {
    const { spot } = view.check;
    if (!this.open || !spot) return null;
    return "at" in spot ? spot.at : (this.result?.located.at ?? null);
  });
  readonly question = $derived.by((): CheckQuestion | null => {
    const { spot, date, part } = view.check;
    if (!spot) return null;
    const day = date ?? view.asOf;
    return { ...spot, ...(part ? { zone_part: part } : {}), ...(day ? { date: day } : {}) };
  });

  load(question: CheckQuestion | null, ask: Ask): void {
    this.hot = null;
    this.draft.clear();
    if (question) void this.answer.load((signal) => api.checkPoint(question, { ...ask, signal }), false);
    else this.answer.clear();
  }

  /** The remedy takes the place of what was asked. */
  use({ section, chainage_m, side, at }: Alternative): void {
    if (side && chainage_m !== null) view.checkAt({ section, chainage_m, side });
    else if (at) view.checkAt({ at });
  }

  /** The draft papers; null when they could not be made, and `draft` says why. */
  async dossier(): Promise<Blob | null> {
    const { question } = this;
    if (!question) return null;
    await this.draft.load((signal) => api.findDossier(question, { ...view.ask, signal }), false);
    return this.draft.status === "ready" ? this.draft.data : null;
  }
}

export const checking = new Checking();
