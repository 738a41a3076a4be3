// Months as the address and the API write them.

/** The first of the month after the same day so many years before: whole years of months up to the day's own. */
export function yearsBefore(day: string, years: number): string {
  const [year = 0, month = 1] = day.split("-").map(Number);
  const [y, m] = month === 12 ? [year - years + 1, 1] : [year - years, month + 1];
  return `${y}-${String(m).padStart(2, "0")}-01`;
}
