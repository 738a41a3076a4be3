//! Features and collections on the wire (RFC 7946): longitude, latitude, seven decimals, a centimetre.
//!
//! Everything is written straight from borrowed geometry into bytes; no intermediate tree is built.

use std::borrow::Cow;

use geo::{Coord, Geometry, LineString, Polygon};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use utoipa::ToSchema;

use crate::model::Revision;

/// A kind of record that is shown as features.
pub trait Layer: Serialize + ToSchema {
    /// What its schemas are called: `Lot` makes `LotFeature` and `LotCollection`.
    const NAME: &'static str;
    /// The GeoJSON types its geometry may have.
    const SHAPES: &'static [&'static str];
    /// Whether the geometry may be null.
    const MAY_BE_UNLOCATED: bool = false;
}

/// One record.
#[derive(Serialize)]
#[serde(tag = "type")]
pub struct Feature<'a, P> {
    /// Its id.
    pub id: Cow<'a, str>,
    /// The last revision that touched it.
    pub version: Revision,
    /// Where it is.
    pub geometry: Option<Shape<'a>>,
    /// What it is.
    pub properties: P,
}

/// A page of records.
#[derive(Serialize)]
#[serde(tag = "type", rename = "FeatureCollection", rename_all = "camelCase")]
pub struct Collection<'a, P> {
    /// How many records match in all, exactly.
    pub number_matched: usize,
    /// How many are in this page.
    pub number_returned: usize,
    /// This page, and the next if there is one.
    pub links: Vec<Link>,
    /// The day the answer is about.
    #[serde(rename = "as_of")]
    pub as_of: String,
    /// The revision it was read from.
    pub revision: Revision,
    /// The records.
    pub features: Vec<Feature<'a, P>>,
}

/// A link to another page.
#[derive(Serialize, ToSchema)]
pub struct Link {
    /// `self` or `next`.
    pub rel: &'static str,
    /// The address, relative to this server.
    pub href: String,
    /// The media type behind it.
    pub r#type: &'static str,
}

/// A geometry, written as GeoJSON.
pub struct Shape<'a>(pub Cow<'a, Geometry<f64>>);

impl<'a> From<&'a Geometry<f64>> for Shape<'a> {
    fn from(geometry: &'a Geometry<f64>) -> Self {
        Shape(Cow::Borrowed(geometry))
    }
}

impl From<Geometry<f64>> for Shape<'static> {
    fn from(geometry: Geometry<f64>) -> Self {
        Shape(Cow::Owned(geometry))
    }
}

impl Serialize for Shape<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_geometry(&self.0, serializer)
    }
}

fn write_geometry<S: Serializer>(geometry: &Geometry<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(2))?;
    let mut write = |name: &str| map.serialize_entry("type", name);
    match geometry {
        Geometry::Point(point) => {
            write("Point")?;
            map.serialize_entry("coordinates", &Position(point.0))?;
        }
        Geometry::MultiPoint(points) => {
            write("MultiPoint")?;
            map.serialize_entry("coordinates", &List(&points.0, |point: &geo::Point| Position(point.0)))?;
        }
        Geometry::Line(line) => {
            write("LineString")?;
            map.serialize_entry("coordinates", &[Position(line.start), Position(line.end)])?;
        }
        Geometry::LineString(line) => {
            write("LineString")?;
            map.serialize_entry("coordinates", &Line(line))?;
        }
        Geometry::MultiLineString(lines) => {
            write("MultiLineString")?;
            map.serialize_entry("coordinates", &List(&lines.0, Line))?;
        }
        Geometry::Polygon(polygon) => {
            write("Polygon")?;
            map.serialize_entry("coordinates", &Rings(polygon))?;
        }
        Geometry::Rect(rect) => {
            write("Polygon")?;
            map.serialize_entry("coordinates", &Rings(&rect.to_polygon()))?;
        }
        Geometry::Triangle(triangle) => {
            write("Polygon")?;
            map.serialize_entry("coordinates", &Rings(&triangle.to_polygon()))?;
        }
        Geometry::MultiPolygon(polygons) => {
            write("MultiPolygon")?;
            map.serialize_entry("coordinates", &List(&polygons.0, Rings))?;
        }
        Geometry::GeometryCollection(collection) => {
            write("GeometryCollection")?;
            map.serialize_entry(
                "geometries",
                &List(&collection.0, |geometry: &Geometry| Shape::from(geometry.clone())),
            )?;
        }
    }
    map.end()
}

/// A position with seven decimals: the nearest number to a short decimal is written as that decimal, without noise.
#[derive(Clone, Copy)]
pub struct Position(pub Coord<f64>);

impl Serialize for Position {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        [self.0.x, self.0.y].map(seven_decimals).serialize(serializer)
    }
}

/// Degrees to about a centimetre.
pub fn seven_decimals(degrees: f64) -> f64 {
    (degrees * 1e7).round() / 1e7
}

struct Line<'a>(&'a LineString<f64>);

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.0.iter().copied().map(Position))
    }
}

struct Rings<'a>(&'a Polygon<f64>);

impl Serialize for Rings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(std::iter::once(self.0.exterior()).chain(self.0.interiors()).map(Line))
    }
}

/// Each member of a slice, shown through a function.
struct List<'a, T, F>(&'a [T], F);

impl<'a, T, W: Serialize, F: Fn(&'a T) -> W> Serialize for List<'a, T, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(&self.1))
    }
}

#[cfg(test)]
mod tests {
    use geo::{MultiPolygon, Point, polygon};
    use serde_json::json;

    use super::*;

    #[test]
    fn coordinates_have_seven_decimals_and_no_noise() {
        let point = Geometry::from(Point::new(105.1 + 0.2, 21.123_456_789));
        let text = serde_json::to_string(&Shape::from(&point)).unwrap();
        assert_eq!(text, r#"{"type":"Point","coordinates":[105.3,21.1234568]}"#);
    }

    #[test]
    fn holes_follow_the_outline() {
        let square = polygon!(
            exterior: [(x: 0.0, y: 0.0), (x: 3.0, y: 0.0), (x: 3.0, y: 3.0)],
            interiors: [[(x: 1.0, y: 1.0), (x: 2.0, y: 1.0), (x: 2.0, y: 2.0)]],
        );
        let shown = serde_json::to_value(Shape::from(Geometry::from(MultiPolygon(vec![square])))).unwrap();
        assert_eq!(shown["coordinates"][0].as_array().unwrap().len(), 2);
        assert_eq!(shown["coordinates"][0][1], json!([[1.0, 1.0], [2.0, 1.0], [2.0, 2.0], [1.0, 1.0]]));
    }

    #[test]
    fn a_collection_says_how_many_match_before_it_lists_them() {
        let feature = Feature { id: "kcn-a".into(), version: 3, geometry: None, properties: json!({"x": 1}) };
        let page = Collection {
            number_matched: 9,
            number_returned: 1,
            links: vec![],
            as_of: "2026-11-24".into(),
            revision: 4,
            features: vec![feature],
        };
        assert_eq!(
            serde_json::to_string(&page).unwrap(),
            concat!(
                r#"{"type":"FeatureCollection","numberMatched":9,"numberReturned":1,"links":[],"as_of":"2026-11-24","#,
                r#""revision":4,"features":[{"type":"Feature","id":"kcn-a","version":3,"geometry":null,"properties":{"x":1}}]}"#
            )
        );
    }
}
