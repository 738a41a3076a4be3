//! Look-ups that take a short cut, beside a plain scan of everything.

use geo::{Distance, Euclidean, Geometry, Point};
use kcn_atlas::index::{NameEntry, NameIndex};
use kcn_atlas::model::*;
use kcn_atlas::query::planning_info::planning_info;
use kcn_atlas::query::zones::{ZoneFilter, ZoneSort, zones};
use kcn_atlas::query::{near::Near, page::PageRequest};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};

use crate::random_world::random_world;
use crate::scene::{Scene, id, position};

#[test]
fn the_nearest_road_is_the_one_a_plain_scan_finds() {
    let mut random = StdRng::seed_from_u64(37);
    let mut scene = Scene::new();
    let mut lines = vec![];
    for number in 0..120 {
        let from = (random.random_range(-20_000.0..20_000.0), random.random_range(-20_000.0..20_000.0));
        let to = (from.0 + random.random_range(-6_000.0..6_000.0), from.1 + random.random_range(-6_000.0..6_000.0));
        let name = format!("r-{number:03}");
        scene = scene.road(&name, &name, RoadClass::District, &[from, to]);
        lines.push((name, geo::Line::new(from, to)));
    }
    let live = scene.live();
    let view = live.view(None).unwrap();
    for _ in 0..300 {
        let (x, y) = (random.random_range(-40_000.0..40_000.0), random.random_range(-40_000.0..40_000.0));
        let distances = lines.iter().map(|(name, line)| (Euclidean.distance(&Point::new(x, y), line), name));
        let (plain, name) = distances.min_by(|one, other| one.0.total_cmp(&other.0)).unwrap();
        let found = planning_info(&view, position(x, y)).nearest_road.unwrap();
        // The two ways round differ by the projection there and back, a fraction of a millimetre.
        assert!((found.distance.get() - plain).abs() < 0.01, "{name}: {plain}, found {}", found.distance.get());
        assert_eq!(found.record.id.as_str(), name.as_str());
    }
}

#[test]
fn zones_in_a_box_or_a_circle_are_those_a_plain_scan_finds() {
    use geo::Intersects;
    let live = random_world(19, 8, 6).live();
    let view = live.view(None).unwrap();
    let page = PageRequest { limit: 1_000, after: None };
    let every = zones(&view, &ZoneFilter::default(), ZoneSort::Id, &page).records;
    let frame = MetricFrame::new(Crs::THAI_NGUYEN);
    let mut random = StdRng::seed_from_u64(20);
    for _ in 0..200 {
        let (x, y) = (random.random_range(-1_000.0..25_000.0), random.random_range(-1_500.0..3_500.0));
        let (here, there) = (position(x, y), position(x + random.random_range(10.0..6_000.0), y + 900.0));
        let bbox = Bbox::new(here.x, here.y, there.x, there.y).unwrap();
        let within = Metres::new(random.random_range(10.0..4_000.0)).unwrap();
        let metres = Geometry::Point(frame.to_metric(&Point(here)).0);
        let plain = |fits: &dyn Fn(&Geometry<f64>) -> bool| -> Vec<String> {
            let fitting = every.iter().filter(|zone| zone.geometry().is_some_and(|geometry| fits(&geometry)));
            fitting.map(|zone| zone.shard.id.to_string()).collect()
        };
        let asked = |filter: ZoneFilter| -> Vec<String> {
            zones(&view, &filter, ZoneSort::Id, &page).records.iter().map(|zone| zone.shard.id.to_string()).collect()
        };
        let in_box = ZoneFilter { bbox: Some(bbox), ..ZoneFilter::default() };
        assert_eq!(asked(in_box), plain(&|geometry| geometry.intersects(&bbox.rect())));
        let near = ZoneFilter { near: Some(Near { position: here, within }), ..ZoneFilter::default() };
        let is_near =
            |geometry: &Geometry<f64>| Euclidean.distance(&frame.to_metric(geometry).0, &metres) <= within.get();
        assert_eq!(asked(near), plain(&is_near));
    }
}

/// Whether a plain reader would say that the name holds the word: exactly, as a beginning, or with one slip.
fn holds(name: &str, word: &str) -> bool {
    fold(name).split(' ').any(|known| known.starts_with(word) || (word.len() >= 4 && one_slip(known, word)))
}

/// The textbook edit distance with neighbours swapped, at most 1.
fn one_slip(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut table = vec![vec![0_usize; other.len() + 1]; one.len() + 1];
    for i in 0..=one.len() {
        for j in 0..=other.len() {
            table[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let substituted = table[i - 1][j - 1] + usize::from(one[i - 1] != other[j - 1]);
                let mut best = substituted.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                    best = best.min(table[i - 2][j - 2] + 1);
                }
                best
            };
        }
    }
    table[one.len()][other.len()] <= 1
}

#[test]
fn names_are_found_that_a_plain_reading_of_every_name_finds() {
    let syllables = ["Điềm", "Thụy", "Sông", "Công", "Yên", "Bình", "Phổ", "Tân", "Phú", "Lương", "Sơn", "2", "II"];
    let mut random = StdRng::seed_from_u64(50);
    let names: Vec<String> = (0..400)
        .map(|_| {
            (0..random.random_range(1..4))
                .map(|_| *syllables.choose(&mut random).unwrap())
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    let entries = names.iter().enumerate().map(|(at, name)| NameEntry {
        kind: Kind::Zone,
        id: id(&format!("z-{at}")),
        name: Name::new(name.clone(), name.clone()),
        also: String::new(),
    });
    let index = NameIndex::new(entries.collect());
    let letters: Vec<char> = "abcdeghilmnopqrstuvxy".chars().collect();
    for _ in 0..400 {
        let mut query = fold(names.choose(&mut random).unwrap());
        // A slip at a random place of every second query.
        if random.random() {
            let at = random.random_range(0..query.len());
            query.replace_range(at..=at, &letters.choose(&mut random).unwrap().to_string());
        }
        let query = fold(&query);
        let mut found: Vec<u32> = index.find(&query, 10_000).iter().map(|hit| hit.entry).collect();
        found.sort_unstable();
        let plain: Vec<u32> = (0_u32..)
            .zip(&names)
            .filter(|(_, name)| query.split(' ').all(|word| holds(name, word)))
            .map(|(at, _)| at)
            .collect();
        assert_eq!(found, plain, "{query}");
    }
    assert_eq!(index.find("diem thuy", 1).len(), 1);
}
