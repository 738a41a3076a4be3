//! The folder of one import: the only place the worker sees. Files come in one by one or in a zip, and are bounded before they are written.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::model::Name;

/// The largest file, in bytes, after unpacking.
pub const LARGEST_FILE: u64 = 512 << 20;
/// All files of a job together.
pub const LARGEST_JOB: u64 = 1 << 30;
/// A zip may unpack to this many times its own size …
pub const LARGEST_RATIO: u64 = 200;
/// … and to this many bytes whatever its size: drawings and tables shrink thirtyfold, blanks a thousandfold.
pub const SMALL_ENOUGH: u64 = 32 << 20;
/// The most files of a job.
pub const MOST_FILES: usize = 200;

/// A folder with the files of one import. Removed when dropped.
#[derive(Debug)]
pub struct Job {
    folder: TempDir,
    files: BTreeMap<String, PathBuf>,
    bytes: u64,
    most: u64,
    digest: Sha256,
}

/// Why a file is not taken.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// A name that leads out of the folder, or that no file may have.
    #[error("the file name {0} is not accepted")]
    Name(String),
    /// Two files of one name.
    #[error("{0} is there twice")]
    Twice(String),
    /// Larger than is taken, before or after unpacking.
    #[error("{name} is larger than {most} bytes")]
    TooLarge {
        /// The file, or the job.
        name: String,
        /// The most that is taken.
        most: u64,
    },
    /// More files than are taken.
    #[error("more than {MOST_FILES} files")]
    TooMany,
    /// A zip that cannot be read.
    #[error("the zip cannot be read: {0}")]
    Zip(#[from] zip::result::ZipError),
    /// The disk.
    #[error("the folder of the job cannot be written: {0}")]
    Disk(#[from] io::Error),
}

impl JobError {
    /// The same in both languages.
    pub fn explain(&self) -> Name {
        let vi = match self {
            JobError::Name(name) => format!("tên tệp “{name}” không được nhận"),
            JobError::Twice(name) => format!("có hai tệp cùng tên {name}"),
            JobError::TooLarge { name, most } => format!("{name} lớn hơn {most} byte"),
            JobError::TooMany => format!("quá {MOST_FILES} tệp"),
            JobError::Zip(error) => format!("không đọc được tệp nén ({error})"),
            JobError::Disk(error) => format!("không ghi được thư mục tạm ({error})"),
        };
        Name::new(vi, self.to_string())
    }
}

impl Job {
    /// An empty folder below `parent`.
    pub fn new(parent: &Path) -> Result<Self, JobError> {
        std::fs::create_dir_all(parent)?;
        let folder = tempfile::Builder::new().prefix("import-").tempdir_in(parent)?;
        Ok(Job { folder, files: BTreeMap::new(), bytes: 0, most: LARGEST_JOB, digest: Sha256::new() })
    }

    /// The same, for files that have at most so many bytes together.
    pub fn at_most(self, bytes: u64) -> Self {
        Job { most: bytes.min(LARGEST_JOB), ..self }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Names of its files, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Hash of everything that was taken, in the order it came: twelve digits tell one delivery from another.
    pub fn hash(&self) -> String {
        let digest = self.digest.clone().finalize();
        digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
    }

    /// Takes a file under its own name; a zip is unpacked instead.
    pub fn take(&mut self, name: &str, content: &mut impl Read) -> Result<(), JobError> {
        let mut digest = self.digest.clone();
        let taken = self.take_plain(name, &mut Hashing { content, digest: &mut digest });
        self.digest = digest;
        taken
    }

    fn take_plain(&mut self, name: &str, content: &mut impl Read) -> Result<(), JobError> {
        let is_zip = name.to_lowercase().ends_with(".zip") || name.to_lowercase().ends_with(".kmz");
        if !is_zip {
            return self.write(name, content, LARGEST_JOB);
        }
        // A zip is read from a file, not from a stream: its table stands at the end.
        let mut packed = tempfile::tempfile_in(self.folder.path())?;
        let size = copy_at_most(content, &mut packed, LARGEST_FILE.min(self.most), name)?;
        let most = self.bytes + size.saturating_mul(LARGEST_RATIO).clamp(SMALL_ENOUGH, LARGEST_JOB);
        self.unpack(&mut zip::ZipArchive::new(packed)?, most)
    }

    /// Unpacks until the job holds `most` bytes.
    fn unpack(&mut self, archive: &mut zip::ZipArchive<File>, most: u64) -> Result<(), JobError> {
        for at in 0..archive.len() {
            let mut entry = archive.by_index(at)?;
            if entry.is_dir() {
                continue;
            }
            let name = entry.name()?.replace('\\', "/");
            // Names that climb out are not an accident; folders inside are.
            if name.starts_with('/') || name.split('/').any(|part| part == "..") || name.contains(':') {
                return Err(JobError::Name(name));
            }
            let plain = name.rsplit('/').next().unwrap_or(&name).to_owned();
            if plain.starts_with('.') || name.starts_with("__MACOSX/") {
                continue;
            }
            self.write(&plain, &mut entry, most)?;
        }
        Ok(())
    }

    fn write(&mut self, name: &str, content: &mut impl Read, most_of_job: u64) -> Result<(), JobError> {
        let sane = !name.is_empty()
            && name.len() <= 200
            && !name.starts_with('.')
            && !name.chars().any(|letter| letter.is_control() || matches!(letter, '/' | '\\' | ':'));
        if !sane {
            return Err(JobError::Name(name.to_owned()));
        }
        if self.files.len() >= MOST_FILES {
            return Err(JobError::TooMany);
        }
        if self.files.contains_key(name) {
            return Err(JobError::Twice(name.to_owned()));
        }
        let path = self.folder.path().join(name);
        let most = LARGEST_FILE.min(most_of_job.min(self.most).saturating_sub(self.bytes));
        let written = copy_at_most(content, &mut File::create_new(&path)?, most, name)?;
        self.bytes += written;
        self.files.insert(name.to_owned(), path);
        Ok(())
    }
}

/// Hashes what is read through it.
struct Hashing<'h, R> {
    content: &'h mut R,
    digest: &'h mut Sha256,
}

impl<R: Read> Read for Hashing<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.content.read(buffer)?;
        self.digest.update(&buffer[..read]);
        Ok(read)
    }
}

