// The clearance of the made-up province, worked out of dated events as the server does it, so that the date and the
// period move the figures. Two parks have a history; the others have none, which is a state of the screen too.
import { meta, zoneDetail } from "./fixture.mjs";

const name = (vi, en = vi) => ({ vi, en });
const round = (ha) => Math.round(ha * 10000) / 10000;
const percent = (ha, of) => (of > 0 ? Math.round((1000 * ha) / of) / 10 : 0);
const days = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
const drawn = { kind: "illustration", title: "Dữ liệu minh họa", url: null, date: null };
const press = {
  kind: "press",
  title: "Bài báo minh họa",
  url: "https://example.org/ban-giao",
  date: "2025-12-01",
};

/** The day of the only count of graves, money and plots; before it nobody had counted. */
const COUNTED_ON = "2026-10-31";
const ORDER = ["NOTICE", "INVENTORY", "PLAN_APPROVED", "PAID", "RESETTLED", "RECOVERY_DECISION", "HANDOVER"];
/** stage, date, hectares, households (null = nobody stated it), fact or illustration */
const event = (stage, date, ha, households = null, data_class = "illustration") => ({
  stage,
  date,
  ha,
  households,
  data_class,
});

const AREAS = {
  "kcn-song-cong-2": [
    {
      id: "gpmb-khu-1",
      label: name("Khu vực GPMB 1", "Clearance area 1"),
      area_ha: 160,
      graves: 0,
      money: { approved_bn_vnd: 310.5, funded_bn_vnd: 310.5, paid_bn_vnd: 310.5 },
      events: [
        event("NOTICE", "2024-06-14", 160, 310),
        event("INVENTORY", "2024-10-20", 160, 310),
        event("PLAN_APPROVED", "2025-03-12", 160, 305),
        event("PAID", "2025-06-30", 160, 305),
        event("HANDOVER", "2025-11-30", 120.4, 240, "fact"),
        event("HANDOVER", "2026-11-10", 12.5, 25),
      ],
    },
    {
      id: "gpmb-khu-2",
      label: name("Khu vực GPMB 2", "Clearance area 2"),
      area_ha: 120,
      graves: 34,
      money: { approved_bn_vnd: 180, funded_bn_vnd: null, paid_bn_vnd: 62.4 },
      events: [
        event("NOTICE", "2025-08-01", 120, 220),
        event("INVENTORY", "2026-01-16", 96.5, 180),
        event("PLAN_APPROVED", "2026-07-02", 54),
      ],
    },
  ],
  "kcn-diem-thuy": [
    {
      id: "gpmb",
      label: name("GPMB toàn khu", "Clearance of the whole"),
      area_ha: 165,
      graves: null,
      money: null,
      events: [event("HANDOVER", "2023-04-28", 165, null, "fact")],
    },
  ],
};

const COMMITMENTS = {
  "kcn-song-cong-2": [
    {
      id: "ck-1",
      area: "gpmb-khu-1",
      subject: name("Bàn giao 120 ha cho nhà đầu tư hạ tầng", "Hand 120 ha to the developer"),
      promised_ha: 120,
      promised_on: "2025-04-15",
      first_due: "2025-06-30",
      postponed: [
        ["2025-06-28", "2025-09-30"],
        ["2025-09-12", "2025-10-31"],
      ],
    },
    {
      id: "ck-2",
      area: "gpmb-khu-2",
      subject: name("Bàn giao khu 2", "Hand over area 2"),
      promised_ha: 120,
      promised_on: "2026-01-20",
      first_due: "2026-09-30",
      postponed: [],
    },
    {
      id: "ck-3",
      area: "gpmb-khu-1",
      subject: name("Bàn giao phần còn lại của khu 1", "Hand over what is left of area 1"),
      promised_ha: 160,
      promised_on: "2026-10-05",
      first_due: "2026-12-31",
      postponed: [],
    },
  ],
};

const BOTTLENECKS = {
  "kcn-song-cong-2": [
    {
      id: "vm-1",
      area: "gpmb-khu-2",
      category: "graves",
      subject: name("Nghĩa trang chưa có nơi quy tập", "No new site for the graveyard yet"),
      opened: "2026-03-02",
      due: "2026-09-30",
    },
    {
      id: "vm-2",
      area: null,
      category: "utilities",
      subject: name("Đường điện 110 kV chưa di dời", "110 kV line not yet moved"),
      opened: "2026-08-15",
      due: null,
    },
  ],
};

const PLOTS = {
  "kcn-song-cong-2": { needed: 150, ready: 95, allocated: 62, as_of: COUNTED_ON, source: drawn },
};

const sum = (list, of) => round(list.reduce((total, item) => total + of(item), 0));
const ofStage = (events, stage) => events.filter((event) => event.stage === stage);

/** Hectares per stage that were reached after the evening of `from`. */
function moved(events, from) {
  const stages = ORDER.map((stage) => ({
    stage,
    ha: sum(
      ofStage(events, stage).filter(({ date }) => date > from),
      ({ ha }) => ha,
    ),
  })).filter(({ ha }) => ha > 0);
  return { handed_over_ha: stages.find(({ stage }) => stage === "HANDOVER")?.ha ?? 0, stages };
}

