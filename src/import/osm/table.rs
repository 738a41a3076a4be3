//! `data/mappings/osm.toml` as it is written.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    pub(super) refs: Vec<RefRow>,
    pub(super) names: Vec<NameRow>,
    pub(super) highways: BTreeMap<String, HighwayRow>,
    pub(super) access: Access,
    pub(super) limits: Limits,
    pub(super) places: Vec<PlaceRow>,
}

/// How sure a line of the table is; for whoever reads the table.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Certainty {
    High,
    Medium,
    Low,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RefRow {
    pub(super) starts: Vec<String>,
    pub(super) class: Option<String>,
    #[serde(default)]
    pub(super) ring: bool,
    #[serde(default)]
    pub(super) only_on: BTreeSet<String>,
    pub(super) vi: String,
    pub(super) en: String,
    #[serde(rename = "certainty")]
    pub(super) _certainty: Certainty,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NameRow {
    pub(super) starts: Vec<String>,
    pub(super) class: Option<String>,
    #[serde(default)]
    pub(super) ring: bool,
    #[serde(rename = "certainty")]
    pub(super) _certainty: Certainty,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HighwayRow {
    pub(super) class: String,
    pub(super) import: Import,
    #[serde(default)]
    pub(super) one_way: bool,
    pub(super) named_by: Option<NamedBy>,
    #[serde(rename = "certainty")]
    pub(super) _certainty: Certainty,
}

/// Whether a kind of road is taken when nobody says which.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
pub(super) enum Import {
    Yes,
    No,
    Reason,
}

/// What alone may change the class of a kind of road.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
pub(super) enum NamedBy {
    Ref,
}

/// Words about who may use a road.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Access {
    /// No public road.
    pub closed: BTreeSet<String>,
    /// For everyone.
    pub open: BTreeSet<String>,
    /// Trucks may use it.
    pub trucks_yes: BTreeSet<String>,
    /// They may not.
    pub trucks_no: BTreeSet<String>,
    /// Nothing is known of a truck that passes through.
    pub trucks_unknown: BTreeSet<String>,
}

/// Which numbers are believed, and words that stand for none.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Words that say that there is no number.
    pub no_number: BTreeSet<String>,
    /// From and to, km/h.
    pub speed_kmh: [f64; 2],
    /// From and to, tonnes.
    pub weight_t: [f64; 2],
    /// From and to, tonnes.
    pub axle_t: [f64; 2],
    /// From and to, metres.
    pub height_m: [f64; 2],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlaceRow {
    pub(super) key: String,
    pub(super) value: String,
    pub(super) class: Option<String>,
    #[serde(default)]
    pub(super) unless: BTreeMap<String, BTreeSet<String>>,
    #[serde(default)]
    pub(super) with: Vec<String>,
    pub(super) vi: String,
    pub(super) en: String,
    #[serde(rename = "certainty")]
    pub(super) _certainty: Certainty,
}