/// Copies, and stops at the first byte too many: a bomb is never unpacked to its end.
fn copy_at_most(from: &mut impl Read, to: &mut File, most: u64, name: &str) -> Result<u64, JobError> {
    let written = io::copy(&mut from.by_ref().take(most + 1), to)?;
    if written > most {
        return Err(JobError::TooLarge { name: name.to_owned(), most });
    }
    to.flush()?;
    Ok(written)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(vec![]));
        for (name, content) in files {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn a_zip_is_unpacked_flat_and_the_folder_goes_with_the_job() {
        let parent = tempfile::tempdir().unwrap();
        let mut job = Job::new(parent.path()).unwrap();
        let packed = zipped(&[("Hồ sơ/lô.shp", b"a"), ("Hồ sơ/lô.dbf", b"b"), ("__MACOSX/lô.shp", b"c")]);
        job.take("hồ sơ.zip", &mut packed.as_slice()).unwrap();
        assert_eq!(job.names().collect::<Vec<_>>(), ["lô.dbf", "lô.shp"]);
        let folder = job.folder().to_owned();
        drop(job);
        assert!(!folder.exists());
    }

    #[test]
    fn a_name_that_leads_out_is_refused_and_nothing_is_written_outside() {
        let parent = tempfile::tempdir().unwrap();
        for name in ["../../evil.shp", "/abs.dbf", "a/../../b.shp", "..\\evil.shp", "C:evil.shp"] {
            let mut job = Job::new(parent.path()).unwrap();
            let refused = job.take("x.zip", &mut zipped(&[(name, b"x")]).as_slice());
            assert!(matches!(refused, Err(JobError::Name(_))), "{name}");
        }
        for name in ["", ".", "..", "a/b", "a\\b", ".hidden", "a\u{0}b"] {
            let mut job = Job::new(parent.path()).unwrap();
            assert!(matches!(job.take(name, &mut b"x".as_slice()), Err(JobError::Name(_))), "{name:?}");
        }
        assert_eq!(std::fs::read_dir(parent.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_file_that_is_there_twice_and_one_file_too_many_are_refused() {
        let parent = tempfile::tempdir().unwrap();
        let mut job = Job::new(parent.path()).unwrap();
        let twice = zipped(&[("a/x.shp", b"1"), ("b/x.shp", b"2")]);
        assert!(matches!(job.take("x.zip", &mut twice.as_slice()), Err(JobError::Twice(_))));
        let mut job = Job::new(parent.path()).unwrap();
        for at in 0..MOST_FILES {
            job.take(&format!("{at}.csv"), &mut b"x".as_slice()).unwrap();
        }
        assert!(matches!(job.take("more.csv", &mut b"x".as_slice()), Err(JobError::TooMany)));
    }

    #[test]
    fn a_zip_that_unpacks_to_two_hundred_times_its_size_is_a_bomb() {
        let parent = tempfile::tempdir().unwrap();
        let mut job = Job::new(parent.path()).unwrap();
        let blanks = vec![b' '; SMALL_ENOUGH as usize + 1];
        let refused = job.take("x.zip", &mut zipped(&[("x.geojson", &blanks)]).as_slice());
        assert!(matches!(refused, Err(JobError::TooLarge { most: SMALL_ENOUGH, .. })), "{refused:?}");
    }

    #[test]
    fn what_unpacks_to_more_than_is_taken_stops_there() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("x");
        let mut endless = io::repeat(b' ');
        let refused = copy_at_most(&mut endless, &mut File::create_new(&path).unwrap(), 1000, "bomb");
        assert!(matches!(refused, Err(JobError::TooLarge { most: 1000, .. })));
        assert_eq!(std::fs::metadata(&path).unwrap().len(), 1001);
    }
}
