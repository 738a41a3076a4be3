//! The desk itself: who may put something on it, what is read when, and when it is forgotten.

use std::hash::{BuildHasher, RandomState};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use tokio::sync::Semaphore;

use super::entry::Entry;
use super::folder::Folder;
use super::{Answers, Arrival, DeskError, Outcome, Seen};
use crate::command::Atlas;
use crate::command::import::{ImportError, Progress, import};
use crate::import::{Job, Worker};

/// The clock, as whoever starts the server has it.
pub type Now = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// How much lies on a desk, and for how long.
#[derive(Clone)]
pub struct DeskSettings {
    /// Where its folder is made.
    pub parent: PathBuf,
    /// The clock.
    pub now: Now,
    /// The most imports that are kept.
    pub most_kept: usize,
    /// The most that are read at a time; others wait.
    pub most_running: usize,
    /// How long one is kept after its last use.
    pub kept_for: SignedDuration,
    /// The most bytes that the files of one import have together, unpacked.
    pub most_bytes: u64,
}

impl DeskSettings {
    /// Eight imports, two at a time, an hour each, a gibibyte each.
    pub fn usual(parent: PathBuf, now: Now) -> Self {
        let most_bytes = crate::import::LARGEST_JOB;
        DeskSettings { parent, now, most_kept: 8, most_running: 2, kept_for: SignedDuration::from_hours(1), most_bytes }
    }
}

/// Imports that are looked at. Clones share it; its files go with the last of them.
#[derive(Clone)]
pub struct Desk {
    shared: Arc<Shared>,
}

struct Shared {
    atlas: Atlas,
    worker: Worker,
    settings: DeskSettings,
    running: Arc<Semaphore>,
    papers: Arc<Mutex<Papers>>,
    // Last, so that the imports have left it when it goes.
    folder: Folder,
}

/// What lies on the desk, the oldest first, and what is on its way.
#[derive(Debug, Default)]
struct Papers {
    entries: Vec<Arc<Entry>>,
    arriving: usize,
    is_closed: bool,
}

/// A place on the desk for files on their way in.
#[derive(Debug)]
pub(super) struct Place(Arc<Mutex<Papers>>);

impl Drop for Place {
    fn drop(&mut self) {
        locked(&self.0).arriving -= 1;
    }
}

