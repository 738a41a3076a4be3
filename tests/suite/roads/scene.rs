//! Roads of a scene, laid out in metres like everything else.

use geo::{Geometry, Point};
use kcn_atlas::model::*;

use crate::scene::{Scene, degrees, id};

/// What a scene can say of roads.
pub trait RoadScene: Sized {
    /// A section that operates.
    fn section(self, section: &str, class: RoadClass) -> Self {
        self.section_with(section, class, |_| {})
    }
    fn section_with(self, section: &str, class: RoadClass, change: impl FnOnce(&mut RoadSection)) -> Self;
    /// A link `section.name` from one node to another.
    fn link(self, link: &str, ends: (&str, &str), line: &[(f64, f64)]) -> Self {
        self.link_with(link, ends, line, |_| {})
    }
    fn link_with(self, link: &str, ends: (&str, &str), line: &[(f64, f64)], change: impl FnOnce(&mut RoadLink))
    -> Self;
    /// A transport node that operates.
    fn stop(self, node: &str, class: NodeClass, x: f64, y: f64) -> Self {
        self.stop_with(node, class, x, y, |_| {})
    }
    fn stop_with(self, node: &str, class: NodeClass, x: f64, y: f64, change: impl FnOnce(&mut TransportNode)) -> Self;
}

impl RoadScene for Scene {
    fn section_with(self, section: &str, class: RoadClass, change: impl FnOnce(&mut RoadSection)) -> Self {
        let mut body = RoadSection {
            road_ref: Some(section.to_uppercase()),
            name: Name::new(section, section),
            class,
            ring: false,
            present_grade: None,
            planned_grade: None,
            lanes: None,
            median: None,
            urban: None,
            design_speed_kmh: None,
            terrain: None,
            start_chainage: None,
            beside: None,
            agency: None,
            status: RoadStatus::Operating,
            claims: vec![],
            sources: vec![],
            data_class: DataClass::Fact,
        };
        change(&mut body);
        self.fact(section, "core", Body::RoadSection(body))
    }

    fn link_with(
        self,
        link: &str,
        (from, to): (&str, &str),
        line: &[(f64, f64)],
        change: impl FnOnce(&mut RoadLink),
    ) -> Self {
        let mut body = RoadLink {
            section: id(&link[..link.rfind('.').unwrap()]),
            from_node: id(from),
            to_node: id(to),
            geometry: degrees(&Geometry::LineString(line.to_vec().into())),
            geometry_accuracy: GeometryAccuracy::Surveyed,
            one_way: None,
            speed_kmh: Some(36.0),
            max_weight_t: None,
            max_axle_t: None,
            max_height_m: None,
            trucks: None,
            structure: None,
            opens_on: None,
            banned_turns: vec![],
            data_class: DataClass::Fact,
        };
        change(&mut body);
        self.fact(link, "core", Body::RoadLink(body))
    }

    fn stop_with(self, node: &str, class: NodeClass, x: f64, y: f64, change: impl FnOnce(&mut TransportNode)) -> Self {
        let mut body = TransportNode {
            class,
            name: Name::new(node, node),
            status: NodeStatus::Operating,
            geometry: degrees(&Geometry::Point(Point::new(x, y))),
            geometry_accuracy: GeometryAccuracy::Surveyed,
            sources: vec![],
            data_class: DataClass::Fact,
        };
        change(&mut body);
        self.fact(node, "core", Body::TransportNode(body))
    }
}

/// A turn that is forbidden.
pub fn ban(at: &str, onto: &str) -> BannedTurn {
    BannedTurn { at: id(at), onto: id(onto) }
}
