//! The two spaces and the only door between them.
//!
//! [`LonLat`] is WGS 84 in degrees: files, the API, R-tree boxes. [`Metric`] is metres in one VN-2000 zone: every
//! length, distance and area. A [`MetricFrame`] is the door: it belongs to one province's projection zone.

use geo::{Area, BoundingRect, Coord, CoordsIter, Geometry, LineString, MapCoords, MultiPolygon, Polygon, Rect};

use super::{Hectares, Refused, Vn2000};

/// A geometry in WGS 84 degrees, longitude first. Coordinates are finite and on the globe, rings are closed.
#[derive(Clone, Debug, PartialEq)]
pub struct LonLat<G>(G);

/// A geometry in metres of one VN-2000 zone (x = easting, y = northing).
#[derive(Clone, Debug, PartialEq)]
pub struct Metric<G>(pub G);

/// The most vertices a single geometry may have; a province boundary at full detail has about 60 000.
const MOST_VERTICES: usize = 500_000;

impl LonLat<Geometry<f64>> {
    /// Checks a geometry.
    ///
    /// **Errors**: [`Refused`] (field `geometry`) for a coordinate that is not finite or not on the globe,
    /// a ring that is not closed or has fewer than four points, an empty geometry, or too many vertices.
    pub fn new(geometry: Geometry<f64>) -> Result<Self, Refused> {
        let vertices = geometry.coords_count();
        if vertices == 0 || vertices > MOST_VERTICES {
            return Err(Refused::new("geometry", format!("{vertices}"), "1–500.000 đỉnh", "1–500,000 vertices"));
        }
        geometry.coords_iter().try_for_each(check_coordinate)?;
        check_rings(&geometry)?;
        Ok(LonLat(geometry))
    }

    /// The outline as polygons; nothing for points and lines.
    pub fn polygons(&self) -> MultiPolygon<f64> {
        match &self.0 {
            Geometry::Polygon(polygon) => MultiPolygon(vec![polygon.clone()]),
            Geometry::MultiPolygon(polygons) => polygons.clone(),
            _ => MultiPolygon(vec![]),
        }
    }
}

impl<G> LonLat<G> {
    /// The geometry, in degrees.
    pub fn get(&self) -> &G {
        &self.0
    }
}

impl LonLat<Coord<f64>> {
    /// Checks a position.
    ///
    /// **Errors**: [`Refused`] (field `geometry`) for a number that is not finite or not on the globe.
    pub fn position(lon: f64, lat: f64) -> Result<Self, Refused> {
        let coordinate = Coord { x: lon, y: lat };
        check_coordinate(coordinate).map(|()| LonLat(coordinate))
    }
}

/// Builds a polygon of rings as a file holds them, outline first.
///
/// **Errors**: [`Refused`] (field `geometry`) for a ring whose last point is not its first, which `geo` would close silently.
pub fn closed_polygon(rings: Vec<Vec<Coord<f64>>>) -> Result<Polygon<f64>, Refused> {
    if let Some(open) = rings.iter().find(|ring| ring.len() < 4 || ring.first() != ring.last()) {
        return Err(unclosed_ring(open.len(), open.first() == open.last()));
    }
    let mut rings = rings.into_iter().map(LineString::new);
    let outline = rings.next().ok_or_else(|| unclosed_ring(0, false))?;
    Ok(Polygon::new(outline, rings.collect()))
}

fn unclosed_ring(points: usize, closed: bool) -> Refused {
    let value = format!("{points} points, {}", if closed { "closed" } else { "not closed" });
    Refused::new("geometry", value, "vòng khép kín có ít nhất 4 điểm", "a closed ring of at least 4 points")
}

fn check_coordinate(coordinate: Coord<f64>) -> Result<(), Refused> {
    let on_globe = (-180.0..=180.0).contains(&coordinate.x) && (-90.0..=90.0).contains(&coordinate.y);
    if on_globe {
        return Ok(());
    }
    Err(Refused::new(
        "geometry",
        format!("[{}, {}]", coordinate.x, coordinate.y),
        "kinh độ −180…180, vĩ độ −90…90 (WGS 84, kinh độ trước)",
        "longitude −180…180, latitude −90…90 (WGS 84, longitude first)",
    ))
}

fn check_rings(geometry: &Geometry<f64>) -> Result<(), Refused> {
    let polygons: &[Polygon<f64>] = match geometry {
        Geometry::Polygon(polygon) => std::slice::from_ref(polygon),
        Geometry::MultiPolygon(polygons) => &polygons.0,
        Geometry::GeometryCollection(_) => {
            return Err(Refused::new("geometry", "GeometryCollection", "một hình đơn loại", "a geometry of one type"));
        }
        _ => return Ok(()),
    };
    for polygon in polygons {
        for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
            if ring.0.len() < 4 || !ring.is_closed() {
                return Err(unclosed_ring(ring.0.len(), ring.is_closed()));
            }
        }
    }
    Ok(())
}

