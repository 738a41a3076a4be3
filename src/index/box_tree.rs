//! An R-tree of boxes in degrees: the first question of every spatial look-up.

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use crate::model::Bbox;

/// Boxes with the position of their owner in some list.
#[derive(Clone, Debug, Default)]
pub struct BoxTree {
    tree: RTree<GeomWithData<Rectangle<[f64; 2]>, u32>>,
}

impl BoxTree {
    /// Builds the tree in one go; owners without a box are left out.
    pub fn new(boxes: impl IntoIterator<Item = (u32, Option<Bbox>)>) -> Self {
        let boxes = boxes.into_iter().filter_map(|(owner, bbox)| Some(GeomWithData::new(rectangle(&bbox?), owner)));
        BoxTree { tree: RTree::bulk_load(boxes.collect()) }
    }

    /// Owners whose box shares a point with `bbox`, in ascending order.
    pub fn intersecting(&self, bbox: &Bbox) -> Vec<u32> {
        let envelope = AABB::from_corners([bbox.min_lon, bbox.min_lat], [bbox.max_lon, bbox.max_lat]);
        let mut owners: Vec<u32> =
            self.tree.locate_in_envelope_intersecting(&envelope).map(|found| found.data).collect();
        owners.sort_unstable();
        owners
    }
}

fn rectangle(bbox: &Bbox) -> Rectangle<[f64; 2]> {
    Rectangle::from_corners([bbox.min_lon, bbox.min_lat], [bbox.max_lon, bbox.max_lat])
}

#[cfg(test)]
mod tests {
    use rand::{Rng, SeedableRng, rngs::StdRng};

    use super::*;

    fn random_box(random: &mut StdRng) -> Bbox {
        let (lon, lat) = (random.random_range(105.0..106.0), random.random_range(21.0..22.0));
        let (width, height) = (random.random_range(0.0..0.05), random.random_range(0.0..0.05));
        Bbox::new(lon, lat, lon + width, lat + height).unwrap()
    }

    #[test]
    fn the_tree_finds_what_a_plain_scan_finds() {
        let mut random = StdRng::seed_from_u64(2907);
        let boxes: Vec<Option<Bbox>> =
            (0..2_000).map(|number| (number % 10 != 0).then(|| random_box(&mut random))).collect();
        let tree = BoxTree::new(boxes.iter().enumerate().map(|(owner, bbox)| (owner as u32, *bbox)));
        for _ in 0..500 {
            let asked = random_box(&mut random);
            let scanned: Vec<u32> = (0_u32..)
                .zip(&boxes)
                .filter(|(_, bbox)| bbox.is_some_and(|bbox| bbox.intersects(&asked)))
                .map(|(owner, _)| owner)
                .collect();
            assert_eq!(tree.intersecting(&asked), scanned);
        }
    }
}
