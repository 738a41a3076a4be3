// What is written on both sides of a diagram: points, junctions, crossings, structures, and the metres between points.
import { SIDES, type Side } from "../../api/roads";
import type { Catalogue } from "../../i18n/vi";
import { label } from "../../i18n/words";
import { number, type FormatLang } from "../../ui/format";
import { cut, placeOn, spread, wrap, type Axis, type Label } from "./diagram-layout";
import type { DrawnDiagram } from "./drawn";
import { chainageText } from "./road-text";

export interface Written {
  key: string;
  kind: "point" | "junction" | "crossing" | "structure" | "gap";
  side: Side;
  /** Of what it names, in pixels. */
  at: number;
  /** Of the writing. */
  y: number;
  lines: string[];
}

const LINE_PX = 13;
/** Room above and below a writing, so that two do not read as one. */
const AIR_PX = 4;
/** Points stay longest; metres are written only where they cost nothing. */
const RANK: Record<Written["kind"], number> = { point: 0, junction: 1, crossing: 2, structure: 3, gap: 4 };

type Wished = Omit<Written, "y" | "side"> & { side: Side | null };

const SAME_PLACE_M = 60;
const isSamePlace = (one: { chainage_m: number }, other: { chainage_m: number }) =>
  Math.abs(one.chainage_m - other.chainage_m) <= SAME_PLACE_M;

/** Numbers of the roads that meet; only where none has one, what they are. */
export function junctionText(roads: { ref: string | null; class: string }[], words: Catalogue): string {
  const refs = roads.flatMap(({ ref }) => ref ?? []);
  const kinds = roads.map((road) => label(words, "road_class", road.class));
  return [...new Set(refs.length ? refs : kinds)].join(", ");
}

/** Everything here is a connection; the word in front of each name only takes its room. */
function shortened(label: string): string {
  const rest = label.replace(/^(Đấu nối|Connection of) /i, "");
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

function wishes(
  diagram: DrawnDiagram,
  axis: Axis,
  room: Record<Side, number>,
  words: Catalogue,
  lang: FormatLang,
): Wished[] {
  const at = (metres: number) => placeOn(axis, metres);
  const byId = new Map(diagram.points.map((point) => [point.id, point]));
  return [
    ...diagram.points.map((point) => ({
      key: `point:${point.id}`,
      kind: "point" as const,
      side: point.side,
      at: at(point.chainage_m),
      lines: [
        ...wrap(shortened(point.label ?? point.id), room[point.side ?? "right"]),
        chainageText(point.chainage_m, point.basis),
      ],
    })),
    ...diagram.junctions
      // A junction with a connection point of its own is named by that.
      .filter((junction) => !diagram.points.some((point) => isSamePlace(point, junction)))
      .map((junction, index) => ({
        key: `junction:${index}`,
        kind: "junction" as const,
        side: junction.side,
        at: at(junction.chainage_m),
        lines: [junctionText(junction.roads, words)],
      })),
    ...diagram.crossings.map((crossing, index) => ({
      key: `crossing:${index}`,
      kind: "crossing" as const,
      side: null,
      at: at(crossing.chainage_m),
      lines: [crossing.name?.[lang] ?? label(words, "along_road", crossing.kind)],
    })),
    ...diagram.structures.map((structure, index) => ({
      key: `structure:${index}`,
      kind: "structure" as const,
      side: null,
      at: at((structure.from_m + structure.to_m) / 2),
      lines: [label(words, "along_road", structure.kind)],
    })),
    ...SIDES.flatMap((side) =>
      diagram.spacing[side].flatMap(({ from, to, gap_m }) => {
        const [one, other] = [byId.get(from), byId.get(to)];
        if (!one || !other) return [];
        return {
          key: `gap:${from}:${to}`,
          kind: "gap" as const,
          side,
          at: at((one.chainage_m + other.chainage_m) / 2),
          lines: [words.roads.gap(number(gap_m, lang, 0))],
        };
      }),
    ),
  ];
}

/** Everything that finds room, and how many things that have a name of their own did not. */
export function writtenOn(
  diagram: DrawnDiagram,
  axis: Axis,
  room: Record<Side, number>,
  words: Catalogue,
  lang: FormatLang,
): { written: Written[]; hidden: number } {
  const wished = wishes(diagram, axis, room, words, lang);
  const count = (side: Side) => wished.filter((wish) => wish.side === side).length;
  // What crosses the road belongs to neither side: it is named where there is more room.
  const roomier: Side = count("left") < count("right") ? "left" : "right";
  const placed = wished.map((wish) => ({ ...wish, side: wish.side ?? roomier }));
  const written = SIDES.flatMap((side) => {
    const here = placed.filter((wish) => wish.side === side);
    const labels = here.map(({ key, at, kind, lines }): Label => ({
      key,
      at,
      tall: lines.length * LINE_PX + AIR_PX,
      rank: RANK[kind],
    }));
    const places = spread(labels, axis.px);
    return here.flatMap((wish): Written[] => {
      const y = places.get(wish.key);
      const lines = wish.kind === "point" ? wish.lines : wish.lines.map((line) => cut(line, room[side]));
      return y === undefined ? [] : [{ ...wish, lines, y }];
    });
  });
  const named = (list: { kind: string }[]) => list.filter(({ kind }) => kind !== "gap").length;
  return { written, hidden: named(wished) - named(written) };
}
