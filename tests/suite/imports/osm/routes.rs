//! Ways over a real network, Liechtenstein's, against the plain search and, where it can be asked, another hierarchy.

use kcn_atlas::index::network::Cost;
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::moved::liechtenstein;
use crate::roads::twins::{Pairs, prove};

async fn prove_liechtenstein(pairs: Pairs) {
    let Some(snapshot) = liechtenstein().await else { return };
    let roads = snapshot.roads();
    let mut random = StdRng::seed_from_u64(2015);
    for (network, cost) in [(roads.today(), Cost::Car), (roads.today_for_trucks(), Cost::Truck)] {
        let (plain, _, lost) = prove(network, cost, pairs, &mut random);
        assert_eq!(plain, pairs.sources * pairs.targets);
        assert!(lost * 2 < plain, "{lost} of {plain} pairs have no way");
    }
}

#[tokio::test]
async fn ways_over_a_real_network_are_as_cheap_as_those_of_the_plain_search() {
    prove_liechtenstein(Pairs { sources: 20, targets: 100, others: 1_000 }).await;
}

#[tokio::test]
#[ignore = "100 000 pairs for cars and as many for trucks: `make test-full` runs it optimised"]
async fn a_hundred_thousand_ways_over_a_real_network_are_as_cheap_as_those_of_the_plain_search() {
    prove_liechtenstein(Pairs { sources: 250, targets: 400, others: 20_000 }).await;
}
