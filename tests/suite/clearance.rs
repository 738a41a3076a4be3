//! Clearance on tiny worlds: hectares that are plain arithmetic, promises on the day they fall due, and sums that add up.

use kcn_atlas::model::*;
use serde_json::{Value, json};

use crate::door::Door;
use crate::lot_parameters::all;
use crate::sample::sample;
use crate::scene::{Scene, id, rect, source};

async fn ask(door: &Door, address: &str) -> Value {
    let answer = door.get(address).await;
    assert!(answer.status.is_success(), "{address}: {}", answer.json());
    answer.json()
}

fn first(answer: &Value) -> &Value {
    &answer["features"][0]["properties"]
}

fn stage<'a>(area: &'a Value, stage: &str) -> &'a Value {
    let stages = area["stages"].as_array().unwrap();
    stages.iter().find(|one| one["stage"] == stage).unwrap_or(&Value::Null)
}

/// A part with one area of 10 ha, noticed as a whole, inventoried in two overlapping pieces, handed over by halves.
fn half_way() -> Scene {
    Scene::new()
        .park("a", rect(0.0, 0.0, 1000.0, 1000.0))
        .clearance_area("a.p.g", rect(0.0, 0.0, 500.0, 200.0))
        .from("2025-01-10")
        .event("a.p.g", "notice", Stage::Notice, None)
        .from("2025-02-10")
        .event("a.p.g", "inventory-1", Stage::Inventory, Some(rect(0.0, 0.0, 300.0, 200.0)))
        .from("2025-03-10")
        .event("a.p.g", "inventory-2", Stage::Inventory, Some(rect(200.0, -50.0, 200.0, 300.0)))
        .from("2025-10-31")
        .event("a.p.g", "handover-1", Stage::Handover, Some(rect(0.0, 0.0, 250.0, 200.0)))
        .from("2025-11-30")
        .event_with("a.p.g", "handover-2", Stage::Handover, None, |event| event.area = Hectares::new(2.0).ok())
}

#[tokio::test]
async fn drawn_ground_counts_once_and_stated_hectares_add_up() {
    let door = Door::to(half_way().snapshot());
    let area = ask(&door, "/api/v1/clearance").await;
    let area = first(&area);
    assert_eq!(area["area_ha"], 10.0);
    assert_eq!((&stage(area, "NOTICE")["ha"], &stage(area, "NOTICE")["ha_basis"]), (&json!(10.0), &json!("whole")));
    let inventory = stage(area, "INVENTORY");
    assert_eq!(inventory["ha"], 8.0, "3 and 2 of 5 columns, one of them twice, and nothing beyond the outline");
    assert_eq!((&inventory["ha_basis"], &inventory["events"]), (&json!("drawn"), &json!(2)));
    assert_eq!((&inventory["first"], &inventory["last"]), (&json!("2025-02-10"), &json!("2025-03-10")));
    assert_eq!((&area["handed_over_ha"], &area["remaining_ha"]), (&json!(7.0), &json!(3.0)), "5 drawn and 2 stated");
    assert_eq!(stage(area, "HANDOVER")["ha_basis"], "stated");
    assert_eq!(stage(area, "PAID"), &Value::Null, "nobody recorded a payment: it is not there, not 0");
    assert_eq!((&area["stage"], &area["money"], &area["graves"]), (&json!("HANDOVER"), &Value::Null, &Value::Null));
}

