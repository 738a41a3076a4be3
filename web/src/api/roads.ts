// The shapes of the wire of roads, their connection points, checks and scenarios, until they stand in `schema.gen`.
import type { LineString, MultiLineString, Point } from "geojson";
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
  section: RoadRef | null;
  chainage_m: number | null;
  chainage_basis: Basis | null;
  chainage_text: string | null;
  side: Side | null;
  branch_type: string;
  zone: string | null;
  zone_part: string | null;
  permit_state: string | null;
  standing: Standing;
  standing_reason: Text | null;
  documents: Paper[];
  expires_on: string | null;
  is_expired: boolean | null;
  approval_regime: string | null;
  removal_due: string | null;
  spacing: { before: Neighbour | null; after: Neighbour | null } | null;
  geometry_accuracy: string;
  data_class: DataClass;
  source: Source | null;
  permit_source: Source | null;
}
export type ConnectionPoint = Feature<Point, ConnectionPointProps>;

interface DiagramPointOf<C, B> {
  id: string;
  label: string | null;
  chainage_m: C;
  basis: B;
  side: Side | null;
  at: LonLat | null;
  permit_state: string | null;
  standing: Standing;
  branch_type: string;
  zone_part: string | null;
  expires_on: string | null;
}
export type DiagramPoint = DiagramPointOf<number | null, Basis | null>;
/** A point whose place along the road is known. */
export type PlacedPoint = DiagramPointOf<number, Basis>;
export interface Span {
  from_m: number;
  to_m: number;
}
/** What lies along a section; without a drawn line it has no ends. */
export interface Diagram {
  section: RoadRef & {
    present_grade: string | null;
    planned_grade: string | null;
    agency: { id: string; name: Text } | null;
    status: string;
    data_class: DataClass;
  };
  from_m: number | null;
  to_m: number | null;
  basis: Basis | null;
  length_m: number | null;
  runs: Span[];
  km_posts: { id: string; chainage_m: number; at: LonLat | null; surveyed: boolean }[];
  points: DiagramPoint[];
  junctions: {
    chainage_m: number;
    at: LonLat;
    roads: { section: string; ref: string | null; class: string }[];
    side: Side | null;
  }[];
  structures: (Span & { kind: string; basis: "recorded" | "derived" })[];
  crossings: {
    kind: string;
    constraint: string | null;
    name: Text | null;
    chainage_m: number;
    at: LonLat;
  }[];
  zones: (Span & { zone: string; zone_part: string | null; name: Text; side: Side; offset_m: number })[];
  service_roads: {
    section: string;
    ref: string | null;
    name: Text;
    status: string;
    side: Side | null;
    from_m: number | null;
    to_m: number | null;
  }[];
  spacing: Record<Side, { from: string; to: string; gap_m: number; basis: Basis }[]>;
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
  /** What it rests on: the law, a design standard or our reading of it, or our own choice. */
  basis: "law" | "engineering" | "product";
  informational: boolean;
  neighbour: { id: string; chainage_m: number; gap_m: number } | null;
}
export interface Alternative {
  kind: string;
  text: Text;
  /** Of an interchange the id of its node. */
  section: string;
  chainage_m: number | null;
  chainage_text: string | null;
  side: Side | null;
  at: LonLat | null;
  share_with: string | null;
  length_m: number | null;
  geometry: LineString | MultiLineString | null;
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
    side: Side;
    /** From the place that was asked; null when a chainage was. */
    offset_m: number | null;
    at: LonLat;
    tolerance_m: number;
  };
  date: string;
  /** The texts in force on the date. */
  regime: { id: string; citation: string; certainty: string } | null;
  overall: Verdict;
  verdicts: RuleVerdict[];
  authority: {
    agency: { id: string; name: Text } | null;
    basis: Text;
    citation: string | null;
    sla_days: number | null;
    sla_certainty: string;
    certainty: string;
  };
  corridor: { strip_m: number; corridor_m: number; half_roadbed_m: number; approximate: boolean } | null;
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

export interface Gap {
  zone: { id: string; name: Text; kind: string; location: LonLat | null };
  standing: "unknown" | "none" | "in_progress" | "refused";
  reason: Text;
  /** The gates on record say otherwise. */
  is_contradicted: boolean;
  known_points: { id: string; standing: Standing; permit_state: string | null; expires_on: string | null }[];
  nearest_road: (RoadRef & { distance_m: number; at: LonLat }) | null;
  fix: {
    kind: string;
    text: Text;
    point: { section: string; chainage_m: number; side: Side | null; at: LonLat } | null;
    share_with: string | null;
    service_road: { length_m: number; geometry: LineString | MultiLineString | null } | null;
    verdict: Verdict;
  };
  data_class: DataClass;
}
export interface Gaps {
  total: number;
  items: Gap[];
  /** Zones whose connection is known. */
  known: { id: string; name: Text }[];
  caveat: Text;
}
