// Pictures the map needs, drawn on a canvas at start: patterns, the road shield, symbols. No sprite file to keep.
import type { Map as GlMap, StyleImageMetadata } from "maplibre-gl";
import {
  CONNECTION_STANDINGS,
  STANDING_SHAPE,
  TOKENS,
  type ConnectionStanding,
  type Theme,
  type Tokens,
} from "../theme/tokens";

/** Pictures are drawn at twice their size, for dense screens. */
export const PICTURE_RATIO = 2;

type Draw = (c: CanvasRenderingContext2D, t: Tokens) => void;
interface Picture {
  width: number;
  height: number;
  draw: Draw;
  meta?: Partial<StyleImageMetadata>;
}

export function paint(
  width: number,
  height: number,
  draw: (c: CanvasRenderingContext2D) => void,
): ImageData | null {
  const canvas = document.createElement("canvas");
  canvas.width = width * PICTURE_RATIO;
  canvas.height = height * PICTURE_RATIO;
  const c = canvas.getContext("2d");
  if (!c) return null;
  c.scale(PICTURE_RATIO, PICTURE_RATIO);
  draw(c);
  return c.getImageData(0, 0, canvas.width, canvas.height);
}

function dots(c: CanvasRenderingContext2D, t: Tokens): void {
  c.fillStyle = t.dot;
  for (const [x, y] of [
    [2, 2],
    [6, 6],
  ] as const) {
    c.beginPath();
    c.arc(x, y, 0.95, 0, 7);
    c.fill();
  }
}

function hatch(c: CanvasRenderingContext2D, t: Tokens): void {
  c.strokeStyle = t.hatch;
  c.lineWidth = 1.3;
  // Three strokes, so that the tile joins itself on every side.
  for (const shift of [-8, 0, 8]) {
    c.beginPath();
    c.moveTo(shift - 1, 9);
    c.lineTo(shift + 9, -1);
    c.stroke();
  }
}

/** Land an import changes: bold strokes of ink, since the colour beneath is strong. */
function strokesOfChange(c: CanvasRenderingContext2D, t: Tokens): void {
  c.strokeStyle = t.map.zoneLine;
  c.globalAlpha = 0.75;
  c.lineWidth = 1.4;
  for (const shift of [-10, 0, 10]) {
    c.beginPath();
    c.moveTo(shift - 1, 11);
    c.lineTo(shift + 11, -1);
    c.stroke();
  }
}

/** Land an import does not take: crosses, as on a form. */
function crosses(c: CanvasRenderingContext2D, t: Tokens): void {
  c.strokeStyle = t.change.refused;
  c.lineWidth = 1.5;
  c.lineCap = "round";
  strokes(c, "M3.2 3.2l3.6 3.6 M6.800 3.200l-3.6 3.6");
}

function badge(c: CanvasRenderingContext2D, t: Tokens, sign: (c: CanvasRenderingContext2D) => void): void {
  c.beginPath();
  c.roundRect(1, 1, 18, 18, 5);
  c.fillStyle = t.surface;
  c.fill();
  c.strokeStyle = t.ink2;
  c.lineWidth = 1;
  c.stroke();
  c.strokeStyle = c.fillStyle = t.ink;
  c.lineWidth = 1.5;
  c.lineCap = c.lineJoin = "round";
  sign(c);
}

const strokes = (c: CanvasRenderingContext2D, path: string) => c.stroke(new Path2D(path));

const SIGNS: Record<string, (c: CanvasRenderingContext2D) => void> = {
  expressway_interchange: (c) => strokes(c, "M5.5 15 9 5 M14.5 15 11 5 M10 6v1.6 M10 9.6v1.6 M10 13.2v1.6"),
  rail_station: (c) => strokes(c, "M6.5 5.5h7v6.5h-7z M6.5 9h7 M7.5 12 6 15 M12.5 12 14 15"),
  river_port: (c) =>
    strokes(
      c,
      "M10 6.5V15 M7.5 8.5h5 M5.5 11.5c.5 2.3 2.2 3.5 4.5 3.5s4-1.2 4.5-3.5 M10 6.4a1 1 0 1 0 0-2 1 1 0 0 0 0 2",
    ),
  airport: (c) => strokes(c, "M10 4.5v11 M10 8.5 4.5 11.5 M10 8.5l5.5 3 M10 14l-2.5 1.5 M10 14l2.5 1.5"),
  other: (c) => strokes(c, "M5.5 7.5h9v6h-9z M8 7.5v6 M12 7.5v6"),
};
SIGNS.seaport = SIGNS.river_port as (typeof SIGNS)[string];

