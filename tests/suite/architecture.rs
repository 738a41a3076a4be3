//! The rooms and the doors between them: reads every `crate::` and `super::` path in `src/` and fails on a forbidden one.

use std::fs;
use std::path::{Path, PathBuf};

/// Each room, and the rooms it may use. What is not a room (`main`, `cli`, `config`) is the hallway and may use all.
const DOORS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("rules", &["model"]),
    ("gis", &["model"]),
    ("import", &["model", "gis"]),
    ("store", &["model"]),
    ("index", &["model", "rules"]),
    ("query", &["model", "index", "rules"]),
    ("command", &["model", "index", "query", "rules", "store", "import"]),
    ("export", &["model", "index", "query", "gis", "store", "import"]),
    ("api", &["model", "index", "query", "command", "export"]),
];

fn is_room(name: &str) -> bool {
    DOORS.iter().any(|(room, _)| *room == name)
}

/// The code of a file without comments, in one line.
fn code(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join(" ")
}

/// The names right after a path's start: one, or the heads of a list in braces.
fn names_after(rest: &str) -> Vec<String> {
    let name =
        |text: &str| text.trim().chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
    let Some(list) = rest.trim_start().strip_prefix('{') else { return vec![name(rest)] };
    let mut depth = 0;
    let mut names = vec![String::new()];
    for letter in list.chars() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(String::new()),
            _ if depth == 0 => names.last_mut().unwrap().push(letter),
            _ => {}
        }
    }
    names.iter().map(|text| name(text)).collect()
}

/// Every room that a file of `room` reaches. `depth` = how many folders below `src/` the module lies.
fn reached(text: &str, depth: usize) -> Vec<String> {
    let code = code(text);
    let to_root = "super::".repeat(depth);
    let mut found: Vec<String> = vec![];
    for start in ["crate::", "kcn_atlas::", to_root.as_str()] {
        let starts = code.match_indices(start).filter(|(at, _)| {
            let before = code[..*at].chars().next_back();
            !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_' || letter == ':')
        });
        for (at, _) in starts {
            found.extend(names_after(&code[at + start.len()..]).into_iter().filter(|name| is_room(name)));
        }
    }
    found
}

/// The doors a file opens and may not.
fn forbidden(room: &str, text: &str, depth: usize) -> Vec<String> {
    let allowed = DOORS.iter().find(|(name, _)| *name == room).map(|(_, allowed)| *allowed).unwrap_or_default();
    reached(text, depth).into_iter().filter(|name| name != room && !allowed.contains(&name.as_str())).collect()
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Every source file, as its path from `src/` and its text.
fn sources() -> Vec<(PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = vec![];
    rust_files(&src, &mut files);
    files
        .into_iter()
        .map(|file| (file.strip_prefix(&src).unwrap().to_owned(), fs::read_to_string(&file).unwrap()))
        .collect()
}

#[test]
fn no_room_opens_a_door_that_is_not_its_own() {
    let mut wrong = vec![];
    for (file, text) in sources() {
        let steps: Vec<_> = file.with_extension("").iter().map(|step| step.to_string_lossy().into_owned()).collect();
        if !is_room(&steps[0]) {
            continue;
        }
        // `super` of src/api/mod.rs is the crate; of src/api/lots.rs it is api, and its `super` the crate.
        let depth = if steps.last().is_some_and(|step| step == "mod") { steps.len() - 1 } else { steps.len() };
        for door in forbidden(&steps[0], &text, depth) {
            wrong.push(format!("src/{} opens the door to {door}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "forbidden doors:\n{}", wrong.join("\n"));
}

#[test]
fn every_folder_of_the_library_is_a_room() {
    let hallway = ["lib", "main", "cli", "config", "bin"];
    for (file, _) in sources() {
        let first = file.with_extension("").iter().next().unwrap().to_string_lossy().into_owned();
        assert!(is_room(&first) || hallway.contains(&first.as_str()), "src/{} is in no room", file.display());
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for (file, text) in sources() {
        assert!(text.starts_with("//!"), "src/{} does not open with //!", file.display());
    }
}

#[test]
fn a_forbidden_door_is_seen_however_it_is_written() {
    for text in [
        "use crate::store::Store;",
        "use crate::{model::Id, store};",
        "use crate::{\n    model::{Id, Name},\n    store::{self, Store},\n};",
        "fn f() { crate::store::open() }",
        "use super::super::store;",
        "use kcn_atlas::store::Store;",
    ] {
        assert_eq!(forbidden("api", text, 2), ["store"], "{text}");
    }
    for text in ["use crate::model::Id; // not crate::store", "use crate::index::{View, store};", "use super::store;"] {
        assert!(forbidden("api", text, 2).is_empty(), "{text}");
    }
    assert_eq!(forbidden("model", "use super::api;", 1), ["api"]);
}
