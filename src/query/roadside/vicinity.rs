//! What is near a road: its segments in a tree, so that far things are told apart cheaply before anything is measured.

use geo::{BoundingRect, Coord, Line, LineString};
use rstar::RTree;
use rstar::primitives::Line as Segment;

use crate::index::linear::SectionLine;
use crate::model::Bbox;

/// The segments of a road, metres.
pub struct Vicinity<'l> {
    /// The road.
    pub line: &'l SectionLine,
    segments: RTree<Segment<[f64; 2]>>,
    bbox: Option<Bbox>,
}

impl<'l> Vicinity<'l> {
    /// The vicinity of a road.
    pub fn of(line: &'l SectionLine) -> Self {
        let (from, to) = line.span();
        let lines = line.metric_between(from, to).0;
        let segment = |line: Line<f64>| Segment::new([line.start.x, line.start.y], [line.end.x, line.end.y]);
        let segments = lines.0.iter().flat_map(LineString::lines).map(segment).collect();
        let bbox = line.line_between(from, to).bounding_rect().map(Bbox::from);
        Vicinity { line, segments: RTree::bulk_load(segments), bbox }
    }

    /// A box that surely holds everything within so many metres of the road; `None` where nothing is drawn.
    pub fn bbox_within(&self, metres: f64) -> Option<Bbox> {
        let bbox = self.bbox?;
        let corner = |x, y| Bbox::around_position(Coord { x, y }, metres);
        Some(corner(bbox.min_lon, bbox.min_lat).union(&corner(bbox.max_lon, bbox.max_lat)))
    }

    /// Whether a position on the road's grid lies within so many metres of it.
    pub fn is_near(&self, at: Coord<f64>, metres: f64) -> bool {
        self.segments.locate_within_distance([at.x, at.y], metres * metres).next().is_some()
    }

    /// Where a line on the road's grid crosses the road, metres; a crossing at a vertex may come twice.
    pub fn crossed_by(&self, line: &LineString<f64>) -> Vec<Coord<f64>> {
        line.lines().flat_map(|part| self.crossed_by_segment(part)).collect()
    }

    fn crossed_by_segment(&self, part: Line<f64>) -> Vec<Coord<f64>> {
        let around = part.bounding_rect();
        let envelope = rstar::AABB::from_corners([around.min().x, around.min().y], [around.max().x, around.max().y]);
        let candidates = self.segments.locate_in_envelope_intersecting(&envelope);
        let crossing = |segment: &Segment<[f64; 2]>| {
            let mine = Line::new(Coord::from(segment.from), Coord::from(segment.to));
            match geo::line_intersection::line_intersection(mine, part)? {
                geo::LineIntersection::SinglePoint { intersection, .. } => Some(intersection),
                // Along the road for a while: where that begins.
                geo::LineIntersection::Collinear { intersection } => Some(intersection.start),
            }
        };
        candidates.filter_map(crossing).collect()
    }
}
