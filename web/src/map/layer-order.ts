// Every layer of the map from bottom to top. A layer that is not named here is a mistake, not an extra.

export const LAYER_ORDER = [
  "land",
  "constraint-area",
  "water-area",
  "water-line",
  "zone-fill",
  "road-case",
  "road-line",
  "road-planned",
  "rail-line",
  "rail-ties",
  "lot-fill",
  "lot-pattern",
  "internal-road",
  "internal-road-planned",
  "lot-line",
  "lot-hot",
  "lot-open",
  "zone-line",
  "zone-hot",
  "zone-open",
  "import-fill",
  "import-pattern",
  "import-line",
  "import-refused",
  "trial-fill",
  "trial-line",
  "trial-point",
  "import-hot",
  "import-point",
  "route-case",
  "route-line",
  "water-label",
  "lot-label",
  "road-shield",
  "place-label",
  "gate",
  "node",
  "zone-marker",
  "zone-label",
  "city-label",
  "route-end",
  "import-label",
  "found",
] as const;

export type LayerId = (typeof LAYER_ORDER)[number];

/** The layer already on the map that `id` must go under, if any. */
export function layerAbove(id: string, onMap: (id: string) => boolean): string | undefined {
  const at = LAYER_ORDER.indexOf(id as LayerId);
  if (at < 0) throw new Error(`layer ${id} is not in the order`);
  return LAYER_ORDER.slice(at + 1).find(onMap);
}
