//! CAD drawings keep an outline and its name apart: texts are joined to the outline they stand in.

use geo::coordinate_position::{CoordPos, CoordinatePosition};
use geo::{Area, BoundingRect, Coord, MultiPolygon};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

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
/// One R-tree of boxes is asked once for each label, and only outlines whose box holds it are looked at closely.
pub fn join_labels(outlines: &[MultiPolygon<f64>], labels: &[(Coord<f64>, String)]) -> Joined {
    let tree = tree(outlines);
    let areas: Vec<f64> = outlines.iter().map(Area::unsigned_area).collect();
    let mut joined = Joined { per_outline: vec![Vec::new(); outlines.len()], orphans: Vec::new() };
    for (label, (position, _)) in labels.iter().enumerate() {
        match smallest_around(*position, &tree, outlines, &areas) {
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

fn smallest_around(
    position: Coord<f64>,
    tree: &RTree<Framed>,
    outlines: &[MultiPolygon<f64>],
    areas: &[f64],
) -> Option<usize> {
    if !(position.x.is_finite() && position.y.is_finite()) {
        return None;
    }
    let near = tree.locate_in_envelope_intersecting(&AABB::from_point(position.into())).map(|framed| framed.data);
    let mut near: Vec<usize> = near.collect();
    // Smallest first: the first that contains the label is the answer.
    near.sort_by(|&one, &other| areas[one].total_cmp(&areas[other]).then(one.cmp(&other)));
    near.into_iter().find(|&outline| outlines[outline].coordinate_position(&position) != CoordPos::Outside)
}
