import { expect, test } from "vitest";
import { yearsBefore } from "./months.ts";

test("three years of months end with the month of the day", () => {
  expect(yearsBefore("2026-11-24", 3)).toBe("2023-12-01");
  expect(yearsBefore("2026-12-31", 3)).toBe("2024-01-01");
  expect(yearsBefore("2026-01-01", 3)).toBe("2023-02-01");
});
