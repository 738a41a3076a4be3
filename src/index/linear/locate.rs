//! Where a position lies along a road.

use geo::Coord;

use super::SectionLine;
use super::line::Vertex;
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
        let mut nearest: Option<Foot> = None;
        for (run, vertices) in self.runs.iter().map(|run| &run.vertices).enumerate() {
            for (segment, pair) in vertices.windows(2).enumerate() {
                let (along, out) = (pair[1].at - pair[0].at, here - pair[0].at);
                let length_2 = along.x * along.x + along.y * along.y;
                let share =
                    if length_2 > 0.0 { ((along.x * out.x + along.y * out.y) / length_2).clamp(0.0, 1.0) } else { 0.0 };
                let at = pair[0].at + along * share;
                let distance = (here.x - at.x).hypot(here.y - at.y);
                if nearest.is_none_or(|nearest| distance < nearest.distance) {
                    let along = pair[0].along + (pair[1].along - pair[0].along) * share;
                    nearest = Some(Foot { along, at, distance, run, segment, share });
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
        let mut crossed = run.vertices.windows(2).filter(|pair| pair[0].along < to && pair[1].along > from);
        crossed.all(|pair| {
            let link = &self.links[pair[0].link];
            let to_scale = matches!(link.accuracy, GeometryAccuracy::Surveyed | GeometryAccuracy::Digitised);
            to_scale && link.data_class == DataClass::Fact
        })
    }

    /// How the line was drawn at one of its metres; in a gap as before it.
    pub(super) fn accuracy_along(&self, along: f64) -> GeometryAccuracy {
        let segments = self.runs.iter().flat_map(|run| run.vertices.windows(2));
        let at = segments.take_while(|pair| pair[0].along <= along).last();
        let at = at.or_else(|| self.runs.first().and_then(|run| run.vertices.get(..2)));
        at.map_or(GeometryAccuracy::Illustrative, |pair| self.links[pair[0].link].accuracy)
    }

    /// A position of the grid in degrees.
    pub(super) fn in_degrees(&self, at: Coord<f64>) -> Coord<f64> {
        self.frame.to_degrees(&crate::model::Metric(geo::Point(at))).0
    }
}

/// The direction of the first segment, one metre long.
pub(super) fn direction(vertices: &[Vertex]) -> Option<Coord<f64>> {
    let [from, to, ..] = vertices else { return None };
    let step = to.at - from.at;
    let length = step.x.hypot(step.y);
    (length > 0.0).then(|| step / length)
}
