//! What is wrong with a file as a whole, as issues of its layer.

use super::issue::{Issue, IssueKind, Severity};
use super::table::{Raw, Table};
use crate::gis::flaw::explain;
use crate::gis::wire::Flaw;
use crate::model::Name;

/// The column a table of bare shapes is given.
const NUMBERED: &str = "id";

/// Tells of the flaws of a file, and numbers the rows of one whose attributes are lost.
pub fn tell(table: &mut Table, raw: &mut Raw, flaws: &[Flaw]) {
    for flaw in flaws {
        let (severity, kind) = weigh(flaw);
        let Name { vi, en } = explain(flaw);
        let layer = table.layer.clone();
        let expected = Name::new("tệp nguyên vẹn, đủ tệp đi kèm", "a sound file with its companions");
        let found = format!("{vi} / {en}");
        table.issues.push(Issue { severity, kind, layer, row: None, field: None, found, expected, at: None });
    }
    if flaws.iter().any(|flaw| matches!(flaw, Flaw::NoAttributes { .. })) && table.fields.is_empty() {
        table.fields.push(NUMBERED.to_owned());
        raw.number_rows();
    }
}

/// What becomes of a file with a flaw: what was lost keeps it out, what was put right is told.
fn weigh(flaw: &Flaw) -> (Severity, IssueKind) {
    match flaw {
        Flaw::IndexRebuilt { .. } => (Severity::Repaired, IssueKind::MissingFile),
        Flaw::NoAttributes { .. } => (Severity::Note, IssueKind::MissingFile),
        Flaw::Incomplete { .. } => (Severity::Refused, IssueKind::MissingFile),
        Flaw::Cut { .. } | Flaw::Unequal { .. } => (Severity::Refused, IssueKind::MissingRows),
        Flaw::Utf16 { .. } => (Severity::Repaired, IssueKind::Text),
        Flaw::NoUtf8 { .. } => (Severity::Note, IssueKind::Text),
        Flaw::BadRecord { .. }
        | Flaw::Empty { .. }
        | Flaw::Malformed { .. }
        | Flaw::Entities { .. }
        | Flaw::NoDatabase { .. } => (Severity::Refused, IssueKind::Unreadable),
    }
}
