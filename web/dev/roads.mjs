// Connection points, diagrams, checks, scenarios and gaps of the made-up province, in the shape of docs/api.md.
import { layers, zones } from "./fixture.mjs";

const name = (vi, en = vi) => ({ vi, en });
const metres = ([lon1, lat1], [lon2, lat2]) =>
  Math.hypot((lon2 - lon1) * Math.cos((lat1 * Math.PI) / 180), lat2 - lat1) * 111_195;
const CAVEAT = name(
  "Rà soát sơ bộ, không thay văn bản chấp thuận.",
  "A preliminary check; it does not replace an approval.",
);

const refOf = (road) => ({
  id: road.id,
  ref: road.properties.ref,
  name: road.properties.name,
  class: road.properties.class,
});

function lineOf(road) {
  const [path] = road.geometry.coordinates;
  let sum = 0;
  const along = path.map((at, index) => (index ? (sum += metres(path[index - 1], at)) : 0));
  return { path, along, length: sum };
}

function placeAt({ path, along }, chainage) {
  const next = Math.max(1, along.findIndex((at) => at >= chainage) || 1);
  const [a, b] = [path[next - 1], path[next]];
  const share = (chainage - along[next - 1]) / (along[next] - along[next - 1] || 1);
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
}

/** The road and the chainage nearest to a place. */
function locate(at) {
  let found = { off: Infinity };
  for (const road of layers.roads) {
    const line = lineOf(road);
    for (let chainage = 0; chainage <= line.length; chainage += 25) {
      const off = metres(at, placeAt(line, chainage));
      if (off < found.off) found = { off, road, line, chainage };
    }
  }
  return found;
}

const QL3 = layers.roads.find(({ id }) => id === "ql3");
const POINTS = [
  [4200, "right", "accepted", "approved", "ĐN-01", "dedicated_kcn"],
  [6100, "right", "submitted", "in_progress", "ĐN-02", "petrol_station"],
  [6150, "left", null, "unknown", null, "commune"],
  [12350, "left", "in_operation", "approved", "Đường vào KCN Nam Phổ Yên", "dedicated_kcn"],
  [13100, "right", "expired", "none", "ĐN-04", "single_facility"],
  [22400, "right", "position_agreed", "approved", "ĐN-05", "dedicated_kcn"],
  [23100, "right", null, "unknown", null, "commune"],
  [24900, "right", "to_be_removed", "none", "ĐN-07", "single_facility"],
  [38000, "left", "draft", "in_progress", "ĐN-08", "urban"],
].map(([chainage_m, side, permit_state, standing, label, branch_type], at) => ({
  id: `dn-ql3-${String(at + 1).padStart(2, "0")}`,
  chainage_m,
  side,
  permit_state,
  standing,
  label,
  branch_type,
  at: placeAt(lineOf(QL3), chainage_m),
}));

const gapsOn = (side) =>
  POINTS.filter((point) => point.side === side).flatMap((point, at, all) =>
    at ? [{ from: all[at - 1].id, to: point.id, gap_m: point.chainage_m - all[at - 1].chainage_m }] : [],
  );

export const connectionPoints = POINTS.map((point) => {
  const { id, at, ...props } = point;
  const before = gapsOn(props.side).find(({ to }) => to === id);
  const after = gapsOn(props.side).find(({ from }) => from === id);
  return {
    type: "Feature",
    id,
    version: 1,
    geometry: { type: "Point", coordinates: at },
    properties: {
      ...props,
      section: refOf(QL3),
      chainage_basis: "computed",
      chainage_text: `Km${Math.floor(props.chainage_m / 1000)}+${String(props.chainage_m % 1000).padStart(3, "0")}`,
      zone: id.endsWith("06") ? "kcn-song-cong-2" : null,
      zone_part: id.endsWith("06") ? "kcn-song-cong-2.gd2" : null,
      documents: props.permit_state === "accepted" ? [{ number: "1234/SXD-QLHT", date: "2023-05-10" }] : [],
      expires_on:
        props.standing === "approved" ? "2027-05-10" : props.permit_state === "expired" ? "2024-02-01" : null,
      is_expired: props.permit_state === "expired" ? true : props.permit_state ? false : null,
      standing_reason: null,
      permit_source: null,
      approval_regime: props.standing === "approved" ? "tt50_2015" : null,
      removal_due: props.permit_state === "to_be_removed" ? "2028-12-31" : null,
      spacing: {
        before: before ? { id: before.from, gap_m: before.gap_m, basis: "computed" } : null,
        after: after ? { id: after.to, gap_m: after.gap_m, basis: "computed" } : null,
      },
      geometry_accuracy: "illustrative",
      data_class: "illustration",
      source: { kind: "illustration", title: "Điểm đấu nối minh họa", url: null, date: null },
    },
  };
});

