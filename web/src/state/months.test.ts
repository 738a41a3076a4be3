import { expect, test } from "vitest";
import { endOfMonthBefore, lastDayOf, monthNumber, yearsBefore } from "./months.ts";

test("three years of months end with the month of the day", () => {
  expect(yearsBefore("2026-11-24", 3)).toBe("2023-12-01");
  expect(yearsBefore("2026-12-31", 3)).toBe("2024-01-01");
  expect(yearsBefore("2026-01-01", 3)).toBe("2023-02-01");
});

test("a month's report counts from the last evening of the month before", () => {
  expect(endOfMonthBefore("2026-11-24")).toBe("2026-10-31");
  expect(endOfMonthBefore("2026-01-01")).toBe("2025-12-31");
  expect(endOfMonthBefore("2024-03-31")).toBe("2024-02-29");
});

test("months count on across years, each with its last day", () => {
  expect(monthNumber("2026-01-15") - monthNumber("2025-12-31")).toBe(1);
  expect(lastDayOf(monthNumber("2024-02-10"))).toBe("2024-02-29");
  expect(lastDayOf(monthNumber("2025-12-01"))).toBe("2025-12-31");
});
