//! A snapshot changed step by step is the snapshot built anew.

use kcn_atlas::index::{Live, Snapshot, View};
use kcn_atlas::model::*;
use kcn_atlas::query::lots::{LotFilter, LotSort, StaleRule, lots};
use kcn_atlas::query::page::PageRequest;
use kcn_atlas::query::zones::{ZoneFilter, ZoneSort, zones};
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};

use crate::random_world::random_world;
use crate::scene::{Scene, day, id, rect, snapshot_of};

/// Everything a reader can see of a snapshot on a day, as text.
fn seen(snapshot: &Snapshot, on: &str) -> String {
    let view: View = Live::new(snapshot.clone()).view(Some(day(on))).unwrap();
    let page = PageRequest { limit: 10_000, after: None };
    let filter = LotFilter { stale: StaleRule::Include, ..LotFilter::default() };
    let lots: Vec<String> = lots(&view, &filter, LotSort::Id, &page)
        .records
        .iter()
        .map(|hit| {
            format!("{} {:?} {:?}", hit.shard.lots[hit.at].id, hit.day, hit.shard.lot_states(hit.at, view.as_of))
        })
        .collect();
    let zones: Vec<String> = zones(&view, &ZoneFilter::default(), ZoneSort::Id, &page)
        .records
        .iter()
        .map(|zone| format!("{} {:?} {:?} {:?}", zone.shard.id, zone.land, zone.status, zone.shard.bbox))
        .collect();
    format!("{lots:#?}\n{zones:#?}\n{:?}", snapshot.names().find("z", 100))
}

#[test]
fn edits_one_by_one_lead_to_the_same_snapshot_as_all_at_once() {
    let mut random = StdRng::seed_from_u64(4);
    let mut facts = random_world(9, 3, 24).facts().to_vec();
    facts.shuffle(&mut random);
    let whole = snapshot_of(facts.clone());
    let half = facts.len() / 2;
    let mut stepwise = snapshot_of(facts[..half].to_vec());
    for at in half..facts.len() {
        let key = facts[at].key.clone();
        let timeline: Vec<Fact> = facts[..=at].iter().filter(|fact| fact.key == key).cloned().collect();
        stepwise = stepwise.with(&[key], timeline, 2);
    }
    for on in ["2026-11-24", "2024-06-30", "2020-06-30"] {
        assert_eq!(seen(&stepwise, on), seen(&whole, on));
    }
    assert_eq!(stepwise.revision(), 2);
}

#[test]
fn facts_taken_back_one_by_one_leave_no_trace() {
    let mut random = StdRng::seed_from_u64(8);
    let mut facts = random_world(10, 2, 16).facts().to_vec();
    let mut stepwise = snapshot_of(facts.clone());
    for _ in 0..80 {
        let gone = facts.swap_remove(random.random_range(0..facts.len()));
        let rest: Vec<Fact> = facts.iter().filter(|fact| fact.key == gone.key).cloned().collect();
        stepwise = stepwise.with(&[gone.key], rest, 2);
    }
    let whole = snapshot_of(facts);
    for on in ["2026-11-24", "2024-06-30"] {
        assert_eq!(seen(&stepwise, on), seen(&whole, on));
    }
}

#[test]
fn an_edit_of_land_rebuilds_one_shard_and_shares_the_rest() {
    let before = random_world(9, 3, 10).snapshot();
    let lot = before.zones()[1].lots[0].id.clone();
    let key = RowKey { kind: Kind::Lot, id: lot, facet: id("servicing") };
    let body = Body::Servicing(Servicing { state: ServicingState::Serviced, source: crate::scene::source() });
    let fact = Fact { key: key.clone(), valid_from: day("2026-11-01"), revision: 2, body: Some(body) };
    let after = before.with(&[key], vec![fact], 2);
    let shared = |at: usize| std::sync::Arc::ptr_eq(&before.zones()[at], &after.zones()[at]);
    assert_eq!([shared(0), shared(1), shared(2)], [true, false, true]);
    assert_eq!(after.zones()[1].version, 2);
}

#[test]
fn another_today_is_the_same_as_asking_for_that_day() {
    let today = random_world(12, 2, 30).snapshot();
    let other = today.on_day(day("2024-06-30"));
    assert_eq!(seen(&other, "2024-06-30"), seen(&today, "2024-06-30"));
}

#[test]
fn a_box_finds_the_zones_a_plain_scan_finds() {
    let snapshot = random_world(3, 12, 4).snapshot();
    let mut random = StdRng::seed_from_u64(6);
    for _ in 0..200 {
        let (x, y) = (random.random_range(-2_000.0..40_000.0), random.random_range(-2_000.0..4_000.0));
        let (west, east) =
            (crate::scene::position(x, y), crate::scene::position(x + random.random_range(10.0..9_000.0), y + 500.0));
        let bbox = Bbox::new(west.x, west.y, east.x, east.y.max(west.y)).unwrap();
        let found: Vec<&Id> = snapshot.zones_intersecting(&bbox).map(|shard| &shard.id).collect();
        let scanned: Vec<&Id> = snapshot
            .zones()
            .iter()
            .filter(|shard| shard.bbox.is_some_and(|own| own.intersects(&bbox)))
            .map(|shard| &shard.id)
            .collect();
        assert_eq!(found, scanned);
    }
}

#[test]
fn references_that_lead_nowhere_are_named() {
    let snapshot = Scene::new()
        .park("a", rect(0.0, 0.0, 100.0, 100.0))
        .lot_with("a.p.l-1", rect(0.0, 0.0, 50.0, 50.0), |lot| lot.opens_onto = vec![id("a.p.nowhere")])
        .lot("a.q.l-2", rect(0.0, 0.0, 50.0, 50.0))
        .lease("a.p.hd-1", &["a.p.l-9"], "2020-01-01", "2030-01-01")
        .snapshot();
    let mut found: Vec<(String, &str, String)> =
        snapshot.inconsistencies().into_iter().map(|one| (one.id.to_string(), one.field, one.value)).collect();
    found.sort();
    let expected =
        [("a.p.hd-1", "lots", "a.p.l-9"), ("a.p.l-1", "opens_onto", "a.p.nowhere"), ("a.q.l-2", "zone_part", "a.q")];
    assert_eq!(found, expected.map(|(id, field, value)| (id.to_owned(), field, value.to_owned())));
}

#[test]
fn a_zone_with_one_part_operating_and_one_being_built_operates_partly() {
    let status = |statuses: [Option<ZoneStatus>; 2]| {
        let mut scene = Scene::new().zone("a", ZoneKind::Park);
        for (part, status) in ["a.p", "a.q"].iter().zip(statuses) {
            scene = scene.part(part, None, |body| body.status = status);
        }
        let live = scene.live();
        let view = live.view(None).unwrap();
        kcn_atlas::query::zones::find_zone(&view, "a").unwrap().status
    };
    use ZoneStatus::*;
    assert_eq!(status([Some(Operating), Some(BuildingInfrastructure)]), Some(PartlyOperating));
    assert_eq!(status([Some(Operating), Some(Operating)]), Some(Operating));
    assert_eq!(status([Some(InPlan), None]), Some(InPlan));
    assert_eq!(status([None, None]), None, "unknown stays unknown");
}
