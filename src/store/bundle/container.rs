//! The folder or zip a bundle lies in. Nothing is ever read from outside of it, and never more than is sane.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use super::error::BundleError;

/// The most bytes the files of a zip may inflate to, together.
const MOST_BYTES_OF_A_ZIP: u64 = 1024 * 1024 * 1024;

/// Where the files of a bundle are.
pub enum Container {
    /// A folder.
    Folder(PathBuf),
    /// A zip, and how many bytes it may still inflate to.
    Zip(Box<ZipArchive<File>>, u64),
}

impl Container {
    /// Finds out what lies at a path.
    pub fn open(path: &Path) -> Result<Self, BundleError> {
        if path.is_dir() {
            return Ok(Container::Folder(path.to_owned()));
        }
        if !path.exists() {
            return Err(BundleError::Missing { path: path.to_owned() });
        }
        let file = File::open(path).map_err(|source| BundleError::Io { path: path.to_owned(), source })?;
        let archive = ZipArchive::new(file).map_err(|_| BundleError::NotABundle { path: path.to_owned() })?;
        for name in archive.file_names() {
            let name = name.map_err(|error| BundleError::BadEntry { entry: error.to_string() })?;
            if !is_plain(&name) {
                return Err(BundleError::BadEntry { entry: name.into_owned() });
            }
        }
        Ok(Container::Zip(Box::new(archive), MOST_BYTES_OF_A_ZIP))
    }

    /// The bytes of a file; `None` when it is not there.
    pub fn read(&mut self, file: &str) -> Result<Option<Vec<u8>>, BundleError> {
        match self {
            Container::Folder(folder) => read_file(&folder.join(file)),
            Container::Zip(archive, left) => read_entry(archive, file, left),
        }
    }

    /// Whether a file is there.
    pub fn has(&self, file: &str) -> bool {
        match self {
            Container::Folder(folder) => folder.join(file).is_file(),
            Container::Zip(archive, _) => archive.index_for_name(file).is_some(),
        }
    }
}

/// Whether a name has no path in it.
pub fn is_plain(name: &str) -> bool {
    !name.is_empty() && name != "." && name != ".." && !name.contains(['/', '\\', ':', '\0'])
}

fn read_file(path: &Path) -> Result<Option<Vec<u8>>, BundleError> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(BundleError::Io { path: path.to_owned(), source }),
    }
}

fn read_entry(archive: &mut ZipArchive<File>, file: &str, left: &mut u64) -> Result<Option<Vec<u8>>, BundleError> {
    let failed = |source| BundleError::Io { path: file.into(), source };
    let Some(index) = archive.index_for_name(file) else { return Ok(None) };
    let entry = archive.by_index(index).map_err(|error| failed(std::io::Error::other(error)))?;
    let mut bytes = Vec::new();
    // The size a zip claims may be a lie, so what comes out is counted.
    let read = entry.take(*left + 1).read_to_end(&mut bytes).map_err(failed)? as u64;
    if read > *left {
        return Err(BundleError::TooLarge { file: file.into(), limit_mib: MOST_BYTES_OF_A_ZIP / (1024 * 1024) });
    }
    *left -= read;
    Ok(Some(bytes))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn a_zip_that_inflates_beyond_its_bound_is_refused_whichever_file_does_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bundle.zip");
        let mut zip = zip::ZipWriter::new(File::create(&path).unwrap());
        for (name, bytes) in [("a", 600_000), ("b", 600_000)] {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(&vec![b' '; bytes]).unwrap();
        }
        zip.finish().unwrap();
        assert!(path.metadata().unwrap().len() < 10_000, "it looks small");

        let mut container = Container::open(&path).unwrap();
        if let Container::Zip(_, left) = &mut container {
            *left = 1_000_000;
        }
        assert_eq!(container.read("a").unwrap().unwrap().len(), 600_000);
        assert!(matches!(container.read("b"), Err(BundleError::TooLarge { file, .. }) if file == "b"));
        assert!(container.read("c").unwrap().is_none());
    }
}
