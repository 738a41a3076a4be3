//! Has the worker write files, row by row.

use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::ChildStdin;

use super::wire::{Frame, Given, LONGEST_LINE, NewRow, Request, Writing};
use super::worker::nonsense;
use super::{Rows, Worker, WorkerError};

/// Rows are made while it writes: it is given so many times the time of a file that is only read.
const TIMES_THE_PATIENCE: u32 = 5;

/// Files that the worker is writing. Dropping it stops the worker; then they are not whole.
#[derive(Debug)]
pub struct WritingFiles {
    rows: BufWriter<ChildStdin>,
    answer: Rows,
    given: u64,
}

impl Worker {
    /// Has files written into a folder.
    ///
    /// **Errors**: [`WorkerError`] when the worker cannot be started.
    pub fn write(&self, folder: &Path, writing: Writing) -> Result<WritingFiles, WorkerError> {
        let (answer, stdin) =
            self.start(folder, &Request::Write(writing), self.patience.saturating_mul(TIMES_THE_PATIENCE))?;
        Ok(WritingFiles { rows: BufWriter::with_capacity(1 << 16, stdin), answer, given: 0 })
    }
}

impl WritingFiles {
    /// Gives a row.
    ///
    /// **Errors**: [`WorkerError`], what kept the worker from taking it, or a row longer than is taken.
    pub fn put(&mut self, row: NewRow) -> Result<(), WorkerError> {
        self.given += 1;
        self.say(&Given::Row(row))
    }

    /// Says that every row was given. Only then are the files whole.
    ///
    /// **Shape**: what GDAL complained of. **Errors**: [`WorkerError`].
    pub fn finish(mut self) -> Result<Vec<String>, WorkerError> {
        self.say(&Given::All { rows: self.given })?;
        if self.rows.flush().is_err() {
            return Err(self.why());
        }
        let WritingFiles { rows, mut answer, given } = self;
        // The pipe is closed: whoever waits for more has not understood.
        drop(rows);
        let mut warnings = Vec::new();
        loop {
            match answer.frame()? {
                Frame::Warning(warning) => warnings.push(warning),
                Frame::Done { rows } if rows == given => return Ok(warnings),
                Frame::Failed(reason) => return Err(WorkerError::Refused(reason)),
                _ => return Err(nonsense()),
            }
        }
    }

    fn say(&mut self, given: &Given) -> Result<(), WorkerError> {
        let mut line = serde_json::to_vec(given).map_err(|error| WorkerError::Crashed(error.to_string()))?;
        line.push(b'\n');
        if line.len() as u64 > LONGEST_LINE {
            return Err(WorkerError::Refused(format!("row {} is longer than {LONGEST_LINE} bytes", self.given)));
        }
        self.rows.write_all(&line).map_err(|_| self.why())
    }

    /// Why the worker takes no more: what it said before it closed the pipe, or how it ended.
    fn why(&mut self) -> WorkerError {
        loop {
            match self.answer.frame() {
                Ok(Frame::Failed(reason)) => return WorkerError::Refused(reason),
                Ok(_) => {}
                Err(error) => return error,
            }
        }
    }
}
