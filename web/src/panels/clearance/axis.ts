// Where events stand on a line of time. A date may be a year or a month only; then its beginning stands for it.
export interface Dated {
  date: string;
  stage: string;
}

export interface Mark<E> {
  event: E;
  /** 0 at the beginning of the axis, 1 at its end. */
  at: number;
  lane: number;
}

export interface Axis<E> {
  marks: Mark<E>[];
  /** The stages that have a lane, lowest first. */
  lanes: string[];
  years: { year: number; at: number }[];
}

const DAY_MS = 86_400_000;
const dayNumber = (iso: string) => Date.parse(`${iso}-01-01`.slice(0, 10)) / DAY_MS;
const yearStart = (year: number) => Date.UTC(year, 0, 1) / DAY_MS;
const yearOf = (day: number) => new Date(day * DAY_MS).getUTCFullYear();

/** From the first event to `end`; a stage has a lane of its own, in the order the stages are given. */
export function axisOf<E extends Dated>(events: E[], stages: string[], end: string, mostYears = 6): Axis<E> {
  const days = events.map(({ date }) => dayNumber(date));
  const first = Math.min(...days, dayNumber(end));
  const last = Math.max(...days, dayNumber(end));
  const span = Math.max(1, last - first);
  const order = [...new Set([...stages, ...events.map(({ stage }) => stage)])].filter((stage) =>
    events.some((event) => event.stage === stage),
  );
  const from = yearOf(first) + (first > yearStart(yearOf(first)) ? 1 : 0);
  const count = Math.max(0, yearOf(last) - from + 1);
  const step = Math.max(1, Math.ceil(count / mostYears));
  const years = [];
  for (let year = from; year <= yearOf(last); year += step)
    years.push({ year, at: (yearStart(year) - first) / span });
  return {
    marks: events.map((event, at) => ({
      event,
      at: ((days[at] ?? first) - first) / span,
      lane: order.indexOf(event.stage),
    })),
    lanes: order,
    years,
  };
}
