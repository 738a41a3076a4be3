//! How far an import has come, and the word to stop it: shared by whoever runs it and whoever watches.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

use tokio::sync::Notify;

use super::ImportError;
use crate::import::Watch;
use crate::model::Coded;
use crate::model::code::codes;

codes! {
    /// What an import is doing, in order.
    Step "import_step" {
        Read = "read" "Đọc tệp" "Reading";
        Place = "place" "Xác định tọa độ" "Placing";
        Map = "map" "Ghép cột" "Matching columns";
        Repair = "repair" "Sửa hình" "Repairing shapes";
        Check = "check" "Kiểm tra" "Checking";
        Compare = "compare" "So sánh" "Comparing";
        Commit = "commit" "Ghi" "Committing";
    }
}

/// How far an import has come. A stopped import writes nothing; one that began to write is not stopped. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    step: AtomicU8,
    rows: AtomicU64,
    expected: AtomicU64,
    course: AtomicU8,
    told: Notify,
}

/// Courses of an import: it leaves the first once, for one of the others.
const GOING_ON: u8 = 0;
const STOPPED: u8 = 1;
const COMMITTING: u8 = 2;

impl Progress {
    /// Begins a step; rows are counted anew. `expected` = how many there will be, 0 = unknown.
    pub fn begin(&self, step: Step, expected: u64) {
        self.shared.rows.store(0, Ordering::Relaxed);
        self.shared.expected.store(expected, Ordering::Relaxed);
        self.shared.step.store(step as u8, Ordering::Relaxed);
    }

    /// One row more is done.
    pub fn row(&self) {
        self.shared.rows.fetch_add(1, Ordering::Relaxed);
    }

    /// The items one by one, each counted as a row; no more of them once the import is stopped.
    pub fn each<T>(&self, items: impl IntoIterator<Item = T>) -> impl Iterator<Item = T> {
        items.into_iter().take_while(|_| {
            self.row();
            !self.is_stopped()
        })
    }

    /// The step, rows done in it, and rows there will be (`None` = unknown).
    pub fn now(&self) -> (Step, u64, Option<u64>) {
        let step = Step::ALL.get(self.shared.step.load(Ordering::Relaxed) as usize).copied().unwrap_or(Step::Read);
        let expected = self.shared.expected.load(Ordering::Relaxed);
        (step, self.shared.rows.load(Ordering::Relaxed), (expected > 0).then_some(expected))
    }

    /// Asks the import to stop at the next row. `false` = too late, it is being written.
    pub fn stop(&self) -> bool {
        let stopped = self.turn_to(STOPPED);
        self.shared.told.notify_one();
        stopped
    }

    /// Whether it was asked to.
    pub fn is_stopped(&self) -> bool {
        self.shared.course.load(Ordering::SeqCst) == STOPPED
    }

    /// Lets an import go on.
    ///
    /// **Errors**: [`ImportError::Stopped`] once it was asked to stop.
    pub(super) fn going_on(&self) -> Result<(), ImportError> {
        if self.is_stopped() { Err(ImportError::Stopped) } else { Ok(()) }
    }

    /// Waits until it is asked to. One caller may wait.
    pub async fn stopped(&self) {
        while !self.is_stopped() {
            self.shared.told.notified().await;
        }
    }

    /// From now on it cannot be stopped. `false` = it was stopped before.
    pub(super) fn begin_commit(&self) -> bool {
        let begun = self.turn_to(COMMITTING);
        if begun {
            self.begin(Step::Commit, 0);
        }
        begun
    }

    /// Leaves the first course for another; `false` = it took yet another before.
    fn turn_to(&self, course: u8) -> bool {
        let turned = self.shared.course.compare_exchange(GOING_ON, course, Ordering::SeqCst, Ordering::SeqCst);
        turned.is_ok() || turned == Err(course)
    }
}

impl Watch for Progress {
    fn row(&self) {
        Progress::row(self);
    }

    fn is_stopped(&self) -> bool {
        Progress::is_stopped(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_is_stopped_or_written_never_both() {
        let progress = Progress::default();
        assert!(progress.begin_commit() && !progress.stop() && !progress.is_stopped());
        let progress = Progress::default();
        assert!(progress.stop() && progress.is_stopped() && !progress.begin_commit());
    }

    #[test]
    fn no_row_follows_the_word_to_stop() {
        let progress = Progress::default();
        let mut done = vec![];
        for row in progress.each([1, 2, 3, 4]) {
            done.push(row);
            if row == 2 {
                progress.stop();
            }
        }
        assert_eq!(done, [1, 2]);
    }
}
