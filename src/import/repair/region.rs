//! Which ground lies inside: noded rings, and how often each of them runs around the two sides of every edge.

use std::collections::{BTreeMap, HashMap};

use geo::{Coord, Line};
use rstar::{AABB, RTree, RTreeObject};

use super::crossing::{TooTangled, bits, ray_crosses, spend};
use super::ring::Ring;

/// How often each ring runs around a place, counter-clockwise; rings that do not are left out. Odd is inside by the
/// even-odd rule, not zero is inside by the other.
pub type Windings = BTreeMap<usize, i32>;

/// How deep a place lies by two rules.
pub type Depth = [i32; 2];

/// An edge between two corners, however many rings run along it.
#[derive(Debug)]
pub struct Span {
    /// From its western (or southern) end.
    pub line: Line<f64>,
    /// How often rings run along it, east minus west.
    along: Windings,
    /// Depth to its left, by both rules.
    pub left: Depth,
    /// Depth to its right.
    pub right: Depth,
}

/// A span in an R-tree.
struct Framed {
    line: Line<f64>,
    span: usize,
}

impl RTreeObject for Framed {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        AABB::from_corners(self.line.start.into(), self.line.end.into())
    }
}

/// All edges of noded rings with the depth on both sides.
pub struct Region {
    /// Each edge once.
    pub spans: Vec<Span>,
}

impl Region {
    /// Lays out noded rings; `depth` is told the windings of a place and says how deep it lies by two rules.
    ///
    /// One ray is cast for each chain of edges between two places where rings meet, not for each edge.
    ///
    /// **Errors**: [`TooTangled`] if the rays meet more than `comparisons` edges.
    pub fn new(rings: &[Ring], comparisons: usize, depth: impl Fn(&Windings) -> Depth) -> Result<Self, TooTangled> {
        let (mut spans, routes) = spans(rings);
        let mut degrees: HashMap<[u64; 2], usize> = HashMap::new();
        for end in spans.iter().flat_map(|span| [span.line.start, span.line.end]) {
            *degrees.entry(bits(end)).or_default() += 1;
        }
        let framed = spans.iter().enumerate().map(|(span, Span { line, .. })| Framed { line: *line, span });
        let tree = RTree::bulk_load(framed.collect());
        let mut left = comparisons;
        for route in routes {
            let mut ahead = None;
            for (number, forward) in route {
                let start = if forward { spans[number].line.start } else { spans[number].line.end };
                let known = ahead.filter(|_| degrees[&bits(start)] == 2);
                let sides = match known {
                    Some(sides) => sides,
                    None => turned(sides(number, &spans, &tree, &mut left, &depth)?, forward),
                };
                [spans[number].left, spans[number].right] = turned(sides, forward);
                ahead = Some(sides);
            }
        }
        Ok(Region { spans })
    }

    /// The areas of all that is inside, m²; ground that is two deep counts twice.
    pub fn areas(&self) -> [f64; 2] {
        let Some(first) = self.spans.first() else { return [0.0; 2] };
        let origin = first.line.start;
        let mut areas = [0.0; 2];
        for Span { line, left, right, .. } in &self.spans {
            let (from, to) = (line.start - origin, line.end - origin);
            let swept = (from.x * to.y - from.y * to.x) / 2.0;
            for rule in 0..2 {
                areas[rule] += swept * f64::from(left[rule] - right[rule]);
            }
        }
        areas
    }
}

/// Left and right as seen by who goes this way.
fn turned([left, right]: [Depth; 2], forward: bool) -> [Depth; 2] {
    if forward { [left, right] } else { [right, left] }
}

/// The edges of rings, each once, and each ring as the spans it runs along (whether from start to end).
fn spans(rings: &[Ring]) -> (Vec<Span>, Vec<Vec<(usize, bool)>>) {
    let mut spans: Vec<Span> = Vec::new();
    let mut numbers: HashMap<[[u64; 2]; 2], usize> = HashMap::new();
    let mut routes = Vec::with_capacity(rings.len());
    for (ring, corners) in rings.iter().enumerate() {
        let mut route = Vec::with_capacity(corners.len());
        for (&from, &to) in corners.iter().zip(corners.iter().cycle().skip(1)).filter(|(from, to)| from != to) {
            let forward = (from.x, from.y) < (to.x, to.y);
            let line = if forward { Line::new(from, to) } else { Line::new(to, from) };
            let number = *numbers.entry([bits(line.start), bits(line.end)]).or_insert_with(|| {
                spans.push(Span { line, along: Windings::new(), left: [0; 2], right: [0; 2] });
                spans.len() - 1
            });
            *spans[number].along.entry(ring).or_default() += if forward { 1 } else { -1 };
            route.push((number, forward));
        }
        routes.push(route);
    }
    (spans, routes)
}

/// Depth left and right of a span, by a ray to the east from its middle, which on the grid is exact.
fn sides(
    number: usize,
    spans: &[Span],
    tree: &RTree<Framed>,
    left: &mut usize,
    depth: impl Fn(&Windings) -> Depth,
) -> Result<[Depth; 2], TooTangled> {
    let Span { line, along, .. } = &spans[number];
    let eye = Coord { x: (line.start.x + line.end.x) / 2.0, y: (line.start.y + line.end.y) / 2.0 };
    let east = tree.root().envelope().upper()[0];
    let mut windings = Windings::new();
    for other in tree.locate_in_envelope_intersecting(&AABB::from_corners([eye.x, eye.y], [east, eye.y])) {
        spend(left)?;
        if other.span != number && ray_crosses(eye, other.line) {
            let rises = other.line.end.y > other.line.start.y;
            add(&mut windings, &spans[other.span].along, if rises { 1 } else { -1 });
        }
    }
    // The ray runs a hair above the middle: east of a span that rises is its right, else its left.
    let here = depth(&windings);
    let rises = line.end.y > line.start.y;
    add(&mut windings, along, if rises { 1 } else { -1 });
    let there = depth(&windings);
    Ok(if rises { [there, here] } else { [here, there] })
}

fn add(windings: &mut Windings, along: &Windings, times: i32) {
    for (&ring, &count) in along {
        let winding = windings.entry(ring).or_default();
        *winding += times * count;
        if *winding == 0 {
            windings.remove(&ring);
        }
    }
}