function stagesOf(events, area_ha) {
  return ORDER.flatMap((stage) => {
    const own = ofStage(events, stage);
    if (!own.length) return [];
    const ha = sum(own, (one) => one.ha);
    const known = own.filter(({ households }) => households !== null);
    return {
      stage,
      ha,
      pct: percent(ha, area_ha),
      ha_basis: own.every((one) => one.ha === area_ha) ? "whole" : "drawn",
      first: own[0].date,
      last: own.at(-1).date,
      events: own.length,
      households: known.length ? sum(known, ({ households }) => households) : null,
      households_basis: known.length ? "rounded_to_5" : null,
      organisations: null,
    };
  });
}

function check(rule, label, citation, first, second, min_days, to) {
  const measured_days = first && second ? days(first.date, second.date) : null;
  const enough = measured_days !== null && measured_days >= (min_days ?? 0);
  return {
    rule,
    label,
    verdict: measured_days === null ? "missing_data" : enough ? "pass" : "needs_review",
    min_days,
    max_days: null,
    measured_days,
    from: first?.date ?? null,
    to: second?.date ?? to,
    citation,
    certainty: "high",
  };
}

function checksOf(events) {
  const first = (stage) => ofStage(events, stage)[0];
  if (!first("NOTICE")) return [];
  return [
    check(
      "order_plan_approved_after_inventory",
      name("Duyệt phương án sau kiểm đếm", "Plan approved after inventory"),
      "Luật Đất đai 2024, Điều 87",
      first("INVENTORY"),
      first("PLAN_APPROVED"),
      null,
      null,
    ),
    check(
      "notice_before_recovery_agricultural",
      name("Thông báo trước khi thu hồi đất nông nghiệp", "Notice before farmland is recovered"),
      "Luật Đất đai 2024, Điều 85",
      first("NOTICE"),
      first("RECOVERY_DECISION"),
      90,
      null,
    ),
  ];
}

function promise(commitment, zone, belonging, areas, asOf) {
  const area = areas.find(({ id }) => id === `${belonging.zone_part}.${commitment.area}`);
  const given = commitment.postponed.filter(([on]) => on <= asOf);
  const due = given.at(-1)?.[1] ?? commitment.first_due;
  const handed = area ? ofStage(area.timeline, "HANDOVER") : [];
  let reached_ha = 0;
  let met_on = null;
  for (const { ha, date } of handed) {
    reached_ha = round(reached_ha + ha);
    if (reached_ha >= commitment.promised_ha) met_on ??= date;
  }
  const open = asOf > due ? "overdue" : "pending";
  const standing = met_on ? (met_on <= commitment.first_due ? "kept" : "kept_late") : open;
  return {
    id: `${belonging.zone_part}.${commitment.id}`,
    ...belonging,
    clearance_areas: area ? [area.id] : [],
    subject: commitment.subject,
    stage: "HANDOVER",
    promised_ha: commitment.promised_ha,
    promised_by: { id: "ubnd-tinh", name: name("UBND tỉnh", "Provincial People's Committee") },
    document: null,
    promised_on: commitment.promised_on,
    first_due: commitment.first_due,
    due,
    postponements: given.map(([on, to]) => ({ on, due: to, source: press })),
    standing,
    met_on,
    reached_ha,
    short_ha: round(Math.max(0, commitment.promised_ha - reached_ha)),
    days_late: Math.max(0, days(commitment.first_due, met_on ?? asOf)),
    judged_by: handed.length
      ? handed.every((e) => e.data_class === "fact")
        ? "fact"
        : "illustration"
      : null,
    source: press,
    data_class: "fact",
  };
}

function sums(key, label, areas, more, asOf, from) {
  const area_ha = sum(areas, (area) => area.area_ha);
  const handed = sum(areas, (area) => area.handed_over_ha);
  const money = areas.filter((area) => area.money);
  const counted = areas.filter((area) => area.graves);
  const total = (field) => {
    const known = money.filter((area) => area.money[field] !== null);
    return known.length ? sum(known, (area) => area.money[field]) : null;
  };
  const stages = ORDER.flatMap((stage) => {
    const own = areas.flatMap((area) =>
      area.stages.filter((one) => one.stage === stage).map((one) => ({ ...one, of: area.area_ha })),
    );
    const known = own.filter(({ households }) => households !== null);
    return own.length
      ? {
          stage,
          ha: sum(own, ({ ha }) => ha),
          known_of_ha: sum(own, ({ of }) => of),
          households: known.length ? sum(known, ({ households }) => households) : null,
          households_basis: known.length ? "rounded_to_5" : null,
        }
      : [];
  });
  return {
    key,
    name: label,
    at: asOf,
    areas: areas.length,
    area_ha,
    handed_over_ha: handed,
    handed_over_pct: percent(handed, area_ha),
    remaining_ha: round(area_ha - handed),
    stages,
    money: money.length
      ? {
          approved_bn_vnd: total("approved_bn_vnd"),
          funded_bn_vnd: total("funded_bn_vnd"),
          paid_bn_vnd: total("paid_bn_vnd"),
          areas: money.length,
        }
      : null,
    graves: counted.length
      ? { remaining: sum(counted, (area) => area.graves.remaining), areas: counted.length }
      : null,
    resettlement: more.plots && { ...pick(more.plots), sites: 1 },
    bottlenecks_open: more.bottlenecks.length,
    bottlenecks_overdue: more.bottlenecks.filter(({ overdue }) => overdue).length,
    commitments_late: more.commitments.filter(({ standing }) => standing === "overdue").length,
    movement: from
      ? {
          since: from,
          ...moved(
            areas.flatMap((area) => area.timeline),
            from,
          ),
        }
      : null,
    records: null,
  };
}

