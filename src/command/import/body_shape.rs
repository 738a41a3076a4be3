//! The shape of a body, whatever its kind calls it.

use geo::Geometry;

use crate::model::{Body, LonLat};

/// The shape of a body.
pub fn shape_of(body: &Body) -> Option<&LonLat<Geometry<f64>>> {
    match body {
        Body::AdminUnit(unit) => unit.geometry.as_ref(),
        Body::Place(place) => Some(&place.geometry),
        Body::Zone(zone) => zone.location.as_ref(),
        Body::ZonePart(part) => part.geometry.as_ref(),
        Body::Lot(lot) => Some(&lot.geometry),
        Body::ClearanceArea(area) => Some(&area.geometry),
        Body::Gate(gate) => Some(&gate.geometry),
        Body::InternalRoad(road) => Some(&road.geometry),
        Body::RoadLink(link) => Some(&link.geometry),
        Body::TransportNode(node) => Some(&node.geometry),
        Body::ResettlementSite(site) => site.geometry.as_ref(),
        Body::MaterialZone(zone) => zone.geometry.as_ref(),
        Body::Constraint(constraint) => Some(&constraint.geometry),
        _ => None,
    }
}

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
        Body::TransportNode(node) => node.geometry = shape,
        Body::ResettlementSite(site) => site.geometry = Some(shape),
        Body::MaterialZone(zone) => zone.geometry = Some(shape),
        Body::Constraint(constraint) => constraint.geometry = shape,
        _ => {}
    }
}
