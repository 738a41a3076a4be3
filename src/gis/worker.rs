//! Starts the worker, asks it one thing, and reads its answer within bounds.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::flaw;
use super::wire::{Description, Flaw, Frame, LONGEST_LINE, Request, RoadsAsked, Row};
use super::{Job, Watch};
use crate::model::Name;

/// Points that are asked about at once: a request is 64 KiB at most.
const MOST_POINTS: usize = 1000;

/// How often the clock is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// The worker program.
#[derive(Clone, Debug)]
pub struct Worker {
    program: PathBuf,
    pub(super) patience: Duration,
    watch: Option<Arc<dyn Watch>>,
}

/// Why the worker gave no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WorkerError {
    /// It is not installed, or cannot be started.
    #[error("the worker for files, {program}, cannot be started: {reason}")]
    Missing {
        /// The program.
        program: String,
        /// Why.
        reason: String,
    },
    /// It says that the file cannot be read.
    #[error("the file cannot be read: {0}")]
    Refused(String),
    /// It is so broken that it is not opened.
    #[error("the file is not opened: {}", flaw::explain_all(.0).en)]
    Flawed(Vec<Flaw>),
    /// It took longer than it may.
    #[error("reading the file took longer than {0} s")]
    TooLong(u64),
    /// It crashed, was killed by its limits, or talked nonsense.
    #[error("reading the file ended abruptly: {0}")]
    Crashed(String),
    /// Somebody stopped it.
    #[error("reading the file was stopped")]
    Stopped,
}

impl WorkerError {
    /// The same in both languages. What GDAL said stands in brackets, for whoever repairs the file.
    pub fn explain(&self) -> Name {
        match self {
            WorkerError::Missing { program, reason } => Name::new(
                format!("không khởi động được chương trình đọc, ghi tệp {program} ({reason})"),
                format!("the worker for files, {program}, cannot be started ({reason})"),
            ),
            WorkerError::Refused(reason) => Name::new(
                format!("tệp hỏng, thiếu tệp đi kèm hoặc không đúng định dạng ({reason})"),
                format!("the file is damaged, lacks a companion, or is not of its format ({reason})"),
            ),
            WorkerError::Flawed(flaws) => {
                let Name { vi, en } = flaw::explain_all(flaws);
                Name::new(format!("không mở được tệp: {vi}"), format!("the file is not opened: {en}"))
            }
            WorkerError::TooLong(seconds) => Name::new(
                format!("đọc tệp quá {seconds} giây; đã dừng"),
                format!("reading the file took more than {seconds} s and was stopped"),
            ),
            WorkerError::Crashed(reason) => Name::new(
                format!("tệp làm chương trình đọc dừng đột ngột ({reason})"),
                format!("the file made its reader stop abruptly ({reason})"),
            ),
            WorkerError::Stopped => Name::new("đã dừng đọc tệp theo yêu cầu", "reading the file was stopped"),
        }
    }
}

impl Worker {
    /// The worker beside this program.
    pub fn beside_this_program() -> Self {
        let own = std::env::current_exe().unwrap_or_default();
        Worker::at(own.with_file_name("kcn-atlas-gdal"))
    }

    /// A worker at a path. It is given a minute.
    pub fn at(program: PathBuf) -> Self {
        Worker { program, patience: Duration::from_secs(60), watch: None }
    }

    /// The same with other patience.
    pub fn with_patience(self, patience: Duration) -> Self {
        Worker { patience, ..self }
    }

    /// The same, watched: whoever watches sees every row, and may stop it at any time.
    pub fn watched_by(self, watch: Arc<dyn Watch>) -> Self {
        Worker { watch: Some(watch), ..self }
    }

    /// What is in a file of a job, and what GDAL complained of.
    ///
    /// **Errors**: [`WorkerError`].
    pub fn describe(&self, job: &Job, file: &str) -> Result<(Description, Vec<String>), WorkerError> {
        let mut rows = self.ask(job.folder(), &Request::Describe { file: file.to_owned() })?;
        match rows.next() {
            None => rows.description.take().map(|description| (description, rows.warnings)).ok_or_else(nonsense),
            Some(Ok(_)) => Err(nonsense()),
            Some(Err(error)) => Err(error),
        }
    }

