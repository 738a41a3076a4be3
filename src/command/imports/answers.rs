//! What a person answered about a file.

use std::collections::BTreeMap;

use crate::command::import::ImportRequest;
use crate::import::charset::Charset;
use crate::import::place::SourceCrs;
use crate::model::{Date, GeometryAccuracy};

/// Whose name the revision carries: there are no accounts, and who holds the token is the office.
const AUTHOR: &str = "office";

/// What a person answered about a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Answers {
    /// Which layer of the record; empty = to be asked.
    pub layer: String,
    /// Which file, where there are several.
    pub file: Option<String>,
    /// Which layer of the file, where there are several.
    pub file_layer: Option<String>,
    /// The charset; `None` = as the texts say.
    pub charset: Option<Charset>,
    /// The coordinate system; `None` = as the file says.
    pub crs: Option<SourceCrs>,
    /// Column of the file → key of the record.
    pub columns: BTreeMap<String, String>,
    /// Values of keys that have no column.
    pub set: BTreeMap<String, String>,
    /// How the shapes were made.
    pub accuracy: GeometryAccuracy,
    /// From which day it holds.
    pub valid_from: Date,
    /// Stop before anything is written.
    pub dry_run: bool,
}

impl Answers {
    /// What is asked of an import. `recorded_at` = now, RFC 3339.
    pub(super) fn request(&self, recorded_at: String) -> ImportRequest {
        ImportRequest {
            layer: self.layer.clone(),
            file: self.file.clone(),
            file_layer: self.file_layer.clone(),
            charset: self.charset,
            crs: self.crs,
            columns: self.columns.clone(),
            set: self.set.clone(),
            accuracy: self.accuracy,
            valid_from: self.valid_from,
            dry_run: self.dry_run,
            author: AUTHOR.to_owned(),
            recorded_at,
        }
    }
}
