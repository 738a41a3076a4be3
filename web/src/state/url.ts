// What the user is doing, as an address: parse and stringify are a pair, and the pair is tested.
import type { Lang } from "../api/client";
import { LAND_STATES, type LandState, type Theme } from "../theme/tokens";

export type Mode = { kind: "browse" } | { kind: "zone"; id: string } | { kind: "lot"; id: string };

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

/** Anything malformed is dropped, so that an old or mistyped link still opens the map. */
export function parse(search: string): Address {
  const q = new URLSearchParams(search);
  const [zone, lot, theme, asOf] = [q.get("zone"), q.get("lot"), q.get("theme"), q.get("as_of")];
  const importing = q.get("import");
  const positive = (text: string | null) => (Number.isFinite(Number(text)) ? Math.max(0, Number(text)) : 0);
  let mode: Mode = { kind: "browse" };
  if (lot && ID.test(lot)) mode = { kind: "lot", id: lot };
  else if (zone && ID.test(zone)) mode = { kind: "zone", id: zone };
  return {
    mode,
    lang: q.get("lang") === "en" ? "en" : "vi",
    theme: theme === "light" || theme === "dark" ? theme : null,
    asOf: asOf && isDate(asOf) ? asOf : null,
    filters: {
      kinds: several(q.get("kind"), KIND_FILTERS),
      has: several(q.get("has"), LAND_STATES),
      minAvailableHa: positive(q.get("min")),
      maxInterchangeKm: positive(q.get("ic")),
      sort: SORTS.find((sort) => sort === q.get("sort")) ?? NO_FILTERS.sort,
    },
    camera: parseCamera(q.get("map")),
    importing: importing && ID.test(importing) ? importing : null,
  };
}

/** Only what differs from the default, so that a fresh map has a bare address. */
export function stringify({ mode, lang, theme, asOf, filters, camera, importing }: Address): string {
  const parts: string[] = [];
  const put = (name: string, value: string) => parts.push(`${name}=${value}`);
  if (mode.kind !== "browse") put(mode.kind, mode.id);
  if (lang !== "vi") put("lang", lang);
  if (theme) put("theme", theme);
  if (asOf) put("as_of", asOf);
  if (filters.kinds.length) put("kind", filters.kinds.join(","));
  if (filters.has.length) put("has", filters.has.join(","));
  if (filters.minAvailableHa > 0) put("min", String(filters.minAvailableHa));
  if (filters.maxInterchangeKm > 0) put("ic", String(filters.maxInterchangeKm));
  if (filters.sort !== NO_FILTERS.sort) put("sort", filters.sort);
  if (importing) put("import", importing);
  if (camera) put("map", `${camera.zoom.toFixed(2)}/${camera.lat.toFixed(5)}/${camera.lon.toFixed(5)}`);
  return parts.length ? `?${parts.join("&")}` : "";
}
