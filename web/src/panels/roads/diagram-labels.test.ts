import { expect, test } from "vitest";
import type { Diagram, DiagramPoint } from "../../api/roads.ts";
import { CATALOGUES } from "../../i18n/words.ts";
import { writtenOn } from "./diagram-labels.ts";
import { drawnOf } from "./drawn.ts";

const point = (id: string, chainage_m: number | null, side: "left" | "right" | null): DiagramPoint => ({
  id,
  label: id.toUpperCase(),
  chainage_m,
  basis: chainage_m === null ? null : "computed",
  side,
  at: [105.8, 21.5],
  permit_state: null,
  standing: "unknown",
  branch_type: "commune",
  zone_part: null,
  expires_on: null,
});

const road = (points: DiagramPoint[]): Diagram => ({
  section: {
    id: "ql3",
    ref: "QL3",
    name: { vi: "Quốc lộ 3", en: "National Road 3" },
    class: "national",
    present_grade: null,
    planned_grade: null,
    agency: null,
    status: "operating",
    data_class: "schematic",
  },
  from_m: 60_000,
  to_m: 70_000,
  basis: "computed",
  length_m: 10_000,
  runs: [{ from_m: 60_000, to_m: 70_000 }],
  km_posts: [],
  points,
  junctions: [],
  structures: [{ kind: "bridge", from_m: 64_000, to_m: 64_200, basis: "derived" }],
  crossings: [],
  zones: [],
  service_roads: [
    {
      section: "gom",
      ref: null,
      name: { vi: "Đường gom", en: "Service road" },
      status: "planned",
      side: null,
      from_m: null,
      to_m: null,
    },
  ],
  spacing: { left: [], right: [{ from: "a", to: "b", gap_m: 6500, basis: "computed" }] },
  caveat: { vi: "Rà soát sơ bộ.", en: "Preliminary." },
});

const write = (diagram: Diagram, px = 440) => {
  const drawn = drawnOf(diagram);
  if (!drawn) throw new Error("not drawn");
  const axis = { from: drawn.from_m, to: drawn.to_m, px };
  return writtenOn(drawn, axis, { left: 110, right: 110 }, CATALOGUES.vi, "vi");
};

test("points stand on their side with the metres between them; what crosses goes where there is room", () => {
  const { written, hidden } = write(road([point("b", 68_500, "right"), point("a", 62_000, "right")]));
  expect(hidden).toBe(0);
  const lines = new Map(written.map(({ key, side, lines }) => [key, [side, ...lines]]));
  expect(lines.get("point:a")).toEqual(["right", "A", "≈ Km62+000"]);
  expect(lines.get("gap:a:b")).toEqual(["right", "6.500 m"]);
  expect(lines.get("structure:0")).toEqual(["left", "Cầu"]);
});

test("what has no room is counted, and comes back when one zooms in", () => {
  const crowd = Array.from({ length: 40 }, (_, at) => point(`p${at}`, 65_000 + 20 * at, "left"));
  const far = write(road(crowd));
  expect(far.hidden).toBeGreaterThan(10);
  expect(write(road(crowd), 40 * 440).hidden).toBe(0);
});

test("what has no chainage or side is not drawn as if it had, nor is a road nobody drew", () => {
  const drawn = drawnOf(
    road([point("x", null, null), point("b", 69_000, "left"), point("a", 61_000, "left")]),
  );
  expect(drawn?.points.map(({ id }) => id)).toEqual(["a", "b"]);
  expect(drawn?.service_roads).toEqual([]);
  expect(drawnOf({ ...road([]), from_m: null, to_m: null, basis: null, runs: [] })).toBeNull();
});

test("a junction is named by its connection point, else by the numbers of its roads, else by what they are", () => {
  const junction = (chainage_m: number, ...roads: [string | null, string][]) => ({
    chainage_m,
    at: [105.8, 21.5] as [number, number],
    side: "right" as const,
    roads: roads.map(([ref, code]) => ({ section: "x", ref, class: code })),
  });
  const diagram = {
    ...road([point("a", 62_000, "right")]),
    junctions: [
      junction(62_030, ["ĐT.266", "provincial"]),
      junction(65_000, [null, "district"], ["ĐT.261", "provincial"]),
      junction(68_000, [null, "district"]),
    ],
  };
  const texts = write(diagram)
    .written.filter(({ kind }) => kind === "junction")
    .map(({ lines }) => lines[0]);
  expect(texts.sort()).toEqual(["đường huyện", "ĐT.261"].sort());
});
