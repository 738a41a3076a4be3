// What the user is doing, as an address: parse and stringify are a pair, and the pair is tested.
import type { Lang } from "../api/client";
import type { Spot } from "../api/roads";
import { LAND_STATES, type LandState, type Theme } from "../theme/tokens";

export type Mode =
  | { kind: "browse" }
  | { kind: "zone"; id: string }
  | { kind: "lot"; id: string }
  /** A road, and the connection point of it that is open. */
  | { kind: "road"; id: string; point: string | null };

/** What is tried on the map: a place to join a road, a road that is not there; or the parks that need one. */
export const TOOLS = ["check", "draw", "gaps"] as const;
export type Tool = (typeof TOOLS)[number];

/** What is checked: where, on which day's rules, for which part of a park. */
export interface Check {
  spot: Spot | null;
  /** null is the day of the screen. */
  date: string | null;
  part: string | null;
}
export const NO_CHECK: Check = { spot: null, date: null, part: null };

export const KIND_FILTERS = ["park", "cluster", "it_park"] as const;
export type KindFilter = (typeof KIND_FILTERS)[number];
export const SORTS = ["ready", "clean", "available", "name"] as const;
export type Sort = (typeof SORTS)[number];

export interface Filters {
  kinds: KindFilter[];
  /** Zones with land in any of these states; none chosen asks nothing. */
  has: LandState[];
  minAvailableHa: number;
  /** By road to the nearest expressway interchange; 0 asks nothing. */
  maxInterchangeKm: number;
  sort: Sort;
}

export interface Camera {
  zoom: number;
  lat: number;
  lon: number;
}

export interface Address {
  mode: Mode;
  lang: Lang;
  /** null follows the system. */
  theme: Theme | null;
  /** null is today. */
  asOf: string | null;
  filters: Filters;
  camera: Camera | null;
  /** The import at hand: its id, `new` before there is one; null when nobody imports. */
  importing: string | null;
  tool: Tool | null;
  check: Check;
}

export const NO_FILTERS: Filters = {
  kinds: [],
  has: [],
  minAvailableHa: 0,
  maxInterchangeKm: 0,
  sort: "ready",
};

const ID = /^[a-z0-9.-]{1,96}$/;
/** An import whose files have not been sent. */
export const NEW_IMPORT = "new";
const DATE = /^\d{4}-\d{2}-\d{2}$/;

function several<T extends string>(text: string | null, allowed: readonly T[]): T[] {
  const asked = (text ?? "").split(",");
  return allowed.filter((code) => asked.includes(code));
}

function isDate(text: string): boolean {
  return DATE.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
}

function parseCamera(text: string | null): Camera | null {
  const [zoom, lat, lon] = (text ?? "").split("/").map(Number);
  if (zoom === undefined || lat === undefined || lon === undefined) return null;
  const sane = zoom >= 0 && zoom <= 22 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180;
  return sane ? { zoom, lat, lon } : null;
}

const CHAINAGE = /^([a-z0-9.-]{1,96})@(\d{1,7}(?:\.\d)?),(left|right)$/;

/** `21.5/105.9`, or `ql3@12350,left`. */
function parseSpot(text: string | null): Spot | null {
  const [, section, metres, side] = CHAINAGE.exec(text ?? "") ?? [];
  if (section && (side === "left" || side === "right")) return { section, chainage_m: Number(metres), side };
  const [lat, lon, more] = (text ?? "").split("/").map(Number);
  if (lat === undefined || lon === undefined || more !== undefined) return null;
  return Math.abs(lat) <= 85 && Math.abs(lon) <= 180 ? { at: [lon, lat] } : null;
}

const spotText = (spot: Spot) =>
  "at" in spot
    ? `${spot.at[1].toFixed(6)}/${spot.at[0].toFixed(6)}`
    : `${spot.section}@${Number(spot.chainage_m.toFixed(1))},${spot.side}`;

/** Anything malformed is dropped, so that an old or mistyped link still opens the map. */
export function parse(search: string): Address {
  const q = new URLSearchParams(search);
  const [zone, lot, theme, asOf] = [q.get("zone"), q.get("lot"), q.get("theme"), q.get("as_of")];
  const importing = q.get("import");
  const id = (text: string | null) => (text && ID.test(text) ? text : null);
  const day = (text: string | null) => (text && isDate(text) ? text : null);
  const road = id(q.get("road"));
  const positive = (text: string | null) => (Number.isFinite(Number(text)) ? Math.max(0, Number(text)) : 0);
  let mode: Mode = road ? { kind: "road", id: road, point: id(q.get("point")) } : { kind: "browse" };
  if (lot && ID.test(lot)) mode = { kind: "lot", id: lot };
  else if (zone && ID.test(zone)) mode = { kind: "zone", id: zone };
  return {
    mode,
    lang: q.get("lang") === "en" ? "en" : "vi",
    theme: theme === "light" || theme === "dark" ? theme : null,
    asOf: day(asOf),
    filters: {
      kinds: several(q.get("kind"), KIND_FILTERS),
      has: several(q.get("has"), LAND_STATES),
      minAvailableHa: positive(q.get("min")),
      maxInterchangeKm: positive(q.get("ic")),
      sort: SORTS.find((sort) => sort === q.get("sort")) ?? NO_FILTERS.sort,
    },
    camera: parseCamera(q.get("map")),
    importing: id(importing),
    tool: TOOLS.find((tool) => tool === q.get("tool")) ?? null,
    check: { spot: parseSpot(q.get("at")), date: day(q.get("on")), part: id(q.get("part")) },
  };
}

/** Only what differs from the default, so that a fresh map has a bare address. */
export function stringify(address: Address): string {
  const { mode, lang, theme, asOf, filters, camera, importing, tool, check } = address;
  const parts: string[] = [];
  const put = (name: string, value: string) => parts.push(`${name}=${value}`);
  if (mode.kind !== "browse") put(mode.kind, mode.id);
  if (mode.kind === "road" && mode.point) put("point", mode.point);
  if (lang !== "vi") put("lang", lang);
  if (theme) put("theme", theme);
  if (asOf) put("as_of", asOf);
  if (filters.kinds.length) put("kind", filters.kinds.join(","));
  if (filters.has.length) put("has", filters.has.join(","));
  if (filters.minAvailableHa > 0) put("min", String(filters.minAvailableHa));
  if (filters.maxInterchangeKm > 0) put("ic", String(filters.maxInterchangeKm));
  if (filters.sort !== NO_FILTERS.sort) put("sort", filters.sort);
  if (importing) put("import", importing);
  if (tool) put("tool", tool);
  if (tool === "check") {
    if (check.spot) put("at", spotText(check.spot));
    if (check.date) put("on", check.date);
    if (check.part) put("part", check.part);
  }
  if (camera) put("map", `${camera.zoom.toFixed(2)}/${camera.lat.toFixed(5)}/${camera.lon.toFixed(5)}`);
  return parts.length ? `?${parts.join("&")}` : "";
}
