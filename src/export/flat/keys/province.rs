//! Keys of what lies around the zones: resettlement, nodes, raw material, limits on land, units, places.

use super::{Holds, Key, keys};
use crate::model::Label;

/// Of a resettlement site.
pub const RESETTLEMENT_SITE: &[Key] = keys! {
    everyone "name" Name "Tên" "Name";
    everyone "kind" Text "Loại" "Kind";
    everyone "location_accuracy" Text "Độ tin cậy của vị trí" "How well its location is known";
    everyone "geometry_accuracy" Text "Cách lập hình" "How its shape was made";
    everyone "serves" Texts "Phục vụ" "Parts it serves";
    everyone "claims" Json "Số liệu theo nguồn" "Claims by source";
    everyone "sources" Json "Nguồn" "Sources";
    everyone "data_class" Text "Loại dữ liệu" "What the record is";
};

/// Of a resettlement site: its plots.
pub const PLOTS: &[Key] = keys! {
    everyone "needed" Number "Số suất cần" "Plots needed";
    everyone "ready" Number "Số suất sẵn sàng" "Plots ready";
    everyone "allocated" Number "Số suất đã giao" "Plots allocated";
    everyone "source" Json "Nguồn về số suất" "Source of plots";
};

/// Of a transport node.
pub const TRANSPORT_NODE: &[Key] = keys! {
    everyone "class" Text "Loại đầu mối" "Class";
    everyone "name" Name "Tên" "Name";
    everyone "status" Text "Tình trạng" "Status";
    everyone "geometry_accuracy" Text "Cách lập hình" "How its shape was made";
    office "sources" Json "Nguồn" "Sources";
    everyone "data_class" Text "Loại dữ liệu" "What the record is";
};

/// Of a material zone.
pub const MATERIAL_ZONE: &[Key] = keys! {
    everyone "name" Name "Tên" "Name";
    everyone "commodity" Name "Nguyên liệu" "Commodity";
    everyone "kind" Text "Loại" "Kind";
    everyone "location_accuracy" Text "Độ tin cậy của vị trí" "How well its location is known";
    everyone "geometry_accuracy" Text "Cách lập hình" "How its shape was made";
    everyone "commune" Text "Xã, phường" "Commune";
    everyone "claims" Json "Số liệu theo nguồn" "Claims by source";
    everyone "sources" Json "Nguồn" "Sources";
};

/// Of a constraint.
pub const CONSTRAINT: &[Key] = keys! {
    everyone "class" Text "Loại yếu tố" "Class";
    everyone "name" Name "Tên" "Name";
    everyone "geometry_accuracy" Text "Cách lập hình" "How its shape was made";
    everyone "status" Text "Tình trạng" "Status";
    office "sources" Json "Nguồn" "Sources";
    everyone "data_class" Text "Loại dữ liệu" "What the record is";
};

/// Of an administrative unit. No address lists units; their names, codes, heirs and places stand in the gazette.
pub const ADMIN_UNIT: &[Key] = keys! {
    everyone "name" Name "Tên" "Name";
    everyone "level" Text "Cấp" "Level";
    everyone "code" Text "Mã đơn vị hành chính" "Official code";
    everyone "parent" Text "Thuộc" "Parent";
    everyone "successors" Texts "Đơn vị kế thừa" "Successors";
    office "crs" Text "Múi chiếu VN-2000" "VN-2000 zone";
    office "claims" Json "Số liệu theo nguồn" "Claims by source";
};

/// Of a place.
pub const PLACE: &[Key] = keys! {
    everyone "name" Name "Tên" "Name";
    everyone "class" Text "Loại" "Class";
    everyone "rank" Number "Bậc (1 vẽ trước)" "Rank (1 is drawn first)";
    office "admin_unit" Text "Đơn vị hành chính" "Administrative unit";
};
