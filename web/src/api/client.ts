// Addresses and fetch: this file and its neighbours know them, nobody else does. A problem+json becomes one `Problem`, and so does silence.
import type { Answers, Candidate, ExportFormat, ImportRun, Shapes } from "./imports";
import type {
  Access,
  Box,
  Collection,
  Constraint,
  Gate,
  InternalRoad,
  Ledger,
  Lot,
  LotDetail,
  Meta,
  Place,
  Road,
  SearchResult,
  TransportNode,
  Zone,
  ZoneClearance,
  ZoneDetail,
} from "./types";

export const BASE = "/api/v1";

export type Lang = "vi" | "en";
export type Bbox = Box;

/** What every question carries: whose language, about which day, and the way to call it off. */
export interface Ask {
  lang: Lang;
  /** null is today. */
  asOf: string | null;
  signal?: AbortSignal;
  /** The administrator's, where the public may not ask. */
  token?: string;
}

export class Problem extends Error {
  constructor(
    /** `network` when there was no answer at all, else the server's own type. */
    readonly type: string,
    readonly title: string | null,
    readonly detail: string | null,
    readonly status: number | null,
  ) {
    super(detail ?? title ?? type);
  }
}

export async function get<T>(path: string, params: Record<string, string | number>, ask: Ask): Promise<T> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) query.set(name, String(value));
  if (ask.asOf) query.set("as_of", ask.asOf);
  const text = query.toString();
  return fetchJson<T>(`${BASE}${path}${text ? `?${text}` : ""}`, ask);
}

const headersOf = ({ lang, token }: Ask): Record<string, string> => ({
  Accept: "application/json, application/geo+json",
  "Accept-Language": lang,
  ...(token ? { Authorization: `Bearer ${token}` } : {}),
});

export async function reach(address: string, ask: Ask, how: RequestInit = {}): Promise<Response> {
  const headers = { ...headersOf(ask), ...(how.body ? { "Content-Type": "application/json" } : {}) };
  try {
    return await fetch(address, { ...how, headers, signal: ask.signal ?? null });
  } catch (cause) {
    if (ask.signal?.aborted) throw cause;
    throw new Problem("network", null, null, null);
  }
}

export async function fetchJson<T>(address: string, ask: Ask, how?: RequestInit): Promise<T> {
  const response = await reach(address, ask, how);
  const body: unknown = await response.json().catch(() => null);
  if (response.ok && body !== null) return body as T;
  throw problemOf(body, response.status);
}

export function problemOf(body: unknown, status: number): Problem {
  const said = (body ?? {}) as Partial<Record<"type" | "title" | "detail", string>>;
  return new Problem(said.type ?? "unreadable", said.title ?? null, said.detail ?? null, status);
}

/** Follows `next` links up to `pages`; `complete` says whether everything was fetched. */
async function pages<F>(
  path: string,
  params: Record<string, string | number>,
  ask: Ask,
  limit: number,
): Promise<{ features: F[]; complete: boolean }> {
  let page = await get<Collection<F>>(path, params, ask);
  const features = [...page.features];
  for (let read = 1; ; read++) {
    const next = page.links.find((link) => link.rel === "next")?.href;
    if (!next) return { features, complete: true };
    if (read >= limit) return { features, complete: false };
    // Only the path and query: behind a proxy the server may not know its own host.
    const { pathname, search } = new URL(next, location.href);
    page = await fetchJson<Collection<F>>(pathname + search, ask);
    features.push(...page.features);
  }
}

const box = (bbox: Bbox) => bbox.map((degrees) => degrees.toFixed(5)).join(",");
export const all = async <F>(path: string, ask: Ask) =>
  (await pages<F>(path, { limit: 1000 }, ask, 10)).features;

export const findMeta = (ask: Ask) => get<Meta>("/meta", {}, { ...ask, asOf: null });
export const listZones = (ask: Ask) => all<Zone>("/zones", ask);
export const findZone = (id: string, ask: Ask) =>
  get<ZoneDetail>(`/zones/${encodeURIComponent(id)}`, {}, ask);
export const listRoads = (ask: Ask) => all<Road>("/roads", ask);
export const listConstraints = (ask: Ask) => all<Constraint>("/constraints", ask);
export const listPlaces = (ask: Ask) => all<Place>("/places", ask);
export const listTransportNodes = (ask: Ask) => all<TransportNode>("/transport-nodes", ask);

/** Lots in view, stale ones too: on a map a lot that is only old must not look absent. */
export const listLots = (bbox: Bbox, ask: Ask) =>
  pages<Lot>("/lots", { bbox: box(bbox), limit: 1000, stale: "include" }, ask, 5);
