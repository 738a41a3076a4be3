//! Ways from the words of the query to those of the wire.

use super::access_bodies::*;
use super::coded::{Code, NameBody, tenths};
use super::geojson::{Position, Shape};
use super::road_bodies::*;
use super::road_params::name_of;
use crate::index::{RoadsOn, View};
use crate::model::{AccessClass, Coded, NoAccess, RoadSection, Vehicle};
use crate::query::access::Access;
use crate::query::places::{ClassDistance, Door, Place, PlaceAsked};
use crate::query::way_facts::{Share, Stretch, WayFacts, WeakestLink};

/// What is said under every answer about roads.
pub const CAVEAT: NameBody<'static> = NameBody {
    vi: "Tính trên tim đường đã ghi nhận, phần lớn là sơ đồ. Giới hạn tải trọng, chiều cao chưa ghi nhận là chưa biết, không phải không có. Không thay biển báo và giấy phép lưu hành.",
    en: "Computed on recorded centrelines, most of them schematic. A weight or height limit that is not recorded is unknown, not absent. No substitute for signs and permits.",
};

impl From<Vehicle> for VehicleBody {
    fn from(vehicle: Vehicle) -> Self {
        VehicleBody {
            profile: if vehicle == Vehicle::Car { "car" } else { "truck" },
            gross_weight_t: vehicle.gross_weight_t(),
            axle_load_t: vehicle.axle_load_t(),
            height_m: vehicle.height_m(),
        }
    }
}

/// Millimetres as metres.
pub fn metres(millimetres: u32) -> f64 {
    tenths(f64::from(millimetres) / 1e3)
}

/// Milliseconds as minutes.
pub fn minutes(milliseconds: u32) -> f64 {
    tenths(f64::from(milliseconds) / 6e4)
}

/// A place as it is left or reached by one of its doors; the first that meets the network, else the first, unless given.
pub fn place<'a>(
    view: &'a View,
    roads: &RoadsOn,
    place: &Place<'a>,
    door: Option<Door<'a>>,
) -> Option<RoadPlaceBody<'a>> {
    let first_met = || place.met().next().map(|(door, _)| *door);
    let door = door.or_else(first_met).or_else(|| place.doors.first().copied())?;
    let snap = door.meets.and_then(|meeting| meeting.snap);
    let section = snap.and_then(|snap| {
        let piece = &roads.network.graph().pieces()[snap.piece as usize];
        let section = view.snapshot.base().road_sections.records.get(piece.section as usize)?;
        Some((section.id.as_str(), section.timeline.at(view.as_of)?))
    });
    Some(RoadPlaceBody {
        id: (!matches!(place.asked, PlaceAsked::Position(_))).then(|| name_of(&place.asked)),
        at: Position(door.at),
        basis: place.basis.into(),
        gate: door.gate.map(|gate| gate.as_str()),
        snapped: door.meets.map(|meeting| Position(meeting.snap.map_or(door.at, |snap| snap.position))),
        side: snap.and_then(|snap| snap.side).map(Code),
        off_network_m: door.meets.map(|meeting| metres(meeting.off_network)),
        road: section.map(|(id, section)| road(id, section)),
    })
}

fn road<'a>(id: &'a str, section: &'a RoadSection) -> RoadBody<'a> {
    RoadBody { section: id, r#ref: section.road_ref.as_deref(), class: section.class.into() }
}

/// The nearest of a class on the wire.
pub fn class_way<'a>(access: &Access<'a>, with_geometry: bool) -> ClassWayBody<'a> {
    let target = &access.target;
    let line = access.way.line.clone().filter(|_| with_geometry);
    ClassWayBody {
        target: TargetBody { id: target.id.as_str(), name: target.name.into(), at: Position(target.at) },
        gate: access.door.gate.map(|gate| gate.as_str()),
        way: way(&access.way, access.meeting.off_network, target.off_network),
        geometry: line.map(|line| Shape::from(geo::Geometry::LineString(line))),
    }
}

