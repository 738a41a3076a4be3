//! Which ways are one section: those of one number that hang together, else of one name.

use kcn_atlas::model::RoadClass;

use super::extract::Osm;
use super::{link, section, taken};
use crate::imports::record::Record;

fn of(record: &Record, link_id: &str) -> String {
    link(record, link_id).unwrap_or_else(|| panic!("{link_id} is there")).section.to_string()
}

#[tokio::test]
async fn ways_of_one_number_hang_together_however_it_is_written_and_far_ones_do_not() {
    let record = Record::with_a_park().await;
    let osm = Osm::default()
        .node(1, 0.0, 0.0)
        .node(2, 500.0, 0.0)
        .node(3, 900.0, 0.0)
        .node(4, 1500.0, 0.0)
        .node(5, 1900.0, 0.0)
        .node(6, 900.0, 300.0)
        .way(13, &[1, 2], "highway=trunk;ref=QL.3;name=Đường Cách Mạng Tháng 8;lanes=4")
        .way(12, &[2, 3], "highway=primary;ref=ql 3,ĐT.261;lanes=4")
        .way(14, &[4, 5], "highway=trunk;ref=QL3;lanes=2")
        .way(15, &[3, 6], "highway=secondary;ref=ĐT.261");
    taken(&record, &osm).await;
    assert_eq!(of(&record, "osm-w12.1"), "osm-ql3-w12", "named after the first way");
    assert_eq!(of(&record, "osm-w13.1"), "osm-ql3-w12");
    assert_eq!(of(&record, "osm-w14.1"), "osm-ql3-w14", "the same number elsewhere is another stretch");
    assert_eq!(of(&record, "osm-w15.1"), "osm-dt261-w15", "of two numbers the higher road's counts");
    let road = section(&record, "osm-ql3-w12").unwrap();
    assert_eq!((road.name.vi.as_str(), road.lanes, road.class), ("Quốc lộ 3", Some(4), RoadClass::National));
    assert_eq!(section(&record, "osm-dt261-w15").unwrap().name.vi, "Đường tỉnh 261");
}

#[tokio::test]
async fn a_roundabout_without_a_number_does_not_cut_the_road() {
    let record = Record::with_a_park().await;
    let osm = Osm::default()
        .node(1, 0.0, 0.0)
        .node(2, 500.0, 0.0)
        .node(3, 530.0, 30.0)
        .node(4, 560.0, 0.0)
        .node(5, 1000.0, 0.0)
        .node(6, 530.0, 500.0)
        .way(10, &[1, 2], "highway=primary;ref=ĐT.266")
        .way(11, &[2, 3, 4, 2], "highway=primary;junction=roundabout")
        .way(12, &[4, 5], "highway=primary;ref=ĐT.266")
        .way(13, &[3, 6], "highway=tertiary");
    taken(&record, &osm).await;
    assert_eq!(of(&record, "osm-w12.1"), "osm-dt266-w10");
    assert_eq!(of(&record, "osm-w11.1"), "osm-w11");
    let round: Vec<_> = (1..=3).map(|at| link(&record, &format!("osm-w11.{at}")).unwrap()).collect();
    assert!(round.iter().all(|link| link.one_way == Some(true)));
    assert_eq!(round[2].to_node.as_str(), "osm-n2", "it comes back to where it began");
}

#[tokio::test]
async fn ways_of_one_name_hang_together_and_those_without_stand_alone() {
    let record = Record::with_a_park().await;
    let osm = Osm::default()
        .node(1, 0.0, 0.0)
        .node(2, 500.0, 0.0)
        .node(3, 900.0, 0.0)
        .node(4, 900.0, 400.0)
        .node(5, 900.0, 900.0)
        .way(10, &[1, 2], "highway=residential;name=Phố Huế;name:en=Hue street")
        .way(11, &[2, 3], "highway=tertiary;name=phố Huế")
        .way(12, &[3, 4], "highway=residential")
        .way(13, &[4, 5], "highway=residential")
        .way(14, &[1, 3], "highway=secondary;ref=VĐ3;dual_carriageway=yes;oneway=yes;lanes=2");
    taken(&record, &osm).await;
    assert_eq!((of(&record, "osm-w10.1").as_str(), of(&record, "osm-w11.1").as_str()), ("osm-w10", "osm-w10"));
    let street = section(&record, "osm-w10").unwrap();
    assert_eq!((street.name.en.as_str(), street.class, street.road_ref), ("Hue street", RoadClass::Urban, None));
    assert_ne!(of(&record, "osm-w12.1"), of(&record, "osm-w13.1"));
    let ring = section(&record, &of(&record, "osm-w14.1")).unwrap();
    assert_eq!((ring.ring, ring.median, ring.class), (true, Some(true), RoadClass::Provincial));
    assert_eq!(ring.lanes, None, "half of a divided road has half of its lanes");
}