#[tokio::test]
async fn what_moved_between_two_days_is_the_difference_of_the_two() {
    let door = Door::to(half_way().snapshot());
    for (from, to, moved, stages) in [
        ("2025-10-30", "2025-10-31", 5.0, json!([{"stage": "HANDOVER", "ha": 5.0}])),
        ("2025-10-31", "2025-11-29", 0.0, json!([])),
        ("2025-01-31", "2025-11-30", 7.0, json!([{"stage": "INVENTORY", "ha": 8.0}, {"stage": "HANDOVER", "ha": 7.0}])),
    ] {
        let listed = ask(&door, &format!("/api/v1/clearance?from={from}&to={to}")).await;
        let movement = &first(&listed)["movement"];
        assert_eq!((&movement["handed_over_ha"], &movement["stages"]), (&json!(moved), &stages), "{from} to {to}");
        let summary = ask(&door, &format!("/api/v1/clearance/summary?from={from}&to={to}")).await;
        assert_eq!(summary["total"]["movement"]["handed_over_ha"], moved);
        assert_eq!(summary["rows"][0]["movement"]["stages"], stages);
        let with = ask(&door, &format!("/api/v1/clearance/summary?moved=true&from={from}&to={to}")).await;
        assert_eq!(with["rows"].as_array().unwrap().len(), usize::from(moved > 0.0), "{from} to {to}");
    }
    let months = ask(&door, "/api/v1/clearance/summary?group_by=month&from=2025-09-15&to=2025-12-05").await;
    let months: Vec<_> = months["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (&row["key"], &row["handed_over_ha"], &row["movement"]["handed_over_ha"]))
        .collect();
    let expected = [("2025-09", 0.0, 0.0), ("2025-10", 5.0, 5.0), ("2025-11", 7.0, 2.0), ("2025-12", 7.0, 0.0)]
        .map(|(key, all, moved)| (json!(key), json!(all), json!(moved)));
    assert_eq!(months, expected.iter().map(|(key, all, moved)| (key, all, moved)).collect::<Vec<_>>());
}

#[tokio::test]
async fn land_that_nobody_drew_clears_no_lot() {
    let scene = half_way()
        .lot("a.p.l-1", rect(0.0, 0.0, 100.0, 100.0))
        .lot("a.p.l-2", rect(400.0, 0.0, 100.0, 100.0))
        .clearance_area("a.p.h", rect(600.0, 600.0, 100.0, 100.0))
        .lot("a.p.l-3", rect(600.0, 600.0, 100.0, 100.0))
        .event_with("a.p.h", "handover", Stage::Handover, None, |event| event.area = Hectares::new(1.0).ok());
    let door = Door::to(scene.snapshot());
    let lots = ask(&door, "/api/v1/lots?stale=include").await;
    let states: Vec<&Value> = lots["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|lot| &lot["properties"]["states"]["clearance"]["state"])
        .collect();
    assert_eq!(states, ["cleared", "in_progress", "cleared"], "2 of 10 ha are somewhere; 1 of 1 ha is all of it");
}

#[tokio::test]
async fn a_decision_on_recovery_comes_before_the_payment_under_the_law_of_2013() {
    let events = |regime: LandRegime| {
        let scene =
            Scene::new().park("a", rect(0.0, 0.0, 100.0, 100.0)).clearance_area("a.p.g", rect(0.0, 0.0, 100.0, 100.0));
        let Some(Body::ClearanceArea(mut area)) = scene.facts().last().unwrap().body.clone() else { unreachable!() };
        area.regime = regime;
        scene
            .fact("a.p.g", "core", Body::ClearanceArea(area))
            .event("a.p.g", "decision", Stage::RecoveryDecision, None)
            .event("a.p.g", "paid", Stage::Paid, None)
    };
    for (regime, furthest) in [(LandRegime::LandLaw2013, "PAID"), (LandRegime::LandLaw2024, "RECOVERY_DECISION")] {
        let door = Door::to(events(regime).snapshot());
        assert_eq!(first(&ask(&door, "/api/v1/clearance").await)["stage"], furthest, "{regime:?}");
        assert_eq!(ask(&door, &format!("/api/v1/clearance?stage={furthest}")).await["numberMatched"], 1);
        assert_eq!(ask(&door, "/api/v1/clearance?stage=NOTICE,none").await["numberMatched"], 0);
    }
}

#[tokio::test]
async fn a_promise_is_judged_by_what_was_handed_over() {
    let part = |commitment: &mut Commitment| commitment.area = Hectares::new(5.0).ok();
    let scene = half_way()
        .from("2025-04-15")
        .commitment("a.p.whole", "2025-09", |_| {})
        .commitment("a.p.half", "2025-10-31", part)
        .commitment("a.p.half-late", "2025-06", part)
        .from("2025-08-01")
        .commitment("a.p.half-late", "2025-10", part)
        .from("2025-09-15")
        .commitment("a.p.whole", "2026-06", |_| {})
        .from("2025-12-15")
        .commitment("a.p.whole", "2026-06", |commitment| commitment.subject = Name::new("Nói rõ hơn", "In other words"))
        .from("2025-09-15")
        .part("a.q", None, |_| {})
        .commitment("a.q.nobody-knows", "2025-10-01", |_| {});
    let door = Door::to(scene.snapshot());
    let standing = async |name: &str, day: &str| {
        let all = ask(&door, &format!("/api/v1/commitments?as_of={day}&sort=id")).await;
        let found = all["features"].as_array().unwrap().iter().find(|feature| feature["id"] == name);
        found.unwrap()["properties"].clone()
    };
    for (name, day, expected, late) in [
        ("a.p.half", "2025-10-30", "pending", 0),
        ("a.p.half", "2025-10-31", "kept", 0),
        ("a.p.half-late", "2025-07-01", "overdue", 1),
        ("a.p.half-late", "2025-08-02", "pending", 0),
        ("a.p.half-late", "2025-12-01", "kept_late", 123),
        ("a.p.whole", "2025-09-30", "pending", 0),
        ("a.p.whole", "2026-06-30", "pending", 0),
        ("a.p.whole", "2026-07-01", "overdue", 274),
        ("a.q.nobody-knows", "2026-07-01", "unknown", 0),
    ] {
        let promise = standing(name, day).await;
        assert_eq!((&promise["standing"], &promise["days_late"]), (&json!(expected), &json!(late)), "{name} on {day}");
    }
    let whole = standing("a.p.whole", "2026-07-01").await;
    assert_eq!(
        (&whole["first_due"], &whole["due"]),
        (&json!("2025-09"), &json!("2026-06")),
        "every postponement is told"
    );
    assert_eq!(whole["postponements"].as_array().unwrap().len(), 1, "other words are no postponement");
    assert_eq!(whole["postponements"][0]["on"], "2025-09-15");
    assert_eq!(
        (&whole["promised_ha"], &whole["reached_ha"], &whole["short_ha"]),
        (&json!(10.0), &json!(7.0), &json!(3.0))
    );
    let overdue = ask(&door, "/api/v1/commitments?standing=overdue").await;
    assert_eq!(overdue["numberMatched"], 1);
    assert_eq!(ask(&door, "/api/v1/clearance?late=true").await["numberMatched"], 1);
    assert_eq!(ask(&door, "/api/v1/clearance?late=true&as_of=2026-06-30").await["numberMatched"], 0);
    assert_eq!(ask(&door, "/api/v1/clearance/summary").await["total"]["commitments_late"], 1);
}

#[tokio::test]
async fn a_bottleneck_blocks_from_the_day_it_arose_until_it_is_cleared() {
    let day = |text: &str| PartialDate::parse(text).ok();
    let scene = half_way()
        .clearance_area("a.p.h", rect(600.0, 600.0, 100.0, 100.0))
        .from("2025-03-01")
        .bottleneck("a.p.vm-1", |bottleneck| {
            bottleneck.clearance_area = Some(id("a.p.g"));
            bottleneck.due = day("2025-06");
        })
        .from("2025-09-10")
        .bottleneck("a.p.vm-1", |bottleneck| {
            bottleneck.clearance_area = Some(id("a.p.g"));
            bottleneck.opened = day("2025-03-01").unwrap();
            bottleneck.closed = day("2025-09-10");
        });
    let door = Door::to(scene.snapshot());
    for (on, open, overdue) in [
        ("2025-02-28", 0, 0),
        ("2025-03-01", 1, 0),
        ("2025-06-30", 1, 0),
        ("2025-07-01", 1, 1),
        ("2025-09-09", 1, 1),
        ("2025-09-10", 0, 0),
    ] {
        assert_eq!(ask(&door, &format!("/api/v1/bottlenecks?as_of={on}")).await["numberMatched"], open, "{on}");
        let late = ask(&door, &format!("/api/v1/bottlenecks?overdue=true&as_of={on}")).await;
        assert_eq!(late["numberMatched"], overdue, "{on}");
        let blocked = ask(&door, &format!("/api/v1/clearance?bottleneck=price&as_of={on}")).await;
        assert_eq!(blocked["numberMatched"], open, "only the area it names is blocked, {on}");
        let total = ask(&door, &format!("/api/v1/clearance/summary?as_of={on}")).await;
        assert_eq!(total["total"]["bottlenecks_open"], open);
    }
    let cleared = ask(&door, "/api/v1/bottlenecks?open=false").await;
    assert_eq!(first(&cleared)["days_open"], 193);
    assert_eq!(ask(&door, "/api/v1/clearance?bottleneck=graves&as_of=2025-07-01").await["numberMatched"], 0);
}

#[tokio::test]
async fn the_file_of_a_park_tells_its_history_and_what_the_law_says_of_it() {
    let scene = half_way()
        .from("2025-03-31")
        .event("a.p.g", "approved", Stage::PlanApproved, None)
        .event("a.p.g", "decision", Stage::RecoveryDecision, None)
        .from("2025-04-15")
        .event("a.p.g", "paid", Stage::Paid, None);
    let file = ask(&Door::to(scene.snapshot()), "/api/v1/zones/a/clearance?from=2025-10-31").await;
    assert_eq!((&file["areas_recorded"], &file["summary"]["movement"]["handed_over_ha"]), (&json!(1), &json!(2.0)));
    let area = &file["areas"][0];
    let told: Vec<&Value> = area["timeline"].as_array().unwrap().iter().map(|event| &event["event"]).collect();
    assert_eq!(
        told,
        [
            "event.notice",
            "event.inventory-1",
            "event.inventory-2",
            "event.approved",
            "event.decision",
            "event.paid",
            "event.handover-1",
            "event.handover-2"
        ]
    );
    assert_eq!((&area["timeline"][2]["ha"], &area["timeline"][7]["ha"]), (&json!(4.0), &json!(2.0)));
    let verdict = |rule: &str| {
        let checks = area["checks"].as_array().unwrap();
        checks.iter().find(|check| check["rule"] == rule).map_or(Value::Null, |check| check["verdict"].clone())
    };
    assert_eq!(verdict("payment_after_approval"), "pass", "15 of 30 days");
    assert_eq!(verdict("order_recovery_decision_after_resettled"), "missing_data");
    assert_eq!(verdict("notice_before_recovery_agricultural"), "missing_data", "80 days, but of which land?");
    assert_eq!(verdict("notice_validity"), "pass");
    let nothing =
        ask(&Door::to(Scene::new().park("b", rect(0.0, 0.0, 9.0, 9.0)).snapshot()), "/api/v1/zones/b/clearance").await;
    assert_eq!(
        (&nothing["areas_recorded"], &nothing["summary"], &nothing["areas"]),
        (&json!(0), &Value::Null, &json!([]))
    );
}

#[tokio::test]
async fn the_summary_adds_up_to_the_list_for_every_group_and_three_days() {
    let door = Door::to(sample().clone());
    for day in ["2026-11-24", "2025-12-31", "2025-06-30"] {
        let areas = all(&door, &format!("/api/v1/clearance?limit=1000&as_of={day}")).await;
        let sum = |field: &str| areas.iter().map(|area| area["properties"][field].as_f64().unwrap()).sum::<f64>();
        for group_by in ["zone", "part", "kind", "commune", "month"] {
            let summary = ask(&door, &format!("/api/v1/clearance/summary?group_by={group_by}&as_of={day}")).await;
            for field in ["area_ha", "handed_over_ha", "remaining_ha"] {
                let rows = summary["rows"].as_array().unwrap().iter().map(|row| row[field].as_f64().unwrap());
                assert!((rows.sum::<f64>() - sum(field)).abs() < 0.02, "{field} by {group_by} on {day}");
                assert!((summary["total"][field].as_f64().unwrap() - sum(field)).abs() < 0.02, "{field} on {day}");
            }
            for row in summary["rows"].as_array().unwrap() {
                let Some(records) = row["records"].as_str() else { continue };
                let listed = all(&door, &format!("{records}&limit=1000")).await;
                assert_eq!(row["areas"], listed.len(), "{records}");
            }
        }
    }
}

#[tokio::test]
async fn a_tenant_is_named_only_where_it_may_be() {
    let lease = |public| {
        let scene = Scene::new()
            .park("a", rect(0.0, 0.0, 100.0, 100.0))
            .lot("a.p.l", rect(0.0, 0.0, 100.0, 100.0))
            .lease("a.p.hd", &["a.p.l"], "2021-01-01", "2060-12-31");
        let Some(Body::Lease(mut lease)) = scene.facts().last().unwrap().body.clone() else { unreachable!() };
        (lease.tenant, lease.tenant_public) = (Some("Công ty A".to_owned()), public);
        scene.fact("a.p.hd", "core", Body::Lease(lease))
    };
    for (public, shown) in [(true, json!("Công ty A")), (false, Value::Null)] {
        let door = Door::to(lease(public).snapshot());
        let leases = ask(&door, "/api/v1/leases?status=in_force").await;
        assert_eq!((&first(&leases)["tenant"], &first(&leases)["area_ha"]), (&shown, &json!(1.0)));
        assert_eq!(ask(&door, "/api/v1/leases?status=mou").await["numberMatched"], 0);
    }
}

#[tokio::test]
async fn a_site_that_serves_two_parts_is_counted_once() {
    let site = ResettlementSite {
        name: Name::new("TĐC", "R"),
        kind: ResettlementKind::Resettlement,
        location_accuracy: LocationAccuracy::Unknown,
        geometry_accuracy: None,
        serves: vec![id("a.p"), id("a.q")],
        claims: vec![],
        sources: vec![],
        data_class: DataClass::Fact,
        geometry: None,
    };
    let plots = |needed, ready| {
        Body::ResettlementPlots(ResettlementPlots { needed: Some(needed), ready, allocated: None, source: source() })
    };
    let scene = half_way()
        .part("a.q", None, |_| {})
        .clearance_area("a.q.g", rect(600.0, 0.0, 100.0, 100.0))
        .fact("tdc-1", "core", Body::ResettlementSite(site))
        .fact("tdc-1", "plots", plots(100, None))
        .from("2026-01-01")
        .fact("tdc-1", "plots", plots(100, Some(60)));
    let door = Door::to(scene.snapshot());
    let total = ask(&door, "/api/v1/clearance/summary").await["total"]["resettlement"].clone();
    assert_eq!(total, json!({"needed": 100, "ready": 60, "allocated": null, "sites": 1}));
    let earlier = ask(&door, "/api/v1/resettlement-sites?zone=a&as_of=2025-12-31").await;
    assert_eq!(first(&earlier)["plots"]["ready"], Value::Null, "nobody had counted the ready ones yet");
    assert_eq!(first(&earlier)["serves"][1]["zone_part"], "a.q");
    assert_eq!(ask(&door, "/api/v1/resettlement-sites?zone=b").await["numberMatched"], 0);
}

#[tokio::test]
async fn a_question_that_makes_no_sense_is_refused_with_what_is_allowed() {
    let door = Door::to(half_way().snapshot());
    for (address, parameter) in [
        ("/api/v1/clearance?from=2025-12-01&to=2025-11-01", "from"),
        ("/api/v1/clearance?to=2027-01-01", "to"),
        ("/api/v1/clearance?stage=DONE", "stage"),
        ("/api/v1/clearance?stage=COMPLAINT", "stage"),
        ("/api/v1/clearance?bottleneck=weather", "bottleneck"),
        ("/api/v1/clearance?late=perhaps", "late"),
        ("/api/v1/clearance/summary?group_by=colour", "group_by"),
        ("/api/v1/clearance/summary?moved=true", "from"),
        ("/api/v1/zones/a/clearance?from=2026-12-01", "from"),
        ("/api/v1/commitments?standing=good", "standing"),
        ("/api/v1/bottlenecks?category=x", "category"),
        ("/api/v1/leases?status=x", "status"),
        ("/api/v1/resettlement-sites?kind=x", "kind"),
    ] {
        let answer = door.get(address).await;
        assert_eq!(answer.status, 400, "{address}");
        assert_eq!(answer.json()["parameter"], parameter, "{address}");
        assert!(!answer.json()["allowed"].as_str().unwrap().is_empty(), "{address}");
    }
    assert_eq!(door.get("/api/v1/zones/nowhere/clearance").await.status, 404);
    assert_eq!(door.get("/api/v1/zones/a/clearance?as_of=2019-01-01").await.status, 404, "it was not there yet");
}

#[tokio::test]
async fn hectares_of_random_histories_are_those_of_counted_squares() {
    use std::collections::BTreeSet;

    use rand::{Rng, SeedableRng, rngs::StdRng};

    type Squares = BTreeSet<(i32, i32)>;

    // The area is 20 by 20 squares of 100 m², and every event covers whole squares, some beyond its edge.
    let mut random = StdRng::seed_from_u64(907);
    for round in 0..12 {
        let mut scene = Scene::new()
            .park("a", rect(0.0, 0.0, 1000.0, 1000.0))
            .clearance_area("a.p.g", rect(0.0, 0.0, 200.0, 200.0));
        let mut covered: Vec<(String, &str, Squares)> = vec![];
        for event in 0..random.random_range(1..9) {
            let (x, y) = (random.random_range(-5..20), random.random_range(-5..20));
            let (width, height) = (random.random_range(1..12), random.random_range(1..12));
            let (stage, code) =
                [(Stage::Inventory, "INVENTORY"), (Stage::Handover, "HANDOVER")][random.random_range(0..2)];
            let day = format!("2025-{:02}-15", random.random_range(1..=12));
            let land =
                rect(f64::from(x) * 10.0, f64::from(y) * 10.0, f64::from(width) * 10.0, f64::from(height) * 10.0);
            scene = scene.from(&day).event("a.p.g", &format!("e-{event}"), stage, Some(land));
            let squares = (x..x + width).flat_map(|x| (y..y + height).map(move |y| (x, y)));
            let inside = squares.filter(|(x, y)| (0..20).contains(x) && (0..20).contains(y));
            covered.push((day, code, inside.collect()));
        }
        let door = Door::to(scene.snapshot());
        for month in 1..=12 {
            let day = format!("2025-{month:02}-20");
            let answer = ask(&door, &format!("/api/v1/clearance?as_of={day}")).await;
            for code in ["INVENTORY", "HANDOVER"] {
                let happened = covered.iter().filter(|(on, of, _)| *on <= day && *of == code);
                let lands: Vec<&Squares> = happened.map(|(_, _, squares)| squares).collect();
                let squares: BTreeSet<_> = lands.iter().flat_map(|squares| squares.iter()).collect();
                let told = stage(first(&answer), code);
                if lands.is_empty() {
                    assert_eq!(told, &Value::Null);
                } else {
                    let hectares = squares.len() as f64 / 100.0;
                    assert!((told["ha"].as_f64().unwrap() - hectares).abs() < 1e-4, "round {round}, {code} on {day}");
                }
            }
        }
    }
}
