//! What the API answers, through the front door: pages, tags, days, shapes, the map's files.

use axum::http::Method;
use kcn_atlas::model::*;
use serde_json::Value;

use crate::door::Door;
use crate::scene::{Scene, claim, rect};

/// A park with three lots of 1, 2 and 3 hectares in a row, a road beside it, and a lot that is leased from 2025 on.
fn world() -> Scene {
    let scene = Scene::new()
        .zone_with("a", ZoneKind::Park, |zone| zone.claims = vec![claim(Figure::OccupancyPct, 40.0)])
        .part("a.p", Some(rect(0.0, 0.0, 600.0, 100.0)), |part| {
            part.claims = vec![claim(Figure::GrossAreaHa, 6.0), claim(Figure::GrossAreaHa, 7.0)];
        })
        .lot("a.p.l1", rect(0.0, 0.0, 100.0, 100.0))
        .lot("a.p.l2", rect(100.0, 0.0, 200.0, 100.0))
        .lot("a.p.l3", rect(300.0, 0.0, 300.0, 100.0))
        .lease("a.p.hd-1", &["a.p.l2"], "2025-01-01", "2060-01-01")
        .road("ql3", "QL3", RoadClass::National, &[(-1_000.0, 0.0), (0.0, 0.0), (2_000.0, 0.0)]);
    ["a.p.l1", "a.p.l2", "a.p.l3"]
        .into_iter()
        .fold(scene, |scene, lot| scene.offer(lot, OfferState::Offered).occupation(lot, OccupationState::Vacant))
}

fn door() -> Door {
    Door::to(world().snapshot())
}

fn ids(page: &Value) -> Vec<&str> {
    page["features"].as_array().unwrap().iter().map(|feature| feature["id"].as_str().unwrap()).collect()
}

fn link<'p>(page: &'p Value, rel: &str) -> Option<&'p str> {
    page["links"].as_array().unwrap().iter().find(|link| link["rel"] == rel)?["href"].as_str()
}

