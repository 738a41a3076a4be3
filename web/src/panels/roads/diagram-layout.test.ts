import { expect, test } from "vitest";
import { cut, lanesOf, metresAt, placeOn, spread, ticksOf, wrap, type Label } from "./diagram-layout.ts";

const AXIS = { from: 60_000, to: 70_000, px: 500 };

test("chainage grows upwards, and a place is found again", () => {
  expect(placeOn(AXIS, 60_000)).toBe(500);
  expect(placeOn(AXIS, 70_000)).toBe(0);
  for (const metres of [60_000, 62_350, 70_000])
    expect(metresAt(AXIS, placeOn(AXIS, metres))).toBeCloseTo(metres, 6);
  expect(metresAt(AXIS, -30)).toBe(70_000);
});

test("posts are round, inside the road and apart enough to be read", () => {
  expect(
    ticksOf(AXIS)
      .map(({ text }) => text)
      .slice(0, 3),
  ).toEqual(["Km60", "Km61", "Km62"]);
  const near = ticksOf({ from: 62_120, to: 62_900, px: 500 });
  expect(near[0]).toEqual({ metres: 62_200, text: "Km62+200" });
  for (const px of [100, 440, 3000])
    for (const length of [80, 900, 38_000, 320_000]) {
      const axis = { from: 1234, to: 1234 + length, px };
      const ticks = ticksOf(axis);
      for (const [at, { metres }] of ticks.entries()) {
        expect(metres).toBeGreaterThanOrEqual(axis.from);
        expect(metres).toBeLessThanOrEqual(axis.to);
        const before = ticks[at - 1];
        if (before) expect(placeOn(axis, before.metres) - placeOn(axis, metres)).toBeGreaterThanOrEqual(41.9);
      }
    }
});

/** Numbers that look random and are the same every time. */
function* noise(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 48_271) % 2_147_483_647;
    yield state / 2_147_483_647;
  }
}

test("no label covers another, leaves the diagram, or stands far from what it names", () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = noise(seed);
    const count = 1 + Math.floor(random.next().value * 50);
    const labels: Label[] = Array.from({ length: count }, (_, at) => ({
      key: String(at),
      at: random.next().value * 440,
      tall: 14 + 16 * Math.round(random.next().value),
      rank: Math.floor(random.next().value * 4),
    }));
    const places = spread(labels, 440);
    const kept = labels.filter(({ key }) => places.has(key)).sort((a, b) => a.at - b.at);
    expect(kept.length).toBeGreaterThan(0);
    for (const [at, label] of kept.entries()) {
      const y = places.get(label.key) ?? NaN;
      expect(y - label.tall / 2).toBeGreaterThanOrEqual(-1e-9);
      expect(y + label.tall / 2).toBeLessThanOrEqual(440 + 1e-9);
      expect(Math.abs(y - label.at)).toBeLessThanOrEqual(46);
      const before = kept[at - 1];
      if (before)
        expect(y - (places.get(before.key) ?? NaN)).toBeGreaterThanOrEqual(
          (label.tall + before.tall) / 2 - 1e-9,
        );
    }
  }
});

test("labels with room stay where they are, and the last in rank gives way", () => {
  const label = (key: string, at: number, rank: number): Label => ({ key, at, tall: 30, rank });
  expect([...spread([label("a", 50, 0), label("b", 200, 3)], 440)]).toEqual([
    ["a", 50],
    ["b", 200],
  ]);
  const crowd = Array.from({ length: 6 }, (_, at) => label(`p${at}`, 200, 0));
  const places = spread([label("gap", 200, 9), ...crowd], 440);
  expect(places.has("gap")).toBe(false);
  expect(places.has("p0")).toBe(true);
});

test("bars that overlap stand in lanes of their own", () => {
  const bar = (from_m: number, to_m: number) => ({ from_m, to_m });
  expect(lanesOf([bar(500, 900), bar(0, 600), bar(600, 700), bar(950, 999)])).toEqual([1, 0, 0, 0]);
  expect(lanesOf([])).toEqual([]);
});

test("a name is cut where its room ends", () => {
  expect(cut("Cổng 1", 100)).toBe("Cổng 1");
  expect(cut("Đường chuyên dùng của KCN", 80)).toBe("Đường chuyên…");
});

test("a name breaks between words, on two lines at most", () => {
  expect(wrap("Cổng 1", 100)).toEqual(["Cổng 1"]);
  expect(wrap("KCN Sông Công II, giai đoạn 2, khu 1, cổng 2", 140)).toEqual([
    "KCN Sông Công II, giai",
    "đoạn 2, khu 1, cổng 2",
  ]);
  expect(wrap("Lối vào một cơ sở sản xuất ở Tích Lương", 80)).toEqual(["Lối vào một", "cơ sở sản xu…"]);
});
