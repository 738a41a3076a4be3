//! What the API refuses, and how it says so. One unhappy question for every type of problem.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::Value;

use crate::door::{Answer, Door};

const NEXT: &str = "/api/v1/lots?sort=-area_ha";

/// The problem in an answer, checked for what every problem has.
fn problem(answer: &Answer, kind: &str) -> Value {
    let problem = answer.json();
    assert_eq!(problem["type"], format!("urn:kcn-atlas:problem:{kind}"), "{problem}");
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(problem["status"], answer.status.as_u16());
    for field in ["title", "detail", "instance"] {
        assert!(problem[field].as_str().is_some_and(|text| !text.is_empty()), "{field} is missing: {problem}");
    }
    problem
}

#[tokio::test]
async fn an_unknown_parameter_is_refused_and_the_known_ones_are_named() {
    let answer = Door::open().get("/api/v1/zones?limits=3").await;
    let problem = problem(&answer, "unknown-parameter");
    assert_eq!((&problem["parameter"], &problem["value"]), (&"limits".into(), &"3".into()));
    assert_eq!(
        problem["allowed"],
        "kind, status, q, sort, profile, network_on, bbox, near, within_m, limit, cursor, as_of"
    );
    assert_eq!(problem["instance"], "/api/v1/zones");
}

#[tokio::test]
async fn every_bad_value_names_parameter_value_and_what_is_allowed() {
    let door = Door::open();
    for (question, parameter, value, allowed) in [
        ("/lots?limit=0", "limit", "0", "1–1000"),
        ("/lots?limit=1001", "limit", "1001", "1–1000"),
        ("/lots?limit=ten", "limit", "ten", "1–1000"),
        ("/lots?available=yes", "available", "yes", "true, false"),
        ("/lots?clearance=done", "clearance", "done", "none, in_progress, cleared, unknown"),
        (
            "/lots?display_status=unknown",
            "display_status",
            "unknown",
            "leased, reserved, ready, clean, in_clearance, planned",
        ),
        ("/lots?zone=KCN+A", "zone", "KCN A", "1–96 characters among a–z, 0–9, dot and hyphen"),
        ("/lots?min_area_ha=NaN", "min_area_ha", "NaN", "0–1000000"),
        ("/lots?min_area_ha=-1", "min_area_ha", "-1", "0–1000000"),
        ("/lots?sort=size", "sort", "size", "id, area_ha, -area_ha, price, distance"),
        ("/lots?sort=distance", "sort", "distance", "distance only together with near"),
        ("/lots?stale=yes", "stale", "yes", "exclude, include, only"),
        ("/lots?max_price=80", "price_basis", "", "per_year, whole_term"),
        ("/lots?max_price=80&price_basis=whole_term", "currency", "", "VND, USD"),
        ("/lots?confidence=p50", "ready_by", "", "a day, together with confidence"),
        ("/lots?near=105.8,21.5", "within_m", "", "1–200000, together with near"),
        ("/lots?within_m=100", "near", "", "lon,lat, together with within_m"),
        (
            "/lots?as_of=2026-02-30",
            "as_of",
            "2026-02-30",
            "a day that exists, as YEAR-MONTH-DAY, for example 2026-06-30",
        ),
        ("/lots?limit=1&limit=2", "limit", "2", "each parameter once"),
        ("/lots?zone=%ff", "zone", "%ff", "percent-encoded UTF-8"),
        ("/zones?kind=parks", "kind", "parks", "park, cluster, it_park, craft_cluster"),
        ("/zones?q=", "q", "", "1–100 characters"),
        (
            "/zones?bbox=106,21,105,22",
            "bbox",
            "106,21,105,22",
            "min_lon,min_lat,max_lon,max_lat within −180…180, −90…90",
        ),
        ("/search", "q", "", "1–100 characters"),
        ("/search?q=a&limit=51", "limit", "51", "1–50"),
        ("/planning-info", "at", "", "lon,lat"),
        (
            "/planning-info?at=21.5,105.8",
            "at",
            "21.5,105.8",
            "lon,lat within −180…180, −90…90 (WGS 84, longitude first)",
        ),
        ("/codes?lang=fr", "lang", "fr", "vi, en"),
        ("/roads?limit=5000", "limit", "5000", "1–1000"),
    ] {
        let answer = door.ask(Method::GET, &format!("/api/v1{question}"), &[("accept-language", "en")]).await;
        assert_eq!(answer.status, 400, "{question}");
        let problem = problem(&answer, "bad-value");
        let said = ["parameter", "value", "allowed"].map(|field| problem[field].as_str().unwrap().to_owned());
        assert_eq!(said, [parameter, value, allowed], "{question}");
    }
}

