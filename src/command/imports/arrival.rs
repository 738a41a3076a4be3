//! Files on their way in: they have a place on the desk, and lose it when nobody brings the rest.

use std::io::Read;

use super::desk::Place;
use super::{Answers, Desk, DeskError, Seen};
use crate::import::Job;

/// Files on their way in. Dropped, they are forgotten.
#[derive(Debug)]
pub struct Arrival {
    pub(super) job: Job,
    pub(super) place: Place,
}

impl Arrival {
    /// Takes a file; a zip is unpacked. Blocks while the content comes and is written.
    ///
    /// **Errors**: [`DeskError::Job`] for a name or a file that is not accepted.
    pub fn take(&mut self, name: &str, content: &mut impl Read) -> Result<(), DeskError> {
        Ok(self.job.take(name, content)?)
    }

    /// Puts the files on the desk and begins to read them.
    ///
    /// **Errors**: [`DeskError::NoFile`]; then they are forgotten.
    pub fn accept(self, desk: &Desk, answers: Answers) -> Result<Seen, DeskError> {
        if self.job.names().next().is_none() {
            return Err(DeskError::NoFile);
        }
        desk.put(self, answers)
    }
}
