//! One import on the desk: its files, what was last answered about them, and how far that has come.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use tokio::task::JoinHandle;

use super::{Answers, DeskError, Outcome};
use crate::command::import::{ImportError, Progress, Step};
use crate::import::Job;
use crate::model::code::codes;

codes! {
    /// How an import stands.
    ImportState "import_state" {
        Running = "running" "Đang xử lý" "Running";
        Finished = "finished" "Đã xong" "Finished";
        Failed = "failed" "Không đọc được" "Failed";
        Stopped = "stopped" "Đã dừng" "Stopped";
    }
}

/// An import as it stands at one moment.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Which it is.
    pub id: String,
    /// How it stands.
    pub state: ImportState,
    /// Names of its files, in order.
    pub files: Vec<String>,
    /// Hash of its files: twelve digits.
    pub hash: String,
    /// What was last answered.
    pub answers: Answers,
    /// What it is doing, or did last; rows done in that step, and rows there will be.
    pub progress: (Step, u64, Option<u64>),
    /// When its files had come.
    pub started_at: Timestamp,
    /// When the last reading ended; `None` = it is running.
    pub ended_at: Option<Timestamp>,
    /// When it was last looked at.
    pub last_used: Timestamp,
    /// What the last reading came to; `None` = it is running, or did not come to a report.
    pub outcome: Option<Arc<Outcome>>,
    /// Why it failed.
    pub problem: Option<Arc<ImportError>>,
}

/// One import on the desk.
#[derive(Debug)]
pub(super) struct Entry {
    pub id: String,
    pub job: Arc<Job>,
    files: Vec<String>,
    hash: String,
    started_at: Timestamp,
    course: Mutex<Course>,
}

/// The reading that is under way, or was last.
#[derive(Debug)]
struct Course {
    answers: Answers,
    state: ImportState,
    progress: Progress,
    ended_at: Option<Timestamp>,
    last_used: Timestamp,
    outcome: Option<Arc<Outcome>>,
    problem: Option<Arc<ImportError>>,
    run: Option<JoinHandle<()>>,
}

impl Entry {
    /// An import that nothing was done with yet.
    pub fn new(id: String, job: Job, answers: Answers, now: Timestamp) -> Self {
        let course = Course {
            answers,
            state: ImportState::Stopped,
            progress: Progress::default(),
            ended_at: None,
            last_used: now,
            outcome: None,
            problem: None,
            run: None,
        };
        let (files, hash) = (job.names().map(str::to_owned).collect(), job.hash());
        Entry { id, job: Arc::new(job), files, hash, started_at: now, course: Mutex::new(course) }
    }

    fn course(&self) -> MutexGuard<'_, Course> {
        // The course is whole after every statement on it, so a panic elsewhere does not spoil it.
        self.course.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a reading. `start` starts it, and gives what is to be waited for.
    ///
    /// **Errors**: [`DeskError::Running`], [`DeskError::Committed`].
    pub fn begin(
        &self,
        answers: Answers,
        now: Timestamp,
        start: impl FnOnce(Progress) -> JoinHandle<()>,
    ) -> Result<(), DeskError> {
        let mut course = self.course();
        if course.state == ImportState::Running {
            return Err(DeskError::Running);
        }
        if let Some(revision) = course.outcome.as_ref().and_then(|outcome| outcome.report.revision) {
            return Err(DeskError::Committed { revision });
        }
        course.progress = Progress::default();
        course.run = Some(start(course.progress.clone()));
        course.state = ImportState::Running;
        (course.answers, course.last_used, course.ended_at, course.problem) = (answers, now, None, None);
        Ok(())
    }

    /// Notes what a reading came to.
    pub fn end(&self, told: Result<Outcome, ImportError>, now: Timestamp) {
        let mut course = self.course();
        (course.ended_at, course.last_used) = (Some(now), now);
        match told {
            Ok(outcome) => {
                course.state = ImportState::Finished;
                course.outcome = Some(Arc::new(outcome));
            }
            Err(ImportError::Stopped) => course.state = ImportState::Stopped,
            Err(error) => {
                course.state = ImportState::Failed;
                course.outcome = None;
                course.problem = Some(Arc::new(error));
            }
        }
    }

    /// Stops what is under way, and gives what is to be waited for.
    ///
    /// **Errors**: [`DeskError::Committing`].
    pub fn stop(&self) -> Result<Option<JoinHandle<()>>, DeskError> {
        let mut course = self.course();
        if course.state == ImportState::Running && !course.progress.stop() {
            return Err(DeskError::Committing);
        }
        Ok(course.run.take())
    }

    /// Stops what is under way unless it is being written, and gives what is to be waited for.
    pub fn stop_or_wait(&self) -> Option<JoinHandle<()>> {
        let mut course = self.course();
        course.progress.stop();
        course.run.take()
    }

    /// Notes that somebody looked at it.
    pub fn touch(&self, now: Timestamp) {
        self.course().last_used = now;
    }

    /// Since when nobody looks at it; `None` = it is running.
    pub fn idle_since(&self) -> Option<Timestamp> {
        let course = self.course();
        (course.state != ImportState::Running).then_some(course.last_used)
    }

    /// What the last reading came to that ended with a report, even while another is under way.
    pub fn last_outcome(&self) -> Option<Arc<Outcome>> {
        self.course().outcome.clone()
    }

    /// How it stands.
    pub fn seen(&self) -> Seen {
        let course = self.course();
        Seen {
            id: self.id.clone(),
            state: course.state,
            files: self.files.clone(),
            hash: self.hash.clone(),
            answers: course.answers.clone(),
            progress: course.progress.now(),
            started_at: self.started_at,
            ended_at: course.ended_at,
            last_used: course.last_used,
            outcome: course.outcome.clone().filter(|_| course.state == ImportState::Finished),
            problem: course.problem.clone(),
        }
    }
}
