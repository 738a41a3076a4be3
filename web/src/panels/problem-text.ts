import type { Problem } from "../api/client";
import type { Catalogue } from "../i18n/vi";

/** What went wrong, in the user's words: the server's own sentence where it gave one. */
export function detailOf(problem: Problem | null, words: Catalogue): string {
  if (!problem) return "";
  if (problem.type === "network") return words.failed.network;
  return [problem.title, problem.detail].filter(Boolean).join(": ") || words.failed.unreadable;
}
