//! What happens to many rows in the same way is said once.

use std::collections::BTreeMap;

use crate::import::issue::{Issue, IssueKind, Severity};

/// What is said of each row up to this many of them.
const FEW: usize = 3;

/// What says nothing new from row to row: how a format or a program writes its shapes.
const ALIKE: [IssueKind; 5] = [
    IssueKind::Winding,
    IssueKind::OrdinatesDropped,
    IssueKind::CurvesFlattened,
    IssueKind::ClosedPolyline,
    IssueKind::Parts,
];

/// What is told of a file. What happened alike to many rows of a layer becomes one note with their number and the first of them, and is
/// counted as it comes: a file of two hundred thousand rows is not told of two hundred thousand times.
#[derive(Default)]
pub struct Folding {
    alike: BTreeMap<(IssueKind, String), Alike>,
    others: Vec<Issue>,
}

struct Alike {
    rows: usize,
    first: u64,
    few: Vec<Issue>,
}

impl Folding {
    /// Takes one issue.
    pub fn take(&mut self, issue: Issue) {
        let row = issue
            .row
            .filter(|_| ALIKE.contains(&issue.kind) && matches!(issue.severity, Severity::Note | Severity::Repaired));
        let Some(row) = row else {
            self.others.push(issue);
            return;
        };
        let alike = self.alike.entry((issue.kind, issue.layer.clone()));
        let alike = alike.or_insert_with(|| Alike { rows: 0, first: row, few: Vec::new() });
        alike.rows += 1;
        alike.first = alike.first.min(row);
        if alike.few.len() < FEW {
            alike.few.push(issue);
        }
    }

    /// Takes several.
    pub fn extend(&mut self, issues: impl IntoIterator<Item = Issue>) {
        issues.into_iter().for_each(|issue| self.take(issue));
    }

    /// Everything in order: what is refused first, then by row.
    pub fn finish(self) -> Vec<Issue> {
        let mut issues = self.others;
        for Alike { rows, first, mut few } in self.alike.into_values() {
            if rows > FEW {
                let found = format!("{rows} dòng, dòng đầu {first} / {rows} rows, the first {first}");
                issues.extend(few.pop().map(|issue| Issue { row: None, found, at: None, ..issue }));
            } else {
                issues.extend(few);
            }
        }
        // A stable order by row keeps what is said of one row in the order in which it was found.
        issues.sort_by_key(|issue| (issue.severity, issue.row));
        issues
    }
}
