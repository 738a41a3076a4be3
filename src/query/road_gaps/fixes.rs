//! What would give a park a known lawful connection: a permit under way, a lapsed approval anew, else what the rules allow nearest.

use geo::{Coord, Geometry, MultiPoint, MultiPolygon, Point};

use super::zones::ZoneConnection;
use crate::model::{Coded, ConnectionStanding, ConnectionState, FixKind, Id, Name, RoadClass, Verdict, chainage_text};
use crate::query::connection::{Asked, Fix, KnownRoads, Place, best_fix, check};
use crate::query::roadside::points::{PlacedPoint, PointOnDay};

/// A zone without a known lawful connection, and what would fix it.
pub struct Lacking<'v> {
    /// What is on record.
    pub connection: ZoneConnection<'v>,
    /// Where the zone lies, degrees; `None` = not on record.
    pub location: Option<Coord<f64>>,
    /// What would fix it, with the nearest road; `None` when nobody knows where the zone lies.
    pub fix: Option<Fix<'v>>,
}

/// Works out what would fix a zone.
pub fn lacking<'v>(known: &KnownRoads<'v>, connection: ZoneConnection<'v>, classes: &[RoadClass]) -> Lacking<'v> {
    let location = connection.zone.location.as_ref().and_then(|location| match location.get() {
        Geometry::Point(point) => Some(point.0),
        _ => None,
    });
    let part = connection.parts_without.first().copied();
    let fix = shape_of(known, &connection, location).map(|shape| {
        let found = best_fix(known, part, &shape, classes);
        match under_way(known, &connection) {
            Some(first) => Fix { nearest: found.nearest, ..first },
            None => found,
        }
    });
    Lacking { connection, location, fix }
}

/// Where the parts without a connection lie: their gates, else their outlines or positions, else the position of the zone.
fn shape_of(
    known: &KnownRoads<'_>,
    connection: &ZoneConnection<'_>,
    location: Option<Coord<f64>>,
) -> Option<Geometry<f64>> {
    let (shard, day) = (connection.shard, known.view.as_of);
    let lacks = |part: &Id| connection.parts_without.contains(&part);
    let gates = shard.gates.iter().filter_map(|gate| gate.core.at(day)).filter(|gate| lacks(&gate.zone_part));
    let gates: Vec<Point> = gates
        .filter_map(|gate| match gate.geometry.get() {
            Geometry::Point(point) => Some(*point),
            _ => None,
        })
        .collect();
    if !gates.is_empty() {
        return Some(MultiPoint(gates).into());
    }
    let parts = shard.parts.iter().filter(|record| lacks(&record.id)).filter_map(|record| record.timeline.at(day));
    let drawn: Vec<&Geometry<f64>> = parts.filter_map(|part| Some(part.geometry.as_ref()?.get())).collect();
    let outlines: Vec<_> = drawn
        .iter()
        .flat_map(|shape| match shape {
            Geometry::Polygon(polygon) => vec![polygon.clone()],
            Geometry::MultiPolygon(polygons) => polygons.0.clone(),
            _ => vec![],
        })
        .collect();
    if !outlines.is_empty() {
        return Some(MultiPolygon(outlines).into());
    }
    drawn.first().map(|shape| (*shape).clone()).or_else(|| location.map(|at| Point(at).into()))
}

/// What is already being done, or was and lapsed.
fn under_way<'v>(known: &KnownRoads<'v>, connection: &ZoneConnection<'v>) -> Option<Fix<'v>> {
    let with = |standing: ConnectionStanding| connection.points.iter().find(|point| point.standing() == standing);
    let lapsed = || connection.points.iter().find(|point| point.is_expired() && !point.is_to_be_removed());
    if let Some(point) = with(ConnectionStanding::InProgress) {
        let fix = of_point(known, point, "Hoàn thành thủ tục của", "Complete the permit of");
        let under_way = connection.points.iter().filter(|point| point.standing() == ConnectionStanding::InProgress);
        return Some(beside_others(fix, under_way.count() - 1));
    }
    let gate = connection.gates.iter().find(|(_, state)| *state == ConnectionState::InProgress);
    if let Some((gate, _)) = gate.filter(|_| connection.points.is_empty()) {
        return Some(of_gate(connection, gate));
    }
    lapsed().map(|point| {
        of_point(known, point, "Xin chấp thuận lại, chấp thuận cũ đã hết hiệu lực:", "Renew the lapsed approval of")
    })
}

