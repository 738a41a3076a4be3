//! The promises the sample province makes (`data/README.md`), measured on the bundle as it is loaded.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use geo::{Area, BooleanOps, Distance, Euclidean, Geometry, Length, LineString, MultiLineString, MultiPolygon};
use kcn_atlas::index::{Live, Snapshot, View, ZoneShard};
use kcn_atlas::model::*;
use kcn_atlas::query::land_sums::LandSums;
use kcn_atlas::query::zones::{PartAnswer, ZoneAnswer, find_zone};
use kcn_atlas::store::{Location, Store, bundle};

use crate::scene::{TODAY, day};

/// The sample as a snapshot of the tests' today.
pub fn sample() -> &'static Snapshot {
    static SAMPLE: OnceLock<Snapshot> = OnceLock::new();
    // In a thread of its own: a test may already be inside a runtime, and none fits into another.
    SAMPLE.get_or_init(|| std::thread::spawn(load).join().unwrap())
}

fn load() -> Snapshot {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let store = Store::open(&Location::Memory).await.unwrap();
        store.load_bundle(bundle::read(Path::new("data/thai-nguyen")).unwrap()).await.unwrap();
        let atlas = kcn_atlas::command::Atlas::open(store, day(TODAY)).await.unwrap();
        Snapshot::clone(&atlas.live().snapshot())
    })
}

fn view(on: &str) -> View {
    Live::new(sample().clone()).view(Some(day(on))).unwrap()
}

fn frame() -> MetricFrame {
    MetricFrame::new(Crs::THAI_NGUYEN)
}

/// Every part with an outline: (id, outline in metres, leading gross area).
fn outlines() -> Vec<(String, MultiPolygon<f64>, Option<f64>)> {
    let mut found = vec![];
    for shard in sample().zones() {
        for record in &shard.parts {
            let Some(part) = record.timeline.at(day(TODAY)) else { continue };
            let outline =
                part.geometry.as_ref().map(|geometry| geometry.polygons()).unwrap_or_else(|| MultiPolygon(vec![]));
            if outline.0.is_empty() {
                continue;
            }
            let gross = leading_claim(&part.claims, Figure::GrossAreaHa).map(|at| part.claims[at].value);
            found.push((record.id.to_string(), frame().to_metric(&outline).0, gross));
        }
    }
    found
}

