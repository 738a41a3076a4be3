import { expect, test } from "vitest";
import type { Commitment } from "../../api/types.ts";
import { dueDates } from "./promises.ts";

const put = (on: string, due: string): Commitment["postponements"][number] => ({
  on,
  due,
  source: { kind: "press", title: "Báo", url: null, date: null },
});

test("every date given up is kept, in order and once", () => {
  const postponements = [put("2025-06-01", "2025-09-30"), put("2025-09-12", "2025-11-30")];
  expect(dueDates({ first_due: "2025-06-30", due: "2025-11-30", postponements })).toEqual({
    old: ["2025-06-30", "2025-09-30"],
    now: "2025-11-30",
  });
});

test("a promise nobody put off has one date", () => {
  expect(dueDates({ first_due: "2025-11", due: "2025-11", postponements: [] })).toEqual({
    old: [],
    now: "2025-11",
  });
});
