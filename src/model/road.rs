//! Public roads: managed sections and the centrelines they are made of.

use std::sync::Arc;

use geo::Geometry;

use super::code::codes;
use super::{Claim, DataClass, Date, GeometryAccuracy, Id, LonLat, Metres, Name, Source};

codes! {
    /// Management class (Luật Đường bộ 2024, Art. 8 and 9). *Ring* is an attribute, not a class.
    RoadClass "road_class" {
        Expressway = "expressway" "Cao tốc" "Expressway";
        National = "national" "Quốc lộ" "National road";
        Provincial = "provincial" "Đường tỉnh" "Provincial road";
        District = "district" "Đường huyện" "District road";
        Urban = "urban" "Đường đô thị" "Urban road";
        Commune = "commune" "Đường xã" "Commune road";
        Dedicated = "dedicated" "Đường chuyên dùng" "Dedicated road";
        Service = "service" "Đường gom" "Service road";
    }
}

impl RoadClass {
    /// How well a class suits a heavy truck: 0 is best. Roads built for a park are better than those of a district or commune.
    pub fn rank_for_trucks(self) -> u8 {
        match self {
            RoadClass::Expressway => 0,
            RoadClass::National => 1,
            RoadClass::Provincial => 2,
            RoadClass::Service => 3,
            RoadClass::Dedicated => 4,
            RoadClass::Urban => 5,
            RoadClass::District => 6,
            RoadClass::Commune => 7,
        }
    }
}

codes! {
    /// Whether the road is there.
    RoadStatus "road_status" {
        Operating = "operating" "Đang khai thác" "Operating";
        PartlyOperating = "partly_operating" "Khai thác một phần" "Partly operating";
        Planned = "planned" "Quy hoạch" "Planned";
        Proposed = "proposed" "Đề xuất" "Proposed";
        Assumed = "assumed" "Giả định" "Assumed";
    }
}

codes! {
    /// The ground a road runs over; design speeds and roadbeds differ.
    Terrain "terrain" {
        Flat = "flat" "Đồng bằng, đồi" "Flat, rolling";
        Mountain = "mountain" "Miền núi" "Mountain";
    }
}

codes! {
    /// What carries a link where it does not lie on the ground.
    RoadStructure "road_structure" {
        Bridge = "bridge" "Cầu" "Bridge";
        Viaduct = "viaduct" "Cầu cạn" "Viaduct";
        Tunnel = "tunnel" "Hầm" "Tunnel";
    }
}

impl RoadStatus {
    /// Whether one can drive there.
    pub fn is_open(self) -> bool {
        matches!(self, RoadStatus::Operating | RoadStatus::PartlyOperating)
    }
}

/// A managed section of a road.
#[derive(Clone, Debug, PartialEq)]
pub struct RoadSection {
    /// Number on the sign (QL3, ĐT.261).
    pub road_ref: Option<String>,
    /// What it is called.
    pub name: Name,
    /// Management class.
    pub class: RoadClass,
    /// Whether it is a ring road.
    pub ring: bool,
    /// Technical grade it has.
    pub present_grade: Option<String>,
    /// Technical grade it is planned to have.
    pub planned_grade: Option<String>,
    /// Lanes, both ways.
    pub lanes: Option<u8>,
    /// Whether a strip divides the directions (dải phân cách giữa).
    pub median: Option<bool>,
    /// Whether it runs inside an inner city or town (nội thành, nội thị).
    pub urban: Option<bool>,
    /// Design speed, km/h.
    pub design_speed_kmh: Option<f64>,
    /// The ground it runs over.
    pub terrain: Option<Terrain>,
    /// Chainage of its first point, where the road begins elsewhere.
    pub start_chainage: Option<Metres>,
    /// Of a service road: the section it runs beside.
    pub beside: Option<Id>,
    /// Who manages it.
    pub agency: Option<Id>,
    /// Whether it is there.
    pub status: RoadStatus,
    /// Statements about it.
    pub claims: Vec<Claim>,
    /// Where it is described.
    pub sources: Vec<Arc<Source>>,
    /// Fact, schematic or illustration.
    pub data_class: DataClass,
}

/// A turn from one link, over a node, into another link that traffic may not make. Onto the link itself: no turning round there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BannedTurn {
    /// The node it goes over.
    pub at: Id,
    /// The link it would lead into.
    pub onto: Id,
}

/// A centreline between two nodes. `None` in a limit = unknown, never "no limit".
#[derive(Clone, Debug, PartialEq)]
pub struct RoadLink {
    /// The section it belongs to.
    pub section: Id,
    /// Node it starts at; links meet where these agree.
    pub from_node: Id,
    /// Node it ends at.
    pub to_node: Id,
    /// Centreline.
    pub geometry: LonLat<Geometry<f64>>,
    /// How it was drawn.
    pub geometry_accuracy: GeometryAccuracy,
    /// One-way in the direction it is drawn.
    pub one_way: Option<bool>,
    /// Speed limit, km/h.
    pub speed_kmh: Option<f64>,
    /// Gross weight limit, tonnes.
    pub max_weight_t: Option<f64>,
    /// Axle load limit, tonnes.
    pub max_axle_t: Option<f64>,
    /// Headroom, metres.
    pub max_height_m: Option<f64>,
    /// Whether trucks may use it.
    pub trucks: Option<bool>,
    /// What carries it.
    pub structure: Option<RoadStructure>,
    /// When it opens or opened.
    pub opens_on: Option<Date>,
    /// Turns from this link that are forbidden.
    pub banned_turns: Vec<BannedTurn>,
    /// Fact, schematic or illustration.
    pub data_class: DataClass,
}
