// Roads that are drawn to be tried: what can be read from typed text, and what may be asked of the server.
import type { Position } from "geojson";
import type { LonLat } from "../api/types";

/** The server takes no more. */
export const MOST_ROADS = 10;

/** A pair of degrees in either usual order: Vietnam has latitudes under 25 and longitudes above 100. */
function pairOf(text: string): LonLat | null {
  // A comma between digits may be a decimal one only where something else divides the pair.
  const parts = /[;\s]/.test(text.trim()) ? text.trim().split(/[;\s]+/) : text.split(",");
  if (parts.length !== 2) return null;
  const [one, other] = parts.map((part) => Number(part.replace(/,$/, "").replace(",", ".")));
  if (one === undefined || other === undefined || Number.isNaN(one) || Number.isNaN(other)) return null;
  const [lon, lat] = Math.abs(one) > 90 ? [one, other] : [other, one];
  return Math.abs(lat) <= 85 && Math.abs(lon) > 90 && Math.abs(lon) <= 180 ? [lon, lat] : null;
}

/** Vertices as typed, one a line; the number of the first line that cannot be read. */
export function readVertices(text: string): { vertices: LonLat[]; wrong: number | null } {
  const vertices: LonLat[] = [];
  for (const [at, line] of text.split("\n").entries()) {
    if (!line.trim()) continue;
    const pair = pairOf(line);
    if (!pair) return { vertices, wrong: at + 1 };
    vertices.push(pair);
  }
  return { vertices, wrong: null };
}

export const writeVertices = (vertices: Position[]): string =>
  vertices.map(([lon = 0, lat = 0]) => `${lat.toFixed(6)}, ${lon.toFixed(6)}`).join("\n");

/** A name no other road has: "Đường 1", "Đường 2", … */
export function freeName(stem: string, taken: string[]): string {
  for (let at = 1; ; at++) if (!taken.includes(`${stem} ${at}`)) return `${stem} ${at}`;
}

/** Metres along a line, near enough to tell while it is drawn. */
export function lengthOf(line: Position[]): number {
  let metres = 0;
  for (const [at, [lon = 0, lat = 0]] of line.entries()) {
    const [lonBefore, latBefore] = line[at - 1] ?? [lon, lat];
    const east = (lon - (lonBefore ?? lon)) * Math.cos((lat * Math.PI) / 180);
    metres += Math.hypot(east, lat - (latBefore ?? lat)) * 111_195;
  }
  return metres;
}
