// How a layer file meets the map: it names its sources and styles as functions, and this keeps the map in step.
import type { FeatureCollection, Geometry } from "geojson";
import type { GeoJSONSource, LayerSpecification, Map as GlMap } from "maplibre-gl";
import { getContext, setContext } from "svelte";
import { layerAbove } from "./layer-order";

const KEY = "kcn-map";

export const provideMap = (map: () => GlMap) => setContext(KEY, map);
export const useMap = () => getContext<() => GlMap>(KEY)();

export type Style = Exclude<LayerSpecification, { type: "background" | "custom" }>;

export function collection<G extends Geometry, P>(
  features: { geometry: G | null; properties: P; id?: string }[],
): FeatureCollection<G, P> {
  return {
    type: "FeatureCollection",
    features: features.flatMap(({ geometry, properties }) =>
      geometry ? [{ type: "Feature" as const, geometry, properties }] : [],
    ),
  };
}

/** Sources first, then layers; both run again when the state they read changes, and touch only what differs. */
export function overlay(parts: {
  sources: () => Record<string, FeatureCollection>;
  layers: () => Style[];
}): void {
  const map = useMap();
  $effect(() => {
    for (const [id, data] of Object.entries(parts.sources())) {
      const known = map.getSource<GeoJSONSource>(id);
      if (known) void known.setData(data);
      else map.addSource(id, { type: "geojson", data });
    }
  });
  $effect(() => {
    for (const layer of parts.layers()) {
      if (map.getLayer(layer.id)) restyle(map, layer);
      else
        map.addLayer(
          layer,
          layerAbove(layer.id, (id) => map.getLayer(id) !== undefined),
        );
    }
  });
}

function restyle(map: GlMap, { id, paint, layout, filter }: Style): void {
  // MapLibre types each property's value apart; one layer's own specification is consistent by construction.
  for (const [name, value] of Object.entries(paint ?? {}))
    map.setPaintProperty(id, name as never, value as never);
  for (const [name, value] of Object.entries(layout ?? {}))
    map.setLayoutProperty(id, name as never, value as never);
  if (filter) map.setFilter(id, filter);
}
