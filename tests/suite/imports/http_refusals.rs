//! What the office may not do, and others may not at all; nothing of a refused form is left.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};

use super::http_office::{Office, Part, TOKEN, form, request};
use crate::door::{Answer, Door};
use crate::scene::Scene;

fn refused(answer: &Answer, status: u16, kind: &str) -> Value {
    let problem = answer.json();
    assert_eq!((answer.status.as_u16(), &problem["type"]), (status, &json!(format!("urn:kcn-atlas:problem:{kind}"))));
    assert_eq!(answer.header("content-type"), "application/problem+json");
    for said in ["title", "detail"] {
        assert!(problem[said].as_str().is_some_and(|text| !text.is_empty()), "{problem}");
    }
    problem
}

const ADDRESSES: [(Method, &str); 7] = [
    (Method::POST, ""),
    (Method::GET, ""),
    (Method::GET, "/x"),
    (Method::PUT, "/x/answers"),
    (Method::DELETE, "/x"),
    (Method::GET, "/x/issues"),
    (Method::GET, "/x/shapes"),
];

#[tokio::test]
async fn nobody_but_the_office_may_ask_or_do_anything() {
    let office = Office::open().await;
    let without = Door::open();
    for (method, address) in ADDRESSES {
        let address = format!("/api/v1/imports{address}");
        for headers in [vec![], vec![("authorization", "Bearer wrong")], vec![("authorization", "Basic c2VjcmV0")]] {
            let answer = office.door.ask(method.clone(), &address, &headers).await;
            refused(&answer, 401, "unauthorized");
            assert_eq!(answer.header("www-authenticate"), "Bearer");
        }
        refused(&without.ask(method, &address, &[TOKEN]).await, 401, "unauthorized");
    }
    refused(&office.door.send(request(&[Part::File("x.csv", b"a\n1\n")], None)).await, 401, "unauthorized");
    assert!(office.folders().is_empty());
}

#[tokio::test]
async fn a_form_is_refused_with_the_part_that_is_wrong_and_nothing_is_left() {
    let office = Office::with(super::worker(), |settings| settings.most_bytes = 10_000).await;
    let file = || Part::File("x.csv", b"a\n1\n");
    let large = vec![b'x'; 20_000];
    let long = "x".repeat(70_000);
    for (parts, status, kind, parameter) in [
        (vec![], 400, "bad-value", Some("file")),
        (vec![Part::Text("layer", "lots")], 400, "bad-value", Some("file")),
        (vec![Part::File("", b"a\n1\n")], 400, "bad-value", Some("file")),
        (vec![Part::File("../../x.csv", b"a\n1\n")], 400, "bad-value", None),
        (vec![Part::File("/etc/passwd", b"a\n1\n")], 400, "bad-value", None),
        (vec![file(), file()], 400, "bad-value", None),
        (vec![Part::File("x.zip", b"no zip")], 422, "unreadable-file", None),
        (vec![Part::File("x.csv", &large)], 413, "too-large", None),
        (vec![file(), Part::Text("colour", "red")], 400, "unknown-parameter", Some("colour")),
        (vec![file(), Part::Text("crs", "EPSG:1")], 400, "bad-value", Some("crs")),
        (vec![file(), Part::Text("charset", "latin")], 400, "bad-value", Some("charset")),
        (vec![file(), Part::Text("accuracy", "good")], 400, "bad-value", Some("accuracy")),
        (vec![file(), Part::Text("valid_from", "1.1.2026")], 400, "bad-value", Some("valid_from")),
        (vec![file(), Part::Text("dry_run", "no")], 400, "bad-value", Some("dry_run")),
        (vec![file(), Part::Text("set", "zone_part")], 400, "bad-value", Some("set")),
        (vec![file(), Part::Text("layer", "lots"), Part::Text("layer", "places")], 400, "bad-value", Some("layer")),
        (vec![file(), Part::Text("answers", "{}"), Part::Text("crs", "EPSG:4326")], 400, "bad-value", Some("crs")),
        (vec![file(), Part::Text("crs", "EPSG:4326"), Part::Text("answers", "{}")], 400, "bad-value", Some("answers")),
        (vec![file(), Part::Text("answers", "[1]")], 400, "bad-value", Some("answers")),
        (vec![file(), Part::Text("answers", r#"{"colour":1}"#)], 400, "bad-value", Some("colour")),
        (vec![file(), Part::Text("answers", r#"{"set":{"a":1}}"#)], 400, "bad-value", Some("set.a")),
        (vec![file(), Part::Text("set", &long)], 413, "too-large", None),
    ] {
        let problem = refused(&office.send(&parts).await, status, kind);
        assert_eq!(problem["parameter"].as_str(), parameter, "{problem}");
        assert!(office.folders().is_empty(), "{problem}");
    }
    assert_eq!(office.get("").await.json()["imports"], json!([]));
    assert!(!office.parent().join("x.csv").exists());
}

#[tokio::test]
async fn a_body_that_is_no_whole_form_is_refused() {
    let office = Office::open().await;
    let whole = form(&[Part::File("x.csv", b"a\n1\n")]);
    for (content_type, body) in [
        ("text/csv", whole.clone()),
        ("multipart/form-data", whole.clone()),
        ("multipart/form-data; boundary=other", whole.clone()),
        ("multipart/form-data; boundary=----lo-dat", whole[..whole.len() - 20].to_vec()),
        ("multipart/form-data; boundary=----lo-dat", whole[..80].to_vec()),
        ("multipart/form-data; boundary=----lo-dat", vec![]),
    ] {
        let request = Request::post("/api/v1/imports").header(TOKEN.0, TOKEN.1).header("content-type", content_type);
        let answer = office.door.send(request.body(Body::from(body)).unwrap()).await;
        refused(&answer, 400, "bad-value");
        assert!(office.folders().is_empty());
    }
}

#[tokio::test]
async fn an_import_that_is_not_there_and_parameters_that_are_not_known_are_refused() {
    let office = Office::open().await;
    for (method, address) in ADDRESSES.into_iter().filter(|(_, address)| address.starts_with("/x")) {
        let request = Request::builder().method(method).uri(format!("/api/v1/imports{address}"));
        let request = request.header(TOKEN.0, TOKEN.1).body(Body::from(r#"{"layer":"lots"}"#)).unwrap();
        refused(&office.door.send(request).await, 404, "not-found");
    }
    for (address, kind, parameter) in [
        ("/x/shapes?crs=EPSG:1", "bad-value", "crs"),
        ("/x/shapes?swapped=true", "bad-value", "crs"),
        ("/x/shapes?crs=EPSG:9213-feet", "bad-value", "crs"),
        ("/x/issues?format=pdf", "bad-value", "format"),
        ("/x?format=xlsx", "unknown-parameter", "format"),
        ("?limit=1", "unknown-parameter", "limit"),
    ] {
        assert_eq!(refused(&office.get(address).await, 400, kind)["parameter"], parameter, "{address}");
    }
}

#[tokio::test]
async fn a_server_that_is_still_loading_takes_no_files() {
    let state = kcn_atlas::api::ApiState::new(kcn_atlas::api::AdminToken::new("secret"));
    let door = Door::of(state);
    refused(&door.send(request(&[Part::File("x.csv", b"a\n1\n")], Some(TOKEN.1))).await, 503, "not-ready");
    let without_desk = Door::with_token(Scene::new().snapshot());
    refused(&without_desk.ask(Method::GET, "/api/v1/imports", &[TOKEN]).await, 503, "not-ready");
}
