//! An outline that crosses itself does not come in, by any door, and one that is there already is found.

use geo::{Area, BooleanOps, Geometry, LineString, MultiPolygon, Polygon};
use kcn_atlas::model::{Body, Kind, LonLat, Lot};
use kcn_atlas::store::body::check_outline;
use kcn_atlas::store::bundle::{BundleError, read, write};
use kcn_atlas::store::{Content, Store, StoreError};
use proptest::prelude::*;

use super::scene::{bundle, change, key, lot, open};

/// The lot of the scene with an outline of these corners, in ten-thousandths of a degree from its corner.
fn lot_with(corners: &[(i32, i32)]) -> Content {
    let Content::Body(Body::Lot(lot)) = lot() else { panic!("the scene's lot is a lot") };
    let geometry = LonLat::new(Geometry::Polygon(outline(corners))).unwrap();
    Content::Body(Body::Lot(Lot { geometry, ..lot }))
}

fn outline(corners: &[(i32, i32)]) -> Polygon<f64> {
    let at = |(x, y): &(i32, i32)| (105.8 + f64::from(*x) * 1e-4, 21.5 + f64::from(*y) * 1e-4);
    Polygon::new(LineString::from(corners.iter().map(at).collect::<Vec<_>>()), vec![])
}

const BOWTIE: [(i32, i32); 4] = [(0, 0), (20, 20), (20, 0), (0, 20)];

#[tokio::test]
async fn a_bowtie_is_committed_by_nobody() {
    let store = Store::open(&kcn_atlas::store::Location::Memory).await.unwrap();
    let lot_key = || key(Kind::Lot, "kcn-thu.toan-khu.a-1", "core");
    let refused = store.commit(change(vec![(lot_key(), "2026-01-01", lot_with(&BOWTIE))])).await.unwrap_err();
    let StoreError::RefusedRow { refused, .. } = &refused else { panic!("{refused}") };
    assert_eq!((refused.field.as_str(), refused.value.as_str()), ("geometry", "105.8010000, 21.5010000"));
    assert!(refused.allowed.vi.contains("không tự cắt"));
    assert_eq!(store.head().await.unwrap(), 0, "nothing was written");
    store.commit(change(vec![(lot_key(), "2026-01-01", lot())])).await.unwrap();
}

#[tokio::test]
async fn a_bundle_with_a_bowtie_is_refused_and_a_record_that_has_one_says_so() {
    let mut bad = bundle();
    bad.rows[1].content = lot_with(&BOWTIE);
    let folder = tempfile::tempdir().unwrap();
    write(&bad, &folder.path().join("b")).unwrap();
    let Err(BundleError::Problems(problems)) = read(&folder.path().join("b")) else { panic!("a bowtie was loaded") };
    assert_eq!((problems[0].row, problems[0].field.as_str()), (1, "geometry"), "{problems:?}");

    // An older program let it in: it still opens, and `check` finds it.
    let path = folder.path().join("old.db");
    let store = open(&path).await;
    store.commit(change(vec![(key(Kind::Lot, "kcn-thu.toan-khu.a-1", "core"), "2026-01-01", lot())])).await.unwrap();
    drop(store);
    let Content::Body(body) = lot_with(&BOWTIE) else { panic!("a body") };
    let text = kcn_atlas::store::body::encode(&body).unwrap();
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.execute_batch("DROP TRIGGER rows_are_never_changed").unwrap();
    assert_eq!(connection.execute("UPDATE rows SET body = ?1", [text]).unwrap(), 1);
    drop(connection);
    let defects = open(&path).await.check().await.unwrap();
    assert!(defects.len() == 1 && defects[0].to_string().contains("cross"), "{defects:?}");
}

proptest! {
    /// What passes the door can be overlaid: geo's own assertions hold, and the ground counts once.
    #[test]
    fn outlines_that_pass_can_be_overlaid(
        one in prop::collection::vec((0_i32..60, 0_i32..60), 3..9),
        other in prop::collection::vec((0_i32..60, 0_i32..60), 3..9),
    ) {
        let passes = |corners: &[(i32, i32)]| {
            LonLat::new(Geometry::Polygon(outline(corners))).ok()?;
            let Content::Body(body) = lot_with(corners) else { return None };
            check_outline(&body).ok().map(|()| MultiPolygon(vec![outline(corners)]))
        };
        if let Some((one, other)) = passes(&one).zip(passes(&other)) {
            let (both, either) = (one.intersection(&other).unsigned_area(), one.union(&other).unsigned_area());
            let (a, b) = (one.union(&one).unsigned_area(), other.union(&other).unsigned_area());
            prop_assert!((both + either - a - b).abs() <= 1e-5 * (a + b).max(1e-7), "{both} + {either} ≠ {a} + {b}");
        }
    }
}
