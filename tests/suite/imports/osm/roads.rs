//! What ways become: links cut where roads meet, with the limits that their tags state, and places of transport.

use geo::CoordsIter;
use kcn_atlas::command::import::ImportError;
use kcn_atlas::model::{
    DataClass, GeometryAccuracy, NodeClass, NodeStatus, RoadClass, RoadStatus, RoadStructure, SourceKind,
};

use super::extract::Osm;
use super::{import_bytes, link, links, notes, place, section, taken};
use crate::imports::fixtures::pbf::Packing;
use crate::imports::record::Record;

/// A trunk road crossed by a village road at its second node, and a footpath that crosses it elsewhere.
fn crossing() -> Osm {
    Osm::default()
        .node(1, 0.0, 0.0)
        .node(2, 500.0, 0.0)
        .node(3, 1000.0, 0.0)
        .node(4, 500.0, 400.0)
        .node(5, 500.0, -400.0)
        .node(6, 1000.0, 300.0)
        .way(10, &[1, 2, 3], "highway=trunk;ref=QL.3;lanes=4;maxspeed=80;bridge=yes")
        .way(11, &[4, 2, 5], "highway=unclassified;maxweight=10 t;hgv=no")
        .way(12, &[3, 6], "highway=footway")
}

#[tokio::test]
async fn ways_are_cut_where_roads_meet_and_say_what_their_tags_say() {
    let record = Record::with_a_park().await;
    let report = taken(&record, &crossing()).await;
    assert_eq!(links(&record), ["osm-w10.1", "osm-w10.2", "osm-w11.1", "osm-w11.2"], "a footpath is no road");
    assert_eq!(report.differences.added.len(), 4 + 2, "links and their sections in one revision");
    assert_eq!(notes(&report, "highway"), ["1 × (footway 1)"]);
    let trunk = link(&record, "osm-w10.1").unwrap();
    assert_eq!((trunk.from_node.as_str(), trunk.to_node.as_str()), ("osm-n1", "osm-n2"));
    assert_eq!((trunk.speed_kmh, trunk.structure, trunk.trucks), (Some(80.0), Some(RoadStructure::Bridge), None));
    assert_eq!((trunk.one_way, trunk.max_weight_t), (None, None), "what is not said is unknown");
    assert_eq!((trunk.geometry_accuracy, trunk.data_class), (GeometryAccuracy::Digitised, DataClass::Fact));
    assert_eq!(trunk.geometry.get().coords_count(), 2);
    let lane = link(&record, "osm-w11.1").unwrap();
    assert_eq!((lane.max_weight_t, lane.trucks, lane.structure), (Some(10.0), Some(false), None));
    let road = section(&record, "osm-ql3-w10").unwrap();
    assert_eq!((road.class, road.lanes, road.status), (RoadClass::National, Some(4), RoadStatus::Operating));
    assert_eq!(
        (road.road_ref.as_deref(), road.name.vi.as_str(), road.name.en.as_str()),
        (Some("QL.3"), "Quốc lộ 3", "National road 3")
    );
    assert_eq!(road.sources[0].kind, SourceKind::GeneralKnowledge);
    assert!(road.sources[0].title.contains("OpenStreetMap") && road.sources[0].title.contains("ODbL"));
    assert_eq!(section(&record, "osm-w11").unwrap().class, RoadClass::Commune);
}

#[tokio::test]
async fn the_same_extract_again_changes_nothing_in_either_format() {
    let record = Record::with_a_park().await;
    taken(&record, &crossing()).await;
    for content in [crossing().xml().into_bytes(), crossing().pbf(Packing::Zlib), crossing().pbf(Packing::Raw)] {
        // Content decides what a file is.
        let again = import_bytes(&record, "tải về.dat", &content).await;
        let again = match again {
            // `.dat` is a companion of MapInfo.
            Err(ImportError::Choose { .. }) => import_bytes(&record, "tải về", &content).await.unwrap(),
            other => other.unwrap(),
        };
        assert_eq!((again.differences.unchanged.len(), again.revision), (6, None), "{:?}", again.differences);
    }
}

#[tokio::test]
async fn against_the_nodes_a_way_is_turned_round() {
    let record = Record::with_a_park().await;
    let osm = Osm::default()
        .node(1, 0.0, 0.0)
        .node(2, 500.0, 0.0)
        .node(3, 500.0, 50.0)
        .way(10, &[1, 2, 3], "highway=primary;oneway=-1")
        .way(11, &[3, 1], "highway=motorway;ref=CT.07");
    taken(&record, &osm).await;
    let back = link(&record, "osm-w10.1").unwrap();
    assert_eq!((back.from_node.as_str(), back.to_node.as_str(), back.one_way), ("osm-n3", "osm-n1", Some(true)));
    let (drawn, ahead) = (back.geometry.get().clone(), link(&record, "osm-w11.1").unwrap());
    assert_eq!(drawn.coords_iter().next(), ahead.geometry.get().coords_iter().next(), "it starts where it starts");
    assert_eq!(ahead.one_way, Some(true), "an expressway is one-way by itself");
    assert_eq!(section(&record, "osm-ct07-w11").unwrap().name.vi, "Cao tốc CT.07");
}

