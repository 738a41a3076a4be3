// The dates of a promise: those that were given up, and the one that counts.
import type { Commitment } from "../../api/types";

export function dueDates({
  first_due,
  due,
  postponements,
}: Pick<Commitment, "first_due" | "due" | "postponements">): { old: string[]; now: string } {
  const all = [first_due, ...postponements.map((put) => put.due), due];
  const once = all.filter((day, at) => all.indexOf(day) === at);
  return { old: once.filter((day) => day !== due), now: due };
}

export const isLate = ({ standing }: Pick<Commitment, "standing">) =>
  standing === "overdue" || standing === "kept_late";
