// What a person decides about a file, as one value: how it begins, how it changes, and whether it was read so already.
import type { Answers, ImportLayer } from "../api/imports";

/** The key of a layer's records that says whose they are, where one value may hold for a whole file. */
const OWNERS: Partial<Record<ImportLayer, "zone" | "zone_part">> = {
  lots: "zone_part",
  "clearance-areas": "zone_part",
  "zone-parts": "zone",
  gates: "zone_part",
  "internal-roads": "zone_part",
};
export const ownerKey = (layer: ImportLayer) => OWNERS[layer] ?? null;

/** Files together and how many of them: what the server takes at most. */
export const LARGEST_BYTES = 1 << 30;
export const MOST_FILES = 200;

export const freshAnswers = (today: string): Answers => ({
  layer: "lots",
  file: null,
  file_layer: null,
  charset: "auto",
  crs: null,
  columns: {},
  set: {},
  accuracy: "digitised",
  valid_from: today,
  dry_run: true,
});

/** Another layer has other keys: what was said of columns and values would be refused. */
export const forLayer = (answers: Answers, layer: ImportLayer): Answers => ({
  ...answers,
  layer,
  columns: {},
  set: Object.fromEntries(Object.entries(answers.set).filter(([key]) => key === ownerKey(layer))),
});

/** A value for every row; an empty one is taken away. */
export function withValue(answers: Answers, key: string, value: string): Answers {
  const { [key]: _, ...others } = answers.set;
  return { ...answers, set: value ? { ...others, [key]: value } : others };
}

export const withColumn = (answers: Answers, column: string, key: string): Answers => ({
  ...answers,
  columns: { ...answers.columns, [column]: key },
});

/** Whether two answers come to the same reading; a trial and a commit read alike. */
export function readAlike(one: Answers, other: Answers): boolean {
  const plain = ({ dry_run: _, columns, set, ...rest }: Answers) =>
    JSON.stringify([Object.entries(rest).sort(), Object.entries(columns).sort(), Object.entries(set).sort()]);
  return plain(one) === plain(other);
}

/** What is wrong with a choice of files before anything is sent. */
export function filesRefused(
  files: { name: string; size: number }[],
): "empty" | "large" | "many" | "twice" | null {
  if (files.length > MOST_FILES) return "many";
  if (files.some(({ size }) => size === 0)) return "empty";
  if (files.reduce((sum, { size }) => sum + size, 0) > LARGEST_BYTES) return "large";
  if (new Set(files.map(({ name }) => name.toLowerCase())).size < files.length) return "twice";
  return null;
}