#[tokio::test]
async fn what_is_being_built_is_planned_and_opens_nobody_knows_when() {
    let record = Record::with_a_park().await;
    let osm = Osm::default()
        .node(1, 0.0, 0.0)
        .node(2, 500.0, 0.0)
        .node(3, 900.0, 0.0)
        .way(10, &[1, 2], "highway=construction;construction=motorway;ref=CT.07")
        .way(11, &[2, 3], "highway=motorway;ref=CT.07")
        .way(12, &[1, 3], "highway=construction");
    taken(&record, &osm).await;
    let (planned, open) = (section(&record, "osm-ct07-w10").unwrap(), section(&record, "osm-ct07-w11").unwrap());
    assert_eq!((planned.status, open.status), (RoadStatus::Planned, RoadStatus::Operating));
    assert_eq!(link(&record, "osm-w10.1").unwrap().opens_on, None);
    assert_eq!(links(&record).len(), 2, "what nobody says will be is left out");
}

#[tokio::test]
async fn roads_that_are_not_public_and_yards_are_left_out_and_counted() {
    let record = Record::with_a_park().await;
    let osm = Osm::default()
        .node(1, 0.0, 0.0)
        .node(2, 500.0, 0.0)
        .way(10, &[1, 2], "highway=tertiary;maxspeed=chậm;maxheight=4'6\"")
        .way(11, &[1, 2], "highway=tertiary;access=private")
        .way(12, &[1, 2], "highway=service")
        .way(13, &[1, 2], "highway=service")
        .way(14, &[1, 2], "highway=service;name=Vào nhà máy")
        .way(15, &[1, 2], "highway=track")
        .way(16, &[1, 2], "highway=tertiary;hgv:conditional=no @ (06:00-20:00)");
    let report = taken(&record, &osm).await;
    assert_eq!(links(&record), ["osm-w10.1", "osm-w14.1", "osm-w16.1"]);
    assert_eq!(notes(&report, "access"), ["1 × (tertiary); w11", "2 × (service); w12"]);
    assert_eq!(notes(&report, "maxspeed"), ["1 × (chậm); w10"]);
    assert_eq!(notes(&report, "hgv").len(), 1);
    let lane = link(&record, "osm-w10.1").unwrap();
    assert_eq!((lane.speed_kmh, lane.max_height_m), (None, Some(1.372)));
    assert!(report.issues.iter().all(|issue| !issue.expected.vi.is_empty() && !issue.expected.en.is_empty()));
}

#[tokio::test]
async fn a_person_may_say_which_kinds_of_roads_are_taken() {
    let record = Record::with_a_park().await;
    let osm = crossing().way(13, &[1, 3], "highway=service").way(14, &[4, 5], "highway=track");
    let asking = async |classes: &str| {
        let change = |request: &mut kcn_atlas::command::import::ImportRequest| {
            request.layer = "roads".into();
            request.set = [("osm_classes".to_owned(), classes.to_owned())].into();
            request.dry_run = true;
        };
        record.import("x.osm", &osm.xml(), change).await
    };
    let report = asking("service; track").await.unwrap();
    let added: Vec<&str> = report.differences.added.iter().map(|id| id.as_str()).collect();
    assert_eq!(added, ["osm-w13", "osm-w13.1", "osm-w14", "osm-w14.1"]);
    let refused = asking("lối mòn").await;
    assert!(matches!(&refused, Err(ImportError::Refused(refused))
        if refused.field == "osm_classes" && refused.value == "lối mòn" && refused.allowed.en.contains("trunk")));
}

#[tokio::test]
async fn stations_exits_and_airports_come_along_and_ports_are_asked_about() {
    let record = Record::with_a_park().await;
    let osm = crossing()
        .node_with(20, 10.0, 0.0, "highway=motorway_junction;ref=12")
        .node_with(21, 20.0, 0.0, "railway=station;name=Ga Lưu Xá")
        .node_with(22, 20.0, 90.0, "railway=station;station=subway;name=Cát Linh")
        .node_with(23, 20.0, 95.0, "barrier=border_control;name=Cửa khẩu Hữu Nghị;name:en=Huu Nghi gate")
        .node_with(24, 20.0, 99.0, "industrial=port;name=Cảng Đa Phúc")
        .way(30, &[1, 3, 4, 1], "aeroway=aerodrome;iata=HAN;name=Nội Bài")
        .way(31, &[1, 3, 4, 1], "aeroway=aerodrome;name=Bãi đáp");
    let report = taken(&record, &osm).await;
    let exit = place(&record, "osm-n20").unwrap();
    assert_eq!((exit.class, exit.name.vi.as_str()), (NodeClass::ExpresswayInterchange, "Nút giao 12"));
    assert_eq!((exit.status, exit.geometry_accuracy), (NodeStatus::Operating, GeometryAccuracy::Digitised));
    assert_eq!(place(&record, "osm-n21").unwrap().class, NodeClass::RailStation);
    assert!(place(&record, "osm-n22").is_none(), "no freight on an underground");
    assert_eq!(place(&record, "osm-n23").unwrap().name.en, "Huu Nghi gate");
    assert_eq!(place(&record, "osm-w30").unwrap().class, NodeClass::Airport);
    assert!(place(&record, "osm-w31").is_none() && place(&record, "osm-n24").is_none());
    assert_eq!(notes(&report, "industrial"), ["1 × (Cảng Đa Phúc); n24"]);
    let again = import_bytes(&record, "x.osm", osm.xml().as_bytes()).await.unwrap();
    assert_eq!(again.revision, None, "{:?}", again.differences);
}

#[tokio::test]
async fn an_extract_is_read_into_no_other_layer() {
    let record = Record::with_a_park().await;
    let refused = record.import("x.osm", &crossing().xml(), |_| {}).await;
    assert!(
        matches!(&refused, Err(ImportError::Refused(refused)) if refused.field == "layer" && refused.value == "lots")
    );
}
