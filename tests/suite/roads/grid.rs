//! A town of random streets: a grid with gaps, one-way streets, banned turns, and weight limits.

use kcn_atlas::model::*;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::oracle::{Oracle, Street};
use super::scene::RoadScene;
use crate::scene::{Scene, id};

/// Metres between corners.
const BLOCK_M: f64 = 150.0;

const CLASSES: [RoadClass; 8] = [
    RoadClass::Urban,
    RoadClass::Urban,
    RoadClass::Urban,
    RoadClass::Commune,
    RoadClass::District,
    RoadClass::District,
    RoadClass::Provincial,
    RoadClass::National,
];

/// A town in two descriptions: as records, and as what the plain search walks over.
pub struct Town {
    pub scene: Scene,
    pub oracle: Oracle,
    /// Corners in each row.
    pub side: usize,
}

/// Metres from the first line of the grid to another: blocks are long and short, so that of two equally long ways one may
/// come to a corner over a long last block and the other over a short one.
fn line_at(number: usize) -> f64 {
    (0..number).map(|block| BLOCK_M + 50.0 * ((block * 7) % 4) as f64).sum()
}

/// A square town. With `bend` streets have random lengths; without, every way to a corner that makes no detour is as long as
/// the next, and ties abound.
pub fn town(side: usize, seed: u64, bend: bool) -> Town {
    town_of(side, seed, bend, |_| {})
}

/// The same with something changed about every street.
pub fn town_of(side: usize, seed: u64, bend: bool, change: impl FnMut(&mut Street)) -> Town {
    let mut random = StdRng::seed_from_u64(seed);
    let corner: Vec<(f64, f64)> = (0..side * side)
        .map(|at| {
            let mut nudge = || if bend { random.random_range(-40.0..40.0) } else { 0.0 };
            (line_at(at % side) + nudge(), line_at(at / side) + nudge())
        })
        .collect();
    let mut streets: Vec<Street> = vec![];
    for at in 0..side * side {
        let east = (at % side + 1 < side).then_some(at + 1);
        let north = (at / side + 1 < side).then_some(at + side);
        for to in [east, north].into_iter().flatten() {
            if random.random_bool(0.9) {
                streets.push(random_street(&mut random, at, to, (corner[at], corner[to]), bend));
            }
        }
    }
    ban_turns(&mut random, &mut streets);
    streets.iter_mut().for_each(change);
    let mut scene = Scene::new();
    for class in RoadClass::ALL.iter().copied() {
        scene = scene.section(class.code(), class);
    }
    for (number, street) in streets.iter().enumerate() {
        scene = add_street(scene, number, street);
    }
    Town { scene, oracle: Oracle::new(streets), side }
}

fn random_street(
    random: &mut StdRng,
    from: usize,
    to: usize,
    (start, end): ((f64, f64), (f64, f64)),
    bend: bool,
) -> Street {
    let mut line = vec![start, end];
    if bend && random.random_bool(0.3) {
        let middle = ((start.0 + end.0) / 2.0 + random.random_range(-30.0..30.0), (start.1 + end.1) / 2.0);
        line.insert(1, middle);
    }
    // Half of the streets are drawn the other way round.
    let turned = bend && random.random_bool(0.5);
    if turned {
        line.reverse();
    }
    let (from, to) = if turned { (to, from) } else { (from, to) };
    Street {
        from,
        to,
        line,
        one_way: random.random_bool(0.15),
        class: CLASSES[random.random_range(0..CLASSES.len())],
        kmh: if bend { f64::from(random.random_range(20..80)) } else { 36.0 },
        no_trucks: false,
        most: [None; 3],
        banned: vec![],
    }
}

fn ban_turns(random: &mut StdRng, streets: &mut [Street]) {
    let mut at_corner: std::collections::BTreeMap<usize, Vec<usize>> = Default::default();
    for (number, street) in streets.iter().enumerate() {
        at_corner.entry(street.from).or_default().push(number);
        at_corner.entry(street.to).or_default().push(number);
    }
    for (corner, here) in at_corner {
        for from in &here {
            for onto in &here {
                if random.random_bool(0.08) {
                    streets[*from].banned.push((corner, *onto));
                }
            }
        }
    }
}

/// The id of the street with a number: ids are in the order of the numbers.
pub fn street_id(number: usize) -> String {
    format!("street.{number:06}")
}

pub fn corner_id(corner: usize) -> String {
    format!("n-{corner}")
}

fn add_street(scene: Scene, number: usize, street: &Street) -> Scene {
    let (from, to) = (corner_id(street.from), corner_id(street.to));
    scene.link_with(&street_id(number), (&from, &to), &street.line, |link| {
        link.section = id(street.class.code());
        link.one_way = [None, Some(false), Some(true)][if street.one_way { 2 } else { number % 2 }];
        link.speed_kmh = Some(street.kmh);
        link.trucks = street.no_trucks.then_some(false);
        [link.max_weight_t, link.max_axle_t, link.max_height_m] = street.most;
        link.banned_turns = street
            .banned
            .iter()
            .map(|(corner, onto)| BannedTurn { at: id(&corner_id(*corner)), onto: id(&street_id(*onto)) })
            .collect();
    })
}
