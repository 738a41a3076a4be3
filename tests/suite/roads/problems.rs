//! Questions about roads that are refused: each names the parameter, the value and what is allowed, in both languages.

use axum::http::Method;
use serde_json::json;

use super::scene::RoadScene;
use crate::door::Door;
use crate::scene::{Scene, rect};
use kcn_atlas::model::*;

fn door() -> Door {
    let scene = Scene::new()
        .section("a", RoadClass::District)
        .link("a.1", ("n-1", "n-2"), &[(0.0, 0.0), (1_000.0, 0.0)])
        .park("z", rect(0.0, 10.0, 500.0, 500.0))
        .lot("z.p.l-1", rect(0.0, 10.0, 100.0, 100.0));
    Door::to(scene.snapshot())
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused_with_the_parameter_the_value_and_what_is_allowed() {
    let door = door();
    let many = vec!["zone:z"; 51].join(";");
    let route = |rest: &str| format!("route?from=zone:z&to=lot:z.p.l-1{rest}");
    let mut cases: Vec<(String, &str, String)> = vec![
        ("access".into(), "from", "".into()),
        ("access?from=zone:z&to=motorway".into(), "to", "motorway".into()),
        ("access?from=zone:z&to=icd,,".into(), "to", "".into()),
        ("access?from=zone:nowhere".into(), "from", "zone:nowhere".into()),
        ("access?from=lot:z.p.l-9".into(), "from", "lot:z.p.l-9".into()),
        ("access?from=node:ic".into(), "from", "node:ic".into()),
        ("access?from=gate:z.p.g".into(), "from", "gate:z.p.g".into()),
        ("access?from=21.5,105.8".into(), "from", "21.5,105.8".into()),
        ("access?from=105.8,nan".into(), "from", "105.8,nan".into()),
        ("access?from=zone:z&geometry=yes".into(), "geometry", "yes".into()),
        ("access?from=zone:z&optimise=fuel".into(), "optimise", "fuel".into()),
        ("route?from=zone:z".into(), "to", "".into()),
        (format!("matrix?from={many}&to=zone:z"), "from", "".into()),
        (format!("matrix?from=zone:z&to={many}"), "to", "".into()),
        ("matrix?from=zone:z;;zone:z&to=zone:z".into(), "from", "".into()),
        ("matrix?from=zone:z&to=zone:z;lot:z.p.l-7".into(), "to", "lot:z.p.l-7".into()),
        ("isochrone?from=zone:z".into(), "minutes", "".into()),
        ("lots?profile=bus".into(), "profile", "bus".into()),
        ("zones?profile=truck:0".into(), "profile", "truck:0".into()),
        ("lots?network_on=2101-01-01".into(), "network_on", "2101-01-01".into()),
        ("zones/z?network_on=tomorrow".into(), "network_on", "tomorrow".into()),
        ("lots?max_access_km=icd".into(), "max_access_km", "icd".into()),
        ("lots?max_access_km=icd:5&max_access_km=road:5".into(), "max_access_km", "road:5".into()),
        ("lots?max_access_km=icd:-5".into(), "max_access_km", "icd:-5".into()),
        ("lots?max_access_km=icd:99999".into(), "max_access_km", "icd:99999".into()),
    ];
    for profile in ["lorry", "truck:-5", "truck:abc", "truck:", "truck:1000", "truck:nan", "truck:1e9", "car:5"] {
        cases.push((route(&format!("&profile={profile}")), "profile", profile.into()));
    }
    for day in ["2101-01-01", "2026-02-30", "soon"] {
        cases.push((route(&format!("&network_on={day}")), "network_on", day.into()));
    }
    for minutes in ["", "0", "-5", "241", "abc", "nan", "1,2,3,4,5", "5,,6", "1e2"] {
        cases.push((format!("isochrone?from=zone:z&minutes={minutes}"), "minutes", minutes.into()));
    }
    for (question, parameter, value) in cases {
        let address = format!("/api/v1/{question}");
        let mut said = vec![];
        for language in ["vi", "en"] {
            let answer = door.ask(Method::GET, &address, &[("accept-language", language)]).await;
            let problem = answer.json();
            assert_eq!(
                (answer.status.as_u16(), &problem["type"]),
                (400, &json!("urn:kcn-atlas:problem:bad-value")),
                "{question}"
            );
            assert_eq!(problem["parameter"], json!(parameter), "{question}");
            // A long list is cut, and what stands alone between separators is shown as it stands.
            if !value.is_empty() {
                assert_eq!(problem["value"], json!(value), "{question}");
            }
            assert!(problem["allowed"].as_str().is_some_and(|allowed| !allowed.is_empty()), "{question}: {problem}");
            said.push(problem["detail"].clone());
        }
        assert_ne!(said[0], said[1], "{question}");
    }
}

#[tokio::test]
async fn a_network_may_lie_in_the_future_but_the_record_may_not() {
    let door = door();
    for question in [
        "route?from=zone:z&to=zone:z",
        "access?from=zone:z",
        "isochrone?from=zone:z&minutes=5",
        "matrix?from=zone:z&to=zone:z",
        "lots?limit=5",
        "zones?limit=5",
    ] {
        assert_eq!(door.get(&format!("/api/v1/{question}&network_on=2100-12-31")).await.status, 200, "{question}");
        assert_eq!(door.get(&format!("/api/v1/{question}&network_on=1990-01-01")).await.status, 200, "{question}");
        let refused = door.get(&format!("/api/v1/{question}&as_of=2026-11-25")).await;
        assert_eq!(refused.json()["type"], json!("urn:kcn-atlas:problem:future-date"), "{question}");
    }
}

#[tokio::test]
async fn fifty_places_are_enough_and_accepted() {
    let list = vec!["zone:z"; 50].join(";");
    let answer = door().get(&format!("/api/v1/matrix?from={list}&to={list}")).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json()["distance_m"].as_array().unwrap().len(), 50);
}

#[tokio::test]
async fn an_answer_about_roads_that_is_held_is_not_sent_again() {
    let door = door();
    for question in [
        "route?from=zone:z&to=zone:z",
        "access?from=zone:z",
        "isochrone?from=zone:z&minutes=5",
        "matrix?from=zone:z&to=zone:z",
    ] {
        let address = format!("/api/v1/{question}");
        let tag = door.get(&address).await.header("etag").to_owned();
        assert_eq!(door.ask(Method::GET, &address, &[("if-none-match", &tag)]).await.status, 304, "{question}");
    }
}