/// A way on the wire.
pub fn way<'a>(way: &WayFacts<'a>, off_network: u32, target_off_network: u32) -> WayBody<'a> {
    WayBody {
        distance_m: metres(way.distance),
        minutes: minutes(way.time),
        off_network_m: metres(off_network),
        target_off_network_m: metres(target_off_network),
        classes: way
            .classes()
            .into_iter()
            .map(|(class, distance)| ClassLengthBody { class: class.into(), distance_m: metres(distance) })
            .collect(),
        weakest_link: way.weakest().as_ref().map(weakest_link),
        unknown_limits: share(way.unknown_limits()),
        unknown_axle_limits: way.vehicle.axle_load_t().map(|_| share(way.unknown_axle_limits())),
        unknown_height_limits: way.vehicle.height_m().map(|_| share(way.unknown_height_limits())),
        assumed_speed: share(way.assumed_speed()),
        data_class: way.data_class().map(Code),
        geometry_accuracy: way.geometry_accuracy().map(Code),
    }
}

impl<'a> From<WayBody<'a>> for MaybeWayBody<'a> {
    fn from(way: WayBody<'a>) -> Self {
        MaybeWayBody {
            distance_m: Some(way.distance_m),
            minutes: Some(way.minutes),
            off_network_m: Some(way.off_network_m),
            target_off_network_m: Some(way.target_off_network_m),
            classes: Some(way.classes),
            weakest_link: way.weakest_link,
            unknown_limits: Some(way.unknown_limits),
            unknown_axle_limits: way.unknown_axle_limits,
            unknown_height_limits: way.unknown_height_limits,
            assumed_speed: Some(way.assumed_speed),
            data_class: way.data_class,
            geometry_accuracy: way.geometry_accuracy,
        }
    }
}

fn share(share: Share) -> ShareBody {
    ShareBody { links: share.links, distance_m: metres(share.distance) }
}

fn weakest_link<'a>(weakest: &WeakestLink<'a>) -> WeakestLinkBody<'a> {
    let Stretch { link, body, section, road, distance, .. } = weakest.stretch;
    WeakestLinkBody {
        link: link.id.as_str(),
        section: section.id.as_str(),
        r#ref: road.road_ref.as_deref(),
        reason: weakest.reason.into(),
        class: road.class.into(),
        grade: road.present_grade.as_deref(),
        max_weight_t: body.max_weight_t,
        distance_m: metres(distance),
    }
}

/// The way section by section.
pub fn legs<'a>(way: &WayFacts<'a>) -> Vec<LegBody<'a>> {
    let leg = |leg: Stretch<'a>| LegBody {
        section: leg.section.id.as_str(),
        r#ref: leg.road.road_ref.as_deref(),
        name: (&leg.road.name).into(),
        class: leg.road.class.into(),
        distance_m: metres(leg.distance),
        minutes: minutes(leg.time),
    };
    way.legs().into_iter().map(leg).collect()
}

/// Why there is no way, said of a class of target or of a place.
pub fn no_way(reason: NoAccess, class: Option<AccessClass>, roads: &RoadsOn) -> NoWayBody {
    let target = class.map(AccessClass::label);
    let (vi, en) = (target.map_or("điểm đến", |label| label.vi), target.map_or("the destination", |label| label.en));
    let day = roads.network_on;
    let (vi, en) = match reason {
        NoAccess::NoRoute => (
            format!("Mạng đường mở đến ngày {day} không có đường nối tới {}.", vi.to_lowercase()),
            format!("The roads open by {day} lead to no such place: {}.", en.to_lowercase()),
        ),
        NoAccess::NoTarget => (
            format!("Chưa có {} nào đang hoạt động trong dữ liệu.", vi.to_lowercase()),
            format!("Nothing of this class that operates is on record: {}.", en.to_lowercase()),
        ),
        NoAccess::OffNetwork => (
            format!(
                "Trong 5 km không có đường nào xe vào được vào ngày {day} (không kể cao tốc, chỉ vào được tại nút giao)."
            ),
            format!(
                "No road that may be entered on {day} lies within 5 km (expressways are entered at interchanges only)."
            ),
        ),
        NoAccess::Unlocated => {
            ("Vị trí của nơi này chưa có trong dữ liệu.".into(), "Where this place lies is not on record.".into())
        }
    };
    NoWayBody { reason: reason.into(), text: TextBody { vi, en } }
}

/// How far each class is, on the wire.
pub fn access_summary(distances: &[ClassDistance]) -> AccessSummaryBody {
    let of = |class: AccessClass| {
        let found = distances.iter().find(|distance| distance.class == class)?;
        Some(ClassDistanceBody {
            distance_m: metres(found.distance),
            minutes: minutes(found.time),
            off_network_m: metres(found.off_network),
        })
    };
    AccessSummaryBody::of(of)
}
