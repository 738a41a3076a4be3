//! Prepares the build: an empty place for the web app, so that a server without a map still compiles,
//! and a build id, so that a browser never keeps an answer of an older program.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::{fs, io};

fn main() -> io::Result<()> {
    fs::create_dir_all("web/dist")?;
    let mut hasher = DefaultHasher::new();
    hash_folder(Path::new("src"), &mut hasher)?;
    fs::read("Cargo.lock")?.hash(&mut hasher);
    println!("cargo::rustc-env=KCN_ATLAS_BUILD={:016x}", hasher.finish());
    for watched in ["build.rs", "src", "Cargo.lock", "web/dist"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    Ok(())
}

/// Hashes every file of a folder, in the order of their names.
fn hash_folder(folder: &Path, hasher: &mut impl Hasher) -> io::Result<()> {
    let mut entries =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    entries.sort();
    for path in entries {
        path.hash(hasher);
        if path.is_dir() {
            hash_folder(&path, hasher)?;
        } else {
            fs::read(&path)?.hash(hasher);
        }
    }
    Ok(())
}
