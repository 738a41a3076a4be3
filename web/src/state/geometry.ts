import type { Geometry, Position } from "geojson";
import type { Bbox } from "../api/client";

/** The box around a shape; null for nothing. */
export function boundsOf(geometry: Geometry | null): Bbox | null {
  if (!geometry) return null;
  const box: Bbox = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (node: Position | Position[] | Position[][] | Position[][][]): void => {
    const [first, second] = node;
    if (typeof first === "number" && typeof second === "number") {
      box[0] = Math.min(box[0], first);
      box[1] = Math.min(box[1], second);
      box[2] = Math.max(box[2], first);
      box[3] = Math.max(box[3], second);
    } else for (const child of node as Position[]) visit(child);
  };
  if (geometry.type === "GeometryCollection") return null;
  visit(geometry.coordinates);
  return Number.isFinite(box[0]) ? box : null;
}

/** The box around several shapes; null when none of them has any. */
export function boundsOfAll(geometries: (Geometry | null)[]): Bbox | null {
  return geometries.reduce<Bbox | null>((all, geometry) => {
    const box = boundsOf(geometry);
    if (!box || !all) return box ?? all;
    return [
      Math.min(all[0], box[0]),
      Math.min(all[1], box[1]),
      Math.max(all[2], box[2]),
      Math.max(all[3], box[3]),
    ];
  }, null);
}

export const covers = (outer: Bbox, inner: Bbox) =>
  outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3];

/** A box larger by a share of its sides, so that a small pan needs no new question. */
export function grown([w, s, e, n]: Bbox, share: number): Bbox {
  const [x, y] = [(e - w) * share, (n - s) * share];
  return [Math.max(-180, w - x), Math.max(-90, s - y), Math.min(180, e + x), Math.min(90, n + y)];
}
