// A tiny made-up province, shaped by docs/api.md: enough to see every state of the screen. No figure here is real.
const M = 1 / 111_320;
const name = (vi, en = vi) => ({ vi, en });
const press = {
  kind: "press",
  title: "Bài báo minh họa",
  url: "https://example.org/bai-bao",
  date: "2022-05",
};
const official = {
  kind: "official",
  title: "Quyết định minh họa",
  url: "https://example.org/quyet-dinh",
  date: "2024-03-07",
};
const drawn = { kind: "illustration", title: "Bản vẽ minh họa" };

function rect([lon, lat], width, height, turn = 0) {
  const k = M / Math.cos((lat * Math.PI) / 180);
  const at = (x, y) => {
    const [dx, dy] = [x * Math.cos(turn) - y * Math.sin(turn), x * Math.sin(turn) + y * Math.cos(turn)];
    return [lon + dx * k, lat + dy * M];
  };
  const [w, h] = [width / 2, height / 2];
  return { at, ring: [at(-w, -h), at(w, -h), at(w, h), at(-w, h), at(-w, -h)] };
}

const CYCLE = [
  "leased",
  "leased",
  "ready",
  "ready",
  "clean",
  "in_clearance",
  "in_clearance",
  "planned",
  "reserved",
  "leased",
];
const ZONES = [
  [
    "kcn-song-cong-2",
    "park",
    "KCN Sông Công II",
    "Song Cong II Industrial Park",
    [105.872, 21.502],
    2000,
    1400,
    0.5,
    "Phường Bách Quang",
    "TP. Sông Công",
    "partly_operating",
    true,
  ],
  [
    "kcn-diem-thuy",
    "park",
    "KCN Điềm Thụy",
    "Diem Thuy Industrial Park",
    [105.915, 21.443],
    1500,
    1100,
    -0.2,
    "Xã Điềm Thụy",
    "Huyện Phú Bình",
    "operating",
    true,
  ],
  [
    "kcn-yen-binh",
    "park",
    "KCN Yên Bình",
    "Yen Binh Industrial Park",
    [105.89, 21.405],
    2200,
    1500,
    0.1,
    "Phường Vạn Xuân",
    "TP. Phổ Yên",
    "operating",
    false,
  ],
  [
    "ccn-son-cam-1",
    "cluster",
    "CCN Sơn Cẩm 1",
    "Son Cam 1 Industrial Cluster",
    [105.81, 21.64],
    900,
    700,
    0.3,
    "Phường Quan Triều",
    "TP. Thái Nguyên",
    "building_infrastructure",
    false,
  ],
  [
    "ccn-nguyen-gon",
    "cluster",
    "CCN Nguyên Gon",
    "Nguyen Gon Industrial Cluster",
    [105.83, 21.47],
    null,
    null,
    0,
    "Phường Sông Công",
    "TP. Sông Công",
    "removed_from_plan",
    false,
  ],
  [
    "cntt-yen-binh",
    "it_park",
    "Khu CNTT tập trung Yên Bình",
    "Yen Binh IT Park",
    [105.86, 21.385],
    null,
    null,
    0,
    null,
    null,
    "in_plan",
    false,
  ],
];

