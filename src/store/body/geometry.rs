//! Shapes in a body: GeoJSON geometries, two numbers a position, at most nine decimals.

use std::fmt;

use geo::{Coord, Geometry, LineString, MultiLineString, MultiPolygon, Point, Polygon};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use super::field::{Field, Key};
use super::refusal::{Level, to_serde};
use super::sources::Sources;
use super::value::write_number;
use crate::model::{LonLat, Refused, closed_polygon};

/// Nine decimals of a degree are a tenth of a millimetre: surveyed corners are given in millimetres; more is noise of a computation.
const STEPS_PER_DEGREE: f64 = 1e9;

#[derive(Clone, Copy)]
enum ShapeType {
    Point,
    LineString,
    MultiLineString,
    Polygon,
    MultiPolygon,
}

const TYPES: [(&str, ShapeType); 5] = [
    ("Point", ShapeType::Point),
    ("LineString", ShapeType::LineString),
    ("MultiLineString", ShapeType::MultiLineString),
    ("Polygon", ShapeType::Polygon),
    ("MultiPolygon", ShapeType::MultiPolygon),
];

impl Field for LonLat<Geometry<f64>> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D, _: &Sources) -> Result<Self, D::Error> {
        let geometry = deserializer.deserialize_map(GeometryVisitor)?;
        LonLat::new(geometry).map_err(|refused| to_serde(&refused, Level::Value))
    }
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        let (name, coordinates) = match self.get() {
            Geometry::Point(point) => ("Point", Positions::One(point.0)),
            Geometry::LineString(line) => ("LineString", Positions::Line(line)),
            Geometry::MultiLineString(lines) => ("MultiLineString", Positions::Lines(lines)),
            Geometry::Polygon(polygon) => ("Polygon", Positions::Rings(polygon)),
            Geometry::MultiPolygon(polygons) => ("MultiPolygon", Positions::Polygons(polygons)),
            _ => return Err(serde::ser::Error::custom("no GeoJSON type for this geometry")),
        };
        map.serialize_entry("type", name)?;
        map.serialize_entry("coordinates", &coordinates)?;
        map.end()
    }
}

struct GeometryVisitor;

impl<'de> Visitor<'de> for GeometryVisitor {
    type Value = Geometry<f64>;
    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a map")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut shape_type, mut geometry, mut waiting) = (None, None, None);
        while let Some(Key(key)) = map.next_key()? {
            match (&*key, shape_type) {
                ("type", None) => shape_type = Some(read_type(&map.next_value::<Key<'de>>()?.0)?),
                ("coordinates", Some(shape_type)) if geometry.is_none() => {
                    geometry = Some(map.next_value_seed(Coordinates(shape_type))?);
                }
                // Files of other programs may put the coordinates first; their depth is only known by the type.
                ("coordinates", None) if waiting.is_none() => waiting = Some(map.next_value::<&'de RawValue>()?),
                ("type", _) => return Err(A::Error::duplicate_field("type")),
                ("coordinates", _) => return Err(A::Error::duplicate_field("coordinates")),
                (unknown, _) => return Err(A::Error::unknown_field(unknown, &["type", "coordinates"])),
            }
        }
        let shape_type = shape_type.ok_or_else(|| A::Error::missing_field("type"))?;
        if let (Some(text), None) = (waiting, &geometry) {
            let mut json = serde_json::Deserializer::from_str(text.get());
            geometry = Some(Coordinates(shape_type).deserialize(&mut json).map_err(A::Error::custom)?);
        }
        geometry.ok_or_else(|| A::Error::missing_field("coordinates"))
    }
}

fn read_type<E: Error>(name: &str) -> Result<ShapeType, E> {
    let found = TYPES.iter().find(|(known, _)| *known == name).map(|(_, shape_type)| *shape_type);
    found.ok_or_else(|| {
        let allowed = TYPES.map(|(known, _)| known).join(", ");
        to_serde(&Refused::new("geometry", name, &allowed, &allowed), Level::Value)
    })
}

struct Coordinates(ShapeType);

impl<'de> DeserializeSeed<'de> for Coordinates {
    type Value = Geometry<f64>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        use serde::Deserialize as _;
        match self.0 {
            ShapeType::Point => Ok(Point(Position::deserialize(deserializer)?.0).into()),
            ShapeType::LineString => Ok(line(Vec::deserialize(deserializer)?)?.into()),
            ShapeType::MultiLineString => {
                let lines: Vec<Vec<Position>> = Vec::deserialize(deserializer)?;
                Ok(MultiLineString(lines.into_iter().map(line).collect::<Result<_, _>>()?).into())
            }
            ShapeType::Polygon => Ok(polygon(Vec::deserialize(deserializer)?)?.into()),
            ShapeType::MultiPolygon => {
                let polygons: Vec<Vec<Vec<Position>>> = Vec::deserialize(deserializer)?;
                Ok(MultiPolygon(polygons.into_iter().map(polygon).collect::<Result<_, _>>()?).into())
            }
        }
    }
}

fn coords(positions: Vec<Position>) -> Vec<Coord<f64>> {
    positions.into_iter().map(|position| position.0).collect()
}

fn line<E: Error>(positions: Vec<Position>) -> Result<LineString<f64>, E> {
    if positions.len() < 2 {
        let points = format!("{} points", positions.len());
        return Err(to_serde(
            &Refused::new("geometry", points, "đường có ít nhất 2 điểm", "a line of at least 2 points"),
            Level::Value,
        ));
    }
    Ok(LineString::new(coords(positions)))
}

fn polygon<E: Error>(rings: Vec<Vec<Position>>) -> Result<Polygon<f64>, E> {
    closed_polygon(rings.into_iter().map(coords).collect()).map_err(|refused| to_serde(&refused, Level::Value))
}

/// Longitude and latitude, and nothing more.
struct Position(Coord<f64>);

impl<'de> serde::Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PositionVisitor;
        impl<'de> Visitor<'de> for PositionVisitor {
            type Value = Position;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a position")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut numbers: A) -> Result<Position, A::Error> {
                if let (Some(x), Some(y)) = (numbers.next_element()?, numbers.next_element()?) {
                    if numbers.next_element::<f64>()?.is_none() {
                        return Ok(Position(Coord { x, y }));
                    }
                    return Err(not_two_numbers("3"));
                }
                Err(not_two_numbers("0–1"))
            }
        }
        deserializer.deserialize_seq(PositionVisitor)
    }
}

