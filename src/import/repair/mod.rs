//! Geometry as offices draw it, made valid: every repair is told with the area before and after, and what cannot be
//! decided is refused instead of guessed.
//!
//! ```text
//! Geometry ──▶ shape ──▶ ring: repeats, spikes ─▶ crossing: faults ─▶ untangle: valid pieces ─┬─▶ Geometry, findings
//!                              ▲───────────────────── until nothing is found ────────────────┘
//! ```
//!
//! All lengths are metres of one projection zone. Nothing here reads a file, and nothing depends on other rows.
//!
//! **Bounded work.** Cleaning a ring is linear. Faults are looked for in one R-tree of all edges, n·log n for outlines as
//! they are drawn; a scribble whose edges nearly all cross each other is given up and refused once the comparisons pass
//! [`Limits::comparisons`]. Drawing anew costs as much again for each round of cutting, plus one ray for each chain of edges
//! between two crossings, under the same bound; it runs at most [`surface::ROUNDS`] times.

mod crossing;
mod fault;
mod finding;
mod labels;
mod noding;
mod part;
mod region;
mod ring;
mod shape;
mod sliver;
mod surface;
#[cfg(test)]
mod tests;
mod tracing;
mod untangle;

use geo::{Coord, CoordsIter, Geometry, MapCoords};

pub use finding::Finding;
pub use labels::{Joined, join_labels};
pub use ring::close_ring;

/// What a layer takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Outlines: `Polygon`, `MultiPolygon`.
    Surface,
    /// Centrelines: `LineString`, `MultiLineString`.
    Line,
    /// Positions: `Point`, `MultiPoint`.
    Point,
}

/// A geometry after repair.
#[derive(Clone, Debug, PartialEq)]
pub struct Repaired {
    /// Valid and of the wanted kind; `None` if refused, and then at least one finding is a refusal.
    pub geometry: Option<Geometry<f64>>,
    /// What was wrong, in the order it was found; empty for a geometry that passed untouched.
    pub findings: Vec<Finding>,
}

/// How far a repair may go.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// The share of the enclosed ground that untangling may take away; 0.02, twice what two surveys of one plot may
    /// differ by. Lobes of a bowtie are all enclosed and all kept, so they change nothing.
    pub area_change: f64,
    /// Pieces and holes that a repair leaves behind and that are smaller than this, in m², are dropped; 1.
    pub sliver_m2: f64,
    /// The same for pieces narrower on average than this, in metres (twice the area over the perimeter); 0.05, half
    /// the width of a pen stroke at 1:200.
    pub sliver_width_m: f64,
    /// An open line whose ends are nearer than this, in metres, was meant to be closed; 0.15, a drafting gap.
    pub close_gap_m: f64,
    /// A line that goes out and comes back within this width, in metres, is a spike; 0.001: less is rounding.
    pub spike_width_m: f64,
    /// … if it is also this many times longer than wide; 1 000.
    pub spike_ratio: f64,
    /// The largest coordinate, in metres; 10 000 000, the pole seen from the equator.
    pub reach_m: f64,
    /// The most vertices of one geometry; 500 000, eight times a province boundary at full detail.
    pub most_vertices: usize,
    /// The most pairs of edges compared for each vertex, on average; 64 (outlines as drawn need about 4;
    /// a place where edges meet counts for 32).
    pub comparisons_per_vertex: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            area_change: 0.02,
            sliver_m2: 1.0,
            sliver_width_m: 0.05,
            close_gap_m: 0.15,
            spike_width_m: 0.001,
            spike_ratio: 1_000.0,
            reach_m: 10_000_000.0,
            most_vertices: 500_000,
            comparisons_per_vertex: 64,
        }
    }
}

impl Limits {
    /// How many pairs of edges may be compared for an outline of so many vertices. Small outlines may be as tangled as
    /// they like: a thousand vertices are a million pairs at worst.
    fn comparisons(&self, vertices: usize) -> usize {
        vertices.saturating_mul(self.comparisons_per_vertex).max(2_000_000)
    }
}

/// Makes a geometry valid and of the wanted kind, and tells what was wrong.
///
/// Coordinates are metres. The result is valid by `geo::Validation`, rings are closed, outer rings run counter-clockwise
/// and holes clockwise (RFC 7946), and repairing it again finds nothing. A geometry without fault comes back bit by bit,
/// but for what lies less than a nanometre from an axis.
pub fn repair(geometry: Geometry<f64>, wanted: Wanted, limits: &Limits) -> Repaired {
    if let Some(finding) = out_of_range(&geometry, limits) {
        return Repaired { geometry: None, findings: vec![finding] };
    }
    let geometry = geometry.map_coords(without_dust);
    match wanted {
        Wanted::Surface => shape::surface(geometry, limits),
        Wanted::Line => shape::line(geometry),
        Wanted::Point => shape::point(geometry),
    }
}

/// Less than a nanometre from an axis is on it: products of such numbers vanish, and with them the side a corner lies on.
fn without_dust(coord: Coord<f64>) -> Coord<f64> {
    let clean = |metres: f64| if metres.abs() < 1e-9 { 0.0 } else { metres };
    Coord { x: clean(coord.x), y: clean(coord.y) }
}

fn out_of_range(geometry: &Geometry<f64>, limits: &Limits) -> Option<Finding> {
    let vertices = geometry.coords_count();
    if vertices > limits.most_vertices {
        return Some(finding::too_many_vertices(vertices, limits.most_vertices));
    }
    // Written so that NaN, which compares with nothing, is out of range.
    let within = |metres: f64| metres.abs() <= limits.reach_m;
    let astray = geometry.coords_iter().find(|Coord { x, y }| !(within(*x) && within(*y)));
    astray.map(|coord| finding::out_of_range(coord, limits.reach_m))
}
