import { expect, test } from "vitest";
import { endOfMonthBefore, MonthScale, yearsBefore } from "./months.ts";

test("three years of months end with the month of the day", () => {
  expect(yearsBefore("2026-11-24", 3)).toBe("2023-12-01");
  expect(yearsBefore("2026-12-31", 3)).toBe("2024-01-01");
  expect(yearsBefore("2026-01-01", 3)).toBe("2023-02-01");
});

test("a month's progress is measured from the evening before it began", () => {
  expect(endOfMonthBefore("2026-11-24")).toBe("2026-10-31");
  expect(endOfMonthBefore("2026-01-01")).toBe("2025-12-31");
  expect(endOfMonthBefore("2024-03-31")).toBe("2024-02-29");
});

test("the slider stops at the last day of each month and at today", () => {
  const scale = new MonthScale("2025-11-15", "2026-02-10");
  expect(scale.last).toBe(3);
  expect([0, 1, 2, 3].map((stop) => scale.dayOf(stop))).toEqual([
    "2025-11-30",
    "2025-12-31",
    "2026-01-31",
    "2026-02-10",
  ]);
  for (const stop of [0, 1, 2, 3]) expect(scale.stopOf(scale.dayOf(stop))).toBe(stop);
});

test("a day between two stops shows its month, one before the scale its beginning, none is today", () => {
  const scale = new MonthScale("2025-11-15", "2026-02-10");
  expect(scale.stopOf("2025-12-05")).toBe(1);
  expect(scale.stopOf("1999-09-01")).toBe(0);
  expect(scale.stopOf(null)).toBe(3);
  expect(new MonthScale("2027-01-01", "2026-02-10").last).toBe(0);
});
