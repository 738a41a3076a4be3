// Clearance and road connection of the made-up province, in the shape of docs/api.md.
import { zones } from "./fixture.mjs";

const name = (vi, en = vi) => ({ vi, en });
const source = { kind: "illustration", title: "Dữ liệu minh hoạ", url: null, date: null };

const STAGES = [
  ["NOTICE", 120, "2024-12-12", 310],
  ["INVENTORY", 110, "2025-03-28", 290],
  ["PLAN_APPROVED", 90, "2025-06-10", 230],
  ["PAID", 80, "2025-09-12", 205],
  ["HANDOVER", 60, "2025-11-30", null],
];

function sums(zone) {
  return {
    key: zone.id,
    name: zone.properties.name,
    at: "2026-11-24",
    areas: 1,
    area_ha: 120,
    handed_over_ha: 60,
    handed_over_pct: 50,
    remaining_ha: 60,
    stages: STAGES.map(([stage, ha, , households]) => ({
      stage,
      ha,
      known_of_ha: 120,
      households,
      households_basis: households === null ? null : "rounded_to_5",
    })),
    money: { approved_bn_vnd: 412.5, funded_bn_vnd: 300, paid_bn_vnd: 210.5, areas: 1 },
    graves: { remaining: 30, areas: 1 },
    resettlement: { needed: 120, ready: 80, allocated: 60, sites: 1 },
    bottlenecks_open: 0,
    bottlenecks_overdue: 0,
    commitments_late: 1,
    movement: { since: "2026-10-31", handed_over_ha: 12.3, stages: [] },
    records: null,
  };
}

function area(zone) {
  return {
    id: `${zone.id}.toan-khu.gpmb`,
    zone: zone.id,
    zone_name: zone.properties.name,
    zone_part: `${zone.id}.toan-khu`,
    zone_part_label: name("Toàn khu", "The whole"),
    label: name("GPMB toàn khu", "Clearance of the whole"),
    regime: "land_law_2024",
    area_ha: 120,
    handed_over_ha: 60,
    handed_over_pct: 50,
    remaining_ha: 60,
    stage: "HANDOVER",
    stages: [],
    timeline: STAGES.map(([stage, ha, date]) => ({
      event: `event.${stage.toLowerCase()}`,
      stage,
      date,
      ha,
      ha_basis: "drawn",
      document: null,
      source,
      data_class: "illustration",
    })),
    checks: [
      {
        rule: "payment_after_approval",
        label: name("Chi trả sau khi duyệt phương án", "Payment after the plan is approved"),
        verdict: "needs_review",
        min_days: null,
        max_days: 30,
        measured_days: 94,
        from: "2025-06-10",
        to: "2025-09-12",
        citation: "Luật Đất đai 2024, Điều 87 khoản 4",
        certainty: "sourced",
      },
    ],
  };
}

export function clearance(path) {
  const zone = zones.find(({ id }) => id === path.split("/")[0]) ?? zones[0];
  const known = zone.id === "kcn-song-cong-2" || zone.id === "kcn-diem-thuy";
  return {
    zone: zone.id,
    zone_name: zone.properties.name,
    as_of: "2026-11-24",
    revision: 1,
    areas_recorded: known ? 1 : 0,
    summary: known ? sums(zone) : null,
    parts: [],
    areas: known ? [area(zone)] : [],
    commitments: [],
    bottlenecks: [],
    resettlement_sites: [],
    caveat: name("Rà soát sơ bộ.", "A preliminary check."),
  };
}

const CLASSES = ["expressway_interchange", "national_road", "provincial_road", "rail_station", "icd"];
const FAR = ["river_port", "seaport", "airport", "border_gate"];

export function access(query) {
  const from = zones.find(({ id }) => query.get("from")?.includes(id))?.properties.location ?? [105.87, 21.5];
  const way = (code, at) => ({
    target: { id: code, name: name(`Điểm ${at + 1}`, `Target ${at + 1}`), at: [from[0] + 0.02, from[1]] },
    gate: null,
    distance_m: 2400 + 1000 * at,
    minutes: 3 + at,
    off_network_m: 0,
    target_off_network_m: 0,
    geometry: { type: "LineString", coordinates: [from, [from[0] + 0.02, from[1]]] },
    classes: [{ class: "provincial", distance_m: 2400 }],
    weakest_link: {
      link: "x",
      section: "x",
      ref: "ĐT.266",
      reason: "class",
      class: "provincial",
      grade: null,
      max_weight_t: null,
      distance_m: 2400,
    },
    unknown_limits: { links: 1, distance_m: 2400 },
    assumed_speed: { links: 1, distance_m: 2400 },
    data_class: "schematic",
    geometry_accuracy: "schematic",
  });
  const text = name("Chưa ghi nhận nơi nào.", "None is on record.");
  return {
    from: null,
    profile: query.get("profile"),
    gross_weight_t: null,
    network_on: "2026-11-24",
    optimise: "distance",
    access: Object.fromEntries([
      ...CLASSES.map((code, at) => [code, way(code, at)]),
      ...FAR.map((code) => [code, null]),
    ]),
    missing: Object.fromEntries(FAR.map((code) => [code, { reason: "no_target", text }])),
    caveat: name("Rà soát sơ bộ.", "A preliminary check."),
  };
}
