import { expect, test } from "vitest";
import type { StageEvent } from "../api/types.ts";
import { axis } from "./time-axis.ts";

const event = (date: string) => ({ date }) as StageEvent;

test("events stand where their day is, between the first and the asked day", () => {
  const made = axis([event("2025-01-01"), event("2025-01-06"), event("2025-01-11")], "2025-01-11");
  expect(made?.events.map(({ at }) => at)).toEqual([0, 50, 100]);
});

test("nothing recorded draws nothing, and one day does not divide by nothing", () => {
  expect(axis([], "2025-01-01")).toBeNull();
  expect(axis([event("2025-01-01")], "2025-01-01")?.events[0]?.at).toBe(0);
});
