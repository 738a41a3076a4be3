//! A body as the bundle would write it.

use std::fmt::Write as _;

use geo::{Coord, Geometry, LineString, MapCoords, Polygon};
use serde_json::{Map, Value};

use crate::model::Kind;

/// The text of a body of these keys and this shape in degrees.
pub fn body_text(keys: &Map<String, Value>, shape: Option<&Geometry<f64>>) -> String {
    let mut text = format!("{{\"v\":{}", crate::store::body::CURRENT);
    for (key, value) in keys {
        // Writing to a text does not fail.
        let _ = write!(text, ",{}:{value}", Value::from(key.as_str()));
    }
    if let Some(shape) = shape {
        text.push_str(",\"geometry\":");
        geometry(&mut text, shape);
    }
    text.push('}');
    text
}

/// Nine decimals of a degree, a tenth of a millimetre, as the record keeps them.
pub fn rounded(degrees: &Geometry<f64>) -> Geometry<f64> {
    let nine = |degrees: f64| (degrees * 1e9).round() / 1e9;
    degrees.map_coords(|at| Coord { x: nine(at.x), y: nine(at.y) })
}

fn geometry(text: &mut String, shape: &Geometry<f64>) {
    let name = match shape {
        Geometry::Point(_) => "Point",
        Geometry::LineString(_) => "LineString",
        Geometry::MultiLineString(_) => "MultiLineString",
        Geometry::Polygon(_) => "Polygon",
        Geometry::MultiPolygon(_) => "MultiPolygon",
        Geometry::MultiPoint(_) => "MultiPoint",
        _ => "GeometryCollection",
    };
    let _ = write!(text, "{{\"type\":\"{name}\",\"coordinates\":");
    match shape {
        Geometry::Point(point) => position(text, &point.0),
        Geometry::LineString(line) => positions(text, line),
        Geometry::MultiLineString(lines) => list(text, &lines.0, positions),
        Geometry::Polygon(polygon) => rings(text, polygon),
        Geometry::MultiPolygon(polygons) => list(text, &polygons.0, rings),
        Geometry::MultiPoint(points) => list(text, &points.0, |text, point| position(text, &point.0)),
        _ => text.push_str("[]"),
    }
    text.push('}');
}

fn rings(text: &mut String, polygon: &Polygon<f64>) {
    text.push('[');
    positions(text, polygon.exterior());
    for hole in polygon.interiors() {
        text.push(',');
        positions(text, hole);
    }
    text.push(']');
}

fn positions(text: &mut String, line: &LineString<f64>) {
    list(text, &line.0, position);
}

fn position(text: &mut String, at: &Coord<f64>) {
    let _ = write!(text, "[{},{}]", at.x, at.y);
}

fn list<T>(text: &mut String, members: &[T], mut one: impl FnMut(&mut String, &T)) {
    text.push('[');
    for (at, member) in members.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        one(text, member);
    }
    text.push(']');
}

/// Whether a body takes a key that every import can fill.
pub fn takes(kind: Kind, facet: &str, key: &str, has_shape: bool) -> bool {
    use Kind::{
        AdminUnit, ClearanceArea, ConnectionPoint, Constraint, Gate, InternalRoad, KmPost, Lot, MaterialZone,
        ResettlementSite, RoadLink, RoadSection, TransportNode, Zone, ZonePart,
    };
    if facet != "core" {
        return key == "source";
    }
    match key {
        "source" => matches!(kind, Lot | ClearanceArea | Gate | InternalRoad | ConnectionPoint | KmPost),
        "sources" => {
            matches!(kind, Constraint | Zone | RoadSection | TransportNode | ResettlementSite | MaterialZone)
        }
        "geometry_accuracy" => match kind {
            Lot | ClearanceArea | Constraint | Gate | InternalRoad | RoadLink | ConnectionPoint | KmPost
            | TransportNode => true,
            ZonePart | ResettlementSite | MaterialZone => has_shape,
            _ => false,
        },
        "location_accuracy" => matches!(kind, Zone | ResettlementSite | MaterialZone),
        "crs" => kind == ZonePart,
        "level" => kind == AdminUnit,
        _ => false,
    }
}