const pick = ({ needed, ready, allocated }) => ({ needed, ready, allocated });

/** The file of one park on a day, with what moved since the evening of `from`. */
export function clearance(id, query) {
  const zone = zoneDetail(id);
  const asOf = query.get("as_of") ?? meta.today;
  const from = query.get("from");
  const counted = COUNTED_ON <= asOf;
  const part = zone.properties.parts[0];
  const belonging = {
    zone: id,
    zone_name: zone.properties.name,
    zone_part: part.id,
    zone_part_label: part.label,
  };

  const bottlenecks = (BOTTLENECKS[id] ?? [])
    .filter(({ opened }) => opened <= asOf)
    .map(({ id: own, area, due, opened, category, subject }) => ({
      id: `${part.id}.${own}`,
      ...belonging,
      clearance_area: area && `${part.id}.${area}`,
      category,
      subject,
      owner: null,
      opened,
      due,
      closed: null,
      days_open: days(opened, asOf),
      open: true,
      overdue: due !== null && due < asOf,
      source: drawn,
      data_class: "illustration",
    }));
  const bare = (AREAS[id] ?? []).map((area) => {
    const events = area.events.filter(({ date }) => date <= asOf);
    const stages = stagesOf(events, area.area_ha);
    const handed = stages.find(({ stage }) => stage === "HANDOVER")?.ha ?? 0;
    const own = `${part.id}.${area.id}`;
    const blocks = bottlenecks.filter((b) => b.clearance_area === own || b.clearance_area === null);
    return {
      id: own,
      ...belonging,
      label: area.label,
      regime: "land_law_2024",
      area_ha: area.area_ha,
      handed_over_ha: handed,
      handed_over_pct: percent(handed, area.area_ha),
      remaining_ha: round(area.area_ha - handed),
      stage: stages.at(-1)?.stage ?? null,
      stages,
      money: counted && area.money ? { ...area.money, as_of: COUNTED_ON, source: drawn } : null,
      graves:
        !counted || area.graves === null
          ? null
          : { total: null, remaining: area.graves, as_of: COUNTED_ON, source: drawn },
      figures: {},
      movement: from ? { from, to: asOf, ...moved(events, from) } : null,
      bottlenecks_open: blocks.length,
      bottlenecks_overdue: blocks.filter(({ overdue }) => overdue).length,
      commitments_late: 0,
      geometry_accuracy: "illustrative",
      data_class: "illustration",
      claims: [],
      source: drawn,
      timeline: events.map(({ stage, date, ha, data_class }, at) => ({
        event: `event.${stage.toLowerCase().replaceAll("_", "-")}-${at}`,
        stage,
        date,
        ha,
        ha_basis: ha === area.area_ha ? "whole" : "drawn",
        document: null,
        source: data_class === "fact" ? press : drawn,
        data_class,
      })),
      checks: checksOf(events),
    };
  });
  const commitments = (COMMITMENTS[id] ?? [])
    .filter(({ promised_on }) => promised_on <= asOf)
    .map((commitment) => promise(commitment, id, belonging, bare, asOf));
  const areas = bare.map((area) => ({
    ...area,
    commitments_late: commitments.filter(
      ({ standing, clearance_areas }) => standing === "overdue" && clearance_areas.includes(area.id),
    ).length,
  }));
  const plots = counted ? (PLOTS[id] ?? null) : null;
  const more = { plots, bottlenecks, commitments };
  return {
    zone: id,
    zone_name: zone.properties.name,
    as_of: asOf,
    revision: 1,
    areas_recorded: areas.length,
    summary: areas.length ? sums(id, zone.properties.name, areas, more, asOf, from) : null,
    parts: areas.length ? [sums(part.id, part.label, areas, more, asOf, from)] : [],
    areas,
    commitments,
    bottlenecks,
    resettlement_sites: plots
      ? [
          {
            id: `${id}.tdc-1`,
            name: name("Khu tái định cư Tân Quang", "Tan Quang resettlement site"),
            kind: "resettlement",
            serves: [belonging],
            plots,
            figures: {},
            claims: [],
            sources: [drawn],
            location_accuracy: "unknown",
            geometry_accuracy: null,
            data_class: "illustration",
          },
        ]
      : [],
    caveat: name(
      "Rà soát sơ bộ, không thay văn bản chấp thuận",
      "A preliminary check that replaces no document of approval",
    ),
  };
}
