// The clearance file of the made-up province's first park, in the shape of /zones/{id}/clearance. No figure is real.
const name = (vi, en = vi) => ({ vi, en });
const drawn = { kind: "illustration", title: "Dữ liệu minh họa", url: null, date: null };
const press = {
  kind: "press",
  title: "Bài báo minh họa",
  url: "https://example.org/gpmb",
  date: "2025-11-30",
};
const ZONE = "kcn-song-cong-2";
const PART = `${ZONE}.gd2`;
const belongs = {
  zone: ZONE,
  zone_name: name("KCN Sông Công II", "Song Cong II Industrial Park"),
  zone_part: PART,
  zone_part_label: name("Giai đoạn 2", "Phase 2"),
};

const event = (id, stage, date, ha, data_class = "illustration") => ({
  event: id,
  stage,
  date,
  ha,
  ha_basis: ha === null ? null : "drawn",
  document: null,
  source: data_class === "illustration" ? drawn : press,
  data_class,
});
const timeline = [
  event("event.notice", "NOTICE", "2024-06-14", 120.4),
  event("event.inventory", "INVENTORY", "2024-09-02", 120.4, "schematic"),
  event("event.plan-approved-1", "PLAN_APPROVED", "2025-03-20", 80),
  event("event.paid-1", "PAID", "2025-05-11", 80),
  event("event.paid-households", "PAID", "2025-06-01", null, "fact"),
  event("event.handover-1", "HANDOVER", "2025-11-30", 67.9, "fact"),
  event("event.plan-approved-2", "PLAN_APPROVED", "2026-08-03", 20),
  event("event.handover-2", "HANDOVER", "2026-11-12", 12.5),
];

const SUMS = [
  ["BASIS", 60, 60, null, null],
  ["NOTICE", 120.4, 120.4, 310, "rounded_to_5"],
  ["INVENTORY", 120.4, 120.4, 310, "rounded_to_5"],
  ["PLAN_APPROVED", 100, 120.4, null, null],
  ["PAID", 80, 120.4, 204, "published"],
  ["HANDOVER", 80.4, 120.4, 195, "rounded_to_5"],
];

const sums = (from) => ({
  key: ZONE,
  name: belongs.zone_name,
  at: "2026-11-24",
  areas: 1,
  area_ha: 120.4,
  handed_over_ha: 80.4,
  handed_over_pct: 66.8,
  remaining_ha: 40,
  stages: SUMS.map(([stage, ha, known_of_ha, households, households_basis]) => ({
    stage,
    ha,
    known_of_ha,
    households,
    households_basis,
  })),
  money: { approved_bn_vnd: 214.5, funded_bn_vnd: 214.5, paid_bn_vnd: 180.2, areas: 1 },
  graves: { remaining: 30, areas: 1 },
  resettlement: { needed: 90, ready: 60, allocated: 41, sites: 1 },
  bottlenecks_open: 1,
  bottlenecks_overdue: 1,
  commitments_late: 1,
  movement: from && {
    since: from,
    handed_over_ha: 12.5,
    stages: [{ stage: "HANDOVER", ha: 12.5 }],
  },
  records: null,
});

const check = (rule, vi, en, verdict, min_days, measured_days, to) => ({
  rule,
  label: name(vi, en),
  verdict,
  min_days,
  max_days: null,
  measured_days,
  from: "2024-06-14",
  to,
  citation: "Luật Đất đai 2024, Điều 85",
  certainty: "sourced",
});

const commitment = (at, fields) => ({
  id: `${PART}.ck-${at}`,
  ...belongs,
  clearance_areas: [`${PART}.gpmb`],
  stage: "HANDOVER",
  promised_by: { id: "ubnd", name: name("Ủy ban nhân dân (minh họa)", "People's Committee (illustration)") },
  document: null,
  promised_on: "2025-04-15",
  met_on: null,
  short_ha: 0,
  ...fields,
});

