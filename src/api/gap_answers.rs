//! Ways from gaps between parks and roads to the words of the wire.

use super::coded::*;
use super::diagram_bodies::SpanBody;
use super::gap_bodies::*;
use super::geojson::Position;
use super::road_bodies::TextBody;
use super::roadside_bodies::SectionBody;
use crate::index::View;
use crate::model::{ConnectionStanding, ConnectionState, Date, FixKind, Verdict, chainage_text};
use crate::query::connection::{Fix, Nearest};
use crate::query::road_gaps::Lacking;
use crate::query::road_gaps::frontages::{AppliedSpacing, FrontageGap};
use crate::query::road_gaps::removals::Removal;
use crate::query::road_gaps::zones::{ZoneConnection, ZoneStanding};

/// A zone without a known lawful connection.
pub fn zone_gap<'a>(lacking: &'a Lacking<'a>) -> ZoneGap<'a> {
    let connection = &lacking.connection;
    ZoneGap {
        zone: GapZone {
            id: connection.shard.id.as_str(),
            name: (&connection.zone.name).into(),
            kind: connection.zone.kind.into(),
            location: lacking.location.map(Position),
            location_accuracy: connection.zone.location_accuracy.into(),
        },
        standing: standing(connection.standing),
        reason: reason(connection),
        zone_parts: connection.parts_without.iter().map(|part| part.as_str()).collect(),
        known_points: connection.points.iter().map(known_point).collect(),
        gates: connection
            .gates
            .iter()
            .map(|(id, state)| KnownGate { id: id.as_str(), connection: (*state).into() })
            .collect(),
        is_contradicted: connection.is_contradicted,
        nearest_road: lacking.fix.as_ref().and_then(|fix| fix.nearest.as_ref()).map(nearest),
        fix: lacking.fix.as_ref().map_or_else(unlocated, fix),
        data_class: connection.zone.data_class.into(),
    }
}

fn standing(standing: ZoneStanding) -> &'static str {
    match standing {
        ZoneStanding::ByPoint | ZoneStanding::ByGate => "approved",
        ZoneStanding::InProgress => "in_progress",
        ZoneStanding::Unknown => "unknown",
        ZoneStanding::Refused => "refused",
        ZoneStanding::None => "none",
    }
}

fn reason(connection: &ZoneConnection<'_>) -> TextBody {
    let lapsed = connection.points.iter().any(|point| point.is_expired());
    let (vi, en) = match connection.standing {
        ZoneStanding::ByPoint | ZoneStanding::ByGate => ("Đã có đấu nối được chấp thuận.", "A connection is approved."),
        ZoneStanding::InProgress => ("Hồ sơ đấu nối đang làm thủ tục.", "An application is being dealt with."),
        ZoneStanding::Unknown if connection.points.is_empty() => (
            "Chưa ghi nhận điểm đấu nối nào trên các tuyến này; thực tế có thể đã có, cần cập nhật sổ.",
            "No connection point is on record on these roads; there may be one all the same, and the register should say so.",
        ),
        ZoneStanding::Unknown => (
            "Có điểm đấu nối trong sổ nhưng chưa ghi nhận giấy phép; chưa kết luận được.",
            "A point is on record but its permit is not; nothing can be concluded.",
        ),
        ZoneStanding::Refused => ("Hồ sơ đã bị từ chối hoặc đã rút.", "The application was refused or withdrawn."),
        ZoneStanding::None if lapsed => ("Chấp thuận đã hết hiệu lực.", "The approval has lapsed."),
        ZoneStanding::None => (
            "Hồ sơ ghi chưa có đấu nối, hoặc điểm đã ghi phải xóa bỏ.",
            "The record says that there is none, or that the point has to go.",
        ),
    };
    TextBody { vi: vi.into(), en: en.into() }
}

fn known_point<'a>(on: &'a crate::query::roadside::points::PointOnDay<'a>) -> KnownPoint<'a> {
    KnownPoint {
        id: on.record.id.as_str(),
        section: on.point.section.as_str(),
        standing: on.standing().into(),
        permit_state: on.permit.map(|permit| permit.state.into()),
        expires_on: on.permit.and_then(|permit| permit.expires_on).map(|day| day.to_string()),
    }
}

fn nearest<'a>(nearest: &Nearest<'a>) -> NearestRoad<'a> {
    NearestRoad {
        section: SectionBody::of(nearest.id, nearest.section),
        distance_m: tenths(nearest.distance_m),
        at: Position(nearest.at),
    }
}

