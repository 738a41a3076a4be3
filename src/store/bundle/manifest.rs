//! `manifest.json`: what the bundle is, its revisions, and a checksum of every file.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::error::{BundleError, BundleProblem};
use super::files::MANIFEST;
use crate::model::{Bbox, Name, Refused, RevisionInfo};
use crate::store::row::is_time;
use crate::store::{Bundle, Description};

/// What a manifest calls itself.
pub const FORMAT: &str = "kcn-atlas-bundle";

/// The version of bundles written here.
pub const VERSION: u64 = 1;

/// The manifest, as it stands in the file.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    format: String,
    version: u64,
    name: NameText,
    extent: [f64; 4],
    revisions: Vec<RevisionText>,
    /// What is known of every file, by its name.
    pub files: BTreeMap<String, FileText>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct NameText {
    vi: String,
    en: String,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct RevisionText {
    number: u64,
    recorded_at: String,
    author: String,
    note: String,
}

/// What the manifest knows of a file.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct FileText {
    /// How many features it has.
    pub rows: usize,
    /// The checksum of its bytes, in hexadecimal.
    pub sha256: String,
}

/// The checksum of some bytes, as a manifest writes it.
pub fn checksum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is read first, so that a bundle of a later version is called that and not a broken one.
#[derive(Deserialize)]
struct Head {
    format: Option<String>,
    version: Option<u64>,
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// **Errors**: [`BundleError::OtherFormat`], [`BundleError::TooNew`], or [`BundleError::Problems`] with one problem when it is no JSON of the right shape.
    pub fn read(text: &[u8], path: &Path) -> Result<Self, BundleError> {
        let head: Head = serde_json::from_slice(text).map_err(|error| unreadable(&error))?;
        let format = head.format.unwrap_or_default();
        if format != FORMAT {
            return Err(BundleError::OtherFormat { path: path.to_owned(), found: format });
        }
        if let Some(found) = head.version.filter(|version| *version > VERSION) {
            return Err(BundleError::TooNew { path: path.to_owned(), found, known: VERSION });
        }
        serde_json::from_slice(text).map_err(|error| unreadable(&error))
    }

    /// The manifest of a bundle whose files are written.
    pub fn of(bundle: &Bundle, files: BTreeMap<String, FileText>) -> Self {
        let Description { name, extent } = &bundle.description;
        Manifest {
            format: FORMAT.into(),
            version: VERSION,
            name: NameText { vi: name.vi.clone(), en: name.en.clone() },
            extent: [extent.min_lon, extent.min_lat, extent.max_lon, extent.max_lat],
            revisions: bundle.revisions.iter().map(revision_text).collect(),
            files,
        }
    }

    /// What the bundle is a record of.
    pub fn description(&self) -> Result<Description, Refused> {
        let [min_lon, min_lat, max_lon, max_lat] = self.extent;
        let extent = Bbox::new(min_lon, min_lat, max_lon, max_lat).map_err(|refused| refused.of_field("extent"))?;
        Ok(Description { name: Name::new(&self.name.vi, &self.name.en), extent })
    }

    /// The revisions, and what is wrong with them.
    pub fn revisions(&self) -> (Vec<RevisionInfo>, Vec<BundleProblem>) {
        let mut problems = vec![];
        let mut refuse = |field: String, value: String, vi: &str, en: &str| {
            problems.push(BundleProblem::new(MANIFEST, 0, Refused::new(field, value, vi, en)));
        };
        if self.revisions.is_empty() {
            refuse("revisions".into(), "[]".into(), "ít nhất một phiên bản", "at least one revision");
        }
        for (expected, revision) in (1_u64..).zip(&self.revisions) {
            let place = format!("revisions[{}]", expected - 1);
            if revision.number != expected {
                let allowed = expected.to_string();
                refuse(format!("{place}.number"), revision.number.to_string(), &allowed, &allowed);
            }
            if !is_time(&revision.recorded_at) {
                refuse(
                    format!("{place}.recorded_at"),
                    revision.recorded_at.clone(),
                    "thời điểm RFC 3339",
                    "a time, RFC 3339",
                );
            }
        }
        (self.revisions.iter().map(revision_info).collect(), problems)
    }

    /// The manifest as text.
    pub fn to_text(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }
}

fn revision_text(info: &RevisionInfo) -> RevisionText {
    let RevisionInfo { number, recorded_at, author, note } = info.clone();
    RevisionText { number, recorded_at, author, note }
}

fn revision_info(text: &RevisionText) -> RevisionInfo {
    RevisionInfo {
        number: text.number,
        recorded_at: text.recorded_at.clone(),
        author: text.author.clone(),
        note: text.note.clone(),
    }
}

fn unreadable(error: &serde_json::Error) -> BundleError {
    let allowed = format!("docs/bundle.md ({error})");
    BundleError::Problems(vec![BundleProblem::new(MANIFEST, 0, Refused::new(MANIFEST, error, &allowed, &allowed))])
}