export function diagramOf(id) {
  const road = layers.roads.find((road) => road.id === id);
  if (!road) return null;
  const line = lineOf(road);
  const mine = id === "ql3";
  const there = (list) => (mine ? list : []);
  return {
    section: {
      ...refOf(road),
      present_grade: "III",
      planned_grade: "II",
      agency: { id: "so-xd", name: name("Sở Xây dựng", "Department of Construction") },
      status: road.properties.status,
      data_class: road.properties.data_class,
    },
    from_m: 0,
    to_m: line.length,
    basis: "computed",
    length_m: line.length,
    runs: [{ from_m: 0, to_m: line.length }],
    km_posts: [],
    points: there(POINTS).map((point) => ({
      ...point,
      basis: "computed",
      zone_part: null,
      expires_on: null,
    })),
    junctions: there([
      {
        chainage_m: 12226,
        at: [105.872, 21.41],
        roads: [{ section: "dt.261", ref: "ĐT.261", class: "provincial" }],
        side: null,
      },
      {
        chainage_m: 27000,
        at: placeAt(line, 27000),
        roads: [{ section: "ql37", ref: "QL37", class: "national" }],
        side: "right",
      },
    ]),
    structures: there([
      { kind: "bridge", from_m: 17800, to_m: 18100, basis: "derived" },
      { kind: "viaduct", from_m: 41000, to_m: 42500, basis: "recorded" },
    ]),
    crossings: there([
      {
        kind: "river",
        constraint: "song-cau",
        name: name("Sông Cầu", "Cau River"),
        chainage_m: 17950,
        at: placeAt(line, 17950),
      },
      {
        kind: "railway",
        constraint: "duong-sat",
        name: name("Đường sắt Hà Nội – Quan Triều"),
        chainage_m: 33400,
        at: placeAt(line, 33400),
      },
    ]),
    zones: there([
      {
        zone: "kcn-song-cong-2",
        zone_part: "kcn-song-cong-2.gd2",
        name: name("KCN Sông Công II"),
        side: "right",
        from_m: 21000,
        to_m: 25500,
        offset_m: 420,
      },
      {
        zone: "kcn-nam-pho-yen",
        zone_part: null,
        name: name("KCN Nam Phổ Yên"),
        side: "left",
        from_m: 11000,
        to_m: 13500,
        offset_m: 80,
      },
    ]),
    service_roads: there([{ section: "gom-1", side: "right", from_m: 21500, to_m: 23500 }]),
    spacing: { left: there(gapsOn("left")), right: there(gapsOn("right")) },
    caveat: CAVEAT,
  };
}

const rule = (rule, vi, en, verdict, more = {}) => ({
  rule,
  title: name(vi, en),
  verdict,
  required: null,
  measured: null,
  certainty: "medium",
  basis: "law",
  citation: "NĐ 165/2024/NĐ-CP, Điều 29",
  note: null,
  informational: false,
  neighbour: null,
  ...more,
});

