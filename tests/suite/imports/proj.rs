//! VN-2000 against PROJ: our projections and the worker's, which takes every number from the EPSG registry, agree within a millimetre.

use geo::Coord;
use kcn_atlas::import::place::SourceCrs;
use kcn_atlas::model::{Vn2000, vn2000_zones};

use super::worker;

/// A millimetre, in metres and in degrees.
const MILLIMETRE: f64 = 1e-3;
const MILLIMETRE_IN_DEGREES: f64 = 1e-3 / 111_000.0;

/// EPSG:9213 → WGS 84: east, north, longitude, latitude; from pyproj 3.7.2 with PROJ 9.5.1.
const VECTORS: [[f64; 4]; 3] = [
    [430_000.0, 2_388_000.0, 105.825886476, 21.586168973],
    [450_000.0, 2_400_000.0, 106.018664538, 21.695222497],
    [440_000.0, 2_370_000.0, 105.923095730, 21.423956446],
];

fn transform(from: u16, to: u16, points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let folder = tempfile::tempdir().unwrap();
    let moved = worker().transform(folder.path(), from.into(), to.into(), points).unwrap();
    moved.into_iter().map(|point| point.unwrap_or_else(|| panic!("EPSG:{from} to EPSG:{to}"))).collect()
}

/// From the southern tip to the northern border, from well west of the zone to well east of it; close together around 11.04° N, where PROJ,
/// left alone, changes from one operation to another.
fn grid(meridian: f64) -> Vec<[f64; 2]> {
    let latitudes = [8.5, 10.0, 11.0, 11.039, 11.04, 11.041, 11.1, 13.5, 16.0, 18.75, 21.5, 23.3];
    let offsets = [-3.0, -1.5, -0.75, 0.0, 0.4, 1.5, 3.0];
    latitudes.iter().flat_map(|lat| offsets.iter().map(move |off| [meridian + off, *lat])).collect()
}

fn coord([x, y]: [f64; 2]) -> Coord<f64> {
    Coord { x, y }
}

fn differ(one: Coord<f64>, [x, y]: [f64; 2]) -> f64 {
    (one.x - x).abs().max((one.y - y).abs())
}

#[test]
fn every_zone_agrees_both_ways_within_a_millimetre_inside_and_beyond() {
    for (code, meridian) in vn2000_zones() {
        let zone = Vn2000::find(code).unwrap();
        let degrees = grid(meridian);
        let metres = transform(4326, code, &degrees);
        let back = transform(code, 4326, &metres);
        for ((degrees, metres), back) in degrees.iter().zip(&metres).zip(&back) {
            let apart = differ(zone.forward(coord(*degrees)), *metres);
            assert!(apart < MILLIMETRE, "EPSG:{code}, {degrees:?}: {apart} m");
            let apart = differ(zone.inverse(coord(*metres)), *back);
            assert!(apart < MILLIMETRE_IN_DEGREES, "EPSG:{code}, {metres:?}: {apart}°");
        }
    }
}

#[test]
fn the_vectors_of_the_province_hold_for_both() {
    let zone = Vn2000::find(9213).unwrap();
    for [east, north, lon, lat] in VECTORS {
        let ours = zone.inverse(coord([east, north]));
        let theirs = transform(9213, 4326, &[[east, north]])[0];
        for (found, who) in [([ours.x, ours.y], "ours"), (theirs, "PROJ")] {
            let apart = differ(coord([lon, lat]), found);
            assert!(apart < MILLIMETRE_IN_DEGREES, "{who}: {found:?}, {apart}°");
        }
        let there = transform(4326, 9213, &[[lon, lat]])[0];
        assert!(differ(coord([east, north]), there) < MILLIMETRE, "{there:?}");
    }
}

#[test]
fn the_legacy_shift_is_eight_tenths_of_a_metre_off() {
    for [east, north, ..] in VECTORS {
        let legacy = SourceCrs::Vn2000Legacy { epsg: 9213 }.to_degrees(coord([east, north])).unwrap();
        let [x, y] = transform(4326, 9213, &[[legacy.x, legacy.y]])[0];
        let apart = (x - east).hypot(y - north);
        assert!((0.7..=0.8).contains(&apart), "{apart} m");
    }
}

#[test]
fn a_system_of_another_datum_and_a_point_beyond_every_zone_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let ask = |from, point| worker().transform(folder.path(), from, 4326, &[point]);
    for other in [3857, 32648, 5194, 0] {
        assert!(ask(other, [430_000.0, 2_388_000.0]).is_err(), "EPSG:{other}");
    }
    assert_eq!(ask(9213, [f64::MAX, 0.0]).unwrap(), [None]);
}
