// What a way is made of, in numbers a reader can compare.
import type { Way } from "../../api/types";
import type { Catalogue } from "../../i18n/vi";
import { number, type FormatLang } from "../../ui/format";

/** Nearer than this to a road is as good as on it. */
const NEAR_M = 50;

/** Metres at both ends for which no road is on record; null when they do not matter. */
export function offNetwork(way: Pick<Way, "off_network_m" | "target_off_network_m">): number | null {
  const metres = way.off_network_m + way.target_off_network_m;
  return metres > NEAR_M ? metres : null;
}

/** Per cent of the way, never 100 for less than all of it, nor 0 for more than nothing. */
export function percentOfWay(part: { distance_m: number }, way: Pick<Way, "distance_m">): number {
  if (way.distance_m <= 0) return 0;
  const exact = (100 * part.distance_m) / way.distance_m;
  if (exact >= 99.95) return 100;
  if (exact <= 0) return 0;
  return Math.min(99, Math.max(1, Math.round(exact)));
}

export function duration(minutes: number, words: Catalogue, lang: FormatLang): string {
  const whole = Math.max(1, Math.round(minutes));
  if (whole < 60) return words.access.minutes(number(whole, lang, 0));
  return words.access.hours(number(Math.floor(whole / 60), lang, 0), number(whole % 60, lang, 0));
}
