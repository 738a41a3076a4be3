//! Where rings meet themselves and each other, and which ring lies in which.
//!
//! One R-tree holds the edges of all rings. Every answer rests on exact orientation, so a ring that only touches another
//! is told from one that crosses it.

use std::collections::{BTreeMap, BTreeSet};

use geo::algorithm::kernels::{Kernel, Orientation, RobustKernel};
use geo::line_intersection::{LineIntersection, line_intersection};
use geo::{Coord, Line};
use rstar::{AABB, RTree, RTreeObject};

/// An edge of a ring, from corner `at` to the next.
pub struct Edge {
    /// From the corner to the next.
    pub line: Line<f64>,
    /// The number of the ring.
    pub ring: usize,
    /// The number of the corner.
    pub at: usize,
}

impl RTreeObject for Edge {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        AABB::from_corners(self.line.start.into(), self.line.end.into())
    }
}

/// More edges would have to be compared than is allowed.
#[derive(Debug)]
pub struct TooTangled;

/// How rings lie to themselves and each other. Rings are numbered as they were given.
#[derive(Debug, Default)]
pub struct Lie {
    /// Rings that cross or touch themselves: the places, as bits.
    pub tangled: BTreeMap<usize, Places>,
    /// Pairs of rings, the lower first, that cross or run along each other, and where.
    pub crossing: BTreeMap<(usize, usize), Coord<f64>>,
    /// Per ring, a point of it where it touches no other.
    pub points: Vec<Coord<f64>>,
    /// Per ring, the rings around that point; for rings that do not cross, around all of it.
    pub around: Vec<BTreeSet<usize>>,
}

/// Places, each once.
#[derive(Debug, Default)]
pub struct Places {
    seen: BTreeSet<[u64; 2]>,
    /// The first that was found.
    pub first: Option<Coord<f64>>,
}

impl Places {
    fn add(&mut self, place: Coord<f64>) {
        self.first.get_or_insert(place);
        self.seen.insert(bits(place));
    }

    /// How many.
    pub fn count(&self) -> usize {
        self.seen.len()
    }
}

/// A place as bits, to be looked up exactly.
pub fn bits(place: Coord<f64>) -> [u64; 2] {
    // Adding zero makes −0 and 0 the same place.
    [(place.x + 0.0).to_bits(), (place.y + 0.0).to_bits()]
}

/// Compares rings of at least three corners each, none repeated.
///
/// **Errors**: [`TooTangled`] once `comparisons` pairs of edges have been looked at.
pub fn compare(rings: &[&[Coord<f64>]], comparisons: usize) -> Result<Lie, TooTangled> {
    let mut survey = Survey {
        rings,
        tree: RTree::bulk_load(edges(rings)),
        touching: vec![BTreeSet::new(); rings.len()],
        lie: Lie::default(),
        left: comparisons,
    };
    survey.meet()?;
    for ring in 0..rings.len() {
        let point = survey.free_point(ring);
        // The ring's own edges do not count.
        let mut around = rings_around(&survey.tree, point, &mut survey.left)?;
        around.remove(&ring);
        survey.lie.points.push(point);
        survey.lie.around.push(around);
    }
    Ok(survey.lie)
}

/// The edges of rings, the closing one included.
pub fn edges(rings: &[&[Coord<f64>]]) -> Vec<Edge> {
    let edges_of = |(ring, corners): (usize, &&[Coord<f64>])| {
        let lines = corners.iter().zip(corners.iter().cycle().skip(1)).enumerate();
        lines.map(move |(at, (start, end))| Edge { line: Line::new(*start, *end), ring, at }).collect::<Vec<_>>()
    };
    rings.iter().enumerate().flat_map(edges_of).collect()
}

struct Survey<'r> {
    rings: &'r [&'r [Coord<f64>]],
    tree: RTree<Edge>,
    /// Per ring, where it touches others without crossing them.
    touching: Vec<BTreeSet<[u64; 2]>>,
    lie: Lie,
    left: usize,
}

/// How many comparisons a place where edges meet counts for: it is kept, and each is cut there later.
const MEETING: usize = 32;

/// Counts a place where two edges meet.
pub fn spend_meeting(left: &mut usize) -> Result<(), TooTangled> {
    *left = left.checked_sub(MEETING).ok_or(TooTangled)?;
    Ok(())
}

/// Counts one comparison.
pub fn spend(left: &mut usize) -> Result<(), TooTangled> {
    *left = left.checked_sub(1).ok_or(TooTangled)?;
    Ok(())
}

