//! The nearest of each class against the plain search to everything of the class.

use kcn_atlas::index::network::{Cost, Network, Spot};
use kcn_atlas::model::*;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::grid::{Town, corner_id, town};
use super::oracle::{On, Unit};
use super::scene::RoadScene;
use super::search::{random_place, spot};

/// A town with stops at corners and beside streets, some of which do not operate.
fn town_with_stops(seed: u64, bend: bool) -> Town {
    let Town { mut scene, oracle, side } = town(9, seed, bend);
    let mut random = StdRng::seed_from_u64(seed);
    for (class, count) in [(NodeClass::ExpresswayInterchange, 3), (NodeClass::RailStation, 2), (NodeClass::Icd, 1)] {
        for number in 0..count {
            let street = &oracle.streets[random.random_range(0..oracle.streets.len())];
            let ((x, y), (to_x, to_y)) = (street.line[0], street.line[1]);
            let share = if random.random_bool(0.5) { 0.0 } else { random.random_range(0.2..0.8) };
            let (x, y) = (x + (to_x - x) * share, y + (to_y - y) * share + 2.0 * f64::from(u8::from(share > 0.0)));
            let name = format!("stop-{}-{number}", class.code().replace('_', "-"));
            scene = scene.stop(&name, class, x, y);
            scene = scene.stop_with(&format!("{name}-off"), class, 600.0, 600.0, |node| {
                node.status = [NodeStatus::Planned, NodeStatus::Inactive, NodeStatus::Assumed][number];
            });
        }
    }
    Town { scene, oracle, side }
}

/// The distance to the nearest of a class, by the plain search.
fn expected(town: &Town, network: &Network, from: On, class: AccessClass) -> Option<u64> {
    let oracle = &town.oracle;
    let ends = oracle.to_every_end(from, Unit::Millimetres);
    if let Some(road) = class.road_class() {
        let of_class = |number: &usize| oracle.streets[*number].class == road;
        if of_class(&from.0) {
            return Some(0);
        }
        let onto = (0..oracle.streets.len()).filter(of_class).flat_map(|number| [(number, true), (number, false)]);
        return onto.filter_map(|into| oracle.before(&ends, into)).min();
    }
    let corner = |node: u32| (0..town.side * town.side).find(|at| network.graph().node(&corner_id(*at)) == Some(node));
    let to_spot = |spot: Spot| match spot {
        Spot::On { piece, at } => oracle.between(&ends, from, (piece as usize, u64::from(at)), Unit::Millimetres),
        Spot::Node(node) => {
            let corner = corner(node).unwrap();
            let streets = oracle.streets.iter().enumerate();
            let forwards = streets.clone().filter(|(_, street)| street.to == corner).map(|(at, _)| ends[at][0]);
            let backwards = streets.filter(|(_, street)| street.from == corner).map(|(at, _)| ends[at][1]);
            forwards.chain(backwards).flatten().min()
        }
    };
    network.targets(class).nodes.iter().filter_map(|target| to_spot(target.spot)).min()
}

#[test]
fn the_nearest_of_each_class_is_what_a_plain_search_to_all_of_them_finds() {
    let mut found = vec![0; AccessClass::COUNT];
    for seed in 0..12 {
        let town = town_with_stops(400 + seed, seed % 3 > 0);
        let snapshot = town.scene.snapshot();
        let network = snapshot.roads().today();
        let graph = network.graph();
        let mut random = StdRng::seed_from_u64(seed);
        for _ in 0..25 {
            let from = random_place(&mut random, &town.oracle);
            for class in AccessClass::ALL {
                let nearest = network.nearest(*class, spot(from));
                let distance = nearest.map(|nearest| u64::from(nearest.distance));
                assert_eq!(distance, expected(&town, network, from, *class), "town {seed}, {class:?} from {from:?}");
                let Some(nearest) = nearest else { continue };
                let way = network.way(*class, &nearest);
                let costs = [Cost::Distance, Cost::Car, Cost::Truck].map(|cost| way.cost(graph, cost));
                assert_eq!(costs, [nearest.distance, nearest.car, nearest.truck], "{class:?} {way:?}");
                for pair in way.steps.windows(2) {
                    assert!(
                        graph.may_turn(pair[0].edge, pair[1].edge)
                            && graph.head(pair[0].edge) == tail(network, pair[1].edge)
                    );
                }
                found[*class as usize] += 1;
            }
        }
    }
    for (class, found) in AccessClass::ALL.iter().zip(found) {
        let recorded = class.road_class().is_some()
            || matches!(class, AccessClass::ExpresswayInterchange | AccessClass::RailStation | AccessClass::Icd);
        assert_eq!(found > 150, recorded, "{class:?}: {found}");
    }
}

fn tail(network: &Network, edge: u32) -> u32 {
    let piece = network.graph().piece(edge);
    if edge.is_multiple_of(2) { piece.tail } else { piece.head }
}

#[test]
fn the_nearest_from_a_corner_is_the_nearest_over_every_street_that_leaves_it() {
    let town = town_with_stops(77, true);
    let snapshot = town.scene.snapshot();
    let network = snapshot.roads().today();
    for corner in 0..town.side * town.side {
        let Some(node) = network.graph().node(&corner_id(corner)) else { continue };
        for class in [AccessClass::ExpresswayInterchange, AccessClass::RailStation, AccessClass::NationalRoad] {
            let nearest = network.nearest(class, Spot::Node(node)).map(|nearest| nearest.distance);
            let all = network.targets(class).arrives(network.graph());
            let here = network.here(class, Spot::Node(node)).map(|_| 0);
            let search =
                kcn_atlas::index::network::reach(network.graph(), Spot::Node(node), Cost::Distance, u32::MAX - 1, &[]);
            let driven = all.iter().filter_map(|(end, _)| search.cost_to(&[*end])).min();
            assert_eq!(nearest, here.or(driven), "{class:?} from corner {corner}");
        }
    }
}
