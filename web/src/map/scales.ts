// How the map turns a class or a state into a colour, a width or a font; the limits of what it shows.
import type { ExpressionSpecification } from "maplibre-gl";
import { LAND_STATES, type Tokens } from "../theme/tokens";

/** Glyph folders made by `npm run glyphs`. */
export const FONT = { regular: ["noto-sans-400"], medium: ["noto-sans-500"], strong: ["noto-sans-600"] };

export const statusColour = (t: Tokens): ExpressionSpecification =>
  [
    "match",
    ["get", "status"],
    ...LAND_STATES.flatMap((s) => [s, t.status[s]]),
    t.status.planned,
  ] as unknown as ExpressionSpecification;

const byClass = (
  expressway: number,
  national: number,
  provincial: number,
  other: number,
): ExpressionSpecification => [
  "match",
  ["get", "class"],
  "expressway",
  expressway,
  "national",
  national,
  "provincial",
  provincial,
  other,
];

/** Width of a road by class, growing with the zoom; `extra` is the casing's share. */
export const roadWidth = (extra: number): ExpressionSpecification => [
  "interpolate",
  ["exponential", 1.5],
  ["zoom"],
  8,
  ["+", byClass(2, 1.3, 0.7, 0.4), extra * 0.6],
  11,
  ["+", byClass(3.6, 2.6, 1.6, 0.9), extra],
  14,
  ["+", byClass(8, 6.5, 4.5, 3), extra],
  17,
  ["+", byClass(22, 18, 13, 9), extra],
];

/** Thin, because nobody can drive on it yet. */
export const plannedWidth: ExpressionSpecification = [
  "interpolate",
  ["linear"],
  ["zoom"],
  8,
  1,
  12,
  2,
  16,
  4,
];

export const roadColour = (t: Tokens): ExpressionSpecification => [
  "match",
  ["get", "class"],
  "expressway",
  t.map.expressway,
  "national",
  t.map.national,
  t.map.road,
];

export const roadCase = (t: Tokens): ExpressionSpecification => [
  "match",
  ["get", "class"],
  "expressway",
  t.map.expresswayCase,
  "national",
  t.map.nationalCase,
  t.map.roadCase,
];
