// The shapes of the wire under the names we use. They are the server's own (`npm run types` reads its OpenAPI);
// only what JSON Schema cannot say is said here: GeoJSON geometries, and that a position is a pair.
import type { LineString, MultiLineString, MultiPolygon, Point, Polygon } from "geojson";
import type { components } from "./schema.gen";

type Schemas = components["schemas"];
export type LonLat = [number, number];
export type Box = [number, number, number, number];

export interface Feature<G, P> {
  type: "Feature";
  id: string;
  geometry: G;
  properties: P;
  version: number;
}

export interface Collection<F> {
  type: "FeatureCollection";
  features: F[];
  numberMatched: number;
  numberReturned: number;
  links: Schemas["Link"][];
  as_of: string;
  revision: number;
}

export type Text = Schemas["Name"];
export type Source = Schemas["Source"];
export type Claim = Schemas["Claim"];
/** The best of a figure's claims, with how many there are and whether they disagree. */
export type LeadingFigure = Schemas["LeadingFigure"];
export type DisplayHa = Schemas["DisplayLand"];
/** Hectares of lots; every one is null where no lot is recorded. */
export type LandFigures = Schemas["Land"];

type Located<P> = Omit<P, "location"> & { location: LonLat | null };
export type ZoneProps = Located<Schemas["ZoneProperties"]>;
export type ZonePart = Schemas["ZonePart"];
export type Zone = Feature<MultiPolygon | Point | null, ZoneProps>;
export type ZoneDetail = Feature<MultiPolygon | Point | null, Located<Schemas["ZoneDetailProperties"]>>;

export const LOT_TIMELINES = ["clearance", "tenure", "servicing", "marketing", "occupation"] as const;
export type LotTimeline = (typeof LOT_TIMELINES)[number];
/** One of a lot's five states; what only some of them carry is optional. */
export type LotState = Pick<Schemas["LotOccupation"], "since"> & { state: string | null } & Partial<
    Pick<Schemas["LotClearance"], "stage" | "cleared_pct" | "graves_left"> &
      Pick<Schemas["LotTenure"], "source" | "decision" | "mortgaged" | "disputed">
  >;
export type Lot = Feature<Polygon | MultiPolygon, Schemas["LotProperties"]>;
export type LotDetail = Feature<Polygon | MultiPolygon, Schemas["LotDetailProperties"]>;

/** Land month by month, or by group; see docs/api.md. */
export type Ledger = Schemas["Ledger"];

/** The file of a zone's clearance: sums, areas with their history, promises, bottlenecks, resettlement. */
export type ZoneClearance = Schemas["ZoneClearanceBody"];
export type ClearanceSums = Schemas["ClearanceSums"];
export type ClearanceArea = Schemas["AreaFile"];
export type StageEvent = Schemas["StageEvent"];
export type LegalCheck = Schemas["ClearanceCheck"];
export type Commitment = Schemas["CommitmentRecord"];
export type Bottleneck = Schemas["BottleneckRecord"];
export type ResettlementSite = Schemas["ResettlementSiteRecord"];
export type DataClass = Schemas["DataClass"];

/** What one drives to, in the order it is read. */
export const ACCESS_CLASSES = [
  "expressway_interchange",
  "national_road",
  "provincial_road",
  "rail_station",
  "icd",
  "river_port",
  "seaport",
  "airport",
  "border_gate",
] as const;
export type AccessClass = (typeof ACCESS_CLASSES)[number];
/** The nearest of a class and the way there. */
export type Way = Omit<Schemas["ClassWay"], "geometry"> & { geometry: LineString | null };
export type Access = Omit<Schemas["Access"], "access"> & { access: Record<AccessClass, Way | null> };

export type Road = Feature<MultiLineString | null, Schemas["RoadProperties"]>;
export type TransportNode = Feature<Point, Schemas["TransportNodeProperties"]>;
export type Constraint = Feature<
  LineString | MultiLineString | Polygon | MultiPolygon,
  Schemas["ConstraintProperties"]
>;
export type Place = Feature<Point, Schemas["PlaceProperties"]>;
export type InternalRoad = Feature<LineString | MultiLineString, Schemas["InternalRoadProperties"]>;
export type Gate = Feature<Point, Schemas["GateProperties"]>;

export type SearchResult = Omit<Located<Schemas["SearchResult"]>, "bbox"> & { bbox: Box | null };
export type Meta = Omit<Schemas["Meta"], "extent"> & { extent: Box };
