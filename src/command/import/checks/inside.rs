//! Whether lots lie in their part.

use std::collections::BTreeMap;

use geo::{Area, BooleanOps, BoundingRect, Contains, Line, LinesIter, MultiPolygon, Point, unary_union};
use rstar::{AABB, RTree};

use super::Checks;
use crate::command::import::bodies::Record;
use crate::import::issue::{Issue, IssueKind, Severity};
use crate::model::{Body, Id, MetricFrame};

/// The share of a lot that may lie outside its part.
const OUTSIDE: f64 = 0.01;

/// The ground of a part, ready to be asked for many lots.
pub struct Ground {
    whole: MultiPolygon<f64>,
    edges: RTree<Line<f64>>,
}

impl Ground {
    fn new(outline: MultiPolygon<f64>) -> Self {
        let whole = unary_union(&outline.0);
        Ground { edges: RTree::bulk_load(whole.lines_iter().collect()), whole }
    }

    /// The share of a plot that lies outside, 0 to 1.
    fn share_outside(&self, plot: &MultiPolygon<f64>) -> f64 {
        let Some(rect) = plot.bounding_rect() else { return 0.0 };
        let around = AABB::from_corners(Point(rect.min()), Point(rect.max()));
        if self.edges.locate_in_envelope_intersecting(&around).next().is_none() {
            // No edge of the part comes near: the plot lies inside as a whole, or outside as a whole.
            return if self.whole.contains(&Point(rect.min())) { 0.0 } else { 1.0 };
        }
        plot.difference(&self.whole).unsigned_area() / plot.unsigned_area().max(1e-9)
    }
}

impl Checks<'_> {
    /// The drawn parts that the lots of the file name.
    pub(super) fn grounds_of_parts(&self) -> BTreeMap<Id, Ground> {
        let mut grounds = BTreeMap::new();
        for record in self.records {
            let Body::Lot(lot) = &record.body else { continue };
            if record.ground.is_none() || grounds.contains_key(&lot.zone_part) {
                continue;
            }
            let Some(shard) = self.known.snapshot().zone(lot.zone_part.zone()) else { continue };
            let part = shard.part_at(&lot.zone_part, record.valid_from);
            let Some(outline) = part.and_then(|part| part.geometry.as_ref()) else { continue };
            let metres = MetricFrame::new(shard.crs()).to_metric(&outline.polygons()).0;
            if !metres.0.is_empty() {
                grounds.insert(lot.zone_part.clone(), Ground::new(metres));
            }
        }
        grounds
    }

    /// A lot that reaches out of its part.
    pub(super) fn outside(&self, record: &Record, grounds: &BTreeMap<Id, Ground>) -> Option<Issue> {
        let Body::Lot(lot) = &record.body else { return None };
        let outside = grounds.get(&lot.zone_part)?.share_outside(record.ground.as_ref()?);
        let found = format!("{:.1} %", 100.0 * outside);
        let (vi, en) = ("nằm trong ranh giới giai đoạn, khu", "inside the outline of its part");
        let is_far = outside > OUTSIDE;
        is_far.then(|| self.issue(Severity::Refused, IssueKind::OutsideOwner, record.row, found, vi, en))
    }
}
