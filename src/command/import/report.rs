//! What an import found, for the person who asked.

use super::{Differences, Shapes};
use crate::import::issue::{Issue, Severity};
use crate::import::mapping::{Target, Understood};
use crate::import::place::{Placement, SourceCrs};
use crate::import::table::{Lettering, Table};
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
    /// Columns whose values can be read in more than one way.
    pub doubtful: Vec<DoubtfulColumn>,
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

/// A column whose values can be read in more than one way.
#[derive(Clone, Debug, PartialEq)]
pub struct DoubtfulColumn {
    /// What it is called.
    pub column: String,
    /// One of its values.
    pub example: String,
    /// The number it was taken for.
    pub read_as: f64,
}

/// Texts that are shown.
const SHOWN: usize = 20;

impl ImportReport {
    pub(super) fn new(
        file: &str,
        table: &Table,
        placement: &Placement,
        understood: Understood,
        target: &Target,
    ) -> Self {
        let texts = table.rows.iter().flat_map(|row| &row.values).filter_map(|cell| match cell {
            crate::import::table::Cell::Text(text) if !text.is_ascii() => Some(text.clone()),
            _ => None,
        });
        ImportReport {
            file: file.to_owned(),
            file_layer: table.layer.clone(),
            kind: target.kind,
            rows: table.rows.len(),
            lettering: table.lettering.clone(),
            sample: texts.take(SHOWN).collect(),
            crs: placement.crs,
            grid: Crs::THAI_NGUYEN,
            swapped: placement.swapped,
            placement: placement.findings.clone(),
            candidates: placement.candidates.clone(),
            understood,
            doubtful: Vec::new(),
            keys: target.keys(),
            issues: Vec::new(),
            differences: Differences::default(),
            shapes: Shapes::default(),
            revision: None,
        }
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
