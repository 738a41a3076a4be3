import { expect, test } from "vitest";
import { date, hectares, number, shares } from "./format.ts";

test("Vietnamese groups with a dot and divides with a comma", () => {
  expect(number(1234.5, "vi")).toBe("1.234,5");
  expect(number(1234.5, "en")).toBe("1,234.5");
  expect(hectares(0.75, "vi")).toBe("0,75");
  expect(hectares(546.24, "vi")).toBe("546,2");
});

test("a date is never more precise than it was said", () => {
  expect(date("2024-03-07", "vi")).toBe("07/03/2024");
  expect(date("2024-03", "vi")).toBe("03/2024");
  expect(date("2024", "vi")).toBe("2024");
  expect(date("2024-03-07", "en")).toBe("7 Mar 2024");
  expect(date("2024-03", "en")).toBe("Mar 2024");
});

test("shares are whole and add up to a hundred", () => {
  expect(shares([1, 1, 1])).toEqual([34, 33, 33]);
  expect(shares([0, 0])).toEqual([0, 0]);
  expect(shares([2.1, 97.9])).toEqual([2, 98]);
});
