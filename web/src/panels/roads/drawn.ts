// The part of a diagram that can be drawn: what has ends, sides and chainages.
import type { Basis, Diagram, PlacedPoint, Side, Span } from "../../api/roads";

export type DrawnDiagram = Omit<Diagram, "from_m" | "to_m" | "basis" | "points" | "service_roads"> &
  Span & {
    basis: Basis;
    points: PlacedPoint[];
    service_roads: (Span & { section: string; name: Diagram["service_roads"][number]["name"]; side: Side })[];
  };

/** null when nobody has drawn the road. */
export function drawnOf(diagram: Diagram): DrawnDiagram | null {
  const { from_m, to_m, basis } = diagram;
  if (from_m === null || to_m === null || !diagram.runs.length) return null;
  return {
    ...diagram,
    from_m,
    to_m,
    basis: basis ?? "computed",
    points: diagram.points
      .flatMap((point): PlacedPoint[] =>
        point.chainage_m === null
          ? []
          : [{ ...point, chainage_m: point.chainage_m, basis: point.basis ?? "computed" }],
      )
      // The keyboard goes along the road.
      .sort((a, b) => a.chainage_m - b.chainage_m),
    service_roads: diagram.service_roads.flatMap(({ section, name, side, from_m, to_m }) =>
      side === null || from_m === null || to_m === null ? [] : [{ section, name, side, from_m, to_m }],
    ),
  };
}
