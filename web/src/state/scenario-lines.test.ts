import { expect, test } from "vitest";
import { deltaOf, minutesFromGate } from "./deltas.ts";
import { freeName, lengthOf, readVertices, writeVertices } from "./scenario-lines.ts";

test("vertices are read as people write them, in either order", () => {
  const want = [
    [105.872, 21.489],
    [105.895, 21.501],
  ];
  for (const text of [
    "21.489, 105.872\n21.501, 105.895",
    "105.872 21.489\n\n105.895 21.501\n",
    "21,489; 105,872\n21,501; 105,895",
    "21.489\t105.872\r\n21.501\t105.895",
    " 21.489,105.872 \n21.501,105.895",
  ])
    expect(readVertices(text), text).toEqual({ vertices: want, wrong: null });
});

test("the first line that cannot be read is named, and nothing is guessed", () => {
  expect(readVertices("21.489, 105.872\nQL3").wrong).toBe(2);
  expect(readVertices("21.489").wrong).toBe(1);
  expect(readVertices("21.489, 105.872, 3").wrong).toBe(1);
  expect(readVertices("21.489, 22.1").wrong).toBe(1);
  expect(readVertices("2377000, 429000").wrong).toBe(1);
  expect(readVertices("").vertices).toEqual([]);
});

test("what is written is read again", () => {
  const line = [
    [105.872345, 21.489012],
    [106, 21.5],
  ];
  expect(readVertices(writeVertices(line)).vertices).toEqual(line);
});

test("a name is free, and a length is about right", () => {
  expect(freeName("Tuyến thử", [])).toBe("Tuyến thử 1");
  expect(freeName("Tuyến thử", ["Tuyến thử 1", "Tuyến thử 3"])).toBe("Tuyến thử 2");
  // A minute of latitude is a nautical mile.
  expect(
    lengthOf([
      [105.8, 21.5],
      [105.8, 21.5 + 1 / 60],
    ]) / 1852,
  ).toBeCloseTo(1, 2);
  expect(lengthOf([[105.8, 21.5]])).toBe(0);
});

test("a way that was not there is as much as can be gained; one that is gone is worse", () => {
  const way = { distance_m: 9000, minutes: 12, off_network_m: 500 };
  const change = (delta_minutes: number) => ({ before: way, after: way, delta_m: 0, delta_minutes });
  expect([-10, -9.9, -3, -2.9, 0.6].map((minutes) => deltaOf(change(minutes)))).toEqual([
    "much",
    "some",
    "some",
    "little",
    "worse",
  ]);
  const none = { delta_m: null, delta_minutes: null };
  expect(minutesFromGate(way)).toBe(14);
  expect(deltaOf({ before: null, after: way, ...none })).toBe("much");
  expect(deltaOf({ before: way, after: null, ...none })).toBe("worse");
});
