//! Raw-material zones (vùng nguyên liệu).

use std::sync::Arc;

use geo::Geometry;

use super::code::codes;
use super::{Claim, GeometryAccuracy, Id, LocationAccuracy, LonLat, Name, Source};

codes! {
    /// What kind of raw material.
    MaterialKind "material_kind" {
        Agriculture = "agriculture" "Nông nghiệp" "Agriculture";
        Forestry = "forestry" "Lâm nghiệp" "Forestry";
        Mineral = "mineral" "Khoáng sản" "Mineral";
        Livestock = "livestock" "Chăn nuôi" "Livestock";
    }
}

/// An area that supplies a raw material.
#[derive(Clone, Debug, PartialEq)]
pub struct MaterialZone {
    /// What it is called.
    pub name: Name,
    /// What it supplies.
    pub commodity: Name,
    /// What kind of material.
    pub kind: MaterialKind,
    /// Outline or position; `None` when not located.
    pub geometry: Option<LonLat<Geometry<f64>>>,
    /// How well the position is known.
    pub location_accuracy: LocationAccuracy,
    /// How an outline was made.
    pub geometry_accuracy: Option<GeometryAccuracy>,
    /// The commune or ward of today.
    pub commune: Option<Id>,
    /// Statements about it.
    pub claims: Vec<Claim>,
    /// Where it is described.
    pub sources: Vec<Arc<Source>>,
}