impl Survey<'_> {
    fn meet(&mut self) -> Result<(), TooTangled> {
        let Survey { rings, tree, touching, lie, left } = self;
        for (one, other) in tree.intersection_candidates_with_other_tree(tree) {
            spend(left)?;
            // Every pair comes twice, and each edge with itself.
            if (one.ring, one.at) >= (other.ring, other.at) || adjacent(one, other, rings) {
                continue;
            }
            let Some(meeting) = line_intersection(one.line, other.line) else { continue };
            spend_meeting(left)?;
            let (place, along) = match meeting {
                LineIntersection::SinglePoint { intersection, .. } => (intersection, false),
                LineIntersection::Collinear { intersection } => {
                    (intersection.start, intersection.start != intersection.end)
                }
            };
            if one.ring == other.ring {
                lie.tangled.entry(one.ring).or_default().add(place);
            } else if along || crosses(one, other, place, rings) {
                lie.crossing.entry((one.ring, other.ring)).or_insert(place);
            } else {
                touching[one.ring].insert(bits(place));
                touching[other.ring].insert(bits(place));
            }
        }
        Ok(())
    }

    /// A point of a ring where it touches no other: a corner, else the middle of an edge.
    fn free_point(&self, ring: usize) -> Coord<f64> {
        let corners = self.rings[ring];
        let middles = (0..corners.len()).map(|at| (corners[at] + corners[(at + 1) % corners.len()]) / 2.0);
        let free = |place: &Coord<f64>| !self.touching[ring].contains(&bits(*place));
        corners.iter().copied().chain(middles).find(free).unwrap_or(corners[0])
    }
}

/// The rings around a place that lies on none of them: a ray to the east crosses their edges an odd number of times.
pub fn rings_around(tree: &RTree<Edge>, eye: Coord<f64>, left: &mut usize) -> Result<BTreeSet<usize>, TooTangled> {
    let mut around = BTreeSet::new();
    let east = tree.root().envelope().upper()[0];
    for edge in tree.locate_in_envelope_intersecting(&AABB::from_corners([eye.x, eye.y], [east, eye.y])) {
        spend(left)?;
        if ray_crosses(eye, edge.line) && !around.insert(edge.ring) {
            around.remove(&edge.ring);
        }
    }
    Ok(around)
}

fn adjacent(one: &Edge, other: &Edge, rings: &[&[Coord<f64>]]) -> bool {
    let apart = one.at.abs_diff(other.at);
    one.ring == other.ring && (apart == 1 || apart == rings[one.ring].len() - 1)
}

/// Whether the edge crosses the ray from `eye` to the east.
pub fn ray_crosses(eye: Coord<f64>, edge: Line<f64>) -> bool {
    let rises = edge.end.y > eye.y;
    if (edge.start.y > eye.y) == rises {
        return false;
    }
    let side = RobustKernel::orient2d(edge.start, edge.end, eye);
    side == if rises { Orientation::CounterClockwise } else { Orientation::Clockwise }
}

/// Whether the two rings change sides where the edges meet in one point.
fn crosses(one: &Edge, other: &Edge, place: Coord<f64>, rings: &[&[Coord<f64>]]) -> bool {
    let at_corner = |edge: &Edge| place == edge.line.start || place == edge.line.end;
    if !at_corner(one) && !at_corner(other) {
        return true;
    }
    let (enters, leaves) = neighbours(one, place, rings);
    let (comes, goes) = neighbours(other, place, rings);
    turns_between(place, enters, leaves, comes) != turns_between(place, enters, leaves, goes)
}

/// The corners before and after a point of an edge.
fn neighbours(edge: &Edge, place: Coord<f64>, rings: &[&[Coord<f64>]]) -> (Coord<f64>, Coord<f64>) {
    let ring = rings[edge.ring];
    if place == edge.line.start {
        (ring[(edge.at + ring.len() - 1) % ring.len()], edge.line.end)
    } else if place == edge.line.end {
        (edge.line.start, ring[(edge.at + 2) % ring.len()])
    } else {
        (edge.line.start, edge.line.end)
    }
}

/// Whether `way` lies in the sector swept counter-clockwise from `from` to `to`, all seen from `centre`.
pub fn turns_between(centre: Coord<f64>, from: Coord<f64>, to: Coord<f64>, way: Coord<f64>) -> bool {
    let left_of = |one, other| RobustKernel::orient2d(centre, one, other) == Orientation::CounterClockwise;
    match RobustKernel::orient2d(centre, from, to) {
        Orientation::CounterClockwise => left_of(from, way) && left_of(way, to),
        Orientation::Clockwise => left_of(from, way) || left_of(way, to),
        Orientation::Collinear => left_of(from, way),
    }
}