    /// The rows of a layer, one by one: a file is never held as a whole.
    ///
    /// **Errors**: [`WorkerError`], at the start or as the last item.
    pub fn read(&self, job: &Job, file: &str, layer: usize) -> Result<Rows, WorkerError> {
        self.ask(job.folder(), &Request::Read { file: file.to_owned(), layer, roads: None })
    }

    /// The asked roads and places of an extract of OpenStreetMap, and its bans on turning, one by one.
    ///
    /// **Errors**: [`WorkerError`], at the start or as the last item.
    pub fn read_roads(&self, job: &Job, file: &str, asked: RoadsAsked) -> Result<Rows, WorkerError> {
        self.ask(job.folder(), &Request::Read { file: file.to_owned(), layer: 0, roads: Some(asked) })
    }

    /// Points of one coordinate system in another, as PROJ has them: an authority beside our own projections.
    ///
    /// **Shape**: `folder` is any folder of one's own; codes are EPSG; points are east and north, or longitude and latitude; `None` = no place there.
    /// **Errors**: [`WorkerError`].
    pub fn transform(
        &self,
        folder: &Path,
        from: u32,
        to: u32,
        points: &[[f64; 2]],
    ) -> Result<Vec<Option<[f64; 2]>>, WorkerError> {
        let mut moved = Vec::with_capacity(points.len());
        for some in points.chunks(MOST_POINTS) {
            let mut rows = self.ask(folder, &Request::Transform { from, to, points: some.to_vec() })?;
            match rows.next() {
                None if rows.points.len() == some.len() => moved.append(&mut rows.points),
                None | Some(Ok(_)) => return Err(nonsense()),
                Some(Err(error)) => return Err(error),
            }
        }
        Ok(moved)
    }

    fn ask(&self, folder: &Path, request: &Request) -> Result<Rows, WorkerError> {
        // Nothing follows a request to read: the pipe is closed.
        self.start(folder, request, self.patience).map(|(rows, _)| rows)
    }

    /// Starts it in a folder and hands it a request; more may be said on the pipe, and so much time is given.
    pub(super) fn start(
        &self,
        folder: &Path,
        request: &Request,
        patience: Duration,
    ) -> Result<(Rows, ChildStdin), WorkerError> {
        let mut child = Command::new(&self.program)
            .current_dir(folder)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| self.missing(&error))?;
        let mut text = serde_json::to_vec(request).map_err(|error| WorkerError::Crashed(error.to_string()))?;
        text.push(b'\n');
        let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else { return Err(nonsense()) };
        let rows = Rows::new(child, stdout, patience, self.watch.clone());
        // A worker that died at once has closed the pipe; its end is told when its answer is read.
        let _ = stdin.write_all(&text);
        Ok((rows, stdin))
    }

    fn missing(&self, error: &std::io::Error) -> WorkerError {
        WorkerError::Missing { program: self.program.display().to_string(), reason: error.to_string() }
    }
}

impl Default for Worker {
    fn default() -> Self {
        Worker::beside_this_program()
    }
}

pub(super) fn nonsense() -> WorkerError {
    WorkerError::Crashed("an answer that makes no sense".to_owned())
}

/// The rows of a layer as they come. Dropping it stops the worker.
#[derive(Debug)]
pub struct Rows {
    lines: BufReader<ChildStdout>,
    guard: Guard,
    patience: Duration,
    watch: Option<Arc<dyn Watch>>,
    description: Option<Description>,
    points: Vec<Option<[f64; 2]>>,
    /// What GDAL complained of so far.
    pub warnings: Vec<String>,
    given: u64,
    is_over: bool,
}

impl Rows {
    fn new(child: Child, stdout: ChildStdout, patience: Duration, watch: Option<Arc<dyn Watch>>) -> Self {
        Rows {
            lines: BufReader::with_capacity(1 << 16, stdout),
            guard: Guard::watch(child, patience, watch.clone()),
            patience,
            watch,
            description: None,
            points: Vec::new(),
            warnings: Vec::new(),
            given: 0,
            is_over: false,
        }
    }

