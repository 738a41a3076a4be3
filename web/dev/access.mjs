// Ways out of the made-up province's zones and lots, in the shape of /access: straight lines that pass for roads.
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

const metres = ([lon1, lat1], [lon2, lat2]) =>
  Math.hypot((lon2 - lon1) * Math.cos((lat1 * Math.PI) / 180), lat2 - lat1) * 111_320;

function way(from, node, truck) {
  const to = node.geometry.coordinates;
  const corner = [to[0], from[1]];
  const distance_m = Math.round(metres(from, corner) + metres(corner, to));
  return {
    target: { id: node.id, name: node.properties.name, at: to },
    gate: null,
    distance_m,
    minutes: Math.round((distance_m / (truck ? 600 : 800)) * 10) / 10,
    off_network_m: 120,
    target_off_network_m: 0,
    classes: [
      { class: "national", distance_m: Math.round(distance_m * 0.7) },
      { class: "service", distance_m: Math.round(distance_m * 0.3) },
    ],
    weakest_link: {
      link: "vao-kcn.01",
      section: "vao-kcn",
      ref: null,
      reason: "class",
      class: "service",
      grade: null,
      max_weight_t: null,
      distance_m: Math.round(distance_m * 0.3),
    },
    unknown_limits: { links: 1, distance_m: Math.round(distance_m * 0.3) },
    assumed_speed: { links: 2, distance_m },
    data_class: "illustration",
    geometry_accuracy: "illustrative",
    geometry: { type: "LineString", coordinates: [from, corner, to] },
  };
}

/** `at`: where it starts; null when nobody has located the place. */
export function accessFrom(id, at, profile, nodes) {
  const node = (code) => nodes.find(({ properties }) => properties.class === code);
  const reached = (code) => at !== null && node(code) !== undefined;
  const why = (code) => ({
    reason: at ? "no_target" : "unlocated",
    text: { vi: `Chưa có trong dữ liệu: ${code}.`, en: `Nothing of this class is on record: ${code}.` },
  });
  return {
    from: at && {
      id,
      at,
      basis: "gate",
      gate: null,
      snapped: at,
      side: null,
      off_network_m: 120,
      road: { section: "ql3", ref: "QL3", class: "national" },
    },
    profile,
    gross_weight_t: null,
    network_on: "2026-11-24",
    optimise: "distance",
    access: Object.fromEntries(
      CLASSES.map((code) => [code, reached(code) ? way(at, node(code), profile === "truck") : null]),
    ),
    missing: Object.fromEntries(CLASSES.filter((code) => !reached(code)).map((code) => [code, why(code)])),
    caveat: { vi: "Tính trên tim đường minh họa.", en: "Computed on illustrated centrelines." },
  };
}
