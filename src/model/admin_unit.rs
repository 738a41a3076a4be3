//! Administrative units, with successors: the districts of 2023 and the communes of 2025 are data, never code.

use geo::Geometry;

use super::code::codes;
use super::{Claim, Crs, Id, LonLat, Name};

codes! {
    /// Level of a unit. Districts and cities under a province ended on 1 July 2025.
    AdminLevel "admin_level" {
        Province = "province" "Tỉnh" "Province";
        City = "city" "Thành phố" "City";
        District = "district" "Huyện" "District";
        Township = "township" "Thị trấn" "Township";
        Ward = "ward" "Phường" "Ward";
        Commune = "commune" "Xã" "Commune";
    }
}

/// An administrative unit.
#[derive(Clone, Debug, PartialEq)]
pub struct AdminUnit {
    /// What it is called.
    pub name: Name,
    /// Level.
    pub level: AdminLevel,
    /// Code of the General Statistics Office.
    pub code: Option<String>,
    /// The unit above it.
    pub parent: Option<Id>,
    /// The units it became.
    pub successors: Vec<Id>,
    /// The VN-2000 zone of a province.
    pub crs: Option<Crs>,
    /// Position of its seat.
    pub geometry: Option<LonLat<Geometry<f64>>>,
    /// Statements about it.
    pub claims: Vec<Claim>,
}
