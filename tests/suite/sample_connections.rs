//! What the sample promises of roads and their connections (`data/README.md`), measured on the bundle as it is loaded.

use std::collections::{BTreeMap, BTreeSet};

use geo::{Distance, Euclidean, Geometry, MultiLineString, Point};
use kcn_atlas::index::linear::SectionLine;
use kcn_atlas::index::{Live, View};
use kcn_atlas::model::*;

use crate::sample::sample;
use crate::scene::{TODAY, day, id};

fn view() -> View {
    Live::new(sample().clone()).view(Some(day(TODAY))).unwrap()
}

fn points() -> impl Iterator<Item = (&'static Id, &'static ConnectionPoint)> {
    let records = sample().base().connection_points.records.iter();
    records.filter_map(|record| Some((&record.id, record.timeline.at(day(TODAY))?)))
}

fn permit(point: &str) -> Option<&'static ConnectionPermit> {
    sample().base().connection_permits.find(point)?.timeline.at(day(TODAY))
}

fn position(geometry: &LonLat<Geometry<f64>>) -> geo::Coord<f64> {
    let Geometry::Point(point) = geometry.get() else { panic!("no point") };
    point.0
}

#[test]
fn every_invented_point_and_permit_says_that_it_is_invented() {
    let mut count = 0;
    for (id, point) in points().filter(|(id, _)| id.as_str().starts_with("dn-")) {
        count += 1;
        assert_eq!((point.data_class, point.source.kind), (DataClass::Illustration, SourceKind::Illustration), "{id}");
        assert_eq!(point.geometry_accuracy, GeometryAccuracy::Illustrative, "{id}");
    }
    assert!((25..=40).contains(&count), "{count} points");
    for record in &sample().base().connection_permits.records {
        for permit in record.timeline.entries().filter_map(|(_, permit)| permit) {
            assert_eq!(permit.source.kind, SourceKind::Illustration, "{}", record.id);
            let numbers = permit.documents.iter().map(|paper| paper.number.as_str());
            assert!(
                numbers.clone().all(|number| number.ends_with("(minh hoạ)")),
                "{}: {:?}",
                record.id,
                permit.documents
            );
        }
    }
    let junctions = points().filter(|(id, _)| id.as_str().starts_with("nut-"));
    for (id, point) in junctions {
        assert_eq!(point.data_class, DataClass::Schematic, "{id}");
        assert!(permit(id.as_str()).is_none(), "{id}: nothing is known of its permit");
    }
}

#[test]
fn a_point_lies_on_its_road_on_the_side_of_the_part_it_serves() {
    let view = view();
    let mut compared = 0;
    for (id, point) in points() {
        let line = SectionLine::of(&view, &point.section).unwrap();
        let located = line.locate(position(&point.geometry));
        assert!(located.offset_m < 1.0, "{id}: {} m from {}", located.offset_m, point.section);
        if let Some(chainage) = point.chainage {
            assert_eq!(point.chainage_basis, Some(ChainageBasis::Computed), "{id}");
            let off = (chainage.get() - located.chainage_m).abs();
            assert!(off < 10.0, "{id}: recorded {} m, measured {:.0} m", chainage.get(), located.chainage_m);
        }
        let Some(part) = &point.zone_part else { continue };
        let shard = sample().zone(part.zone()).unwrap();
        let outline = shard.part_at(part, day(TODAY)).and_then(|part| part.geometry.as_ref());
        let Some(Geometry::Polygon(outline)) = outline.map(|outline| outline.get()) else { continue };
        // The corner of the land that is nearest to the point.
        let away = |at: &&geo::Coord<f64>| Euclidean.distance(&Point(**at), &Point(position(&point.geometry)));
        let nearest = outline.exterior().coords().min_by(|one, other| away(one).total_cmp(&away(other))).unwrap();
        assert_eq!(point.side, line.locate(*nearest).side, "{id}");
        compared += 1;
    }
    assert!(compared >= 15, "{compared}");
}

#[test]
fn permits_follow_the_states_of_gates() {
    let mut served: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (id, point) in points() {
        if let (Some(part), Some(permit)) = (&point.zone_part, permit(id.as_str())) {
            served.entry(part.as_str()).or_default().insert(permit.state.code());
        }
    }
    let mut gates = 0;
    for gate in sample().zones().iter().flat_map(|shard| &shard.gates) {
        let part = gate.core.at(day(TODAY)).unwrap().zone_part.as_str();
        let states = served.get(part);
        match gate.connection.at(day(TODAY)).map(|connection| connection.state) {
            Some(ConnectionState::Accepted) => assert!(states.unwrap().contains("in_operation"), "{}", gate.id),
            Some(ConnectionState::InProgress) => assert!(!states.unwrap().contains("in_operation"), "{}", gate.id),
            _ => assert!(states.is_none(), "{}: nothing is known of its connection", gate.id),
        }
        gates += 1;
    }
    assert!(gates > 20);
}

