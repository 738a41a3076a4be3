//! A file of an office goes in: read, placed, mapped, repaired, checked, compared with the record, committed as one revision.
//!
//! ```text
//! job ─▶ intake: table, placement ─▶ chunks of rows ─▶ drafts + shapes ─▶ records ─▶ checks ─▶ differences ─▶ one revision, or nothing
//! ```

mod bodies;
mod body_shape;
mod body_text;
mod checks;
mod compare;
mod differences;
mod drawn;
mod fold;
mod intake;
mod known;
mod main_file;
mod preview;
mod progress;
mod reading;
mod report;
mod sections;
mod shapes;
mod thin;

use std::collections::BTreeMap;

use self::bodies::{Maker, NODES, Record};
use self::checks::Checks;
use self::intake::Intake;
use self::known::Known;
use self::reading::Reading;
use self::shapes::Plots;
use super::{Atlas, CommandError};
use crate::import::charset::Charset;
use crate::import::issue::{Issue, IssueKind, Severity};
use crate::import::mapping::{Plan, Target};
use crate::import::osm;
use crate::import::place::{Home, SourceCrs};
use crate::import::{Job, Worker, WorkerError};
use crate::index::Snapshot;
use crate::model::{Coded, Crs, DataLayer, Date, GeometryAccuracy, Kind, MetricFrame, Name, Refused};
use crate::store::body::Sources;
use crate::store::{Change, Content, NewRow};

pub use compare::Fate;
pub use differences::Differences;
pub use preview::{RowShape, Shapes};
pub use progress::{Progress, Step};
pub use report::ImportReport;

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
    /// Somebody wrote to the record meanwhile: what the file would change is no longer known.
    #[error("the record was changed by somebody else while the file was read; nothing was written")]
    Moved,
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
    let target = target(&request.layer)?;
    let snapshot = atlas.live().snapshot();
    let home = home_of(&snapshot);
    progress.begin(Step::Read, 0);
    let mut intake = Intake::open(worker, job, request, &target, &home, progress)?;
    progress.going_on()?;
    let delivery = format!("{} ({})", intake.file, job.hash());
    // Which roads of an extract are taken is no key of a road.
    let set = request.set.iter().filter(|(key, _)| intake.roads.is_none() || *key != osm::CLASSES);
    let set = set.map(|(key, value)| (key.clone(), value.clone())).collect();
    let (plan, wrong) = Plan::of(&intake.table, &target, &request.columns, &set);
    intake.table.issues.extend(wrong);
    let derived = derived_nodes(&plan, &target, &intake);
    intake.table.issues.extend(derived);
    let grid = Crs::parse(&format!("EPSG:{}", home.zone)).unwrap_or(Crs::THAI_NGUYEN);
    let mut reading = Reading::new(&intake, &plan, &target, grid, progress);
    let known = Known::new(&snapshot, request.valid_from);
    let made = match intake.placement.crs {
        Some(crs) => {
            let delivered = Delivered { plan: &plan, target: &target, known, request, delivery: &delivery, grid };
            delivered.records(crs, &mut intake, &mut reading, progress)?
        }
        None => {
            reading.look_through(&plan, &mut intake)?;
            Vec::new()
        }
    };
    let mut report = reading.finish(&mut intake, &made);
    if report.may_be_written() && !request.dry_run && report.differences.has_any() {
        if atlas.store().head().await.map_err(CommandError::from)? != snapshot.revision() {
            return Err(ImportError::Moved);
        }
        if !progress.begin_commit() {
            return Err(ImportError::Stopped);
        }
        report.revision = Some(commit(atlas, made, &delivery, request).await?);
    }
    Ok(report)
}

/// The asked layer of the record.
fn target(layer: &str) -> Result<Target, ImportError> {
    let choices = || DataLayer::ALL.iter().map(|layer| layer.code().to_owned()).collect();
    Target::find(layer).map_err(|refused| match layer {
        "" => ImportError::Choose { refused, choices: choices() },
        _ => refused.into(),
    })
}

/// What is told of a file of links that says nothing of where they meet.
fn derived_nodes(plan: &Plan, target: &Target, intake: &Intake) -> Option<Issue> {
    let says = |key: &str| plan.given("core").any(|given| given == key);
    let is_derived = target.kind == Kind::RoadLink && intake.has_shapes && !NODES.into_iter().all(says);
    is_derived.then(|| Issue {
        severity: Severity::Note,
        kind: IssueKind::Derived,
        layer: intake.table.layer.clone(),
        row: None,
        field: Some(NODES.join(", ")),
        found: String::new(),
        expected: Name::new(
            "cột nút đầu, nút cuối; không có nên suy ra từ hai đầu hình: các đoạn nối nhau ở đầu mút trùng tọa độ",
            "columns of nodes; there are none, so links meet where their ends share a position",
        ),
        at: None,
    })
}

fn home_of(snapshot: &Snapshot) -> Home {
    let zone = snapshot.zones().first().map_or(Crs::THAI_NGUYEN, |shard| shard.crs()).epsg();
    Home { extent: snapshot.description().extent, zone }
}

/// A file whose place is known, and the record it is laid beside.
struct Delivered<'d> {
    plan: &'d Plan,
    target: &'d Target,
    known: Known<'d>,
    request: &'d ImportRequest,
    /// File and hash.
    delivery: &'d str,
    grid: Crs,
}

impl Delivered<'_> {
    /// Its records, checked and compared.
    fn records(
        &self,
        crs: SourceCrs,
        intake: &mut Intake,
        reading: &mut Reading,
        progress: &Progress,
    ) -> Result<Vec<Record>, ImportError> {
        let (target, known, frame) = (self.target, self.known, MetricFrame::new(self.grid));
        let plots = Plots::of(&known, target.kind, &frame);
        let layer = intake.table.layer.clone();
        let maker = Maker {
            plan: self.plan,
            target,
            crs,
            swapped: intake.placement.swapped,
            has_shapes: intake.has_shapes,
            is_damaged: intake.is_damaged(),
            frame,
            request: self.request,
            delivery: self.delivery,
            known,
            plots: &plots,
            sources: Sources::default(),
            layer: &layer,
        };
        let records = reading.records(&maker, intake)?;
        progress.begin(Step::Check, records.len() as u64);
        reading.tell(Checks { records: &records, target, known, plots: &plots, progress }.issues());
        progress.going_on()?;
        progress.begin(Step::Compare, records.len() as u64);
        reading.report.differences = Differences::of(&records, target, &known);
        Ok(records)
    }
}

async fn commit(
    atlas: &Atlas,
    records: Vec<Record>,
    delivery: &str,
    request: &ImportRequest,
) -> Result<u64, CommandError> {
    let is_new = |record: &Record| record.fate != Fate::Unchanged;
    let rows = records.into_iter().filter(is_new).map(|record| NewRow {
        key: record.key,
        valid_from: record.valid_from,
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
