// The wire, as docs/api.md describes it. Unknown is null; a field the server may leave out is optional.
import type { Geometry, LineString, MultiLineString, Point, Polygon, MultiPolygon } from "geojson";

export interface Text {
  vi: string;
  en: string;
}

export interface Source {
  kind: string;
  title: string;
  url?: string | null;
  date?: string | null;
}

/** The best of a figure's claims, with how many there are and whether they disagree. */
export interface LeadingFigure {
  value: number;
  as_of?: string | null;
  accuracy?: string | null;
  source?: Source | null;
  claims?: number;
  conflict?: boolean;
}

export interface Claim {
  figure: string;
  value: number;
  unit?: string | null;
  as_of?: string | null;
  accuracy?: string | null;
  source?: Source | null;
  note?: Text | string | null;
  leading?: boolean;
  conflict?: boolean;
}

export type DisplayStatus = "leased" | "reserved" | "ready" | "clean" | "in_clearance" | "planned";
export type DisplayHa = Partial<Record<DisplayStatus, number | null>>;
export type ZoneKind = "park" | "cluster" | "it_park" | "craft_cluster";

export interface NamedRef {
  id: string;
  name: Text;
}

/** Hectares of lots; every one is null where no lot is recorded. */
export interface LandFigures {
  leasable_ha: number | null;
  leased_ha: number | null;
  reserved_ha: number | null;
  available_ha: number | null;
  clean_ha: number | null;
  ready_ha: number | null;
  display_ha: DisplayHa | null;
  stale_ha?: number | null;
  occupancy_pct?: {
    nd35_2022?: number | null;
    industrial_only?: number | null;
    claimed?: LeadingFigure | null;
  } | null;
  clearance_pct?: { lots?: number | null; claimed?: LeadingFigure | null } | null;
}

export interface ZoneProps extends LandFigures {
  kind: ZoneKind;
  name: Text;
  status: string | null;
  location: [number, number] | null;
  location_accuracy: string | null;
  commune: NamedRef | null;
  former_district: NamedRef | null;
  former_communes: string[] | null;
  sectors: string[] | null;
  parts_count: number;
  lots_count: number;
  gross_ha: number | null;
  gross_ha_known_parts?: number | null;
  geometry_accuracy: string | null;
  data_class: string | null;
  lots_data_class: string | null;
}

export interface Decision {
  number: string;
  date?: string | null;
  subject?: Text | null;
  source?: Source | null;
}

export interface ZonePart extends LandFigures {
  id: string;
  label: Text;
  status: string | null;
  geometry: Geometry | null;
  geometry_accuracy: string | null;
  decisions: Decision[];
  developers: { name: string; source?: Source | null }[];
  term: { start?: string | null; end?: string | null } | null;
  figures: Record<string, LeadingFigure | null>;
  claims: Claim[];
  lots_count: number;
  measured_ha?: number | null;
  data_class?: string | null;
}

export interface ZoneDetailProps extends ZoneProps {
  note: Text | null;
  sources: Source[];
  claims: Claim[];
  parts: ZonePart[];
}

/** One of a lot's five timelines today; `state: null` means nobody recorded it. */
export interface LotState {
  state: string | null;
  since?: string | null;
  source?: Source | null;
  stage?: string | null;
  cleared_pct?: number | null;
  graves_left?: boolean | null;
  decision?: string | null;
  mortgaged?: boolean | null;
  disputed?: boolean | null;
}

export const LOT_TIMELINES = ["clearance", "tenure", "servicing", "marketing", "occupation"] as const;
export type LotTimeline = (typeof LOT_TIMELINES)[number];

export interface LotPrice {
  amount: number;
  currency: string;
  basis: string;
  term_end?: string | null;
  vat_included?: boolean | null;
  land_rent_included?: boolean | null;
}

export interface LotProps {
  label: string;
  zone: string;
  zone_name: Text;
  zone_kind: ZoneKind;
  zone_part: string;
  zone_part_label: Text;
  area_ha: number | null;
  area_basis: string | null;
  declared_area_ha: number | null;
  measured_area_ha: number | null;
  land_use: string | null;
  sectors: string[] | null;
  states: Record<LotTimeline, LotState>;
  available: boolean | null;
  clean: boolean | null;
  ready: {
    now: boolean | null;
    p10?: string | null;
    p50?: string | null;
    p90?: string | null;
    basis?: string | null;
    missing?: string[] | null;
  };
  display_status: DisplayStatus;
  opens_onto: string[] | null;
  gates: string[] | null;
  price: LotPrice | null;
  remaining_years: number | null;
  stale: boolean;
  confirmed_on: string | null;
  predecessors: string[] | null;
  geometry_accuracy: string | null;
  data_class: string | null;
  source: Source | null;
}

export interface HistoryEntry {
  from: string;
  state: string | null;
  [more: string]: unknown;
}

/** The server puts a lot's history beside `properties` or inside; the client brings both to one place. */
export interface LotDetail {
  id: string;
  geometry: Polygon | MultiPolygon | null;
  properties: LotProps;
  history: Partial<Record<LotTimeline, HistoryEntry[]>>;
}

export interface Feature<G, P> {
  type: "Feature";
  id: string;
  geometry: G;
  properties: P;
  version?: number;
}

export interface Collection<F> {
  type: "FeatureCollection";
  features: F[];
  numberMatched: number;
  numberReturned: number;
  links: { rel: string; href: string }[];
  as_of?: string;
  revision?: number;
}

export type Zone = Feature<MultiPolygon | Polygon | Point | null, ZoneProps>;
export type ZoneDetail = Feature<MultiPolygon | Polygon | Point | null, ZoneDetailProps>;
export type Lot = Feature<Polygon | MultiPolygon, LotProps>;

export interface RoadProps {
  ref: string | null;
  name: Text | null;
  class: string;
  ring?: boolean | null;
  status: string | null;
}
export type Road = Feature<MultiLineString | LineString, RoadProps>;

export interface NamedProps {
  name: Text | null;
  class: string;
  status?: string | null;
}
export type TransportNode = Feature<Point, NamedProps>;
export type Constraint = Feature<Geometry, NamedProps>;
export type Place = Feature<Point, NamedProps & { rank: number }>;

export interface InternalRoadProps {
  zone: string;
  label: Text | string | null;
  status: string | null;
  width_m: number | null;
}
export type InternalRoad = Feature<LineString | MultiLineString, InternalRoadProps>;
export type Gate = Feature<
  Point,
  { zone: string; label: Text | string | null; status: string | null; connection: string | null }
>;

export interface SearchResult {
  kind: "zone" | "zone_part" | "lot" | "place" | "road" | "transport_node" | "material_zone";
  id: string;
  name: Text;
  context: Text | null;
  location: [number, number] | null;
  bbox: [number, number, number, number] | null;
  score: number;
}

export interface Meta {
  name: Text;
  extent: [number, number, number, number];
  revision: number;
  today: string;
  as_of_min: string | null;
  sample: boolean;
  version: string;
}
