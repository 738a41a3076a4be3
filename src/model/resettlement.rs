//! Where people and graves go (khu tái định cư, nghĩa trang).

use std::sync::Arc;

use geo::Geometry;

use super::code::codes;
use super::{Claim, DataClass, GeometryAccuracy, Id, LocationAccuracy, LonLat, Name, Source};

codes! {
    /// What is moved there.
    ResettlementKind "resettlement_kind" {
        Resettlement = "resettlement" "Khu tái định cư" "Resettlement area";
        Cemetery = "cemetery" "Nghĩa trang" "Cemetery";
    }
}

/// A place for those who have to move.
#[derive(Clone, Debug, PartialEq)]
pub struct ResettlementSite {
    /// What it is called.
    pub name: Name,
    /// What is moved there.
    pub kind: ResettlementKind,
    /// How well its location is known.
    pub location_accuracy: LocationAccuracy,
    /// How it was drawn.
    pub geometry_accuracy: Option<GeometryAccuracy>,
    /// The parts whose people it takes.
    pub serves: Vec<Id>,
    /// Statements about it.
    pub claims: Vec<Claim>,
    /// Where it is described.
    pub sources: Vec<Arc<Source>>,
    /// Fact, schematic or illustration.
    pub data_class: DataClass,
    /// Outline or point; `None` = nobody says where.
    pub geometry: Option<LonLat<Geometry<f64>>>,
}

/// Plots of a site, as counted on some day.
#[derive(Clone, Debug, PartialEq)]
pub struct ResettlementPlots {
    /// How many are needed.
    pub needed: Option<u32>,
    /// How many can be built on.
    pub ready: Option<u32>,
    /// How many were given out.
    pub allocated: Option<u32>,
    /// Who says so.
    pub source: Arc<Source>,
}
