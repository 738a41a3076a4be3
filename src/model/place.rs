//! Labels on the map.

use geo::Geometry;

use super::code::codes;
use super::{Id, LonLat, Name};

codes! {
    /// What kind of place.
    PlaceClass "place_class" {
        City = "city" "Thành phố" "City";
        Town = "town" "Thị xã, phường trung tâm" "Town";
        Township = "township" "Thị trấn" "Township";
        Village = "village" "Xã" "Commune";
    }
}

/// A named place.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// What it is called.
    pub name: Name,
    /// What kind of place.
    pub class: PlaceClass,
    /// 1 is drawn first, 4 last.
    pub rank: u8,
    /// Position.
    pub geometry: LonLat<Geometry<f64>>,
    /// The unit it is the seat of.
    pub admin_unit: Option<Id>,
}
