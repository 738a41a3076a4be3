//! Whose turn it is at heavy work, files and scenarios: a few at once, a few more wait, the rest is told to come again.

use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::problem::{Problem, ProblemKind};

/// What is worked on at once, of each kind: each may take a processor, and a file a worker.
pub const AT_ONCE: usize = 2;

/// Callers that may wait for them.
pub const MOST_WAITING: usize = 8;

/// A kind of heavy work.
pub trait Work: Send + Sync + 'static {
    /// What is done, in both languages, after "2 … are in work".
    const NAMED: (&'static str, &'static str);
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

/// The queue for one kind of work.
pub struct Turns<W> {
    at_once: Arc<Semaphore>,
    waiting: AtomicUsize,
    work: PhantomData<W>,
}

impl<W> Default for Turns<W> {
    fn default() -> Self {
        Turns { at_once: Arc::new(Semaphore::new(AT_ONCE)), waiting: AtomicUsize::new(0), work: PhantomData }
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
        if before >= MOST_WAITING {
            return Err(busy::<W>());
        }
        // The semaphore is never closed.
        self.at_once.clone().acquire_owned().await.map_err(|_| busy::<W>())
    }
}

fn busy<W: Work>() -> Problem {
    let (vi, en) = W::NAMED;
    Problem::new(
        ProblemKind::Busy,
        format!("{AT_ONCE} {vi} và {MOST_WAITING} yêu cầu khác đang chờ; hãy thử lại sau ít phút."),
        format!("{AT_ONCE} {en} and {MOST_WAITING} callers wait already; try again in a few minutes."),
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
        let mut waiting: Vec<_> = (0..MOST_WAITING).map(|_| wait()).collect();
        while queue.waiting.load(Ordering::Relaxed) < MOST_WAITING {
            tokio::task::yield_now().await;
        }
        assert_eq!(queue.turn().await.unwrap_err().kind(), ProblemKind::Busy);
        // One who goes away makes room, one who has finished lets the next one in.
        let gone = waiting.pop().unwrap();
        gone.abort();
        assert!(gone.await.unwrap_err().is_cancelled());
        assert_eq!(queue.waiting.load(Ordering::Relaxed), MOST_WAITING - 1);
        turns.pop();
        drop(waiting.remove(0).await.unwrap().unwrap());
        assert_eq!(queue.waiting.load(Ordering::Relaxed), MOST_WAITING - 2);
    }
}
