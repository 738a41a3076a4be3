// Places along a road and what the rules ask, in a reader's words.
import type { Basis, RoadRef, RuleVerdict, Verdict } from "../../api/roads";
import type { Catalogue } from "../../i18n/vi";
import { label } from "../../i18n/words";
import { number, type FormatLang } from "../../ui/format";

/** 62 350 m is Km62+350; what was computed from the centreline only is about there. */
export function chainageText(metres: number, basis: Basis | null = "surveyed"): string {
  const whole = Math.round(metres);
  const [km, rest] = [Math.floor(Math.abs(whole) / 1000), Math.abs(whole) % 1000];
  const sign = whole < 0 ? "−" : "";
  return `${basis === "computed" ? "≈ " : ""}${sign}Km${km}+${String(rest).padStart(3, "0")}`;
}

/** Km62+350, 62+350, Km 62 as metres; null for what is none of these. A bare number could be either, so it is none. */
export function parseChainage(text: string): number | null {
  const found = /^\s*(km)?\s*(\d{1,4})\s*(?:\+\s*(\d{1,3})(?:[.,](\d+))?)?\s*m?\s*$/i.exec(text);
  if (!found) return null;
  const [, km, whole, metres, part] = found;
  if (!km && metres === undefined) return null;
  return Number(whole) * 1000 + Number(metres ?? 0) + (part ? Number(`0.${part}`) : 0);
}

export const roadName = ({ ref, name, id }: Pick<RoadRef, "ref" | "name" | "id">, lang: FormatLang): string =>
  ref ?? name?.[lang] ?? id;

/** "1.500 m", "0,8 ha": a measure with its unit. */
export function quantityText(
  of: { value: number; unit: string } | null,
  words: Catalogue,
  lang: FormatLang,
): string | null {
  if (!of) return null;
  const text = number(of.value, lang, of.unit === "m" ? 0 : 2);
  const unit = label(words, "unit", of.unit);
  return unit === "%" ? `${text}%` : `${text} ${unit}`;
}

const WEIGHT: Record<Verdict, number> = {
  fail: 0,
  needs_review: 1,
  missing_data: 2,
  pass: 3,
  not_applicable: 4,
};

/** What decides first, what is only told for information after it, and what does not apply apart. */
export function inOrder(verdicts: RuleVerdict[]): { told: RuleVerdict[]; aside: RuleVerdict[] } {
  const weight = (rule: RuleVerdict) => WEIGHT[rule.verdict] + (rule.informational ? 10 : 0);
  const told = verdicts.filter(({ verdict }) => verdict !== "not_applicable");
  return {
    told: told.toSorted((a, b) => weight(a) - weight(b)),
    aside: verdicts.filter(({ verdict }) => verdict === "not_applicable"),
  };
}
