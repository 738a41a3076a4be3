//! The keys of every facet that stands in a layer, in the order of the bundle: what is in them, who is told, what they are called.
//!
//! Invariant: a key that is not marked for everyone is for the office alone. What the API tells nobody is not told by a file.

use crate::gis::wire::ColumnKind;
use crate::model::{Audience, Kind, Label};

/// What stands under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A text, a code, an id.
    Text,
    /// A number.
    Number,
    /// Yes or no.
    Bool,
    /// A day.
    Date,
    /// A text in two languages: two columns.
    Name,
    /// A list of texts: joined by `; ` where that can be undone.
    Texts,
    /// Any other list or object, as JSON.
    Json,
}

impl Holds {
    /// What stands in its columns.
    pub fn column(self) -> ColumnKind {
        match self {
            Holds::Number => ColumnKind::Number,
            Holds::Bool => ColumnKind::Bool,
            Holds::Date => ColumnKind::Date,
            Holds::Text | Holds::Name | Holds::Texts | Holds::Json => ColumnKind::Text,
        }
    }
}

/// A key of a body.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// As the bundle writes it.
    pub key: &'static str,
    /// What stands under it.
    pub holds: Holds,
    /// What it is called in a sheet for people.
    pub label: Label,
    is_public: bool,
}

impl Key {
    /// Whether it is told to an audience.
    pub fn is_for(&self, audience: Audience) -> bool {
        self.is_public || audience == Audience::Office
    }
}

/// `keys! { everyone "key" Holds "tiếng Việt" "English"; office … }`
macro_rules! keys {
    ($($who:ident $key:literal $holds:ident $vi:literal $en:literal;)+) => {
        &[$(Key {
            key: $key,
            holds: Holds::$holds,
            label: Label { vi: $vi, en: $en },
            is_public: keys!(@ $who),
        }),+]
    };
    (@ everyone) => { true };
    (@ office) => { false };
}

const ZONE: &[Key] = keys! {
    everyone "kind" Text "Loại khu" "Kind of zone";
    everyone "name" Name "Tên" "Name";
    everyone "location_accuracy" Text "Độ tin cậy của vị trí" "How well its location is known";
    everyone "commune" Text "Xã, phường" "Commune";
    everyone "former_communes" Texts "Xã cũ" "Former communes";
    everyone "former_district" Text "Huyện cũ" "Former district";
    everyone "sectors" Texts "Ngành nghề" "Sectors";
    everyone "note" Name "Ghi chú" "Note";
    everyone "claims" Json "Số liệu theo nguồn" "Claims by source";
    everyone "sources" Json "Nguồn" "Sources";
    everyone "data_class" Text "Loại dữ liệu" "What the record is";
};

const ZONE_PART: &[Key] = keys! {
    everyone "zone" Text "Mã khu" "Id of the zone";
    everyone "label" Name "Tên giai đoạn, khu" "Name of the part";
    everyone "status" Text "Tình trạng" "Status";
    everyone "geometry_accuracy" Text "Cách lập hình" "How its shape was made";
    office "crs" Text "Múi chiếu VN-2000" "VN-2000 zone";
    everyone "decisions" Json "Quyết định" "Decisions";
    everyone "developers" Json "Chủ đầu tư hạ tầng" "Infrastructure developers";
    everyone "term" Json "Thời hạn" "Term";
    everyone "claims" Json "Số liệu theo nguồn" "Claims by source";
    everyone "data_class" Text "Loại dữ liệu" "What the record is";
};

// Parcels lead to their holders in the cadastre.
const LOT: &[Key] = keys! {
    everyone "zone_part" Text "Mã giai đoạn, khu" "Id of the part";
    everyone "label" Text "Ký hiệu lô" "Label";
    everyone "geometry_accuracy" Text "Cách lập hình" "How its shape was made";
    everyone "declared_area_ha" Number "Diện tích khai (ha)" "Declared area (ha)";
    everyone "land_use" Text "Loại đất" "Land use";
    everyone "sectors" Texts "Ngành nghề" "Sectors";
    everyone "price" Json "Giá" "Price";
    everyone "opens_onto" Texts "Mở ra đường nội bộ" "Internal roads it opens onto";
    office "parcels" Texts "Số thửa" "Cadastral parcels";
    everyone "predecessors" Texts "Lô trước khi tách, gộp" "Lots it was made of";
    everyone "confirmed_on" Date "Ngày xác nhận" "Confirmed on";
    everyone "source" Json "Nguồn" "Source";
    everyone "data_class" Text "Loại dữ liệu" "What the record is";
};

const TENURE: &[Key] = keys! {
    everyone "tenure" Text "Giao đất" "Tenure";
    everyone "decision" Text "Quyết định giao đất" "Decision";
    everyone "mortgaged" Bool "Đang thế chấp" "Mortgaged";
    everyone "disputed" Bool "Đang tranh chấp" "Disputed";
    everyone "source" Json "Nguồn về giao đất" "Source of tenure";
};

