//! Checks of connections: a province with 40 national roads of 50 km, drawn every 25 m, and 20 000 points along them.

use std::sync::Arc;

use geo::{Coord, Geometry, LineString, Point};
use kcn_atlas::index::{Description, Live, SnapshotBuilder, View};
use kcn_atlas::model::*;
use kcn_atlas::query::connection::{Asked, KnownRoads, Place, check};
use kcn_atlas::rules::Rules;

use crate::measure::{p50_p99, timed};
use crate::server::TODAY;

const ROADS: usize = 40;
const POINTS_OF_ROAD: usize = 500;
const LENGTH_M: f64 = 50_000.0;
const STEP_M: f64 = 25.0;
const CHECKS: usize = 400;

/// Milliseconds of a check with its alternatives, p50 and p99.
pub fn measure() -> (f64, f64) {
    eprintln!("connections …");
    let view = province();
    let times = (0..CHECKS).map(|number| {
        let asked = question(number);
        let known = KnownRoads::new(&view, asked.date);
        timed(|| check(&known, &asked).is_ok_and(|checked| !checked.verdicts.is_empty())).1
    });
    let (p50, p99) = p50_p99(times.collect());
    (p50 / 1e3, p99 / 1e3)
}

/// Writes the figures to the terminal.
pub fn say((p50, p99): (f64, f64)) {
    eprintln!(
        "check of a connection: p50 {p50:.2} ms, p99 {p99:.2} ms ({} points on {ROADS} roads)",
        ROADS * POINTS_OF_ROAD
    );
}

fn question(number: usize) -> Asked {
    let chainage_m = (number * 7_919 % 50_000) as f64;
    let date = if number.is_multiple_of(2) { "2024-12-31" } else { TODAY };
    let place = if number.is_multiple_of(3) {
        Place::At(degrees(chainage_m, bend(chainage_m) + (number % ROADS) as f64 * 1_500.0 - 20.0), None)
    } else {
        Place::On { section: id(&format!("ql-{}", number % ROADS)), chainage_m, side: Side::Right }
    };
    let date = parse_date(date).expect("a day");
    Asked { place, zone_part: None, branch_type: BranchType::DedicatedPark, branch: None, date }
}

fn province() -> View {
    let mut builder = SnapshotBuilder::default();
    for road in 0..ROADS {
        add_road(&mut builder, road);
    }
    let extent = Bbox::new(105.0, 21.0, 107.0, 23.0).expect("a box");
    let description = Description { name: Name::new("Tỉnh mẫu", "Province"), extent, edition: String::new() };
    let today = parse_date(TODAY).expect("a day");
    let snapshot = builder.build(1, today, description, Rules::built_in().expect("rules"));
    Live::new(snapshot).view(None).expect("today")
}

fn add_road(builder: &mut SnapshotBuilder, road: usize) {
    let (section, north) = (format!("ql-{road}"), road as f64 * 1_500.0);
    let mut add = |record: &str, facet: &str, body: Body| {
        let key = RowKey { kind: body.kind(), id: id(record), facet: id(facet) };
        builder.add(Fact { key, valid_from: parse_date("2020-01-01").expect("a day"), revision: 1, body: Some(body) });
    };
    add(&section, "core", Body::RoadSection(road_section(road)));
    let spots = (0..=(LENGTH_M / STEP_M) as usize).map(|step| step as f64 * STEP_M);
    let line: LineString<f64> = spots.map(|x| degrees(x, bend(x) + north)).collect();
    add(&format!("{section}.1"), "core", Body::RoadLink(link(&section, line)));
    for point in 0..POINTS_OF_ROAD {
        let x = point as f64 * LENGTH_M / POINTS_OF_ROAD as f64;
        let side = if point.is_multiple_of(2) { 10.0 } else { -10.0 };
        let name = format!("{section}-p{point}");
        let at = degrees(x, bend(x) + north + side);
        add(&name, "core", Body::ConnectionPoint(connection_point(&section, at)));
        let states =
            [PermitState::InOperation, PermitState::DesignApproved, PermitState::Submitted, PermitState::Removed];
        // Most have left or only applied, so that there is room to look for.
        let state = if point.is_multiple_of(50) { states[point / 50 % 2] } else { states[2 + point % 2] };
        let permit = ConnectionPermit { state, documents: vec![], expires_on: None, regime: None, source: source() };
        add(&name, "permit", Body::ConnectionPermit(permit));
    }
}

/// A road that bends gently, metres north of its axis.
fn bend(x: f64) -> f64 {
    300.0 * (x / 2_000.0).sin()
}

fn degrees(x: f64, y: f64) -> Coord<f64> {
    let on_grid = Metric(Point::new(430_000.0 + x, 2_380_000.0 + y));
    MetricFrame::new(Crs::THAI_NGUYEN).to_degrees(&on_grid).0
}

fn id(text: &str) -> Id {
    Id::new(text).expect("an id")
}

fn source() -> Arc<Source> {
    Arc::new(Source { kind: SourceKind::Official, title: "bench".into(), url: None, date: None })
}

fn road_section(road: usize) -> RoadSection {
    RoadSection {
        road_ref: Some(format!("QL{road}")),
        name: Name::new(format!("Quốc lộ {road}"), format!("National road {road}")),
        class: RoadClass::National,
        ring: false,
        present_grade: None,
        planned_grade: Some("III".to_owned()),
        lanes: None,
        median: None,
        urban: Some(false),
        design_speed_kmh: Some(80.0),
        terrain: None,
        start_chainage: None,
        beside: None,
        agency: None,
        status: RoadStatus::Operating,
        claims: vec![],
        sources: vec![],
        data_class: DataClass::Fact,
    }
}

fn link(section: &str, line: LineString<f64>) -> RoadLink {
    RoadLink {
        section: id(section),
        from_node: id(&format!("{section}-a")),
        to_node: id(&format!("{section}-b")),
        geometry: LonLat::new(Geometry::LineString(line)).expect("a line"),
        geometry_accuracy: GeometryAccuracy::Surveyed,
        one_way: None,
        speed_kmh: None,
        max_weight_t: None,
        max_axle_t: None,
        max_height_m: None,
        trucks: None,
        structure: None,
        opens_on: None,
        banned_turns: vec![],
        data_class: DataClass::Fact,
    }
}

fn connection_point(section: &str, at: Coord<f64>) -> ConnectionPoint {
    ConnectionPoint {
        section: id(section),
        label: None,
        chainage: None,
        chainage_basis: None,
        side: None,
        branch_type: BranchType::DedicatedPark,
        zone_part: None,
        geometry: LonLat::new(Geometry::Point(Point(at))).expect("a point"),
        geometry_accuracy: GeometryAccuracy::Surveyed,
        removal_due: None,
        source: source(),
        data_class: DataClass::Fact,
    }
}
