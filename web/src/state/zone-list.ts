// Which zones the list shows, and in what order. Unknown hectares are never taken for zero: they come last.
import type { Zone } from "../api/types";
import type { Filters, KindFilter, Sort } from "./url";

const GROUP: Record<Zone["properties"]["kind"], KindFilter> = {
  park: "park",
  cluster: "cluster",
  it_park: "it_park",
  // A craft-village cluster is a cluster to whoever ticks "CCN".
  craft_cluster: "cluster",
};

export function matches(
  { properties: p }: Zone,
  { kinds, has, minAvailableHa, maxInterchangeKm }: Filters,
): boolean {
  if (kinds.length && !kinds.includes(GROUP[p.kind])) return false;
  if (has.length && !has.some((state) => (p.display_ha?.[state] ?? 0) > 0)) return false;
  if (maxInterchangeKm > 0) {
    // What cannot be reached, or is not located, is not near.
    const metres = p.access?.expressway_interchange?.distance_m;
    if (metres === undefined || metres > maxInterchangeKm * 1000) return false;
  }
  return minAvailableHa === 0 || (p.available_ha !== null && p.available_ha >= minAvailableHa);
}

const HECTARES = { ready: "ready_ha", clean: "clean_ha", available: "available_ha" } as const;

export function sorted(zones: Zone[], sort: Sort, lang: "vi" | "en"): Zone[] {
  const byName = new Intl.Collator(lang, { numeric: true });
  const name = (zone: Zone) => zone.properties.name[lang];
  const compareNames = (a: Zone, b: Zone) => byName.compare(name(a), name(b));
  if (sort === "name") return zones.toSorted(compareNames);
  const field = HECTARES[sort];
  const hectares = (zone: Zone) => zone.properties[field] ?? -1;
  const gross = (zone: Zone) => zone.properties.gross_ha ?? -1;
  return zones.toSorted((a, b) => hectares(b) - hectares(a) || gross(b) - gross(a) || compareNames(a, b));
}

export const isFiltered = ({ kinds, has, minAvailableHa, maxInterchangeKm }: Filters) =>
  kinds.length > 0 || has.length > 0 || minAvailableHa > 0 || maxInterchangeKm > 0;