function verdictsAt(road, chainage, side) {
  const near = POINTS.filter((point) => road.id === "ql3" && point.side === side)
    .map((point) => ({ ...point, gap_m: Math.abs(point.chainage_m - chainage) }))
    .sort((a, b) => a.gap_m - b.gap_m)[0];
  const close = near && near.gap_m < 1500;
  return [
    rule(
      "SPC-PROV",
      "Khoảng cách hai điểm đấu nối liền kề",
      "Spacing of neighbouring points",
      close ? "needs_review" : near ? "pass" : "missing_data",
      {
        required: { value: 1500, unit: "m" },
        measured: near ? { value: near.gap_m, unit: "m" } : null,
        neighbour: near ? { id: near.id, chainage_m: near.chainage_m, gap_m: near.gap_m } : null,
        note: close
          ? name(
              "Tim đường vẽ theo sơ đồ nên chưa kết luận không đạt.",
              "Centrelines are schematic, so no failure is concluded.",
            )
          : null,
      },
    ),
    rule(
      "SPC-I-II",
      "Khoảng cách theo TT 50/2015 (hết hiệu lực)",
      "Spacing of Circular 50/2015 (no longer in force)",
      "fail",
      {
        required: { value: 5000, unit: "m" },
        measured: near ? { value: near.gap_m, unit: "m" } : null,
        certainty: "high",
        citation: "TT 50/2015/TT-BGTVT, Điều 21",
        informational: true,
      },
    ),
    rule("SIGHT", "Tầm nhìn dừng xe", "Stopping sight distance", "missing_data", {
      certainty: "high",
      citation: "TCVN 4054:2005, mục 5.1",
    }),
    rule("CLASS", "Loại đường nhánh được phép đấu nối", "Branch roads that may join", "pass", {
      certainty: "sourced",
    }),
    rule(
      "SPC-EXP",
      "Cao tốc chỉ nối qua nút giao",
      "Expressways are joined at interchanges only",
      road.properties.class === "expressway" ? "fail" : "not_applicable",
      { certainty: "high" },
    ),
  ];
}

export function checkAnswer(question) {
  const spot = question.at
    ? locate(question.at)
    : (() => {
        const road = layers.roads.find(({ id }) => id === question.section);
        return road && { road, line: lineOf(road), chainage: question.chainage_m, off: 0 };
      })();
  if (!spot?.road) return null;
  const side = question.side ?? "right";
  const at = placeAt(spot.line, spot.chainage);
  const verdicts = verdictsAt(spot.road, spot.chainage, side);
  const overall = verdicts.some((v) => !v.informational && v.verdict === "fail")
    ? "fail"
    : verdicts.some((v) => v.verdict === "needs_review")
      ? "needs_review"
      : "missing_data";
  const other = Math.min(spot.chainage + 2600, spot.line.length - 10);
  const alternative = (kind, vi, en, chainage, more) => ({
    kind,
    text: name(vi, en),
    section: spot.road.id,
    chainage_m: chainage,
    side,
    at: placeAt(spot.line, chainage),
    share_with: null,
    length_m: null,
    geometry: null,
    overall: "missing_data",
    verdicts: [],
    ...more,
  });
  const shifted = [at, placeAt(spot.line, (spot.chainage + other) / 2), placeAt(spot.line, other)].map(
    ([lon, lat]) => [lon + 0.0016, lat + 0.0006],
  );
  return {
    asked: question,
    located: {
      section: { ...refOf(spot.road), planned_grade: "II", present_grade: "III", urban: null, median: null },
      chainage_m: spot.chainage,
      chainage_text: "",
      basis: "computed",
      side,
      offset_m: spot.off,
      at,
      tolerance_m: 50,
    },
    date: question.date ?? "2026-11-24",
    regime: { id: "R2", citation: "NĐ 165/2024/NĐ-CP, TT 41/2024/TT-BGTVT", certainty: "medium" },
    overall,
    verdicts,
    authority: {
      agency: {
        id: "so-xd",
        name: name("Sở Xây dựng tỉnh Thái Nguyên", "Department of Construction of Thai Nguyen"),
      },
      basis: name(
        "Phân cấp quản lý quốc lộ cho Ủy ban nhân dân tỉnh.",
        "National roads are delegated to the province.",
      ),
      citation: "NĐ 165/2024/NĐ-CP",
      sla_days: 10,
      sla_certainty: "low",
      certainty: "medium",
    },
    corridor: { strip_m: 3, corridor_m: 17, half_roadbed_m: 6, approximate: true },
    alternatives: [
      alternative(
        "service_road",
        "Làm đường gom phía phải tuyến, nối vào điểm đấu nối hiện có.",
        "Build a service road on the right, joining the existing point.",
        other,
        {
          length_m: 2600,
          share_with: "dn-ql3-06",
          geometry: { type: "LineString", coordinates: shifted },
          overall: "pass",
        },
      ),
      alternative(
        "other_chainage",
        "Dời điểm đấu nối dọc tuyến cho đủ khoảng cách.",
        "Move the point along the road until the spacing is kept.",
        Math.max(0, spot.chainage - 1900),
      ),
    ],
    caveat: CAVEAT,
    records: [],
  };
}