const SERVICING: &[Key] = keys! {
    everyone "servicing" Text "Hạ tầng" "Servicing";
    everyone "source" Json "Nguồn về hạ tầng" "Source of servicing";
};

const MARKETING: &[Key] = keys! {
    everyone "marketing" Text "Chào thuê" "Offer";
    everyone "source" Json "Nguồn về chào thuê" "Source of the offer";
};

const OCCUPATION: &[Key] = keys! {
    everyone "occupation" Text "Sử dụng" "Occupation";
    everyone "source" Json "Nguồn về sử dụng" "Source of occupation";
};

const CLEARANCE_AREA: &[Key] = keys! {
    everyone "zone_part" Text "Mã giai đoạn, khu" "Id of the part";
    everyone "label" Name "Tên khu vực" "Name of the area";
    everyone "geometry_accuracy" Text "Cách lập hình" "How its shape was made";
    everyone "regime" Text "Theo luật" "Land law";
    office "area_by_land_code" Json "Diện tích theo loại đất (ha)" "Area by land code (ha)";
    everyone "claims" Json "Số liệu theo nguồn" "Claims by source";
    everyone "source" Json "Nguồn" "Source";
    everyone "data_class" Text "Loại dữ liệu" "What the record is";
};

const GRAVES: &[Key] = keys! {
    everyone "total" Number "Tổng số mộ" "Graves in all";
    everyone "remaining" Number "Mộ chưa di dời" "Graves left";
    everyone "source" Json "Nguồn về mộ" "Source of graves";
};

const MONEY: &[Key] = keys! {
    everyone "approved_bn_vnd" Number "Phê duyệt (tỷ đồng)" "Approved (bn VND)";
    everyone "funded_bn_vnd" Number "Đã bố trí (tỷ đồng)" "Funded (bn VND)";
    everyone "paid_bn_vnd" Number "Đã chi trả (tỷ đồng)" "Paid (bn VND)";
    everyone "source" Json "Nguồn về kinh phí" "Source of money";
};

const RESETTLEMENT_SITE: &[Key] = keys! {
    everyone "name" Name "Tên" "Name";
    everyone "kind" Text "Loại" "Kind";
    everyone "location_accuracy" Text "Độ tin cậy của vị trí" "How well its location is known";
    everyone "geometry_accuracy" Text "Cách lập hình" "How its shape was made";
    everyone "serves" Texts "Phục vụ" "Parts it serves";
    everyone "claims" Json "Số liệu theo nguồn" "Claims by source";
    everyone "sources" Json "Nguồn" "Sources";
    everyone "data_class" Text "Loại dữ liệu" "What the record is";
};

const PLOTS: &[Key] = keys! {
    everyone "needed" Number "Số suất cần" "Plots needed";
    everyone "ready" Number "Số suất sẵn sàng" "Plots ready";
    everyone "allocated" Number "Số suất đã giao" "Plots allocated";
    everyone "source" Json "Nguồn về số suất" "Source of plots";
};

const ROAD_LINK: &[Key] = keys! {
    everyone "section" Text "Mã tuyến" "Id of the section";
    office "from_node" Text "Nút đầu" "From node";
    office "to_node" Text "Nút cuối" "To node";
    everyone "geometry_accuracy" Text "Cách lập hình" "How its shape was made";
    office "one_way" Bool "Một chiều" "One way";
    office "speed_kmh" Number "Tốc độ (km/h)" "Speed (km/h)";
    office "max_weight_t" Number "Tải trọng tối đa (t)" "Weight limit (t)";
    office "max_axle_t" Number "Tải trọng trục tối đa (t)" "Axle limit (t)";
    office "max_height_m" Number "Chiều cao tối đa (m)" "Height limit (m)";
    office "opens_on" Date "Ngày thông xe" "Opens on";
    office "banned_turns" Json "Cấm rẽ" "Banned turns";
    everyone "data_class" Text "Loại dữ liệu" "What the record is";
};

const ROAD_SECTION: &[Key] = keys! {
    everyone "ref" Text "Số hiệu tuyến" "Road number";
    everyone "name" Name "Tên tuyến" "Name of the section";
    everyone "class" Text "Cấp quản lý" "Management class";
    everyone "ring" Bool "Vành đai" "Ring road";
    everyone "present_grade" Text "Cấp kỹ thuật hiện tại" "Present grade";
    everyone "planned_grade" Text "Cấp kỹ thuật quy hoạch" "Planned grade";
    everyone "lanes" Number "Số làn" "Lanes";
    office "agency" Text "Cơ quan quản lý" "Authority";
    everyone "status" Text "Tình trạng tuyến" "Status of the section";
    office "claims" Json "Số liệu theo nguồn của tuyến" "Claims on the section";
    office "sources" Json "Nguồn của tuyến" "Sources of the section";
    everyone "data_class" Text "Loại dữ liệu của tuyến" "What the section's record is";
};

