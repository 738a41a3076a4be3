//! The nearest lawful place against a scan of every metre, and what would fix a part of a zone.

use kcn_atlas::index::View;
use kcn_atlas::model::*;
use kcn_atlas::query::connection::{Asked, Fix, KnownRoads, Place, best_fix, check};
use proptest::prelude::*;

use super::connection_scene::ConnectionScene;
use super::scene::RoadScene;
use crate::scene::{Scene, day, id, rect};

const LENGTH: i32 = 30_000;
const SPACING: i32 = 5_000;

fn road(grade: &str, points: &[i32]) -> Scene {
    let grade = grade.to_owned();
    let scene = Scene::new()
        .section_with("ql", RoadClass::National, |section| {
            section.planned_grade = Some(grade);
            section.urban = Some(false);
        })
        .link("ql.1", ("n-1", "n-2"), &[(0.0, 0.0), (f64::from(LENGTH), 0.0)])
        .post("ql.a", 0.0, 0.0, 0.0)
        .post("ql.b", f64::from(LENGTH), f64::from(LENGTH), 0.0);
    points.iter().fold(scene, |scene, at| {
        let point = format!("p-{at}");
        let place = |point: &mut ConnectionPoint| {
            point.chainage = Some(Metres::new(f64::from(*at)).unwrap());
            point.chainage_basis = Some(ChainageBasis::Surveyed);
            point.side = Some(Side::Right);
        };
        scene.point_with(&point, "ql", f64::from(*at), -10.0, place).permit(&point, PermitState::InOperation)
    })
}

fn with<T>(scene: &Scene, date: &str, ask: impl FnOnce(&KnownRoads<'_>) -> T) -> T {
    let live = scene.live();
    let view: View = live.view(None).unwrap();
    ask(&KnownRoads::new(&view, day(date)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn no_metre_nearer_than_the_proposed_place_keeps_the_spacing(
        points in proptest::collection::btree_set(0..=LENGTH, 1..6),
        asked in 0..=LENGTH,
    ) {
        let points: Vec<i32> = points.into_iter().collect();
        let keeps = |at: i32| points.iter().all(|point| (point - at).abs() >= SPACING);
        let nearest = (0..=LENGTH).filter(|at| keeps(*at)).map(|at| (at - asked).abs()).min();
        let question = Asked {
            place: Place::On { section: id("ql"), chainage_m: f64::from(asked), side: Side::Right },
            zone_part: None,
            branch_type: BranchType::DedicatedPark,
            branch: None,
            date: day("2024-12-31"),
        };
        let (overall, found) = with(&road("II", &points), "2024-12-31", |known| {
            let checked = check(known, &question).unwrap();
            let place = checked.alternatives.iter().find(|other| other.kind == AlternativeKind::OtherChainage);
            (checked.overall, place.map(|place| (place.chainage_m.unwrap(), place.overall)))
        });
        prop_assert_eq!(overall, if keeps(asked) { Verdict::Pass } else { Verdict::Fail });
        match (nearest, found) {
            (Some(0), found) => prop_assert_eq!(found, None),
            (Some(nearest), Some((at, verdict))) => {
                prop_assert_eq!(verdict, Verdict::Pass);
                prop_assert!(((at - f64::from(asked)).abs() - f64::from(nearest)).abs() < 0.01, "{} is not {} away", at, nearest);
            }
            (Some(_), None) => prop_assert!(false, "a lawful place was not found"),
            // Nothing keeps it: what is told is the widest room, and does not pass.
            (None, found) => prop_assert!(found.is_none_or(|(_, verdict)| verdict != Verdict::Pass)),
        }
    }
}

fn fix(scene: &Scene, date: &str) -> (FixKind, Verdict, Option<f64>, Option<Id>) {
    let outline = rect(10_000.0, -900.0, 1_000.0, 800.0);
    let outline = crate::scene::degrees(&outline);
    with(scene, date, |known| {
        let found: Fix =
            best_fix(known, Some(&id("kcn.p")), outline.get(), &[RoadClass::National, RoadClass::Provincial]);
        assert!(found.text.vi.len() > 10 && found.text.en.len() > 10);
        (found.kind, found.verdict, found.point.map(|(_, chainage, ..)| chainage), found.share_with)
    })
}

#[test]
fn a_part_beside_a_road_with_room_gets_a_point_of_its_own_and_shares_one_where_there_is_none() {
    let park = |scene: Scene| scene.park("kcn", rect(10_000.0, -900.0, 1_000.0, 800.0));
    let (kind, verdict, chainage, _) = fix(&park(road("II", &[1_000])), "2024-12-31");
    assert_eq!((kind, verdict), (FixKind::NewPoint, Verdict::Pass));
    assert!(chainage.is_some_and(|at| (9_999.0..11_001.0).contains(&at)));
    // Its own frontage has no room, the road does.
    let (kind, verdict, chainage, _) = fix(&park(road("II", &[9_000])), "2024-12-31");
    assert_eq!((kind, verdict), (FixKind::NewPoint, Verdict::Pass));
    assert!(chainage.is_some_and(|at| (at - 14_000.0).abs() < 0.01), "{chainage:?}");
    // Nowhere is room: what is approved may be shared.
    let full: Vec<i32> = (0..=6).map(|at| at * 5_000).collect();
    let (kind, _, _, shared) = fix(&park(road("II", &full)), "2024-12-31");
    assert!(matches!(kind, FixKind::SharePoint | FixKind::ServiceRoad), "{kind:?}");
    assert_eq!(shared, Some(id("p-10000")));
    // Today no figure is in force: nothing is unlawful, and data are missing.
    let (kind, verdict, _, _) = fix(&park(road("II", &[1_000])), "2026-11-24");
    assert_eq!((kind, verdict), (FixKind::NewPoint, Verdict::MissingData));
}

#[test]
fn far_from_every_road_of_the_classes_nothing_is_found() {
    let scene =
        Scene::new().section("dh", RoadClass::District).link("dh.1", ("n-1", "n-2"), &[(0.0, 0.0), (9_000.0, 0.0)]);
    let (kind, verdict, chainage, _) = fix(&scene, "2026-11-24");
    assert_eq!((kind, verdict, chainage), (FixKind::NoneFound, Verdict::MissingData, None));
}
