//! The columns are the keys of the record's own written form: none is forgotten, none is made up.

use std::path::Path;

use serde_json::{Map, Value as Json};

use super::*;
use crate::model::{Coded, parse_code};

/// The keys of a body in which nothing is left out.
fn golden(kind: Kind, facet: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/bodies/v1");
    let text = std::fs::read_to_string(folder.join(format!("{}.{facet}.json", kind.code()))).unwrap();
    let body: Map<String, Json> = serde_json::from_str(&text).unwrap();
    // Keys are sorted by the parser; their order in the text is that of the bundle.
    let mut keys: Vec<String> = body.keys().filter(|key| !matches!(key.as_str(), "v" | "geometry")).cloned().collect();
    keys.sort_by_key(|key| text.find(&format!("\"{key}\":")).unwrap());
    keys
}

#[test]
fn every_key_of_a_layer_has_its_column_in_the_order_of_the_bundle() {
    for layer in DataLayer::ALL {
        for facet in ["core"].iter().chain(layer.facets()) {
            let own: Vec<&str> = keys_of(layer.kind(), facet).iter().map(|key| key.key).collect();
            assert_eq!(own.len(), golden(layer.kind(), facet).len(), "{} {facet}: {own:?}", layer.code());
            for key in golden(layer.kind(), facet) {
                assert!(own.contains(&key.as_str()), "{} {facet} has no column for {key}", layer.code());
            }
        }
    }
    assert_eq!(keys_of(Kind::RoadSection, "core").len(), golden(Kind::RoadSection, "core").len());
}

#[test]
fn what_stands_in_a_column_is_what_the_bundle_writes() {
    for layer in DataLayer::ALL {
        for facet in ["core"].iter().chain(layer.facets()) {
            let kind: Kind = parse_code(layer.kind().code()).unwrap();
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/bodies/v1");
            let text = std::fs::read_to_string(folder.join(format!("{}.{facet}.json", kind.code()))).unwrap();
            let body: Map<String, Json> = serde_json::from_str(&text).unwrap();
            for key in keys_of(kind, facet) {
                let fits = match (&body[key.key], key.holds) {
                    (Json::String(text), Holds::Date) => text.len() == 10,
                    (Json::String(_), Holds::Text)
                    | (Json::Number(_), Holds::Number)
                    | (Json::Bool(_), Holds::Bool) => true,
                    (Json::Object(name), Holds::Name) => name.len() == 2 && name.contains_key("vi"),
                    (Json::Array(list), Holds::Texts) => list.iter().all(Json::is_string),
                    (Json::Array(list), Holds::Json) => list.iter().any(Json::is_object),
                    (Json::Object(_), Holds::Json) => true,
                    _ => false,
                };
                assert!(fits, "{} {facet} {}: {} is no {:?}", layer.code(), key.key, body[key.key], key.holds);
            }
        }
    }
}
