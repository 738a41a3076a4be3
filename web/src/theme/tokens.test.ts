import { expect, test } from "vitest";
import { seenDifference, VISIONS } from "./colour-difference.ts";
import { CHANGES, CONNECTION_STANDINGS, DELTAS, LAND_STATES, TOKENS, type Theme } from "./tokens.ts";

/** The two colours of a family that look most alike to anyone. */
function closest<K extends string>(family: Record<K, string>, codes: readonly K[]) {
  let found = { difference: Infinity, pair: "" };
  for (const vision of VISIONS)
    for (const [at, one] of codes.entries())
      for (const other of codes.slice(at + 1)) {
        const difference = seenDifference(family[one], family[other], vision);
        if (difference < found.difference) found = { difference, pair: `${one} / ${other} (${vision})` };
      }
  return found;
}

test.each(["light", "dark"] as Theme[])(
  "every two land states, changes, standings and differences stay apart for every kind of sight (%s)",
  (theme) => {
    const { status, change, standing, delta } = TOKENS[theme];
    for (const { difference, pair } of [
      closest(status, LAND_STATES),
      closest(change, CHANGES),
      closest(standing, CONNECTION_STANDINGS),
      closest(delta, DELTAS),
    ])
      expect(difference, pair).toBeGreaterThan(14);
  },
);

test.each(["light", "dark"] as Theme[])("common land does not pass for land on offer (%s)", (theme) => {
  const { status, map } = TOKENS[theme];
  for (const vision of VISIONS)
    for (const state of ["ready", "clean"] as const)
      expect(seenDifference(map.common, status[state], vision), `${state} (${vision})`).toBeGreaterThan(10);
});

test("the difference is zero for one colour and a hundred between black and white", () => {
  expect(seenDifference("#27476E", "#27476E", "deutan")).toBe(0);
  // Black and white are the two ends of the lightness axis.
  expect(seenDifference("#000000", "#ffffff", "normal")).toBeCloseTo(100, 1);
});

function contrast(one: string, other: string): number {
  const luminance = (hex: string) =>
    [0.2126, 0.7152, 0.0722].reduce((sum, weight, at) => {
      const v = parseInt(hex.slice(1 + 2 * at, 3 + 2 * at), 16) / 255;
      return sum + weight * (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    }, 0);
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

test.each(["light", "dark"] as Theme[])("text reads on every surface it stands on (%s)", (theme) => {
  const t = TOKENS[theme];
  for (const ink of [t.ink, t.ink2, t.ink3, t.accent, t.warn, t.danger, t.remedy])
    for (const ground of [t.surface, t.surface2]) expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5);
  expect(contrast(t.ink2, t.accentWeak)).toBeGreaterThanOrEqual(4.5);
  expect(contrast(t.warn, t.warnWeak)).toBeGreaterThanOrEqual(4.5);
  expect(contrast(t.accentInk, t.accent)).toBeGreaterThanOrEqual(4.5);
});
