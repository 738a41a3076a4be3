//! Km posts and connection points of a scene.

use geo::{Geometry, Point};
use kcn_atlas::model::*;

use crate::scene::{Scene, degrees, id, source};

/// What a scene can say of connections.
pub trait ConnectionScene: Sized {
    /// A surveyed post `section.name` that tells a chainage.
    fn post(self, post: &str, chainage_m: f64, x: f64, y: f64) -> Self {
        self.post_with(post, chainage_m, x, y, |_| {})
    }
    fn post_with(self, post: &str, chainage_m: f64, x: f64, y: f64, change: impl FnOnce(&mut KmPost)) -> Self;
    /// A surveyed point of a park's own road on a section; its chainage and side are not written down.
    fn point(self, point: &str, section: &str, x: f64, y: f64) -> Self {
        self.point_with(point, section, x, y, |_| {})
    }
    fn point_with(self, point: &str, section: &str, x: f64, y: f64, change: impl FnOnce(&mut ConnectionPoint)) -> Self;
    /// The permit of a point.
    fn permit(self, point: &str, state: PermitState) -> Self;
}

impl ConnectionScene for Scene {
    fn post_with(self, post: &str, chainage_m: f64, x: f64, y: f64, change: impl FnOnce(&mut KmPost)) -> Self {
        let mut body = KmPost {
            section: id(&post[..post.rfind('.').unwrap()]),
            chainage: Metres::new(chainage_m).unwrap(),
            geometry: degrees(&Geometry::Point(Point::new(x, y))),
            geometry_accuracy: GeometryAccuracy::Surveyed,
            source: source(),
            data_class: DataClass::Fact,
        };
        change(&mut body);
        self.fact(post, "core", Body::KmPost(body))
    }

    fn point_with(self, point: &str, section: &str, x: f64, y: f64, change: impl FnOnce(&mut ConnectionPoint)) -> Self {
        let mut body = ConnectionPoint {
            section: id(section),
            label: None,
            chainage: None,
            chainage_basis: None,
            side: None,
            branch_type: BranchType::DedicatedPark,
            zone_part: None,
            geometry: degrees(&Geometry::Point(Point::new(x, y))),
            geometry_accuracy: GeometryAccuracy::Surveyed,
            removal_due: None,
            source: source(),
            data_class: DataClass::Fact,
        };
        change(&mut body);
        self.fact(point, "core", Body::ConnectionPoint(body))
    }

    fn permit(self, point: &str, state: PermitState) -> Self {
        let body = ConnectionPermit { state, documents: vec![], expires_on: None, regime: None, source: source() };
        self.fact(point, "permit", Body::ConnectionPermit(body))
    }
}
