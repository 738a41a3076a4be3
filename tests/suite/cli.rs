//! The command line, run as a person runs it: what it does, what it says, and what it ends with.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::{fs, io};

use tempfile::TempDir;

/// A folder of one's own with a database in it.
pub struct Desk(TempDir);

/// What a command ended with and said.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Desk {
    pub fn new() -> Self {
        Desk(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    pub fn command(&self, line: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kcn-atlas"));
        command.args(line).current_dir(self.0.path()).env_clear();
        command.env("KCN_ATLAS_DATABASE", format!("sqlite:{}", self.path("atlas.db")));
        command.env("KCN_ATLAS_TODAY", "2026-11-24").stdin(Stdio::null());
        command
    }

    pub fn run(&self, line: &[&str]) -> Said {
        let output = self.command(line).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Said { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    pub fn done(&self, line: &[&str]) -> Said {
        let said = self.run(line);
        assert_eq!(said.code, 0, "{line:?}: {}", said.err);
        said
    }
}

pub fn sample() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/thai-nguyen").to_str().unwrap().to_owned()
}

/// Every file of a folder with its bytes.
fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn the_sample_loads_is_whole_and_comes_out_again_byte_for_byte() {
    let desk = Desk::new();
    assert!(desk.done(&["load", &sample()]).out.contains("revision 1"));
    assert!(desk.done(&["check"]).out.contains("nothing is wrong"));
    desk.done(&["dump", &desk.path("copy")]);
    assert!(files(&sample()) == files(&desk.path("copy")), "the dump differs from what was loaded");
    assert_eq!(desk.run(&["load", &sample()]).code, 3, "a bundle goes into an empty record only");
}

#[test]
fn a_backup_is_restored_and_what_was_there_is_kept_beside() {
    let desk = Desk::new();
    desk.done(&["generate", "--lots", "300"]);
    desk.done(&["backup", &desk.path("backup.db")]);
    assert_eq!(desk.run(&["backup", &desk.path("backup.db")]).code, 1, "a backup is not overwritten");
    assert_eq!(desk.run(&["restore", &desk.path("backup.db")]).code, 1, "a record is not overwritten");
    desk.done(&["restore", &desk.path("backup.db"), "--replace"]);
    assert!(desk.done(&["check"]).out.contains("revision 1"));
    let names = fs::read_dir(desk.0.path()).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(names.into_iter().any(|name| name.to_string_lossy().contains("before-restore")));
}

#[test]
fn the_same_seed_generates_the_same_province() {
    let (one, other) = (Desk::new(), Desk::new());
    for desk in [&one, &other] {
        desk.done(&["generate", "--lots", "250", "--seed", "7"]);
        desk.done(&["check"]);
        desk.done(&["dump", &desk.path("dump")]);
    }
    assert!(files(&one.path("dump")) == files(&other.path("dump")));
}

#[test]
fn a_broken_bundle_is_refused_with_every_problem_and_nothing_is_written() {
    let desk = Desk::new();
    desk.done(&["generate", "--lots", "3"]);
    desk.done(&["dump", &desk.path("bundle")]);
    fs::write(desk.path("bundle/lots.geojson"), "{}").unwrap();
    fs::remove_file(desk.path("atlas.db")).unwrap();
    let said = desk.run(&["load", &desk.path("bundle")]);
    assert_eq!(said.code, 3, "{}", said.err);
    assert!(said.err.contains("lots.geojson"), "{}", said.err);
    assert!(!Path::new(&desk.path("atlas.db")).exists(), "the bundle is read before a database is made");
}

#[test]
fn what_is_asked_wrongly_ends_with_2_in_both_languages() {
    let desk = Desk::new();
    fs::write(desk.path("bad.toml"), "listn = '127.0.0.1:1'").unwrap();
    for (line, vi, en) in [
        (vec!["serv"], "Dòng lệnh không đúng", "unrecognized subcommand"),
        (vec!["check", "--database", "mysql:x"], "không phải nơi đặt cơ sở dữ liệu", "no place for a database"),
        (vec!["check", "--today", "2026-02-30"], "today không nhận giá trị", "today does not accept"),
        (vec!["check", "--config", "bad.toml"], "không có khóa “listn”", "allowed: database, today"),
        (vec!["check", "--config", "none.toml"], "không đọc được tệp cấu hình", "cannot be read"),
        (vec!["check", "--log", "a=b=c"], "không hiểu bộ lọc nhật ký", "log filter"),
        (vec!["load", "no-such"], "không có no-such", "no-such does not exist"),
        (vec!["serve", "--listen", "127.0.0.1:0", "--sample"], "không nạp được dữ liệu mẫu", "--sample-bundle"),
    ] {
        let said = desk.run(&line);
        assert_eq!(said.code, 2, "{line:?}: {}", said.err);
        assert!(said.err.contains(vi) && said.err.contains(en), "{line:?}: {}", said.err);
    }
    assert!(desk.done(&["--help"]).out.contains("serve"));
    assert!(desk.done(&["--version"]).out.contains(env!("CARGO_PKG_VERSION")));
}

#[test]
#[cfg(feature = "gdal")]
fn what_is_wrong_with_a_file_is_written_for_whoever_drew_it_whether_it_is_refused_or_not() {
    let desk = Desk::new();
    let bowtie = r#"[[[105.80,21.50],[105.81,21.51],[105.81,21.50],[105.80,21.51],[105.80,21.50]]]"#;
    let shape = |rings: &str| {
        format!(
            r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"Tên":"Rừng A"}},"geometry":{rings}}}]}}"#
        )
    };
    fs::write(desk.path("rừng.geojson"), shape(&format!(r#"{{"type":"Polygon","coordinates":{bowtie}}}"#))).unwrap();
    fs::write(desk.path("không.geojson"), shape("null")).unwrap();
    let line = |file: &str, issues: &str| {
        let (file, issues) = (desk.path(file), desk.path(issues));
        let words = ["import", &file, "--layer", "constraints", "--crs", "EPSG:4326", "--set", "class=forest"];
        desk.run(&[&words[..], &["--dry-run", "--issues", &issues]].concat())
    };
    desk.done(&["load", &sample()]);
    let taken = line("rừng.geojson", "loi.geojson");
    assert_eq!(taken.code, 0, "{}", taken.err);
    assert!(!taken.err.contains('\r'), "no progress where there is no terminal");
    let written = fs::read_to_string(desk.path("loi.geojson")).unwrap();
    assert!(written.contains(r#""Loại lỗi":"Tự cắt""#) && written.contains(r#""Tệp":"rừng.geojson""#), "{written}");
    let refused = line("không.geojson", "loi.xlsx");
    assert_eq!(refused.code, 3, "{}", refused.err);
    assert!(fs::read(desk.path("loi.xlsx")).unwrap().starts_with(b"PK"), "a sheet is written all the same");
    let other = line("rừng.geojson", "loi.pdf");
    assert_eq!(other.code, 2);
    assert!(other.err.contains(".xlsx") && !Path::new(&desk.path("loi.pdf")).exists(), "{}", other.err);
    let before = fs::read(desk.path("loi.xlsx")).unwrap();
    fs::write(desk.path("hỏng.geojson"), "<html>").unwrap();
    assert_eq!(line("hỏng.geojson", "loi.xlsx").code, 3);
    assert_eq!(fs::read(desk.path("loi.xlsx")).unwrap(), before, "what cannot be read writes nothing");
    let left: Vec<_> = files(desk.0.path().to_str().unwrap()).into_iter().map(|(name, _)| name).collect();
    assert!(left.iter().all(|name| !name.starts_with(".tmp")), "{left:?}");
}

#[test]
fn a_port_in_use_is_said_in_a_sentence() {
    let desk = Desk::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let said = desk.run(&["serve", "--listen", &address]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("is in use by another program; choose another port with --listen"), "{}", said.err);
}

/// A server that is stopped with the test.
pub struct Server {
    pub child: Child,
    address: String,
    log: BufReader<std::process::ChildStderr>,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    pub fn start(desk: &Desk, line: &[&str]) -> Self {
        let mut child = desk.command(line).stderr(Stdio::piped()).spawn().unwrap();
        let log = BufReader::new(child.stderr.take().unwrap());
        let mut server = Server { child, address: String::new(), log };
        let listening = server.wait_for("listening on http://");
        let address = listening.split("http://").nth(1).unwrap();
        server.address =
            address.chars().take_while(|letter| letter.is_ascii_digit() || ".:".contains(*letter)).collect();
        server.wait_for("ready: revision");
        server
    }

    fn wait_for(&mut self, words: &str) -> String {
        let mut line = String::new();
        while self.log.read_line(&mut line).unwrap() > 0 {
            if line.contains(words) {
                return line;
            }
            line.clear();
        }
        panic!("the server ended before it said {words:?}");
    }

    pub fn get(&self, path: &str) -> io::Result<String> {
        let mut stream = TcpStream::connect(&self.address)?;
        write!(stream, "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }
}

#[test]
fn a_server_answers_and_ends_well_when_told_to_stop() {
    let desk = Desk::new();
    let mut server =
        Server::start(&desk, &["serve", "--listen", "127.0.0.1:0", "--sample", "--sample-bundle", &sample()]);
    assert!(server.get("/readyz").unwrap().starts_with("HTTP/1.1 200"));
    let long = server.get(&format!("/api/v1/lots?zone={}", "a".repeat(1_000_000))).unwrap();
    assert!(long.starts_with("HTTP/1.1 414") && long.contains("The request is longer than 192 KiB"), "{long}");
    let meta = server.get("/api/v1/meta").unwrap();
    assert!(meta.contains(r#""sample":true"#) && meta.contains(r#""today":"2026-11-24""#), "{meta}");
    assert!(server.get("/metrics").unwrap().contains("kcn_atlas_snapshot_lots"));
    let desk_of_imports = Path::new(&desk.path("atlas.db.imports")).to_owned();
    let desks =
        || fs::read_dir(&desk_of_imports).unwrap().filter(|entry| entry.as_ref().unwrap().path().is_dir()).count();
    assert_eq!(desks(), 1, "files of imports would lie beside the record");
    let pid = server.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert!(server.child.wait().unwrap().success());
    let mut rest = String::new();
    server.log.read_to_string(&mut rest).unwrap();
    assert!(rest.contains("told to stop"), "{rest}");
    assert_eq!(desks(), 0, "they go with the server");
}

#[test]
fn a_server_that_was_killed_is_cleaned_up_after_by_the_next() {
    let desk = Desk::new();
    let mut killed = Server::start(&desk, &["serve", "--listen", "127.0.0.1:0"]);
    let desks = || {
        let entries = fs::read_dir(desk.path("atlas.db.imports")).unwrap().map(|entry| entry.unwrap());
        entries.filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name()).collect::<Vec<_>>()
    };
    let left = desks();
    killed.child.kill().unwrap();
    killed.child.wait().unwrap();
    assert_eq!(desks(), left, "who is killed tidies nothing");
    let _next = Server::start(&desk, &["serve", "--listen", "127.0.0.1:0"]);
    let now = desks();
    assert!(now.len() == 1 && now != left, "{left:?} {now:?}");
}

#[test]
fn an_empty_record_is_served_but_not_ready() {
    let desk = Desk::new();
    let server = Server::start(&desk, &["serve", "--listen", "127.0.0.1:0"]);
    assert!(server.get("/healthz").unwrap().starts_with("HTTP/1.1 200"));
    assert!(server.get("/readyz").unwrap().starts_with("HTTP/1.1 503"));
}