#[tokio::test]
async fn problems_speak_the_language_of_the_caller_and_vietnamese_otherwise() {
    let door = Door::open();
    for (accept, title, allowed) in [
        ("en", "Value not accepted", "1–100 characters"),
        ("vi-VN", "Giá trị không hợp lệ", "1–100 ký tự"),
        ("fr", "Giá trị không hợp lệ", "1–100 ký tự"),
    ] {
        let answer = door.ask(Method::GET, "/api/v1/search", &[("accept-language", accept)]).await;
        let problem = problem(&answer, "bad-value");
        assert_eq!((problem["title"].as_str(), problem["allowed"].as_str()), (Some(title), Some(allowed)));
    }
}

#[tokio::test]
async fn a_forged_cursor_is_refused() {
    let door = Door::open();
    for cursor in ["x", "AAAA", "%20", "eyJ2IjoxfQ"] {
        let answer = door.get(&format!("{NEXT}&cursor={cursor}")).await;
        assert_eq!(answer.status, 400);
        assert_eq!(problem(&answer, "bad-cursor")["parameter"], "cursor");
    }
}

#[tokio::test]
async fn tomorrow_cannot_be_asked_about() {
    let door = Door::open();
    let answer = door.get("/api/v1/zones?as_of=2026-11-25").await;
    assert_eq!(answer.status, 400);
    let problem = problem(&answer, "future-date");
    assert_eq!((problem["parameter"].as_str(), problem["value"].as_str()), (Some("as_of"), Some("2026-11-25")));
    assert_eq!(door.get("/api/v1/zones?as_of=2026-11-24").await.status, 200);
}

#[tokio::test]
async fn an_address_or_record_that_does_not_exist_is_not_found() {
    let door = Door::open();
    for address in [
        "/api/v1/nothing",
        "/nothing",
        "/api/v1/lots/no-such",
        "/api/v1/zones/KCN%20A",
        "/api/v1/zones/%ff",
        "/api/v2/lots",
    ] {
        let answer = door.get(address).await;
        assert_eq!(answer.status, 404, "{address}");
        problem(&answer, "not-found");
    }
}

#[tokio::test]
async fn another_method_is_refused_and_the_allowed_ones_are_named() {
    let answer = Door::open().ask(Method::DELETE, "/api/v1/zones", &[]).await;
    assert_eq!(answer.status, 405);
    problem(&answer, "method-not-allowed");
    assert_eq!(answer.header("allow"), "GET,HEAD");
}

#[tokio::test]
async fn too_long_an_address_and_too_large_a_body_are_refused() {
    let door = Door::open();
    for length in [8 * 1024, 20_000] {
        let answer = door.get(&format!("/api/v1/zones?q={}", "a".repeat(length))).await;
        assert_eq!(answer.status, 414, "{length}");
        problem(&answer, "too-large");
    }
    for (header, value) in [("content-length", "999999"), ("transfer-encoding", "chunked")] {
        let request = Request::get("/api/v1/zones").header(header, value).body(Body::empty()).unwrap();
        let answer = door.send(request).await;
        assert_eq!(answer.status, 413, "{header}");
        problem(&answer, "too-large");
    }
}

#[tokio::test]
async fn a_server_that_is_still_loading_lives_but_is_not_ready() {
    let door = Door::loading();
    assert_eq!(door.get("/healthz").await.status, 200);
    for address in ["/readyz", "/api/v1/zones", "/api/v1/meta"] {
        let answer = door.get(address).await;
        assert_eq!(answer.status, 503, "{address}");
        problem(&answer, "not-ready");
    }
}

#[tokio::test]
async fn head_answers_like_get_without_a_body() {
    let door = Door::open();
    let (get, head) = (door.get("/api/v1/zones").await, door.ask(Method::HEAD, "/api/v1/zones", &[]).await);
    assert_eq!((head.status, head.header("etag")), (get.status, get.header("etag")));
    assert!(head.body.is_empty() && !get.body.is_empty());
}
