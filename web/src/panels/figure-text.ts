// A figure's value with its unit, for the codes the server uses.
import type { LeadingFigure } from "../api/types";
import type { Catalogue } from "../i18n/vi";
import { label } from "../i18n/words";
import { date, number } from "../ui/format";

type Lang = "vi" | "en";

/** The unit a figure's name ends in. It comes before the server's own word, which knows one language only. */
const ENDINGS: [string, string][] = [
  ["_ha", "ha"],
  ["_pct", "pct"],
  ["_bn_vnd", "bn_vnd"],
  ["_usd_m2", "usd_m2"],
  ["households_affected", "households"],
  ["term_years", "years"],
];

export function valueText(
  figure: string,
  value: number,
  unit: string | null | undefined,
  words: Catalogue,
  lang: Lang,
): string {
  const code = ENDINGS.find(([ending]) => figure.endsWith(ending))?.[1] ?? unit;
  const text = number(value, lang, 2);
  if (!code) return text;
  const spelled = label(words, "unit", code);
  return spelled === "%" ? `${text}%` : `${text} ${spelled}`;
}

export const percentText = (value: number | null | undefined, lang: Lang): string | null =>
  value == null ? null : `${number(value, lang, 1)}%`;

/** When, and how sure: "2022, nguyên văn". */
export function standing(
  figure: Pick<LeadingFigure, "as_of" | "accuracy">,
  words: Catalogue,
  lang: Lang,
): string {
  const parts = [
    figure.as_of ? date(figure.as_of, lang) : null,
    figure.accuracy ? label(words, "accuracy", figure.accuracy) : null,
  ];
  return parts.filter(Boolean).join(", ");
}
