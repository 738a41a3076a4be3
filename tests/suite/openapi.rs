//! The description of the API is accepted word for word: the types of the web app are made from it.

use axum::http::Method;
use serde_json::Value;

use crate::bless;
use crate::door::Door;
use crate::scene::Scene;

fn document() -> Value {
    serde_json::to_value(kcn_atlas::api::openapi()).unwrap()
}

#[test]
fn the_description_is_the_accepted_one() {
    let text = serde_json::to_string_pretty(&document()).unwrap() + "\n";
    bless::compare("docs/openapi.json", &text);
}

#[test]
fn every_reference_in_the_description_leads_somewhere() {
    fn references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(map) => map.iter().for_each(|(key, value)| match value {
                Value::String(target) if key == "$ref" => found.push(target.clone()),
                value => references(value, found),
            }),
            Value::Array(list) => list.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }
    let document = document();
    let mut found = vec![];
    references(&document, &mut found);
    assert!(found.len() > 100);
    for target in found {
        let path = target.strip_prefix('#').unwrap();
        assert!(document.pointer(path).is_some(), "{target} leads nowhere");
    }
}

#[test]
fn every_address_and_every_parameter_is_described_in_words() {
    for (path, methods) in document()["paths"].as_object().unwrap() {
        assert!(methods.as_object().is_some_and(|methods| !methods.is_empty()), "{path} takes no method");
        for (method, said) in methods.as_object().unwrap() {
            assert!(said["summary"].as_str().is_some_and(|text| !text.is_empty()), "{method} {path} has no summary");
            for parameter in said["parameters"].as_array().into_iter().flatten() {
                assert!(
                    parameter["description"].as_str().is_some_and(|text| text.len() > 4),
                    "{method} {path} {}",
                    parameter["name"]
                );
            }
        }
    }
}

/// The strict reader and the description are made of the same declaration; this shows that they stay so.
#[tokio::test]
async fn what_an_address_takes_is_what_its_description_lists() {
    let door = Door::with_token(Scene::new().snapshot());
    for (path, methods) in document()["paths"].as_object().unwrap() {
        if !path.starts_with("/api/") {
            continue;
        }
        for (method, said) in methods.as_object().unwrap() {
            let parameters = said["parameters"].as_array().cloned().unwrap_or_default();
            let described = parameters.iter().filter(|parameter| parameter["in"] == "query");
            let described =
                described.map(|parameter| parameter["name"].as_str().unwrap()).collect::<Vec<_>>().join(", ");
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let address = format!("{}?no_such=1", path.replace("{id}", "x").replace("{layer}", "lots"));
            let problem = door.ask(method, &address, &[("authorization", "Bearer secret")]).await;
            assert_eq!(problem.json()["allowed"], described, "{path}");
        }
    }
}