export function scenarioAnswer(question) {
  const lineOfRoad = ({ geometry, section }) =>
    geometry?.coordinates ?? layers.roads.find(({ id }) => id === section).geometry.coordinates[0];
  const ends = question.add.flatMap(lineOfRoad);
  const changed = zones
    .filter((zone) => zone.properties.location)
    .map((zone) => {
      const near = Math.min(...ends.map((end) => metres(end, zone.properties.location)), 40_000);
      const before = { distance_m: 14_000, minutes: 22.4, off_network_m: 0 };
      const saved = Math.max(0, 14 - near / 900) - question.close.length * 4;
      const after = {
        distance_m: 14_000 - saved * 600,
        minutes: Math.max(1, before.minutes - saved),
        off_network_m: 0,
      };
      return {
        id: zone.id,
        name: zone.properties.name,
        location: zone.properties.location,
        clean_ha: zone.properties.clean_ha,
        clean_is_known: zone.properties.clean_ha !== null,
        classes: {
          expressway_interchange: {
            before,
            after,
            delta_m: after.distance_m - 14_000,
            delta_minutes: after.minutes - before.minutes,
          },
          national_road: { before, after: before, delta_m: 0, delta_minutes: 0 },
        },
        gains: saved > 8 ? ["expressway_interchange"] : [],
      };
    })
    .filter(({ classes }) => Math.abs(classes.expressway_interchange.delta_minutes) > 0.01);
  const gained = changed
    .filter(({ gains }) => gains.length)
    .reduce((sum, { clean_ha }) => sum + (clean_ha ?? 0), 0);
  const summary = (share) => ({
    zones_better: changed.filter(({ classes }) => classes.expressway_interchange.delta_minutes < 0).length,
    zones_worse: changed.filter(({ classes }) => classes.expressway_interchange.delta_minutes > 0).length,
    zones_gaining: changed.filter(({ gains }) => gains.length).length,
    zones_gaining_unknown: 0,
    clean_ha_gaining: gained * share,
    weighted_minutes_saved: gained ? 640 * share : 0,
    headline: name(
      `${(gained * share).toFixed(1).replace(".", ",")} ha đất sạch vào trong 15 km tới nút giao cao tốc.`,
      `${(gained * share).toFixed(1)} ha of clean land come within 15 km of an expressway interchange.`,
    ),
  });
  return {
    added: [],
    closed: question.close,
    limit_km: 15,
    zones: changed,
    summary: summary(1),
    ranking: question.rank
      ? question.add.map((road, at) => ({ road: at, name: name(road.name), summary: summary(1 / (at + 1)) }))
      : null,
    caveat: CAVEAT,
  };
}

export const gaps = () => ({
  total: zones.filter(({ properties }) => properties.location).length,
  known: [],
  caveat: CAVEAT,
  items: zones
    .filter(({ properties }) => properties.location)
    .map((zone, at) => {
      const { road, line, chainage, off } = locate(zone.properties.location);
      const kind = ["complete_permit", "service_road", "new_point", "share_point"][at % 4];
      const spot = placeAt(line, chainage);
      return {
        zone: {
          id: zone.id,
          name: zone.properties.name,
          kind: zone.properties.kind,
          location: zone.properties.location,
        },
        standing: ["in_progress", "unknown", "none", "refused"][at % 4],
        reason: name(
          "Chưa ghi nhận điểm đấu nối nào được chấp thuận.",
          "No approved connection point is on record.",
        ),
        is_contradicted: false,
        known_points: [],
        nearest_road: { ...refOf(road), distance_m: off, at: spot },
        fix: {
          kind,
          text: name(
            "Nối từ ranh khu ra điểm đấu nối gần nhất cùng bên.",
            "Run from the park to the nearest point on the same side.",
          ),
          point: { section: road.id, chainage_m: chainage, side: "right", at: spot },
          share_with: null,
          service_road:
            kind === "service_road"
              ? {
                  length_m: off * 1.2,
                  geometry: {
                    type: "LineString",
                    coordinates: [zone.properties.location, [spot[0], zone.properties.location[1]], spot],
                  },
                }
              : null,
          verdict: "needs_review",
        },
        data_class: "illustration",
      };
    }),
});
