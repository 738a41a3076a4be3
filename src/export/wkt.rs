//! Shapes as text (WKT, ISO 19162's older cousin of OGC 06-103): for sheets and tables, which have no shapes of their own.

use std::fmt::Write;

use geo::{Coord, Geometry, LineString, Polygon};

use super::TargetCrs;

/// A shape as WKT: degrees as they are on record, metres to a tenth of a millimetre.
pub fn wkt(geometry: &Geometry<f64>, crs: TargetCrs) -> String {
    let mut out = Writer { text: String::new(), is_metres: crs != TargetCrs::Wgs84 };
    match geometry {
        Geometry::Point(point) => out.named("POINT", |out| out.list([point.0].into_iter(), Writer::position)),
        Geometry::LineString(line) => out.named("LINESTRING", |out| out.line(line)),
        Geometry::MultiLineString(lines) => out.named("MULTILINESTRING", |out| out.list(lines.iter(), Writer::line)),
        Geometry::Polygon(polygon) => out.named("POLYGON", |out| out.rings(polygon)),
        Geometry::MultiPolygon(polygons) => out.named("MULTIPOLYGON", |out| out.list(polygons.iter(), Writer::rings)),
        // The record holds no other shape.
        _ => out.text.push_str("GEOMETRYCOLLECTION EMPTY"),
    }
    out.text
}

struct Writer {
    text: String,
    is_metres: bool,
}

impl Writer {
    fn named(&mut self, name: &str, write: impl FnOnce(&mut Self)) {
        self.text.push_str(name);
        self.text.push(' ');
        write(self);
    }

    fn list<T>(&mut self, items: impl Iterator<Item = T>, write: impl Fn(&mut Self, T)) {
        self.text.push('(');
        for (at, item) in items.enumerate() {
            if at > 0 {
                self.text.push_str(", ");
            }
            write(self, item);
        }
        self.text.push(')');
    }

    fn line(&mut self, line: &LineString<f64>) {
        self.list(line.0.iter().copied(), Self::position);
    }

    fn rings(&mut self, polygon: &Polygon<f64>) {
        self.list(std::iter::once(polygon.exterior()).chain(polygon.interiors()), Self::line);
    }

    fn position(&mut self, at: Coord<f64>) {
        // Writing into a string cannot fail.
        let _ = if self.is_metres {
            write!(self.text, "{:.4} {:.4}", at.x, at.y)
        } else {
            write!(self.text, "{} {}", at.x, at.y)
        };
    }
}

#[cfg(test)]
mod tests {
    use geo::{point, polygon};

    use super::*;

    #[test]
    fn shapes_are_written_with_holes_and_parts() {
        let ring = polygon!(exterior: [(x: 0., y: 0.), (x: 4., y: 0.), (x: 4., y: 4.)], interiors: [[(x: 2., y: 1.), (x: 3., y: 1.), (x: 3., y: 2.)]]);
        let text = wkt(&Geometry::MultiPolygon(vec![ring].into()), TargetCrs::Wgs84);
        assert_eq!(text, "MULTIPOLYGON (((0 0, 4 0, 4 4, 0 0), (2 1, 3 1, 3 2, 2 1)))");
        let metres = TargetCrs::parse("EPSG:9213").unwrap();
        assert_eq!(wkt(&point!(x: 430_000.123_456, y: 1.0).into(), metres), "POINT (430000.1235 1.0000)");
    }
}
