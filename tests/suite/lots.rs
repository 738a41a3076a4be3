//! Land availability: small worlds whose answer is plain, and random ones against a plain scan.

use geo::{Area, BooleanOps, Intersects};
use kcn_atlas::index::{Live, View, ZoneShard};
use kcn_atlas::model::*;
use kcn_atlas::query::lots::{LotFilter, LotHit, LotSort, OneOf, StaleRule, answer, find_lot, lots};
use kcn_atlas::query::near::Near;
use kcn_atlas::query::page::PageRequest;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use crate::random_world::random_world;
use crate::scene::{Scene, day, id, position, rect};

fn all() -> PageRequest {
    PageRequest { limit: 10_000, after: None }
}

fn ids(hits: &[LotHit<'_>]) -> Vec<String> {
    hits.iter().map(|hit| hit.shard.lots[hit.at].id.to_string()).collect()
}

/// A cleared, allocated, offered, vacant, serviced lot on a road to a connected gate.
fn ready_lot() -> Scene {
    Scene::new()
        .park("a", rect(0.0, 0.0, 400.0, 400.0))
        .gate("a.p.cong", 0.0, 0.0, Some(ConnectionState::Accepted))
        .internal_road("a.p.d", (0.0, 0.0), (400.0, 0.0), &["a.p.cong"])
        .lot_with("a.p.l-1", rect(0.0, 10.0, 200.0, 100.0), |lot| lot.opens_onto = vec![id("a.p.d")])
        .clearance_area("a.p.g", rect(0.0, 0.0, 400.0, 400.0))
        .event("a.p.g", "handover", Stage::Handover, None)
        .tenure("a.p.l-1", TenureState::Allocated)
        .servicing("a.p.l-1", ServicingState::Serviced)
        .offer("a.p.l-1", OfferState::Offered)
        .occupation("a.p.l-1", OccupationState::Vacant)
}

fn only_lot(live: &Live, on: &str) -> (bool, bool, bool, DisplayStatus, Vec<Missing>) {
    let view = live.view(Some(day(on))).unwrap();
    let hit = find_lot(&view, &id("a.p.l-1")).unwrap();
    let missing = answer(&view, &hit).unwrap().missing;
    (hit.day.available, hit.day.clean, hit.day.ready, hit.day.display.unwrap(), missing)
}

#[test]
fn a_ready_lot_measures_two_hectares_and_misses_nothing() {
    let live = ready_lot().live();
    let view = live.view(None).unwrap();
    let page = lots(&view, &LotFilter::default(), LotSort::Id, &all());
    assert_eq!(page.matched, 1);
    assert!((page.records[0].day.area.get() - 2.0).abs() < 1e-6, "200 m × 100 m");
    assert_eq!(only_lot(&live, "2026-11-24"), (true, true, true, DisplayStatus::Ready, vec![]));
}

#[test]
fn a_lot_whose_road_was_never_built_is_clean_but_not_ready() {
    let mut scene = ready_lot();
    scene = scene.from("2023-01-01").fact(
        "a.p.d",
        "core",
        Body::InternalRoad(InternalRoad {
            zone_part: id("a.p"),
            label: "d".into(),
            geometry: crate::scene::degrees(&geo::Geometry::LineString(vec![(0.0, 0.0), (400.0, 0.0)].into())),
            geometry_accuracy: GeometryAccuracy::Surveyed,
            status: BuildStatus::Planned,
            width: None,
            leads_to: vec![id("a.p.cong")],
            source: crate::scene::source(),
            data_class: DataClass::Fact,
        }),
    );
    let live = scene.live();
    assert!(only_lot(&live, "2022-12-31").2);
    assert_eq!(only_lot(&live, "2023-01-01"), (true, true, false, DisplayStatus::Clean, vec![Missing::Road]));
}

#[test]
fn a_gate_without_a_record_of_its_connection_keeps_a_lot_from_being_ready() {
    let live = ready_lot().ends(Kind::Gate, "a.p.cong", "connection").live();
    assert_eq!(only_lot(&live, "2026-11-24").4, [Missing::Connection]);
}

#[test]
fn a_lease_makes_a_lot_leased_for_exactly_its_days() {
    let live = ready_lot().lease("a.p.hd-1", &["a.p.l-1"], "2022-01-01", "2024-12-31").live();
    for (on, expected) in [
        ("2021-12-31", DisplayStatus::Ready),
        ("2022-01-01", DisplayStatus::Leased),
        ("2024-12-31", DisplayStatus::Leased),
        ("2025-01-01", DisplayStatus::Ready),
    ] {
        assert_eq!(only_lot(&live, on).3, expected, "{on}");
    }
}

#[test]
fn graves_left_keep_cleared_land_from_being_clean_until_they_are_moved() {
    let live = ready_lot().graves("a.p.g", 12).from("2025-12-20").graves("a.p.g", 0).live();
    assert_eq!(only_lot(&live, "2025-12-19").4, [Missing::Graves]);
    assert_eq!(only_lot(&live, "2025-12-20").4, []);
}

#[test]
fn a_green_strip_is_never_clean_land_and_has_no_display_status() {
    let live = ready_lot()
        .lot_with("a.p.l-2", rect(200.0, 10.0, 50.0, 100.0), |lot| lot.land_use = LandUse::Dkv)
        .tenure("a.p.l-2", TenureState::Allocated)
        .live();
    let view = live.view(None).unwrap();
    let day = find_lot(&view, &id("a.p.l-2")).unwrap().day;
    assert_eq!((day.clearance, day.clean, day.display), (Some(ClearanceState::Cleared), false, None));
}

#[test]
fn half_a_lot_handed_over_is_half_cleared() {
    let live = Scene::new()
        .park("a", rect(0.0, 0.0, 400.0, 400.0))
        .lot("a.p.l-1", rect(0.0, 0.0, 200.0, 100.0))
        .lot("a.p.l-2", rect(300.0, 300.0, 100.0, 100.0))
        .clearance_area("a.p.g", rect(-10.0, -10.0, 250.0, 250.0))
        .from("2024-01-01")
        .event("a.p.g", "notice", Stage::Notice, None)
        .from("2024-06-01")
        .event("a.p.g", "handover-1", Stage::Handover, Some(rect(-10.0, -10.0, 110.0, 250.0)))
        .from("2025-06-01")
        .event("a.p.g", "handover-2", Stage::Handover, Some(rect(90.0, -10.0, 120.0, 250.0)))
        .live();
    let clearance = |lot: &str, on: &str| {
        let view = live.view(Some(day(on))).unwrap();
        let hit = find_lot(&view, &id(lot)).unwrap();
        answer(&view, &hit).unwrap().clearance.map(|(_, clearance)| *clearance)
    };
    let before = clearance("a.p.l-1", "2023-12-31").unwrap();
    assert_eq!((before.state, before.cleared_pct), (ClearanceState::None, 0.0));
    let half = clearance("a.p.l-1", "2024-06-01").unwrap();
    assert_eq!((half.state, half.stage), (ClearanceState::InProgress, Some(Stage::Notice)));
    assert!((half.cleared_pct - 50.0).abs() < 0.01, "{}", half.cleared_pct);
    assert_eq!(clearance("a.p.l-1", "2025-06-01").unwrap().state, ClearanceState::Cleared, "the overlap counts once");
    assert_eq!(clearance("a.p.l-2", "2026-01-01"), None, "no clearance area covers it: unknown, not none");
}

#[test]
fn a_lot_of_another_day_is_asked_of_its_own_timeline() {
    let live = Scene::new()
        .park("a", rect(0.0, 0.0, 400.0, 400.0))
        .from("2022-01-01")
        .lot("a.p.l-1", rect(0.0, 0.0, 100.0, 100.0))
        .from("2024-01-01")
        .ends(Kind::Lot, "a.p.l-1", "core")
        .live();
    let count = |on: &str| lots(&live.view(Some(day(on))).unwrap(), &LotFilter::default(), LotSort::Id, &all()).matched;
    let stale = |on: &str| {
        let filter = LotFilter { stale: StaleRule::Include, ..LotFilter::default() };
        lots(&live.view(Some(day(on))).unwrap(), &filter, LotSort::Id, &all()).matched
    };
    assert_eq!([stale("2021-12-31"), stale("2022-01-01"), stale("2023-12-31"), stale("2024-01-01")], [0, 1, 1, 0]);
    assert_eq!(count("2023-12-31"), 1);
    assert!(live.view(Some(day("2026-11-25"))).is_err(), "tomorrow is not on record");
}

#[test]
fn a_lot_that_was_redrawn_is_found_where_it_was_on_the_asked_day() {
    let live = Scene::new()
        .park("a", rect(0.0, 0.0, 4_000.0, 400.0))
        .lot("a.p.l-1", rect(0.0, 0.0, 100.0, 100.0))
        .from("2024-01-01")
        .lot("a.p.l-1", rect(3_000.0, 0.0, 100.0, 100.0))
        .live();
    let found = |on: &str, x: f64| {
        let (south_west, north_east) = (position(x, -10.0), position(x + 200.0, 200.0));
        let bbox = Bbox::new(south_west.x, south_west.y, north_east.x, north_east.y).unwrap();
        let filter = LotFilter { bbox: Some(bbox), ..LotFilter::default() };
        lots(&live.view(Some(day(on))).unwrap(), &filter, LotSort::Id, &all()).matched
    };
    assert_eq!([found("2023-12-31", -50.0), found("2023-12-31", 2_950.0)], [1, 0]);
    assert_eq!([found("2024-01-01", -50.0), found("2024-01-01", 2_950.0)], [0, 1]);
}

#[test]
fn near_measures_from_the_edge_of_the_lot() {
    let live = Scene::new()
        .park("a", rect(0.0, 0.0, 4_000.0, 400.0))
        .lot("a.p.l-1", rect(0.0, 0.0, 100.0, 100.0))
        .lot("a.p.l-2", rect(1_000.0, 0.0, 100.0, 100.0))
        .lot("a.p.l-3", rect(3_000.0, 0.0, 100.0, 100.0))
        .live();
    let view = live.view(None).unwrap();
    let near = |x: f64, within: f64| {
        let near = Near { position: position(x, 50.0), within: Metres::new(within).unwrap() };
        let filter = LotFilter { near: Some(near), ..LotFilter::default() };
        let page = lots(&view, &filter, LotSort::Distance, &all());
        page.records.iter().map(|hit| hit.distance.unwrap().get().round()).zip(ids(&page.records)).collect::<Vec<_>>()
    };
    assert_eq!(near(600.0, 500.5), [(400.0, "a.p.l-2".to_owned()), (500.0, "a.p.l-1".to_owned())]);
    assert_eq!(near(600.0, 499.0), [(400.0, "a.p.l-2".to_owned())]);
    assert_eq!(near(1_050.0, 1.0), [(0.0, "a.p.l-2".to_owned())], "inside the lot the distance is nothing");
}

/// Every lot of a world with everything a filter may ask, straight from the timelines.
struct Plain<'v> {
    shard: &'v ZoneShard,
    at: usize,
    lot: &'v Lot,
    states: LotStates,
    derived: Derived,
    area: f64,
}

