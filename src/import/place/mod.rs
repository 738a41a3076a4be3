//! Where the shapes of a file lie: its coordinate system is trusted only when it is known and the shapes land where they should.
//!
//! Invariant: nothing is guessed in silence. Either the file names a known system and lands inside, or somebody is asked,
//! with every system in which the shapes would land inside, the likeliest first.

mod candidates;
mod source_crs;

use geo::Coord;

pub use candidates::{Candidate, Home, candidates};
pub use source_crs::{SourceCrs, Unit};

use crate::gis::wire::FileCrs;
use crate::model::{Bbox, Name};

/// From this share of points inside on, a system fits.
const FITS_SHARE: f64 = 0.9;

/// How far outside a file in degrees may lie without a question.
const NEAR_DEGREES: f64 = 1.0;

/// What a file's shapes and its named system come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Placement {
    /// The system to be used; `None` = somebody must choose.
    pub crs: Option<SourceCrs>,
    /// Whether easting and northing, or longitude and latitude, stand the other way round.
    pub swapped: bool,
    /// What is known of the choice, in sentences.
    pub findings: Vec<Name>,
    /// Systems in which the shapes would land inside, the likeliest first.
    pub candidates: Vec<Candidate>,
}

/// Places sample points of a file.
///
/// **Shape**: `points` as they stand in the file; `home` is where they should land; `chosen` is what a person decided.
pub fn place(points: &[Coord<f64>], named: Option<&FileCrs>, chosen: Option<SourceCrs>, home: &Home) -> Placement {
    let (candidates, extent) = (candidates(points, home), &home.extent);
    let mut findings = Vec::new();
    if let Some(crs) = chosen {
        return decided(crs, points, extent, candidates);
    }
    let Some(named) = named else {
        findings.push(Name::new("Tệp không ghi hệ tọa độ.", "The file names no coordinate system."));
        return Placement { crs: None, swapped: false, findings, candidates };
    };
    let read = source_crs::read(named);
    findings.extend(read.findings);
    let fits = |crs: &SourceCrs| {
        // Degrees have no neighbouring zone to be mistaken for: ports and gates a province depends on lie around it.
        let around = if *crs == SourceCrs::Wgs84 { grown(extent) } else { *extent };
        candidates::share_inside(points, *crs, false, &around) >= FITS_SHARE
    };
    match read.crs {
        Some(crs) if fits(&crs) => Placement { crs: Some(crs), swapped: false, findings, candidates },
        Some(crs) => {
            findings.push(lands_elsewhere(points, crs, extent));
            Placement { crs: None, swapped: false, findings, candidates }
        }
        None => Placement { crs: None, swapped: false, findings, candidates },
    }
}

/// The box a hundred kilometres wider on every side.
fn grown(extent: &Bbox) -> Bbox {
    Bbox {
        min_lon: extent.min_lon - NEAR_DEGREES,
        min_lat: extent.min_lat - NEAR_DEGREES,
        max_lon: extent.max_lon + NEAR_DEGREES,
        max_lat: extent.max_lat + NEAR_DEGREES,
    }
}

/// A person's choice is followed, and swapped axes are put right where only that lands inside.
fn decided(crs: SourceCrs, points: &[Coord<f64>], extent: &Bbox, candidates: Vec<Candidate>) -> Placement {
    let straight = candidates::share_inside(points, crs, false, extent);
    let swapped = straight < FITS_SHARE && candidates::share_inside(points, crs, true, extent) >= FITS_SHARE;
    let mut findings = Vec::new();
    if swapped {
        findings.push(Name::new(
            "Hai trục tọa độ bị đổi chỗ; đã đổi lại.",
            "The two axes stand the other way round; they were turned back.",
        ));
    } else if straight < FITS_SHARE {
        findings.push(lands_elsewhere(points, crs, extent));
    }
    Placement { crs: Some(crs), swapped, findings, candidates }
}

