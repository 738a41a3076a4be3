//! What must agree between the records of a file, and between them and what is on record.

use std::collections::BTreeMap;

use geo::{Area, BooleanOps, BoundingRect, Geometry, MultiPolygon, unary_union};
use rstar::{
    AABB, RTree,
    primitives::{GeomWithData, Rectangle},
};

use super::Progress;
use super::bodies::Record;
use crate::import::issue::{Issue, IssueKind, Severity};
use crate::import::mapping::Target;
use crate::index::Snapshot;
use crate::model::{Body, Date, Kind, MetricFrame, Name};

/// Outlines that overlap by less are neighbours drawn by hand, m².
const OVERLAP_M2: f64 = 1.0;

/// The share of the smaller outline from which an overlap of other outlines is told.
const OVERLAP_SHARE: f64 = 0.001;

/// Declared and measured areas may differ by this share.
const AREA_DIFFERS: f64 = 0.01;

/// The share of a lot that may lie outside its part.
const OUTSIDE: f64 = 0.01;

/// Everything that does not agree; not all of it, once the import is stopped.
pub fn check(records: &[Record], target: &Target, snapshot: &Snapshot, day: Date, progress: &Progress) -> Vec<Issue> {
    let mut issues = duplicates(records, target);
    issues.extend(overlaps(records, target, progress));
    for record in progress.each(records) {
        issues.extend(area(record, target));
        issues.extend(owner(record, target, snapshot, day));
    }
    issues
}

fn issue(target: &Target, severity: Severity, kind: IssueKind, row: u64, found: String, vi: &str, en: &str) -> Issue {
    let (layer, expected) = (target.layer.clone(), Name::new(vi, en));
    Issue { severity, kind, layer, row: Some(row), field: None, found, expected, at: None }
}

fn duplicates(records: &[Record], target: &Target) -> Vec<Issue> {
    let mut first: BTreeMap<&str, u64> = BTreeMap::new();
    let mut issues = Vec::new();
    for record in records {
        let id = record.key.id.as_str();
        match first.get(id) {
            None => drop(first.insert(id, record.row)),
            Some(row) => {
                let (vi, en) = (format!("mã khác dòng {row}"), format!("another id than row {row}"));
                issues.push(issue(
                    target,
                    Severity::Refused,
                    IssueKind::DuplicateId,
                    record.row,
                    id.to_owned(),
                    &vi,
                    &en,
                ));
            }
        }
    }
    issues
}

fn surface(record: &Record) -> Option<MultiPolygon<f64>> {
    match record.metres.as_ref()? {
        Geometry::Polygon(polygon) => Some(MultiPolygon(vec![polygon.clone()])),
        Geometry::MultiPolygon(polygons) => Some(polygons.clone()),
        _ => None,
    }
}

type Boxed = GeomWithData<Rectangle<[f64; 2]>, usize>;

/// Outlines of one file that lie upon each other; each pair is told once.
fn overlaps(records: &[Record], target: &Target, progress: &Progress) -> Vec<Issue> {
    let surfaces: Vec<Option<MultiPolygon<f64>>> = records.iter().map(surface).collect();
    let boxed = surfaces.iter().enumerate().filter_map(|(at, surface)| {
        let rect = surface.as_ref()?.bounding_rect()?;
        Some(Boxed::new(Rectangle::from_corners([rect.min().x, rect.min().y], [rect.max().x, rect.max().y]), at))
    });
    let tree = RTree::bulk_load(boxed.collect());
    let mut issues = Vec::new();
    for (at, surface) in surfaces.iter().enumerate().take_while(|_| !progress.is_stopped()) {
        let Some((surface, rect)) = surface.as_ref().and_then(|surface| Some((surface, surface.bounding_rect()?)))
        else {
            continue;
        };
        let near = AABB::from_corners([rect.min().x, rect.min().y], [rect.max().x, rect.max().y]);
        for other in tree.locate_in_envelope_intersecting(&near).map(|boxed| boxed.data).filter(|other| *other < at) {
            let Some(ground) = &surfaces[other] else { continue };
            let shared = surface.intersection(ground).unsigned_area();
            // Lots and parts are legal land: it belongs to one of them. Other outlines were drawn for a smaller scale.
            let is_legal = matches!(target.kind, Kind::Lot | Kind::ZonePart);
            let smaller = surface.unsigned_area().min(ground.unsigned_area());
            if shared > if is_legal { OVERLAP_M2 } else { OVERLAP_SHARE * smaller } {
                let severity = if is_legal { Severity::Refused } else { Severity::Note };
                let found = format!("{shared:.1} m² / {}", records[other].key.id);
                let (vi, en) = ("không chồng lên nhau", "no overlap");
                issues.push(issue(target, severity, IssueKind::Overlap, records[at].row, found, vi, en));
            }
        }
    }
    issues
}

/// Declared and measured area.
fn area(record: &Record, target: &Target) -> Option<Issue> {
    let Body::Lot(lot) = &record.body else { return None };
    let (declared, measured) = (lot.declared_area?.get(), surface(record)?.unsigned_area() / 10_000.0);
    let differs = (declared - measured).abs() > AREA_DIFFERS * measured.max(declared);
    let found = format!("{declared:.4} ha");
    let expected = format!("{measured:.4} ha");
    differs.then(|| issue(target, Severity::Note, IssueKind::AreaDiffers, record.row, found, &expected, &expected))
}

/// A lot in its part, a part of a zone that is there.
fn owner(record: &Record, target: &Target, snapshot: &Snapshot, day: Date) -> Option<Issue> {
    let refused = |kind, found: String, vi: &str, en: &str| {
        Some(issue(target, Severity::Refused, kind, record.row, found, vi, en))
    };
    match &record.body {
        Body::ZonePart(part) if snapshot.zone(part.zone.as_str()).is_none() => {
            refused(IssueKind::Reference, part.zone.to_string(), "khu đã có trong dữ liệu", "a zone on record")
        }
        Body::Lot(lot) => {
            let shard = snapshot.zone(lot.zone_part.zone());
            let Some((shard, part)) = shard.and_then(|shard| Some((shard, shard.part_at(&lot.zone_part, day)?))) else {
                let (vi, en) = ("giai đoạn, khu đã có trong dữ liệu", "a zone part on record");
                return refused(IssueKind::Reference, lot.zone_part.to_string(), vi, en);
            };
            let outline = MetricFrame::new(shard.crs()).to_metric(&part.geometry.as_ref()?.polygons()).0;
            let (own, whole) = (surface(record)?, unary_union(&outline.0));
            let outside = own.difference(&whole).unsigned_area() / own.unsigned_area().max(1e-9);
            let found = format!("{:.1} %", 100.0 * outside);
            let (vi, en) = ("nằm trong ranh giới giai đoạn, khu", "inside the outline of its part");
            let far = !outline.0.is_empty() && outside > OUTSIDE;
            far.then(|| issue(target, Severity::Refused, IssueKind::OutsideOwner, record.row, found, vi, en))
        }
        _ => None,
    }
}
