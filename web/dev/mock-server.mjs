// Serves dist and a made-up province in the shape of docs/api.md, to look at the screen without the real server.
// FAIL=lots in the environment makes that collection answer with a problem.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { accessFrom } from "./access.mjs";
import { clearanceOf } from "./clearance.mjs";
import { importsAnswer } from "./imports.mjs";
import { checkAnswer, connectionPoints, diagramOf, gaps, scenarioAnswer } from "./roads.mjs";
import { layers, lots, meta, zoneDetail, zones } from "./fixture.mjs";

const DIST = fileURLToPath(new URL("../dist", import.meta.url));
const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
  ".pbf": "application/x-protobuf",
};
const failing = (process.env.FAIL ?? "").split(",");
const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d");

const collection = (features) => ({
  type: "FeatureCollection",
  features,
  numberMatched: features.length,
  numberReturned: features.length,
  links: [],
  as_of: meta.today,
  revision: 1,
});

function points(geometry) {
  return geometry.coordinates
    .flat(Infinity)
    .reduce((out, value, at) => (at % 2 ? out.at(-1).push(value) : out.push([value]), out), []);
}
function inBox(features, box) {
  if (!box) return features;
  const [w, s, e, n] = box.split(",").map(Number);
  return features.filter((f) =>
    points(f.geometry).some(([lon, lat]) => lon >= w && lon <= e && lat >= s && lat <= n),
  );
}

function find(q) {
  const context = (vi, en) => ({ vi, en });
  const entries = [
    ...zones.map((z) => ({
      kind: "zone",
      id: z.id,
      name: z.properties.name,
      context: context("Khu công nghiệp", "Industrial park"),
      location: z.properties.location,
      bbox: null,
      score: 1,
    })),
    ...layers.places.map((p) => ({
      kind: "place",
      id: p.id,
      name: p.properties.name,
      context: null,
      location: p.geometry.coordinates,
      bbox: null,
      score: 1,
    })),
    ...layers.roads.map((r) => ({
      kind: "road",
      id: r.id,
      name: r.properties.name,
      context: context("Tuyến đường", "Road"),
      location: r.geometry.coordinates[0][2],
      bbox: null,
      score: 1,
    })),
  ];
  return entries.filter((e) => fold(`${e.name.vi} ${e.name.en}`).includes(fold(q)));
}

const HISTORY = {
  clearance: [
    { from: "2024-03-07", state: "in_progress", cleared_pct: 0 },
    { from: "2025-11-30", state: "cleared", cleared_pct: 100 },
  ],
  tenure: [{ from: "2025-12-15", state: "allocated" }],
  servicing: [],
  marketing: [],
  occupation: [],
};

/** A zone's land at the end of each month of a year: as it is today, all along. */
function months(zone) {
  const land = zones.find(({ id }) => id === zone)?.properties ?? {};
  const shown = land.display_ha ?? {
    leased: 0,
    reserved: 0,
    ready: 0,
    clean: 0,
    in_clearance: 0,
    planned: 0,
  };
  const hectares = {
    leasable: Object.values(shown).reduce((sum, ha) => sum + ha, 0),
    leased: shown.leased,
    reserved: shown.reserved,
    available: land.available_ha ?? 0,
    clean: land.clean_ha ?? 0,
    ready: land.ready_ha ?? 0,
    stale: 0,
    shown,
  };
  const row = (month) => ({
    key: `2026-${month}`,
    name: { vi: `Tháng ${Number(month)}/2026`, en: `2026-${month}` },
    at: `2026-${month}-28`,
    lots: land.lots_count ?? 0,
    hectares,
    movement: null,
    records: "",
  });
  const rows = Array.from({ length: 11 }, (_, at) => row(String(at + 1).padStart(2, "0")));
  return {
    group_by: "month",
    from: null,
    to: "2026-11-24",
    revision: 1,
    rows,
    total: { ...rows.at(-1), key: null },
  };
}

