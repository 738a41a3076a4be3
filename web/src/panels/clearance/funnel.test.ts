import { expect, test } from "vitest";
import type { ClearanceSums } from "../../api/types.ts";
import { basesOf, stageRows } from "./funnel.ts";

type Stage = ClearanceSums["stages"][number]["stage"];
const sum = (stage: Stage, ha: number | null, households: number | null = null) => ({
  stage,
  ha,
  known_of_ha: ha ?? 0,
  households,
  households_basis: households === null ? null : ("rounded_to_5" as const),
});
const area = (...stages: [Stage, number | null][]) => ({
  stages: stages.map(([stage, ha]) => ({ stage, ha })),
});

test("the per cent is of all there is to clear, also where only some areas have begun", () => {
  const areas = [area(["NOTICE", 240], ["HANDOVER", 240]), area(["NOTICE", 100])];
  const rows = stageRows([sum("NOTICE", 340), sum("HANDOVER", 240)], 480, areas);
  expect(rows.map(({ pct }) => Math.round(pct ?? -1))).toEqual([71, 50]);
  expect(rows.map(({ skippedHa }) => skippedHa)).toEqual([0, 0]);
});

test("land that went on without a stage on record is a gap, not work to do", () => {
  const areas = [area(["NOTICE", 240], ["HANDOVER", 240]), area(["BASIS", 300], ["NOTICE", 300])];
  const rows = stageRows([sum("BASIS", 300), sum("NOTICE", 540), sum("HANDOVER", 240)], 540, areas);
  expect(rows.map(({ skippedHa }) => skippedHa)).toEqual([240, 0, 0]);
});

test("an area under the older law is paid after the recovery decision, and nothing is missing", () => {
  const areas = [area(["RECOVERY_DECISION", 100], ["PAID", 80])];
  const rows = stageRows([sum("PAID", 80), sum("RECOVERY_DECISION", 100)], 100, areas);
  expect(rows.map(({ skippedHa }) => skippedHa)).toEqual([0, 0]);
});

test("rounding is not land, and hectares nobody told stay unknown", () => {
  const areas = [area(["PAID", 241.1554], ["HANDOVER", 241.1555])];
  expect(stageRows([sum("PAID", 241.1554)], 250, areas)[0]?.skippedHa).toBe(0);
  expect(stageRows([sum("PAID", null)], 250, [area(["PAID", null])])[0]).toMatchObject({
    ha: null,
    pct: null,
  });
});

test("each basis of households is explained once", () => {
  const rows = stageRows([sum("NOTICE", 1, 5), sum("PAID", 1, 10), sum("HANDOVER", 1)], 1, []);
  expect(basesOf(rows)).toEqual(["rounded_to_5"]);
});
