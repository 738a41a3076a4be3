//! Extracts of real places, where the shared data is there.

use std::collections::{BTreeMap, BTreeSet};

use kcn_atlas::command::import::ImportReport;
use kcn_atlas::import::issue::Severity;
use kcn_atlas::index::Snapshot;
use kcn_atlas::model::{Id, RoadClass, RoadStatus};

use super::moved::{liechtenstein, moved, shared};
use super::{import_bytes, links, notes};
use crate::imports::record::Record;
use crate::scene::{TODAY, day};

fn sound(report: &ImportReport) {
    let bad: Vec<_> = report.issues.iter().filter(|issue| issue.severity < Severity::Note).collect();
    assert!(bad.is_empty() && report.revision.is_some(), "{bad:?}");
}

/// How many sections of each class operate.
fn classes(record: &Record) -> BTreeMap<RoadClass, usize> {
    let mut classes = BTreeMap::new();
    for section in &record.atlas.live().snapshot().base().road_sections.records {
        let section = section.timeline.at(day(TODAY)).unwrap();
        if section.status == RoadStatus::Operating {
            *classes.entry(section.class).or_default() += 1;
        }
    }
    classes
}

#[tokio::test]
async fn liechtenstein_goes_in_and_its_roads_hang_together() {
    let Some(snapshot) = liechtenstein().await else { return };
    let base = snapshot.base();
    let (links, sections) = (base.road_links.records.len(), base.road_sections.records.len());
    // 4 660 ways have `highway`; half of them are paths, tracks and ways into yards.
    assert!((2_000..8_000).contains(&links), "{links} links");
    assert!((300..3_000).contains(&sections) && sections < links, "{sections} sections");
    let mut ends: BTreeMap<String, usize> = BTreeMap::new();
    for link in &base.road_links.records {
        let link = link.timeline.at(day(TODAY)).unwrap();
        for node in [&link.from_node, &link.to_node] {
            *ends.entry(node.to_string()).or_default() += 1;
        }
    }
    let meeting = ends.values().filter(|count| **count > 2).count();
    assert!(meeting * 3 > ends.len(), "{meeting} of {} nodes are junctions", ends.len());
    let largest = largest_piece(&snapshot);
    // Yards and tracks that were left out hold the rest together, and the border cuts some off.
    assert!(largest * 10 > links * 8, "{largest} of {links} links hang together");
    let network = snapshot.base().road_links.records.iter().filter_map(|link| link.timeline.at(day(TODAY)));
    let banned: usize = network.map(|link| link.banned_turns.len()).sum();
    println!("{links} links, {sections} sections, {banned} banned turns, {largest} links in one piece");
}

/// How many links the largest piece of the network has.
fn largest_piece(snapshot: &Snapshot) -> usize {
    let records = &snapshot.base().road_links.records;
    let links: Vec<_> = records.iter().map(|link| link.timeline.at(day(TODAY)).unwrap()).collect();
    let mut around: BTreeMap<&Id, Vec<&Id>> = BTreeMap::new();
    for link in &links {
        around.entry(&link.from_node).or_default().push(&link.to_node);
        around.entry(&link.to_node).or_default().push(&link.from_node);
    }
    let (mut seen, mut largest) = (BTreeSet::new(), 0);
    for start in around.keys() {
        let (mut left, mut ends) = (vec![*start], 0);
        while let Some(node) = left.pop() {
            if seen.insert(node) {
                ends += around[node].len();
                left.extend(&around[node]);
            }
        }
        largest = largest.max(ends / 2);
    }
    largest
}

#[tokio::test]
async fn streets_of_hanoi_are_urban_and_its_footpaths_stay_away() {
    let Some(content) = shared("hanoi-quoctugiam_2023.osm") else { return };
    let record = Record::with_a_park().await;
    let report = import_bytes(&record, "hanoi.osm", &content).await.unwrap();
    sound(&report);
    let classes = classes(&record);
    let urban = classes.get(&RoadClass::Urban).copied().unwrap_or(0);
    assert!(urban > 20 && urban * 2 > classes.values().sum::<usize>(), "{classes:?}");
    let other = notes(&report, "highway").join("");
    assert!(other.contains("footway 141"), "{other}");
    assert!(!notes(&report, "hgv").is_empty() || links(&record).len() > 100, "{:?}", report.issues);
}

#[tokio::test]
async fn an_extract_of_new_york_goes_in_where_it_is_asked_about_and_where_it_is_moved_to() {
    let Some(content) = shared("ny-access-restriction.osm.pbf") else { return };
    let record = Record::with_a_park().await;
    let asked = import_bytes(&record, "ny.osm.pbf", &content).await.unwrap();
    assert!(asked.revision.is_none() && asked.crs.is_none(), "another continent is asked about");
    let moved = moved(&content, 179.9, -19.2);
    let report = import_bytes(&record, "ny.osm.pbf", &moved).await.unwrap();
    sound(&report);
    assert!(links(&record).len() > 100, "{:?}", report.issues);
}
