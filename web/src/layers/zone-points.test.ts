import { expect, test } from "vitest";
import type { Zone } from "../api/types.ts";
import { mapNames, zonePoints } from "./zone-points.ts";

test("far away a name is short, near it is spelled out", () => {
  const name = { vi: "KCN Điềm Thụy", en: "Diem Thuy Industrial Park" };
  expect(mapNames(name, "vi")).toEqual({ far: "KCN Điềm Thụy", near: "Khu công nghiệp Điềm Thụy" });
  expect(mapNames({ ...name, vi: "Khu công nghiệp Điềm Thụy" }, "vi").far).toBe("KCN Điềm Thụy");
  expect(mapNames(name, "en")).toEqual({ far: "Diem Thuy IP", near: "Diem Thuy Industrial Park" });
  expect(mapNames({ vi: "Khu CNTT tập trung", en: "IT Park" }, "vi").far).toBe("Khu CNTT tập trung");
});

test("a zone nobody has located gets no point, one without lots a hollow marker, its name at the outline's foot", () => {
  const zone = (id: string, geometry: Zone["geometry"], location: [number, number] | null): Zone => ({
    type: "Feature",
    id,
    version: 1,
    geometry,
    properties: {
      name: { vi: id, en: id },
      location,
      display_ha: null,
      gross_ha: 100,
      status: null,
    } as Zone["properties"],
  });
  const ring = [
    [0, 0],
    [2, 0],
    [2, 2],
    [0, 2],
    [0, 0],
  ];
  const square: Zone["geometry"] = { type: "MultiPolygon", coordinates: [[ring]] };
  const { middles, feet } = zonePoints(
    [zone("lost", null, null), zone("a", square, [1, 1])],
    "vi",
    new Set(["a"]),
  );
  expect(middles.map(({ properties }) => properties.id)).toEqual(["a"]);
  expect(middles[0]?.properties).toMatchObject({ marker: "marker-unknown", outlined: true, dim: false });
  expect(feet[0]?.geometry.coordinates).toEqual([1, 0]);
});
