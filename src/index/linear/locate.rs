//! Where a position lies along a road.

use geo::Coord;

use super::SectionLine;
use super::line::{BLOCK, Block, Run, Vertex};
use super::order::apart;
use crate::model::{ChainageBasis, DataClass, GeometryAccuracy, Side};

/// Nearer than this a position is on the centreline itself, metres.
const ON_LINE_M: f64 = 0.001;

/// The spot of a road's centreline that is nearest to a position.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Located {
    /// Its chainage, metres; below 0 where a road is drawn beyond its first post.
    pub chainage_m: f64,
    /// How the chainage is known.
    pub basis: ChainageBasis,
    /// From the position to the spot, metres.
    pub offset_m: f64,
    /// The side on which the position lies, seen with growing chainage; `None` on the centreline.
    pub side: Option<Side>,
    /// The spot, degrees.
    pub at: Coord<f64>,
    /// How the road was drawn there.
    pub accuracy: GeometryAccuracy,
}

/// The nearest spot, metres.
#[derive(Clone, Copy, Debug)]
pub(super) struct Foot {
    pub along: f64,
    pub at: Coord<f64>,
    pub distance: f64,
    run: usize,
    segment: usize,
    share: f64,
}

impl SectionLine {
    /// The nearest spot of the centreline to a position in degrees.
    pub fn locate(&self, position: Coord<f64>) -> Located {
        let here = self.on_grid(position);
        let foot =
            self.foot(here).unwrap_or(Foot { along: 0.0, at: here, distance: 0.0, run: 0, segment: 0, share: 0.0 });
        Located {
            chainage_m: self.chainage.of(foot.along),
            basis: self.basis_along(foot.along),
            offset_m: foot.distance,
            side: self.side_of(&foot, here),
            at: self.in_degrees(foot.at),
            accuracy: self.accuracy_along(foot.along),
        }
    }

    /// The nearest spot to a position on the grid; of spots equally near the first.
    pub(super) fn foot(&self, here: Coord<f64>) -> Option<Foot> {
        // A vertex of each block tells how far the nearest spot can be at most.
        let starts =
            self.runs.iter().flat_map(|run| run.blocks.iter().map(|block| apart(run.vertices[block.first].at, here)));
        let within = starts.fold(f64::INFINITY, f64::min);
        let mut nearest: Option<Foot> = None;
        for (run, Run { vertices, blocks }) in self.runs.iter().enumerate() {
            for block in blocks.iter().filter(|block| block.apart(here) <= within) {
                let last = (block.first + BLOCK).min(vertices.len() - 1);
                for segment in block.first..last {
                    let foot = foot_on(run, segment, vertices[segment], vertices[segment + 1], here);
                    if nearest.is_none_or(|nearest| foot.distance < nearest.distance) {
                        nearest = Some(foot);
                    }
                }
            }
        }
        nearest
    }

    /// The side by the direction of the road there; at a vertex by the middle of its two directions.
    fn side_of(&self, foot: &Foot, here: Coord<f64>) -> Option<Side> {
        if foot.distance < ON_LINE_M {
            return None;
        }
        let vertices = &self.runs[foot.run].vertices;
        let mut forward = direction(&vertices[foot.segment..])?;
        if foot.share >= 1.0 && foot.segment + 2 < vertices.len() {
            forward = forward + direction(&vertices[foot.segment + 1..])?;
        } else if foot.share <= 0.0 && foot.segment > 0 {
            forward = forward + direction(&vertices[foot.segment - 1..])?;
        }
        let out = here - foot.at;
        let turn = forward.x * out.y - forward.y * out.x;
        // Straight on from the end of the road is on neither side.
        match turn / foot.distance {
            turn if turn > 1e-9 => Some(Side::Left),
            turn if turn < -1e-9 => Some(Side::Right),
            _ => None,
        }
    }

    /// How the chainage of a metre of the line is known: surveyed between two surveyed posts on a line that is drawn and no sketch.
    pub(super) fn basis_along(&self, along: f64) -> ChainageBasis {
        let surveyed = self.chainage.enclosing(along).is_some_and(|(before, after)| {
            before.surveyed && after.surveyed && self.is_drawn_to_scale(before.along, after.along)
        });
        if surveyed { ChainageBasis::Surveyed } else { ChainageBasis::Computed }
    }

    fn is_drawn_to_scale(&self, from: f64, to: f64) -> bool {
        let holds = |vertices: &[Vertex]| {
            let within = |at: f64| {
                vertices.first().is_some_and(|first| first.along <= at + 1e-3)
                    && vertices.last().is_some_and(|last| at <= last.along + 1e-3)
            };
            within(from) && within(to)
        };
        let Some(run) = self.runs.iter().find(|run| holds(&run.vertices)) else { return false };
        let first = run.segment_at(from);
        let mut crossed = run.vertices[first..run.vertices.len() - 1].iter().take_while(|vertex| vertex.along < to);
        crossed.all(|vertex| {
            let link = &self.links[vertex.link];
            let to_scale = matches!(link.accuracy, GeometryAccuracy::Surveyed | GeometryAccuracy::Digitised);
            to_scale && link.data_class == DataClass::Fact
        })
    }

    /// How the line was drawn at one of its metres; in a gap as before it.
    pub(super) fn accuracy_along(&self, along: f64) -> GeometryAccuracy {
        let reached = self.runs.iter().take_while(|run| run.vertices.first().is_some_and(|first| first.along <= along));
        let run = reached.last().or_else(|| self.runs.first());
        let vertex = run.and_then(|run| run.vertices.get(run.segment_at(along)));
        vertex.map_or(GeometryAccuracy::Illustrative, |vertex| self.links[vertex.link].accuracy)
    }

    /// A position of the grid in degrees.
    pub(super) fn in_degrees(&self, at: Coord<f64>) -> Coord<f64> {
        self.frame.to_degrees(&crate::model::Metric(geo::Point(at))).0
    }
}

/// The nearest spot of one segment.
fn foot_on(run: usize, segment: usize, from: Vertex, to: Vertex, here: Coord<f64>) -> Foot {
    let (along, out) = (to.at - from.at, here - from.at);
    let length_2 = along.x * along.x + along.y * along.y;
    let share = if length_2 > 0.0 { ((along.x * out.x + along.y * out.y) / length_2).clamp(0.0, 1.0) } else { 0.0 };
    let at = from.at + along * share;
    Foot { along: from.along + (to.along - from.along) * share, at, distance: apart(here, at), run, segment, share }
}

impl Block {
    /// How far a position is from its box, metres; 0 inside.
    fn apart(&self, here: Coord<f64>) -> f64 {
        let out = |value: f64, min: f64, max: f64| (min - value).max(value - max).max(0.0);
        out(here.x, self.min.x, self.max.x).hypot(out(here.y, self.min.y, self.max.y))
    }
}

/// The direction of the first segment, one metre long.
pub(super) fn direction(vertices: &[Vertex]) -> Option<Coord<f64>> {
    let [from, to, ..] = vertices else { return None };
    let step = to.at - from.at;
    let length = step.x.hypot(step.y);
    (length > 0.0).then(|| step / length)
}
