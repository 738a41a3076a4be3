// Months as the address and the API write them.

/** The last day of the month before a day's: since when a monthly report counts. */
export function endOfMonthBefore(day: string): string {
  const [year = 0, month = 1] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, 0)).toISOString().slice(0, 10);
}

/** Months as whole numbers, so that a slider can count them. */
export const monthNumber = (day: string): number => {
  const [year = 0, month = 1] = day.split("-").map(Number);
  return year * 12 + month - 1;
};

/** The last day of a month counted so. */
export const lastDayOf = (month: number): string =>
  new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).toISOString().slice(0, 10);

/** The first of the month after the same day so many years before: whole years of months up to the day's own. */
export function yearsBefore(day: string, years: number): string {
  const [year = 0, month = 1] = day.split("-").map(Number);
  const [y, m] = month === 12 ? [year - years + 1, 1] : [year - years, month + 1];
  return `${y}-${String(m).padStart(2, "0")}-01`;
}
