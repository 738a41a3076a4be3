import { expect, test } from "vitest";
import type { ImportRun, Issue, Report, Severity } from "../api/imports.ts";
import { firstOpen, grouped, keptOutBy, readings, shareDone, standings, stepOf } from "./import-steps.ts";

const text = (vi: string) => ({ vi, en: vi });

function issue(severity: Severity, kind: string, row: number | null = 1): Issue {
  return {
    severity,
    severity_label: text(severity),
    kind,
    kind_label: text(kind),
    layer: "lô",
    row,
    field: null,
    found: "",
    expected: text(""),
    at: null,
  };
}

/** A report of a sound file, with these issues. */
function report(first: Issue[], change: Partial<Report> = {}): Report {
  const count = (severity: Severity) => first.filter((one) => one.severity === severity).length;
  return {
    file: "lô.shp",
    file_layer: "lô",
    kind: "lot",
    rows: 3,
    charset: { code: "tcvn3", label: text("TCVN3"), is_certain: true, was_recoded: false },
    sample: [],
    crs: { code: "EPSG:9213", swapped: false },
    placement: [],
    candidates: [],
    columns: { used: [], unused: [], doubtful: [] },
    keys: [],
    issues: {
      refused: count("refused"),
      question: count("question"),
      repaired: count("repaired"),
      note: count("note"),
      first,
    },
    differences: {
      added: 2,
      changed: 1,
      unchanged: 0,
      missing: 0,
      added_ids: [],
      changed_ids: [],
      missing_ids: [],
    },
    may_be_written: count("refused") + count("question") === 0,
    revision: null,
    ...change,
  };
}

function run(report: Report | null, change: Partial<ImportRun> = {}): ImportRun {
  return {
    id: "a1",
    state: "finished",
    state_label: text(""),
    files: ["lô.shp"],
    hash: "5d41402abc4b",
    answers: {
      layer: "lots",
      file: null,
      file_layer: null,
      charset: "auto",
      crs: null,
      columns: {},
      set: {},
      accuracy: "digitised",
      valid_from: "2026-11-24",
      dry_run: true,
    },
    progress: { step: "read", step_label: text(""), rows: 0, rows_expected: null },
    started_at: "",
    ended_at: null,
    kept_until: "",
    problem: null,
    report,
    ...change,
  };
}

const unplaced = report([issue("question", "placement", null)], { crs: null, may_be_written: false });

test("a sound file leads straight to writing", () => {
  const sound = run(report([issue("repaired", "winding")]));
  expect(firstOpen(sound)).toBe("write");
  expect(new Set(Object.values(standings(sound)))).toEqual(new Set(["good"]));
});

test("a person is led to the first thing only a person can decide", () => {
  const guessed = { code: "vni", label: text("VNI"), is_certain: false, was_recoded: false } as const;
  expect(firstOpen(run(report([], { charset: guessed })))).toBe("text");
  expect(firstOpen(run(unplaced))).toBe("place");
  expect(firstOpen(run(report([issue("refused", "overlap")])))).toBe("columns");
});

test("a charset somebody chose is no guess any more", () => {
  const guessed = { code: "vni", label: text("VNI"), is_certain: false, was_recoded: false } as const;
  const chosen = run(report([], { charset: guessed }));
  chosen.answers.charset = "vni";
  expect(standings(chosen).text).toBe("good");
});

test("the question of the place is asked at the place, any other at the columns", () => {
  expect(standings(run(unplaced))).toMatchObject({ place: "asks", columns: "waiting", write: "waiting" });
  const other = report([issue("question", "area_differs")]);
  expect(standings(run(other))).toMatchObject({ place: "good", columns: "asks", write: "waiting" });
});

test("a reading that failed stands where it can be put right", () => {
  const problem = {
    title: text(""),
    detail: text(""),
    parameter: "crs",
    value: "x",
    allowed: null,
    choices: [],
  };
  expect(stepOf("crs")).toBe("place");
  expect(standings(run(null, { state: "failed", problem })).place).toBe("bad");
  const forked = { ...problem, parameter: "file_layer", choices: ["lô", "ranh"] };
  expect(standings(run(null, { state: "failed", problem: forked })).files).toBe("asks");
});

test("issues stand the worst first, then the most frequent", () => {
  const first = [
    issue("note", "unknown_column"),
    issue("refused", "overlap"),
    issue("refused", "bad_value"),
    issue("refused", "bad_value", 2),
  ];
  const groups = grouped({ ...report(first).issues, refused: 350 });
  expect(groups.map(({ severity, count }) => [severity, count])).toEqual([
    ["refused", 350],
    ["note", 1],
  ]);
  expect(groups[0]?.kinds.map(({ kind, issues }) => [kind, issues.length])).toEqual([
    ["bad_value", 2],
    ["overlap", 1],
  ]);
});

test("every reason that keeps a file out is named, in the order it can be mended", () => {
  expect(keptOutBy(report([]))).toEqual([]);
  expect(keptOutBy(unplaced)).toEqual(["place"]);
  expect(keptOutBy(report([issue("refused", "overlap"), issue("question", "area_differs")]))).toEqual([
    "refused",
    "question",
  ]);
  const same = { ...report([]).differences, added: 0, changed: 0 };
  expect(keptOutBy(report([], { differences: same }))).toEqual(["nothing"]);
});

test("progress is a share only while the whole is known", () => {
  const step = { step: "read", step_label: text("") };
  expect(shareDone({ ...step, rows: 30, rows_expected: 120 })).toBe(0.25);
  expect(shareDone({ ...step, rows: 30, rows_expected: null })).toBeNull();
  expect(shareDone({ ...step, rows: 130, rows_expected: 120 })).toBe(1);
});

test("a doubtful number is told with what it was not taken for", () => {
  expect(readings({ column: "DT", example: "20,398", read_as: 20.398 })).toEqual({
    read: 20.398,
    other: 20398,
  });
  expect(readings({ column: "DT", example: "1.234", read_as: 1234 })).toEqual({ read: 1234, other: 1.234 });
});
