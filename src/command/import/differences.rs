//! What a file would change.

use std::collections::{BTreeMap, BTreeSet};

use super::bodies::Record;
use super::compare::Fate;
use super::known::Known;
use crate::import::mapping::Target;
use crate::model::Id;

/// Every record of a file against what is on record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// New records.
    pub added: BTreeSet<Id>,
    /// Records of which something says something else.
    pub changed: BTreeSet<Id>,
    /// Records that say the same, whoever says it.
    pub unchanged: BTreeSet<Id>,
    /// Records of the same owners that the file does not name. Nothing happens to them.
    pub missing: BTreeSet<Id>,
    /// What of a changed record is another: keys as files call them (`declared_area_ha`, `tenure.tenure`, `geometry`), sorted.
    pub changes: BTreeMap<Id, Vec<String>>,
}

impl Differences {
    /// Whether anything would change.
    pub fn has_any(&self) -> bool {
        !self.added.is_empty() || !self.changed.is_empty()
    }

    /// Adds up what became of every record.
    pub(super) fn of(records: &[Record], target: &Target, known: &Known) -> Self {
        let mut found = Differences::default();
        for record in records {
            found.take(record);
        }
        found.unchanged.retain(|id| !found.changed.contains(id) && !found.added.contains(id));
        found.changed.retain(|id| !found.added.contains(id));
        found.changes.retain(|id, _| found.changed.contains(id));
        found.changes.values_mut().for_each(|keys| {
            keys.sort();
            keys.dedup();
        });
        let cores = || records.iter().filter(|record| record.key.kind == target.kind).map(|record| &record.key.id);
        let owners: BTreeSet<&str> = cores().map(owner).collect();
        let named: BTreeSet<&Id> = cores().collect();
        known.each(target.kind, |id, _| {
            if owners.contains(owner(id)) && !named.contains(id) {
                found.missing.insert(id.clone());
            }
        });
        found
    }

    fn take(&mut self, record: &Record) {
        let id = record.key.id.clone();
        let is_core = record.key.facet.as_str() == "core";
        match &record.fate {
            Fate::Unchanged => drop(self.unchanged.insert(id)),
            Fate::Added if is_core => drop(self.added.insert(id)),
            // A state that nobody recorded before is news about a record, not a new record.
            Fate::Added => self.change(id, std::iter::once(record.key.facet.to_string())),
            Fate::Changed(keys) => self.change(id, keys.iter().cloned()),
        }
    }

    fn change(&mut self, id: Id, keys: impl Iterator<Item = String>) {
        self.changes.entry(id.clone()).or_default().extend(keys);
        self.changed.insert(id);
    }
}

/// Everything before the last dot: the part a lot belongs to.
fn owner(id: &Id) -> &str {
    id.as_str().rsplit_once('.').map_or("", |(owner, _)| owner)
}
