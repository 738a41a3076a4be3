//! Who may begin heavy work now: a few at once, a few more wait, the rest is told to come again.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::problem::{Problem, ProblemKind};

/// Files that are written at once: each may take a processor and a worker.
const FILES_AT_ONCE: usize = 2;

/// Callers that may wait for them.
const FILES_WAITING: usize = 8;

/// Callers that may wait for searches: each takes a fraction of a second.
const SEARCHES_WAITING: usize = 64;

/// A queue for work of one kind.
pub struct Turns {
    at_once: Arc<Semaphore>,
    most_waiting: usize,
    waiting: AtomicUsize,
    /// What is said to those who find too many waiting: Vietnamese, English.
    busy: [String; 2],
}

/// A caller that waits, or has stopped waiting because it was dropped.
struct Waiting<'q>(&'q AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Turns {
    /// For files that are written.
    pub fn of_files() -> Self {
        let (at_once, waiting) = (FILES_AT_ONCE, FILES_WAITING);
        let busy = [
            format!("Đang ghi {at_once} tệp và {waiting} yêu cầu khác đang chờ; hãy thử lại sau ít phút."),
            format!(
                "{at_once} files are being written and {waiting} callers wait already; try again in a few minutes."
            ),
        ];
        Turns::new(at_once, waiting, busy)
    }

    /// For searches over the road network that take long: as many at once as there are processors.
    pub fn of_searches() -> Self {
        let at_once = std::thread::available_parallelism().map_or(2, usize::from);
        let waiting = SEARCHES_WAITING;
        let busy = [
            format!("Đang tính {at_once} câu hỏi về đường và {waiting} câu khác đang chờ; hãy thử lại sau ít giây."),
            format!(
                "{at_once} questions about roads are being worked on and {waiting} wait already; try again in a few seconds."
            ),
        ];
        Turns::new(at_once, waiting, busy)
    }

    fn new(at_once: usize, most_waiting: usize, busy: [String; 2]) -> Self {
        Turns { at_once: Arc::new(Semaphore::new(at_once)), most_waiting, waiting: AtomicUsize::new(0), busy }
    }

    /// Waits for a turn. The turn lasts until what is returned is dropped, even when the caller is gone.
    ///
    /// **Errors**: a *busy* problem when too many wait already.
    pub async fn turn(&self) -> Result<OwnedSemaphorePermit, Problem> {
        if let Ok(turn) = self.at_once.clone().try_acquire_owned() {
            return Ok(turn);
        }
        let before = self.waiting.fetch_add(1, Ordering::Relaxed);
        let _waiting = Waiting(&self.waiting);
        if before >= self.most_waiting {
            return Err(self.busy());
        }
        // The semaphore is never closed.
        self.at_once.clone().acquire_owned().await.map_err(|_| self.busy())
    }

    /// Does work when its turn comes, away from the threads that answer quick questions.
    ///
    /// **Errors**: those of the work, or a *busy* problem.
    pub async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = self.turn().await?;
        let work = move || {
            // The turn ends with the work, not with a caller who has lost patience.
            let _turn = turn;
            work()
        };
        tokio::task::spawn_blocking(work).await.map_err(|error| Problem::internal(&error))?
    }

    fn busy(&self) -> Problem {
        let [vi, en] = &self.busy;
        Problem::new(ProblemKind::Busy, vi.clone(), en.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_few_work_a_few_wait_and_the_rest_is_told_to_come_again() {
        let queue = Arc::new(Turns::of_files());
        let mut turns = vec![queue.turn().await.unwrap(), queue.turn().await.unwrap()];
        let wait = || {
            let queue = queue.clone();
            tokio::spawn(async move { queue.turn().await })
        };
        let mut waiting: Vec<_> = (0..FILES_WAITING).map(|_| wait()).collect();
        while queue.waiting.load(Ordering::Relaxed) < FILES_WAITING {
            tokio::task::yield_now().await;
        }
        assert_eq!(queue.turn().await.unwrap_err().kind(), ProblemKind::Busy);
        // One who goes away makes room, one who has finished lets the next one in.
        let gone = waiting.pop().unwrap();
        gone.abort();
        assert!(gone.await.unwrap_err().is_cancelled());
        assert_eq!(queue.waiting.load(Ordering::Relaxed), FILES_WAITING - 1);
        turns.pop();
        drop(waiting.remove(0).await.unwrap().unwrap());
        assert_eq!(queue.waiting.load(Ordering::Relaxed), FILES_WAITING - 2);
    }

    #[tokio::test]
    async fn work_that_panics_gives_its_turn_back_and_is_an_internal_problem() {
        let queue = Turns::new(1, 0, [String::new(), String::new()]);
        let failed = queue.aside(|| -> Result<(), Problem> { panic!("on purpose") }).await;
        assert_eq!(failed.unwrap_err().kind(), ProblemKind::Internal);
        assert_eq!(queue.aside(|| Ok(7)).await.unwrap(), 7);
    }
}
