// The questions about roads: what stands on them, whether one may join them, what another road would change.
import { all, BASE, fetchJson, get, problemOf, reach, type Ask } from "./client";
import type { CheckAnswer, CheckQuestion, ConnectionPoint, Diagram, Gaps } from "./roads";
import type { ScenarioAnswer, ScenarioQuestion } from "./scenarios";

export const listConnectionPoints = (ask: Ask) => all<ConnectionPoint>("/connection-points", ask);

/** The straight-line diagram of a section. */
export const findDiagram = (section: string, ask: Ask) =>
  get<Diagram>(`/roads/${encodeURIComponent(section)}/diagram`, {}, ask);

/** Parks without a known lawful connection, and what would mend each. */
export const listGaps = (ask: Ask) => get<Gaps>("/service-roads/gaps", { show: "zones" }, ask);

const posted = (question: object, ask: Ask): RequestInit => ({
  method: "POST",
  body: JSON.stringify(ask.asOf ? { ...question, as_of: ask.asOf } : question),
});

export const checkPoint = (question: CheckQuestion, ask: Ask) =>
  fetchJson<CheckAnswer>(`${BASE}/connection-checks`, ask, posted(question, ask));

/** The draft papers of a check, as a file. */
export async function findDossier(question: CheckQuestion, ask: Ask): Promise<Blob> {
  const response = await reach(`${BASE}/connection-checks/dossier`, ask, posted(question, ask));
  if (response.ok) return response.blob();
  throw problemOf(await response.json().catch(() => null), response.status);
}

/** What added and closed roads would change. Nothing is stored. */
export const tryRoads = (question: ScenarioQuestion, ask: Ask) =>
  fetchJson<ScenarioAnswer>(`${BASE}/scenarios/access`, ask, posted(question, ask));
