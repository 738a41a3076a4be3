//! The shape of a body, whatever its kind calls it.

use geo::Geometry;

use crate::model::{Body, LonLat};

/// Gives a body another shape of the same kind.
pub fn reshape(body: &mut Body, shape: LonLat<Geometry<f64>>) {
    match body {
        Body::AdminUnit(unit) => unit.geometry = Some(shape),
        Body::Place(place) => place.geometry = shape,
        Body::Zone(zone) => zone.location = Some(shape),
        Body::ZonePart(part) => part.geometry = Some(shape),
        Body::Lot(lot) => lot.geometry = shape,
        Body::ClearanceArea(area) => area.geometry = shape,
        Body::Gate(gate) => gate.geometry = shape,
        Body::InternalRoad(road) => road.geometry = shape,
        Body::RoadLink(link) => link.geometry = shape,
        Body::ConnectionPoint(point) => point.geometry = shape,
        Body::KmPost(post) => post.geometry = shape,
        Body::TransportNode(node) => node.geometry = shape,
        Body::ResettlementSite(site) => site.geometry = Some(shape),
        Body::MaterialZone(zone) => zone.geometry = Some(shape),
        Body::Constraint(constraint) => constraint.geometry = shape,
        _ => {}
    }
}