const PICTURES: Record<string, Picture> = {
  dots: { width: 8, height: 8, draw: dots },
  hatch: { width: 8, height: 8, draw: hatch },
  "change-strokes": { width: 10, height: 10, draw: strokesOfChange },
  "change-crosses": { width: 10, height: 10, draw: crosses },
  shield: {
    width: 28,
    height: 18,
    draw: (c, t) => {
      c.beginPath();
      c.roundRect(1, 1, 26, 16, 4);
      c.fillStyle = t.map.shield;
      c.fill();
      c.strokeStyle = t.map.shieldLine;
      c.lineWidth = 1.2;
      c.stroke();
    },
    meta: { stretchX: [[14, 42]], stretchY: [[12, 24]], content: [9, 5, 47, 31] },
  },
  gate: {
    width: 14,
    height: 14,
    draw: (c, t) => {
      c.beginPath();
      c.arc(7, 7, 5, 0, 7);
      c.fillStyle = t.surface;
      c.fill();
      c.strokeStyle = t.map.zoneLine;
      c.lineWidth = 2.4;
      c.stroke();
    },
  },
  pin: {
    width: 24,
    height: 30,
    draw: (c, t) => {
      const drop = new Path2D("M12 29C7 22 3 17.5 3 12a9 9 0 0 1 18 0c0 5.5-4 10-9 17z");
      c.fillStyle = t.accent;
      c.fill(drop);
      c.strokeStyle = t.surface;
      c.lineWidth = 1.6;
      c.stroke(drop);
      c.beginPath();
      c.arc(12, 12, 3.4, 0, 7);
      c.fillStyle = t.surface;
      c.fill();
    },
  },
  remedy: {
    width: 20,
    height: 20,
    draw: (c, t) => {
      c.beginPath();
      c.arc(10, 10, 8, 0, 7);
      c.fillStyle = t.remedy;
      c.fill();
      c.strokeStyle = t.surface;
      c.lineWidth = 2;
      c.stroke();
    },
  },
  ...Object.fromEntries(
    CONNECTION_STANDINGS.map((standing) => [
      `connection-${standing}`,
      { width: 18, height: 18, draw: (c: CanvasRenderingContext2D, t: Tokens) => connection(c, t, standing) },
    ]),
  ),
  "marker-unknown": { width: 18, height: 18, draw: (c, t) => ring(c, t) },
  "marker-removed": {
    width: 18,
    height: 18,
    draw: (c, t) => {
      ring(c, t);
      c.strokeStyle = t.ink2;
      c.lineWidth = 1.6;
      strokes(c, "M6.4 6.4l5.2 5.2 M11.6 6.4l-5.2 5.2");
    },
  },
  ...Object.fromEntries(
    Object.entries(SIGNS).map(([name, sign]) => [
      `node-${name}`,
      { width: 20, height: 20, draw: (c: CanvasRenderingContext2D, t: Tokens) => badge(c, t, sign) },
    ]),
  ),
};

function ring(c: CanvasRenderingContext2D, t: Tokens): void {
  c.beginPath();
  c.arc(9, 9, 6, 0, 7);
  c.fillStyle = t.surface;
  c.fill();
  c.setLineDash([2.6, 1.9]);
  c.strokeStyle = t.ink2;
  c.lineWidth = 1.7;
  c.stroke();
  c.setLineDash([]);
}

/** A shape for each standing, as the diagram and the legend have it. */
function connection(c: CanvasRenderingContext2D, t: Tokens, standing: ConnectionStanding): void {
  const { outline, sign } = STANDING_SHAPE[standing];
  const shape = new Path2D(outline);
  c.lineJoin = c.lineCap = "round";
  c.strokeStyle = t.surface;
  c.lineWidth = 4;
  c.stroke(shape);
  c.fillStyle = standing === "unknown" ? t.surface : t.standing[standing];
  c.fill(shape);
  c.strokeStyle = standing === "unknown" ? t.ink2 : t.ink;
  c.lineWidth = 1.2;
  c.stroke(shape);
  c.strokeStyle = standing === "unknown" ? t.ink2 : t.surface;
  c.lineWidth = 1.8;
  strokes(c, sign);
}

export const NODE_SIGNS = Object.keys(SIGNS);

/** Adds every picture, or redraws them in the colours of another theme. */
export function putImages(map: GlMap, theme: Theme): void {
  for (const [name, { width, height, draw, meta }] of Object.entries(PICTURES)) {
    const data = paint(width, height, (c) => draw(c, TOKENS[theme]));
    if (!data) continue;
    if (map.hasImage(name)) map.updateImage(name, data);
    else map.addImage(name, data, { pixelRatio: PICTURE_RATIO, ...meta });
  }
}
