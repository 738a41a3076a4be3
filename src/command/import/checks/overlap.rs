//! Outlines that lie upon each other: within the file, and upon what is on record and not in the file.

use std::collections::BTreeSet;

use geo::{Area, BooleanOps, BoundingRect, Coord, LineString, MultiPolygon};
use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::Checks;
use crate::command::import::Fate;
use crate::command::import::shapes::frame;
use crate::import::issue::{Issue, IssueKind, Severity};
use crate::model::{Id, Kind};

/// Outlines that overlap by less are neighbours drawn by hand, m².
const OVERLAP_M2: f64 = 1.0;

/// The share of the smaller outline from which an overlap of other outlines is told.
const OVERLAP_SHARE: f64 = 0.001;

/// Neighbours that cross the line between them by less share nothing, metres.
const APART_M: f64 = 0.0005;

/// Rings of more corners are not looked at edge by edge.
const FEW_CORNERS: usize = 64;

type Boxed = GeomWithData<Rectangle<[f64; 2]>, usize>;

impl Checks<'_> {
    /// Every pair is told once, at the later row.
    pub(super) fn overlaps(&self) -> Vec<Issue> {
        let grounds: Vec<Option<&MultiPolygon<f64>>> =
            self.records.iter().map(|record| record.ground.as_ref()).collect();
        let boxed = grounds.iter().enumerate().filter_map(|(at, ground)| Some(Boxed::new(frame((*ground)?)?, at)));
        let tree = RTree::bulk_load(boxed.collect());
        let named: BTreeSet<&Id> = self.records.iter().map(|record| &record.key.id).collect();
        let of_row = |(at, own): (usize, &Option<&MultiPolygon<f64>>)| {
            self.progress.row();
            let own = own.filter(|_| !self.progress.is_stopped());
            let Some((own, rect)) = own.and_then(|own| Some((own, own.bounding_rect()?))) else {
                return Vec::new();
            };
            let around = AABB::from_corners(rect.min().into(), rect.max().into());
            let near = tree.locate_in_envelope_intersecting(&around).map(|boxed: &Boxed| boxed.data);
            let mut near: Vec<usize> = near.filter(|other| *other < at).collect();
            near.sort_unstable();
            let is_news = |at: usize| self.records[at].fate != Fate::Unchanged;
            let near = near.into_iter().filter(|other| is_news(at) || is_news(*other));
            let in_file = near.filter_map(|other| Some((&self.records[other].key.id, grounds[other]?)));
            let on_record = self.plots.near(own).filter(|plot| is_news(at) && !named.contains(&plot.id));
            let on_record = on_record.map(|plot| (&plot.id, &plot.ground));
            in_file.chain(on_record).filter_map(|(id, other)| self.overlap(at, own, id, other)).collect()
        };
        grounds.par_iter().enumerate().flat_map_iter(of_row).collect()
    }

    fn overlap(&self, at: usize, own: &MultiPolygon<f64>, id: &Id, other: &MultiPolygon<f64>) -> Option<Issue> {
        // Lots and parts are legal land: it belongs to one of them. Other outlines were drawn for a smaller scale.
        let is_legal = matches!(self.target.kind, Kind::Lot | Kind::ZonePart);
        let smaller = || own.unsigned_area().min(other.unsigned_area());
        let most = if is_legal { OVERLAP_M2 } else { OVERLAP_SHARE * smaller() };
        if shared_box(own, other) <= most || are_apart(own, other) {
            return None;
        }
        let shared = own.intersection(other).unsigned_area();
        if shared <= most {
            return None;
        }
        let severity = if is_legal { Severity::Refused } else { Severity::Note };
        let (vi, en) = ("không chồng lên nhau", "no overlap");
        let found = format!("{shared:.1} m² / {id}");
        Some(self.issue(severity, IssueKind::Overlap, self.records[at].row, found, vi, en))
    }
}

/// The area that the boxes of two grounds share, m²: their grounds share no more.
fn shared_box(one: &MultiPolygon<f64>, other: &MultiPolygon<f64>) -> f64 {
    let (Some(one), Some(other)) = (one.bounding_rect(), other.bounding_rect()) else { return 0.0 };
    let width = one.max().x.min(other.max().x) - one.min().x.max(other.min().x);
    let height = one.max().y.min(other.max().y) - one.min().y.max(other.min().y);
    width.max(0.0) * height.max(0.0)
}

/// Whether an edge of one ring has all of the other on its far side: true of most neighbours, and quick to see.
fn are_apart(one: &MultiPolygon<f64>, other: &MultiPolygon<f64>) -> bool {
    let ([one], [other]) = (one.0.as_slice(), other.0.as_slice()) else { return false };
    let (one, other) = (one.exterior(), other.exterior());
    one.0.len() <= FEW_CORNERS && other.0.len() <= FEW_CORNERS && (separates(one, other) || separates(other, one))
}

fn separates(ring: &LineString<f64>, other: &LineString<f64>) -> bool {
    ring.lines().any(|edge| {
        let (from, along) = (edge.start, edge.delta());
        let length = along.x.hypot(along.y);
        if length == 0.0 {
            return false;
        }
        let left = |at: &Coord<f64>| ((at.y - from.y) * along.x - (at.x - from.x) * along.y) / length;
        let own_left = ring.0.iter().all(|at| left(at) >= -APART_M) && other.0.iter().all(|at| left(at) <= APART_M);
        let own_right = || ring.0.iter().all(|at| left(at) <= APART_M) && other.0.iter().all(|at| left(at) >= -APART_M);
        own_left || own_right()
    })
}
