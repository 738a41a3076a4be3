//! Bans on turning between links, and those that cannot be used.

use super::extract::Osm;
use super::{link, notes, taken};
use crate::imports::record::Record;

/// Four arms at node 1: west 10, east 11, north 12 (of two ways), south 13.
fn cross() -> Osm {
    Osm::default()
        .node(1, 0.0, 0.0)
        .node(2, -300.0, 0.0)
        .node(3, 300.0, 0.0)
        .node(4, 0.0, 300.0)
        .node(5, 0.0, -300.0)
        .way(10, &[2, 1], "highway=primary")
        .way(11, &[1, 3], "highway=primary")
        .way(12, &[1, 4], "highway=tertiary")
        .way(13, &[1, 5], "highway=tertiary;oneway=-1")
}

/// (over, onto) of the bans of a link.
fn banned(record: &Record, id: &str) -> Vec<(String, String)> {
    let turns = link(record, id).unwrap().banned_turns;
    turns.iter().map(|turn| (turn.at.to_string(), turn.onto.to_string())).collect()
}

fn over(onto: &str) -> (String, String) {
    ("osm-n1".to_owned(), onto.to_owned())
}

#[tokio::test]
async fn no_forbids_one_turn_and_only_all_others_that_are_possible() {
    let record = Record::with_a_park().await;
    let osm = cross().ban(1, "no_left_turn", 10, 1, 12).ban(2, "only_straight_on", 11, 1, 10);
    taken(&record, &osm).await;
    assert_eq!(banned(&record, "osm-w10.1"), [over("osm-w12.1")]);
    // South comes towards the node: nobody turns into it. Turning round is one of the others.
    assert_eq!(banned(&record, "osm-w11.1"), [over("osm-w11.1"), over("osm-w12.1")]);
    assert!(banned(&record, "osm-w12.1").is_empty() && banned(&record, "osm-w13.1").is_empty());
}

#[tokio::test]
async fn a_ban_finds_the_link_at_its_node_of_ways_that_others_cut() {
    let record = Record::with_a_park().await;
    let osm = Osm::default()
        .node(1, 0.0, 0.0)
        .node(2, -300.0, 0.0)
        .node(3, -600.0, 0.0)
        .node(4, 0.0, 300.0)
        .node(5, -300.0, 300.0)
        .node(6, 0.0, 600.0)
        .node(7, 300.0, 300.0)
        .way(10, &[3, 2, 1], "highway=primary")
        .way(12, &[1, 4, 6], "highway=tertiary")
        .way(13, &[2, 5], "highway=tertiary")
        .way(14, &[4, 7], "highway=tertiary")
        .ban(1, "no_right_turn", 12, 1, 10)
        .ban(2, "no_u_turn", 13, 5, 13);
    taken(&record, &osm).await;
    assert_eq!(banned(&record, "osm-w12.1"), [over("osm-w10.2")]);
    assert!(banned(&record, "osm-w12.2").is_empty());
    assert_eq!(banned(&record, "osm-w13.1"), [("osm-n5".to_owned(), "osm-w13.1".to_owned())]);
}

#[tokio::test]
async fn bans_that_cannot_be_used_are_counted_and_nothing_is_banned() {
    let record = Record::with_a_park().await;
    let over_way = [('w', 10, "from"), ('w', 11, "via"), ('w', 12, "to")];
    let osm = cross()
        .node(6, 600.0, 0.0)
        .way(14, &[3, 6], "highway=primary")
        .way(15, &[2, 1, 4], "highway=primary")
        .relation(1, &over_way, "type=restriction;restriction=no_left_turn")
        .ban(2, "no_left_turn", 10, 1, 99)
        .ban(3, "no_left_turn", 10, 77, 12)
        .ban(4, "no_left_turn", 10, 3, 14)
        .relation(
            5,
            &[('w', 10, "from"), ('n', 1, "via"), ('w', 12, "to")],
            "type=restriction;restriction:conditional=no_left_turn @ (Mo-Fr)",
        )
        .relation(
            6,
            &[('w', 10, "from"), ('n', 1, "via"), ('w', 12, "to")],
            "type=restriction;restriction=no_left_turn;except=psv,hgv",
        )
        .ban(7, "give_way", 10, 1, 12)
        .ban(8, "no_left_turn", 15, 1, 12)
        .ban(9, "no_left_turn", 10, 1, 13)
        .relation(10, &[('w', 10, "from"), ('w', 12, "to")], "type=restriction;restriction=no_left_turn");
    let report = taken(&record, &osm).await;
    for id in ["osm-w10.1", "osm-w11.1", "osm-w12.1", "osm-w15.1", "osm-w15.2"] {
        assert!(banned(&record, id).is_empty(), "{id}");
    }
    let mut told: Vec<&str> = notes(&report, "restriction");
    told.sort();
    assert_eq!(
        told,
        [
            "1 × (no_left_turn); r1",
            "2 × (no_left_turn); r5",
            "2 × (give_way, no_left_turn); r7",
            "5 × (no_left_turn); r2",
        ]
        .iter()
        .copied()
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .collect::<Vec<_>>()
    );
}