#[test]
fn every_standing_of_a_connection_occurs() {
    let states: Vec<(&Id, &ConnectionPermit)> =
        points().filter_map(|(id, _)| Some((id, permit(id.as_str())?))).collect();
    let has = |wanted: &dyn Fn(&ConnectionPermit) -> bool| states.iter().any(|(_, permit)| wanted(permit));
    assert!(has(&|permit| permit.state == PermitState::InOperation) && has(&|permit| permit.state.is_in_progress()));
    let approved = |permit: &ConnectionPermit| permit.state == PermitState::DesignApproved;
    assert!(has(&|permit| approved(permit) && permit.expires_on < Some(day(TODAY))), "a design that lapsed");
    assert!(has(&|permit| approved(permit) && permit.expires_on > Some(day(TODAY))), "a design that will");
    assert!(
        has(&|permit| permit.state == PermitState::Rejected) && has(&|permit| permit.state == PermitState::Expired)
    );
    let due: Vec<Date> = points().filter_map(|(_, point)| point.removal_due).collect();
    assert!(due.iter().any(|due| *due < day(TODAY)) && due.iter().any(|due| *due > day(TODAY)), "{due:?}");
    let zones: BTreeSet<&str> = points().filter_map(|(_, point)| Some(point.zone_part.as_ref()?.zone())).collect();
    assert!(sample().zones().len() - zones.len() > 20, "of most zones nothing is known");
}

#[test]
fn one_position_was_refused_for_being_near_another() {
    let view = view();
    let line = SectionLine::of(&view, &id("ql3-nam")).unwrap();
    let chainage = |point: &str| {
        let found = points().find(|(id, _)| id.as_str() == point).unwrap().1;
        line.locate(position(&found.geometry)).chainage_m
    };
    let gap = chainage("dn-kcn-song-cong-2.gd2.lan-dau") - chainage("dn-kcn-song-cong-2.gd1.2");
    assert!((gap - 611.0).abs() < 5.0, "{gap}");
    assert_eq!(permit("dn-kcn-song-cong-2.gd2.lan-dau").unwrap().state, PermitState::Rejected);
}

#[test]
fn chainage_agrees_with_the_kilometres_that_sources_name() {
    let view = view();
    for (section, lon, lat, chainage) in [
        ("ql37-dong", 105.985, 21.442, 98_800.0),
        ("dt261-tay", 105.642, 21.546, 11_500.0),
        ("ql3-bac", 105.714, 21.804, 31_000.0),
    ] {
        let line = SectionLine::of(&view, &id(section)).unwrap();
        assert!(line.posts_refused().is_empty(), "{section}");
        let located = line.locate(geo::Coord { x: lon, y: lat });
        assert!((located.chainage_m - chainage).abs() < 1.0, "{section}: {}", located.chainage_m);
        assert_eq!(located.basis, ChainageBasis::Computed, "{section}: posts on a sketch are no survey");
    }
    let dai_tu = SectionLine::of(&view, &id("dt261-tay")).unwrap();
    assert!(dai_tu.span().0.abs() < 1.0, "ĐT.261 is counted from Đại Từ, against the way it is drawn");
}

#[test]
fn managers_change_on_the_day_of_the_merger_and_service_roads_run_beside_a_road() {
    let base = sample().base();
    let agency = |section: &str, on: &str| {
        let section = base.road_sections.find(section).unwrap().timeline.at(day(on)).unwrap();
        section.agency.as_ref().map(Id::to_string)
    };
    assert_eq!(agency("dt266", "2025-02-28").as_deref(), Some("so-giao-thong-van-tai"));
    assert_eq!(agency("dt266", "2025-03-01").as_deref(), Some("so-xay-dung"));
    assert_eq!(agency("ql3-nam", "2024-06-30"), None, "who managed national roads before is not known");
    assert_eq!(agency("ct07-hn-tn", TODAY).as_deref(), Some("khu-quan-ly-duong-bo-1"));
    let sections =
        base.road_sections.records.iter().filter_map(|record| Some((&record.id, record.timeline.at(day(TODAY))?)));
    let mut beside = 0;
    for (id, section) in sections {
        assert_eq!(section.class == RoadClass::Service, section.beside.is_some(), "{id}");
        let Some(main) = &section.beside else { continue };
        beside += 1;
        let links = &base.links_of_section[id];
        let own = links.iter().map(|at| base.road_links.records[*at as usize].timeline.at(day(TODAY)).unwrap());
        let lines: Vec<_> = own
            .filter_map(|link| match link.geometry.get() {
                Geometry::LineString(line) => Some(line.clone()),
                _ => None,
            })
            .collect();
        let view = view();
        let line = SectionLine::of(&view, main).unwrap();
        for at in MultiLineString(lines).0.iter().flat_map(|line| &line.0) {
            let away = line.locate(*at).offset_m;
            assert!(away < 60.0, "{id}: {away} m from {main}");
        }
    }
    assert_eq!(beside, 2);
}