/// How far from where they should the points would land.
fn lands_elsewhere(points: &[Coord<f64>], crs: SourceCrs, extent: &Bbox) -> Name {
    let code = crs.code();
    match candidates::kilometres_outside(points, crs, extent) {
        // The middle lies inside, and some points far from it.
        Some(kilometres) if kilometres < 0.5 => {
            let outside = 100.0 * (1.0 - candidates::share_inside(points, crs, false, extent));
            Name::new(
                format!("Theo {code}, {outside:.0} % số hình nằm ngoài vùng dữ liệu."),
                format!("By {code}, {outside:.0} % of the shapes would land outside the province."),
            )
        }
        Some(kilometres) => Name::new(
            format!("Theo {code}, dữ liệu nằm cách vùng dữ liệu {kilometres:.0} km."),
            format!("By {code} the shapes would land {kilometres:.0} km away from the province."),
        ),
        None => Name::new(
            format!("Tọa độ không thể là {code}: ngoài phạm vi cho phép."),
            format!("The coordinates cannot be {code}: they are out of its range."),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Vn2000;

    fn home() -> Home {
        Home { extent: Bbox::new(105.45, 21.30, 106.27, 22.06).unwrap(), zone: 9213 }
    }

    fn degrees() -> Vec<Coord<f64>> {
        (0..20).map(|at| Coord { x: 105.75 + 0.01 * f64::from(at), y: 21.45 + 0.015 * f64::from(at) }).collect()
    }

    fn metres(epsg: u16) -> Vec<Coord<f64>> {
        let zone = Vn2000::find(epsg).unwrap();
        degrees().into_iter().map(|degrees| zone.forward(degrees)).collect()
    }

    fn named(epsg: Option<u32>, proj4: &str) -> FileCrs {
        FileCrs { name: "x".into(), epsg, proj4: proj4.into(), datum: None, is_geographic: epsg == Some(4326) }
    }

    #[test]
    fn a_known_system_that_lands_inside_is_trusted() {
        let placed = place(&metres(9213), Some(&named(Some(9213), "")), None, &home());
        assert_eq!((placed.crs, placed.findings.len()), (Some(SourceCrs::Vn2000 { epsg: 9213 }), 0));
        let placed = place(&degrees(), Some(&named(Some(4326), "")), None, &home());
        assert_eq!(placed.crs, Some(SourceCrs::Wgs84));
        let placed = place(&metres(3405), Some(&named(Some(3405), "")), None, &home());
        assert_eq!(placed.crs, Some(SourceCrs::Vn2000 { epsg: 3405 }));
    }

    #[test]
    fn a_file_without_a_system_is_asked_about_even_when_only_one_fits() {
        let placed = place(&metres(9213), None, None, &home());
        assert_eq!(placed.crs, None, "right numbers are no proof");
        assert_eq!(placed.candidates[0].crs, SourceCrs::Vn2000 { epsg: 9213 });
        assert!(!placed.candidates[0].swapped);
    }

    #[test]
    fn degrees_around_the_province_are_trusted_and_those_of_another_one_asked_about() {
        let moved = |by: f64| degrees().into_iter().map(|at| Coord { x: at.x + by, y: at.y }).collect::<Vec<_>>();
        assert_eq!(place(&moved(0.8), Some(&named(Some(4326), "")), None, &home()).crs, Some(SourceCrs::Wgs84));
        assert_eq!(place(&moved(3.0), Some(&named(Some(4326), "")), None, &home()).crs, None);
    }

    #[test]
    fn a_wrong_meridian_is_named_with_the_distance_and_the_right_one_offered() {
        let placed = place(&metres(9213), Some(&named(Some(9209), "")), None, &home());
        assert_eq!(placed.crs, None);
        assert!(placed.findings[0].en.contains(" km away"), "{}", placed.findings[0].en);
        assert_eq!(placed.candidates[0].crs, SourceCrs::Vn2000 { epsg: 9213 });
    }

    #[test]
    fn a_transverse_mercator_on_wgs84_has_lost_its_datum() {
        let proj4 = "+proj=tmerc +lat_0=0 +lon_0=106.5 +k=0.9999 +x_0=500000 +y_0=0 +datum=WGS84 +units=m +no_defs";
        let placed = place(&metres(9213), Some(&named(None, proj4)), None, &home());
        assert_eq!(placed.crs, None, "200 m are at stake: somebody must say so");
        assert!(placed.findings[0].en.contains("EPSG:9213"), "{}", placed.findings[0].en);
        assert_eq!(placed.candidates[0].crs, SourceCrs::Vn2000 { epsg: 9213 });
    }

    #[test]
    fn the_legacy_shift_is_told_from_the_right_one() {
        let shift = |rotations: &str| {
            let proj4 = format!(
                "+proj=tmerc +lat_0=0 +lon_0=106.5 +k=0.9999 +x_0=500000 +y_0=0 +ellps=WGS84 +towgs84=-191.90441429,-39.30318279,-111.45032835,{rotations},0.252906278 +units=m +no_defs"
            );
            place(&metres(9213), Some(&named(None, &proj4)), None, &home())
        };
        let right = shift("0.00928836,-0.01975479,0.00427372");
        assert_eq!(right.crs, Some(SourceCrs::Vn2000 { epsg: 9213 }));
        let legacy = shift("-0.00928836,0.01975479,-0.00427372");
        assert_eq!(legacy.crs, None);
        assert!(legacy.findings[0].en.contains("0.8 m"), "{}", legacy.findings[0].en);
        let chosen = place(&metres(9213), None, SourceCrs::parse("EPSG:9213-legacy").ok(), &home());
        assert_eq!(chosen.crs, Some(SourceCrs::Vn2000Legacy { epsg: 9213 }));
    }

    #[test]
    fn swapped_axes_and_millimetres_are_recognised() {
        let swapped: Vec<_> = metres(9213).into_iter().map(|point| Coord { x: point.y, y: point.x }).collect();
        let placed = place(&swapped, None, None, &home());
        assert_eq!((placed.candidates[0].crs, placed.candidates[0].swapped), (SourceCrs::Vn2000 { epsg: 9213 }, true));
        let placed = place(&swapped, None, Some(SourceCrs::Vn2000 { epsg: 9213 }), &home());
        assert!(placed.swapped);
        let lat_first: Vec<_> = degrees().into_iter().map(|point| Coord { x: point.y, y: point.x }).collect();
        let placed = place(&lat_first, Some(&named(Some(4326), "")), None, &home());
        assert_eq!(placed.crs, None);
        assert_eq!((placed.candidates[0].crs, placed.candidates[0].swapped), (SourceCrs::Wgs84, true));
        let millimetres: Vec<_> =
            metres(9213).into_iter().map(|point| Coord { x: point.x * 1e3, y: point.y * 1e3 }).collect();
        let placed = place(&millimetres, None, None, &home());
        assert_eq!(placed.candidates[0].crs, SourceCrs::Vn2000Millimetres { epsg: 9213 });
        let placed = place(&millimetres, None, SourceCrs::parse("EPSG:9213-mm").ok(), &home());
        assert!(placed.crs.is_some() && placed.findings.is_empty(), "{placed:?}");
        assert!(place(&[Coord { x: f64::NAN, y: 1.0 }], None, None, &home()).candidates.is_empty());
    }
}
