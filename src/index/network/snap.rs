//! Where a place meets the network: the nearest point of a link that may be left midway.

use geo::Coord;
use rstar::primitives::{GeomWithData, Line};
use rstar::{AABB, PointDistance, RTree};

use super::way::point_at;
use super::{Graph, Spot};
use crate::model::{MetricFrame, RoadClass, Side};

/// Farther than this from every road a place is not on the network, metres.
pub(super) const SNAP_WITHIN_M: f64 = 5_000.0;

/// Where a place meets the network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Snap {
    /// The spot.
    pub spot: Spot,
    /// The piece it lies on, also when it lies at its end.
    pub piece: u32,
    /// The position of the spot, degrees.
    pub position: Coord<f64>,
    /// From the place to the spot as the crow flies, millimetres.
    pub off_network: u32,
    /// The side of the link on which the place lies, in the direction in which the link is drawn; `None` on the road itself.
    pub side: Option<Side>,
}

/// Finds where places meet a network. An expressway is entered at its nodes only, so its links are not among those found.
#[derive(Clone, Debug)]
pub struct SnapIndex {
    frame: MetricFrame,
    segments: RTree<GeomWithData<Line<[f64; 2]>, Segment>>,
}

/// A straight part of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Segment {
    piece: u32,
    /// Millimetres from the start of the piece to the start …
    from: u32,
    /// … and the end of the segment.
    to: u32,
}

impl SnapIndex {
    /// Indexes the links of a graph.
    pub(super) fn new(graph: &Graph, frame: MetricFrame) -> Self {
        let mut segments = vec![];
        for piece in (0_u32..).zip(graph.pieces()).filter(|(_, piece)| piece.class != RoadClass::Expressway) {
            let vertices: Vec<([f64; 2], u32)> =
                graph.line(piece.0).map(|(vertex, along)| (on_grid(&frame, vertex), along)).collect();
            // A vertex drawn twice makes a segment without a direction.
            for pair in vertices.windows(2).filter(|pair| pair[0].0 != pair[1].0) {
                let segment = Segment { piece: piece.0, from: pair[0].1, to: pair[1].1 };
                segments.push(GeomWithData::new(Line::new(pair[0].0, pair[1].0), segment));
            }
        }
        SnapIndex { frame, segments: RTree::bulk_load(segments) }
    }

    /// The nearest spot of the network to a position in degrees; `None` when nothing is within 5 km.
    ///
    /// Of links equally near, as at a junction, the first in order of id.
    pub fn snap(&self, graph: &Graph, position: Coord<f64>) -> Option<Snap> {
        self.snap_where(graph, position, |_| true)
    }

    /// The same among the pieces that one takes.
    pub(super) fn snap_where(&self, graph: &Graph, position: Coord<f64>, takes: impl Fn(u32) -> bool) -> Option<Snap> {
        let here = on_grid(&self.frame, position);
        if !here.iter().all(|metres| metres.is_finite()) {
            return None;
        }
        let mut nearest =
            self.segments.nearest_neighbor_iter_with_distance_2(&here).filter(|(segment, _)| takes(segment.data.piece));
        let (first, least) = nearest.next()?;
        if least > SNAP_WITHIN_M * SNAP_WITHIN_M {
            return None;
        }
        let ties = nearest.take_while(|(_, distance)| *distance <= least).map(|(segment, _)| segment);
        let segment = ties.chain([first]).min_by_key(|segment| segment.data)?;
        Some(snap_to(graph, segment, here))
    }

    /// The grid it measures on.
    pub(super) fn frame(&self) -> &MetricFrame {
        &self.frame
    }

    /// Straight parts of pieces whose box touches a box, both in metres of the grid.
    pub(super) fn parts_within(&self, low: [f64; 2], high: [f64; 2]) -> impl Iterator<Item = Straight> {
        let inside = self.segments.locate_in_envelope_intersecting(&AABB::from_corners(low, high));
        inside.map(|segment| {
            let (line, Segment { piece, from, to }) = (segment.geom(), segment.data);
            Straight { ends: [line.from, line.to], piece, from, to }
        })
    }
}

/// A straight part of a piece, on the grid.
#[derive(Clone, Copy, Debug)]
pub(super) struct Straight {
    /// Its ends, metres.
    pub ends: [[f64; 2]; 2],
    /// The piece.
    pub piece: u32,
    /// Millimetres from the start of the piece to the first …
    pub from: u32,
    /// … and to the second end.
    pub to: u32,
}

pub(super) fn on_grid(frame: &MetricFrame, position: Coord<f64>) -> [f64; 2] {
    let metres = frame.to_metric(&geo::Point(position)).0;
    [metres.x(), metres.y()]
}

fn snap_to(graph: &Graph, segment: &GeomWithData<Line<[f64; 2]>, Segment>, here: [f64; 2]) -> Snap {
    let (line, Segment { piece, from, to }) = (segment.geom(), segment.data);
    let [along_x, along_y] = [line.to[0] - line.from[0], line.to[1] - line.from[1]];
    let [out_x, out_y] = [here[0] - line.from[0], here[1] - line.from[1]];
    let share = (along_x * out_x + along_y * out_y) / line.length_2();
    let at = from + (f64::from(to - from) * share.clamp(0.0, 1.0)).round() as u32;
    let turn = along_x * out_y - along_y * out_x;
    let off_network = (line.distance_2(&here).sqrt() * 1000.0).round() as u32;
    let side = match off_network {
        0 => None,
        _ if turn > 0.0 => Some(Side::Left),
        _ if turn < 0.0 => Some(Side::Right),
        _ => None,
    };
    let at = at.min(graph.pieces()[piece as usize].length);
    Snap { spot: graph.spot(piece, at), piece, position: point_at(graph, piece, at), off_network, side }
}