fn fix(fix: &Fix<'_>) -> ZoneFix {
    ZoneFix {
        kind: fix.kind.into(),
        text: TextBody { vi: fix.text.vi.clone(), en: fix.text.en.clone() },
        point: fix.point.as_ref().map(|(section, chainage_m, side, at)| FixPoint {
            section: section.to_string(),
            chainage_m: tenths(*chainage_m),
            chainage_text: chainage_text(*chainage_m),
            side: (*side).into(),
            at: Position(*at),
        }),
        share_with: fix.share_with.as_ref().map(ToString::to_string),
        service_road: fix.service_road.as_ref().map(|(length_m, line)| FixServiceRoad {
            length_m: tenths(*length_m),
            geometry: line.clone().map(Into::into),
        }),
        verdict: fix.verdict.into(),
    }
}

/// What is said of a zone nobody located.
fn unlocated() -> ZoneFix {
    ZoneFix {
        kind: FixKind::NoneFound.into(),
        text: TextBody {
            vi: "Chưa có vị trí của khu trong dữ liệu nên chưa tìm được phương án.".into(),
            en: "Where the zone lies is not on record, so nothing can be proposed.".into(),
        },
        point: None,
        share_with: None,
        service_road: None,
        verdict: Verdict::MissingData.into(),
    }
}

/// A zone with a known lawful connection.
pub fn known_connection<'a>(connection: &'a ZoneConnection<'a>) -> KnownConnection<'a> {
    let approved = connection.points.iter().filter(|point| point.standing() == ConnectionStanding::Approved);
    let accepted = connection.gates.iter().filter(|(_, state)| *state == ConnectionState::Accepted);
    KnownConnection {
        id: connection.shard.id.as_str(),
        name: (&connection.zone.name).into(),
        evidence: if connection.standing == ZoneStanding::ByPoint { "connection_point" } else { "gate" },
        points: approved.map(|point| point.record.id.as_str()).collect(),
        gates: accepted.map(|(id, _)| id.as_str()).collect(),
        is_contradicted: connection.is_contradicted,
        parts_without: connection.parts_without.iter().map(|part| part.as_str()).collect(),
    }
}

/// A frontage and the service roads along it.
pub fn frontage<'a>(view: &View, gap: &'a FrontageGap<'a>, date: Date) -> Option<FrontageGapBody<'a>> {
    let (front, stretch) = (&gap.frontage, &gap.frontage.stretch);
    let ids = |ids: &[&'a crate::model::Id]| ids.iter().map(|id| id.as_str()).collect();
    Some(FrontageGapBody {
        zone: front.shard.id.as_str(),
        name: (&front.shard.zone.at(view.as_of)?.name).into(),
        zone_part: front.record.id.as_str(),
        section: SectionBody::of(&gap.record.id, gap.road),
        side: stretch.side.into(),
        from_m: tenths(stretch.from_m),
        to_m: tenths(stretch.to_m),
        length_m: tenths(stretch.length_m()),
        covered_m: tenths(stretch.length_m() - gap.uncovered_m()),
        uncovered: gap
            .uncovered
            .iter()
            .map(|(from, to)| SpanBody { from_m: tenths(*from), to_m: tenths(*to) })
            .collect(),
        service_roads: ids(&gap.service_roads),
        points: ids(&gap.points),
        gates: ids(&gap.gates),
        ways_out: gap.ways_out(),
        spacing: gap.spacing.as_ref().map(|applied| spacing(applied, date)),
        room_for: gap.room_for(),
        required: gap.is_required(),
        geometry_accuracy: front.accuracy.into(),
    })
}

fn spacing<'a>(applied: &AppliedSpacing<'a>, date: Date) -> FrontageSpacing<'a> {
    FrontageSpacing {
        value_m: applied.metres,
        rule: &applied.rule.code,
        citation: &applied.rule.citation,
        certainty: applied.rule.certainty.into(),
        in_force: applied.rule.validity.holds(date),
        assumed_rural: applied.is_assumed_rural,
    }
}

/// A point that has to go.
pub fn removal<'a>(removal: &'a Removal<'a>) -> PointRemoval<'a> {
    let point = &removal.point;
    let chainage = point.place.chainage.map(|(chainage, _)| chainage);
    PointRemoval {
        id: point.on.record.id.as_str(),
        label: point.on.point.label.as_deref(),
        section: point.section.map(|(id, section)| SectionBody::of(id, section)),
        chainage_m: chainage.map(tenths),
        chainage_text: chainage.map(chainage_text),
        side: point.place.side.map(Code),
        at: point.on.at().map(Position),
        branch_type: point.on.point.branch_type.into(),
        zone_part: point.on.point.zone_part.as_ref().map(|part| part.as_str()),
        permit_state: point.on.permit.map(|permit| permit.state.into()),
        removal_due: point.on.point.removal_due.map(|day| day.to_string()),
        overdue: removal.days_overdue.is_some_and(|days| days > 0),
        days_overdue: removal.days_overdue,
        data_class: point.on.point.data_class.into(),
    }
}
