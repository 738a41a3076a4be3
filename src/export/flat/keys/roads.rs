//! Keys of public roads: links, sections, connection points with their permits, Km posts.

use super::{Holds, Key, keys};
use crate::model::Label;

/// Of a road link.
pub const ROAD_LINK: &[Key] = keys! {
    everyone "section" Text "Mã tuyến" "Id of the section";
    office "from_node" Text "Nút đầu" "From node";
    office "to_node" Text "Nút cuối" "To node";
    everyone "geometry_accuracy" Text "Cách lập hình" "How its shape was made";
    office "one_way" Bool "Một chiều" "One way";
    office "speed_kmh" Number "Tốc độ (km/h)" "Speed (km/h)";
    office "max_weight_t" Number "Tải trọng tối đa (t)" "Weight limit (t)";
    office "max_axle_t" Number "Tải trọng trục tối đa (t)" "Axle limit (t)";
    office "max_height_m" Number "Chiều cao tối đa (m)" "Height limit (m)";
    office "trucks" Bool "Xe tải được đi" "Trucks may use it";
    everyone "structure" Text "Công trình" "Structure";
    office "opens_on" Date "Ngày thông xe" "Opens on";
    office "banned_turns" Json "Cấm rẽ" "Banned turns";
    everyone "data_class" Text "Loại dữ liệu" "What the record is";
};

/// Of a road section.
pub const ROAD_SECTION: &[Key] = keys! {
    everyone "ref" Text "Số hiệu tuyến" "Road number";
    everyone "name" Name "Tên tuyến" "Name of the section";
    everyone "class" Text "Cấp quản lý" "Management class";
    everyone "ring" Bool "Vành đai" "Ring road";
    everyone "present_grade" Text "Cấp kỹ thuật hiện tại" "Present grade";
    everyone "planned_grade" Text "Cấp kỹ thuật quy hoạch" "Planned grade";
    everyone "lanes" Number "Số làn" "Lanes";
    everyone "median" Bool "Dải phân cách giữa" "Median";
    everyone "urban" Bool "Trong nội thành, nội thị" "Inside an inner city or town";
    everyone "design_speed_kmh" Number "Tốc độ thiết kế (km/h)" "Design speed (km/h)";
    everyone "terrain" Text "Địa hình" "Terrain";
    everyone "start_chainage_m" Number "Lý trình điểm đầu (m)" "Chainage of its start (m)";
    everyone "beside" Text "Đường gom của tuyến" "Section it runs beside";
    office "agency" Text "Cơ quan quản lý" "Authority";
    everyone "status" Text "Tình trạng tuyến" "Status of the section";
    office "claims" Json "Số liệu theo nguồn của tuyến" "Claims on the section";
    office "sources" Json "Nguồn của tuyến" "Sources of the section";
    everyone "data_class" Text "Loại dữ liệu của tuyến" "What the section's record is";
};

/// Of a connection point. Approvals are public papers; nobody's name stands in them.
pub const CONNECTION_POINT: &[Key] = keys! {
    everyone "section" Text "Mã tuyến" "Id of the section";
    everyone "label" Text "Tên điểm đấu nối" "Label";
    everyone "chainage_m" Number "Lý trình (m)" "Chainage (m)";
    everyone "chainage_basis" Text "Cách xác định lý trình" "How the chainage is known";
    everyone "side" Text "Phải, trái tuyến" "Side";
    everyone "branch_type" Text "Loại đường nhánh" "Branch road";
    everyone "zone_part" Text "Mã giai đoạn, khu" "Id of the part";
    everyone "geometry_accuracy" Text "Cách lập hình" "How its shape was made";
    everyone "removal_due" Date "Hạn xóa bỏ" "To be removed by";
    everyone "source" Json "Nguồn" "Source";
    everyone "data_class" Text "Loại dữ liệu" "What the record is";
};

/// Of a connection point: its permit.
pub const PERMIT: &[Key] = keys! {
    everyone "permit_state" Text "Tình trạng chấp thuận" "State of the permit";
    everyone "documents" Json "Văn bản" "Documents";
    everyone "expires_on" Date "Hết hạn" "Expires on";
    everyone "approval_regime" Text "Chấp thuận theo" "Approved under";
    everyone "source" Json "Nguồn về chấp thuận" "Source of the permit";
};

/// Of a Km post.
pub const KM_POST: &[Key] = keys! {
    everyone "section" Text "Mã tuyến" "Id of the section";
    everyone "chainage_m" Number "Lý trình (m)" "Chainage (m)";
    everyone "geometry_accuracy" Text "Cách lập hình" "How its shape was made";
    everyone "source" Json "Nguồn" "Source";
    everyone "data_class" Text "Loại dữ liệu" "What the record is";
};