fn for_each_part(mut visit: impl FnMut(&ZoneShard, &Id, &ZonePart)) {
    for shard in sample().zones() {
        for record in &shard.parts {
            if let Some(part) = record.timeline.at(day(TODAY)) {
                visit(shard, &record.id, part);
            }
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    assert_eq!(sample().inconsistencies(), []);
}

#[test]
fn every_park_cluster_and_it_park_of_the_plan_is_there() {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for shard in sample().zones() {
        *kinds.entry(shard.zone.at(day(TODAY)).unwrap().kind.code()).or_default() += 1;
    }
    assert_eq!(kinds, BTreeMap::from([("park", 11), ("cluster", 42), ("it_park", 1)]));
    let mut parts = 0;
    for_each_part(|_, _, _| parts += 1);
    assert!(parts >= 56, "Sông Công II has two phases, Điềm Thụy two sections: {parts}");
}

#[test]
fn an_outline_is_within_one_per_cent_of_the_leading_area() {
    let outlines = outlines();
    assert!(outlines.len() >= 18, "{}", outlines.len());
    for (part, outline, gross) in outlines {
        let (measured, gross) = (outline.unsigned_area() / 10_000.0, gross.expect("an outline needs an area"));
        assert!((measured / gross - 1.0).abs() <= 0.01, "{part}: {measured:.2} ha drawn, {gross} ha claimed");
    }
}

#[test]
fn a_part_without_an_area_has_no_outline_and_an_area_makes_one() {
    for_each_part(|_, id, part| {
        let has_outline = part.geometry.as_ref().is_some_and(|geometry| !geometry.polygons().0.is_empty());
        let has_area = leading_claim(&part.claims, Figure::GrossAreaHa).is_some();
        assert_eq!(has_outline, has_area, "{id}");
        if has_outline {
            assert_eq!(part.geometry_accuracy, Some(GeometryAccuracy::Schematic), "{id}: nothing here was surveyed");
        }
    });
}

#[test]
fn no_part_overlaps_another() {
    let outlines = outlines();
    for (at, (one, outline, _)) in outlines.iter().enumerate() {
        for (other, other_outline, _) in &outlines[at + 1..] {
            let overlap = outline.intersection(other_outline).unsigned_area();
            assert!(overlap < 1.0, "{one} and {other} share {overlap} m²");
        }
    }
}

/// Every line an outline must not be crossed by.
fn barriers() -> Vec<(String, MultiLineString<f64>)> {
    let base = sample().base();
    let mut found = vec![];
    let mut add = |name: String, geometry: &Geometry<f64>| {
        let lines = match frame().to_metric(geometry).0 {
            Geometry::LineString(line) => MultiLineString(vec![line]),
            Geometry::MultiLineString(lines) => lines,
            Geometry::Polygon(polygon) => MultiLineString(vec![polygon.exterior().clone()]),
            Geometry::MultiPolygon(polygons) => {
                MultiLineString(polygons.iter().map(|one| one.exterior().clone()).collect())
            }
            _ => MultiLineString::<f64>(vec![]),
        };
        found.push((name, lines));
    };
    for record in &base.road_links.records {
        let Some(link) = record.timeline.at(day(TODAY)) else { continue };
        let section = base.road_sections.find(link.section.as_str()).unwrap().timeline.at(day(TODAY)).unwrap();
        use RoadClass::*;
        if matches!(section.class, Expressway | National | Provincial | District | Urban) {
            add(record.id.to_string(), link.geometry.get());
        }
    }
    for record in &base.constraints.records {
        if let Some(constraint) = record.timeline.at(day(TODAY)) {
            add(record.id.to_string(), constraint.geometry.get());
        }
    }
    found
}

#[test]
fn no_outline_is_crossed_by_a_road_a_railway_or_a_river() {
    let barriers = barriers();
    assert!(barriers.len() > 60);
    for (part, outline, _) in outlines() {
        for (barrier, lines) in &barriers {
            let inside = outline.clip(lines, false);
            let crossed = Euclidean.length(&inside);
            assert!(crossed < 1.0, "{part} is crossed by {barrier} over {crossed:.0} m");
        }
    }
}

/// Lots with the leasable ones' area in hectares, in metres, of a part.
fn lots_of<'v>(view: &'v View, shard: &'v ZoneShard, part: &Id) -> Vec<(usize, &'v Lot, MultiPolygon<f64>)> {
    let lots = shard.lots.iter().enumerate().filter_map(|(at, record)| Some((at, record.core.at(view.as_of)?)));
    lots.filter(|(_, lot)| lot.zone_part == *part)
        .map(|(at, lot)| (at, lot, frame().to_metric(&lot.geometry.polygons()).0))
        .collect()
}

#[test]
fn lots_lie_in_their_part_apart_from_each_other_and_have_their_declared_area() {
    let (mut count, mut parts_with_lots) = (0, 0);
    let view = view(TODAY);
    let outlines: BTreeMap<String, MultiPolygon<f64>> =
        outlines().into_iter().map(|(id, outline, _)| (id, outline)).collect();
    for_each_part(|shard, part, _| {
        let lots = lots_of(&view, shard, part);
        count += lots.len();
        parts_with_lots += usize::from(!lots.is_empty());
        for (at, (index, lot, outline)) in lots.iter().enumerate() {
            let id = &shard.lots[*index].id;
            let hectares = outline.unsigned_area() / 10_000.0;
            assert!((0.5..=20.0).contains(&hectares), "{id}: {hectares} ha");
            let declared = lot.declared_area.unwrap().get();
            assert!((declared / hectares - 1.0).abs() < 0.005, "{id}: {declared} declared, {hectares} measured");
            let outside = outline.difference(&outlines[part.as_str()]).unsigned_area();
            assert!(outside < 1.0, "{id} leaves its part by {outside} m²");
            for (other, _, other_outline) in &lots[at + 1..] {
                let overlap = outline.intersection(other_outline).unsigned_area();
                assert!(overlap < 1.0, "{id} and {} share {overlap} m²", shard.lots[*other].id);
            }
        }
    });
    assert!(count >= 600, "{count} lots");
    assert!(parts_with_lots >= 8, "{parts_with_lots} parts with lots");
}

#[test]
fn no_internal_road_runs_over_a_lot() {
    let view = view(TODAY);
    for_each_part(|shard, part, _| {
        let lots = lots_of(&view, shard, part);
        for record in &shard.internal_roads {
            let Some(road) = record.timeline.at(view.as_of) else { continue };
            let Geometry::LineString(line) = frame().to_metric(road.geometry.get()).0 else { panic!("{}", record.id) };
            let line: MultiLineString<f64> = MultiLineString(vec![LineString(line.0)]);
            for (at, _, outline) in &lots {
                let over = Euclidean.length(&outline.clip(&line, false));
                assert!(over < 1.0, "{} runs over {} for {over:.0} m", record.id, shard.lots[*at].id);
            }
        }
    });
}

#[test]
fn industrial_lots_add_up_to_the_sourced_industrial_land() {
    let view = view(TODAY);
    let mut compared = 0;
    for_each_part(|shard, part, body| {
        let lots = lots_of(&view, shard, part);
        let Some(at) = leading_claim(&body.claims, Figure::IndustrialLandHa) else { return };
        if lots.is_empty() {
            return;
        }
        let industrial: f64 = lots
            .iter()
            .filter(|(_, lot, _)| lot.land_use.is_industrial())
            .map(|(_, lot, _)| lot.declared_area.unwrap().get())
            .sum();
        let claimed = body.claims[at].value;
        assert!((industrial - claimed).abs() < 0.01, "{part}: lots {industrial:.2} ha, claimed {claimed} ha");
        compared += 1;
    });
    assert!(compared >= 1, "Sông Công II phase 2 has 208.98 ha of industrial land");
}

#[test]
fn occupancy_of_lots_is_within_a_point_of_the_leading_claim_and_a_full_park_stays_full() {
    let view = view(TODAY);
    let mut compared = vec![];
    let mut compare = |id: &str, land: &LandSums, claimed: f64| {
        for computed in [land.occupancy_nd35_pct(), land.occupancy_industrial_pct()] {
            let computed = computed.unwrap();
            assert!((computed - claimed).abs() <= 1.0, "{id}: {computed:.1} % of lots, {claimed} % claimed");
        }
        compared.push(id.to_owned());
    };
    for shard in sample().zones() {
        let zone = find_zone(&view, shard.id.as_str()).unwrap();
        for part in &zone.parts {
            if let (Some(claim), true) = (part.leading(Figure::OccupancyPct), part.land.lots > 0) {
                compare(part.record.id.as_str(), &part.land, claim.claim.value);
            }
        }
        if let (Some(at), true) = (leading_claim(&zone.zone.claims, Figure::OccupancyPct), zone.land.lots > 0) {
            compare(shard.id.as_str(), &zone.land, zone.zone.claims[at].value);
        }
    }
    for full in ["kcn-song-cong-1", "kcn-song-cong-2.gd1", "kcn-yen-binh-1", "kcn-diem-thuy"] {
        assert!(compared.iter().any(|id| id.starts_with(full)), "{full} has a claim and lots: {compared:?}");
    }
}

/// Areas in hectares of connected groups of lots: those that share an edge, drafting gaps up to 15 cm allowed.
fn contiguous_blocks(view: &View, wanted: impl Fn(&kcn_atlas::index::LotDay) -> bool) -> Vec<(String, f64)> {
    let mut blocks = vec![];
    for shard in sample().zones() {
        let lots: Vec<(usize, MultiPolygon<f64>, f64)> = (0..shard.lots.len())
            .filter_map(|at| {
                let day = view.lot_day(shard, at)?;
                let core = shard.lots[at].core.at(view.as_of)?;
                wanted(&day).then(|| (at, frame().to_metric(&core.geometry.polygons()).0, day.area.get()))
            })
            .collect();
        let mut group: Vec<usize> = (0..lots.len()).collect();
        fn root(group: &mut [usize], mut at: usize) -> usize {
            while group[at] != at {
                at = group[at];
            }
            at
        }
        for one in 0..lots.len() {
            for other in one + 1..lots.len() {
                if Euclidean.distance(&lots[one].1, &lots[other].1) <= 0.15 {
                    let (one, other) = (root(&mut group, one), root(&mut group, other));
                    group[one] = other;
                }
            }
        }
        let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
        for (at, (_, _, area)) in lots.iter().enumerate() {
            *sums.entry(root(&mut group, at)).or_default() += area;
        }
        blocks.extend(sums.into_iter().map(|(at, area)| (shard.lots[lots[at].0].id.to_string(), area)));
    }
    blocks
}

#[test]
fn three_blocks_of_twenty_hectares_are_clean_and_one_of_them_is_ready() {
    let view = view(TODAY);
    let large = |blocks: Vec<(String, f64)>| blocks.into_iter().filter(|(_, area)| *area >= 20.0).collect::<Vec<_>>();
    let clean = large(contiguous_blocks(&view, |day| day.clean && day.land_use.is_industrial()));
    let ready = large(contiguous_blocks(&view, |day| day.ready && day.land_use.is_industrial()));
    assert!(clean.len() >= 3, "{clean:?}");
    assert!(!ready.is_empty(), "clean: {clean:?}");
}

#[test]
fn one_block_is_only_partly_clean() {
    let view = view(TODAY);
    let not_taken =
        contiguous_blocks(&view, |day| day.marketing != Some(MarketingState::Leased) && day.land_use.is_industrial());
    let clean: f64 = contiguous_blocks(&view, |day| day.clean).iter().map(|(_, area)| area).sum();
    let partly = sample().zones().iter().any(|shard| {
        let days: Vec<_> = view.lot_days(shard).iter().flatten().copied().collect();
        days.iter().any(|day| day.clean) && days.iter().any(|day| day.display == Some(DisplayStatus::InClearance))
    });
    assert!(partly && clean > 60.0 && not_taken.iter().any(|(_, area)| *area >= 20.0));
}

#[test]
fn illustrative_lots_carry_no_name_price_or_dispute() {
    for shard in sample().zones() {
        for lot in &shard.lots {
            for core in lot.core.entries().filter_map(|(_, core)| core) {
                assert_eq!(
                    core.data_class,
                    DataClass::Illustration,
                    "{}: every lot of the sample is illustrative",
                    lot.id
                );
                assert_eq!(core.geometry_accuracy, GeometryAccuracy::Illustrative, "{}", lot.id);
                assert!(core.price.is_none(), "{}", lot.id);
            }
            assert!(lot.tenure.entries().filter_map(|(_, tenure)| tenure).all(|tenure| tenure.disputed != Some(true)));
        }
        for lease in &shard.leases {
            for body in lease.timeline.entries().filter_map(|(_, lease)| lease) {
                assert_eq!((body.tenant.as_deref(), body.tenant_public), (None, false), "{}", lease.id);
            }
        }
    }
}

#[test]
fn what_sources_disagree_about_is_kept() {
    let view = view(TODAY);
    let claims = |zone: &str, part: &str, figure: Figure| -> Vec<f64> {
        let answer: ZoneAnswer<'_> = find_zone(&view, zone).unwrap();
        let own = answer.zone.claims.iter();
        let of_parts = answer.parts.iter().filter(|answer| answer.record.id.as_str() == part);
        let of_parts: Vec<&Claim> = of_parts.flat_map(|answer: &PartAnswer<'_>| &answer.part.claims).collect();
        own.chain(of_parts).filter(|claim| claim.figure == figure).map(|claim| claim.value).collect()
    };
    let occupancy = claims("kcn-song-cong-2", "kcn-song-cong-2.gd1", Figure::OccupancyPct);
    assert!(occupancy.contains(&100.0) && occupancy.contains(&40.0), "{occupancy:?}");
    let area = claims("kcn-song-cong-1", "kcn-song-cong-1.toan-khu", Figure::GrossAreaHa);
    assert!(area.contains(&195.0) && area.contains(&196.9), "{area:?}");
}

#[test]
fn units_and_authorities_of_2023_have_their_heirs() {
    let base = sample().base();
    let commune_of = |on: &str| {
        let units = base.admin_units.records.iter().filter_map(|unit| unit.timeline.at(day(on)));
        units.filter(|unit| matches!(unit.level, AdminLevel::Commune | AdminLevel::Ward | AdminLevel::Township)).count()
    };
    assert_eq!(commune_of(TODAY), 92, "communes and wards since July 2025");
    assert!(commune_of("2025-06-30") >= 150);
    for unit in &base.admin_units.records {
        let ended = unit.timeline.at(day(TODAY)).is_none();
        let last = unit.timeline.entries().filter_map(|(_, unit)| unit).next_back().unwrap();
        assert!(!ended || !last.successors.is_empty(), "{} ended without an heir", unit.id);
    }
    let transport = base.agencies.records.iter().find_map(|record| {
        let agency = record.timeline.at(day("2023-06-19"))?;
        (agency.name.vi.contains("Giao thông")).then_some((record, agency))
    });
    let (record, agency) = transport.expect("the department of transport existed when the directive was signed");
    assert!(record.timeline.at(day(TODAY)).is_none());
    let heir = base.agencies.find(agency.successor.as_ref().unwrap().as_str()).unwrap();
    assert!(heir.timeline.at(day(TODAY)).unwrap().name.vi.contains("Xây dựng"));
}

#[test]
fn history_moves_between_three_days() {
    let ready_and_leased = |on: &str| {
        let view = view(on);
        let mut all = LandSums::default();
        for shard in sample().zones() {
            if let Some(zone) = find_zone(&view, shard.id.as_str()) {
                all.merge(&zone.land);
            }
        }
        (all.leased_ha, all.clean_ha)
    };
    let [past, last_year, now] = ["2015-06-30", "2023-12-31", TODAY].map(ready_and_leased);
    assert!(past.0 < last_year.0 && last_year.0 < now.0, "leased land grows: {past:?} {last_year:?} {now:?}");
    assert!(last_year.1 < now.1, "clean land grows: {last_year:?} {now:?}");
}
