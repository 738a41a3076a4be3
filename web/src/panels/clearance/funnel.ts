// The arithmetic of the stages. Land that went on to a later stage without this one on record is told apart from
// land that has not come so far: the first is a gap in what we know, the second is work to do.
import type { ClearanceArea, ClearanceSums } from "../../api/types";

type StageSum = ClearanceSums["stages"][number];
type Stage = StageSum["stage"];
type Staged = { stages: Pick<ClearanceArea["stages"][number], "stage" | "ha">[] };
export type Basis = NonNullable<StageSum["households_basis"]>;

export interface StageRow {
  stage: Stage;
  ha: number | null;
  /** Of all there is to clear, so that the last stage says what the bar above says. */
  pct: number | null;
  /** At least so many hectares are further on, with nothing recorded of this stage. */
  skippedHa: number;
  households: number | null;
  basis: Basis | null;
}

/** Less than this is rounding, not land. */
const SPECK_HA = 0.05;

export function stageRows(stages: StageSum[], areaHa: number, areas: Staged[]): StageRow[] {
  const order = stages.map(({ stage }) => stage);
  return stages.map(({ stage, ha, households, households_basis: basis }) => {
    const skipped = areas.reduce((sum, area) => sum + skippedIn(area, stage, order), 0);
    return {
      stage,
      ha,
      pct: ha === null || areaHa <= 0 ? null : Math.min(100, (100 * ha) / areaHa),
      skippedHa: skipped > SPECK_HA ? skipped : 0,
      households,
      basis,
    };
  });
}

/** Each area goes by the order of its own law; a stage it does not have stands where the sum has it. */
function skippedIn({ stages }: Staged, stage: Stage, order: Stage[]): number {
  const own = stages.findIndex((one) => one.stage === stage);
  const later =
    own >= 0
      ? stages.slice(own + 1)
      : stages.filter((one) => order.indexOf(one.stage) > order.indexOf(stage));
  const furthest = Math.max(0, ...later.map(({ ha }) => ha ?? 0));
  return Math.max(0, furthest - (stages[own]?.ha ?? 0));
}

/** The bases that need a word under the table, each once. */
export const basesOf = (rows: StageRow[]): Basis[] => [...new Set(rows.flatMap(({ basis }) => basis ?? []))];
