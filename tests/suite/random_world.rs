//! Random small worlds for twins: every state, every land use, overlapping leases and clearance, several days.

use kcn_atlas::model::*;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};

use crate::scene::{Scene, rect};

fn any<T: Coded>(random: &mut StdRng) -> T {
    *T::ALL.choose(random).unwrap()
}

const DAYS: [&str; 5] = ["2020-01-01", "2022-03-15", "2024-06-30", "2025-09-01", "2026-10-10"];

/// Parks in a row, each with lots in a grid. The same seed gives the same world.
pub fn random_world(seed: u64, zones: usize, lots_per_zone: usize) -> Scene {
    let mut random = StdRng::seed_from_u64(seed);
    let mut scene = Scene::new();
    for zone in 0..zones {
        scene = random_zone(scene, &mut random, zone, lots_per_zone);
    }
    scene
}

fn random_zone(mut scene: Scene, random: &mut StdRng, number: usize, lots: usize) -> Scene {
    let zone = format!("z-{number:02}");
    let east = number as f64 * 3_000.0;
    let sectors: Vec<Sector> = (0..random.random_range(0..3)).map(|_| any(random)).collect();
    scene = scene.from("2020-01-01").zone_with(&zone, any(random), |body| body.sectors = sectors);
    for part in ["a", "b"] {
        let term_ends = ["2030-01-01", "2067-01-01"].choose(random).filter(|_| random.random_bool(0.8));
        let term = term_ends.map(|end| Term::new(parse_date("2010-01-01").unwrap(), parse_date(end).unwrap()).unwrap());
        let north = if part == "a" { 0.0 } else { 1_200.0 };
        scene =
            scene.part(&format!("{zone}.{part}"), Some(rect(east, north, 2_000.0, 1_100.0)), |body| body.term = term);
        scene = random_clearance(scene, random, &format!("{zone}.{part}"), east, north);
        scene = scene.from("2021-05-05").gate(
            &format!("{zone}.{part}.cong"),
            east,
            north,
            [None, Some(any(random))][random.random_range(0..2)],
        );
        scene = scene.internal_road(
            &format!("{zone}.{part}.d"),
            (east, north),
            (east + 2_000.0, north),
            &[&format!("{zone}.{part}.cong")],
        );
    }
    scene = ready_lot(scene, &zone, east);
    for lot in 0..lots {
        let part = if lot % 2 == 0 { "a" } else { "b" };
        let north = if part == "a" { 0.0 } else { 1_200.0 };
        let (column, row) = ((lot / 2) % 10, (lot / 2) / 10);
        let name = format!("{zone}.{part}.l-{lot:03}");
        let (width, height) = (random.random_range(60.0..190.0), random.random_range(60.0..190.0));
        let outline = rect(east + column as f64 * 200.0, north + row as f64 * 200.0, width, height);
        scene = random_lot(scene, random, &name, outline);
    }
    scene
}

/// Chance alone hardly ever makes a lot ready: one in each zone surely is, north of the others.
fn ready_lot(scene: Scene, zone: &str, east: f64) -> Scene {
    let (lot, area, gate, road) =
        (format!("{zone}.b.ready"), format!("{zone}.b.gpmb-r"), format!("{zone}.b.cong-r"), format!("{zone}.b.d-r"));
    let mut scene = scene.from("2021-07-01").gate(&gate, east, 2_400.0, Some(ConnectionState::Accepted));
    scene = scene.internal_road(&road, (east, 2_400.0), (east + 500.0, 2_400.0), &[&gate]);
    scene =
        scene.lot_with(&lot, rect(east, 2_410.0, 120.0, 90.0), |body| body.opens_onto = vec![Id::new(&road).unwrap()]);
    scene =
        scene.clearance_area(&area, rect(east, 2_400.0, 500.0, 150.0)).event(&area, "handover", Stage::Handover, None);
    scene = scene.tenure(&lot, TenureState::Allocated).servicing(&lot, ServicingState::Serviced);
    scene.offer(&lot, OfferState::Offered).occupation(&lot, OccupationState::Vacant)
}

fn random_clearance(scene: Scene, random: &mut StdRng, part: &str, east: f64, north: f64) -> Scene {
    if random.random_bool(0.2) {
        return scene;
    }
    let area = format!("{part}.gpmb");
    let mut scene =
        scene.from("2021-01-01").clearance_area(&area, rect(east, north, random.random_range(500.0..2_100.0), 1_100.0));
    for (number, when) in DAYS[1..].iter().enumerate() {
        let land = random.random_bool(0.7).then(|| rect(east, north, random.random_range(100.0..1_500.0), 1_100.0));
        let stage =
            [Stage::Notice, Stage::Inventory, Stage::Paid, Stage::Handover, Stage::Handover].choose(random).unwrap();
        scene = scene.from(when).event(&area, &format!("e-{number}"), *stage, land);
    }
    if random.random_bool(0.5) {
        scene = scene.graves(&area, random.random_range(0..2));
    }
    scene
}

fn random_lot(mut scene: Scene, random: &mut StdRng, name: &str, outline: geo::Geometry<f64>) -> Scene {
    let part = &name[..name.rfind('.').unwrap()];
    let sectors: Vec<Sector> = (0..random.random_range(0..2)).map(|_| any(random)).collect();
    let (land_use, confirmed) = (any(random), *DAYS.choose(random).unwrap());
    let declared = random.random_bool(0.6).then(|| Hectares::new(random.random_range(0.3..4.0)).unwrap());
    let price = random.random_bool(0.4).then(|| Box::new(random_price(random)));
    let opens_onto = if random.random_bool(0.8) { vec![Id::new(&format!("{part}.d")).unwrap()] } else { vec![] };
    scene = scene.from(DAYS[random.random_range(0..2)]).lot_with(name, outline, |body| {
        body.sectors = sectors;
        body.land_use = land_use;
        body.declared_area = declared;
        body.price = price;
        body.opens_onto = opens_onto;
        body.confirmed_on = Some(parse_date(confirmed).unwrap());
    });
    for when in DAYS {
        scene = scene.from(when);
        // A coin for each state on each day: many stay unknown for a while, some are never recorded.
        if random.random_bool(0.5) {
            scene = scene.tenure(name, any(random));
        }
        if random.random_bool(0.5) {
            scene = scene.servicing(name, any(random));
        }
        if random.random_bool(0.5) {
            scene = scene.offer(name, any(random));
        }
        if random.random_bool(0.5) {
            scene = scene.occupation(name, any(random));
        }
    }
    if random.random_bool(0.3) {
        let (start, end) = (DAYS[random.random_range(0..4)], ["2025-12-31", "2060-01-01"][random.random_range(0..2)]);
        scene = scene.from(start).lease(&format!("{name}-hd"), &[name], start, end);
    }
    scene
}

fn random_price(random: &mut StdRng) -> Price {
    Price {
        amount: random.random_range(1.0..120.0),
        currency: any(random),
        basis: any(random),
        term_end: None,
        vat_included: None,
        land_rent_included: None,
        management_fee: None,
        infrastructure_fee: None,
        wastewater_fee: None,
    }
}
