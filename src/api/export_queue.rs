//! Who may write a file now: a few at once, a few more wait, the rest is told to come again.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::problem::{Problem, ProblemKind};

/// Files that are written at once: each may take a processor and a worker.
pub const AT_ONCE: usize = 2;

/// Callers that may wait for them.
pub const MOST_WAITING: usize = 8;

/// The queue.
pub struct ExportQueue {
    at_once: Arc<Semaphore>,
    waiting: AtomicUsize,
}

impl Default for ExportQueue {
    fn default() -> Self {
        ExportQueue { at_once: Arc::new(Semaphore::new(AT_ONCE)), waiting: AtomicUsize::new(0) }
    }
}

/// A caller that waits, or has stopped waiting because it was dropped.
struct Waiting<'q>(&'q AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl ExportQueue {
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
            return Err(busy());
        }
        // The semaphore is never closed.
        self.at_once.clone().acquire_owned().await.map_err(|_| busy())
    }
}

fn busy() -> Problem {
    Problem::new(
        ProblemKind::Busy,
        format!("Đang ghi {AT_ONCE} tệp và {MOST_WAITING} yêu cầu khác đang chờ; hãy thử lại sau ít phút."),
        format!(
            "{AT_ONCE} files are being written and {MOST_WAITING} callers wait already; try again in a few minutes."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_few_write_a_few_wait_and_the_rest_is_told_to_come_again() {
        let queue = Arc::new(ExportQueue::default());
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
