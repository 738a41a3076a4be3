// The five steps of an import and how each of them stands: pure, so that it can be told from a run alone.
import { SEVERITIES, type ImportRun, type Issue, type Report, type Severity } from "../api/imports";

export const STEPS = ["files", "text", "place", "columns", "write"] as const;
export type Step = (typeof STEPS)[number];
/** `waiting`: not come to yet; `asks`: somebody must decide; `bad`: it keeps the file out. */
export type Standing = "waiting" | "good" | "asks" | "bad";

const AT: Record<string, Step> = {
  layer: "files",
  file: "files",
  file_layer: "files",
  charset: "text",
  crs: "place",
};
/** The step at which a problem can be put right. */
export const stepOf = (parameter: string | null): Step => AT[parameter ?? ""] ?? "files";

/** Questions that choosing a coordinate system answers; they are asked at their own step. */
const asksOfPlace = (report: Report) => report.issues.first.filter(isPlacement).length;
const isPlacement = ({ kind, severity }: Issue) => kind === "placement" && severity === "question";

export function standings(run: ImportRun | null): Record<Step, Standing> {
  const waiting = { text: "waiting", place: "waiting", columns: "waiting", write: "waiting" } as const;
  if (!run || run.state === "running") return { files: run ? "good" : "waiting", ...waiting };
  const { report } = run;
  if (!report) {
    const at = stepOf(run.problem?.parameter ?? null);
    return { files: "good", ...waiting, [at]: run.problem?.choices.length ? "asks" : "bad" };
  }
  const { refused, question } = report.issues;
  const columns = refused > 0 ? "bad" : question > asksOfPlace(report) ? "asks" : "good";
  return {
    files: "good",
    text: report.charset.is_certain || run.answers.charset !== "auto" ? "good" : "asks",
    place: report.crs ? "good" : "asks",
    // Without a place no outline was looked at.
    columns: report.crs ? columns : refused > 0 ? "bad" : "waiting",
    write: report.revision !== null || report.may_be_written ? "good" : "waiting",
  };
}

/** Where a person is needed next: the first step that asks or is bad, and the last one when none does. */
export function firstOpen(run: ImportRun): Step {
  const standing = standings(run);
  return STEPS.find((step) => standing[step] === "asks" || standing[step] === "bad") ?? "write";
}

export interface IssueGroup {
  severity: Severity;
  /** All of them, also those the server did not send one by one. */
  count: number;
  kinds: { kind: string; issues: Issue[] }[];
}

/** Issues by what becomes of the row, the worst first, then by what is wrong, the most frequent first. */
export function grouped(issues: Report["issues"]): IssueGroup[] {
  return SEVERITIES.filter((severity) => issues[severity] > 0).map((severity) => {
    const byKind = new Map<string, Issue[]>();
    for (const issue of issues.first)
      if (issue.severity === severity) byKind.set(issue.kind, [...(byKind.get(issue.kind) ?? []), issue]);
    const kinds = [...byKind].map(([kind, issues]) => ({ kind, issues }));
    return {
      severity,
      count: issues[severity],
      kinds: kinds.toSorted((one, other) => other.issues.length - one.issues.length),
    };
  });
}

/** Why a report may not be written, in the order in which it can be put right. */
export function keptOutBy(report: Report): ("place" | "refused" | "question" | "nothing")[] {
  const { added, changed } = report.differences;
  return [
    ...(report.crs ? [] : (["place"] as const)),
    ...(report.issues.refused ? (["refused"] as const) : []),
    ...(report.issues.question > asksOfPlace(report) ? (["question"] as const) : []),
    ...(report.may_be_written && added + changed === 0 ? (["nothing"] as const) : []),
  ];
}

/** The share that is done, 0 to 1; null while nobody knows how much there is. */
export function shareDone({ rows, rows_expected }: ImportRun["progress"]): number | null {
  return rows_expected ? Math.min(1, rows / rows_expected) : null;
}

/** How a number with one comma or dot was read, and how it was not: 20,398 may be twenty or twenty thousand. */
export function readings({ example, read_as }: Report["columns"]["doubtful"][number]): {
  read: number;
  other: number;
} {
  const whole = Number(example.replace(/[^\d-]/g, ""));
  const parts = Number(example.replace(/[^\d,.-]/g, "").replace(",", "."));
  return { read: read_as, other: read_as === whole ? parts : whole };
}
