//! What nobody may learn: counts of households below the rounding, complaints, enforcement, who must clear a bottleneck.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::http::Method;
use kcn_atlas::model::*;
use serde_json::Value;

use crate::door::Door;
use crate::scene::{Scene, claim, id, rect};

/// Counts that stand in the internal file of an authority.
const UNPUBLISHED: [u32; 6] = [37, 13, 8, 3, 2, 121];

fn press() -> Arc<Source> {
    let url = Some("https://example.vn/gpmb".to_owned());
    Arc::new(Source { kind: SourceKind::Press, title: "Báo".to_owned(), url, date: None })
}

/// Two parts with three areas; counts arrive month by month, some stages in several events.
fn village() -> Scene {
    let mut scene = Scene::new().park("a", rect(0.0, 0.0, 1000.0, 1000.0)).part(
        "a.q",
        Some(rect(0.0, 1000.0, 500.0, 500.0)),
        |_| {},
    );
    for (area, x, y) in [("a.p.g", 0.0, 0.0), ("a.p.h", 300.0, 0.0), ("a.q.g", 0.0, 1000.0)] {
        scene = scene.clearance_area(area, rect(x, y, 200.0, 200.0));
        let Some(Body::ClearanceArea(mut body)) = scene.facts().last().unwrap().body.clone() else { unreachable!() };
        body.claims = vec![claim(Figure::HouseholdsAffected, 63.0), claim(Figure::HouseholdsResettling, 7.0)];
        scene = scene.fact(area, "core", Body::ClearanceArea(body));
    }
    let stages = [Stage::Notice, Stage::Inventory, Stage::Paid];
    for (month, count) in UNPUBLISHED.into_iter().enumerate() {
        let (area, stage) = (["a.p.g", "a.p.h", "a.q.g"][month % 3], stages[month % 2]);
        // Some events tell of land too, some of households alone.
        let land = (month % 2 == 0).then(|| rect(0.0, 0.0, 1000.0, 1500.0));
        let told = |event: &mut StageEvent| event.households = Some(count);
        scene =
            scene.from(&format!("2026-0{}-15", month + 1)).event_with(area, &format!("e-{month}"), stage, land, told);
    }
    scene
}

/// Every number under a key that speaks of households, wherever it stands.
fn counts(value: &Value, speaks: bool, found: &mut Vec<f64>) {
    match value {
        Value::Number(number) if speaks => found.push(number.as_f64().unwrap()),
        Value::Array(items) => items.iter().for_each(|item| counts(item, speaks, found)),
        Value::Object(fields) => {
            // A claim says what it is about in a field of its own.
            let of_claim =
                fields.get("figure").and_then(Value::as_str).is_some_and(|figure| figure.starts_with("households"));
            for (key, field) in fields {
                let inside = speaks && key != "claims" || key.starts_with("households") || of_claim && key == "value";
                counts(field, inside, found);
            }
        }
        _ => {}
    }
}

/// Every address that may tell of clearance, on every day something happened.
fn addresses() -> Vec<String> {
    let days = (1..=9).map(|month| format!("2026-0{month}-20")).chain(["2026-11-24".to_owned()]);
    let of_day = |day: String| {
        let lists = [
            "clearance?",
            "clearance?zone_part=a.p&",
            "zones?",
            "zones/a?",
            "zones/a/clearance?",
            "clearance-areas?",
            "lots?stale=include&",
            "commitments?",
            "bottlenecks?",
            "resettlement-sites?",
            "search?q=a&",
        ];
        let sums = ["zone", "part", "kind", "commune", "month"]
            .map(|group| format!("clearance/summary?group_by={group}&from=2026-01-01&"));
        let all = lists.map(str::to_owned).into_iter().chain(sums);
        all.map(move |address| format!("/api/v1/{address}as_of={day}")).collect::<Vec<_>>()
    };
    days.flat_map(of_day).collect()
}

async fn every_count(door: &Door) -> BTreeSet<u64> {
    let mut found = vec![];
    for address in addresses() {
        let answer = door.get(&address).await;
        if answer.status.is_success() {
            counts(&answer.json(), false, &mut found);
        }
    }
    found.into_iter().map(|count| count as u64).collect()
}

