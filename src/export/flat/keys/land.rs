//! Keys of the land: zones, parts, lots, clearance areas, gates, internal roads.

use super::{Holds, Key, keys};
use crate::model::Label;

/// Of a zone.
pub const ZONE: &[Key] = keys! {
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

/// Of a zone part.
pub const ZONE_PART: &[Key] = keys! {
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

/// Of a lot. Parcels lead to their holders in the cadastre.
pub const LOT: &[Key] = keys! {
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

/// Of a lot: tenure.
pub const TENURE: &[Key] = keys! {
    everyone "tenure" Text "Giao đất" "Tenure";
    everyone "decision" Text "Quyết định giao đất" "Decision";
    everyone "mortgaged" Bool "Đang thế chấp" "Mortgaged";
    everyone "disputed" Bool "Đang tranh chấp" "Disputed";
    everyone "source" Json "Nguồn về giao đất" "Source of tenure";
};

/// Of a lot: servicing.
pub const SERVICING: &[Key] = keys! {
    everyone "servicing" Text "Hạ tầng" "Servicing";
    everyone "source" Json "Nguồn về hạ tầng" "Source of servicing";
};

/// Of a lot: the offer.
pub const MARKETING: &[Key] = keys! {
    everyone "marketing" Text "Chào thuê" "Offer";
    everyone "source" Json "Nguồn về chào thuê" "Source of the offer";
};

/// Of a lot: occupation.
pub const OCCUPATION: &[Key] = keys! {
    everyone "occupation" Text "Sử dụng" "Occupation";
    everyone "source" Json "Nguồn về sử dụng" "Source of occupation";
};

/// Of a clearance area.
pub const CLEARANCE_AREA: &[Key] = keys! {
    everyone "zone_part" Text "Mã giai đoạn, khu" "Id of the part";
    everyone "label" Name "Tên khu vực" "Name of the area";
    everyone "geometry_accuracy" Text "Cách lập hình" "How its shape was made";
    everyone "regime" Text "Theo luật" "Land law";
    office "area_by_land_code" Json "Diện tích theo loại đất (ha)" "Area by land code (ha)";
    everyone "claims" Json "Số liệu theo nguồn" "Claims by source";
    everyone "source" Json "Nguồn" "Source";
    everyone "data_class" Text "Loại dữ liệu" "What the record is";
};

/// Of a clearance area: graves.
pub const GRAVES: &[Key] = keys! {
    everyone "total" Number "Tổng số mộ" "Graves in all";
    everyone "remaining" Number "Mộ chưa di dời" "Graves left";
    everyone "source" Json "Nguồn về mộ" "Source of graves";
};

/// Of a clearance area: money.
pub const MONEY: &[Key] = keys! {
    everyone "approved_bn_vnd" Number "Phê duyệt (tỷ đồng)" "Approved (bn VND)";
    everyone "funded_bn_vnd" Number "Đã bố trí (tỷ đồng)" "Funded (bn VND)";
    everyone "paid_bn_vnd" Number "Đã chi trả (tỷ đồng)" "Paid (bn VND)";
    everyone "source" Json "Nguồn về kinh phí" "Source of money";
};

/// Of a gate.
pub const GATE: &[Key] = keys! {
    everyone "zone_part" Text "Mã giai đoạn, khu" "Id of the part";
    everyone "label" Text "Tên cổng" "Label";
    everyone "geometry_accuracy" Text "Cách lập hình" "How its shape was made";
    everyone "status" Text "Tình trạng" "Status";
    office "source" Json "Nguồn" "Source";
    everyone "data_class" Text "Loại dữ liệu" "What the record is";
};

/// Of a gate: its connection.
pub const CONNECTION: &[Key] = keys! {
    everyone "connection" Text "Đấu nối" "Connection";
    office "source" Json "Nguồn về đấu nối" "Source of the connection";
};

/// Of an internal road.
pub const INTERNAL_ROAD: &[Key] = keys! {
    everyone "zone_part" Text "Mã giai đoạn, khu" "Id of the part";
    everyone "label" Text "Tên đường" "Label";
    everyone "geometry_accuracy" Text "Cách lập hình" "How its shape was made";
    everyone "status" Text "Tình trạng" "Status";
    everyone "width_m" Number "Bề rộng (m)" "Width (m)";
    office "leads_to" Texts "Dẫn tới cổng" "Gates it leads to";
    office "source" Json "Nguồn" "Source";
    everyone "data_class" Text "Loại dữ liệu" "What the record is";
};
