//! Why a command did not do what it was asked: a sentence in both languages, and an exit code.

use std::process::ExitCode;

use kcn_atlas::model::{Name, Refused};
use kcn_atlas::store::StoreError;

use crate::config::Unsettled;

/// What a caller may conclude; the numbers are part of the command line's contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// 1: it went wrong; trying again may help.
    Failed = 1,
    /// 2: it was asked in a way that cannot be done.
    Usage = 2,
    /// 3: the data is not accepted; nothing was written.
    DataRefused = 3,
}

/// Why a command failed.
#[derive(Debug)]
pub struct Failure {
    kind: Kind,
    /// The sentence.
    pub said: Name,
    /// What is wrong, piece by piece.
    pub pieces: Vec<Name>,
}

impl Failure {
    /// It went wrong.
    pub fn failed(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Failure { kind: Kind::Failed, said: Name::new(vi, en), pieces: vec![] }
    }

    /// It was asked wrongly.
    pub fn usage(said: Name) -> Self {
        Failure { kind: Kind::Usage, said, pieces: vec![] }
    }

    /// A setting has a value that is not accepted.
    pub fn usage_of(refused: Refused) -> Self {
        let Refused { field, value, allowed } = refused;
        Failure::usage(Name::new(
            format!("{field} không nhận giá trị {value:?}; cho phép: {}", allowed.vi),
            format!("{field} does not accept {value:?}; allowed: {}", allowed.en),
        ))
    }

    /// The data is not accepted, for these reasons.
    pub fn data_refused(vi: impl Into<String>, en: impl Into<String>, pieces: Vec<Name>) -> Self {
        Failure { kind: Kind::DataRefused, said: Name::new(vi, en), pieces }
    }

    /// The same failure, with what it kept from being done said first.
    pub fn preceded_by(mut self, vi: &str, en: &str) -> Self {
        self.said = Name::new(format!("{vi}: {}", self.said.vi), format!("{en}: {}", self.said.en));
        self
    }

    /// What the process ends with.
    pub fn exit_code(&self) -> u8 {
        self.kind as u8
    }

    /// Tells the person at the terminal, and gives the exit code.
    pub fn tell(&self) -> ExitCode {
        for piece in &self.pieces {
            eprintln!("- {}\n  {}", piece.vi, piece.en);
        }
        eprintln!("{}\n{}", self.said.vi, self.said.en);
        ExitCode::from(self.exit_code())
    }
}

impl From<Unsettled> for Failure {
    fn from(Unsettled(said): Unsettled) -> Self {
        Failure::usage(said)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let said = error.explain();
        let kind = match error {
            StoreError::BadLocation { .. }
            | StoreError::PostgresNotYet
            | StoreError::IsAFolder { .. }
            | StoreError::Missing { .. } => Kind::Usage,
            StoreError::NotEmpty { .. }
            | StoreError::EmptyFile { .. }
            | StoreError::NotADatabase { .. }
            | StoreError::OtherProgram { .. }
            | StoreError::NewerSchema { .. }
            | StoreError::Damaged { .. }
            | StoreError::EmptyChange
            | StoreError::BadRecordedAt { .. }
            | StoreError::RefusedRow { .. }
            | StoreError::DuplicateRow { .. }
            | StoreError::NothingToRetract { .. }
            | StoreError::UnknownRevision { .. }
            | StoreError::UnreadableRow { .. } => Kind::DataRefused,
            StoreError::NotWritable { .. }
            | StoreError::AlreadyExists { .. }
            | StoreError::InUse { .. }
            | StoreError::DiskFull { .. }
            | StoreError::NotWritten { .. }
            | StoreError::ShutDown
            | StoreError::Sqlite(_) => Kind::Failed,
        };
        Failure { kind, said, pieces: vec![] }
    }
}
