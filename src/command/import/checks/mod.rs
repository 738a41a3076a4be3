//! What must agree between the records of a file, and between them and what is on record.

mod inside;
mod overlap;
mod reference;
mod state;

use std::collections::BTreeMap;

use geo::Area;
use rayon::prelude::*;

use super::Fate;
use super::Progress;
use super::bodies::Record;
use super::known::Known;
use super::shapes::Plots;
use crate::import::issue::{Issue, IssueKind, Severity};
use crate::import::mapping::Target;
use crate::model::{Body, Coded, Name, RowKey};

/// Declared and measured areas may differ by this share.
const AREA_DIFFERS: f64 = 0.01;

/// What the checks look at.
pub struct Checks<'c> {
    /// The records of the file, in the order of its rows.
    pub records: &'c [Record],
    /// The layer.
    pub target: &'c Target,
    /// What is on record.
    pub known: Known<'c>,
    /// Outlines on record.
    pub plots: &'c Plots,
    /// Asked whether to go on.
    pub progress: &'c Progress,
}

impl Checks<'_> {
    /// Everything that does not agree; not all of it, once the import is stopped.
    pub fn issues(&self) -> Vec<Issue> {
        let mut issues = self.duplicates();
        issues.extend(self.overlaps());
        issues.extend(self.references());
        issues.extend(self.contradictions());
        let grounds = self.grounds_of_parts();
        let of_one = |record: &Record| [self.area(record), self.outside(record, &grounds)];
        // What is on record is on record; `kcn-atlas check` speaks of that.
        let news = self.records.par_iter().filter(|record| record.fate != Fate::Unchanged);
        issues.extend(news.flat_map_iter(of_one).flatten().collect::<Vec<Issue>>());
        issues
    }

    fn issue(&self, severity: Severity, kind: IssueKind, row: u64, found: String, vi: &str, en: &str) -> Issue {
        let (layer, expected) = (self.target.layer.code().to_owned(), Name::new(vi, en));
        Issue { severity, kind, layer, row: Some(row), field: None, found, expected, at: None }
    }

    fn duplicates(&self) -> Vec<Issue> {
        let mut first: BTreeMap<&RowKey, u64> = BTreeMap::new();
        let mut issues = Vec::new();
        for record in self.records.iter().filter(|record| record.key.facet.as_str() == "core") {
            match first.get(&record.key) {
                None => drop(first.insert(&record.key, record.row)),
                Some(row) => {
                    let (vi, en) = (format!("mã khác dòng {row}"), format!("another id than row {row}"));
                    let id = record.key.id.to_string();
                    issues.push(self.issue(Severity::Refused, IssueKind::DuplicateId, record.row, id, &vi, &en));
                }
            }
        }
        issues
    }

    /// Declared and measured area.
    fn area(&self, record: &Record) -> Option<Issue> {
        let Body::Lot(lot) = &record.body else { return None };
        let (declared, measured) = (lot.declared_area?.get(), record.ground.as_ref()?.unsigned_area() / 10_000.0);
        let differs = (declared - measured).abs() > AREA_DIFFERS * measured.max(declared);
        let (found, measured) = (format!("{declared:.4} ha"), format!("{measured:.4} ha"));
        differs.then(|| self.issue(Severity::Note, IssueKind::AreaDiffers, record.row, found, &measured, &measured))
    }
}
