//! The layers an office exchanges: one name everywhere, on the command line, in imports, exports and addresses.

use super::Kind;
use super::code::codes;

codes! {
    /// A layer of the record, as files carry it.
    DataLayer "layer" {
        Zones = "zones" "Khu, cụm công nghiệp" "Parks and clusters";
        ZoneParts = "zone-parts" "Giai đoạn, khu" "Phases and sections";
        Lots = "lots" "Lô đất" "Lots";
        ClearanceAreas = "clearance-areas" "Khu vực giải phóng mặt bằng" "Clearance areas";
        ResettlementSites = "resettlement-sites" "Khu tái định cư, nghĩa trang" "Resettlement sites";
        Roads = "roads" "Đường giao thông" "Roads";
        ConnectionPoints = "connection-points" "Điểm đấu nối" "Connection points";
        KmPosts = "km-posts" "Cột Km" "Km posts";
        Gates = "gates" "Cổng" "Gates";
        InternalRoads = "internal-roads" "Đường nội bộ" "Internal roads";
        TransportNodes = "transport-nodes" "Đầu mối giao thông" "Transport nodes";
        MaterialZones = "material-zones" "Vùng nguyên liệu" "Raw-material zones";
        Constraints = "constraints" "Yếu tố hạn chế" "Constraints";
        AdminUnits = "admin-units" "Đơn vị hành chính" "Administrative units";
        Places = "places" "Địa danh" "Places";
    }
}

impl DataLayer {
    /// The kind of record that carries the shapes of the layer.
    pub fn kind(self) -> Kind {
        match self {
            DataLayer::Zones => Kind::Zone,
            DataLayer::ZoneParts => Kind::ZonePart,
            DataLayer::Lots => Kind::Lot,
            DataLayer::ClearanceAreas => Kind::ClearanceArea,
            DataLayer::ResettlementSites => Kind::ResettlementSite,
            DataLayer::Roads => Kind::RoadLink,
            DataLayer::ConnectionPoints => Kind::ConnectionPoint,
            DataLayer::KmPosts => Kind::KmPost,
            DataLayer::Gates => Kind::Gate,
            DataLayer::InternalRoads => Kind::InternalRoad,
            DataLayer::TransportNodes => Kind::TransportNode,
            DataLayer::MaterialZones => Kind::MaterialZone,
            DataLayer::Constraints => Kind::Constraint,
            DataLayer::AdminUnits => Kind::AdminUnit,
            DataLayer::Places => Kind::Place,
        }
    }

    /// The facets besides `core` whose columns stand in the layer, each with its own day. Dated events travel in the bundle.
    pub fn facets(self) -> &'static [&'static str] {
        match self {
            DataLayer::Lots => &["tenure", "servicing", "marketing", "occupation"],
            DataLayer::ClearanceAreas => &["graves", "money"],
            DataLayer::ResettlementSites => &["plots"],
            DataLayer::ConnectionPoints => &["permit"],
            DataLayer::Gates => &["connection"],
            _ => &[],
        }
    }
}
