//! Whose turn it is at heavy work, files, scenarios and searches over roads: a few at once, a few more wait, the rest is told to come again.

use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::problem::{Problem, ProblemKind};

/// A kind of heavy work.
pub trait Work: Send + Sync + 'static {
    /// What is done, in both languages, after "2 … are in work".
    const NAMED: (&'static str, &'static str);

    /// What is worked on at once: each may take a processor, and a file a worker.
    const AT_ONCE: usize = 2;

    /// Callers that may wait for them.
    const MOST_WAITING: usize = 8;
}

/// Files that are written.
pub struct Files;

impl Work for Files {
    const NAMED: (&'static str, &'static str) = ("tệp đang được ghi", "files are being written");
}

/// Scenarios that are worked out.
pub struct Scenarios;

impl Work for Scenarios {
    const NAMED: (&'static str, &'static str) = ("phương án đang được tính", "scenarios are being worked out");
}

/// Searches over the road network: each takes a fraction of a second, or the few that a network takes to be built.
pub struct Searches;

impl Work for Searches {
    const NAMED: (&'static str, &'static str) =
        ("câu hỏi về đường đang được tính", "questions about roads are being worked on");
    const MOST_WAITING: usize = 64;
}

/// The queue for one kind of work.
pub struct Turns<W> {
    at_once: Arc<Semaphore>,
    waiting: AtomicUsize,
    work: PhantomData<W>,
}

impl<W: Work> Default for Turns<W> {
    fn default() -> Self {
        Turns { at_once: Arc::new(Semaphore::new(W::AT_ONCE)), waiting: AtomicUsize::new(0), work: PhantomData }
    }
}

/// A caller that waits, or has stopped waiting because it was dropped.
struct Waiting<'q>(&'q AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl<W: Work> Turns<W> {
    /// Waits for a turn. The turn lasts until what is returned is dropped, even when the caller is gone.
    ///
    /// **Errors**: a *busy* problem when too many wait already.
    pub async fn turn(&self) -> Result<OwnedSemaphorePermit, Problem> {
        if let Ok(turn) = self.at_once.clone().try_acquire_owned() {
            return Ok(turn);
        }
        let before = self.waiting.fetch_add(1, Ordering::Relaxed);
        let _waiting = Waiting(&self.waiting);
        if before >= W::MOST_WAITING {
            return Err(busy::<W>());
        }
        // The semaphore is never closed.
        self.at_once.clone().acquire_owned().await.map_err(|_| busy::<W>())
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
}

fn busy<W: Work>() -> Problem {
    let (vi, en) = W::NAMED;
    let (at_once, waiting) = (W::AT_ONCE, W::MOST_WAITING);
    Problem::new(
        ProblemKind::Busy,
        format!("{at_once} {vi} và {waiting} yêu cầu khác đang chờ; hãy thử lại sau ít phút."),
        format!("{at_once} {en} and {waiting} callers wait already; try again in a few minutes."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_few_write_a_few_wait_and_the_rest_is_told_to_come_again() {
        let queue = Arc::new(Turns::<Files>::default());
        let mut turns = vec![queue.turn().await.unwrap(), queue.turn().await.unwrap()];
        let wait = || {
            let queue = queue.clone();
            tokio::spawn(async move { queue.turn().await })
        };
        let mut waiting: Vec<_> = (0..Files::MOST_WAITING).map(|_| wait()).collect();
        while queue.waiting.load(Ordering::Relaxed) < Files::MOST_WAITING {
            tokio::task::yield_now().await;
        }
        assert_eq!(queue.turn().await.unwrap_err().kind(), ProblemKind::Busy);
        // One who goes away makes room, one who has finished lets the next one in.
        let gone = waiting.pop().unwrap();
        gone.abort();
        assert!(gone.await.unwrap_err().is_cancelled());
        assert_eq!(queue.waiting.load(Ordering::Relaxed), Files::MOST_WAITING - 1);
        turns.pop();
        drop(waiting.remove(0).await.unwrap().unwrap());
        assert_eq!(queue.waiting.load(Ordering::Relaxed), Files::MOST_WAITING - 2);
    }

    #[tokio::test]
    async fn work_that_panics_gives_its_turn_back_and_is_an_internal_problem() {
        let queue = Turns::<Searches>::default();
        for _ in 0..2 * Searches::AT_ONCE {
            let failed = queue.aside(|| -> Result<(), Problem> { panic!("on purpose") }).await;
            assert_eq!(failed.unwrap_err().kind(), ProblemKind::Internal);
        }
        assert_eq!(queue.aside(|| Ok(7)).await.unwrap(), 7);
    }
}
