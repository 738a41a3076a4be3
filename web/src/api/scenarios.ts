// The shapes of the wire of scenarios: roads that are tried, and what they would change.
import type { LineString, MultiLineString } from "geojson";
import type { LonLat, Text } from "./types";

/** A road to try: drawn, or a section on record that is not open yet. */
export type TriedRoad = { name: string } & ({ class: string; geometry: LineString } | { section: string });
export interface ScenarioQuestion {
  add: TriedRoad[];
  close: string[];
  profile: "car" | "truck";
  optimise: "distance" | "time";
  rank: boolean;
  as_of?: string;
}
export interface Reach {
  distance_m: number;
  minutes: number;
  /** From the gate to the network as the crow flies; not part of the distance, nor of the minutes. */
  off_network_m: number;
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
  /** Classes that come within the limit. */
  gains: string[];
}
export interface ScenarioSummary {
  zones_better: number;
  zones_worse: number;
  zones_gaining: number;
  /** Zones that gain and have no lots on record: their clean land is unknown. */
  zones_gaining_unknown: number;
  clean_ha_gaining: number | null;
  weighted_minutes_saved: number;
  headline: Text;
}
export interface ScenarioAnswer {
  added: {
    name: Text;
    section: string | null;
    class: string;
    length_m: number;
    joins: { at: LonLat; section: string | null; off_network_m: number }[];
    geometry: LineString | MultiLineString;
  }[];
  closed: unknown[];
  zones: ScenarioZone[];
  summary: ScenarioSummary;
  limit_km: number;
  ranking: { road: number; name: Text; summary: ScenarioSummary }[] | null;
  caveat: Text;
}