const GATE: &[Key] = keys! {
    everyone "zone_part" Text "Mã giai đoạn, khu" "Id of the part";
    everyone "label" Text "Tên cổng" "Label";
    everyone "geometry_accuracy" Text "Cách lập hình" "How its shape was made";
    everyone "status" Text "Tình trạng" "Status";
    office "source" Json "Nguồn" "Source";
    everyone "data_class" Text "Loại dữ liệu" "What the record is";
};

const CONNECTION: &[Key] = keys! {
    everyone "connection" Text "Đấu nối" "Connection";
    office "source" Json "Nguồn về đấu nối" "Source of the connection";
};

const INTERNAL_ROAD: &[Key] = keys! {
    everyone "zone_part" Text "Mã giai đoạn, khu" "Id of the part";
    everyone "label" Text "Tên đường" "Label";
    everyone "geometry_accuracy" Text "Cách lập hình" "How its shape was made";
    everyone "status" Text "Tình trạng" "Status";
    everyone "width_m" Number "Bề rộng (m)" "Width (m)";
    office "leads_to" Texts "Dẫn tới cổng" "Gates it leads to";
    office "source" Json "Nguồn" "Source";
    everyone "data_class" Text "Loại dữ liệu" "What the record is";
};

const TRANSPORT_NODE: &[Key] = keys! {
    everyone "class" Text "Loại đầu mối" "Class";
    everyone "name" Name "Tên" "Name";
    everyone "status" Text "Tình trạng" "Status";
    everyone "geometry_accuracy" Text "Cách lập hình" "How its shape was made";
    office "sources" Json "Nguồn" "Sources";
    everyone "data_class" Text "Loại dữ liệu" "What the record is";
};

const MATERIAL_ZONE: &[Key] = keys! {
    everyone "name" Name "Tên" "Name";
    everyone "commodity" Name "Nguyên liệu" "Commodity";
    everyone "kind" Text "Loại" "Kind";
    everyone "location_accuracy" Text "Độ tin cậy của vị trí" "How well its location is known";
    everyone "geometry_accuracy" Text "Cách lập hình" "How its shape was made";
    everyone "commune" Text "Xã, phường" "Commune";
    everyone "claims" Json "Số liệu theo nguồn" "Claims by source";
    everyone "sources" Json "Nguồn" "Sources";
};

const CONSTRAINT: &[Key] = keys! {
    everyone "class" Text "Loại yếu tố" "Class";
    everyone "name" Name "Tên" "Name";
    everyone "geometry_accuracy" Text "Cách lập hình" "How its shape was made";
    everyone "status" Text "Tình trạng" "Status";
    office "sources" Json "Nguồn" "Sources";
    everyone "data_class" Text "Loại dữ liệu" "What the record is";
};

// No address lists units; their names, codes, heirs and places stand in the gazette.
const ADMIN_UNIT: &[Key] = keys! {
    everyone "name" Name "Tên" "Name";
    everyone "level" Text "Cấp" "Level";
    everyone "code" Text "Mã đơn vị hành chính" "Official code";
    everyone "parent" Text "Thuộc" "Parent";
    everyone "successors" Texts "Đơn vị kế thừa" "Successors";
    office "crs" Text "Múi chiếu VN-2000" "VN-2000 zone";
    office "claims" Json "Số liệu theo nguồn" "Claims by source";
};

const PLACE: &[Key] = keys! {
    everyone "name" Name "Tên" "Name";
    everyone "class" Text "Loại" "Class";
    everyone "rank" Number "Bậc (1 vẽ trước)" "Rank (1 is drawn first)";
    office "admin_unit" Text "Đơn vị hành chính" "Administrative unit";
};

/// The keys of a facet, in the order of the bundle; none for one that stands in no layer.
pub fn keys(kind: Kind, facet: &str) -> &'static [Key] {
    match (kind, facet) {
        (Kind::Zone, "core") => ZONE,
        (Kind::ZonePart, "core") => ZONE_PART,
        (Kind::Lot, "core") => LOT,
        (Kind::Lot, "tenure") => TENURE,
        (Kind::Lot, "servicing") => SERVICING,
        (Kind::Lot, "marketing") => MARKETING,
        (Kind::Lot, "occupation") => OCCUPATION,
        (Kind::ClearanceArea, "core") => CLEARANCE_AREA,
        (Kind::ClearanceArea, "graves") => GRAVES,
        (Kind::ClearanceArea, "money") => MONEY,
        (Kind::ResettlementSite, "core") => RESETTLEMENT_SITE,
        (Kind::ResettlementSite, "plots") => PLOTS,
        (Kind::RoadLink, "core") => ROAD_LINK,
        (Kind::RoadSection, "core") => ROAD_SECTION,
        (Kind::Gate, "core") => GATE,
        (Kind::Gate, "connection") => CONNECTION,
        (Kind::InternalRoad, "core") => INTERNAL_ROAD,
        (Kind::TransportNode, "core") => TRANSPORT_NODE,
        (Kind::MaterialZone, "core") => MATERIAL_ZONE,
        (Kind::Constraint, "core") => CONSTRAINT,
        (Kind::AdminUnit, "core") => ADMIN_UNIT,
        (Kind::Place, "core") => PLACE,
        _ => &[],
    }
}
