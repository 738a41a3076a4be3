//! `import`: a file of an office into the record, or a list of what is wrong with it.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::PathBuf;

use clap::Args;
use kcn_atlas::command::Atlas;
use kcn_atlas::command::import::{ImportError, ImportReport, ImportRequest, Progress, import};
use kcn_atlas::import::charset::Charset;
use kcn_atlas::import::issue::{Issue, Severity};
use kcn_atlas::import::place::SourceCrs;
use kcn_atlas::import::{Job, JobError, Worker, WorkerError};
use kcn_atlas::model::{Coded, GeometryAccuracy, Name, Refused, parse_code, parse_date};
use kcn_atlas::store::Store;
use serde::Deserialize;

use super::clock::Clock;
use super::failure::Failure;
use super::import_progress::shown;
use super::issues_file::IssuesFile;
use crate::config::Settings;

/// Changed records that are written out with what changes of them; all are counted.
const MOST_CHANGES: usize = 20;

/// Issues that are written out; the rest is counted.
const MOST_TOLD: usize = 200;

/// What `import` takes.
#[derive(Args, Clone, Debug)]
pub struct Importing {
    /// Files: a data file with its companions, or a zip of them
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Layer of the record: zones, zone-parts, lots, clearance-areas, resettlement-sites, roads, connection-points, km-posts, gates,
    /// internal-roads, transport-nodes, material-zones, constraints, admin-units, places
    #[arg(long)]
    layer: String,
    /// Coordinate system, where the file does not say it or says it wrongly: EPSG:9213, EPSG:4326, EPSG:9213-legacy …
    #[arg(long)]
    crs: Option<String>,
    /// Charset of the texts: auto, utf-8, tcvn3, vni, cp1258
    #[arg(long, default_value = "auto")]
    charset: String,
    /// TOML file with [columns] (column = "key") and [set] (key = "value")
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// Value of a key that has no column: zone_part=kcn-a.gd1, status=built (may be repeated)
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Which file, where several can be read
    #[arg(long)]
    file: Option<String>,
    /// Which layer of the file, where it has several
    #[arg(long)]
    file_layer: Option<String>,
    /// How the shapes were made: surveyed, digitised, schematic, illustrative
    #[arg(long, default_value = "digitised")]
    accuracy: String,
    /// From which day it holds, YYYY-MM-DD (today)
    #[arg(long, value_name = "DATE")]
    valid_from: Option<String>,
    /// Who imports, as the revision will say
    #[arg(long, default_value = "import")]
    author: String,
    /// Say what would happen, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Write what is wrong into a file for whoever drew it: .xlsx or .geojson
    #[arg(long, value_name = "FILE")]
    issues: Option<PathBuf>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Mapping {
    columns: BTreeMap<String, String>,
    set: BTreeMap<String, String>,
}

/// Reads files into the record.
///
/// **Errors**: [`Failure`] when they cannot be read, or anything in them is refused; then nothing was written.
pub async fn run(settings: &Settings, importing: &Importing) -> Result<(), Failure> {
    let clock = Clock::new(settings.today);
    let request = request(importing, clock).map_err(Failure::usage_of)?;
    let issues = importing.issues.as_deref().map(IssuesFile::at).transpose().map_err(Failure::usage_of)?;
    let job = job(importing)?;
    let atlas = Atlas::open(Store::open(&settings.database).await?, clock.today()).await?;
    let worker = Worker::beside_this_program();
    let progress = Progress::default();
    let report = shown(&progress, import(&atlas, &worker, &job, &request, &progress)).await.map_err(Failure::from)?;
    if let Some(file) = issues {
        file.write(&report)?;
    }
    tell(&report, request.dry_run)
}

fn request(importing: &Importing, clock: Clock) -> Result<ImportRequest, Refused> {
    let mapping = importing.mapping.as_ref().map_or_else(
        || Ok(Mapping::default()),
        |path| {
            let text = std::fs::read_to_string(path).map_err(|error| error.to_string());
            let read = text.and_then(|text| toml::from_str(&text).map_err(|error| error.to_string()));
            read.map_err(|error| {
                Refused::new("mapping", error, "tệp TOML có [columns] và [set]", "a TOML file with [columns] and [set]")
            })
        },
    )?;
    let mut set = mapping.set;
    for pair in &importing.set {
        let (key, value) =
            pair.split_once('=').ok_or_else(|| Refused::new("set", pair, "khóa=giá trị", "key=value"))?;
        set.insert(key.to_owned(), value.to_owned());
    }
    Ok(ImportRequest {
        layer: importing.layer.clone(),
        file: importing.file.clone(),
        file_layer: importing.file_layer.clone(),
        charset: if importing.charset == "auto" { None } else { Some(parse_code::<Charset>(&importing.charset)?) },
        crs: importing.crs.as_deref().map(SourceCrs::parse).transpose()?,
        columns: mapping.columns,
        set,
        accuracy: parse_code::<GeometryAccuracy>(&importing.accuracy)?,
        valid_from: importing.valid_from.as_deref().map_or(Ok(clock.today()), parse_date)?,
        dry_run: importing.dry_run,
        author: importing.author.clone(),
        recorded_at: clock.now(),
    })
}

fn job(importing: &Importing) -> Result<Job, Failure> {
    let refused = |error: JobError| {
        let Name { vi, en } = error.explain();
        Failure::data_refused(vi, en, vec![])
    };
    let mut job = Job::new(&std::env::temp_dir()).map_err(refused)?;
    for path in &importing.files {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut content = File::open(path).map_err(|error| {
            let shown = path.display();
            Failure::usage(Name::new(
                format!("không mở được {shown}: {error}"),
                format!("{shown} cannot be opened: {error}"),
            ))
        })?;
        job.take(&name, &mut content).map_err(refused)?;
    }
    Ok(job)
}

fn tell(report: &ImportReport, dry_run: bool) -> Result<(), Failure> {
    let crs = report.crs.map_or_else(|| "?".to_owned(), |crs| crs.code());
    let charset = report.lettering.charset;
    println!("{} · {} · {} dòng/rows · {} · {crs}", report.file, report.file_layer, report.rows, charset.label().vi);
    for (column, key) in &report.understood.used {
        println!("  {column} → {key}");
    }
    if !report.understood.unused.is_empty() {
        println!("  không dùng / not used: {}", report.understood.unused.join(", "));
    }
    if !report.sample.is_empty() {
        println!("  {}", report.sample.iter().take(5).cloned().collect::<Vec<_>>().join(" · "));
    }
    let differences = &report.differences;
    println!(
        "  thêm/added {} · đổi/changed {} · như cũ/unchanged {} · không có trong tệp/not in the file {}",
        differences.added.len(),
        differences.changed.len(),
        differences.unchanged.len(),
        differences.missing.len()
    );
    for (id, keys) in differences.changes.iter().take(MOST_TOLD) {
        println!("  {id}: {}", keys.join(", "));
    }
    for (id, keys) in differences.changes.iter().take(MOST_CHANGES) {
        println!("    {id}: {}", keys.join(", "));
    }
    let (bad, fine): (Vec<&Issue>, Vec<&Issue>) =
        report.issues.iter().partition(|issue| matches!(issue.severity, Severity::Refused | Severity::Question));
    for issue in fine.iter().take(MOST_TOLD) {
        println!("  - {}", said(issue).vi);
    }
    if !bad.is_empty() {
        let count = bad.len();
        let pieces = bad.into_iter().take(MOST_TOLD).map(said).collect();
        return Err(Failure::data_refused(
            format!("{count} điểm phải sửa hoặc xác nhận; chưa ghi gì"),
            format!("{count} things to mend or confirm; nothing was written"),
            pieces,
        ));
    }
    match report.revision {
        Some(revision) => println!("đã ghi phiên bản {revision}\nrevision {revision} written"),
        None if dry_run => println!("chạy thử; chưa ghi gì\na trial; nothing was written"),
        None => println!("không có gì mới; chưa ghi gì\nnothing new; nothing was written"),
    }
    Ok(())
}

/// An issue as a sentence.
fn said(issue: &Issue) -> Name {
    let kind = issue.kind.label();
    let row = issue.row.map(|row| format!(" {row}")).unwrap_or_default();
    let field = issue.field.as_deref().map(|field| format!(", {field}")).unwrap_or_default();
    let at = issue.at.map(|at| format!(" @ {:.6}, {:.6}", at.x, at.y)).unwrap_or_default();
    let Issue { layer, found, expected, .. } = issue;
    Name::new(
        format!("{layer}{row}{field}: {} ({found}); cần: {}{at}", kind.vi, expected.vi),
        format!("{layer}{row}{field}: {} ({found}); wanted: {}{at}", kind.en, expected.en),
    )
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Refused(refused) | ImportError::Choose { refused, .. } => Failure::usage_of(refused),
            ImportError::BrokeOff(reason) => Failure::failed(
                format!("chương trình gặp lỗi khi nhập; chưa ghi gì ({reason})"),
                format!("the program failed while importing; nothing was written ({reason})"),
            ),
            ImportError::Command(error) => error.into(),
            ImportError::Moved => Failure::failed(
                "dữ liệu vừa được người khác sửa trong lúc đọc tệp; chưa ghi gì, hãy nhập lại",
                "somebody else changed the record while the file was read; nothing was written, import it again",
            ),
            ImportError::Stopped => Failure::failed("đã dừng; chưa ghi gì", "stopped; nothing was written"),
            ImportError::Worker(error) => {
                let Name { vi, en } = error.explain();
                match error {
                    WorkerError::Missing { .. } => Failure::failed(vi, en),
                    _ => Failure::data_refused(vi, en, vec![]),
                }
            }
        }
    }
}
