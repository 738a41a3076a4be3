// Events on an axis of time: where each stands, in per cent of the way from the first to the asked day.
import type { StageEvent } from "../api/types";

export interface Axis {
  from: string;
  to: string;
  events: { at: number; event: StageEvent }[];
}

const days = (iso: string) => Date.parse(iso) / 86_400_000;

/** null without an event. One day alone stands at the start. */
export function axis(events: StageEvent[], to: string): Axis | null {
  const from = events[0]?.date;
  if (!from) return null;
  const span = days(to) - days(from);
  const at = (event: StageEvent) => (span > 0 ? (100 * (days(event.date) - days(from))) / span : 0);
  return { from, to, events: events.map((event) => ({ at: at(event), event })) };
}
