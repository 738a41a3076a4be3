//! Interchanges, stations, ports: what a zone wants to be near.

use std::sync::Arc;

use geo::Geometry;

use super::code::codes;
use super::{DataClass, GeometryAccuracy, LonLat, Name, Source};

codes! {
    /// Class of a transport node.
    NodeClass "node_class" {
        ExpresswayInterchange = "expressway_interchange" "Nút giao cao tốc" "Expressway interchange";
        RailStation = "rail_station" "Ga đường sắt" "Rail station";
        Icd = "icd" "Cảng cạn, kho ngoại quan" "Inland depot";
        RiverPort = "river_port" "Cảng sông" "River port";
        Seaport = "seaport" "Cảng biển" "Seaport";
        Airport = "airport" "Cảng hàng không" "Airport";
        BorderGate = "border_gate" "Cửa khẩu" "Border gate";
    }
}

codes! {
    /// Whether it works. An assumed node is never a destination of a lawful route.
    NodeStatus "node_status" {
        Operating = "operating" "Đang hoạt động" "Operating";
        Inactive = "inactive" "Ngừng khai thác" "Inactive";
        Planned = "planned" "Quy hoạch" "Planned";
        Assumed = "assumed" "Giả định" "Assumed";
    }
}

/// A transport node.
#[derive(Clone, Debug, PartialEq)]
pub struct TransportNode {
    /// Class.
    pub class: NodeClass,
    /// What it is called.
    pub name: Name,
    /// Whether it works.
    pub status: NodeStatus,
    /// Position.
    pub geometry: LonLat<Geometry<f64>>,
    /// How it was located.
    pub geometry_accuracy: GeometryAccuracy,
    /// Where it is described.
    pub sources: Vec<Arc<Source>>,
    /// Fact, schematic or illustration.
    pub data_class: DataClass,
}
