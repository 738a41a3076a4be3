//! What an import came to, as long as it is kept: bounded, whatever was in the file.

use std::collections::BTreeSet;

use crate::command::import::ImportReport;
use crate::import::issue::Severity;
use crate::model::{Coded, Id};

/// The most issues that are kept of one import; the others are counted.
pub const MOST_ISSUES: usize = 100_000;

/// The most ids that are kept of each list of differences; the others are counted.
pub const MOST_IDS: usize = 200;

/// What an import came to.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The report, with its lists cut to what is kept.
    pub report: ImportReport,
    /// Whether it may be written.
    pub may_be_written: bool,
    /// How much there was before anything was cut.
    pub counts: Counts,
}

/// How much there was in a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    issues: [usize; Severity::ALL.len()],
    /// New records.
    pub added: usize,
    /// Records that say something else.
    pub changed: usize,
    /// Records that say the same.
    pub unchanged: usize,
    /// Records that the file does not name.
    pub missing: usize,
}

impl Counts {
    /// Issues of a severity.
    pub fn issues(&self, severity: Severity) -> usize {
        self.issues[severity as usize]
    }
}

impl Outcome {
    /// Cuts a report to what is kept.
    pub(super) fn of(mut report: ImportReport) -> Self {
        let mut counts = Counts { issues: [0; Severity::ALL.len()], ..Counts::default() };
        for issue in &report.issues {
            counts.issues[issue.severity as usize] += 1;
        }
        let may_be_written = report.may_be_written();
        report.issues.truncate(MOST_ISSUES);
        report.issues.shrink_to_fit();
        let differences = &mut report.differences;
        counts.added = cut(&mut differences.added);
        counts.changed = cut(&mut differences.changed);
        differences.changes.retain(|id, _| differences.changed.contains(id));
        counts.unchanged = cut(&mut differences.unchanged);
        counts.missing = cut(&mut differences.missing);
        Outcome { report, may_be_written, counts }
    }
}

/// Keeps the first ids, and says how many there were.
fn cut(ids: &mut BTreeSet<Id>) -> usize {
    let all = std::mem::take(ids);
    let count = all.len();
    *ids = all.into_iter().take(MOST_IDS).collect();
    count
}