fn not_two_numbers<E: Error>(given: &str) -> E {
    let value = format!("{given} numbers");
    to_serde(
        &Refused::new("geometry", value, "hai số [kinh độ, vĩ độ]", "two numbers [longitude, latitude]"),
        Level::Value,
    )
}

enum Positions<'a> {
    One(Coord<f64>),
    Line(&'a LineString<f64>),
    Lines(&'a MultiLineString<f64>),
    Rings(&'a Polygon<f64>),
    Polygons(&'a MultiPolygon<f64>),
}

impl Serialize for Positions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Positions::One(coord) => serializer.collect_seq([Rounded(coord.x), Rounded(coord.y)]),
            Positions::Line(line) => serializer.collect_seq(line.0.iter().map(|coord| Positions::One(*coord))),
            Positions::Lines(lines) => serializer.collect_seq(lines.0.iter().map(Positions::Line)),
            Positions::Rings(polygon) => serializer
                .collect_seq(std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(Positions::Line)),
            Positions::Polygons(polygons) => serializer.collect_seq(polygons.0.iter().map(Positions::Rings)),
        }
    }
}

struct Rounded(f64);

impl Serialize for Rounded {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // A whole number divided by 10⁹ is the nearest `f64` to its nine decimals, so nothing longer is written.
        write_number((self.0 * STEPS_PER_DEGREE).round() / STEPS_PER_DEGREE, serializer)
    }
}

/// Refuses a shape that is not a surface.
pub fn is_surface(geometry: &LonLat<Geometry<f64>>) -> Result<(), Refused> {
    one_of(geometry, &["Polygon", "MultiPolygon"])
}

/// Refuses a shape that is not a single point.
pub fn is_point(geometry: &LonLat<Geometry<f64>>) -> Result<(), Refused> {
    one_of(geometry, &["Point"])
}

/// Refuses a shape that is not a single line.
pub fn is_line(geometry: &LonLat<Geometry<f64>>) -> Result<(), Refused> {
    one_of(geometry, &["LineString"])
}

/// Refuses a shape that is not a surface or a point.
pub fn is_surface_or_point(geometry: &LonLat<Geometry<f64>>) -> Result<(), Refused> {
    one_of(geometry, &["Polygon", "MultiPolygon", "Point"])
}

/// Refuses a point.
pub fn is_line_or_surface(geometry: &LonLat<Geometry<f64>>) -> Result<(), Refused> {
    one_of(geometry, &["LineString", "MultiLineString", "Polygon", "MultiPolygon"])
}

fn one_of(geometry: &LonLat<Geometry<f64>>, allowed: &[&str]) -> Result<(), Refused> {
    let found = match geometry.get() {
        Geometry::Point(_) => "Point",
        Geometry::LineString(_) => "LineString",
        Geometry::MultiLineString(_) => "MultiLineString",
        Geometry::Polygon(_) => "Polygon",
        Geometry::MultiPolygon(_) => "MultiPolygon",
        _ => "another type",
    };
    if allowed.contains(&found) {
        return Ok(());
    }
    let allowed = allowed.join(", ");
    Err(Refused::new("geometry", found, &allowed, &allowed))
}