fn plain_scan(view: &View) -> Vec<Plain<'_>> {
    let mut found = vec![];
    for shard in view.snapshot.zones() {
        for at in 0..shard.lots.len() {
            let Some(lot) = shard.lots[at].core.at(view.as_of) else { continue };
            let states = shard.lot_states(at, view.as_of).unwrap();
            let area = lot.declared_area.unwrap_or(shard.lots[at].measured).get();
            found.push(Plain { shard, at, lot, derived: derive(&states), states, area });
        }
    }
    found
}

impl Plain<'_> {
    fn fits(&self, view: &View, filter: &LotFilter) -> bool {
        fn one_of<T: PartialEq>(wanted: &OneOf<T>, is: Option<T>) -> bool {
            wanted.0.is_empty() || wanted.0.contains(&is)
        }
        let zone = self.shard.zone.at(view.as_of).unwrap();
        let part = self.shard.part_at(&self.lot.zone_part, view.as_of).unwrap();
        let stale = view.snapshot.rules().freshness.lot_is_stale(self.lot.confirmed_on, view.as_of);
        let sectors = if self.lot.sectors.is_empty() { &zone.sectors } else { &self.lot.sectors };
        let geometry = self.lot.geometry.get();
        let conditions = [
            filter.available.is_none_or(|wanted| wanted == self.derived.available),
            filter.clean.is_none_or(|wanted| wanted == self.derived.clean),
            filter.ready.is_none_or(|wanted| wanted == self.derived.ready),
            filter.ready_by.is_none() || self.derived.ready,
            filter.min_area.is_none_or(|least| self.area >= least.get()),
            filter.max_area.is_none_or(|most| self.area <= most.get()),
            one_of(&filter.clearance, self.states.clearance),
            one_of(&filter.tenure, self.states.tenure),
            one_of(&filter.servicing, self.states.servicing),
            one_of(&filter.marketing, self.states.marketing()),
            one_of(&filter.occupation, self.states.occupation),
            filter.display.is_empty() || self.derived.display.is_some_and(|shown| filter.display.contains(&shown)),
            filter.zones.is_empty() || filter.zones.contains(&self.shard.id),
            filter.zone_parts.is_empty() || filter.zone_parts.contains(&self.lot.zone_part),
            filter.zone_kinds.is_empty() || filter.zone_kinds.contains(&zone.kind),
            filter.sectors.is_empty()
                || sectors.iter().any(|taken| filter.sectors.contains(taken) || *taken == Sector::MultiSector),
            filter.max_price.is_none_or(|limit| {
                self.lot.price.as_ref().is_some_and(|price| {
                    price.currency == limit.currency && price.basis == limit.basis && price.amount <= limit.amount
                })
            }),
            filter
                .min_remaining_years
                .is_none_or(|years| part.remaining_years(view.as_of).is_some_and(|left| left >= years)),
            filter.bbox.is_none_or(|bbox| geometry.intersects(&bbox.rect())),
            match filter.stale {
                StaleRule::Exclude => !stale,
                StaleRule::Include => true,
                StaleRule::Only => stale,
            },
        ];
        conditions.into_iter().all(|holds| holds)
    }
}