#[tokio::test]
async fn no_difference_of_two_answers_tells_a_count_below_the_rounding() {
    let told = every_count(&Door::to(village().snapshot())).await;
    assert!(told.len() >= 10, "the world tells of households: {told:?}");
    for one in &told {
        for other in &told {
            assert_eq!(one.abs_diff(*other) % ROUNDED_TO, 0, "{one} and {other}");
        }
        assert!(!UNPUBLISHED.iter().any(|count| u64::from(*count) == *one), "{one} stands in the file");
    }
    assert!(!told.contains(&63), "an unpublished claim is rounded too");
}

#[tokio::test]
async fn a_published_figure_is_told_as_it_was_published_and_hides_what_is_added_to_it() {
    let scene = village().from("2026-07-20").event_with("a.q.g", "paid-press", Stage::Paid, None, |event| {
        event.households = Some(353);
        event.source = press();
    });
    let door = Door::to(scene.snapshot());
    let told = every_count(&door).await;
    for count in &told {
        assert!(
            count % ROUNDED_TO == 0 || (count - 353) % ROUNDED_TO == 0,
            "{count} is neither rounded nor 353 and rounded"
        );
    }
    let area = door.get("/api/v1/clearance?zone_part=a.q").await.json();
    let stages = area["features"][0]["properties"]["stages"].as_array().unwrap().clone();
    let paid = stages.iter().find(|stage| stage["stage"] == "PAID").unwrap();
    assert_eq!((paid["households"].clone(), paid["households_basis"].clone()), (353.into(), "published".into()));
}

fn secrets() -> Scene {
    let agency = Agency {
        name: Name::new("UBND xã", "Commune"),
        kind: AgencyKind::PeoplesCommittee,
        level: AgencyLevel::Commune,
        successor: None,
        source: crate::scene::source(),
    };
    village()
        .fact("ubnd-xa", "core", Body::Agency(agency))
        .event("a.p.g", "complaint", Stage::Complaint, None)
        .event("a.p.g", "enforcement", Stage::Enforcement, None)
        .bottleneck("a.p.vm-1", |bottleneck| bottleneck.owner = Some(id("ubnd-xa")))
        .bottleneck("a.p.vm-2", |bottleneck| bottleneck.category = BottleneckCategory::Complaint)
}

#[tokio::test]
async fn complaints_enforcement_and_owners_are_told_to_the_office_alone() {
    let door = Door::with_token(secrets().snapshot());
    for address in addresses() {
        let text = String::from_utf8(door.get(&address).await.body.to_vec()).unwrap();
        for secret in ["COMPLAINT", "ENFORCEMENT", "ubnd-xa", "vm-2"] {
            assert!(!text.contains(secret), "{address} tells {secret}");
        }
    }
    let office = [("authorization", "Bearer secret")];
    let listed = door.ask(Method::GET, "/api/v1/bottlenecks?owner=ubnd-xa", &office).await;
    assert_eq!(listed.json()["features"][0]["properties"]["owner"]["name"]["vi"], "UBND xã");
    assert_eq!(listed.header("cache-control"), "private, no-cache");
    let file = door.ask(Method::GET, "/api/v1/zones/a/clearance", &office).await;
    let text = String::from_utf8(file.body.to_vec()).unwrap();
    assert!(["COMPLAINT", "ENFORCEMENT", "ubnd-xa", "vm-2"].iter().all(|secret| text.contains(secret)));
    let public = door.get("/api/v1/zones/a/clearance").await;
    assert_ne!(public.header("etag"), file.header("etag"), "a cache must not hand the office's answer to anyone");
    assert!(public.header("vary").contains("authorization"));
}

#[tokio::test]
async fn who_must_clear_a_bottleneck_cannot_be_asked_without_the_token() {
    let door = Door::with_token(secrets().snapshot());
    let refused = door.get("/api/v1/bottlenecks?owner=ubnd-xa").await;
    assert_eq!((refused.status.as_u16(), refused.header("www-authenticate")), (401, "Bearer"));
    assert_eq!(refused.json()["type"], "urn:kcn-atlas:problem:unauthorized");
    for given in ["Bearer wrong", "Bearer ", "Basic c2VjcmV0", "secret", "bearer"] {
        let answer = door.ask(Method::GET, "/api/v1/bottlenecks", &[("authorization", given)]).await;
        assert_eq!(answer.status, 401, "{given}");
    }
    let without = Door::to(secrets().snapshot());
    let answer = without.ask(Method::GET, "/api/v1/bottlenecks", &[("authorization", "Bearer secret")]).await;
    assert_eq!(answer.status, 401, "a server without a token has no office");
}
