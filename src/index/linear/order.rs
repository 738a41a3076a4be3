//! Runs of a road one after the other: which comes next, which way round, and which only lie beside another.

use geo::{Coord, Distance, Euclidean, LineString, Point};

use super::chain::{Chains, Drawn, Step, chains};

/// A run whose ends and middle lie this near to a longer one is its other carriageway, metres.
const BESIDE_M: f64 = 60.0;
/// Ends nearer than this are the same point of the road, metres.
pub(super) const MEETS_M: f64 = 1.0;
/// A section in more runs than this is not a road anybody drew; the shortest are left out.
const MOST_RUNS: usize = 200;

/// A run while it is put in order.
#[derive(Clone)]
pub(super) struct Walk {
    /// Its links in order.
    pub steps: Vec<Step>,
    /// Its vertices in order, with the drawn link of the segment that begins there.
    pub vertices: Vec<(Coord<f64>, usize)>,
    /// Its length, metres.
    pub length: f64,
}

/// The runs of a section in order, and links that are in none.
pub(super) struct Ordered {
    /// In order; which way it grows is decided later.
    pub walks: Vec<Walk>,
    /// Links beside the road.
    pub forks: Vec<usize>,
}

/// Chains links into runs and orders them: from the longest run on, the nearest end comes next.
pub(super) fn ordered(links: &[Drawn]) -> Ordered {
    let Chains { chains, mut forks } = chains(links);
    let mut waiting: Vec<Walk> = chains.into_iter().map(|steps| Walk::of(steps, links)).collect();
    waiting.sort_by(|one, other| other.length.total_cmp(&one.length));
    let mut kept: Vec<Walk> = vec![];
    for walk in waiting {
        if kept.len() >= MOST_RUNS || kept.iter().any(|longer| walk.lies_beside(longer)) {
            forks.extend(walk.steps.iter().map(|step| step.drawn));
        } else {
            kept.push(walk);
        }
    }
    forks.sort_unstable();
    Ordered { walks: one_after_the_other(kept), forks }
}

fn one_after_the_other(mut waiting: Vec<Walk>) -> Vec<Walk> {
    if waiting.is_empty() {
        return waiting;
    }
    let mut order = std::collections::VecDeque::from([waiting.remove(0)]);
    while let (Some(first), Some(last)) = (order.front().map(Walk::start), order.back().map(Walk::end)) {
        let places = waiting.iter().enumerate().flat_map(|(at, walk)| {
            let (start, end) = (walk.start(), walk.end());
            // Behind the last as drawn or turned, before the first as drawn or turned.
            let gaps = [
                (last, start, true, false),
                (last, end, true, true),
                (first, end, false, false),
                (first, start, false, true),
            ];
            gaps.map(|(here, there, behind, turned)| (apart(here, there), at, behind, turned))
        });
        let Some((_, at, behind, turned)) = places.min_by(|one, other| one.0.total_cmp(&other.0)) else { break };
        let walk = waiting.remove(at);
        let walk = if turned { walk.turned() } else { walk };
        if behind { order.push_back(walk) } else { order.push_front(walk) }
    }
    order.into()
}

/// Metres between two positions on the grid.
pub(super) fn apart(one: Coord<f64>, other: Coord<f64>) -> f64 {
    (one.x - other.x).hypot(one.y - other.y)
}

impl Walk {
    fn of(steps: Vec<Step>, links: &[Drawn]) -> Self {
        let mut vertices: Vec<(Coord<f64>, usize)> = vec![];
        for step in &steps {
            let line = links[step.drawn].line.iter().map(|at| (*at, step.drawn));
            let line: Vec<_> = if step.against { line.rev().collect() } else { line.collect() };
            // The node two links share is written once; it begins a segment of the second.
            vertices.pop_if(|last| line.first().is_some_and(|first| first.0 == last.0));
            vertices.extend(line);
        }
        let length = steps.iter().map(|step| links[step.drawn].length).sum();
        Walk { steps, vertices, length }
    }

    /// Where it starts.
    pub fn start(&self) -> Coord<f64> {
        self.vertices.first().map_or(Coord::zero(), |vertex| vertex.0)
    }

    /// Where it ends.
    pub fn end(&self) -> Coord<f64> {
        self.vertices.last().map_or(Coord::zero(), |vertex| vertex.0)
    }

    /// The same walked the other way.
    pub fn turned(self) -> Self {
        let steps = self.steps.into_iter().rev().map(|step| Step { against: !step.against, ..step }).collect();
        let links: Vec<usize> = self.vertices.iter().map(|vertex| vertex.1).collect();
        // A segment keeps its link: what began at its one end now begins at the other.
        let begins = links.iter().rev().skip(1).chain(links.first());
        let vertices = self.vertices.iter().rev().zip(begins).map(|((at, _), link)| (*at, *link)).collect();
        Walk { steps, vertices, length: self.length }
    }

    fn lies_beside(&self, longer: &Walk) -> bool {
        let line = LineString::from(longer.vertices.iter().map(|vertex| vertex.0).collect::<Vec<_>>());
        let middle = self.vertices[self.vertices.len() / 2].0;
        // A short run that only touches the end of the other goes on from there.
        let goes_on = [longer.start(), longer.end()]
            .iter()
            .any(|end| apart(*end, self.start()) < BESIDE_M || apart(*end, self.end()) < BESIDE_M)
            && self.length < 2.0 * BESIDE_M;
        let near = |at: Coord<f64>| Euclidean.distance(&Point(at), &line) < BESIDE_M;
        !goes_on && near(self.start()) && near(middle) && near(self.end())
    }
}
