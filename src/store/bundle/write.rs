//! Writing a bundle: whole or not at all, and the same record always as the same bytes.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::error::BundleError;
use super::feature::line;
use super::files::{MANIFEST, file_of};
use super::manifest::{FileText, Manifest, checksum};
use crate::model::{Coded, Kind};
use crate::store::row::row_name;
use crate::store::{Bundle, Row};

/// Writes a bundle: a zip when the path ends in `.zip`, else a folder.
///
/// **Errors**: [`BundleError::AlreadyExists`] where something would be overwritten; [`BundleError::Io`].
pub fn write(bundle: &Bundle, path: &Path) -> Result<(), BundleError> {
    if is_taken(path) {
        return Err(BundleError::AlreadyExists { path: path.to_owned() });
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|source| io(folder, source))?;
    }
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".partial-{}", std::process::id()));
    let unfinished = PathBuf::from(name);
    let written = if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip")) {
        write_zip(bundle, &unfinished)
    } else {
        write_folder(bundle, &unfinished)
    };
    // An empty folder may be taken over; everything else was refused above.
    let moved = written.and_then(|()| std::fs::rename(&unfinished, path).map_err(|source| io(path, source)));
    if moved.is_err() {
        let _ = std::fs::remove_dir_all(&unfinished).or_else(|_| std::fs::remove_file(&unfinished));
    }
    moved
}

fn is_taken(path: &Path) -> bool {
    match std::fs::read_dir(path) {
        Ok(mut entries) => entries.next().is_some(),
        Err(_) => path.symlink_metadata().is_ok(),
    }
}

fn io(path: &Path, source: std::io::Error) -> BundleError {
    BundleError::Io { path: path.to_owned(), source }
}

fn write_folder(bundle: &Bundle, folder: &Path) -> Result<(), BundleError> {
    std::fs::create_dir(folder).map_err(|source| io(folder, source))?;
    each_file(bundle, |name, bytes| {
        let path = folder.join(name);
        let written = File::create(&path).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
        written.map_err(|source| io(&path, source))
    })
}

fn write_zip(bundle: &Bundle, path: &Path) -> Result<(), BundleError> {
    let failed = |source| io(path, source);
    let file = File::create_new(path).map_err(failed)?;
    let mut zip = ZipWriter::new(BufWriter::new(file));
    // Without a clock, so that the same record is the same zip.
    let options = SimpleFileOptions::DEFAULT.last_modified_time(zip::DateTime::DEFAULT).large_file(false);
    each_file(bundle, |name, bytes| {
        zip.start_file(name, options).map_err(|error| failed(std::io::Error::other(error)))?;
        zip.write_all(bytes).map_err(failed)
    })?;
    let buffered = zip.finish().map_err(|error| failed(std::io::Error::other(error)))?;
    let file = buffered.into_inner().map_err(|error| failed(error.into_error()))?;
    file.sync_all().map_err(failed)
}

/// Hands out every file of a bundle, the manifest last.
fn each_file(
    bundle: &Bundle,
    mut write: impl FnMut(&str, &[u8]) -> Result<(), BundleError>,
) -> Result<(), BundleError> {
    let mut files = BTreeMap::new();
    for kind in Kind::ALL {
        let mut rows: Vec<&Row> = bundle.rows.iter().filter(|row| row.key.kind == *kind).collect();
        if rows.is_empty() {
            continue;
        }
        rows.sort_by_key(|row| (&row.key, row.valid_from, row.revision));
        let text = collection(&rows)?;
        let listed = FileText { rows: rows.len(), sha256: checksum(text.as_bytes()) };
        write(file_of(*kind), text.as_bytes())?;
        files.insert(file_of(*kind).to_owned(), listed);
    }
    let manifest = Manifest::of(bundle, files).to_text().map_err(|error| io(Path::new(MANIFEST), error.into()))?;
    write(MANIFEST, manifest.as_bytes())
}

/// A FeatureCollection, one feature a line.
fn collection(rows: &[&Row]) -> Result<String, BundleError> {
    let lines = rows.par_iter().map(|row| {
        line(row).map_err(|refused| BundleError::Unwritable {
            row: row_name(&row.key, row.valid_from),
            refused: Box::new(refused),
        })
    });
    let lines = lines.collect::<Result<Vec<_>, _>>()?;
    Ok(format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n", lines.join(",\n")))
}
