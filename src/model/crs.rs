//! VN-2000, Việt Nam's national grid: the table of its zones and the way to WGS 84 and back.
//!
//! **Source**: EPSG registry (zones); operation EPSG:6960 (seven parameters, Department of Survey and Mapping, QĐ 05/2007/QĐ-BTNMT).
//! The rotations stand with flipped signs because `+towgs84` wants the position-vector convention:
//! unflipped they move points by 0.77 m, without any shift by about 200 m.

use std::sync::{Arc, LazyLock};

use geo::Coord;
use proj4rs::Proj;

/// The seven parameters VN-2000 → WGS 84, position-vector convention (metres, seconds of arc, parts per million).
const TO_WGS84: &str = "-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,0.00427372,0.252906278";

/// The same as it stands on many pages: the signs of the other convention.
const LEGACY_TO_WGS84: &str = "-191.90441429,-39.30318279,-111.45032835,-0.00928836,0.01975479,-0.00427372,0.252906278";

/// (EPSG code, central meridian in degrees, scale on it). TM-3 zones have 0.9999, the two UTM zones 0.9996.
const ZONES: &[(u16, f64, f64)] = &[
    (5896, 102.0, 0.9999),
    (9205, 103.0, 0.9999),
    (9206, 104.0, 0.9999),
    (9207, 104.5, 0.9999),
    (9208, 104.75, 0.9999),
    (5897, 105.0, 0.9999),
    (9209, 105.5, 0.9999),
    (9210, 105.75, 0.9999),
    (9211, 106.0, 0.9999),
    (9212, 106.25, 0.9999),
    (9213, 106.5, 0.9999),
    (9214, 107.0, 0.9999),
    (9215, 107.25, 0.9999),
    (9216, 107.5, 0.9999),
    (5899, 107.75, 0.9999),
    (5898, 108.0, 0.9999),
    (9217, 108.25, 0.9999),
    (9218, 108.5, 0.9999),
    (3405, 105.0, 0.9996),
    (3406, 111.0, 0.9996),
];

/// One projection zone of VN-2000.
#[derive(Clone)]
pub struct Vn2000 {
    projections: Arc<(Proj, Proj)>,
}

/// Every zone: (EPSG code, central meridian in degrees).
pub fn vn2000_zones() -> impl Iterator<Item = (u16, f64)> {
    ZONES.iter().map(|(code, meridian, _)| (*code, *meridian))
}

/// Every zone with its projections: reading a projection's text costs more than projecting a thousand points.
static PROJECTIONS: LazyLock<Vec<(u16, Vn2000)>> = LazyLock::new(|| with_shift(TO_WGS84));

static LEGACY: LazyLock<Vec<(u16, Vn2000)>> = LazyLock::new(|| with_shift(LEGACY_TO_WGS84));

fn with_shift(shift: &str) -> Vec<(u16, Vn2000)> {
    let zone = |(code, meridian, scale): &(u16, f64, f64)| Some((*code, Vn2000::read(*meridian, *scale, shift)?));
    ZONES.iter().filter_map(zone).collect()
}

impl Vn2000 {
    /// The zone with an EPSG code; `None` when it is not one of VN-2000's projected zones.
    pub fn find(epsg: u16) -> Option<Self> {
        PROJECTIONS.iter().find(|(code, _)| *code == epsg).map(|(_, zone)| zone.clone())
    }

    /// The same zone with the shift that many programs had: the rotations' signs unflipped, 0.8 m off. For reading their files alone.
    pub fn find_legacy(epsg: u16) -> Option<Self> {
        LEGACY.iter().find(|(code, _)| *code == epsg).map(|(_, zone)| zone.clone())
    }

    fn read(meridian: f64, scale: f64, shift: &str) -> Option<Self> {
        let grid = format!(
            "+proj=tmerc +lat_0=0 +lon_0={meridian} +k={scale} +x_0=500000 +y_0=0 +ellps=WGS84 +towgs84={shift} +units=m +no_defs"
        );
        let grid = Proj::from_proj_string(&grid).ok()?;
        let degrees = Proj::from_proj_string("+proj=longlat +datum=WGS84 +no_defs").ok()?;
        Some(Vn2000 { projections: Arc::new((degrees, grid)) })
    }

    /// WGS 84 degrees → metres. Total: far outside the zone the result is useless but finite or `NaN`, never a panic.
    pub fn forward(&self, degrees: Coord<f64>) -> Coord<f64> {
        let (from, to) = &*self.projections;
        transform(from, to, Coord { x: degrees.x.to_radians(), y: degrees.y.to_radians() })
    }

    /// Metres → WGS 84 degrees.
    pub fn inverse(&self, metres: Coord<f64>) -> Coord<f64> {
        let (degrees, grid) = &*self.projections;
        let radians = transform(grid, degrees, metres);
        Coord { x: radians.x.to_degrees(), y: radians.y.to_degrees() }
    }
}

fn transform(from: &Proj, to: &Proj, coordinate: Coord<f64>) -> Coord<f64> {
    let mut point = (coordinate.x, coordinate.y, 0.0);
    match proj4rs::transform::transform(from, to, &mut point) {
        Ok(()) => Coord { x: point.0, y: point.1 },
        Err(_) => Coord { x: f64::NAN, y: f64::NAN },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// EPSG:9213 → WGS 84, computed with PROJ 9.5.1: `echo E N | cs2cs EPSG:9213 EPSG:4326`.
    const BY_PROJ: [(f64, f64, f64, f64); 3] = [
        (430_000.0, 2_388_000.0, 105.825886476, 21.586168973),
        (450_000.0, 2_400_000.0, 106.018664538, 21.695222497),
        (440_000.0, 2_370_000.0, 105.923095730, 21.423956446),
    ];

    #[test]
    fn the_zone_of_thai_nguyen_agrees_with_proj_to_a_millimetre() {
        let zone = Vn2000::find(9213).unwrap();
        for (easting, northing, lon, lat) in BY_PROJ {
            let degrees = zone.inverse(Coord { x: easting, y: northing });
            // 1e-8 degree is about a millimetre.
            assert!((degrees.x - lon).abs() < 1e-8 && (degrees.y - lat).abs() < 1e-8, "{degrees:?}");
            let metres = zone.forward(degrees);
            assert!((metres.x - easting).abs() < 1e-3 && (metres.y - northing).abs() < 1e-3, "{metres:?}");
        }
    }

    #[test]
    fn every_zone_in_the_table_puts_its_meridian_at_500_km() {
        for (code, meridian) in vn2000_zones() {
            let zone = Vn2000::find(code).unwrap();
            let grid = zone.forward(Coord { x: meridian, y: 16.0 });
            // The datum shift moves a point by about 200 m, so the meridian of WGS 84 is only near 500 km.
            assert!((grid.x - 500_000.0).abs() < 400.0, "{code}: {grid:?}");
        }
        assert!(Vn2000::find(4326).is_none());
    }
}
