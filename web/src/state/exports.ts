// What a download of the list holds: the lots of the zones that are shown, in the states that were asked for.
import type { Filters } from "./url";

/** The server takes so many ids at once. */
export const MOST_ZONES = 200;

/** The filter of `/lots` that says what the list shows; null when there are too many zones, or none, to name. */
export function filterOfList(
  shown: string[],
  all: number,
  filters: Filters,
  layer: "lots" | "zone-parts",
): Record<string, string> | null {
  const narrowed = shown.length < all;
  if (!shown.length || (narrowed && shown.length > MOST_ZONES)) return null;
  return {
    ...(narrowed ? { zone: shown.join(",") } : {}),
    // Lots that are only old are on the map and in the sums, so they are in the file.
    ...(layer === "lots" ? { stale: "include" } : {}),
    ...(layer === "lots" && filters.has.length ? { display_status: filters.has.join(",") } : {}),
  };
}

export const filterOfZone = (zone: string, layer: "lots" | "zone-parts"): Record<string, string> => ({
  zone,
  ...(layer === "lots" ? { stale: "include" } : {}),
});
