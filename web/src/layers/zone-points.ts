// Each zone as one point: where its marker stands, where its name goes, and what the marker shows.
import type { Feature, Point } from "geojson";
import type { Map as GlMap } from "maplibre-gl";
import type { Zone } from "../api/types";
import { paint, PICTURE_RATIO } from "../map/images";
import { boundsOf } from "../state/geometry";
import { CUE, LAND_STATES, TOKENS, type Theme } from "../theme/tokens";

type Lang = "vi" | "en";

const LONG: [string, string][] = [
  ["KCN ", "Khu công nghiệp "],
  ["CCN ", "Cụm công nghiệp "],
  ["CNTT ", "Khu công nghệ thông tin tập trung "],
];

/** Far away a name is short (KCN Điềm Thụy), near it is spelled out. */
export function mapNames(name: { vi: string; en: string }, lang: Lang): { near: string; far: string } {
  if (lang === "en")
    return {
      near: name.en,
      far: name.en.replace(" Industrial Park", " IP").replace(" Industrial Cluster", " IC"),
    };
  const [short, long] = LONG.find(
    ([short, long]) => name.vi.startsWith(short) || name.vi.startsWith(long),
  ) ?? ["", ""];
  if (!short) return { near: name.vi, far: name.vi };
  const rest = name.vi.startsWith(short) ? name.vi.slice(short.length) : name.vi.slice(long.length);
  return { near: long + rest, far: short + rest };
}

const hasShares = (zone: Zone) => Object.values(zone.properties.display_ha ?? {}).some((ha) => (ha ?? 0) > 0);

function markerOf(zone: Zone): string {
  if (zone.properties.status === "removed_from_plan") return "marker-removed";
  return hasShares(zone) ? `shares-${zone.id}` : "marker-unknown";
}

export interface ZonePoint {
  id: string;
  near: string;
  far: string;
  marker: string;
  /** Drawn by an outline too, so that close up the marker may go. */
  outlined: boolean;
  dim: boolean;
  /** Named even from afar: parks, and whatever has land on record. The rest waits until there is room. */
  major: boolean;
  size: number;
  order: number;
}

/** Two points per zone: its middle for the marker, and the foot of its outline for the name close up. */
export function zonePoints(
  zones: Zone[],
  lang: Lang,
  shown: Set<string>,
): { middles: Feature<Point, ZonePoint>[]; feet: Feature<Point, ZonePoint>[] } {
  const middles: Feature<Point, ZonePoint>[] = [];
  const feet: Feature<Point, ZonePoint>[] = [];
  for (const zone of zones) {
    const box = boundsOf(zone.geometry);
    const at = zone.properties.location ?? (box ? [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] : null);
    if (!at) continue;
    const outlined = zone.geometry !== null && zone.geometry.type !== "Point";
    const gross = zone.properties.gross_ha ?? 50;
    const properties: ZonePoint = {
      id: zone.id,
      ...mapNames(zone.properties.name, lang),
      marker: markerOf(zone),
      outlined,
      dim: !shown.has(zone.id),
      major: hasShares(zone) || zone.properties.kind === "park",
      // Area of the disc follows the area of the land, within what the eye can still compare.
      size: Math.min(1.15, Math.max(0.62, 0.5 + Math.sqrt(gross) / 40)),
      // Labels that find no room give way to those of larger zones; an unknown size gives way to all.
      order: -(zone.properties.gross_ha ?? 0),
    };
    middles.push({ type: "Feature", geometry: { type: "Point", coordinates: at }, properties });
    const foot = box && outlined ? [(box[0] + box[2]) / 2, box[1]] : at;
    feet.push({ type: "Feature", geometry: { type: "Point", coordinates: foot }, properties });
  }
  return { middles, feet };
}

const SIDE = 34;

/** A ring of the zone's land by state: solid, dotted and hatched as the lots are. */
function drawShares(c: CanvasRenderingContext2D, zone: Zone, theme: Theme): void {
  const t = TOKENS[theme];
  const shares = LAND_STATES.map((state) => ({ state, ha: zone.properties.display_ha?.[state] ?? 0 }));
  const total = shares.reduce((sum, { ha }) => sum + ha, 0);
  const middle = SIDE / 2;
  c.beginPath();
  c.arc(middle, middle, 16, 0, 7);
  c.fillStyle = t.surface;
  c.fill();
  let from = -Math.PI / 2;
  for (const { state, ha } of shares) {
    if (ha <= 0) continue;
    const to = from + (ha / total) * 2 * Math.PI;
    c.beginPath();
    c.arc(middle, middle, 14.5, from, to);
    c.arc(middle, middle, 7, to, from, true);
    c.closePath();
    c.fillStyle = t.status[state];
    c.fill();
    if (CUE[state] !== "solid") texture(c, from, to, CUE[state] === "dots" ? t.dot : t.hatch, CUE[state]);
    c.strokeStyle = t.surface;
    c.lineWidth = 1;
    c.stroke();
    from = to;
  }
  c.beginPath();
  c.arc(middle, middle, 16, 0, 7);
  c.strokeStyle = t.map.zoneLine;
  c.lineWidth = 1;
  c.stroke();
}

function texture(
  c: CanvasRenderingContext2D,
  from: number,
  to: number,
  colour: string,
  cue: "dots" | "hatch",
): void {
  c.save();
  c.clip();
  c.fillStyle = c.strokeStyle = colour;
  c.lineWidth = 1;
  for (let angle = from; angle < to; angle += 0.24) {
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    c.beginPath();
    if (cue === "hatch") {
      c.moveTo(17 + 7 * x, 17 + 7 * y);
      c.lineTo(17 + 14.5 * Math.cos(angle + 0.3), 17 + 14.5 * Math.sin(angle + 0.3));
      c.stroke();
    } else {
      for (const radius of [9, 12.3]) {
        c.moveTo(17 + radius * x, 17 + radius * y);
        c.arc(17 + radius * x, 17 + radius * y, 0.8, 0, 7);
      }
      c.fill();
    }
  }
  c.restore();
}

export function putShareImages(map: GlMap, zones: Zone[], theme: Theme): void {
  for (const zone of zones) {
    if (!hasShares(zone)) continue;
    const data = paint(SIDE, SIDE, (c) => drawShares(c, zone, theme));
    const name = `shares-${zone.id}`;
    if (!data) continue;
    if (map.hasImage(name)) map.updateImage(name, data);
    else map.addImage(name, data, { pixelRatio: PICTURE_RATIO });
  }
}
