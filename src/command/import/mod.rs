//! A file of an office goes in: read, placed, mapped, repaired, checked, compared with the record, committed as one revision.
//!
//! ```text
//! job ─▶ intake: table, placement ─▶ chunks of rows ─▶ drafts + shapes ─▶ records ─▶ checks ─▶ differences ─▶ one revision, or nothing
//! ```

mod bodies;
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
mod report;
mod sections;
mod shapes;
mod thin;

use std::collections::BTreeMap;

use rayon::prelude::*;

use self::bodies::{Made, Maker, Record};
use self::checks::Checks;
use self::fold::Folding;
use self::intake::Intake;
use self::known::Known;
use self::preview::Preview;
use self::sections::Sections;
use self::shapes::Plots;
use super::{Atlas, CommandError};
use crate::import::charset::Charset;
use crate::import::mapping::{Doubts, Plan, Target, doubtful_issue};
use crate::import::place::{Home, SourceCrs};
use crate::import::{Job, Worker, WorkerError};
use crate::index::Snapshot;
use crate::model::{Coded, Crs, DataLayer, Date, GeometryAccuracy, MetricFrame, Refused};
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
    going_on(progress)?;
    let delivery = format!("{} ({})", intake.file, job.hash());
    let (plan, wrong) = Plan::of(&intake.table, &target, &request.columns, &request.set);
    intake.table.issues.extend(wrong);
    let grid = Crs::parse(&format!("EPSG:{}", home.zone)).unwrap_or(Crs::THAI_NGUYEN);
    let mut report = ImportReport::new(&intake, plan.understood.clone(), &target, grid);
    let mut preview = Preview::new(&intake, &plan.understood);
    let mut told = Folding::default();
    let known = Known::new(&snapshot, request.valid_from);
    let made = match intake.placement.crs {
        Some(crs) => {
            let frame = MetricFrame::new(grid);
            let plots = Plots::of(&known, target.kind, &frame);
            let layer = intake.table.layer.clone();
            let (swapped, has_shapes) = (intake.placement.swapped, intake.has_shapes);
            let (plan, target, delivery, sources) = (&plan, &target, delivery.as_str(), Sources::default());
            let maker = Maker {
                plan,
                target,
                crs,
                swapped,
                has_shapes,
                is_damaged: intake.is_damaged(),
                frame,
                request,
                delivery,
                known,
                plots: &plots,
                sources,
                layer: &layer,
            };
            let made = make(&maker, &mut intake, &mut report, &mut preview, &mut told, progress)?;
            progress.begin(Step::Check, made.len() as u64);
            told.extend(Checks { records: &made, target, known, plots: &plots, progress }.issues());
            going_on(progress)?;
            progress.begin(Step::Compare, made.len() as u64);
            report.differences = Differences::of(&made, target, &known);
            made
        }
        None => {
            look_through(&plan, &mut intake, &mut report, &mut preview, &mut told, progress)?;
            Vec::new()
        }
    };
    told.extend(std::mem::take(&mut intake.table.issues));
    report.issues = told.finish();
    report.shapes = preview.finish(&report, &made);
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

fn going_on(progress: &Progress) -> Result<(), ImportError> {
    if progress.is_stopped() { Err(ImportError::Stopped) } else { Ok(()) }
}

fn home_of(snapshot: &Snapshot) -> Home {
    let zone = snapshot.zones().first().map_or(Crs::THAI_NGUYEN, |shard| shard.crs()).epsg();
    Home { extent: snapshot.description().extent, zone }
}

/// Makes records of all rows, chunk by chunk: a row is forgotten once it is a record.
fn make(
    maker: &Maker,
    intake: &mut Intake,
    report: &mut ImportReport,
    preview: &mut Preview,
    told: &mut Folding,
    progress: &Progress,
) -> Result<Vec<Record>, ImportError> {
    // A list that grows by doubling is there twice while it moves.
    let mut records = Vec::with_capacity(intake.rows);
    let (mut sections, mut doubts) = (Sections::default(), Doubts::default());
    progress.begin(Step::Repair, intake.rows as u64);
    while let Some(rows) = intake.next() {
        report.see(&rows);
        rows.iter().for_each(|row| maker.plan.watch(row, &mut doubts));
        let made: Vec<_> =
            rows.par_iter().map(|row| if progress.is_stopped() { Made::default() } else { maker.row(row) }).collect();
        going_on(progress)?;
        for (row, made) in rows.into_iter().zip(made) {
            progress.row();
            preview.see(row, &made.issues);
            told.extend(made.issues);
            let (taken, issues) = sections.take(made.records, maker.target);
            records.extend(taken);
            told.extend(issues);
        }
        told.extend(std::mem::take(&mut intake.table.issues));
        going_on(progress)?;
    }
    tell_of_doubts(doubts, intake, report, told);
    Ok(records)
}

/// Reads the rows of a file that cannot be placed yet: what they say is looked at, so that a person can decide.
fn look_through(
    plan: &Plan,
    intake: &mut Intake,
    report: &mut ImportReport,
    preview: &mut Preview,
    told: &mut Folding,
    progress: &Progress,
) -> Result<(), ImportError> {
    let mut doubts = Doubts::default();
    progress.begin(Step::Map, intake.rows as u64);
    while let Some(rows) = intake.next() {
        report.see(&rows);
        for row in rows {
            progress.row();
            plan.watch(&row, &mut doubts);
            let mut issues = Vec::new();
            plan.draft(&row, &mut issues);
            preview.see(row, &issues);
            told.extend(issues);
        }
        told.extend(std::mem::take(&mut intake.table.issues));
        going_on(progress)?;
    }
    tell_of_doubts(doubts, intake, report, told);
    Ok(())
}

fn tell_of_doubts(doubts: Doubts, intake: &Intake, report: &mut ImportReport, told: &mut Folding) {
    let doubtful = doubts.columns();
    told.extend(doubtful.iter().map(|doubtful| doubtful_issue(doubtful, &intake.table.layer)));
    report.understood.doubtful = doubtful;
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