/// A box in degrees, as asked with `bbox=min_lon,min_lat,max_lon,max_lat`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bbox {
    /// West, degrees.
    pub min_lon: f64,
    /// South, degrees.
    pub min_lat: f64,
    /// East, degrees.
    pub max_lon: f64,
    /// North, degrees.
    pub max_lat: f64,
}

impl Bbox {
    /// Checks a box.
    ///
    /// **Errors**: [`Refused`] (field `bbox`) unless finite, on the globe, and minima do not exceed maxima.
    pub fn new(min_lon: f64, min_lat: f64, max_lon: f64, max_lat: f64) -> Result<Self, Refused> {
        let on_globe = [min_lon, max_lon].iter().all(|lon| (-180.0..=180.0).contains(lon))
            && [min_lat, max_lat].iter().all(|lat| (-90.0..=90.0).contains(lat));
        if on_globe && min_lon <= max_lon && min_lat <= max_lat {
            return Ok(Bbox { min_lon, min_lat, max_lon, max_lat });
        }
        Err(Refused::new(
            "bbox",
            format!("{min_lon},{min_lat},{max_lon},{max_lat}"),
            "kinh_độ_nhỏ,vĩ_độ_nhỏ,kinh_độ_lớn,vĩ_độ_lớn trong −180…180, −90…90",
            "min_lon,min_lat,max_lon,max_lat within −180…180, −90…90",
        ))
    }

    /// The box around a geometry; `None` for an empty one.
    pub fn around(geometry: &Geometry<f64>) -> Option<Self> {
        geometry.bounding_rect().map(Bbox::from)
    }

    /// Whether the two boxes share a point.
    pub fn intersects(&self, other: &Bbox) -> bool {
        self.min_lon <= other.max_lon
            && other.min_lon <= self.max_lon
            && self.min_lat <= other.max_lat
            && other.min_lat <= self.max_lat
    }

    /// Whether `other` lies inside this box.
    pub fn contains(&self, other: &Bbox) -> bool {
        self.min_lon <= other.min_lon
            && self.min_lat <= other.min_lat
            && other.max_lon <= self.max_lon
            && other.max_lat <= self.max_lat
    }

    /// Whether a position lies inside this box.
    pub fn holds(&self, position: Coord<f64>) -> bool {
        (self.min_lon..=self.max_lon).contains(&position.x) && (self.min_lat..=self.max_lat).contains(&position.y)
    }

    /// The smallest box around both.
    pub fn union(&self, other: &Bbox) -> Bbox {
        Bbox {
            min_lon: self.min_lon.min(other.min_lon),
            min_lat: self.min_lat.min(other.min_lat),
            max_lon: self.max_lon.max(other.max_lon),
            max_lat: self.max_lat.max(other.max_lat),
        }
    }

    /// The box as a rectangle.
    pub fn rect(&self) -> Rect<f64> {
        Rect::new((self.min_lon, self.min_lat), (self.max_lon, self.max_lat))
    }

    /// A box that surely holds every point within `metres` of a position.
    ///
    /// One degree of latitude is at least 110.5 km; longitude shrinks with the cosine of the far edge's latitude.
    pub fn around_position(position: Coord<f64>, metres: f64) -> Bbox {
        let latitude_margin = metres / 110_500.0;
        let farthest_latitude = (position.y.abs() + latitude_margin).min(89.0);
        let longitude_margin = metres / (110_500.0 * farthest_latitude.to_radians().cos());
        Bbox {
            min_lon: (position.x - longitude_margin).max(-180.0),
            min_lat: (position.y - latitude_margin).max(-90.0),
            max_lon: (position.x + longitude_margin).min(180.0),
            max_lat: (position.y + latitude_margin).min(90.0),
        }
    }
}

impl From<Rect<f64>> for Bbox {
    fn from(rect: Rect<f64>) -> Self {
        Bbox { min_lon: rect.min().x, min_lat: rect.min().y, max_lon: rect.max().x, max_lat: rect.max().y }
    }
}

/// A coordinate reference system we measure in: one VN-2000 zone, by EPSG code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Crs(u16);

impl Crs {
    /// Thái Nguyên's and Bắc Kạn's zone, 106°30′.
    pub const THAI_NGUYEN: Crs = Crs(9213);

    /// Reads `EPSG:9213`.
    ///
    /// **Errors**: [`Refused`] (field `crs`) unless it is a VN-2000 projected zone.
    pub fn parse(text: &str) -> Result<Self, Refused> {
        let code = text.strip_prefix("EPSG:").and_then(|code| code.parse().ok());
        code.filter(|code| Vn2000::find(*code).is_some()).map(Crs).ok_or_else(|| {
            let allowed = "EPSG:9205–9218, EPSG:5896–5899, EPSG:3405, EPSG:3406";
            Refused::new("crs", text, allowed, allowed)
        })
    }