function makeLots(zone, part, centre, width, height, turn) {
  const lots = [];
  const { at } = rect(centre, width, height, turn);
  const [columns, rows] = [12, 7];
  const [cw, ch] = [width / columns, height / rows];
  for (let c = 0; c < columns; c++)
    for (let r = 0; r < rows; r++) {
      const [x, y] = [-width / 2 + cw * (c + 0.5), -height / 2 + ch * (r + 0.5)];
      const ring = [
        [-1, -1],
        [1, -1],
        [1, 1],
        [-1, 1],
        [-1, -1],
      ].map(([i, j]) => at(x + i * cw * 0.44, y + j * ch * 0.42));
      const status = CYCLE[Math.floor((c * rows + r) / 5 + (r % 3)) % CYCLE.length];
      const label = `${String.fromCharCode(65 + c)}-0${r + 1}`;
      const area = Math.round(cw * ch * 0.74) / 1e4;
      const cleared = !["planned", "in_clearance"].includes(status);
      lots.push({
        type: "Feature",
        id: `${part}.${label.toLowerCase()}`,
        version: 1,
        geometry: { type: "Polygon", coordinates: [ring] },
        properties: {
          label,
          zone: zone.id,
          zone_name: zone.properties.name,
          zone_kind: zone.properties.kind,
          zone_part: part,
          zone_part_label: name("Giai đoạn 2", "Phase 2"),
          area_ha: area,
          area_basis: "declared",
          declared_area_ha: area,
          measured_area_ha: area + 0.01,
          land_use: "SKK",
          sectors: [],
          states: {
            clearance: {
              state: cleared ? "cleared" : status === "planned" ? "none" : "in_progress",
              stage: cleared ? "HANDOVER" : status === "planned" ? null : "INVENTORY",
              cleared_pct: cleared ? 100 : status === "planned" ? 0 : 40,
              since: "2025-11-30",
              graves_left: status === "in_clearance",
            },
            tenure: {
              state: cleared ? "allocated" : "not_allocated",
              decision: cleared ? "225/QĐ-UBND" : null,
              mortgaged: null,
              disputed: false,
              since: "2025-12-15",
              source: official,
            },
            servicing: {
              state: status === "ready" ? "serviced" : "under_way",
              since: "2026-02-01",
              source: drawn,
            },
            marketing: {
              state:
                status === "leased"
                  ? "leased"
                  : status === "reserved"
                    ? "reserved"
                    : cleared
                      ? "offered"
                      : "not_offered",
              since: "2026-03-01",
              source: drawn,
            },
            occupation:
              c % 4 === 0
                ? { state: null }
                : { state: status === "leased" ? "operating" : "vacant", since: "2026-03-01", source: drawn },
          },
          available: status === "ready" || status === "clean",
          clean: status === "ready" || status === "clean",
          ready: {
            now: status === "ready",
            p10: null,
            p50: null,
            p90: null,
            basis: "none",
            missing:
              status === "ready"
                ? []
                : status === "clean"
                  ? ["servicing", "connection"]
                  : ["clearance", "graves", "tenure", "offer", "servicing"],
          },
          display_status: status,
          opens_onto: [],
          gates: [],
          price: null,
          remaining_years: 43.2,
          stale: c === 11,
          confirmed_on: c === 11 ? "2024-01-31" : "2026-09-30",
          predecessors: [],
          geometry_accuracy: "illustrative",
          data_class: "illustration",
          source: drawn,
        },
      });
    }
  return lots;
}

const lead = (value, source, conflict = false, as_of = "2024-03-07") => ({
  value,
  as_of,
  accuracy: "stated",
  source,
  claims: conflict ? 2 : 1,
  conflict,
});
const STATUSES = ["leased", "reserved", "ready", "clean", "in_clearance", "planned"];
const round = (ha) => Math.round(ha * 100) / 100;

export const lots = [];
export const zones = [];
const details = new Map();

