// The nearest of each class from a zone or a lot of the made-up province. The ways run straight to the old national
// road and along it: good enough to be drawn, and never said to be more than a sketch.
import { layers, lots, meta, zoneDetail } from "./fixture.mjs";

const name = (vi, en = vi) => ({ vi, en });
const METRES = 111_320;
const SPEED_KMH = { car: 55, truck: 42 };
const CLASSES = [
  "expressway_interchange",
  "national_road",
  "provincial_road",
  "rail_station",
  "icd",
  "river_port",
  "seaport",
  "airport",
  "border_gate",
];

const WHY = {
  no_target: name("Trong dữ liệu chưa có điểm nào thuộc loại này", "No place of this class is on record"),
  unlocated: name("Chưa biết vị trí", "Nobody has said where it is"),
};

function metres([ax, ay], [bx, by]) {
  const k = Math.cos((((ay + by) / 2) * Math.PI) / 180);
  return Math.hypot((bx - ax) * k, by - ay) * METRES;
}
const near = (points, from) => points.toSorted((a, b) => metres(a, from) - metres(b, from))[0];
const round = (value) => Math.round(value * 10) / 10;

const roads = (cls) =>
  layers.roads.filter((road) => road.properties.class === cls && road.properties.status === "operating");
const nodes = (cls) => layers["transport-nodes"].filter((node) => node.properties.class === cls);
const TRUNK = layers.roads.find((road) => road.id === "QL3").geometry.coordinates[0];

/** The stretch of the trunk road between its points nearest to both ends. */
function along(from, to) {
  const [a, b] = [from, to].map((at) => TRUNK.indexOf(near(TRUNK, at)));
  const stretch = TRUNK.slice(Math.min(a, b), Math.max(a, b) + 1);
  return a <= b ? stretch : stretch.toReversed();
}

function targets(cls, from) {
  if (cls.endsWith("_road"))
    return roads(cls.slice(0, -5)).map((road) => ({
      id: road.id,
      name: road.properties.name,
      at: near(road.geometry.coordinates[0], from),
    }));
  return nodes(cls).map((node) => ({
    id: node.id,
    name: node.properties.name,
    at: node.geometry.coordinates,
  }));
}

function wayTo(target, from, vehicle, off) {
  const path = target.id === "QL3" ? [from, target.at] : [from, ...along(from, target.at), target.at];
  const lengths = path.slice(1).map((at, i) => metres(path[i], at));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const trunk = lengths.slice(1, -1).reduce((sum, length) => sum + length, 0);
  const share = { links: lengths.length, distance_m: round(total) };
  return {
    target,
    gate: null,
    distance_m: round(total),
    minutes: round((total / 1000 / SPEED_KMH[vehicle]) * 60),
    off_network_m: off,
    target_off_network_m: 0,
    geometry: { type: "LineString", coordinates: path },
    classes: [
      { class: "national", distance_m: round(trunk) },
      { class: "commune", distance_m: round(total - trunk) },
    ].filter((part) => part.distance_m > 0),
    weakest_link: {
      link: "duong-xa.01",
      section: "duong-xa",
      ref: null,
      reason: "class",
      class: "commune",
      grade: null,
      max_weight_t: null,
      distance_m: round(lengths[0]),
    },
    unknown_limits: share,
    assumed_speed: share,
    data_class: "schematic",
    geometry_accuracy: "schematic",
  };
}

/** Where a zone or a lot is left, and how far the road is from there; null for what is not on record. */
function place(id) {
  const [kind, own] = id.split(":");
  if (kind === "zone") {
    const zone = zoneDetail(own);
    return zone && { at: zone.properties.location, off: zone.geometry?.type === "Point" ? 340 : 12.3 };
  }
  const lot = lots.find((one) => one.id === own);
  return lot ? { at: lot.geometry.coordinates[0][0], off: 84.6 } : null;
}

/** Null for a place that is not on record. */
export function access(query) {
  const id = query.get("from") ?? "";
  const from = place(id);
  if (!from) return null;
  const vehicle = (query.get("profile") ?? "car").split(":")[0];
  const ways = {};
  const missing = {};
  for (const cls of query.get("to")?.split(",") ?? CLASSES) {
    const nearest = from.at
      ? targets(cls, from.at).map((target) => wayTo(target, from.at, vehicle, from.off))
      : [];
    ways[cls] = nearest.toSorted((a, b) => a.distance_m - b.distance_m)[0] ?? null;
    const reason = from.at ? "no_target" : "unlocated";
    if (!ways[cls]) missing[cls] = { reason, text: WHY[reason] };
  }
  return {
    from: from.at && {
      id,
      at: from.at,
      basis: id.split(":")[0],
      gate: null,
      snapped: from.at,
      side: null,
      off_network_m: from.off,
      road: { section: "duong-xa", ref: null, class: "commune" },
    },
    profile: query.get("profile") ?? "car",
    gross_weight_t: null,
    network_on: query.get("as_of") ?? meta.today,
    optimise: "distance",
    access: ways,
    missing,
    caveat: name(
      "Đường vẽ sơ họa, khoảng cách để tham khảo",
      "Roads are sketched; distances are for orientation",
    ),
  };
}

/** What a zone or a lot carries in lists: distances by car without the ways. */
export function withAccess(feature, kind) {
  const found = access(new URLSearchParams({ from: `${kind}:${feature.id}` }));
  const short = Object.entries(found?.access ?? {}).map(([cls, way]) => [
    cls,
    way && { distance_m: way.distance_m, minutes: way.minutes, off_network_m: way.off_network_m },
  ]);
  return { ...feature, properties: { ...feature.properties, access: Object.fromEntries(short) } };
}
