// Months as the address and the API write them.

/** The first of the month after the same day so many years before: whole years of months up to the day's own. */
export function yearsBefore(day: string, years: number): string {
  const [year = 0, month = 1] = day.split("-").map(Number);
  const [y, m] = month === 12 ? [year - years + 1, 1] : [year - years, month + 1];
  return `${y}-${String(m).padStart(2, "0")}-01`;
}

const pad = (value: number, length: number) => String(value).padStart(length, "0");
/** Months since year 0, which makes them countable. */
const ordinal = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

function lastDay(month: number): string {
  const [year, at] = [Math.floor(month / 12), month % 12];
  return `${pad(year, 4)}-${pad(at + 1, 2)}-${pad(new Date(Date.UTC(year, at + 1, 0)).getUTCDate(), 2)}`;
}

/** The last day of the month before: what a month's progress is measured from. */
export const endOfMonthBefore = (day: string): string => lastDay(ordinal(day) - 1);

/** Days a slider stops at: the last of every month from the first day's on, and today. */
export class MonthScale {
  readonly #first: number;
  readonly last: number;
  constructor(
    first: string,
    readonly today: string,
  ) {
    this.#first = Math.min(ordinal(first), ordinal(today));
    this.last = ordinal(today) - this.#first;
  }

  /** The stop that shows a day: the month it lies in, so that its last day is its own stop. */
  stopOf(day: string | null): number {
    return day === null ? this.last : Math.max(0, Math.min(this.last, ordinal(day) - this.#first));
  }

  dayOf(stop: number): string {
    return stop >= this.last ? this.today : lastDay(this.#first + Math.max(0, stop));
  }
}