for (const [id, kind, vi, en, location, width, height, turn, commune, district, status, withLots] of ZONES) {
  const outline = width ? rect(location, width, height, turn).ring : null;
  const part = `${id}.${withLots ? "gd2" : "toan-khu"}`;
  const gross = width ? round((width * height) / 1e4) : null;
  const zone = {
    type: "Feature",
    id,
    version: 1,
    geometry: outline
      ? { type: "MultiPolygon", coordinates: [[outline]] }
      : location
        ? { type: "Point", coordinates: location }
        : null,
    properties: {
      kind,
      name: name(vi, en),
      status,
      location,
      location_accuracy: outline ? "approximate" : "unknown",
      commune: commune ? { id: "xa", name: name(commune) } : null,
      former_district: district ? { id: "huyen", name: name(district) } : null,
      former_communes: commune ? ["Xã Tân Quang"] : [],
      sectors: outline ? ["electronics", "mechanical"] : [],
      parts_count: 1,
      lots_count: 0,
      gross_ha: gross,
      gross_ha_known_parts: gross ? 1 : 0,
      leasable_ha: null,
      leased_ha: null,
      reserved_ha: null,
      available_ha: null,
      clean_ha: null,
      ready_ha: null,
      display_ha: null,
      stale_ha: null,
      occupancy_pct: {
        nd35_2022: null,
        industrial_only: null,
        claimed: withLots ? lead(97, press, true, "2022") : null,
      },
      clearance_pct: { lots: null, claimed: null },
      geometry_accuracy: outline ? "schematic" : null,
      data_class: "fact",
      lots_data_class: null,
      access: {
        expressway_interchange: outline
          ? { distance_m: withLots ? 4200 : 12_800, minutes: 7, off_network_m: 0 }
          : null,
      },
    },
  };
  if (withLots) {
    const own = makeLots(zone, part, location, width * 0.96, height * 0.94, turn);
    lots.push(...own);
    const display = Object.fromEntries(
      STATUSES.map((s) => [
        s,
        round(
          own
            .filter((l) => l.properties.display_status === s)
            .reduce((sum, l) => sum + l.properties.area_ha, 0),
        ),
      ]),
    );
    const total = round(Object.values(display).reduce((a, b) => a + b, 0));
    Object.assign(zone.properties, {
      lots_count: own.length,
      leasable_ha: total,
      leased_ha: display.leased,
      reserved_ha: display.reserved,
      available_ha: round(display.ready + display.clean),
      clean_ha: round(display.ready + display.clean),
      ready_ha: display.ready,
      display_ha: display,
      stale_ha: 12.5,
      lots_data_class: "illustration",
      occupancy_pct: { nd35_2022: 41.2, industrial_only: 43.7, claimed: lead(97, press, true, "2022") },
      clearance_pct: { lots: 63.4, claimed: lead(71, press) },
    });
  }
  zones.push(zone);
  const claims = gross
    ? [
        {
          figure: "gross_area_ha",
          value: gross,
          unit: "ha",
          as_of: "2024-03-07",
          accuracy: "stated",
          source: official,
          note: null,
          leading: true,
          conflict: withLots,
        },
        ...(withLots
          ? [
              {
                figure: "gross_area_ha",
                value: gross - 12,
                unit: "ha",
                as_of: "2022",
                accuracy: "approximate",
                source: press,
                note: name("Bài báo làm tròn", "Rounded by the paper"),
                leading: false,
                conflict: true,
              },
            ]
          : []),
        {
          figure: "occupancy_pct",
          value: 97,
          unit: "pct",
          as_of: "2022",
          accuracy: "stated",
          source: press,
          note: null,
          leading: true,
          conflict: false,
        },
      ]
    : [];
  const p = zone.properties;
  details.set(id, {
    ...zone,
    properties: {
      ...p,
      note: withLots ? name("Ranh giới vẽ theo quyết định.", "Drawn after the decision.") : null,
      sources: [press],
      claims: [],
      parts: [
        {
          id: part,
          label: withLots ? name("Giai đoạn 2", "Phase 2") : name("Toàn khu", "Whole zone"),
          status,
          geometry: zone.geometry,
          geometry_accuracy: p.geometry_accuracy,
          decisions: outline
            ? [
                {
                  number: "225/QĐ-TTg",
                  date: "2024-03-07",
                  subject: name("Chủ trương đầu tư hạ tầng", "Investment policy"),
                  source: official,
                },
              ]
            : [],
          developers: outline ? [{ name: "Công ty Hạ tầng minh họa" }] : [],
          term: outline ? { start: "2024-03-07", end: "2074-03-07" } : null,
          figures: { gross_area_ha: gross ? lead(gross, official, withLots) : null },
          claims,
          lots_count: p.lots_count,
          measured_ha: gross,
          leasable_ha: p.leasable_ha,
          leased_ha: p.leased_ha,
          reserved_ha: p.reserved_ha,
          available_ha: p.available_ha,
          clean_ha: p.clean_ha,
          ready_ha: p.ready_ha,
          display_ha: p.display_ha,
          stale_ha: p.stale_ha,
          occupancy_pct: p.occupancy_pct,
          clearance_pct: p.clearance_pct,
        },
      ],
    },
  });
}

const feature = (id, geometry, properties) => ({ type: "Feature", id, version: 1, geometry, properties });
const line = (...coordinates) => ({ type: "LineString", coordinates });
const point = (coordinates) => ({ type: "Point", coordinates });
const road = (ref, cls, status, ...path) =>
  feature(
    (ref ?? cls).toLowerCase().replaceAll("đ", "d"),
    { type: "MultiLineString", coordinates: [path] },
    {
      ref,
      name: name(ref ?? "Đường gom"),
      class: cls,
      ring: false,
      status,
      present_grade: null,
      planned_grade: cls === "national" ? "II" : null,
      lanes: null,
      length_km: null,
      geometry_accuracy: "schematic",
      data_class: "schematic",
    },
  );