fn locked(papers: &Mutex<Papers>) -> MutexGuard<'_, Papers> {
    // The papers are whole after every statement on them, so a panic elsewhere does not spoil them.
    papers.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Desk {
    /// An empty desk. What killed servers left in its parent folder is removed.
    ///
    /// **Errors**: those of the disk.
    pub fn open(atlas: Atlas, worker: Worker, settings: DeskSettings) -> std::io::Result<Self> {
        let folder = Folder::open(&settings.parent)?;
        let running = Arc::new(Semaphore::new(settings.most_running));
        Ok(Desk { shared: Arc::new(Shared { atlas, worker, settings, running, papers: Arc::default(), folder }) })
    }

    /// How much lies here, and for how long.
    pub fn settings(&self) -> &DeskSettings {
        &self.shared.settings
    }

    /// The record that is imported into.
    pub fn atlas(&self) -> &Atlas {
        &self.shared.atlas
    }

    fn papers(&self) -> MutexGuard<'_, Papers> {
        locked(&self.shared.papers)
    }

    fn now(&self) -> Timestamp {
        (self.shared.settings.now)()
    }

    /// A place for files to come. Blocks while their folder is made.
    ///
    /// **Errors**: [`DeskError::TooMany`], [`DeskError::Closed`], [`DeskError::Job`] for the disk.
    pub fn expect(&self) -> Result<Arrival, DeskError> {
        self.tidy();
        let most = self.shared.settings.most_kept;
        let place = {
            let mut papers = self.papers();
            if papers.is_closed {
                return Err(DeskError::Closed);
            }
            if papers.entries.len() + papers.arriving >= most {
                return Err(DeskError::TooMany { most });
            }
            papers.arriving += 1;
            Place(self.shared.papers.clone())
        };
        let job = Job::new(self.shared.folder.path())?.at_most(self.shared.settings.most_bytes);
        Ok(Arrival { job, place })
    }

    /// Takes the place of an arrival for good, and begins to read.
    pub(super) fn put(&self, arrival: Arrival, answers: Answers) -> Result<Seen, DeskError> {
        let Arrival { job, place } = arrival;
        let entry = Arc::new(Entry::new(new_id(), job, answers.clone(), self.now()));
        {
            let mut papers = self.papers();
            if papers.is_closed {
                return Err(DeskError::Closed);
            }
            papers.entries.push(entry.clone());
        }
        drop(place);
        self.begin(&entry, answers)?;
        Ok(entry.seen())
    }

    fn begin(&self, entry: &Arc<Entry>, answers: Answers) -> Result<(), DeskError> {
        let now = self.now();
        let request = answers.request(now.to_string());
        entry.begin(answers, now, |progress| {
            let (shared, entry) = (self.shared.clone(), entry.clone());
            tokio::spawn(async move {
                let told = shared.run(entry.job.clone(), request, progress).await;
                entry.end(told, (shared.settings.now)());
            })
        })
    }

    /// Every import, the newest first. Looking at the list keeps none of them.
    pub fn list(&self) -> Vec<Seen> {
        self.tidy();
        self.papers().entries.iter().rev().map(|entry| entry.seen()).collect()
    }

    fn find(&self, id: &str) -> Result<Arc<Entry>, DeskError> {
        self.tidy();
        let entry = self.papers().entries.iter().find(|entry| entry.id == id).cloned();
        let entry = entry.ok_or_else(|| DeskError::Unknown(id.chars().take(40).collect()))?;
        entry.touch(self.now());
        Ok(entry)
    }

    /// One import.
    ///
    /// **Errors**: [`DeskError::Unknown`].
    pub fn see(&self, id: &str) -> Result<Seen, DeskError> {
        Ok(self.find(id)?.seen())
    }

    /// What the last finished reading of an import came to.
    ///
    /// **Errors**: [`DeskError::Unknown`], [`DeskError::NothingYet`].
    pub fn outcome(&self, id: &str) -> Result<Arc<Outcome>, DeskError> {
        self.find(id)?.last_outcome().ok_or(DeskError::NothingYet)
    }

    /// Reads the files of an import again, with other answers.
    ///
    /// **Errors**: [`DeskError::Unknown`], [`DeskError::Running`], [`DeskError::Committed`].
    pub fn answer(&self, id: &str, answers: Answers) -> Result<Seen, DeskError> {
        let entry = self.find(id)?;
        self.begin(&entry, answers)?;
        Ok(entry.seen())
    }

    /// Stops an import and forgets its files; when this returns they are gone.
    ///
    /// **Errors**: [`DeskError::Unknown`], [`DeskError::Committing`].
    pub async fn forget(&self, id: &str) -> Result<(), DeskError> {
        let entry = self.find(id)?;
        let run = entry.stop()?;
        self.papers().entries.retain(|other| other.id != id);
        if let Some(run) = run {
            // A reading that broke off is over as well.
            let _ = run.await;
        }
        Ok(())
    }

    /// Forgets what nobody has looked at for too long. To be called now and then.
    pub fn tidy(&self) {
        let (now, kept_for) = (self.now(), self.shared.settings.kept_for);
        let is_due = |entry: &Arc<Entry>| entry.idle_since().is_some_and(|since| now.duration_since(since) >= kept_for);
        let mut papers = self.papers();
        let (due, kept) = std::mem::take(&mut papers.entries).into_iter().partition(is_due);
        papers.entries = kept;
        drop(papers);
        // Their folders are removed here, where nobody waits for the list.
        drop::<Vec<Arc<Entry>>>(due);
    }

    /// Stops everything and forgets it. What is being written this moment is waited for.
    pub async fn close(&self) {
        let entries = {
            let mut papers = self.papers();
            papers.is_closed = true;
            std::mem::take(&mut papers.entries)
        };
        for entry in entries {
            if let Some(run) = entry.stop_or_wait() {
                let _ = run.await;
            }
        }
    }
}

impl Shared {
    /// Waits its turn, reads, and if asked to, writes.
    async fn run(
        &self,
        job: Arc<Job>,
        request: crate::command::import::ImportRequest,
        progress: Progress,
    ) -> Result<Outcome, ImportError> {
        let _turn = tokio::select! {
            turn = self.running.clone().acquire_owned() => turn.map_err(|_| ImportError::Stopped)?,
            () = progress.stopped() => return Err(ImportError::Stopped),
        };
        let (atlas, worker, runtime) = (self.atlas.clone(), self.worker.clone(), tokio::runtime::Handle::current());
        // Reading and repairing hold a thread for as long as they take.
        let done = tokio::task::spawn_blocking(move || {
            let told = runtime.block_on(import(&atlas, &worker, &job, &request, &progress));
            told.map(Outcome::of)
        });
        done.await.unwrap_or_else(|error| Err(ImportError::BrokeOff(error.to_string())))
    }
}

/// A name that nobody guesses and no other import has.
fn new_id() -> String {
    static SEED: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    static COUNT: AtomicU64 = AtomicU64::new(0);
    format!("{:016x}", SEED.hash_one(COUNT.fetch_add(1, Ordering::Relaxed)))
}
