//! The folder of a desk, and what killed servers left beside it.
//!
//! Each server has a folder of its own and holds a lock in it while it lives; a folder whose lock can be had belongs to nobody any more.

use std::fs::File;
use std::io;
use std::path::Path;

use tempfile::TempDir;

/// The file in a desk's folder that its server holds locked.
const LOCK: &str = ".lock";

/// What the folders of desks begin with.
const PREFIX: &str = "desk-";

/// The folder of a desk. Removed when dropped.
#[derive(Debug)]
pub struct Folder {
    folder: TempDir,
    _lock: File,
}

impl Folder {
    /// A new folder below `parent`; those that killed servers left there are removed.
    ///
    /// **Errors**: those of the disk.
    pub fn open(parent: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(parent)?;
        // While it is held nobody takes a folder that is just being made for one that was left.
        let all = lock_file(&parent.join(LOCK))?;
        all.lock()?;
        for entry in std::fs::read_dir(parent)?.flatten() {
            let is_desk = entry.file_name().to_string_lossy().starts_with(PREFIX);
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if is_desk && is_folder && is_left(&entry.path()) {
                tracing::info!("files that a killed server left are removed: {}", entry.path().display());
                if let Err(error) = std::fs::remove_dir_all(entry.path()) {
                    tracing::warn!("{} cannot be removed: {error}", entry.path().display());
                }
            }
        }
        let folder = tempfile::Builder::new().prefix(PREFIX).tempdir_in(parent)?;
        let lock = lock_file(&folder.path().join(LOCK))?;
        lock.lock()?;
        Ok(Folder { folder, _lock: lock })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}

fn lock_file(path: &Path) -> io::Result<File> {
    File::options().create(true).truncate(false).write(true).open(path)
}

/// Whether nobody holds a desk's lock.
fn is_left(folder: &Path) -> bool {
    match File::options().write(true).open(folder.join(LOCK)) {
        Ok(lock) => lock.try_lock().is_ok(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folders(parent: &Path) -> usize {
        let entries = std::fs::read_dir(parent).unwrap().flatten();
        entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX)).count()
    }

    #[test]
    fn what_a_killed_server_left_goes_and_what_a_living_one_has_stays() {
        let parent = tempfile::tempdir().unwrap();
        let living = Folder::open(parent.path()).unwrap();
        std::fs::create_dir_all(parent.path().join("desk-left/import-1")).unwrap();
        std::fs::write(parent.path().join("desk-left/.lock"), "").unwrap();
        std::fs::create_dir(parent.path().join("desk-half-made")).unwrap();
        std::fs::create_dir(parent.path().join("other")).unwrap();
        let second = Folder::open(parent.path()).unwrap();
        assert!(living.path().exists() && second.path().exists() && parent.path().join("other").exists());
        assert_eq!(folders(parent.path()), 2);
        drop((living, second));
        assert_eq!(folders(parent.path()), 0);
    }
}
