//! What an import came to, on the wire.

use serde::Serialize;
use utoipa::ToSchema;

use super::coded::*;
use super::geojson::{Position, seven_decimals};
use crate::command::imports::{Candidate, Counts, Issue, Outcome, Severity, Unit};
use crate::model::{Coded, Id};
use std::collections::{BTreeMap, BTreeSet};

/// Issues that are shown; the file of issues has them all.
const SHOWN_ISSUES: usize = 200;

/// Systems that are offered.
const SHOWN_CANDIDATES: usize = 12;

/// What an import came to.
#[derive(Serialize, ToSchema)]
#[schema(as = ImportReport)]
pub struct ReportBody<'a> {
    /// The file that was read.
    file: &'a str,
    /// The layer of the file.
    file_layer: &'a str,
    /// What records it makes.
    #[schema(example = "lot")]
    kind: &'static str,
    /// Rows that were read.
    rows: usize,
    /// How its letters were read.
    charset: CharsetBody,
    /// A few decoded texts, to be looked at.
    sample: &'a [String],
    /// The coordinate system; null = to be chosen.
    crs: Option<ImportCrs>,
    /// What is known of the place, in sentences.
    placement: Vec<NameBody<'a>>,
    /// Systems in which the shapes would land inside the province, the likeliest first.
    candidates: Vec<CandidateBody>,
    /// How its columns were understood.
    columns: ImportColumns<'a>,
    /// Every key that a column or a value may fill.
    keys: &'a [String],
    /// What is wrong, or was.
    issues: ImportIssues<'a>,
    /// What would change, or did.
    differences: ImportDifferences<'a>,
    /// Whether it may be written: nothing is refused, nothing is to be confirmed.
    may_be_written: bool,
    /// The revision that was written; null = nothing was.
    revision: Option<u64>,
}

/// How letters were read.
#[derive(Serialize, ToSchema)]
#[schema(as = ImportCharset)]
pub struct CharsetBody {
    /// The charset.
    code: CharsetCode,
    /// The same in words.
    label: NameBody<'static>,
    /// Whether the texts themselves decided, or a person.
    is_certain: bool,
    /// Whether a program had taken the bytes for western letters before.
    was_recoded: bool,
}

/// The coordinate system shapes were read in.
#[derive(Serialize, ToSchema)]
pub struct ImportCrs {
    /// Its code.
    #[schema(example = "EPSG:9213")]
    code: String,
    /// Whether the axes stood the other way round, and were turned back.
    swapped: bool,
}

/// A system in which the shapes would land inside.
#[derive(Serialize, ToSchema)]
#[schema(as = ImportCandidate)]
pub struct CandidateBody {
    /// Its code.
    #[schema(example = "EPSG:9213")]
    crs: String,
    /// What it is called.
    name: super::owned_name::OwnedName,
    /// Whether the axes would stand the other way round.
    swapped: bool,
    /// `metres` (degrees where the system is geographic) or `millimetres`.
    unit: &'static str,
    /// The share of points that would land inside.
    inside_pct: f64,
    /// How far from the middle of the province their middle would land.
    kilometres: f64,
}

/// How columns were understood.
#[derive(Serialize, ToSchema)]
pub struct ImportColumns<'a> {
    /// Columns that fill a key.
    used: Vec<UsedColumn<'a>>,
    /// Columns that fill nothing.
    unused: &'a [String],
    /// Columns whose values can be read in more than one way.
    doubtful: Vec<DoubtfulColumnBody<'a>>,
}

/// A column that fills a key.
#[derive(Serialize, ToSchema)]
pub struct UsedColumn<'a> {
    /// The column.
    column: &'a str,
    /// The key.
    key: &'a str,
}

/// A column whose values can be read in more than one way.
#[derive(Serialize, ToSchema)]
#[schema(as = DoubtfulColumn)]
pub struct DoubtfulColumnBody<'a> {
    /// The column.
    column: &'a str,
    /// One of its values.
    example: &'a str,
    /// The number it was taken for.
    read_as: f64,
}

/// What is wrong, or was: how much, and the worst of it.
#[derive(Serialize, ToSchema)]
pub struct ImportIssues<'a> {
    /// Rows refused, and reasons to refuse the whole.
    refused: usize,
    /// Repairs.
    repaired: usize,
    /// What is to be confirmed.
    question: usize,
    /// Notes.
    note: usize,
    /// The first 200, the gravest first.
    first: Vec<IssueBody<'a>>,
}