fn maybe<T>(random: &mut StdRng, value: impl FnOnce(&mut StdRng) -> T) -> Option<T> {
    random.random_bool(0.25).then(|| value(random))
}

fn some_codes<T: Coded>(random: &mut StdRng) -> OneOf<T> {
    let chance = if random.random_bool(0.7) { 0.0 } else { 0.6 };
    OneOf(
        std::iter::once(None).chain(T::ALL.iter().copied().map(Some)).filter(|_| random.random_bool(chance)).collect(),
    )
}

fn random_filter(random: &mut StdRng) -> LotFilter {
    let corner = (random.random_range(-500.0..9_000.0), random.random_range(-200.0..1_500.0));
    let opposite =
        position(corner.0 + random.random_range(100.0..5_000.0), corner.1 + random.random_range(100.0..2_000.0));
    let corner = position(corner.0, corner.1);
    LotFilter {
        available: maybe(random, |random| random.random()),
        clean: maybe(random, |random| random.random()),
        ready: maybe(random, |random| random.random()),
        min_area: maybe(random, |random| Hectares::new(random.random_range(0.0..2.0)).unwrap()),
        max_area: maybe(random, |random| Hectares::new(random.random_range(1.0..4.0)).unwrap()),
        clearance: some_codes(random),
        tenure: some_codes(random),
        servicing: some_codes(random),
        marketing: some_codes(random),
        occupation: some_codes(random),
        display: some_codes::<DisplayStatus>(random).0.into_iter().flatten().collect(),
        zones: maybe(random, |random| vec![id(&format!("z-{:02}", random.random_range(0..4)))]).unwrap_or_default(),
        zone_parts: maybe(random, |random| vec![id(&format!("z-{:02}.a", random.random_range(0..4)))])
            .unwrap_or_default(),
        zone_kinds: some_codes::<ZoneKind>(random).0.into_iter().flatten().collect(),
        sectors: some_codes::<Sector>(random).0.into_iter().flatten().collect(),
        max_price: maybe(random, |random| kcn_atlas::query::lots::PriceLimit {
            amount: random.random_range(10.0..130.0),
            basis: PriceBasis::WholeTerm,
            currency: Currency::Usd,
        }),
        min_remaining_years: maybe(random, |random| random.random_range(0.0..45.0)),
        ready_by: maybe(random, |_| day("2027-06-30")).filter(|_| random.random_bool(0.2)),
        bbox: maybe(random, |_| Bbox::new(corner.x, corner.y, opposite.x, opposite.y).unwrap()),
        near: None,
        stale: [StaleRule::Exclude, StaleRule::Include, StaleRule::Only][random.random_range(0..3)],
        // Roads have a twin of their own.
        max_access: vec![],
        roads: Default::default(),
    }
}

