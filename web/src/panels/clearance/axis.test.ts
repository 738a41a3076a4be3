import { expect, test } from "vitest";
import { axisOf } from "./axis.ts";

test("events lie between the first and the day spoken of, each stage in its lane", () => {
  const events = [
    { date: "2024-01-01", stage: "NOTICE" },
    { date: "2025-01-01", stage: "PAID" },
    { date: "2024-07-02", stage: "INVENTORY" },
  ];
  const { marks, lanes } = axisOf(events, ["NOTICE", "INVENTORY", "PLAN_DRAFT", "PAID"], "2026-01-01");
  expect(marks.map(({ at }) => Math.round(at * 100))).toEqual([0, 50, 25]);
  expect(marks.map(({ lane }) => lane)).toEqual([0, 2, 1]);
  expect(lanes).toEqual(["NOTICE", "INVENTORY", "PAID"]);
});

test("years are marked where they begin, never more than there is room for", () => {
  const years = (from: string, to: string) => axisOf([{ date: from, stage: "PAID" }], [], to).years;
  expect(years("2024-03-31", "2026-11-24").map(({ year }) => year)).toEqual([2025, 2026]);
  expect(years("2016-09-01", "2026-11-24").map(({ year }) => year)).toEqual([2017, 2019, 2021, 2023, 2025]);
  expect(years("2026-02-01", "2026-11-24")).toEqual([]);
  for (const { at } of years("2016-09-01", "2026-11-24")) {
    expect(at).toBeGreaterThanOrEqual(0);
    expect(at).toBeLessThanOrEqual(1);
  }
});

test("a date known by its month or its year alone begins with it", () => {
  const { marks } = axisOf(
    [
      { date: "2024", stage: "PAID" },
      { date: "2025-01", stage: "PAID" },
    ],
    [],
    "2026-01-01",
  );
  expect(marks[0]?.at).toBe(0);
  expect(marks[1]?.at).toBeCloseTo(0.5, 2);
});
