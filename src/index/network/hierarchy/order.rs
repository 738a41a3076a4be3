//! In which order nodes are taken out: what separates the network into halves comes last.
//!
//! Nested dissection. A set of nodes is cut in two where a line across it meets few roads; the nodes at the cut separate the halves and are
//! ranked above both, and each half is cut in turn. Rivers, railways and ranges of hills, which few roads cross, are found by themselves.
//! The order does not depend on costs, so all costs share one.

use geo::Coord;

use crate::index::network::Graph;

/// Sets as small as this are not cut any more.
const SMALLEST_CUT: usize = 4;

/// Sets as large as this are worth another thread.
const WORTH_A_THREAD: usize = 5_000;

/// Each half has at least this share of the nodes.
const LEAST_SHARE: f64 = 0.3;

/// Directions across which a set is cut.
const DIRECTIONS: [(f64, f64); 4] = [(1.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, -1.0)];

/// Every node once, in the order in which they are taken out.
pub(super) fn order(graph: &Graph) -> Vec<u32> {
    let nodes = graph.node_count() as usize;
    let mut places = vec![Coord { x: 0.0, y: 0.0 }; nodes];
    let mut pairs = Vec::with_capacity(2 * graph.pieces().len());
    for piece in 0..graph.pieces().len() as u32 {
        let (tail, head) = (graph.tail(2 * piece), graph.head(2 * piece));
        let mut vertices = graph.line(piece).map(|(vertex, _)| vertex);
        if let Some(first) = vertices.next() {
            places[head as usize] = vertices.last().unwrap_or(first);
            places[tail as usize] = first;
        }
        if tail != head {
            pairs.extend([(tail, head), (head, tail)]);
        }
    }
    let names = (0..nodes as u32).collect();
    Part::new(names, places, pairs).dissected()
}

/// Some of the nodes, numbered anew, with the roads between them.
struct Part {
    /// What each is called in the network.
    names: Vec<u32>,
    places: Vec<Coord<f64>>,
    starts: Vec<u32>,
    neighbours: Vec<u32>,
}

impl Part {
    fn new(names: Vec<u32>, places: Vec<Coord<f64>>, mut pairs: Vec<(u32, u32)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let mut starts = vec![0; names.len() + 1];
        pairs.iter().for_each(|(from, _)| starts[*from as usize + 1] += 1);
        for at in 0..names.len() {
            starts[at + 1] += starts[at];
        }
        Part { names, places, starts, neighbours: pairs.into_iter().map(|(_, to)| to).collect() }
    }

    fn len(&self) -> usize {
        self.names.len()
    }

    fn neighbours(&self, node: u32) -> &[u32] {
        &self.neighbours[self.starts[node as usize] as usize..self.starts[node as usize + 1] as usize]
    }

    fn dissected(self) -> Vec<u32> {
        if self.len() < SMALLEST_CUT {
            return self.names;
        }
        let is_left = self.best_cut();
        let separates = self.separator(&is_left);
        let half = |wanted: bool| self.of(|node| is_left[node] == wanted && !separates[node]);
        let (left, right) = (half(true), half(false));
        let last: Vec<u32> = (0..self.len()).filter(|node| separates[*node]).map(|node| self.names[node]).collect();
        let (mut order, right) = if self.len() < WORTH_A_THREAD {
            (left.dissected(), right.dissected())
        } else {
            rayon::join(|| left.dissected(), || right.dissected())
        };
        order.extend(right);
        order.extend(last);
        order
    }

    /// Which nodes lie on one side of the line that meets the fewest roads for the size of the smaller half.
    fn best_cut(&self) -> Vec<bool> {
        let mut best: Option<(f64, usize, Vec<u32>)> = None;
        for direction in DIRECTIONS {
            let sorted = self.across(direction);
            let (ratio, left) = self.fewest_roads(&sorted);
            if best.as_ref().is_none_or(|(least, ..)| ratio < *least) {
                best = Some((ratio, left, sorted));
            }
        }
        let mut is_left = vec![false; self.len()];
        if let Some((_, left, sorted)) = best {
            sorted[..left].iter().for_each(|node| is_left[*node as usize] = true);
        }
        is_left
    }

    /// The nodes as a line that moves across them meets them.
    fn across(&self, (x, y): (f64, f64)) -> Vec<u32> {
        let far = |node: &u32| self.places[*node as usize].x * x + self.places[*node as usize].y * y;
        let mut sorted: Vec<u32> = (0..self.len() as u32).collect();
        sorted.sort_unstable_by(|one, other| far(one).total_cmp(&far(other)).then(one.cmp(other)));
        sorted
    }

    /// Where the line meets the fewest roads for the size of the smaller half, and how many nodes it has passed then.
    fn fewest_roads(&self, sorted: &[u32]) -> (f64, usize) {
        let least = ((self.len() as f64 * LEAST_SHARE) as usize).max(1);
        let mut passed = vec![false; self.len()];
        let (mut roads, mut best) = (0_i64, (f64::INFINITY, self.len() / 2));
        for (at, node) in sorted.iter().enumerate().take(self.len() - least) {
            passed[*node as usize] = true;
            for neighbour in self.neighbours(*node) {
                roads += if passed[*neighbour as usize] { -1 } else { 1 };
            }
            let left = at + 1;
            let ratio = roads as f64 / left.min(self.len() - left) as f64;
            if left >= least && ratio < best.0 {
                best = (ratio, left);
            }
        }
        best
    }

    /// The nodes of one side that touch the other: of the side where they are fewer.
    fn separator(&self, is_left: &[bool]) -> Vec<bool> {
        let touches =
            |node: &usize| self.neighbours(*node as u32).iter().any(|other| is_left[*other as usize] != is_left[*node]);
        let border: Vec<usize> = (0..self.len()).filter(touches).collect();
        let on_left = border.iter().filter(|node| is_left[**node]).count();
        let take_left = 2 * on_left <= border.len();
        let mut separates = vec![false; self.len()];
        border.into_iter().filter(|node| is_left[*node] == take_left).for_each(|node| separates[node] = true);
        separates
    }

    fn of(&self, belongs: impl Fn(usize) -> bool) -> Part {
        let kept: Vec<usize> = (0..self.len()).filter(|node| belongs(*node)).collect();
        let mut number = vec![u32::MAX; self.len()];
        (0_u32..).zip(&kept).for_each(|(new, old)| number[*old] = new);
        let mut pairs = vec![];
        for old in &kept {
            for other in self.neighbours(*old as u32).iter().filter(|other| number[**other as usize] < u32::MAX) {
                pairs.push((number[*old], number[*other as usize]));
            }
        }
        let names = kept.iter().map(|old| self.names[*old]).collect();
        Part::new(names, kept.iter().map(|old| self.places[*old]).collect(), pairs)
    }
}
