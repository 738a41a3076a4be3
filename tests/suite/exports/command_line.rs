//! `kcn-atlas export`, run as a person runs it.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A folder with the sample's record in it.
struct Desk(tempfile::TempDir);

struct Said {
    code: i32,
    out: String,
    err: String,
}

impl Desk {
    fn with_the_sample() -> Self {
        let desk = Desk(tempfile::tempdir().unwrap());
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/thai-nguyen");
        assert_eq!(desk.run(&["load", sample.to_str().unwrap()]).code, 0);
        desk
    }

    fn run(&self, line: &[&str]) -> Said {
        self.run_of(Path::new(env!("CARGO_BIN_EXE_kcn-atlas")), line)
    }

    fn run_of(&self, program: &Path, line: &[&str]) -> Said {
        let mut command = Command::new(program);
        command.args(line).current_dir(self.0.path()).env_clear().stdin(Stdio::null());
        command.env("KCN_ATLAS_DATABASE", "sqlite:atlas.db").env("KCN_ATLAS_TODAY", "2026-11-24");
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Said { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Everything in the folder but the record.
    fn files(&self) -> Vec<String> {
        let names = std::fs::read_dir(self.0.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let names = names.map(|name| name.to_string_lossy().into_owned());
        let mut names: Vec<String> = names.filter(|name| !name.starts_with("atlas.db") && name != "bin").collect();
        names.sort();
        names
    }
}

#[test]
fn a_layer_is_written_told_and_not_overwritten_unless_asked() {
    let desk = Desk::with_the_sample();
    let line =
        ["export", "--layer", "lots", "--output", "lots.gpkg", "--crs", "EPSG:9213", "--zone", "kcn-song-cong-2"];
    let said = desk.run(&line);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("rows written to lots.gpkg (EPSG:9213)") && said.out.contains("đã ghi"), "{}", said.out);
    let first = std::fs::read(desk.path("lots.gpkg")).unwrap();
    assert!(first.starts_with(b"SQLite format 3"));
    let mode = std::fs::metadata(desk.path("lots.gpkg")).unwrap().permissions().mode();
    assert_eq!(mode & 0o044, 0o044, "others may read it, as any new file: {mode:o}");
    let again = desk.run(&line);
    assert_eq!(again.code, 1);
    assert!(again.err.contains("--replace") && again.err.contains("đã có"), "{}", again.err);
    assert_eq!(std::fs::read(desk.path("lots.gpkg")).unwrap(), first);
    assert_eq!(desk.run(&[line.as_slice(), &["--replace"]].concat()).code, 0);
    assert_eq!(desk.files(), ["lots.gpkg"], "nothing is left beside it");
}

#[test]
fn every_record_of_the_sample_fits_every_format() {
    let desk = Desk::with_the_sample();
    for (layer, file) in [
        ("zones", "zones.xlsx"),
        ("zone-parts", "zone-parts.zip"),
        ("clearance-areas", "areas.zip"),
        ("roads", "roads.fgb"),
        ("roads", "roads.dxf"),
        ("material-zones", "tea.kml"),
        ("admin-units", "units.csv"),
        ("resettlement-sites", "sites.geojson"),
    ] {
        let said = desk.run(&["export", "--layer", layer, "--output", file, "--as-of", "2026-06-30"]);
        assert_eq!(said.code, 0, "{layer} {file}: {}", said.err);
        assert!(!said.out.contains("đã ghi 0 dòng"), "{layer} {file}: {}", said.out);
    }
    let said = desk.run(&["export", "--layer", "roads", "--output", "again.dxf"]);
    assert!(
        said.out.contains("(EPSG:9213)") && said.out.contains("have no shape and are not in a dxf file"),
        "{}",
        said.out
    );
}

#[test]
fn what_cannot_be_asked_ends_with_2_and_says_what_is_allowed() {
    let desk = Desk::with_the_sample();
    for (line, vi, en) in [
        (vec!["--layer", "lost", "--output", "a.gpkg"], "layer không nhận", "zones, zone-parts, lots"),
        (vec!["--layer", "lots", "--output", "a.tab"], "output không nhận", ".gpkg, .zip, .geojson"),
        (vec!["--layer", "lots", "--format", "tab", "--output", "a.tab"], "format không nhận", "gpkg, shp, geojson"),
        (vec!["--layer", "lots", "--format", "shp", "--output", "a.shp"], "kết thúc bằng .zip", "ends in .zip"),
        (vec!["--layer", "lots", "--output", "a.gpkg", "--crs", "EPSG:32648"], "crs không nhận", "EPSG:9205–9218"),
        (vec!["--layer", "lots", "--output", "a.kml", "--crs", "EPSG:9213"], "luôn là WGS 84", "always WGS 84"),
        (
            vec!["--layer", "roads", "--output", "a.gpkg", "--zone", "kcn-song-cong-2"],
            "các lớp thuộc khu",
            "layers that belong",
        ),
        (vec!["--layer", "lots", "--output", "a.gpkg", "--zone", "kcn-x"], "mã của một khu", "id of a zone on record"),
        (vec!["--layer", "lots", "--output", "a.gpkg", "--as-of", "2030-01-01"], "đến 2026-11-24", "up to 2026-11-24"),
        (
            vec!["--layer", "lots", "--output", "a.gpkg", "--as-of", "hôm qua"],
            "as_of không nhận",
            "as_of does not accept",
        ),
    ] {
        let said = desk.run(&[["export"].as_slice(), &line].concat());
        assert_eq!(said.code, 2, "{line:?}: {}", said.err);
        assert!(said.err.contains(vi) && said.err.contains(en), "{line:?}: {}", said.err);
    }
    assert_eq!(desk.files(), Vec::<String>::new());
    let said = desk.run(&["export", "--layer", "lots", "--output", "no-such-folder/a.geojson"]);
    assert_eq!((said.code, said.err.contains("cannot be written")), (1, true), "{}", said.err);
}

#[test]
fn a_worker_that_dies_midway_leaves_the_folder_as_it_was() {
    let desk = Desk::with_the_sample();
    std::fs::create_dir(desk.path("bin")).unwrap();
    let program = desk.path("bin/kcn-atlas");
    let own = env!("CARGO_BIN_EXE_kcn-atlas");
    // Elsewhere on another disk it cannot be linked.
    std::fs::hard_link(own, &program).or_else(|_| std::fs::copy(own, &program).map(drop)).unwrap();
    let worker = desk.path("bin/kcn-atlas-gdal");
    let line = ["export", "--layer", "lots", "--output", "lots.gpkg"];
    let missing = desk.run_of(&program, &line);
    assert_eq!(missing.code, 1);
    assert!(missing.err.contains("geojson, csv and xlsx do not"), "{}", missing.err);
    std::fs::write(&worker, "#!/bin/sh\nPATH=/usr/bin:/bin\nhead -c 5000 > lots.gpkg\nkill -9 $$\n").unwrap();
    std::fs::set_permissions(&worker, std::fs::Permissions::from_mode(0o755)).unwrap();
    std::fs::write(desk.path("lots.gpkg"), "what was there").unwrap();
    let died = desk.run_of(&program, &[line.as_slice(), &["--replace"]].concat());
    assert_eq!(died.code, 1);
    assert!(died.err.contains("stopped abruptly") && died.err.contains("dừng đột ngột"), "{}", died.err);
    assert_eq!(std::fs::read_to_string(desk.path("lots.gpkg")).unwrap(), "what was there");
    assert_eq!(desk.files(), ["lots.gpkg"]);
}
