//! Links cut into pieces at the nodes they pass.

use std::collections::HashMap;

use geo::{Coord, Distance, Euclidean, Geometry};

use super::opening::OpenLink;
use super::piece::Piece;
use crate::model::{Id, MetricFrame, RoadLink};
use crate::rules::{LinkSpeed, Speeds};

/// A position to seven decimals of a degree, about a centimetre: ends drawn nearer than that meet.
pub(super) type Cell = (i64, i64);

pub(super) fn cell(position: Coord<f64>) -> Cell {
    ((position.x * 1e7).round() as i64, (position.y * 1e7).round() as i64)
}

/// The pieces and nodes of a network while it is built.
pub(super) struct Pieces {
    pub pieces: Vec<Piece>,
    /// Vertices of all pieces, piece after piece, degrees.
    pub vertices: Vec<Coord<f64>>,
    /// Millimetres from the start of its piece to each vertex.
    pub along: Vec<u32>,
    /// Nodes by the id that links call them.
    pub named: HashMap<Id, u32>,
    /// Nodes by position, where there is only one.
    pub located: HashMap<Cell, u32>,
    pub node_count: u32,
}

/// Cuts links where they pass a node of another link, or a vertex that is the very position of a transport node.
pub(super) fn split(links: &[OpenLink<'_>], stops: &[Coord<f64>], frame: &MetricFrame, speeds: &Speeds) -> Pieces {
    let mut nodes = Nodes::default();
    for open in links {
        let line = line_of(open.link);
        if let (Some(first), Some(last)) = (line.first(), line.last()) {
            nodes.add(&open.link.from_node, *first);
            nodes.add(&open.link.to_node, *last);
        }
    }
    let mut located = nodes.unambiguous();
    let mut node_count = nodes.named.len() as u32;
    let passed: std::collections::HashSet<Cell> =
        links.iter().flat_map(|open| line_of(open.link)).map(|vertex| cell(*vertex)).collect();
    for stop in
        stops.iter().map(|stop| cell(*stop)).filter(|stop| passed.contains(stop) && !nodes.at.contains_key(stop))
    {
        located.entry(stop).or_insert_with(|| {
            node_count += 1;
            node_count - 1
        });
    }
    let mut cut = Pieces { pieces: vec![], vertices: vec![], along: vec![], named: nodes.named, located, node_count };
    for open in links {
        let speed = speeds.on_link(open.link.speed_kmh, open.section.present_grade.as_deref(), open.section.class);
        cut.add_link(open, speed, frame);
    }
    cut
}

fn line_of(link: &RoadLink) -> &[Coord<f64>] {
    match link.geometry.get() {
        Geometry::LineString(line) => &line.0,
        // The store lets nothing else in.
        _ => &[],
    }
}

#[derive(Default)]
struct Nodes {
    named: HashMap<Id, u32>,
    /// Every node at a position: two with different ids do not meet there, a bridge over a road.
    at: HashMap<Cell, Vec<u32>>,
}

impl Nodes {
    fn add(&mut self, id: &Id, position: Coord<f64>) {
        let next = self.named.len() as u32;
        let node = *self.named.entry(id.clone()).or_insert(next);
        let here = self.at.entry(cell(position)).or_default();
        if !here.contains(&node) {
            here.push(node);
        }
    }

    fn unambiguous(&self) -> HashMap<Cell, u32> {
        self.at.iter().filter(|(_, nodes)| nodes.len() == 1).map(|(cell, nodes)| (*cell, nodes[0])).collect()
    }
}

impl Pieces {
    fn add_link(&mut self, open: &OpenLink<'_>, speed: LinkSpeed, frame: &MetricFrame) {
        let line = line_of(open.link);
        let (Some(from), Some(to)) = (self.named.get(&open.link.from_node), self.named.get(&open.link.to_node)) else {
            return;
        };
        let (mut tail, last_node) = (*from, *to);
        let metric: Vec<Coord<f64>> = line.iter().map(|vertex| frame.to_metric(&geo::Point(*vertex)).0.0).collect();
        let mut start = 0;
        for end in 1..line.len() {
            let node = match self.located.get(&cell(line[end])) {
                _ if end == line.len() - 1 => last_node,
                Some(node) => *node,
                None => continue,
            };
            let piece = Cut { open, speed, tail, head: node };
            self.add_piece(&piece, &line[start..=end], &metric[start..=end]);
            (start, tail) = (end, node);
        }
    }

    fn add_piece(&mut self, cut: &Cut<'_, '_>, line: &[Coord<f64>], metric: &[Coord<f64>]) {
        let first = self.vertices.len() as u32;
        let (mut length, mut car, mut truck) = (0_u32, 0_u32, 0_u32);
        self.vertices.extend_from_slice(line);
        self.along.push(0);
        for pair in metric.windows(2) {
            // Every segment is rounded by itself, so that a link has the same length however often it is cut.
            let millimetres = (Euclidean.distance(pair[0], pair[1]) * 1000.0).round() as u32;
            length = length.saturating_add(millimetres);
            car = car.saturating_add(milliseconds(millimetres, cut.speed.car));
            truck = truck.saturating_add(milliseconds(millimetres, cut.speed.truck));
            self.along.push(length);
        }
        if length == 0 && cut.tail == cut.head {
            self.vertices.truncate(first as usize);
            self.along.truncate(first as usize);
            return;
        }
        self.pieces.push(Piece {
            link: cut.open.link_at,
            section: cut.open.section_at,
            tail: cut.tail,
            head: cut.head,
            // A way must grow with every piece, or the search could turn in a circle that costs nothing.
            length: length.max(1),
            car: car.max(1),
            truck: truck.max(1),
            class: cut.open.section.class,
            one_way: cut.open.link.one_way == Some(true),
            vertices: first..self.vertices.len() as u32,
        });
    }
}

struct Cut<'o, 'b> {
    open: &'o OpenLink<'b>,
    speed: LinkSpeed,
    tail: u32,
    head: u32,
}

pub(super) fn milliseconds(millimetres: u32, kmh: f64) -> u32 {
    (f64::from(millimetres) * 3.6 / kmh).round() as u32
}