    /// The EPSG code.
    pub fn epsg(self) -> u16 {
        self.0
    }
}

impl std::fmt::Display for Crs {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "EPSG:{}", self.0)
    }
}

/// The door from degrees to metres and back, in one VN-2000 zone.
#[derive(Clone)]
pub struct MetricFrame {
    crs: Crs,
    zone: Vn2000,
}

impl std::fmt::Debug for MetricFrame {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "MetricFrame({})", self.crs)
    }
}

impl MetricFrame {
    /// The frame of a zone.
    pub fn new(crs: Crs) -> Self {
        // `Crs` can only be made of a code that the table holds.
        let zone = Vn2000::find(crs.epsg()).unwrap_or_else(|| unreachable!("{crs} is in the table of VN-2000 zones"));
        MetricFrame { crs, zone }
    }

    /// The zone this frame measures in.
    pub fn crs(&self) -> Crs {
        self.crs
    }

    /// Degrees to metres.
    pub fn to_metric<G>(&self, geometry: &G) -> Metric<G>
    where
        G: MapCoords<f64, f64, Output = G>,
    {
        Metric(geometry.map_coords(|degrees| self.zone.forward(degrees)))
    }

    /// Metres to degrees.
    pub fn to_degrees<G>(&self, geometry: &Metric<G>) -> G
    where
        G: MapCoords<f64, f64, Output = G>,
    {
        geometry.0.map_coords(|metres| self.zone.inverse(metres))
    }

    /// The area of an outline in degrees, measured on the zone's grid (the legal area).
    pub fn area(&self, outline: &MultiPolygon<f64>) -> Hectares {
        Hectares::from_square_metres(self.to_metric(outline).0.unsigned_area())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{line_string, polygon};

    #[test]
    fn a_coordinate_off_the_globe_or_not_finite_is_refused() {
        for (lon, lat) in [(f64::NAN, 21.0), (105.0, f64::INFINITY), (2388000.0, 430000.0), (105.0, 91.0)] {
            let refused = LonLat::new(Geometry::Point(geo::Point::new(lon, lat))).unwrap_err();
            assert_eq!(refused.field, "geometry");
        }
    }

    #[test]
    fn a_ring_must_be_closed_and_hold_four_points() {
        // `geo` closes rings by itself, so an unclosed ring can only come as one too short to be a surface.
        let flat = Polygon::new(line_string![(x: 105.0, y: 21.0), (x: 105.1, y: 21.0)], vec![]);
        assert!(LonLat::new(Geometry::Polygon(flat)).is_err());
        let square = polygon![(x: 105.0, y: 21.0), (x: 105.1, y: 21.0), (x: 105.1, y: 21.1), (x: 105.0, y: 21.0)];
        assert!(LonLat::new(Geometry::Polygon(square)).is_ok());
    }

    #[test]
    fn a_ring_left_open_in_a_file_is_refused_not_closed_silently() {
        let open = [(105.0, 21.0), (105.1, 21.0), (105.1, 21.1), (105.0, 21.1)].map(Coord::from).to_vec();
        assert_eq!(closed_polygon(vec![open.clone()]).unwrap_err().field, "geometry");
        let closed = [open.clone(), vec![open[0]]].concat();
        assert!(closed_polygon(vec![closed]).is_ok());
        assert!(closed_polygon(vec![]).is_err());
    }

    #[test]
    fn a_kilometre_square_measures_a_hundred_hectares_in_its_zone() {
        let frame = MetricFrame::new(Crs::THAI_NGUYEN);
        let square =
            Metric(MultiPolygon(vec![Rect::new((430_000.0, 2_388_000.0), (431_000.0, 2_389_000.0)).to_polygon()]));
        let degrees = frame.to_degrees(&square);
        assert!((frame.area(&degrees).get() - 100.0).abs() < 1e-6);
    }

    #[test]
    fn the_box_around_a_position_holds_the_whole_circle() {
        let frame = MetricFrame::new(Crs::THAI_NGUYEN);
        let centre = Coord { x: 105.85, y: 21.5 };
        let bbox = Bbox::around_position(centre, 5_000.0);
        let centre_metric = frame.to_metric(&geo::Point(centre)).0;
        for degrees in 0..360 {
            let angle = f64::from(degrees).to_radians();
            let edge = Metric(geo::Point::new(
                centre_metric.x() + 5_000.0 * angle.cos(),
                centre_metric.y() + 5_000.0 * angle.sin(),
            ));
            let edge = frame.to_degrees(&edge);
            assert!((bbox.min_lon..=bbox.max_lon).contains(&edge.x()));
            assert!((bbox.min_lat..=bbox.max_lat).contains(&edge.y()));
        }
    }
}
