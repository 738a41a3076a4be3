import { expect, test } from "vitest";
import type { Zone } from "../api/types.ts";
import { NO_FILTERS } from "./url.ts";
import { matches, sorted } from "./zone-list.ts";

function zone(id: string, properties: Partial<Zone["properties"]>): Zone {
  const base = {
    kind: "park",
    name: { vi: id, en: id },
    ready_ha: null,
    available_ha: null,
    gross_ha: null,
    display_ha: null,
  };
  return {
    type: "Feature",
    id,
    version: 1,
    geometry: null,
    properties: { ...base, ...properties } as Zone["properties"],
  };
}

test("unknown hectares come after a known zero", () => {
  const list = [zone("unknown", {}), zone("zero", { ready_ha: 0 }), zone("some", { ready_ha: 3 })];
  expect(sorted(list, "ready", "vi").map((z) => z.id)).toEqual(["some", "zero", "unknown"]);
});

test("names sort as Vietnamese does, numbers by value", () => {
  const list = ["Điềm Thụy", "Sơn Cẩm 10", "Sơn Cẩm 2", "An Khánh"].map((vi) => zone(vi, {}));
  expect(sorted(list, "name", "vi").map((z) => z.id)).toEqual([
    "An Khánh",
    "Điềm Thụy",
    "Sơn Cẩm 2",
    "Sơn Cẩm 10",
  ]);
});

test("a smallest area leaves out what nobody has counted", () => {
  const filters = { ...NO_FILTERS, minAvailableHa: 5 };
  expect(matches(zone("a", { available_ha: 5 }), filters)).toBe(true);
  expect(matches(zone("b", { available_ha: null }), filters)).toBe(false);
});

test("land states are alternatives, and a craft-village cluster is a cluster", () => {
  const filters = { ...NO_FILTERS, has: ["ready", "clean"] as const, kinds: ["cluster"] as const };
  const asked = { ...filters, has: [...filters.has], kinds: [...filters.kinds] };
  const land = { leased: 0, reserved: 0, ready: 0, clean: 0, in_clearance: 0, planned: 0 };
  expect(matches(zone("a", { kind: "craft_cluster", display_ha: { ...land, clean: 2 } }), asked)).toBe(true);
  expect(matches(zone("b", { kind: "cluster", display_ha: { ...land, leased: 2 } }), asked)).toBe(false);
  expect(matches(zone("c", { kind: "park", display_ha: { ...land, ready: 1 } }), asked)).toBe(false);
});

test("near an interchange means by road; unreached and unknown are not near", () => {
  const filters = { ...NO_FILTERS, maxInterchangeKm: 10 };
  const at = (distance_m: number | null) =>
    ({
      access: {
        expressway_interchange: distance_m === null ? null : { distance_m, minutes: 1, off_network_m: 0 },
      },
    }) as Partial<Zone["properties"]>;
  expect(matches(zone("a", at(10_000)), filters)).toBe(true);
  expect(matches(zone("b", at(10_001)), filters)).toBe(false);
  expect(matches(zone("c", at(null)), filters)).toBe(false);
  expect(matches(zone("d", {}), filters)).toBe(false);
  expect(matches(zone("d", {}), NO_FILTERS)).toBe(true);
});
