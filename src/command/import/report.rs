//! What an import found, for the person who asked.

use super::intake::Intake;
use super::{Differences, Shapes};
use crate::import::issue::{Issue, Severity};
use crate::import::mapping::{Target, Understood};
use crate::import::place::SourceCrs;
use crate::import::table::{Cell, Lettering, TableRow};
use crate::model::{Crs, Kind, Name, Revision};

/// What an import found and did.
#[derive(Clone, Debug)]
pub struct ImportReport {
    /// The file that was read.
    pub file: String,
    /// The layer of the file.
    pub file_layer: String,
    /// What records it makes.
    pub kind: Kind,
    /// Rows that were read.
    pub rows: usize,
    /// How its letters were read.
    pub lettering: Lettering,
    /// A few decoded texts, to be looked at.
    pub sample: Vec<String>,
    /// The coordinate system; `None` = to be chosen.
    pub crs: Option<SourceCrs>,
    /// The province's own zone, in which metres are told.
    pub grid: Crs,
    /// Whether the axes stood the other way round, and were turned back.
    pub swapped: bool,
    /// What is known of the place, in sentences.
    pub placement: Vec<Name>,
    /// Systems in which the shapes would land inside.
    pub candidates: Vec<crate::import::place::Candidate>,
    /// How its columns were understood.
    pub understood: Understood,
    /// Every key that a column or a person may fill.
    pub keys: Vec<String>,
    /// Everything that is wrong, or was.
    pub issues: Vec<Issue>,
    /// What would change.
    pub differences: Differences,
    /// The shapes, for a map.
    pub shapes: Shapes,
    /// The revision that was written; `None` = nothing was.
    pub revision: Option<Revision>,
}

/// Texts that are shown.
const SHOWN: usize = 20;

impl ImportReport {
    pub(super) fn new(intake: &Intake, understood: Understood, target: &Target, grid: Crs) -> Self {
        ImportReport {
            file: intake.file.clone(),
            file_layer: intake.table.layer.clone(),
            kind: target.kind,
            rows: intake.rows,
            lettering: intake.table.lettering.clone(),
            sample: Vec::new(),
            crs: intake.placement.crs,
            grid,
            swapped: intake.placement.swapped,
            placement: intake.placement.findings.clone(),
            candidates: intake.placement.candidates.clone(),
            understood,
            keys: target.keys(),
            issues: Vec::new(),
            differences: Differences::default(),
            shapes: Shapes::default(),
            revision: None,
        }
    }

    /// Keeps a few texts of the rows as they go by.
    pub(super) fn see(&mut self, rows: &[TableRow]) {
        if self.sample.len() >= SHOWN {
            return;
        }
        let texts = rows.iter().flat_map(|row| &row.values).filter_map(|cell| match cell {
            Cell::Text(text) if !text.is_ascii() => Some(text.clone()),
            _ => None,
        });
        self.sample.extend(texts.take(SHOWN - self.sample.len()));
    }

    /// How many issues have a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.issues.iter().filter(|issue| issue.severity == severity).count()
    }

    /// Whether it may be written: all or nothing, and nothing that nobody confirmed.
    pub fn may_be_written(&self) -> bool {
        self.crs.is_some() && self.count(Severity::Refused) == 0 && self.count(Severity::Question) == 0
    }
}