    /// How many rows came.
    pub fn given(&self) -> u64 {
        self.given
    }

    fn is_stopped(&self) -> bool {
        self.watch.as_ref().is_some_and(|watch| watch.is_stopped())
    }

    /// The next line of the answer.
    pub(super) fn frame(&mut self) -> Result<Frame, WorkerError> {
        let mut line = Vec::new();
        let read = (&mut self.lines).take(LONGEST_LINE).read_until(b'\n', &mut line);
        if self.is_stopped() {
            return Err(WorkerError::Stopped);
        }
        if self.guard.ran_out() {
            return Err(WorkerError::TooLong(self.patience.as_secs()));
        }
        match read {
            Ok(0) => Err(WorkerError::Crashed(self.guard.end())),
            Ok(_) if line.last() == Some(&b'\n') => serde_json::from_slice(&line).map_err(|_| nonsense()),
            Ok(_) if line.len() as u64 == LONGEST_LINE => {
                Err(WorkerError::Crashed("a row longer than is read".to_owned()))
            }
            Ok(_) => Err(WorkerError::Crashed(self.guard.end())),
            Err(error) => Err(WorkerError::Crashed(error.to_string())),
        }
    }
}

impl Iterator for Rows {
    type Item = Result<Row, WorkerError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.is_over {
            match self.frame() {
                Ok(Frame::Row(row)) => {
                    self.given += 1;
                    if let Some(watch) = &self.watch {
                        watch.row();
                    }
                    return Some(Ok(row));
                }
                Ok(Frame::Described(description)) => self.description = Some(description),
                Ok(Frame::Warning(warning)) => self.warnings.push(warning),
                Ok(Frame::Points(points)) => self.points = points,
                Ok(Frame::Flawed(flaws)) => {
                    self.is_over = true;
                    return Some(Err(WorkerError::Flawed(flaws)));
                }
                Ok(Frame::Done { rows }) => {
                    self.is_over = true;
                    if rows != self.given {
                        return Some(Err(nonsense()));
                    }
                }
                Ok(Frame::Failed(reason)) => {
                    self.is_over = true;
                    return Some(Err(WorkerError::Refused(reason)));
                }
                Err(error) => {
                    self.is_over = true;
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

/// Kills the worker when its time is up, when it is stopped, or when nobody listens any more.
#[derive(Debug)]
struct Guard {
    over: Arc<AtomicBool>,
    ran_out: Arc<AtomicBool>,
    watcher: Option<thread::JoinHandle<Option<std::process::ExitStatus>>>,
}

impl Guard {
    fn watch(mut child: Child, patience: Duration, watch: Option<Arc<dyn Watch>>) -> Self {
        let (over, ran_out) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
        let (told_over, tell_ran_out) = (over.clone(), ran_out.clone());
        let watcher = thread::spawn(move || {
            let until = Instant::now() + patience;
            loop {
                if let Ok(Some(status)) = child.try_wait() {
                    return Some(status);
                }
                let is_late = Instant::now() >= until;
                let is_stopped = watch.as_ref().is_some_and(|watch| watch.is_stopped());
                if is_late || is_stopped || told_over.load(Ordering::Relaxed) {
                    tell_ran_out.store(is_late, Ordering::Relaxed);
                    // It may have ended in between; then there is nothing to kill.
                    let _ = child.kill();
                    return child.wait().ok();
                }
                thread::sleep(LOOK_EVERY);
            }
        });
        Guard { over, ran_out, watcher: Some(watcher) }
    }

    fn ran_out(&self) -> bool {
        self.ran_out.load(Ordering::Relaxed)
    }

    /// How the worker ended.
    fn end(&mut self) -> String {
        let status = self.watcher.take().and_then(|watcher| watcher.join().ok().flatten());
        status.map_or_else(|| "the worker is gone".to_owned(), |status| status.to_string())
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        if let Some(watcher) = self.watcher.take() {
            // The watcher never panics; at worst the worker outlives its import by one look at the clock.
            let _ = watcher.join();
        }
    }
}