/** Where `zone:ID` or `lot:ID` is; undefined for what there is not. */
function placeOf(from) {
  const [kind, id] = [from.slice(0, from.indexOf(":")), from.slice(from.indexOf(":") + 1)];
  if (kind === "zone") return zones.find((zone) => zone.id === id)?.properties.location;
  return lots.find((lot) => lot.id === id)?.geometry.coordinates[0][0];
}

function api(path, query) {
  const [what, id, more] = path.split("/");
  if (failing.includes(what))
    return [
      503,
      {
        type: "urn:kcn-atlas:problem:not-ready",
        title: "Chưa sẵn sàng",
        status: 503,
        detail: "Máy chủ đang nạp dữ liệu.",
      },
    ];
  const missing = [
    404,
    {
      type: "urn:kcn-atlas:problem:not-found",
      title: "Không có",
      status: 404,
      detail: "Không có bản ghi này.",
    },
  ];
  if (what === "zones" && more === "clearance") {
    const zone = zones.find((zone) => zone.id === id);
    return zone ? [200, clearanceOf(id, zone.properties.name, query.get("from"))] : missing;
  }
  if (what === "access") {
    const at = placeOf(query.get("from") ?? "");
    const nodes = layers["transport-nodes"];
    return at === undefined ? missing : [200, accessFrom(query.get("from"), at, query.get("profile"), nodes)];
  }
  if (what === "roads" && more === "diagram") return diagramOf(id) ? [200, diagramOf(id)] : missing;
  if (what === "connection-points") return [200, collection(connectionPoints)];
  if (what === "service-roads") return [200, gaps()];
  if (what === "exports") return [200, collection(lots)];
  if (what === "meta") return [200, meta];
  if (what === "zones")
    return id ? (zoneDetail(id) ? [200, zoneDetail(id)] : missing) : [200, collection(zones)];
  if (what === "lots" && id) {
    const lot = lots.find((l) => l.id === id);
    return lot ? [200, { ...lot, properties: { ...lot.properties, history: HISTORY } }] : missing;
  }
  if (what === "lots") return [200, collection(inBox(lots, query.get("bbox")))];
  if (what === "land") return [200, months(query.get("zone"))];
  if (what === "search")
    return [200, { query: query.get("q"), results: find(query.get("q") ?? "").slice(0, 12) }];
  return layers[what] ? [200, collection(inBox(layers[what], query.get("bbox")))] : missing;
}

/** What is asked with a body. */
function posted(path, question) {
  const answer = path === "scenarios/access" ? scenarioAnswer(question) : checkAnswer(question);
  return answer ? [200, answer] : [404, { title: "Không có", status: 404, detail: "Không có tuyến này." }];
}

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, "http://mock");
  if (pathname.startsWith("/api/v1/")) {
    const path = decodeURIComponent(pathname.slice(8));
    const [status, body] = path.startsWith("imports")
      ? importsAnswer(
          request.method,
          path.split("/").slice(1),
          searchParams,
          await bodyOf(request),
          request.headers.authorization,
        )
      : request.method === "POST"
        ? posted(path, JSON.parse(await bodyOf(request)))
        : api(path, searchParams);
    if (path.startsWith("exports/"))
      response.setHeader(
        "Content-Disposition",
        `attachment; filename="${path.slice(8)}.${searchParams.get("format")}"`,
      );
    response.writeHead(status, {
      "Content-Type": status < 400 ? "application/json" : "application/problem+json",
    });
    response.end(body === null ? undefined : JSON.stringify(body));
    return;
  }
  const file = join(DIST, normalize(decodeURIComponent(pathname)));
  const asked = pathname === "/" ? join(DIST, "index.html") : file;
  try {
    const bytes = await readFile(asked);
    response.writeHead(200, { "Content-Type": TYPES[extname(asked)] ?? "application/octet-stream" });
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
});
server.listen(Number(process.env.PORT ?? 4173), "127.0.0.1", () =>
  console.log(`mock on http://127.0.0.1:${server.address().port}`),
);
