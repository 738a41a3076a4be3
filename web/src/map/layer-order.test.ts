import { expect, test } from "vitest";
import { LAYER_ORDER, layerAbove } from "./layer-order.ts";

test("a layer goes under the nearest one above it that is already there", () => {
  const there = new Set(["land", "zone-line", "zone-label"]);
  expect(layerAbove("lot-fill", (id) => there.has(id))).toBe("zone-line");
  expect(layerAbove("found", (id) => there.has(id))).toBeUndefined();
});

test("a layer without a place is refused", () => {
  expect(() => layerAbove("mystery", () => true)).toThrow("mystery");
  expect(new Set(LAYER_ORDER).size).toBe(LAYER_ORDER.length);
});
