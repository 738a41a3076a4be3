//! The sections of a file of roads: every link says what its section is, and they must agree.

use std::collections::BTreeMap;

use super::bodies::Record;
use crate::import::issue::{Issue, IssueKind, Severity};
use crate::import::mapping::{SECTION, Target};
use crate::model::{Body, Coded, Date, Id, Kind, Name};

/// The sections met so far.
#[derive(Default)]
pub struct Sections {
    met: BTreeMap<Id, Met>,
}

struct Met {
    row: u64,
    valid_from: Date,
    body: Body,
}

impl Sections {
    /// Lets the records of a row pass, a section only the first time.
    ///
    /// **Shape**: the records to be kept, and an issue where a section is said to be another than before.
    pub fn take(&mut self, records: Vec<Record>, target: &Target) -> (Vec<Record>, Vec<Issue>) {
        let mut issues = Vec::new();
        let mut is_first = |record: &Record| {
            if record.key.kind != Kind::RoadSection {
                return true;
            }
            let Some(met) = self.met.get(&record.key.id) else {
                let met = Met { row: record.row, valid_from: record.valid_from, body: record.body.clone() };
                self.met.insert(record.key.id.clone(), met);
                return true;
            };
            if met.body != record.body || met.valid_from != record.valid_from {
                issues.push(differs(record, met, target));
            }
            false
        };
        let kept = records.into_iter().filter(&mut is_first).collect();
        (kept, issues)
    }
}

fn differs(record: &Record, met: &Met, target: &Target) -> Issue {
    let row = met.row;
    Issue {
        severity: Severity::Refused,
        kind: IssueKind::SectionDiffers,
        layer: target.layer.code().to_owned(),
        row: Some(record.row),
        field: Some(SECTION.to_owned()),
        found: record.key.id.to_string(),
        expected: Name::new(
            format!("các cột section. giống dòng {row} của cùng tuyến"),
            format!("the section. columns of row {row}, which is of the same section"),
        ),
        at: None,
    }
}
