//! Extracts of OpenStreetMap, from the file to the record.

mod bans;
mod broken;
mod extract;
mod flipped;
pub mod moved;
mod nodes_of_ends;
mod real;
mod roads;
mod routes;
mod sections;

use kcn_atlas::command::import::{ImportError, ImportReport};
use kcn_atlas::import::issue::{Issue, Severity};
use kcn_atlas::model::{RoadLink, RoadSection, TransportNode};

use self::extract::Osm;
use super::record::Record;
use crate::scene::{TODAY, day};

/// Imports an extract as a planner does who says nothing more than the layer.
pub async fn import_bytes(record: &Record, name: &str, content: &[u8]) -> Result<ImportReport, ImportError> {
    let plain = |request: &mut kcn_atlas::command::import::ImportRequest| {
        request.layer = "roads".into();
        request.set.clear();
        request.crs = None;
    };
    record.import_files(&[(name, content)], plain).await
}

/// Imports an extract that must go in.
pub async fn taken(record: &Record, osm: &Osm) -> ImportReport {
    let report = import_bytes(record, "x.osm", osm.xml().as_bytes()).await.unwrap();
    let bad: Vec<&Issue> = report.issues.iter().filter(|issue| issue.severity < Severity::Note).collect();
    assert!(bad.is_empty() && report.revision.is_some(), "{:?}", report.issues);
    report
}

/// The notes about a field.
pub fn notes<'r>(report: &'r ImportReport, field: &str) -> Vec<&'r str> {
    let of = |issue: &&Issue| issue.severity == Severity::Note && issue.field.as_deref() == Some(field);
    report.issues.iter().filter(of).map(|issue| issue.found.as_str()).collect()
}

pub fn link(record: &Record, id: &str) -> Option<RoadLink> {
    let snapshot = record.atlas.live().snapshot();
    let found = snapshot.base().road_links.records.iter().find(|link| link.id.as_str() == id)?;
    found.timeline.at(day(TODAY)).cloned()
}

pub fn links(record: &Record) -> Vec<String> {
    let snapshot = record.atlas.live().snapshot();
    snapshot.base().road_links.records.iter().map(|link| link.id.to_string()).collect()
}

pub fn section(record: &Record, id: &str) -> Option<RoadSection> {
    let snapshot = record.atlas.live().snapshot();
    let found = snapshot.base().road_sections.records.iter().find(|section| section.id.as_str() == id)?;
    found.timeline.at(day(TODAY)).cloned()
}

pub fn place(record: &Record, id: &str) -> Option<TransportNode> {
    let snapshot = record.atlas.live().snapshot();
    let found = snapshot.base().transport_nodes.records.iter().find(|node| node.id.as_str() == id)?;
    found.timeline.at(day(TODAY)).cloned()
}
