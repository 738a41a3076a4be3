//! What a check of a connection proposes.

use super::code::codes;

codes! {
    /// What else could be done where a point may not lie.
    AlternativeKind "alternative_kind" {
        OtherChainage = "other_chainage" "Vị trí khác trên cùng tuyến" "Another place on the same road";
        SharePoint = "share_point" "Dùng chung điểm đấu nối đã có" "Share a point that is there";
        ServiceRoad = "service_road" "Đường gom" "Service road";
        Interchange = "interchange" "Tới nút giao gần nhất" "By the nearest interchange";
    }
}

codes! {
    /// What would give a part of a zone a lawful connection.
    FixKind "fix_kind" {
        CompletePermit = "complete_permit" "Hoàn thành thủ tục của điểm đang làm" "Complete the permit that is under way";
        SharePoint = "share_point" "Dùng chung điểm đấu nối đã có" "Share a point that is there";
        NewPoint = "new_point" "Điểm đấu nối mới" "A new point";
        ServiceRoad = "service_road" "Đường gom" "Service road";
        NoneFound = "none_found" "Chưa tìm thấy" "None found";
    }
}
