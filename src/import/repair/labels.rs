//! CAD drawings keep an outline and its name apart: texts are joined to the outline they stand in.

use std::cell::OnceCell;

use geo::{Area, BoundingRect, Coord, CoordsIter, Intersects, Line, LinesIter, MultiPolygon};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::crossing::ray_crosses;

/// Outlines of more vertices than this get an index of their edges once a label asks for them.
const FEW_VERTICES: usize = 256;

/// Which text belongs to which outline. Labels are numbered as they were given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joined {
    /// Per outline, its labels in ascending order; none or several need a person.
    pub per_outline: Vec<Vec<usize>>,
    /// Labels that stand in no outline.
    pub orphans: Vec<usize>,
}

/// Joins labels to the outlines that contain them, edges included.
///
/// A label in several outlines (one plot drawn inside another, or a point on a shared edge) goes to the smallest, and
/// among equals to the first. Outlines and positions are in the same metres; a position that is not finite is an orphan.
/// One R-tree of boxes is asked once for each label, and only outlines whose box holds it are looked at closely: small
/// ones edge by edge, large ones (a zone's boundary around all its plots) along a ray through an R-tree of their edges.
pub fn join_labels(outlines: &[MultiPolygon<f64>], labels: &[(Coord<f64>, String)]) -> Joined {
    let tree = tree(outlines);
    let outlines: Vec<Outline> = outlines.iter().map(Outline::new).collect();
    let mut joined = Joined { per_outline: vec![Vec::new(); outlines.len()], orphans: Vec::new() };
    for (label, (position, _)) in labels.iter().enumerate() {
        match smallest_around(*position, &tree, &outlines) {
            Some(outline) => joined.per_outline[outline].push(label),
            None => joined.orphans.push(label),
        }
    }
    joined
}

/// A box and the number of its outline.
type Framed = GeomWithData<Rectangle<[f64; 2]>, usize>;

fn tree(outlines: &[MultiPolygon<f64>]) -> RTree<Framed> {
    let frame = |(outline, shape): (usize, &MultiPolygon<f64>)| {
        let rect = shape.bounding_rect()?;
        Some(GeomWithData::new(Rectangle::from_corners(rect.min().into(), rect.max().into()), outline))
    };
    RTree::bulk_load(outlines.iter().enumerate().filter_map(frame).collect())
}

fn smallest_around(position: Coord<f64>, tree: &RTree<Framed>, outlines: &[Outline]) -> Option<usize> {
    if !(position.x.is_finite() && position.y.is_finite()) {
        return None;
    }
    let near = tree.locate_in_envelope_intersecting(&AABB::from_point(position.into())).map(|framed| framed.data);
    let mut near: Vec<usize> = near.collect();
    // Smallest first: the first that contains the label is the answer.
    near.sort_by(|&one, &other| outlines[one].area.total_cmp(&outlines[other].area).then(one.cmp(&other)));
    near.into_iter().find(|&outline| outlines[outline].holds(position))
}

/// An outline ready to be asked for positions.
struct Outline<'o> {
    shape: &'o MultiPolygon<f64>,
    area: f64,
    large: bool,
    edges: OnceCell<RTree<Line<f64>>>,
}

impl<'o> Outline<'o> {
    fn new(shape: &'o MultiPolygon<f64>) -> Self {
        let large = shape.coords_count() > FEW_VERTICES;
        Outline { shape, area: shape.unsigned_area(), large, edges: OnceCell::new() }
    }

    fn holds(&self, position: Coord<f64>) -> bool {
        if !self.large {
            return holds(self.shape.lines_iter(), position);
        }
        let edges = self.edges.get_or_init(|| RTree::bulk_load(self.shape.lines_iter().collect()));
        let east = edges.root().envelope().upper().x();
        let ray = AABB::from_corners(geo::Point(position), geo::Point::new(east, position.y));
        holds(edges.locate_in_envelope_intersecting(&ray).copied(), position)
    }
}

/// Whether a position lies on one of the edges, or an odd number of them east of it.
fn holds(edges: impl Iterator<Item = Line<f64>>, position: Coord<f64>) -> bool {
    let mut inside = false;
    for edge in edges {
        if edge.intersects(&position) {
            return true;
        }
        inside ^= ray_crosses(position, edge);
    }
    inside
}
