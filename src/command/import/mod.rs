//! A file of an office goes in: read, placed, mapped, repaired, checked, compared with the record, committed as one revision.
//!
//! ```text
//! job ─▶ table ─▶ placement ─▶ drafts + shapes ─▶ bodies ─▶ checks ─▶ differences ─▶ one revision, or nothing
//! ```

mod bodies;
mod checks;
mod differences;
mod progress;
mod report;
mod shapes;
mod thin;

use std::collections::BTreeMap;
use std::sync::Arc;

use geo::{Coord, CoordsIter};

use super::{Atlas, CommandError};
use crate::import::cad;
use crate::import::charset::Charset;
use crate::import::issue::{Issue, IssueKind, Severity};
use crate::import::mapping::{Target, map};
use crate::import::place::{Home, Placement, SourceCrs, place};
use crate::import::table::{Table, read_layer};
use crate::import::{Job, Worker, WorkerError};
use crate::model::{Crs, Date, GeometryAccuracy, Name, Refused};
use crate::store::{Change, Content, NewRow};

pub use differences::{Difference, Differences};
pub use progress::{Progress, Step};
pub use report::{DoubtfulColumn, ImportReport};
pub use shapes::{RowShape, Shapes};

/// What a person asks for.
#[derive(Clone, Debug)]
pub struct ImportRequest {
    /// Which layer of the record: `lots`.
    pub layer: String,
    /// Which file of the job, where there are several.
    pub file: Option<String>,
    /// Which layer of the file, where there are several.
    pub file_layer: Option<String>,
    /// The charset, where a person decided.
    pub charset: Option<Charset>,
    /// The coordinate system, where a person decided.
    pub crs: Option<SourceCrs>,
    /// Column of the file → key of the record, where a person decided.
    pub columns: BTreeMap<String, String>,
    /// Values of keys that have no column.
    pub set: BTreeMap<String, String>,
    /// How the shapes were made.
    pub accuracy: GeometryAccuracy,
    /// From which day it holds.
    pub valid_from: Date,
    /// Stop before anything is written.
    pub dry_run: bool,
    /// Who imports.
    pub author: String,
    /// When, RFC 3339, from the injected clock.
    pub recorded_at: String,
}

/// Why an import did not come to a report.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The request itself.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Something is to be chosen of what is there: a file, a layer of it, a layer of the record.
    #[error("{refused}")]
    Choose {
        /// What was asked for, if anything.
        refused: Refused,
        /// What is there.
        choices: Vec<String>,
    },
    /// The file cannot be read.
    #[error(transparent)]
    Worker(WorkerError),
    /// The record.
    #[error(transparent)]
    Command(#[from] CommandError),
    /// Somebody stopped it.
    #[error("the import was stopped; nothing was written")]
    Stopped,
    /// The program failed; that costs this one import.
    #[error("the import broke off: {0}")]
    BrokeOff(String),
}

impl From<WorkerError> for ImportError {
    fn from(error: WorkerError) -> Self {
        match error {
            WorkerError::Stopped => ImportError::Stopped,
            error => ImportError::Worker(error),
        }
    }
}

/// Reads a file into the record. Nothing is written when any row is refused, anything is to be confirmed, or `dry_run` is set.
///
/// **Errors**: [`ImportError`] when the file cannot be read at all or the record cannot be written; everything else is in the report.
pub async fn import(
    atlas: &Atlas,
    worker: &Worker,
    job: &Job,
    request: &ImportRequest,
    progress: &Progress,
) -> Result<ImportReport, ImportError> {
    let going_on = || if progress.is_stopped() { Err(ImportError::Stopped) } else { Ok(()) };
    let target = target(&request.layer)?;
    let home = home_of(atlas);
    progress.begin(Step::Read, 0);
    let (file, table, placement) = read(worker, job, request, &home, progress)?;
    going_on()?;
    progress.begin(Step::Map, table.rows.len() as u64);
    let delivery = format!("{file} ({})", job.hash());
    let (drafts, understood, mut issues) = map(&table, &target, &request.columns, &request.set);
    issues.extend(table.issues.iter().cloned());
    issues.extend(placement_issues(&table, &placement));
    let mut report = ImportReport::new(&file, &table, &placement, understood, &target);
    report.grid = Crs::parse(&format!("EPSG:{}", home.zone)).unwrap_or(report.grid);
    going_on()?;
    if let Some(crs) = placement.crs {
        progress.begin(Step::Repair, table.rows.len() as u64);
        let drafts = progress.each(drafts);
        let made = bodies::make(&table, drafts, &target, crs, placement.swapped, &home, request, &delivery);
        issues.extend(made.issues);
        going_on()?;
        progress.begin(Step::Check, made.records.len() as u64);
        issues.extend(checks::check(&made.records, &target, &atlas.live().snapshot(), request.valid_from, progress));
        going_on()?;
        progress.begin(Step::Compare, made.records.len() as u64);
        report.differences = differences::compare(atlas, &made.records, &target).await?;
        report.issues = issues;
        report.shapes = shapes::placed(&table, &report, &made.records);
        if report.may_be_written() && !request.dry_run && report.differences.has_any() {
            if !progress.begin_commit() {
                return Err(ImportError::Stopped);
            }
            report.revision = Some(commit(atlas, made.records, &report.differences, &delivery, request).await?);
        }
    } else {
        report.issues = issues;
        report.shapes = shapes::placed(&table, &report, &[]);
    }
    report.issues.sort_by_key(|issue| (issue.severity, issue.row));
    Ok(report)
}

