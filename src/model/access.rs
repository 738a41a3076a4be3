//! Road connection: what a place wants to reach, and why it may not.

use super::code::codes;
use super::{NodeClass, RoadClass};

codes! {
    /// What a place wants to be near: a class of transport node, or the nearest road of a class.
    AccessClass "access_class" {
        ExpresswayInterchange = "expressway_interchange" "Nút giao cao tốc" "Expressway interchange";
        NationalRoad = "national_road" "Quốc lộ" "National road";
        ProvincialRoad = "provincial_road" "Đường tỉnh" "Provincial road";
        RailStation = "rail_station" "Ga đường sắt" "Rail station";
        Icd = "icd" "Cảng cạn, kho ngoại quan" "Inland depot";
        RiverPort = "river_port" "Cảng sông" "River port";
        Seaport = "seaport" "Cảng biển" "Seaport";
        Airport = "airport" "Cảng hàng không" "Airport";
        BorderGate = "border_gate" "Cửa khẩu" "Border gate";
    }
}

impl AccessClass {
    /// How many classes there are.
    pub const COUNT: usize = 9;

    /// The class of transport node it stands for.
    pub fn node_class(self) -> Option<NodeClass> {
        match self {
            AccessClass::ExpresswayInterchange => Some(NodeClass::ExpresswayInterchange),
            AccessClass::RailStation => Some(NodeClass::RailStation),
            AccessClass::Icd => Some(NodeClass::Icd),
            AccessClass::RiverPort => Some(NodeClass::RiverPort),
            AccessClass::Seaport => Some(NodeClass::Seaport),
            AccessClass::Airport => Some(NodeClass::Airport),
            AccessClass::BorderGate => Some(NodeClass::BorderGate),
            AccessClass::NationalRoad | AccessClass::ProvincialRoad => None,
        }
    }

    /// The class of road it stands for.
    pub fn road_class(self) -> Option<RoadClass> {
        match self {
            AccessClass::NationalRoad => Some(RoadClass::National),
            AccessClass::ProvincialRoad => Some(RoadClass::Provincial),
            _ => None,
        }
    }
}

codes! {
    /// Why there is no way.
    NoAccess "no_access" {
        NoRoute = "no_route" "Không có đường đi tới" "No way by road";
        NoTarget = "no_target" "Không có điểm đến đang hoạt động" "Nothing of the class operates";
        OffNetwork = "off_network" "Không có đường nào trong 5 km" "No road within 5 km";
        Unlocated = "unlocated" "Chưa có vị trí" "Position not on record";
    }
}

codes! {
    /// What the way is made short by.
    Optimise "optimise" {
        Distance = "distance" "Quãng đường" "Distance";
        Time = "time" "Thời gian" "Time";
    }
}

codes! {
    /// Where a place is entered and left.
    PlaceBasis "place_basis" {
        Gate = "gate" "Cổng" "Gate";
        Lot = "lot" "Điểm trong lô" "A point of the lot";
        Zone = "zone" "Vị trí của khu" "The zone's position";
        Node = "node" "Đầu mối giao thông" "Transport node";
        Point = "point" "Tọa độ" "Position";
    }
}

codes! {
    /// The side of a road, seen in the direction in which it is drawn.
    Side "side" {
        Left = "left" "Trái tuyến" "Left";
        Right = "right" "Phải tuyến" "Right";
    }
}

codes! {
    /// What makes a link the weakest of a way.
    WeakReason "weak_reason" {
        MaxWeight = "max_weight" "Giới hạn tải trọng" "Weight limit";
        Class = "class" "Cấp quản lý" "Management class";
        Grade = "grade" "Cấp kỹ thuật" "Technical grade";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_of_transport_node_can_be_asked_for() {
        use crate::model::Coded;
        assert_eq!(AccessClass::ALL.len(), AccessClass::COUNT);
        for class in NodeClass::ALL {
            assert!(AccessClass::ALL.iter().any(|asked| asked.node_class() == Some(*class)), "{class:?}");
        }
    }
}
