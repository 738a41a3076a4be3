//! One record of a file against what is on record.

use serde_json::{Map, Value};

use super::known::Standing;
use crate::model::Body;
use crate::store::body::encode;

/// What a record of a file changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is new.
    Added,
    /// It says something else; which keys.
    Changed(Vec<String>),
    /// It says the same.
    Unchanged,
}

/// Compares a body with what stands. `is_delivery` = its source is only the file it came in, which is no change by itself.
pub fn compare(body: &Body, standing: &Standing, facet: &str, is_delivery: bool) -> Fate {
    let Some(known) = &standing.body else {
        return if standing.begins_later { Fate::Changed(vec![name(facet, "valid_from")]) } else { Fate::Added };
    };
    if known == body {
        return Fate::Unchanged;
    }
    let (Some(ours), Some(theirs)) = (keys(body), keys(known)) else { return Fate::Changed(Vec::new()) };
    let is_source = |key: &str| is_delivery && matches!(key, "source" | "sources");
    let mut changed: Vec<&str> =
        ours.iter().filter(|(key, value)| theirs.get(*key) != Some(value)).map(first).collect();
    changed.extend(theirs.iter().filter(|(key, _)| !ours.contains_key(*key)).map(first));
    changed.retain(|key| !is_source(key));
    match changed.is_empty() {
        true => Fate::Unchanged,
        false => Fate::Changed(changed.into_iter().map(|key| name(facet, key)).collect()),
    }
}

fn first<'k>((key, _): (&'k String, &'k Value)) -> &'k str {
    key
}

fn keys(body: &Body) -> Option<Map<String, Value>> {
    serde_json::from_str(&encode(body).ok()?).ok()
}

/// A key as files call it.
fn name(facet: &str, key: &str) -> String {
    match facet {
        "core" => key.to_owned(),
        facet => format!("{facet}.{key}"),
    }
}
