// Where things stand on a straight-line diagram. Chainage grows upwards, so that left is left and right is right.
import { SIDES, type Side } from "../../api/roads";
import { chainageText } from "./road-text";

/** Metres at both ends of so many pixels. */
export interface Axis {
  from: number;
  to: number;
  px: number;
}

/** Above the last chainage and below the first. */
export const PAD = 14;
/** Half of the band the road is. */
export const HALF = 29;
/** How broad the bar of a park's frontage is. */
export const BAR = 15;

export const sign = (side: Side): 1 | -1 => (side === "left" ? -1 : 1);

export const placeOn = ({ from, to, px }: Axis, metres: number): number =>
  to > from ? px - ((metres - from) / (to - from)) * px : px / 2;

export const metresAt = ({ from, to, px }: Axis, y: number): number =>
  from + (1 - Math.max(0, Math.min(px, y)) / px) * (to - from);

const TICK_PX = 42;

/** The smallest of 100, 200, 500, 1000, … that is long enough. */
function stepFrom(metres: number): number {
  for (let tens = 100; ; tens *= 10)
    for (const step of [tens, 2 * tens, 5 * tens])
      if (step >= metres || !Number.isFinite(metres)) return step;
}

/** Posts to write on the axis: round chainages no nearer to each other than can be read. */
export function ticksOf(axis: Axis): { metres: number; text: string }[] {
  const step = stepFrom((TICK_PX / axis.px) * Math.max(1, axis.to - axis.from));
  const ticks = [];
  for (let metres = Math.ceil(axis.from / step) * step; metres <= axis.to; metres += step)
    ticks.push({ metres, text: step >= 1000 ? `Km${metres / 1000}` : chainageText(metres) });
  return ticks;
}

/** Something written beside the axis: where it would like to be, how tall it is, and how soon it must give way. */
export interface Label {
  key: string;
  at: number;
  tall: number;
  /** The lower, the longer it stays. */
  rank: number;
}

/** The nearest places without overlap, in the same order, inside 0 to `px`. */
function packed(labels: Label[], px: number): number[] {
  // Taking off what stands above each makes "no overlap" into "not decreasing": a regression with a known answer.
  const above: number[] = [];
  let sum = 0;
  for (const { tall } of labels) {
    above.push(sum + tall / 2);
    sum += tall;
  }
  const blocks: { mean: number; size: number }[] = [];
  for (const [index, { at }] of labels.entries()) {
    let block = { mean: at - (above[index] ?? 0), size: 1 };
    for (let last = blocks.at(-1); last && last.mean > block.mean; last = blocks.at(-1)) {
      blocks.pop();
      const size = last.size + block.size;
      block = { mean: (last.mean * last.size + block.mean * block.size) / size, size };
    }
    blocks.push(block);
  }
  const room = Math.max(0, px - sum);
  return blocks
    .flatMap(({ mean, size }) => Array<number>(size).fill(Math.max(0, Math.min(room, mean))))
    .map((start, index) => start + (above[index] ?? 0));
}

/** How far a label may stand from what it names. */
const FARTHEST_PX = 46;

/**
 * Where labels can be written without covering each other, by key; those of the highest rank give way where there
 * is no room near by.
 */
export function spread(labels: Label[], px: number): Map<string, number> {
  const inPlace = (chosen: Label[]) => chosen.toSorted((a, b) => a.at - b.at);
  let kept: Label[] = [];
  for (const label of labels.toSorted((a, b) => a.rank - b.rank)) {
    const tried = inPlace([...kept, label]);
    const tall = tried.reduce((sum, { tall }) => sum + tall, 0);
    const places = packed(tried, px);
    const near = tried.every(({ at }, index) => Math.abs((places[index] ?? 0) - at) <= FARTHEST_PX);
    if (tall <= px && near) kept = tried;
  }
  const places = packed(kept, px);
  return new Map(kept.map(({ key }, index) => [key, places[index] ?? 0]));
}

/** Bars side by side where they would overlap: the lane of each, from 0. */
export function lanesOf(bars: { from_m: number; to_m: number }[]): number[] {
  const ends: number[] = [];
  const lanes = Array<number>(bars.length).fill(0);
  const order = bars.map((_, at) => at).sort((a, b) => (bars[a]?.from_m ?? 0) - (bars[b]?.from_m ?? 0));
  for (const at of order) {
    const bar = bars[at];
    if (!bar) continue;
    const free = ends.findIndex((end) => end <= bar.from_m);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = bar.to_m;
    lanes[at] = lane;
  }
  return lanes;
}

/** The bars of both sides with their lanes, the outermost first. */
export const barsOf = <B extends { side: Side; from_m: number; to_m: number }>(
  bars: B[],
): { bar: B; lane: number }[] =>
  SIDES.flatMap((side) => {
    const here = bars.filter((bar) => bar.side === side);
    const lanes = lanesOf(here);
    return here.map((bar, at) => ({ bar, lane: lanes[at] ?? 0 }));
  });

/** Of text of 11.5 pixels, on the whole. */
const PX_PER_LETTER = 6.1;

/** Cut to about so many pixels. */
export function cut(text: string, px: number): string {
  const most = Math.max(3, Math.floor(px / PX_PER_LETTER));
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}

/** A name on at most two lines of so many pixels, broken between words. */
export function wrap(text: string, px: number): string[] {
  const most = Math.max(3, Math.floor(px / PX_PER_LETTER));
  if (text.length <= most) return [text];
  const at = text.lastIndexOf(" ", most);
  if (at <= 0) return [cut(text, px)];
  return [text.slice(0, at), cut(text.slice(at + 1), px)];
}