export const layers = {
  roads: [
    road(
      "CT.07",
      "expressway",
      "operating",
      [105.9, 21.3],
      [105.897, 21.37],
      [105.9, 21.44],
      [105.885, 21.5],
      [105.84, 21.57],
      [105.79, 21.65],
      [105.76, 21.78],
    ),
    road(
      "QL3",
      "national",
      "operating",
      [105.87, 21.3],
      [105.872, 21.41],
      [105.85, 21.48],
      [105.845, 21.58],
      [105.8, 21.66],
      [105.7, 21.8],
    ),
    road("QL37", "national", "operating", [106.1, 21.4], [105.98, 21.46], [105.86, 21.56], [105.65, 21.62]),
    road(
      "ĐT.261",
      "provincial",
      "operating",
      [105.66, 21.5],
      [105.78, 21.44],
      [105.872, 21.41],
      [105.96, 21.44],
      [106.05, 21.47],
    ),
    road("ĐT.266", "provincial", "planned", [105.85, 21.47], [105.915, 21.45], [105.98, 21.46]),
  ],
  constraints: [
    feature(
      "song-cau",
      line(
        [105.75, 21.85],
        [105.83, 21.7],
        [105.87, 21.6],
        [105.95, 21.53],
        [105.98, 21.42],
        [105.94, 21.33],
      ),
      { class: "river", name: name("Sông Cầu", "Cau River"), status: null },
    ),
    feature(
      "nui-coc",
      { type: "Polygon", coordinates: [rect([105.7, 21.57], 4500, 7000, 0.4).ring] },
      { class: "lake", name: name("Hồ Núi Cốc", "Nui Coc Lake"), status: null },
    ),
    feature(
      "duong-sat",
      line([105.87, 21.3], [105.868, 21.42], [105.848, 21.5], [105.83, 21.6], [105.8, 21.68]),
      {
        class: "railway",
        name: name("Đường sắt Hà Nội – Quan Triều", "Ha Noi – Quan Trieu railway"),
        status: "operating",
      },
    ),
  ],
  places: [
    ["Thái Nguyên", "city", 1, [105.845, 21.594]],
    ["Sông Công", "town", 2, [105.82, 21.485]],
    ["Phổ Yên", "town", 2, [105.85, 21.42]],
    ["Hương Sơn", "township", 3, [105.98, 21.46]],
    ["Trại Cau", "township", 3, [105.97, 21.6]],
    ["Bãi Bông", "village", 4, [105.872, 21.44]],
    ["Ẫm Ễ Ồ Ố Phổ", "village", 3, [105.7, 21.45]],
  ].map(([text, cls, rank, at]) => feature(text, point(at), { name: name(text), class: cls, rank })),
  "transport-nodes": [
    ["Nút giao Sông Công", "expressway_interchange", [105.893, 21.475]],
    ["Ga Lương Sơn", "rail_station", [105.843, 21.52]],
    ["Cảng Đa Phúc", "river_port", [105.9, 21.35]],
  ].map(([text, cls, at]) => feature(text, point(at), { name: name(text), class: cls, status: "operating" })),
  "internal-roads": [
    feature(
      "d-1",
      line(
        rect([105.872, 21.502], 2000, 1400, 0.5).at(-960, 0),
        rect([105.872, 21.502], 2000, 1400, 0.5).at(960, 0),
      ),
      { zone: "kcn-song-cong-2", label: "Đường D1", status: "built", width_m: 24 },
    ),
  ],
  gates: [
    feature("cong-1", point(rect([105.872, 21.502], 2000, 1400, 0.5).at(1000, 0)), {
      zone: "kcn-song-cong-2",
      label: "Cổng 1",
      status: "built",
      connection: "accepted",
    }),
  ],
};

export const zoneDetail = (id) => details.get(id);
export const meta = {
  name: name("Tỉnh Thái Nguyên (minh họa)"),
  extent: [105.45, 21.3, 106.27, 22.06],
  revision: 1,
  today: "2026-11-24",
  as_of_min: "2006-08-21",
  counts: {},
  sample: true,
  version: "0.0.0",
};
