//! New roads laid beside a network, stretch by stretch.

use std::collections::HashSet;

use geo::{Coord, LineString};
use rstar::RTree;
use rstar::primitives::{GeomWithData, Line};

use super::super::snap::on_grid;
use super::super::split::milliseconds;
use super::super::{Cost, Edge};
use super::noding::{Ground, NodedRoad, node};
use super::overlay::{Cut, Extra, Laid, Overlay, Segment};
use super::plane::distance;
use super::proposal::NewRoad;
use super::sketch::Stretch;
use crate::model::RoadClass;

/// Straight parts of new roads.
type Segments = Vec<GeomWithData<Line<[f64; 2]>, Segment>>;

impl Overlay<'_> {
    /// The same network with new roads. `fixed` are links that are joined at their nodes only, by their position in the base.
    pub fn with(&self, roads: &[NewRoad], fixed: &HashSet<u32>) -> Self {
        let ground = Ground { network: self.network, closed: &self.closed, fixed };
        let noded = node(ground, roads);
        let none = HashSet::new();
        let mut next = Overlay { closed: self.closed.clone(), ..Overlay::closing(self.network, &none) };
        for (piece, spots) in noded.spots {
            next.add_parts(piece, &spots);
        }
        let mut segments = vec![];
        for (road, noded) in roads.iter().zip(noded.roads) {
            let laid = next.lay(road, noded, &mut segments);
            next.roads.push(laid);
        }
        next.segments = RTree::bulk_load(segments);
        next
    }

    /// The parts of a piece between the nodes on it: together they cost what it costs.
    fn add_parts(&mut self, piece: u32, spots: &[(u32, u32)]) {
        let graph = self.network.graph();
        let own = &graph.pieces()[piece as usize];
        let to = |at: u32| [Cost::Distance, Cost::Car, Cost::Truck].map(|cost| graph.cost(2 * piece, at, cost));
        let ends = spots.iter().copied().chain([(own.length, own.head)]);
        let (mut start, mut tail) = (0, own.tail);
        let mut cuts: Vec<Cut> = vec![];
        for (at, head) in ends {
            let [length, car, truck] = [0, 1, 2].map(|kind| to(at)[kind] - to(start)[kind]);
            let (class, one_way) = (own.class, own.one_way);
            let edge = self.add(Extra { tail, head, length, car, truck, class, one_way, parent: Some(piece) });
            if let Some(cut) = cuts.last_mut() {
                cut.into[1] = edge | 1;
            }
            if at < own.length {
                cuts.push(Cut { at, into: [edge, edge] });
            }
            (start, tail) = (at, head);
        }
        self.cuts.insert(piece, cuts);
    }

    fn add(&mut self, extra: Extra) -> Edge {
        let edge = self.first_extra() + 2 * self.extra.len() as u32;
        for edge in if extra.one_way { vec![edge] } else { vec![edge, edge | 1] } {
            let (from, to) = if edge & 1 == 0 { (extra.tail, extra.head) } else { (extra.head, extra.tail) };
            self.out.entry(from).or_default().push(edge);
            self.into.entry(to).or_default().push(edge);
        }
        self.extra.push(extra);
        edge
    }

    fn lay(&mut self, road: &NewRoad, noded: NodedRoad, segments: &mut Segments) -> Laid {
        let mut laid = Laid { length: 0, joins: noded.joins, line: LineString(vec![]) };
        for stretch in noded.stretches {
            let extra = self.lay_stretch(road, &stretch, segments);
            laid.length += u64::from(extra);
            let is_start = laid.line.0.last() == stretch.line.first();
            laid.line.0.extend(stretch.line.into_iter().skip(usize::from(is_start)));
        }
        laid
    }

    fn lay_stretch(&mut self, road: &NewRoad, stretch: &Stretch, segments: &mut Segments) -> u32 {
        let frame = self.network.snaps().frame();
        let metric: Vec<[f64; 2]> = stretch.line.iter().map(|vertex: &Coord<f64>| on_grid(frame, *vertex)).collect();
        let (mut length, mut car, mut truck) = (0_u32, 0_u32, 0_u32);
        let mut own = vec![];
        for pair in metric.windows(2) {
            // Rounded as the graph rounds, so that a road that is built later is as long as it was thought of.
            let millimetres = (distance(pair[0], pair[1]) * 1000.0).round() as u32;
            if pair[0] != pair[1] {
                own.push((Line::new(pair[0], pair[1]), length, length.saturating_add(millimetres)));
            }
            length = length.saturating_add(millimetres);
            car = car.saturating_add(milliseconds(millimetres, road.speed.car));
            truck = truck.saturating_add(milliseconds(millimetres, road.speed.truck));
        }
        let extra = self.extra.len();
        let (tail, head, class, one_way) = (stretch.tail, stretch.head, road.class, road.one_way);
        let [whole, car, truck] = [length, car, truck].map(|cost| cost.max(1));
        self.add(Extra { tail, head, length: whole, car, truck, class, one_way, parent: None });
        // An expressway is entered at its nodes only.
        if class != RoadClass::Expressway {
            segments
                .extend(own.into_iter().map(|(line, from, to)| GeomWithData::new(line, Segment { extra, from, to })));
        }
        length
    }
}
