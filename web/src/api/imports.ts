// The shapes of the wire of imports and exports, until they stand in the server's OpenAPI; names and optional parts
// are those of docs/api.md, so that `Schemas["…"]` can take their place one by one.
import type { Geometry } from "geojson";
import type { LonLat, Text } from "./types";

/** Every layer a file can be read into, in the order a planner looks for them. */
export const IMPORT_LAYERS = [
  "lots",
  "zone-parts",
  "zones",
  "clearance-areas",
  "resettlement-sites",
  "internal-roads",
  "gates",
  "roads",
  "connection-points",
  "km-posts",
  "transport-nodes",
  "material-zones",
  "constraints",
  "admin-units",
  "places",
] as const;
export type ImportLayer = (typeof IMPORT_LAYERS)[number];

export const CHARSETS = ["auto", "utf-8", "tcvn3", "vni", "cp1258"] as const;
export type Charset = (typeof CHARSETS)[number];
export const ACCURACIES = ["surveyed", "digitised", "schematic", "illustrative"] as const;
export type Accuracy = (typeof ACCURACIES)[number];

/** What a person has decided about the files; null and empty are left to the service. */
export interface Answers {
  layer: ImportLayer;
  file: string | null;
  file_layer: string | null;
  charset: Charset;
  crs: string | null;
  /** Column of the file → key of the record; an empty key: the column is not used. */
  columns: Record<string, string>;
  set: Record<string, string>;
  accuracy: Accuracy;
  valid_from: string;
  dry_run: boolean;
}

export const SEVERITIES = ["refused", "question", "repaired", "note"] as const;
export type Severity = (typeof SEVERITIES)[number];
export interface Issue {
  severity: Severity;
  severity_label: Text;
  kind: string;
  kind_label: Text;
  layer: string;
  row: number | null;
  field: string | null;
  found: string;
  expected: Text;
  at: LonLat | null;
}

/** A system in which the shapes would land in the province. */
export interface Candidate {
  crs: string;
  name: Text;
  swapped: boolean;
  unit: "metres" | "millimetres";
  inside_pct: number;
  kilometres: number;
}

export const DIFFERENCES = ["added", "changed", "unchanged"] as const;
export type Difference = (typeof DIFFERENCES)[number];
export interface Differences {
  added: number;
  changed: number;
  unchanged: number;
  missing: number;
  added_ids: string[];
  changed_ids: string[];
  /** What of a changed record is another: keys as files call them. */
  changes?: Record<string, string[]>;
  missing_ids: string[];
}

export interface Report {
  file: string;
  file_layer: string;
  kind: string;
  rows: number;
  charset: { code: Charset; label: Text; is_certain: boolean; was_recoded: boolean };
  sample: string[];
  crs: { code: string; swapped: boolean } | null;
  placement: Text[];
  candidates: Candidate[];
  columns: {
    used: { column: string; key: string }[];
    unused: string[];
    doubtful: { column: string; example: string; read_as: number }[];
  };
  keys: string[];
  issues: Record<Severity, number> & { first: Issue[] };
  differences: Differences;
  may_be_written: boolean;
  revision: number | null;
}

/** Why an import came to no report; where something must be chosen, `parameter` and `choices` say what. */
export interface ImportProblem {
  title: Text;
  detail: Text;
  parameter: string | null;
  value: string | null;
  allowed: Text | null;
  choices: string[];
}

export interface ImportRun {
  id: string;
  state: "running" | "finished" | "failed" | "stopped";
  state_label: Text;
  files: string[];
  hash: string;
  answers: Answers;
  progress: { step: string; step_label: Text; rows: number; rows_expected: number | null };
  started_at: string;
  ended_at: string | null;
  kept_until: string;
  problem: ImportProblem | null;
  report: Report | null;
}

/** A shape of the file on the map. */
export interface Shape {
  type: "Feature";
  geometry: Geometry | null;
  properties: {
    row: number;
    id?: string | null;
    label?: string | null;
    difference?: Difference | null;
    severity?: Severity | null;
  };
}
export interface Shapes {
  type: "FeatureCollection";
  features: Shape[];
  numberMatched: number;
  numberReturned: number;
}

export const EXPORT_FORMATS = ["gpkg", "shp", "geojson", "fgb", "kml", "dxf", "csv", "xlsx"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