#[test]
fn every_filter_finds_what_a_plain_scan_of_the_timelines_finds() {
    let live = random_world(2907, 4, 60).live();
    let mut random = StdRng::seed_from_u64(1);
    let mut found_something = 0;
    for round in 0..600 {
        let asked = ["2026-11-24", "2025-06-30", "2022-12-31"][round % 3];
        let view = live.view(Some(day(asked))).unwrap();
        let filter = random_filter(&mut random);
        let expected: Vec<String> = plain_scan(&view)
            .iter()
            .filter(|plain| plain.fits(&view, &filter))
            .map(|plain| plain.shard.lots[plain.at].id.to_string())
            .collect();
        let page = lots(&view, &filter, LotSort::Id, &all());
        assert_eq!(ids(&page.records), expected, "{filter:?} on {asked}");
        assert_eq!(page.matched, expected.len());
        found_something += usize::from(!expected.is_empty());
    }
    assert!(found_something > 150, "filters that find nothing prove nothing: {found_something} of 600 found something");
}

#[test]
fn pages_of_seven_laid_end_to_end_are_the_whole_list_in_every_order() {
    let live = random_world(5, 3, 40).live();
    let view = live.view(None).unwrap();
    let filter = LotFilter { stale: StaleRule::Include, ..LotFilter::default() };
    for sort in [LotSort::Id, LotSort::Area, LotSort::AreaDescending, LotSort::Price] {
        let whole = ids(&lots(&view, &filter, sort, &all()).records);
        let (mut paged, mut after) = (vec![], None);
        loop {
            let page = lots(&view, &filter, sort, &PageRequest { limit: 7, after });
            assert_eq!(page.matched, whole.len());
            paged.extend(ids(&page.records));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(paged, whole, "{sort:?}");
    }
}

#[test]
fn clearance_of_random_lots_agrees_with_one_plain_union_per_day() {
    let live = random_world(77, 3, 60).live();
    for asked in ["2022-03-15", "2024-06-30", "2026-11-24"] {
        let view = live.view(Some(day(asked))).unwrap();
        for plain in plain_scan(&view) {
            let outline = plain.lot.geometry.polygons();
            let mut handed_over = geo::MultiPolygon::<f64>(vec![]);
            for area in &plain.shard.clearance_areas {
                let Some(core) = area.core.at(view.as_of) else { continue };
                for (_, timeline) in &area.events {
                    for (when, event) in timeline.entries() {
                        let Some(event) = event.filter(|event| event.stage == Stage::Handover && when <= view.as_of)
                        else {
                            continue;
                        };
                        let land = event.geometry.as_ref().unwrap_or(&core.geometry).polygons();
                        handed_over = handed_over.union(&land);
                    }
                }
            }
            let share = 100.0 * handed_over.intersection(&outline).unsigned_area() / outline.unsigned_area();
            let day = view.lot_day(plain.shard, plain.at).unwrap();
            match day.cleared_pct {
                None => assert!(share < 0.5, "unknown clearance of a lot {share} % handed over"),
                Some(pct) => assert!((f64::from(pct) - share).abs() < 0.51, "{pct} against {share}"),
            }
        }
    }
}
