//! Any bytes as WKB, and any small numbers as rings: a repair ends, its shape is sound, and repairing it again finds nothing.
#![no_main]

use geo::{Coord, Geometry, LineString, MultiPolygon, Polygon, Validation};
use kcn_atlas::import::repair::{Limits, Wanted, repair};
use kcn_atlas::import::wkb;
use libfuzzer_sys::fuzz_target;

/// Rings of points on a small grid: they touch, cross and run along each other far more often than any file's.
fn rings(bytes: &[u8]) -> Geometry<f64> {
    let ring = |bytes: &[u8]| {
        let point = |pair: &[u8]| Coord { x: f64::from(pair[0] % 32) * 7.0, y: f64::from(pair[1] % 32) * 7.0 };
        LineString(bytes.chunks_exact(2).map(point).collect())
    };
    let parts = bytes.split(|byte| *byte == 0xff).map(|part| {
        let mut rings = part.split(|byte| *byte == 0xfe).map(ring);
        Polygon::new(rings.next().unwrap_or_else(|| LineString(vec![])), rings.collect())
    });
    Geometry::MultiPolygon(MultiPolygon(parts.collect()))
}

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let geometry = match choice % 2 {
        0 => rings(bytes),
        _ => match wkb::read(bytes) {
            Ok(shape) => shape.geometry,
            Err(_) => return,
        },
    };
    let limits = Limits::default();
    for wanted in [Wanted::Surface, Wanted::Line, Wanted::Point] {
        let repaired = repair(geometry.clone(), wanted, &limits);
        let Some(sound) = repaired.geometry else {
            assert!(!repaired.findings.is_empty(), "refused without a word");
            continue;
        };
        if wanted == Wanted::Surface {
            assert!(sound.is_valid(), "{sound:?}");
            let again = repair(sound.clone(), wanted, &limits);
            assert_eq!(again.geometry.as_ref(), Some(&sound), "{:?}", again.findings);
        }
    }
});
