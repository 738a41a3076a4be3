// The shapes of the wire of roads, their connection points, checks and scenarios, until they stand in `schema.gen`.
import type { LineString, Point } from "geojson";
import type { DataClass, Feature, LonLat, Source, Text } from "./types";

export type Side = "left" | "right";
export const SIDES = ["left", "right"] as const;
export type Basis = "surveyed" | "computed";

/** What is known of the right of a point to be there. Unknown is not unlawful. */
export const STANDINGS = ["approved", "in_progress", "none", "unknown"] as const;
export type Standing = (typeof STANDINGS)[number];

export interface RoadRef {
  id: string;
  ref: string | null;
  name: Text | null;
  class: string;
}
export interface Paper {
  number: string;
  date: string | null;
}
interface Neighbour {
  id: string;
  gap_m: number;
  basis: Basis;
}
export interface ConnectionPointProps {
  label: string | null;
  section: RoadRef;
  chainage_m: number | null;
  chainage_basis: Basis | null;
  chainage_text: string | null;
  side: Side | null;
  branch_type: string;
  zone: string | null;
  zone_part: string | null;
  permit_state: string | null;
  standing: Standing;
  documents: Paper[];
  expires_on: string | null;
  is_expired: boolean | null;
  approval_regime: string | null;
  removal_due: string | null;
  spacing: { before: Neighbour | null; after: Neighbour | null } | null;
  geometry_accuracy: string;
  data_class: DataClass;
  source: Source | null;
}
export type ConnectionPoint = Feature<Point, ConnectionPointProps>;

export interface DiagramPoint {
  id: string;
  label: string | null;
  chainage_m: number;
  basis: Basis;
  side: Side | null;
  at: LonLat;
  permit_state: string | null;
  standing: Standing;
  branch_type: string;
  zone_part: string | null;
  expires_on: string | null;
}
export interface Diagram {
  section: RoadRef & {
    present_grade: string | null;
    planned_grade: string | null;
    agency: { id: string; name: Text } | null;
    status: string;
    data_class: DataClass;
  };
  from_m: number;
  to_m: number;
  basis: Basis;
  length_m: number;
  runs: { from_m: number; to_m: number }[];
  km_posts: { chainage_m: number; at: LonLat }[];
  points: DiagramPoint[];
  junctions: {
    chainage_m: number;
    at: LonLat;
    roads: { section: string; ref: string | null; class: string }[];
    side: Side | null;
  }[];
  structures: { kind: string; from_m: number; to_m: number; basis: "recorded" | "derived" }[];
  crossings: {
    kind: string;
    constraint: string | null;
    name: Text | null;
    chainage_m: number;
    at: LonLat;
  }[];
  zones: {
    zone: string;
    zone_part: string | null;
    name: Text;
    side: Side;
    from_m: number;
    to_m: number;
    offset_m: number;
  }[];
  service_roads: { section: string; side: Side; from_m: number; to_m: number }[];
  spacing: Record<Side, { from: string; to: string; gap_m: number }[]>;
  caveat: Text;
}

export type Verdict = "pass" | "fail" | "needs_review" | "missing_data" | "not_applicable";
interface Quantity {
  value: number;
  unit: string;
}
export interface RuleVerdict {
  rule: string;
  title: Text;
  verdict: Verdict;
  required: Quantity | null;
  measured: Quantity | null;
  certainty: string;
  citation: string;
  note: Text | null;
  informational: boolean;
  neighbour: { id: string; chainage_m: number; gap_m: number } | null;
}
export interface Alternative {
  kind: string;
  text: Text;
  section: string;
  chainage_m: number;
  side: Side | null;
  at: LonLat;
  share_with: string | null;
  length_m: number | null;
  geometry: LineString | null;
  overall: Verdict;
  verdicts: RuleVerdict[];
}
export interface CheckAnswer {
  located: {
    section: RoadRef & {
      planned_grade: string | null;
      present_grade: string | null;
      urban: boolean | null;
      median: boolean | null;
    };
    chainage_m: number;
    chainage_text: string;
    basis: Basis;
    side: Side | null;
    offset_m: number;
    at: LonLat;
    tolerance_m: number;
  };
  date: string;
  overall: Verdict;
  verdicts: RuleVerdict[];
  authority: {
    agency: { id: string; name: Text } | null;
    basis: Text;
    sla_days: number | null;
    certainty: string;
  } | null;
  corridor: {
    strip_m: number | null;
    corridor_m: number | null;
    half_roadbed_m: number | null;
    approximate: boolean;
  } | null;
  alternatives: Alternative[];
  caveat: Text;
}
/** A place to be checked, as it is asked. */
export type Spot = { at: LonLat } | { section: string; chainage_m: number; side: Side };
export type CheckQuestion = Spot & {
  zone_part?: string;
  branch_type?: string;
  date?: string;
  as_of?: string;
};

export interface DrawnRoad {
  name: string;
  class: string;
  geometry: LineString;
}
export interface ScenarioQuestion {
  add: DrawnRoad[];
  close: string[];
  profile: "car" | "truck";
  optimise: "distance" | "time";
  rank: boolean;
  as_of?: string;
}
interface Reach {
  distance_m: number;
  minutes: number;
}
export interface ClassChange {
  before: Reach | null;
  after: Reach | null;
  delta_m: number | null;
  delta_minutes: number | null;
}
export interface ScenarioZone {
  id: string;
  name: Text;
  location: LonLat | null;
  clean_ha: number | null;
  clean_is_known: boolean;
  classes: Record<string, ClassChange>;
  gains: boolean;
}
export interface ScenarioSummary {
  zones_better: number;
  zones_worse: number;
  clean_ha_gaining: number;
  weighted_minutes_saved: number;
  headline: Text;
}
export interface ScenarioAnswer {
  added: {
    name: string;
    length_m: number;
    joins: { at: LonLat; section: string | null; off_network_m: number }[];
    geometry: LineString;
  }[];
  closed: unknown[];
  zones: ScenarioZone[];
  summary: ScenarioSummary;
  ranking: { name: string; summary: ScenarioSummary }[] | null;
  caveat: Text;
}

export interface Gap {
  zone: { id: string; name: Text; kind: string; location: LonLat | null };
  standing: "unknown" | "none" | "in_progress" | "refused";
  known_points: { id: string; standing: Standing; permit_state: string | null; expires_on: string | null }[];
  nearest_road: {
    section: string;
    ref: string | null;
    name: Text | null;
    class: string;
    distance_m: number;
    at: LonLat;
  } | null;
  fix: {
    kind: string;
    text: Text;
    point: { section: string; chainage_m: number; side: Side | null; at: LonLat } | null;
    share_with: string | null;
    service_road: { length_m: number; geometry: LineString | null } | null;
    verdict: Verdict | null;
  };
  data_class: DataClass;
}
export interface Gaps {
  items: Gap[];
  caveat?: Text;
}