export const listInternalRoads = async (bbox: Bbox, ask: Ask) =>
  (await pages<InternalRoad>("/internal-roads", { bbox: box(bbox), limit: 1000 }, ask, 3)).features;
export const listGates = async (bbox: Bbox, ask: Ask) =>
  (await pages<Gate>("/gates", { bbox: box(bbox), limit: 1000 }, ask, 3)).features;

export const findLot = (id: string, ask: Ask) => get<LotDetail>(`/lots/${encodeURIComponent(id)}`, {}, ask);

/** A zone's land at the end of each month since `from`. */
export const findMonths = (zone: string, from: string, ask: Ask) =>
  get<Ledger>("/land/ledger", { group_by: "month", zone, from }, ask);

/** How far a zone's clearance has come, and how it moved since the evening of `from`. */
export const findClearance = (zone: string, from: string, ask: Ask) =>
  get<ZoneClearance>(`/zones/${encodeURIComponent(zone)}/clearance`, { from }, ask);

export type Profile = "car" | "truck";
/** The nearest of each class from `zone:ID` or `lot:ID`, with the ways there. */
export const findAccess = (from: string, profile: Profile, ask: Ask) =>
  get<Access>("/access", { from, profile, geometry: "true" }, ask);

export async function search(q: string, ask: Ask): Promise<SearchResult[]> {
  return (await get<{ results: SearchResult[] }>("/search", { q, limit: 12 }, ask)).results;
}

const importPath = (id: string) => `${BASE}/imports/${encodeURIComponent(id)}`;

export const listImports = async (ask: Ask) =>
  (await fetchJson<{ imports: ImportRun[] }>(`${BASE}/imports`, ask)).imports;
export const findImport = (id: string, ask: Ask) => fetchJson<ImportRun>(importPath(id), ask);

/** The same files, read again with other answers; `dry_run: false` writes them. */
export const answerImport = (id: string, answers: Answers, ask: Ask) =>
  fetchJson<ImportRun>(`${importPath(id)}/answers`, ask, { method: "PUT", body: JSON.stringify(answers) });

/** Stops an import and lets the server forget its files. One that is gone already is as good. */
export async function forgetImport(id: string, ask: Ask): Promise<void> {
  const response = await reach(importPath(id), ask, { method: "DELETE" });
  if (!response.ok && response.status !== 404)
    throw problemOf(await response.json().catch(() => null), response.status);
}

/** Sends files; `sent` is told the share that has left, 0 to 1. */
export function startImport(
  files: File[],
  answers: Answers,
  ask: Ask,
  sent: (share: number) => void,
): Promise<ImportRun> {
  const form = new FormData();
  form.append("answers", JSON.stringify(answers));
  for (const file of files) form.append("file", file, file.name);
  // Not fetch: it does not tell how much of a large file has left.
  const request = new XMLHttpRequest();
  request.open("POST", `${BASE}/imports`);
  for (const [name, value] of Object.entries(headersOf(ask))) request.setRequestHeader(name, value);
  request.responseType = "json";
  request.upload.onprogress = ({ loaded, total }) => sent(total ? loaded / total : 0);
  ask.signal?.addEventListener("abort", () => request.abort());
  return new Promise((resolve, reject) => {
    request.onload = () =>
      request.status === 202
        ? resolve(request.response as ImportRun)
        : reject(problemOf(request.response, request.status));
    request.onerror = () => reject(new Problem("network", null, null, null));
    request.onabort = () => reject(new DOMException("called off", "AbortError"));
    request.send(form);
  });
}

/** The shapes of the file: as they were placed and repaired, or as a candidate would place them. */
export function findShapes(id: string, by: Candidate | null, ask: Ask): Promise<Shapes> {
  const query = by && new URLSearchParams({ crs: by.crs, swapped: String(by.swapped) });
  return fetchJson<Shapes>(`${importPath(id)}/shapes${query ? `?${query}` : ""}`, ask);
}

/** What is wrong with a file, to hand to whoever drew it. */
export async function findIssuesFile(id: string, format: "geojson" | "xlsx", ask: Ask): Promise<Blob> {
  const response = await reach(`${importPath(id)}/issues?format=${format}`, ask);
  if (response.ok) return response.blob();
  throw problemOf(await response.json().catch(() => null), response.status);
}

/** The address of a layer as a file: a plain link, since what is public needs no token. */
export function exportAddress(
  layer: string,
  format: ExportFormat,
  crs: string,
  filter: Record<string, string>,
  asOf: string | null,
): string {
  const query = new URLSearchParams({ format, crs, ...filter });
  if (asOf) query.set("as_of", asOf);
  return `${BASE}/exports/${layer}?${query}`;
}
