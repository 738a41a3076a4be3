//! Reading a bundle: every problem is found before anything is given.

use std::path::Path;

use rayon::prelude::*;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::container::Container;
use super::error::{BundleError, BundleProblem};
use super::feature;
use super::files::{MANIFEST, file_of};
use super::manifest::{FileText, Manifest, checksum};
use crate::model::{Coded, Kind, Refused, Revision};
use crate::store::body::Sources;
use crate::store::{Bundle, Content, Description, Row};

/// At most this many problems are listed.
const MOST_PROBLEMS: usize = 1000;

/// Reads a bundle, a folder or a zip.
///
/// **Errors**: see [`BundleError`]; [`BundleError::Problems`] lists every value that is not accepted, up to a thousand.
pub fn read(path: &Path) -> Result<Bundle, BundleError> {
    let mut container = Container::open(path)?;
    let Some(text) = container.read(MANIFEST)? else {
        return Err(BundleError::NoManifest { path: path.to_owned() });
    };
    let manifest = Manifest::read(&text, path)?;
    let (revisions, mut problems) = manifest.revisions();
    let description = manifest.description().unwrap_or_else(|refused| {
        problems.push(BundleProblem::new(MANIFEST, 0, refused));
        Description::default()
    });
    problems.extend(wrong_files(&container, &manifest));
    let newest = revisions.last().map_or(0, |revision| revision.number);
    let sources = Sources::default();
    let mut rows = Vec::new();
    for kind in Kind::ALL {
        let Some(listed) = manifest.files.get(file_of(*kind)) else { continue };
        let bytes = whole_file(&mut container, file_of(*kind), listed)?;
        let reading = Reading { kind: *kind, newest, sources: &sources };
        reading.file(&bytes, listed.rows, &mut rows, &mut problems);
    }
    if problems.is_empty() {
        return Ok(Bundle { description, revisions, rows });
    }
    problems.truncate(MOST_PROBLEMS);
    Err(BundleError::Problems(problems))
}

/// Files the manifest lists and nobody knows, and known files it does not list.
fn wrong_files(container: &Container, manifest: &Manifest) -> Vec<BundleProblem> {
    let known = Kind::ALL.iter().map(|kind| file_of(*kind)).collect::<Vec<_>>();
    let unknown = manifest.files.keys().filter(|file| !known.contains(&file.as_str())).map(|file| {
        let allowed = known.join(", ");
        BundleProblem::new(MANIFEST, 0, Refused::new("files", file, &allowed, &allowed))
    });
    let unlisted = known.iter().filter(|file| container.has(file) && !manifest.files.contains_key(**file));
    let unlisted = unlisted.map(|file| {
        BundleProblem::new(
            file,
            0,
            Refused::new("files", file, "tệp được ghi trong manifest.json", "a file listed in manifest.json"),
        )
    });
    unknown.chain(unlisted).collect()
}

fn whole_file(container: &mut Container, file: &str, listed: &FileText) -> Result<Vec<u8>, BundleError> {
    let Some(bytes) = container.read(file)? else {
        return Err(BundleError::MissingFile { file: file.to_owned() });
    };
    let found = checksum(&bytes);
    if !found.eq_ignore_ascii_case(&listed.sha256) {
        return Err(BundleError::WrongChecksum { file: file.to_owned(), expected: listed.sha256.clone(), found });
    }
    Ok(bytes)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Collection<'a> {
    r#type: String,
    #[serde(borrow)]
    features: Vec<&'a RawValue>,
}

struct Reading<'a> {
    kind: Kind,
    newest: Revision,
    sources: &'a Sources,
}

impl Reading<'_> {
    /// Adds the rows of a file, sorted, or what is wrong with them.
    fn file(&self, bytes: &[u8], expected: usize, rows: &mut Vec<Row>, problems: &mut Vec<BundleProblem>) {
        let collection = match self.collection(bytes) {
            Ok(collection) => collection,
            Err(refused) => return problems.push(self.problem(0, refused)),
        };
        let found = collection.features.len();
        if found != expected {
            let allowed = expected.to_string();
            problems.push(self.problem(0, Refused::new("rows", found, &allowed, &allowed)));
        }
        let read = collection.features.par_iter().map(|feature| self.feature(feature.get())).collect::<Vec<_>>();
        let mut numbered = Vec::with_capacity(found);
        for (row, number) in read.into_iter().zip(1..) {
            match row {
                Ok(row) => numbered.push((row, number)),
                Err(refused) => problems.push(self.problem(number, refused)),
            }
        }
        numbered.sort_by(|(a, _), (b, _)| (&a.key, a.valid_from, a.revision).cmp(&(&b.key, b.valid_from, b.revision)));
        for pair in numbered.windows(2) {
            problems.extend(self.repeated(&pair[0].0, &pair[1]));
        }
        problems.extend(self.groundless_retractions(&numbered));
        rows.extend(numbered.into_iter().map(|(row, _)| row));
    }

    fn collection<'a>(&self, bytes: &'a [u8]) -> Result<Collection<'a>, Refused> {
        let collection: Collection<'a> = serde_json::from_slice(bytes).map_err(|error| {
            let allowed = format!("FeatureCollection ({error})");
            Refused::new(file_of(self.kind), error, &allowed, &allowed)
        })?;
        if collection.r#type != "FeatureCollection" {
            return Err(Refused::new("type", collection.r#type, "FeatureCollection", "FeatureCollection"));
        }
        Ok(collection)
    }

    fn feature(&self, text: &str) -> Result<Row, Refused> {
        // Decomposed letters look the same and compare differently.
        if let Some(mark) = text.chars().find(|letter| ('\u{300}'..='\u{36f}').contains(letter)) {
            let value = format!("U+{:04X}", u32::from(mark));
            return Err(Refused::new("text", value, "chữ dựng sẵn (Unicode NFC)", "composed letters (Unicode NFC)"));
        }
        feature::row(self.kind, text, self.newest, self.sources)
    }

    fn problem(&self, row: usize, refused: Refused) -> BundleProblem {
        BundleProblem::new(file_of(self.kind), row, refused)
    }

    fn repeated(&self, before: &Row, (row, number): &(Row, usize)) -> Option<BundleProblem> {
        let same = before.key == row.key && before.valid_from == row.valid_from && before.revision == row.revision;
        same.then(|| {
            let name = format!("{} {} {} revision {}", row.key.id, row.key.facet, row.valid_from, row.revision);
            let refused = Refused::new(
                "id",
                name,
                "mỗi id, part, valid_from, revision một dòng",
                "one row for each id, part, valid_from, revision",
            );
            self.problem(*number, refused)
        })
    }

    /// Retractions before which nothing was said, or not any more.
    fn groundless_retractions(&self, sorted: &[(Row, usize)]) -> Vec<BundleProblem> {
        let mut before: Option<&Row> = None;
        let mut problems = vec![];
        for (row, number) in sorted {
            let said = before.is_some_and(|before| {
                before.key == row.key && before.valid_from == row.valid_from && before.content != Content::Retracted
            });
            if row.content == Content::Retracted && !said {
                let refused = Refused::new(
                    "state",
                    "retracted",
                    "rút lại một dòng trước đó có cùng khóa và ngày",
                    "an earlier row with the same key and day to take back",
                );
                problems.push(self.problem(*number, refused));
            }
            before = Some(row);
        }
        problems
    }
}
