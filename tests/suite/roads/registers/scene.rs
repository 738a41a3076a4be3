//! Connection points, Km posts and crossings of a scene, laid out in metres like everything else.

use geo::{Geometry, LineString, Point};
use kcn_atlas::model::*;
use serde_json::Value;

use crate::door::Door;
use crate::scene::{Scene, day, degrees, id, source};

/// What a scene can say of the land along roads.
pub trait RoadsideScene: Sized {
    /// A surveyed point for a park's road.
    fn point(self, point: &str, section: &str, x: f64, y: f64) -> Self {
        self.point_with(point, section, x, y, |_| {})
    }
    fn point_with(self, point: &str, section: &str, x: f64, y: f64, change: impl FnOnce(&mut ConnectionPoint)) -> Self;
    /// A permit in a state, with the last day on which it holds.
    fn permit(self, point: &str, state: PermitState, expires_on: Option<&str>) -> Self;
    fn km_post(self, post: &str, section: &str, chainage: f64, x: f64, y: f64) -> Self;
    fn constraint(self, constraint: &str, class: ConstraintClass, shape: Geometry<f64>) -> Self;
}

impl RoadsideScene for Scene {
    fn point_with(self, point: &str, section: &str, x: f64, y: f64, change: impl FnOnce(&mut ConnectionPoint)) -> Self {
        let mut body = ConnectionPoint {
            section: id(section),
            label: Some(point.to_uppercase()),
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

    fn permit(self, point: &str, state: PermitState, expires_on: Option<&str>) -> Self {
        let body = ConnectionPermit {
            state,
            documents: vec![Document { number: format!("{}/GP", state.code()), date: None }],
            expires_on: expires_on.map(day),
            regime: Some(ApprovalRegime::Nd165Of2024),
            source: source(),
        };
        self.fact(point, "permit", Body::ConnectionPermit(body))
    }

    fn km_post(self, post: &str, section: &str, chainage: f64, x: f64, y: f64) -> Self {
        let body = KmPost {
            section: id(section),
            chainage: Metres::new(chainage).unwrap(),
            geometry: degrees(&Geometry::Point(Point::new(x, y))),
            geometry_accuracy: GeometryAccuracy::Surveyed,
            source: source(),
            data_class: DataClass::Fact,
        };
        self.fact(post, "core", Body::KmPost(body))
    }

    fn constraint(self, constraint: &str, class: ConstraintClass, shape: Geometry<f64>) -> Self {
        let body = Constraint {
            class,
            name: Name::new(constraint, constraint),
            geometry: degrees(&shape),
            geometry_accuracy: GeometryAccuracy::Surveyed,
            status: Some(ConstraintStatus::Operating),
            sources: vec![],
            data_class: DataClass::Fact,
        };
        self.fact(constraint, "core", Body::Constraint(body))
    }
}

/// A line in metres from the scene's origin.
pub fn polyline(points: &[(f64, f64)]) -> Geometry<f64> {
    Geometry::LineString(LineString::from(points.to_vec()))
}

/// The answer of a world to an address, which must succeed.
pub async fn ask(scene: &Scene, address: &str) -> Value {
    let answer = Door::to(scene.snapshot()).get(address).await;
    assert!(answer.status.is_success(), "{address}: {}", answer.json());
    answer.json()
}

/// Whether a figure on the wire is within a metre of what it should be.
pub fn near(figure: &Value, expected: f64) -> bool {
    figure.as_f64().is_some_and(|figure| (figure - expected).abs() < 1.0)
}
