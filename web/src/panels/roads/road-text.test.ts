import { expect, test } from "vitest";
import type { RuleVerdict, Verdict } from "../../api/roads.ts";
import { CATALOGUES } from "../../i18n/words.ts";
import { chainageText, inOrder, parseChainage, quantityText } from "./road-text.ts";

test("a chainage is written as on the posts", () => {
  expect(chainageText(62_350)).toBe("Km62+350");
  expect(chainageText(62_035.4)).toBe("Km62+035");
  expect(chainageText(62_999.6)).toBe("Km63+000");
  expect(chainageText(0)).toBe("Km0+000");
  expect(chainageText(-12)).toBe("−Km0+012");
  expect(chainageText(12_350, "computed")).toBe("≈ Km12+350");
});

test("a chainage is read as people write it, and read back as written", () => {
  for (const text of ["Km62+350", "km 62 + 350", "62+350", "KM62+350 m"])
    expect(parseChainage(text)).toBe(62_350);
  expect(parseChainage("Km62")).toBe(62_000);
  expect(parseChainage("62+35")).toBe(62_035);
  expect(parseChainage("62+350,5")).toBe(62_350.5);
  for (const metres of [0, 7, 999, 1000, 62_350, 138_001])
    expect(parseChainage(chainageText(metres))).toBe(metres);
});

test("what could be metres or kilometres is no chainage", () => {
  for (const text of ["62350", "62", "", "Km", "Km62+3500", "QL3", "62+350+1"])
    expect(parseChainage(text), text).toBeNull();
});

test("what decides is told first, information after it, and what does not apply apart", () => {
  const rule = (rule: string, verdict: Verdict, informational = false) =>
    ({ rule, verdict, informational }) as RuleVerdict;
  const { told, aside } = inOrder([
    rule("a", "pass"),
    rule("b", "fail", true),
    rule("c", "not_applicable"),
    rule("d", "missing_data"),
    rule("e", "fail"),
    rule("f", "needs_review"),
  ]);
  expect(told.map(({ rule }) => rule)).toEqual(["e", "f", "d", "a", "b"]);
  expect(aside.map(({ rule }) => rule)).toEqual(["c"]);
});

test("a measure has its unit, and no measure is none", () => {
  const { vi, en } = CATALOGUES;
  expect(quantityText({ value: 1500, unit: "m" }, vi, "vi")).toBe("1.500 m");
  expect(quantityText({ value: 12.345, unit: "pct" }, en, "en")).toBe("12.35%");
  expect(quantityText(null, vi, "vi")).toBeNull();
});
