import { expect, test } from "vitest";
import { vi } from "../i18n/vi.ts";
import { filterOfList, filterOfZone } from "./exports.ts";
import { crsName, degreesMinutes, EXPORT_SYSTEMS } from "./systems.ts";
import { NO_FILTERS } from "./url.ts";

test("the whole list is asked for whole, a narrowed one by its zones and states", () => {
  expect(filterOfList(["a", "b"], 2, NO_FILTERS, "lots")).toEqual({ stale: "include" });
  const ready = { ...NO_FILTERS, has: ["ready" as const, "clean" as const] };
  expect(filterOfList(["a", "b"], 9, ready, "lots")).toEqual({
    zone: "a,b",
    stale: "include",
    display_status: "ready,clean",
  });
  expect(filterOfList(["a"], 9, ready, "zone-parts")).toEqual({ zone: "a" });
  expect(filterOfZone("a", "zone-parts")).toEqual({ zone: "a" });
});

test("nothing, and more zones than may be named, is not asked for at all", () => {
  const many = Array.from({ length: 201 }, (_, at) => String(at));
  expect(filterOfList([], 9, NO_FILTERS, "lots")).toBeNull();
  expect(filterOfList(many, 500, NO_FILTERS, "lots")).toBeNull();
  expect(filterOfList(many, 201, NO_FILTERS, "lots")).not.toBeNull();
});

test("a system is named by its meridian, an old one says so", () => {
  expect(degreesMinutes(104.75)).toBe("104°45′");
  expect(crsName("EPSG:9213", vi)).toContain("106°30′");
  expect(crsName("EPSG:9213-legacy", vi)).toContain("tham số cũ");
  expect(crsName("EPSG:4326", vi)).toContain("WGS 84");
  expect(crsName("EPSG:32648", vi)).toBe("EPSG:32648");
  expect(new Set(EXPORT_SYSTEMS.map(({ code }) => code)).size).toBe(EXPORT_SYSTEMS.length);
});