#[tokio::test]
async fn pages_laid_end_to_end_are_the_whole_answer_in_order() {
    let door = door();
    let mut address = "/api/v1/lots?stale=include&sort=-area_ha&limit=1".to_owned();
    let mut seen = vec![];
    loop {
        let page = door.get(&address).await.json();
        assert_eq!((&page["numberMatched"], &page["numberReturned"]), (&3.into(), &1.into()));
        seen.extend(ids(&page).into_iter().map(str::to_owned));
        match link(&page, "next") {
            Some(next) => address = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(seen, ["a.p.l3", "a.p.l2", "a.p.l1"]);
}

#[tokio::test]
async fn a_cursor_serves_only_the_question_and_the_day_it_was_made_for() {
    let door = door();
    let page = door.get("/api/v1/lots?stale=include&limit=1").await.json();
    let next = link(&page, "next").unwrap();
    assert_eq!(door.get(&next.replace("limit=1", "limit=2")).await.status, 200, "a page may be longer");
    for other in [next.replace("stale=include", "stale=only"), format!("{next}&as_of=2024-01-01")] {
        let answer = door.get(&other).await;
        assert_eq!(
            (answer.status.as_u16(), answer.json()["type"].as_str()),
            (400, Some("urn:kcn-atlas:problem:bad-cursor"))
        );
    }
    let elsewhere = next.replace("/api/v1/lots?stale=include&", "/api/v1/zones?");
    assert_eq!(door.get(&elsewhere).await.status, 400);
}

#[tokio::test]
async fn what_is_held_already_is_not_sent_again() {
    let door = door();
    for address in ["/api/v1/zones", "/api/v1/zones/a", "/api/v1/lots/a.p.l1", "/api/v1/codes", "/api/v1/search?q=a"] {
        let first = door.get(address).await;
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with("W/\""), "{address} has no weak tag");
        let again = door.ask(Method::GET, address, &[("if-none-match", &tag)]).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{address}");
        assert_eq!(again.header("etag"), tag);
        let english = door.ask(Method::GET, address, &[("if-none-match", &tag), ("accept-language", "en")]).await;
        assert_eq!(english.status, 200, "another language is another answer");
        let vary = first.header("vary").to_lowercase();
        assert!(vary.contains("accept-language") && vary.contains("accept-encoding"), "{address} varies by {vary}");
    }
    let wrong = door.ask(Method::GET, "/api/v1/lots/none", &[("if-none-match", "*")]).await;
    assert_eq!(wrong.status, 404, "what does not exist is not unchanged");
    let wrong = door.ask(Method::GET, "/api/v1/lots?limit=0", &[("if-none-match", "*")]).await;
    assert_eq!(wrong.status, 400, "a bad question is not unchanged");
}

#[tokio::test]
async fn another_day_has_another_answer() {
    let door = door();
    for (day, leased) in [("2024-12-31", "0 of 3"), ("2025-01-01", "1 of 3")] {
        let all = door.get(&format!("/api/v1/lots?stale=include&as_of={day}")).await.json();
        let some = door.get(&format!("/api/v1/lots?stale=include&marketing=leased&as_of={day}")).await.json();
        assert_eq!(format!("{} of {}", some["numberMatched"], all["numberMatched"]), leased);
        assert_eq!(all["as_of"], day);
    }
    assert_eq!(door.get("/api/v1/zones?as_of=2019-12-31").await.json()["numberMatched"], 0, "before the first record");
}

#[tokio::test]
async fn a_zone_sums_its_lots_and_shows_claims_that_disagree() {
    let zone = door().get("/api/v1/zones/a").await.json();
    let properties = &zone["properties"];
    assert_eq!(zone["geometry"]["type"], "MultiPolygon");
    assert_eq!(
        (&properties["lots_count"], &properties["leasable_ha"], &properties["leased_ha"]),
        (&3.into(), &6.0.into(), &2.0.into())
    );
    assert_eq!(properties["occupancy_pct"]["nd35_2022"], 33.3);
    let gross = &properties["parts"][0]["figures"]["gross_area_ha"];
    assert_eq!((&gross["claims"], &gross["conflict"]), (&2.into(), &true.into()));
    assert_eq!(properties["parts"][0]["claims"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_lot_shows_its_states_and_their_history() {
    let lot = door().get("/api/v1/lots/a.p.l2").await.json();
    let properties = &lot["properties"];
    assert_eq!(properties["states"]["marketing"]["state"], "leased");
    assert_eq!(properties["states"]["tenure"]["state"], Value::Null, "what nobody recorded is null");
    let marketing = properties["history"]["marketing"].as_array().unwrap();
    let said: Vec<_> =
        marketing.iter().map(|change| (change["from"].as_str().unwrap(), change["state"].as_str().unwrap())).collect();
    assert_eq!(said, [("2020-01-01", "offered"), ("2025-01-01", "leased")]);
}

#[tokio::test]
async fn a_road_is_measured_on_the_ground() {
    let door = door();
    let roads = door.get("/api/v1/roads").await.json();
    assert_eq!(ids(&roads), ["ql3"]);
    assert_eq!(roads["features"][0]["properties"]["length_km"], 3.0);
    let far = door.get("/api/v1/roads?bbox=106.2,21.0,106.3,21.1").await.json();
    assert_eq!(far["numberMatched"], 0);
}

#[tokio::test]
async fn every_answer_carries_what_keeps_a_browser_safe_and_its_request_s_id() {
    let door = door();
    for address in ["/api/v1/zones", "/", "/nothing", "/docs/", "/openapi.json"] {
        let answer = door.ask(Method::GET, address, &[("x-request-id", "abc-1")]).await;
        assert_eq!(answer.header("x-request-id"), "abc-1", "{address}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
        assert!(answer.header("content-security-policy").starts_with("default-src 'self';"), "{address}");
    }
    let answer = door.ask(Method::GET, "/healthz", &[("x-request-id", "bad id\"")]).await;
    assert_eq!(answer.header("x-request-id").len(), 16, "an id that could break a log is replaced");
}

#[tokio::test]
async fn long_answers_are_compressed_as_the_caller_likes() {
    let door = door();
    for encoding in ["gzip", "br", "zstd"] {
        let answer = door.ask(Method::GET, "/openapi.json", &[("accept-encoding", encoding)]).await;
        assert_eq!(answer.header("content-encoding"), encoding);
    }
    let short = door.ask(Method::GET, "/healthz", &[("accept-encoding", "gzip")]).await;
    assert_eq!(short.header("content-encoding"), "", "a short answer would only grow");
}

#[tokio::test]
async fn nothing_the_docs_load_comes_from_elsewhere() {
    let door = door();
    let page = door.get("/docs/").await;
    let start = door.get("/docs/swagger-initializer.js").await;
    for text in [&page.body, &start.body] {
        let text = String::from_utf8_lossy(text);
        assert!(!text.contains("https://") && !text.contains("src=\"http"), "{text}");
    }
    assert_eq!(door.get("/metrics").await.status, 200);
}
