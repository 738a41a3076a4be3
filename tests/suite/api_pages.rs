//! How the API answers, whatever is asked: pages, cursors, tags, days, headers, compression.

use axum::http::Method;
use serde_json::{Value, json};

use crate::door::Door;
use crate::scene::{Scene, rect};

/// A park with three lots of 1, 2 and 3 hectares in a row, the second leased from 2025 on.
fn door() -> Door {
    let scene = Scene::new()
        .park("a", rect(0.0, 0.0, 600.0, 100.0))
        .lot("a.p.l1", rect(0.0, 0.0, 100.0, 100.0))
        .lot("a.p.l2", rect(100.0, 0.0, 200.0, 100.0))
        .lot("a.p.l3", rect(300.0, 0.0, 300.0, 100.0))
        .lease("a.p.hd-1", &["a.p.l2"], "2025-01-01", "2060-01-01");
    Door::to(scene.snapshot())
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
    let unknown = json!({"from": "2020-01-01", "state": null});
    let leased = json!({"from": "2025-01-01", "state": "leased"});
    for (day, history) in [("2024-12-31", json!([unknown])), ("2026-11-24", json!([unknown, leased]))] {
        let lot = door.get(&format!("/api/v1/lots/a.p.l2?as_of={day}")).await.json();
        assert_eq!(
            lot["properties"]["history"]["marketing"], history,
            "the lease ends in 2060, and {day} knows nothing of it"
        );
    }
    assert_eq!(door.get("/api/v1/zones?as_of=2019-12-31").await.json()["numberMatched"], 0, "before the first record");
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
