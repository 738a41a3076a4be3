//! What limits the use of land: water, railways, power lines, protected land.

use std::sync::Arc;

use geo::Geometry;

use super::code::codes;
use super::{DataClass, GeometryAccuracy, LonLat, Name, Source};

codes! {
    /// What kind of limit.
    ConstraintClass "constraint_class" {
        River = "river" "Sông, suối" "River";
        Lake = "lake" "Hồ" "Lake";
        Railway = "railway" "Đường sắt" "Railway";
        PowerLine = "power_line" "Đường điện cao thế" "Power line";
        Canal = "canal" "Kênh mương" "Canal";
        Forest = "forest" "Rừng" "Forest";
        Protected = "protected" "Khu bảo vệ" "Protected area";
    }
}

codes! {
    /// Whether it is there.
    ConstraintStatus "constraint_status" {
        Operating = "operating" "Đang khai thác" "Operating";
        Inactive = "inactive" "Ngừng khai thác" "Inactive";
        Planned = "planned" "Quy hoạch" "Planned";
    }
}

/// A limit on land.
#[derive(Clone, Debug, PartialEq)]
pub struct Constraint {
    /// What kind.
    pub class: ConstraintClass,
    /// What it is called.
    pub name: Name,
    /// Line or outline.
    pub geometry: LonLat<Geometry<f64>>,
    /// How it was drawn.
    pub geometry_accuracy: GeometryAccuracy,
    /// Whether it is there.
    pub status: Option<ConstraintStatus>,
    /// Where it is described.
    pub sources: Vec<Arc<Source>>,
    /// Fact, schematic or illustration.
    pub data_class: DataClass,
}
