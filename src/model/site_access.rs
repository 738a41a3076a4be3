//! A zone's doors and the roads inside it.

use std::sync::Arc;

use geo::Geometry;

use super::code::codes;
use super::{DataClass, GeometryAccuracy, Id, LonLat, Metres, Source};

codes! {
    /// Whether it stands yet.
    BuildStatus "build_status" {
        Planned = "planned" "Theo quy hoạch" "Planned";
        Built = "built" "Đã xây dựng" "Built";
    }
}

codes! {
    /// Whether a gate's connection to the public road is accepted (đấu nối).
    ConnectionState "connection" {
        Accepted = "accepted" "Đã chấp thuận đấu nối" "Accepted";
        InProgress = "in_progress" "Đang làm thủ tục" "In progress";
        None = "none" "Chưa có đấu nối" "None";
    }
}

/// A door of a zone part.
#[derive(Clone, Debug, PartialEq)]
pub struct Gate {
    /// The part it opens.
    pub zone_part: Id,
    /// The label on the sign.
    pub label: String,
    /// Position.
    pub geometry: LonLat<Geometry<f64>>,
    /// How it was located.
    pub geometry_accuracy: GeometryAccuracy,
    /// Whether it stands yet.
    pub status: BuildStatus,
    /// Who says so.
    pub source: Arc<Source>,
    /// Fact, schematic or illustration.
    pub data_class: DataClass,
}

/// The standing of a gate's connection, as recorded. No record = unknown.
#[derive(Clone, Debug, PartialEq)]
pub struct GateConnection {
    /// The state.
    pub state: ConnectionState,
    /// Who says so.
    pub source: Arc<Source>,
}

/// A road inside a zone part.
#[derive(Clone, Debug, PartialEq)]
pub struct InternalRoad {
    /// The part it lies in.
    pub zone_part: Id,
    /// The label on the sign.
    pub label: String,
    /// Centreline.
    pub geometry: LonLat<Geometry<f64>>,
    /// How it was drawn.
    pub geometry_accuracy: GeometryAccuracy,
    /// Whether it stands yet.
    pub status: BuildStatus,
    /// Width of the road reserve.
    pub width: Option<Metres>,
    /// Gates reached over it.
    pub leads_to: Vec<Id>,
    /// Who says so.
    pub source: Arc<Source>,
    /// Fact, schematic or illustration.
    pub data_class: DataClass,
}
