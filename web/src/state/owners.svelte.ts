// The legal parts of the zone a file belongs to, read when it is chosen: the list of zones does not carry them.
import * as api from "../api/client";
import type { ZonePart } from "../api/types";
import { Resource } from "./resource.svelte";

class Owners {
  parts = new Resource<ZonePart[]>();
  #zone = "";

  load(zone: string, ask: api.Ask): void {
    if (zone === this.#zone) return;
    this.#zone = zone;
    if (!zone) return this.parts.clear();
    void this.parts.load(
      async (signal) => (await api.findZone(zone, { ...ask, signal })).properties.parts,
      false,
    );
  }
}

export const owners = new Owners();
