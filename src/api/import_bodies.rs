//! Imports on the wire: how one stands, why it failed.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::coded::*;
use super::import_answers::AnswersBody;
use super::import_problems;
use super::import_report::{ReportBody, report};
use super::owned_name::OwnedName;
use super::problem::Problem;
use crate::command::import::ImportError;
use crate::command::imports::Seen;
use crate::model::Coded;

/// Files that lie on the desk, and what they came to.
#[derive(Serialize, ToSchema)]
#[schema(as = Import)]
pub struct ImportBody<'a> {
    /// Which it is.
    pub id: &'a str,
    /// How it stands.
    pub state: ImportStateCode,
    /// The same in words.
    pub state_label: NameBody<'static>,
    /// Names of its files, in order.
    pub files: &'a [String],
    /// Hash of its files: twelve digits tell one delivery from another.
    pub hash: &'a str,
    /// What it was last read with.
    pub answers: AnswersBody<'a>,
    /// How far it has come.
    pub progress: ProgressBody,
    /// When its files had come (RFC 3339).
    pub started_at: String,
    /// When the last reading ended; null = it is running.
    pub ended_at: Option<String>,
    /// Until when it is kept, if nobody looks at it before.
    pub kept_until: String,
    /// Why it failed, or what is to be chosen first.
    pub problem: Option<ImportProblem>,
    /// What it came to; null = it is running, failed or was stopped, and in the list.
    pub report: Option<ReportBody<'a>>,
}

/// How far an import has come.
#[derive(Serialize, ToSchema)]
#[schema(as = ImportProgress)]
pub struct ProgressBody {
    /// What it is doing.
    step: StepCode,
    /// The same in words.
    step_label: NameBody<'static>,
    /// Rows done in this step.
    rows: u64,
    /// Rows there will be; null = not known.
    rows_expected: Option<u64>,
}

/// Why an import failed.
#[derive(Serialize, ToSchema)]
pub struct ImportProblem {
    /// The kind of problem in words.
    title: NameBody<'static>,
    /// What is wrong.
    detail: OwnedName,
    /// The answer it is about: `file`, `file_layer`, `layer`, `crs` …
    parameter: Option<String>,
    /// What was answered.
    value: Option<String>,
    /// What would be accepted.
    allowed: Option<OwnedName>,
    /// What is there to choose from.
    choices: Vec<String>,
}

/// Imports, the newest first.
#[derive(Serialize, ToSchema)]
pub struct ImportList<'a> {
    /// Each without its report.
    pub imports: Vec<ImportBody<'a>>,
}

/// An import as it stands.
pub fn import(seen: &Seen, kept_for: SignedDuration) -> ImportBody<'_> {
    ImportBody { report: seen.outcome.as_deref().map(report), ..import_without_report(seen, kept_for) }
}

/// An import as it stands, for a list.
pub fn import_without_report(seen: &Seen, kept_for: SignedDuration) -> ImportBody<'_> {
    let (step, rows, rows_expected) = seen.progress;
    let kept_until = seen.last_used.checked_add(kept_for).unwrap_or(seen.last_used);
    ImportBody {
        id: &seen.id,
        state: seen.state.into(),
        state_label: seen.state.label().into(),
        files: &seen.files,
        hash: &seen.hash,
        answers: (&seen.answers).into(),
        progress: ProgressBody { step: step.into(), step_label: step.label().into(), rows, rows_expected },
        started_at: to_the_second(seen.started_at),
        ended_at: seen.ended_at.map(to_the_second),
        kept_until: to_the_second(kept_until),
        problem: seen.problem.as_deref().map(problem),
        report: None,
    }
}

fn to_the_second(at: Timestamp) -> String {
    Timestamp::from_second(at.as_second()).unwrap_or(at).to_string()
}

fn problem(error: &ImportError) -> ImportProblem {
    let problem = Problem::from(error);
    let subject = problem.subject();
    ImportProblem {
        title: import_problems::title(error, &problem).into(),
        detail: problem.detail().into(),
        parameter: subject.map(|(parameter, _, _)| parameter.to_owned()),
        value: subject.map(|(_, value, _)| value.to_owned()).filter(|value| !value.is_empty()),
        allowed: subject.map(|(_, _, allowed)| allowed.into()),
        choices: import_problems::choices(error),
    }
}
