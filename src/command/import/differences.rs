//! What a file would change.

use std::collections::{BTreeMap, BTreeSet};

use super::bodies::Record;
use crate::command::{Atlas, CommandError};
use crate::import::mapping::Target;
use crate::model::{Body, Id};

/// One record against what is on record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// It is new.
    Added,
    /// It says something else.
    Changed,
    /// It says the same.
    Unchanged,
}

/// Every record of a file against what is on record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// New records.
    pub added: BTreeSet<Id>,
    /// Records that say something else.
    pub changed: BTreeSet<Id>,
    /// Records that say the same, whoever says it.
    pub unchanged: BTreeSet<Id>,
    /// Records of the same owners that the file does not name. Nothing happens to them.
    pub missing: BTreeSet<Id>,
}

impl Differences {
    /// Whether anything would change.
    pub fn has_any(&self) -> bool {
        !self.added.is_empty() || !self.changed.is_empty()
    }
}

/// Compares by id with what holds now.
pub async fn compare(atlas: &Atlas, records: &[Record], target: &Target) -> Result<Differences, CommandError> {
    let facts = atlas.store().facts(None).await?;
    let of_layer = facts.into_iter().filter(|fact| fact.key.kind == target.kind && fact.key.facet.as_str() == "core");
    // Facts come in order of day: the last one of an id holds now.
    let known: BTreeMap<Id, Body> = of_layer.filter_map(|fact| Some((fact.key.id, fact.body?))).collect();
    let mut found = Differences::default();
    for record in records {
        let id = record.key.id.clone();
        match known.get(&id) {
            None => found.added.insert(id),
            Some(body) if same(body, &record.body) => found.unchanged.insert(id),
            Some(_) => found.changed.insert(id),
        };
    }
    let owners: BTreeSet<&str> = records.iter().map(|record| owner(&record.key.id)).collect();
    let named: BTreeSet<&Id> = records.iter().map(|record| &record.key.id).collect();
    found.missing = known.into_keys().filter(|id| owners.contains(owner(id)) && !named.contains(id)).collect();
    Ok(found)
}

/// Everything before the last dot: the part a lot belongs to.
fn owner(id: &Id) -> &str {
    id.as_str().rsplit_once('.').map_or("", |(owner, _)| owner)
}

/// Whether two bodies say the same, whoever says it.
fn same(one: &Body, other: &Body) -> bool {
    match (one, other) {
        (Body::Lot(one), Body::Lot(other)) => {
            let other = crate::model::Lot { source: one.source.clone(), ..other.clone() };
            *one == other
        }
        (Body::ClearanceArea(one), Body::ClearanceArea(other)) => {
            let other = crate::model::ClearanceArea { source: one.source.clone(), ..other.clone() };
            *one == other
        }
        (Body::Constraint(one), Body::Constraint(other)) => {
            let other = crate::model::Constraint { sources: one.sources.clone(), ..other.clone() };
            *one == other
        }
        (one, other) => one == other,
    }
}
