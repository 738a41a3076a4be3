//! A lot (lô đất): the leasable piece, and what is recorded of each of its states.

use std::sync::Arc;

use geo::Geometry;

use super::code::codes;
use super::{DataClass, Date, GeometryAccuracy, Hectares, Id, LonLat, Price, Sector, Source};

codes! {
    /// Land-use code of a lot (TT 08/2024/TT-BTNMT and its forerunners).
    LandUse "land_use" {
        Skk = "SKK" "Đất khu công nghiệp" "Industrial park land";
        Skn = "SKN" "Đất cụm công nghiệp" "Industrial cluster land";
        Skc = "SKC" "Cơ sở sản xuất phi nông nghiệp" "Non-farm production";
        Sct = "SCT" "Khu công nghệ thông tin tập trung" "Concentrated IT park land";
        Tmd = "TMD" "Thương mại, dịch vụ" "Trade and services";
        Dkv = "DKV" "Cây xanh, vui chơi công cộng" "Green and recreation";
        Dra = "DRA" "Xử lý chất thải" "Waste treatment";
        Dnl = "DNL" "Công trình năng lượng" "Energy works";
        Dgt = "DGT" "Giao thông" "Transport";
        Dtl = "DTL" "Thủy lợi" "Irrigation and drainage";
        Mnc = "MNC" "Mặt nước" "Water";
    }
}

impl LandUse {
    /// Whether such land can be leased to an investor (industrial and service land, NĐ 35/2022 Art. 2(22)).
    pub fn is_leasable(self) -> bool {
        self.is_industrial() || self == LandUse::Tmd
    }

    /// Whether it is industrial land in the sense of the older occupancy formula (NĐ 82/2018).
    pub fn is_industrial(self) -> bool {
        matches!(self, LandUse::Skk | LandUse::Skn | LandUse::Skc | LandUse::Sct)
    }
}

codes! {
    /// Who holds the right to the land.
    TenureState "tenure" {
        NotAllocated = "not_allocated" "Chưa giao đất" "Not allocated";
        Allocated = "allocated" "Đã giao chủ hạ tầng" "Allocated to the developer";
        Certified = "certified" "Đã cấp giấy chứng nhận" "Certified";
    }
}

codes! {
    /// How far roads, power, water and drains have come.
    ServicingState "servicing" {
        None = "none" "Chưa có hạ tầng" "None";
        Planned = "planned" "Hạ tầng theo quy hoạch" "Planned";
        UnderWay = "under_way" "Đang thi công hạ tầng" "Under way";
        Serviced = "serviced" "Đã có hạ tầng" "Serviced";
    }
}

codes! {
    /// Whether it is on the market, as recorded. *Leased* is not recorded: it follows from a lease in force.
    OfferState "offer" {
        NotOffered = "not_offered" "Chưa chào thuê" "Not offered";
        Offered = "offered" "Đang chào thuê" "Offered";
        Reserved = "reserved" "Đã giữ chỗ" "Reserved";
    }
}

codes! {
    /// What stands on it.
    OccupationState "occupation" {
        Vacant = "vacant" "Đất trống" "Vacant";
        UnderConstruction = "under_construction" "Đang xây dựng" "Under construction";
        Operating = "operating" "Đang hoạt động" "Operating";
        Idle = "idle" "Bỏ không" "Idle";
    }
}

/// The lot itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Lot {
    /// The part it lies in.
    pub zone_part: Id,
    /// The label on the sign and in the detailed plan.
    pub label: String,
    /// Outline.
    pub geometry: LonLat<Geometry<f64>>,
    /// How the outline was made.
    pub geometry_accuracy: GeometryAccuracy,
    /// Area as declared in the plan or certificate.
    pub declared_area: Option<Hectares>,
    /// What it may be used for.
    pub land_use: LandUse,
    /// Permitted sectors; empty = no limit recorded.
    pub sectors: Vec<Sector>,
    /// Asking price.
    pub price: Option<Box<Price>>,
    /// Internal roads it fronts.
    pub opens_onto: Vec<Id>,
    /// Cadastral parcels (tờ/thửa).
    pub parcels: Vec<String>,
    /// Lots it was split from or merged of.
    pub predecessors: Vec<Id>,
    /// When somebody last confirmed the record.
    pub confirmed_on: Option<Date>,
    /// Who says so.
    pub source: Arc<Source>,
    /// Fact, schematic or illustration.
    pub data_class: DataClass,
}

/// Tenure, as recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct Tenure {
    /// The state.
    pub state: TenureState,
    /// The decision it rests on.
    pub decision: Option<String>,
    /// Mortgaged; `None` = unknown.
    pub mortgaged: Option<bool>,
    /// Disputed; `None` = no dispute on record.
    pub disputed: Option<bool>,
    /// Who says so.
    pub source: Arc<Source>,
}

/// Servicing, as recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct Servicing {
    /// The state.
    pub state: ServicingState,
    /// Who says so.
    pub source: Arc<Source>,
}

/// Marketing, as recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct Marketing {
    /// The state.
    pub state: OfferState,
    /// Who says so.
    pub source: Arc<Source>,
}

/// Occupation, as recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct Occupation {
    /// The state.
    pub state: OccupationState,
    /// Who says so.
    pub source: Arc<Source>,
}
