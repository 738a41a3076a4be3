//! A PBF with any bit turned over, or cut anywhere, is refused in words or is what it was: nothing goes in by halves.

use kcn_atlas::command::import::ImportError;
use kcn_atlas::import::WorkerError;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::extract::Osm;
use super::{import_bytes, links, section};
use crate::imports::fixtures::pbf::Packing;
use crate::imports::record::Record;

const CASES: usize = 60;

fn network() -> Osm {
    let mut osm = Osm::default();
    for at in 0..40 {
        osm = osm.node(at + 1, at as f64 * 100.0, (at % 3) as f64 * 50.0);
    }
    let chain: Vec<i64> = (1..=40).collect();
    osm.way(10, &chain, "highway=trunk;ref=QL.3").way(11, &[3, 30, 39], "highway=tertiary").ban(
        1,
        "no_left_turn",
        10,
        3,
        11,
    )
}

#[tokio::test]
async fn damage_never_panics_and_never_goes_in_by_halves() {
    let whole = network().pbf(Packing::Zlib);
    let sound = Record::with_a_park().await;
    import_bytes(&sound, "x.pbf", &whole).await.unwrap();
    let expected = (links(&sound), section(&sound, "osm-ql3-w10"));
    let mut random = StdRng::seed_from_u64(261);
    let mut refused = 0;
    for case in 0..CASES {
        let mut content = whole.clone();
        let at = random.random_range(0..content.len());
        if case % 4 == 0 {
            content.truncate(at);
        } else {
            content[at] ^= 1 << random.random_range(0..8);
        }
        let record = Record::with_a_park().await;
        match import_bytes(&record, "x.pbf", &content).await {
            Ok(report) if report.revision.is_some() => {
                assert_eq!((links(&record), section(&record, "osm-ql3-w10")), expected, "case {case}, byte {at}");
            }
            Ok(report) => assert!(links(&record).is_empty(), "case {case}, byte {at}: {:?}", report.issues),
            Err(ImportError::Worker(WorkerError::Crashed(reason))) => panic!("case {case}, byte {at}: {reason}"),
            Err(_) => {
                refused += 1;
                assert!(links(&record).is_empty(), "case {case}, byte {at}");
            }
        }
    }
    assert!(refused > CASES / 2, "most damage is seen: {refused}");
}
