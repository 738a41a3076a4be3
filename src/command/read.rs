//! The last revision of the record as a snapshot.

use std::sync::{Arc, Mutex, PoisonError};

use super::CommandError;
use crate::index::{Description, Snapshot, SnapshotBuilder};
use crate::model::Date;
use crate::rules::Rules;
use crate::store::Store;

/// Reads the record chunk by chunk, so that a large one is never held twice.
pub async fn read_snapshot(store: &Store, today: Date) -> Result<Snapshot, CommandError> {
    let rules = Rules::built_in()?;
    let revision = store.head().await?;
    let described = store.describe().await?;
    let gathered = Arc::new(Mutex::new(SnapshotBuilder::default()));
    let sink = Arc::clone(&gathered);
    if revision > 0 {
        let take = move |facts: Vec<_>| {
            let mut builder = sink.lock().unwrap_or_else(PoisonError::into_inner);
            facts.into_iter().for_each(|fact| builder.add(fact));
        };
        store.each_facts(Some(revision), take).await?;
    }
    let builder = std::mem::take(&mut *gathered.lock().unwrap_or_else(PoisonError::into_inner));
    let edition = store.revisions().await?.pop().map(|revision| revision.recorded_at).unwrap_or_default();
    let description = Description { name: described.name, extent: described.extent, edition };
    Ok(builder.build(revision, today, description, rules))
}
