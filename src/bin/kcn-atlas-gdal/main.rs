//! The worker: the only program of the project that links GDAL, and the only one that opens files of strangers.
//!
//! It takes one request from the first line of its standard input, works in the folder it was started in, and answers in lines of
//! JSON ([`wire`]); rows that are to be written follow the request. Before it opens anything it shuts itself in: no network, no other program, no file outside its
//! folder and the libraries, bounded memory, time and output. Whatever a file does to it costs one import.
#![allow(unsafe_code)] // GDAL is a C library; every block says why it is sound.

mod describe;
mod feature;
mod heading;
mod osm;
mod read;
mod sandbox;
mod sheet;
mod table;
mod transform;
mod whole;
mod written;
// The library would bring its own SQLite, which libgdal would then use instead of the system's, and crash.
#[path = "../../gis/wire.rs"]
mod wire;
mod write;

use std::io::{BufRead, BufWriter, Read, StdoutLock, Write};
use std::process::ExitCode;
use std::sync::Mutex;

use crate::wire::{Description, Flaw, Frame, Request};

/// Requests are short.
const LONGEST_REQUEST: u64 = 64 * 1024;

/// More complaints than this say nothing new.
const MOST_WARNINGS: usize = 100;

/// Complaints of GDAL since they were last given.
static WARNINGS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// The first failure GDAL told of. A call may fail late and say so nowhere else: when buffers are written out at the end.
static FAILURE: Mutex<Option<String>> = Mutex::new(None);

/// Where answers are written.
struct Answers {
    out: BufWriter<StdoutLock<'static>>,
    warnings: usize,
}

impl Answers {
    fn give(&mut self, frame: &Frame) -> std::io::Result<()> {
        serde_json::to_writer(&mut self.out, frame)?;
        self.out.write_all(b"\n")
    }

    /// Gives what GDAL complained of in the meantime.
    fn give_warnings(&mut self) -> std::io::Result<()> {
        let warnings = std::mem::take(&mut *WARNINGS.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
        for warning in warnings {
            self.warnings += 1;
            if self.warnings <= MOST_WARNINGS {
                self.give(&Frame::Warning(warning))?;
            }
        }
        Ok(())
    }
}

fn main() -> ExitCode {
    let mut answers = Answers { out: BufWriter::new(std::io::stdout().lock()), warnings: 0 };
    let failed = work(&mut answers).err();
    let told = answers.give_warnings().and_then(|()| match &failed {
        Some(Failure::Said(reason)) => answers.give(&Frame::Failed(reason.clone())),
        Some(Failure::Flawed(flaws)) => answers.give(&Frame::Flawed(flaws.clone())),
        None => Ok(()),
    });
    // Nobody listens any more when the pipe is closed.
    let told = told.and_then(|()| answers.out.flush());
    if failed.is_none() && told.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Why there is no answer.
enum Failure {
    /// In words of the library.
    Said(String),
    /// The file is broken in ways that can be named.
    Flawed(Vec<Flaw>),
}

impl From<String> for Failure {
    fn from(said: String) -> Self {
        Failure::Said(said)
    }
}

fn work(answers: &mut Answers) -> Result<(), Failure> {
    let mut input = std::io::stdin().lock();
    let mut line = Vec::new();
    input.by_ref().take(LONGEST_REQUEST).read_until(b'\n', &mut line).map_err(|error| error.to_string())?;
    let request: Request = serde_json::from_slice(&line).map_err(|error| error.to_string())?;
    // Drivers and the table of coordinate systems are opened before the doors close.
    gdal::DriverManager::register_all();
    gdal::config::set_error_handler(|class, _, message| {
        if matches!(class, gdal::errors::CplErrType::Failure | gdal::errors::CplErrType::Fatal) {
            let mut failure = FAILURE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            failure.get_or_insert_with(|| message.to_owned());
        }
        let mut warnings = WARNINGS.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if warnings.len() <= MOST_WARNINGS {
            warnings.push(message.to_owned());
        }
    });
    // What is caught is told on the way out; nobody reads what a panic prints.
    std::panic::set_hook(Box::new(|_| {}));
    sandbox::enter().map_err(|error| format!("the worker could not shut itself in: {error}"))?;
    read::configure().map_err(|error| error.to_string())?;
    match request {
        Request::Describe { file } => describe(&file, answers)?,
        Request::Read { file, roads, .. } if osm::is_extract(&file) => {
            osm::read(&file, &roads.unwrap_or_default(), answers)?;
        }
        Request::Read { file, .. } if table::is_table(&file) => table::read(&file, answers)?,
        Request::Read { file, layer, .. } if sheet::is_workbook(&file) => sheet::read(&file, layer, answers)?,
        Request::Read { file, layer, .. } => read::read(&file, layer, answers)?,
        Request::Write(writing) => write::write(&writing, &mut input, answers)?,
        Request::Transform { from, to, points } => transform::transform(from, to, &points, answers)?,
    }
    Ok(())
}

/// Describes a file that is whole enough to be opened; what its bytes show says more than what a driver complains of.
fn describe(file: &str, answers: &mut Answers) -> Result<(), Failure> {
    let flaws = whole::look(file)?;
    if flaws.iter().any(Flaw::is_fatal) {
        return Err(Failure::Flawed(flaws));
    }
    let described = match file {
        file if osm::is_extract(file) => osm::describe(file),
        file if table::is_table(file) => table::describe(file),
        file if sheet::is_workbook(file) => sheet::describe(file),
        file => describe::describe(file),
    };
    let described = match described {
        Ok(described) => described,
        Err(_) if !flaws.is_empty() => return Err(Failure::Flawed(flaws)),
        Err(said) => return Err(Failure::Said(said)),
    };
    let given =
        answers.give_warnings().and_then(|()| answers.give(&Frame::Described(Description { flaws, ..described })));
    given.and_then(|()| answers.give(&Frame::Done { rows: 0 })).map_err(|error| Failure::Said(error.to_string()))
}

/// What GDAL failed at meanwhile: some drivers say so only by the way.
pub fn failure() -> Result<(), String> {
    let failure = FAILURE.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
    failure.map_or(Ok(()), Err)
}
