// Numbers and dates as each language writes them. Unknown stays null here; the caller has the words for it.

export type FormatLang = "vi" | "en";

const LOCALE: Record<FormatLang, string> = { vi: "vi-VN", en: "en-GB" };
const formats = new Map<string, Intl.NumberFormat>();

export function number(value: number, lang: FormatLang, digits = 1): string {
  const key = `${lang}${digits}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(LOCALE[lang], { maximumFractionDigits: digits });
    formats.set(key, format);
  }
  return format.format(value);
}

/** Hectares: below ten a second decimal matters, above a thousand none does. */
export function hectares(value: number, lang: FormatLang): string {
  return number(value, lang, value < 10 ? 2 : value < 1000 ? 1 : 0);
}

/** Kilometres of a way: metres matter near by, not at a port a hundred kilometres off. */
export function kilometres(metres: number, lang: FormatLang): string {
  const km = metres / 1000;
  return number(km, lang, km < 1 ? 2 : km < 100 ? 1 : 0);
}

/** A full or partial ISO date (2024, 2024-03, 2024-03-07), never more precise than it was said. */
export function date(iso: string, lang: FormatLang): string {
  const [year, month, day] = iso.slice(0, 10).split("-");
  if (!year || !month) return iso;
  if (lang === "vi") return day ? `${day}/${month}/${year}` : `${month}/${year}`;
  const name = new Date(`${year}-${month}-01T00:00:00Z`).toLocaleString("en-GB", {
    month: "short",
    timeZone: "UTC",
  });
  return day ? `${Number(day)} ${name} ${year}` : `${name} ${year}`;
}

/** A whole date as one says it, for those who hear it. */
export function dateInWords(iso: string, lang: FormatLang): string {
  const [year, month, day] = iso.slice(0, 10).split("-").map(Number);
  if (!year || !month || !day) return date(iso, lang);
  if (lang === "vi") return `ngày ${day} tháng ${month} năm ${year}`;
  return new Date(`${iso.slice(0, 10)}T00:00:00Z`).toLocaleString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
}

/** Whole percentages of a total that add up to 100, by largest remainder. */
export function shares(values: number[]): number[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  if (total <= 0) return values.map(() => 0);
  const exact = values.map((value) => (value / total) * 100);
  const floors = exact.map(Math.floor);
  let left = 100 - floors.reduce((sum, value) => sum + value, 0);
  const byRemainder = exact.map((value, at) => ({ at, rest: value - Math.floor(value) }));
  byRemainder.sort((a, b) => b.rest - a.rest);
  for (const { at } of byRemainder) {
    if (left-- <= 0) break;
    floors[at] = (floors[at] ?? 0) + 1;
  }
  return floors;
}

/** The size of a file, as a person weighs it. */
export function bytes(size: number, lang: FormatLang): string {
  const units = ["B", "KB", "MB", "GB"];
  const step = Math.min(3, size < 1 ? 0 : Math.floor(Math.log(size) / Math.log(1024)));
  const value = size / 1024 ** step;
  return `${number(value, lang, value < 10 && step > 0 ? 1 : 0)} ${units[step]}`;
}

/** The hour and minute of a moment, where the reader is. */
export function clock(moment: string, lang: FormatLang): string {
  return new Date(moment).toLocaleTimeString(LOCALE[lang], { hour: "2-digit", minute: "2-digit" });
}
