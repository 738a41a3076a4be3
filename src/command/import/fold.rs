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

/// Makes one note of what happened alike to many rows of a layer, with their number and the first of them, and puts everything in order:
/// what is refused first, then by row.
pub fn fold(issues: Vec<Issue>) -> Vec<Issue> {
    let mut alike: BTreeMap<(IssueKind, String), Vec<Issue>> = BTreeMap::new();
    let mut folded = Vec::new();
    for issue in issues {
        let is_alike = ALIKE.contains(&issue.kind)
            && issue.row.is_some()
            && matches!(issue.severity, Severity::Note | Severity::Repaired);
        if is_alike {
            alike.entry((issue.kind, issue.layer.clone())).or_default().push(issue);
        } else {
            folded.push(issue);
        }
    }
    for mut same in alike.into_values() {
        if same.len() > FEW {
            let rows = same.len();
            let first = same.iter().filter_map(|issue| issue.row).min().unwrap_or_default();
            let found = format!("{rows} dòng, dòng đầu {first} / {rows} rows, the first {first}");
            folded.extend(same.pop().map(|issue| Issue { row: None, found, at: None, ..issue }));
        } else {
            folded.extend(same);
        }
    }
    // A stable order by row keeps what is said of one row in the order in which it was found.
    folded.sort_by_key(|issue| (issue.severity, issue.row));
    folded
}