/// One thing that is wrong, or was.
#[derive(Serialize, ToSchema)]
#[schema(as = ImportIssue)]
pub struct IssueBody<'a> {
    /// What becomes of the row.
    severity: SeverityCode,
    /// The same in words.
    severity_label: NameBody<'static>,
    /// What is wrong.
    kind: IssueKindCode,
    /// The same in words.
    kind_label: NameBody<'static>,
    /// The layer of the file.
    layer: &'a str,
    /// The row's number in the file; null = the layer as a whole.
    row: Option<u64>,
    /// The field.
    field: Option<&'a str>,
    /// What was found.
    found: &'a str,
    /// What was expected.
    expected: NameBody<'a>,
    /// Where.
    #[schema(value_type = Option<[f64; 2]>)]
    at: Option<Position>,
}

/// What would change: how many, and the first ids of each.
#[derive(Serialize, ToSchema)]
pub struct ImportDifferences<'a> {
    /// New records.
    added: usize,
    /// Records that say something else.
    changed: usize,
    /// Records that say the same.
    unchanged: usize,
    /// Records of the same owners that the file does not name; nothing happens to them.
    missing: usize,
    /// The first 200 new records.
    added_ids: Vec<&'a str>,
    /// The first 200 changed ones.
    changed_ids: Vec<&'a str>,
    /// What of these is another: keys as files call them.
    changes: BTreeMap<&'a str, &'a [String]>,
    /// The first 200 that are not named.
    missing_ids: Vec<&'a str>,
}

/// What an import came to.
pub fn report(outcome: &Outcome) -> ReportBody<'_> {
    let report = &outcome.report;
    ReportBody {
        file: &report.file,
        file_layer: &report.file_layer,
        kind: report.kind.code(),
        rows: report.rows,
        charset: CharsetBody {
            code: report.lettering.charset.into(),
            label: report.lettering.charset.label().into(),
            is_certain: report.lettering.is_certain,
            was_recoded: report.lettering.was_recoded,
        },
        sample: &report.sample,
        crs: report.crs.map(|crs| ImportCrs { code: crs.code(), swapped: report.swapped }),
        placement: report.placement.iter().map(NameBody::from).collect(),
        candidates: report.candidates.iter().take(SHOWN_CANDIDATES).map(candidate).collect(),
        columns: columns(outcome),
        keys: &report.keys,
        issues: issues(&report.issues, &outcome.counts),
        differences: differences(outcome),
        may_be_written: outcome.may_be_written,
        revision: report.revision,
    }
}

fn candidate(candidate: &Candidate) -> CandidateBody {
    CandidateBody {
        crs: candidate.crs.code(),
        name: (&candidate.crs.name()).into(),
        swapped: candidate.swapped,
        unit: match candidate.crs.unit() {
            Unit::Metres => "metres",
            Unit::Millimetres => "millimetres",
        },
        inside_pct: tenths(candidate.inside * 100.0),
        kilometres: if candidate.kilometres.is_finite() { tenths(candidate.kilometres) } else { 0.0 },
    }
}

fn columns(outcome: &Outcome) -> ImportColumns<'_> {
    let report = &outcome.report;
    let used = report.understood.used.iter().map(|(column, key)| UsedColumn { column, key });
    let doubtful = report.understood.doubtful.iter().map(|doubtful| DoubtfulColumnBody {
        column: &doubtful.column,
        example: &doubtful.example,
        read_as: doubtful.read_as,
    });
    ImportColumns { used: used.collect(), unused: &report.understood.unused, doubtful: doubtful.collect() }
}

fn issues<'a>(issues: &'a [Issue], counts: &Counts) -> ImportIssues<'a> {
    ImportIssues {
        refused: counts.issues(Severity::Refused),
        repaired: counts.issues(Severity::Repaired),
        question: counts.issues(Severity::Question),
        note: counts.issues(Severity::Note),
        first: issues.iter().take(SHOWN_ISSUES).map(issue).collect(),
    }
}

fn issue(issue: &Issue) -> IssueBody<'_> {
    IssueBody {
        severity: issue.severity.into(),
        severity_label: issue.severity.label().into(),
        kind: issue.kind.into(),
        kind_label: issue.kind.label().into(),
        layer: &issue.layer,
        row: issue.row,
        field: issue.field.as_deref(),
        found: &issue.found,
        expected: (&issue.expected).into(),
        at: issue.at.filter(|at| seven_decimals(at.x).is_finite() && at.y.is_finite()).map(Position),
    }
}

fn differences(outcome: &Outcome) -> ImportDifferences<'_> {
    fn ids(of: &BTreeSet<Id>) -> Vec<&str> {
        of.iter().map(Id::as_str).collect()
    }
    let (counts, differences) = (&outcome.counts, &outcome.report.differences);
    ImportDifferences {
        added: counts.added,
        changed: counts.changed,
        unchanged: counts.unchanged,
        missing: counts.missing,
        added_ids: ids(&differences.added),
        changed_ids: ids(&differences.changed),
        changes: differences.changes.iter().map(|(id, keys)| (id.as_str(), keys.as_slice())).collect(),
        missing_ids: ids(&differences.missing),
    }
}
