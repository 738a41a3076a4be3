//! The record and the snapshot that shows it, kept in step.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;

use super::read::read_snapshot;
use crate::index::Live;
use crate::model::{Date, Fact, Revision, RevisionInfo, RowKey};
use crate::rules::RuleError;
use crate::store::{Change, Committed, Store, StoreError};

/// The record and the snapshot that shows it. Clones share both.
#[derive(Clone)]
pub struct Atlas {
    shared: Arc<Shared>,
}

struct Shared {
    store: Store,
    live: Arc<Live>,
    /// Commits that are on the disk but not yet in the snapshot, by revision.
    waiting: Mutex<BTreeMap<Revision, Shown>>,
    /// Commits of this program that may be on the disk and are not yet waiting.
    under_way: AtomicUsize,
    /// Held while the next snapshot is built and swapped in; meanwhile further commits gather in `waiting` and share the next swap.
    swapping: tokio::sync::Mutex<()>,
    /// The revision the snapshot shows.
    shown: watch::Sender<Revision>,
}

/// What the snapshot needs to show a commit.
struct Shown {
    keys: Vec<RowKey>,
    facts: Vec<Fact>,
}

/// Why the record could not be opened or changed.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A built-in rule table is broken.
    #[error(transparent)]
    Rules(#[from] RuleError),
}

impl Atlas {
    /// Reads the last revision of the record into a snapshot of `today`.
    ///
    /// **Errors**: [`CommandError`] when the record or a rule table cannot be read.
    pub async fn open(store: Store, today: Date) -> Result<Self, CommandError> {
        let snapshot = read_snapshot(&store, today).await?;
        let revision = snapshot.revision();
        let shared = Shared {
            store,
            live: Arc::new(Live::new(snapshot)),
            waiting: Mutex::new(BTreeMap::new()),
            under_way: AtomicUsize::new(0),
            swapping: tokio::sync::Mutex::new(()),
            shown: watch::Sender::new(revision),
        };
        Ok(Atlas { shared: Arc::new(shared) })
    }

    /// The snapshots.
    pub fn live(&self) -> &Arc<Live> {
        &self.shared.live
    }

    /// The record.
    pub fn store(&self) -> &Store {
        &self.shared.store
    }

    /// Publishes a change. When this returns it is on the disk and every new reader sees it.
    ///
    /// **Errors**: [`CommandError::Store`]; then nothing was written.
    pub async fn commit(&self, change: Change) -> Result<RevisionInfo, CommandError> {
        let mut keys: Vec<RowKey> = change.rows.iter().map(|row| row.key.clone()).collect();
        keys.sort();
        keys.dedup();
        let on_its_way = OnItsWay::new(&self.shared.under_way);
        let Committed { info, facts } = self.shared.store.commit(change).await?;
        let mut shown = self.shared.shown.subscribe();
        self.shared.waiting().insert(info.number, Shown { keys, facts });
        drop(on_its_way);
        {
            let _swapping = self.shared.swapping.lock().await;
            self.shared.show_waiting();
            self.shared.read_what_others_wrote().await?;
        }
        // Another commit may have to be shown first; whoever brings it shows ours as well.
        let _ = shown.wait_for(|revision| *revision >= info.number).await;
        Ok(info)
    }

    /// Shows what another program has written to the record, if anything: an import on the command line beside a server.
    ///
    /// **Errors**: as of [`Atlas::open`]; what is shown stays.
    pub async fn catch_up(&self) -> Result<bool, CommandError> {
        let _swapping = self.shared.swapping.lock().await;
        self.shared.read_what_others_wrote().await
    }

    /// Works out another day as today.
    pub async fn turn_day(&self, today: Date) {
        let _swapping = self.shared.swapping.lock().await;
        self.shared.live.turn_day(today);
    }
}

/// Counts a commit for as long as it is on its way.
struct OnItsWay<'c>(&'c AtomicUsize);

impl<'c> OnItsWay<'c> {
    fn new(count: &'c AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::SeqCst);
        OnItsWay(count)
    }
}

impl Drop for OnItsWay<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Shared {
    /// A revision that no commit of this program brings was written by another one: then everything is read anew. Call it with `swapping` held.
    ///
    /// **Shape**: whether anything was read.
    async fn read_what_others_wrote(&self) -> Result<bool, CommandError> {
        // A commit under way fills its gap itself, and looks again once it is waiting.
        let is_alone = self.under_way.load(Ordering::SeqCst) == 0;
        if !is_alone || self.store.head().await? <= self.live.snapshot().revision() {
            return Ok(false);
        }
        let next = read_snapshot(&self.store, self.live.snapshot().today()).await?;
        let revision = next.revision();
        self.live.swap(next);
        self.shown.send_replace(revision);
        self.show_waiting();
        Ok(true)
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, BTreeMap<Revision, Shown>> {
        // The map is whole after every statement on it, so a panic elsewhere does not spoil it.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Shows every commit whose turn has come, in one swap. Call it with `swapping` held.
    fn show_waiting(&self) {
        let mut current = self.live.snapshot().revision();
        // What was read anew needs no showing.
        self.waiting().retain(|revision, _| *revision > current);
        let mut timelines: BTreeMap<RowKey, Vec<Fact>> = BTreeMap::new();
        while let Some(next) = self.waiting().remove(&(current + 1)) {
            // A later commit brings the whole timeline of its keys, so it replaces what an earlier one brought.
            timelines.extend(next.keys.into_iter().map(|key| (key, Vec::new())));
            for fact in next.facts {
                timelines.entry(fact.key.clone()).or_default().push(fact);
            }
            current += 1;
        }
        if timelines.is_empty() {
            return;
        }
        let keys: Vec<RowKey> = timelines.keys().cloned().collect();
        let facts = timelines.into_values().flatten().collect();
        self.live.swap(self.live.snapshot().with(&keys, facts, current));
        self.shown.send_replace(current);
    }
}