fn home_of(atlas: &Atlas) -> Home {
    let snapshot = atlas.live().snapshot();
    let zone = snapshot.zones().first().map_or(Crs::THAI_NGUYEN, |shard| shard.crs()).epsg();
    Home { extent: snapshot.description().extent, zone }
}

/// The asked layer of the record.
fn target(layer: &str) -> Result<Target, ImportError> {
    Target::find(layer).map_err(|refused| match Target::layers() {
        Ok(choices) if layer.is_empty() => ImportError::Choose { refused, choices },
        _ => refused.into(),
    })
}

/// Reads the asked layer of the asked file.
fn read(
    worker: &Worker,
    job: &Job,
    request: &ImportRequest,
    home: &Home,
    progress: &Progress,
) -> Result<(String, Table, Placement), ImportError> {
    let worker = worker.clone().watched_by(Arc::new(progress.clone()));
    let file = main_file(job, request.file.as_deref())?;
    let (description, warnings) = worker.describe(job, &file)?;
    let names: Vec<String> =
        description.layers.iter().map(|layer| String::from_utf8_lossy(&layer.name.0).into_owned()).collect();
    let at = match (&request.file_layer, names.len()) {
        (None, 1) => 0,
        (None, _) => return Err(choose("file_layer", "", names)),
        (Some(wanted), _) => {
            names.iter().position(|name| name == wanted).ok_or_else(|| choose("file_layer", wanted, names))?
        }
    };
    let head = &description.layers[at];
    progress.begin(Step::Read, head.rows.unwrap_or(0));
    let mut table = read_layer(head, worker.read(job, &file, at)?, request.charset)?;
    for warning in warnings {
        table.issues.push(Issue {
            severity: Severity::Note,
            kind: IssueKind::Unreadable,
            layer: table.layer.clone(),
            row: None,
            field: None,
            found: warning,
            expected: Name::new("tệp nguyên vẹn", "a sound file"),
            at: None,
        });
    }
    cad::join(&mut table);
    progress.begin(Step::Place, 0);
    let points: Vec<Coord<f64>> =
        table.rows.iter().filter_map(|row| row.geometry.as_ref()?.coords_iter().next()).take(10_000).collect();
    let placement = place(&points, head.crs.as_ref(), request.crs, home);
    Ok((file, table, placement))
}

/// Names that stand beside a file and are no file of their own.
const COMPANIONS: [&str; 14] =
    ["shx", "dbf", "prj", "cpg", "sbn", "sbx", "qix", "dat", "map", "id", "mid", "xsd", "gfs", "xml"];

/// The file that is to be read: the asked one, or the only one that is no companion.
fn main_file(job: &Job, asked: Option<&str>) -> Result<String, ImportError> {
    let ending = |name: &str| name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    let names: Vec<String> =
        job.names().filter(|name| !COMPANIONS.contains(&ending(name).as_str())).map(str::to_owned).collect();
    match asked {
        Some(asked) => names.iter().find(|name| *name == asked).cloned().ok_or_else(|| choose("file", asked, names)),
        None if names.len() == 1 => Ok(names[0].clone()),
        None => Err(choose("file", "", names)),
    }
}

fn choose(field: &'static str, given: &str, choices: Vec<String>) -> ImportError {
    let (vi, en) = match choices.as_slice() {
        [] => (
            "một tệp đọc được (.gpkg, .shp, .dxf, .dgn, .tab, .kml, .geojson, .csv …)".to_owned(),
            "a file that can be read (.gpkg, .shp, .dxf, .dgn, .tab, .kml, .geojson, .csv …)".to_owned(),
        ),
        names => (names.join(", "), names.join(", ")),
    };
    ImportError::Choose { refused: Refused::new(field, given, &vi, &en), choices }
}

/// What has to be confirmed of the place.
fn placement_issues(table: &Table, placement: &Placement) -> Vec<Issue> {
    if table.rows.iter().all(|row| row.geometry.is_none()) {
        return Vec::new();
    }
    let severity = if placement.crs.is_none() { Severity::Question } else { Severity::Note };
    let offers = placement.candidates.iter().take(3).map(|candidate| {
        let swapped = if candidate.swapped { " (đổi trục / axes swapped)" } else { "" };
        format!("{}{swapped}", candidate.crs.code())
    });
    let offers = offers.collect::<Vec<_>>().join(", ");
    let expected = if offers.is_empty() {
        Name::new("không hệ tọa độ nào đưa dữ liệu vào vùng này", "no known system puts the shapes into this province")
    } else {
        Name::new(format!("chọn bằng --crs: {offers}"), format!("choose with --crs: {offers}"))
    };
    let issue = |finding: &Name| Issue {
        severity,
        kind: IssueKind::Placement,
        layer: table.layer.clone(),
        row: None,
        field: None,
        found: format!("{} / {}", finding.vi, finding.en),
        expected: expected.clone(),
        at: None,
    };
    placement.findings.iter().map(issue).collect()
}

async fn commit(
    atlas: &Atlas,
    records: Vec<bodies::Record>,
    differences: &Differences,
    delivery: &str,
    request: &ImportRequest,
) -> Result<u64, CommandError> {
    let is_new = |record: &bodies::Record| !differences.unchanged.contains(&record.key.id);
    let rows = records.into_iter().filter(is_new).map(|record| NewRow {
        key: record.key,
        valid_from: request.valid_from,
        content: Content::Body(record.body),
    });
    let change = Change {
        author: request.author.clone(),
        note: format!("import {delivery}"),
        recorded_at: request.recorded_at.clone(),
        rows: rows.collect(),
    };
    Ok(atlas.commit(change).await?.number)
}