/// The same with a word about other points whose permits are under way.
fn beside_others(fix: Fix<'_>, others: usize) -> Fix<'_> {
    if others == 0 {
        return fix;
    }
    let text = Name::new(
        format!("{} Còn {others} điểm khác của khu cũng đang làm thủ tục.", fix.text.vi),
        format!("{} Permits of {others} more of its points are under way.", fix.text.en),
    );
    Fix { text, ..fix }
}

fn of_point<'v>(known: &KnownRoads<'v>, on: &PointOnDay<'v>, vi: &str, en: &str) -> Fix<'v> {
    let id = &on.record.id;
    let road = known.find(&on.point.section);
    let placed = road.as_ref().and_then(|road| road.points.iter().find(|point| point.on.record.id == *id).copied());
    let label = on.point.label.as_deref().unwrap_or(id.as_str());
    let state = on.permit.map(|permit| permit.state.label());
    let (state_vi, state_en) = state.map_or(("chưa rõ", "unknown"), |label| (label.vi, label.en));
    let name = road.as_ref().map(|road| &road.section.name);
    let (road_vi, road_en) =
        name.map_or((on.point.section.as_str(), on.point.section.as_str()), |name| (&name.vi, &name.en));
    let here = placed.and_then(|placed| placed.chainage).map(|(chainage, _)| format!("{}, ", chainage_text(chainage)));
    let here = here.unwrap_or_default();
    Fix {
        kind: FixKind::CompletePermit,
        text: Name::new(
            format!("{vi} “{label}” ({here}{road_vi}; {}).", state_vi.to_lowercase()),
            format!("{en} “{label}” ({here}{road_en}; {}).", state_en.to_lowercase()),
        ),
        nearest: None,
        point: placed.and_then(|placed| spot(&placed)),
        share_with: None,
        service_road: None,
        verdict: placed.map_or(Verdict::MissingData, |placed| verdict_at(known, &placed)),
    }
}

fn spot(placed: &PlacedPoint<'_>) -> Option<(Id, f64, crate::model::Side, Coord<f64>)> {
    let (chainage, _) = placed.chainage?;
    Some((placed.on.point.section.clone(), chainage, placed.side?, placed.on.at()?))
}

/// What the rules say of a place that is applied for. The point itself takes no room there until it is approved.
fn verdict_at(known: &KnownRoads<'_>, placed: &PlacedPoint<'_>) -> Verdict {
    let Some((section, chainage_m, side, _)) = spot(placed) else { return Verdict::MissingData };
    let asked = Asked {
        place: Place::On { section, chainage_m, side },
        zone_part: None,
        branch_type: placed.on.point.branch_type,
        branch: None,
        date: known.date,
    };
    check(known, &asked).map_or(Verdict::MissingData, |checked| checked.overall)
}

fn of_gate<'v>(connection: &ZoneConnection<'v>, gate: &Id) -> Fix<'v> {
    let record = connection.shard.gates.iter().find(|record| record.id == *gate);
    let core = record.and_then(|record| record.core.entries().filter_map(|(_, core)| core).next_back());
    let label = core.map_or(gate.as_str(), |core| core.label.as_str());
    Fix {
        kind: FixKind::CompletePermit,
        text: Name::new(
            format!(
                "Hoàn thành thủ tục đấu nối đang làm của “{label}” (theo hồ sơ cổng), rồi ghi điểm đấu nối và giấy phép vào sổ."
            ),
            format!(
                "Complete the connection under way at “{label}” (by the gate's record), then enter the point and its permit."
            ),
        ),
        nearest: None,
        point: None,
        share_with: None,
        service_road: None,
        verdict: Verdict::MissingData,
    }
}
