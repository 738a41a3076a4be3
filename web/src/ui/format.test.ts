import { expect, test } from "vitest";
import { bytes, date, dateInWords, hectares, kilometres, number, shares } from "./format.ts";

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

test("a date is heard in words, as far as it is known", () => {
  expect(dateInWords("2026-06-30", "vi")).toBe("ngày 30 tháng 6 năm 2026");
  expect(dateInWords("2026-06-30", "en")).toBe("30 June 2026");
  expect(dateInWords("2026-06", "vi")).toBe("06/2026");
});

test("kilometres are as fine as their length asks", () => {
  expect(kilometres(307.1, "vi")).toBe("0,31");
  expect(kilometres(6608.4, "vi")).toBe("6,6");
  expect(kilometres(138_391.6, "en")).toBe("138");
});

test("a file weighs what it weighs", () => {
  expect(bytes(0, "vi")).toBe("0 B");
  expect(bytes(1536, "vi")).toBe("1,5 KB");
  expect(bytes(52_428_800, "en")).toBe("50 MB");
});