const area = (from) => ({
  id: `${PART}.gpmb`,
  ...belongs,
  label: name("GPMB khu 1", "Clearance of area 1"),
  regime: "land_law_2024",
  area_ha: 120.4,
  handed_over_ha: 80.4,
  handed_over_pct: 66.8,
  remaining_ha: 40,
  stage: "HANDOVER",
  stages: SUMS.map(([stage, ha, , households, households_basis]) => ({
    stage,
    ha,
    pct: Math.round((1000 * ha) / 120.4) / 10,
    ha_basis: "drawn",
    first: "2024-06-14",
    last: "2026-11-12",
    events: 1,
    households,
    households_basis,
    organisations: null,
  })),
  money: {
    approved_bn_vnd: 214.5,
    funded_bn_vnd: 214.5,
    paid_bn_vnd: 180.2,
    as_of: "2026-07-15",
    source: drawn,
  },
  graves: { total: 140, remaining: 30, as_of: "2026-09-30", source: drawn },
  figures: {},
  movement: from && {
    from,
    to: "2026-11-24",
    handed_over_ha: 12.5,
    stages: [{ stage: "HANDOVER", ha: 12.5 }],
  },
  bottlenecks_open: 1,
  bottlenecks_overdue: 1,
  commitments_late: 1,
  geometry_accuracy: "schematic",
  data_class: "schematic",
  claims: [],
  source: drawn,
  timeline,
  checks: [
    check(
      "notice_before_recovery_agricultural",
      "Thông báo trước thu hồi",
      "Notice first",
      "pass",
      90,
      279,
      "2025-03-20",
    ),
    check(
      "notice_before_recovery_other",
      "Thông báo trước, đất khác",
      "Notice, other land",
      "needs_review",
      180,
      170,
      null,
    ),
  ],
});

export function clearanceOf(zone, zoneName, from) {
  const empty = {
    zone,
    zone_name: zoneName,
    as_of: "2026-11-24",
    revision: 1,
    areas_recorded: 0,
    summary: null,
    parts: [],
    areas: [],
    commitments: [],
    bottlenecks: [],
    resettlement_sites: [],
    caveat: name(
      "Rà soát sơ bộ, không thay văn bản chấp thuận",
      "A first look, no substitute for an approval",
    ),
  };
  if (zone !== ZONE) return empty;
  return {
    ...empty,
    areas_recorded: 1,
    summary: sums(from),
    parts: [sums(from)],
    areas: [area(from)],
    commitments: [
      commitment(1, {
        subject: name("Bàn giao 120 ha", "Hand over 120 ha"),
        promised_ha: 120,
        first_due: "2025-06-30",
        due: "2025-11-30",
        postponements: [{ on: "2025-06-20", due: "2025-11-30", source: press }],
        standing: "overdue",
        reached_ha: 80.4,
        short_ha: 39.6,
        days_late: 359,
        judged_by: "illustration",
        source: press,
        data_class: "fact",
      }),
      commitment(2, {
        subject: name("Di chuyển hết mộ", "Move all graves"),
        stage: null,
        promised_by: null,
        promised_ha: null,
        first_due: "2025-12",
        due: "2025-12",
        postponements: [],
        standing: "unknown",
        reached_ha: null,
        days_late: 0,
        judged_by: null,
        source: press,
        data_class: "fact",
      }),
    ],
    bottlenecks: [
      {
        id: `${PART}.vm-1`,
        ...belongs,
        clearance_area: `${PART}.gpmb`,
        category: "graves",
        subject: name("Còn mộ phải di chuyển", "Graves left to move"),
        owner: null,
        opened: "2026-04-20",
        due: "2026-09-30",
        closed: null,
        days_open: 218,
        open: true,
        overdue: true,
        source: drawn,
        data_class: "illustration",
      },
    ],
    resettlement_sites: [
      {
        id: "tdc-1",
        name: name("Khu tái định cư minh họa", "Illustrated resettlement site"),
        kind: "resettlement",
        serves: [belongs],
        plots: { needed: 90, ready: 60, allocated: 41, as_of: "2026-09-30", source: drawn },
        figures: {},
        claims: [],
        sources: [],
      },
    ],
  };
}
