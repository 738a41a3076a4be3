//! Everything the command line does with the record: open it for serving, dump, load, check, back up, restore.

use std::path::Path;

use kcn_atlas::api::Origin;
use kcn_atlas::command::{self, Atlas, CommandError, generate};
use kcn_atlas::model::{Name, Refused, RevisionInfo};
use kcn_atlas::store::bundle::{self, BundleError, BundleProblem};
use kcn_atlas::store::{Bundle, Content, Description, Row, Store};
use tracing::info;

use super::clock::Clock;
use super::failure::Failure;
use crate::config::Settings;

/// Who wrote the first revision of the sample, as its bundle says.
const SAMPLE_AUTHOR: &str = "sample";

/// Opens the record for serving; where it is empty and a sample is asked for, the sample is loaded first.
///
/// **Errors**: [`Failure`] when the record or the sample cannot be read.
pub async fn open_atlas(settings: &Settings, clock: Clock) -> Result<(Atlas, Origin), Failure> {
    let store = Store::open(&settings.database).await?;
    if let Some(sample) = &settings.sample {
        load_sample(&store, sample).await?;
    }
    let first = store.revisions().await?.into_iter().next();
    let origin =
        if first.is_some_and(|revision| revision.author == SAMPLE_AUTHOR) { Origin::Sample } else { Origin::Record };
    Ok((Atlas::open(store, clock.today()).await?, origin))
}

async fn load_sample(store: &Store, sample: &Path) -> Result<(), Failure> {
    let head = store.head().await?;
    if head > 0 {
        info!(revision = head, "the record holds something already (revision {head}); the sample is not loaded");
        return Ok(());
    }
    let path = sample.to_owned();
    let read = in_background(move || bundle::read(&path)).await?;
    let bundle = read.map_err(|error| {
        Failure::from(error).preceded_by(
            "không nạp được dữ liệu mẫu; chạy từ thư mục gốc của dự án, hoặc chỉ chỗ bằng --sample-bundle",
            "the sample cannot be loaded; run from the top of the project, or say where with --sample-bundle",
        )
    })?;
    let revision = store.load_bundle(bundle).await?.number;
    info!(revision, "the sample is loaded from {}", sample.display());
    Ok(())
}

/// Writes the whole record as a bundle.
pub async fn dump(settings: &Settings, path: &Path) -> Result<(), Failure> {
    let bundle = Store::open(&settings.database).await?.to_bundle().await?;
    let (rows, to) = (bundle.rows.len(), path.to_owned());
    in_background(move || bundle::write(&bundle, &to)).await??;
    say(&format!("đã ghi {rows} dòng vào {}", path.display()), &format!("{rows} rows written to {}", path.display()));
    Ok(())
}

/// Loads a bundle into an empty record.
pub async fn load(settings: &Settings, path: &Path) -> Result<(), Failure> {
    let from = path.to_owned();
    let bundle: Bundle = in_background(move || bundle::read(&from)).await??;
    let rows = bundle.rows.len();
    let revision = Store::open(&settings.database).await?.load_bundle(bundle).await?.number;
    say(
        &format!("đã nạp {rows} dòng, phiên bản {revision}, vào {}", settings.database),
        &format!("{rows} rows loaded, revision {revision}, into {}", settings.database),
    );
    Ok(())
}

/// Says everything that is wrong with the record.
pub async fn check(settings: &Settings) -> Result<(), Failure> {
    let store = Store::open(&settings.database).await?;
    let report = command::check(&store, Clock::new(settings.today).today()).await?;
    if report.is_clean() {
        let revision = report.revision;
        say(&format!("không có lỗi nào; phiên bản {revision}"), &format!("nothing is wrong; revision {revision}"));
        return Ok(());
    }
    let defects = report.defects.iter().map(|defect| defect.explain());
    let inconsistencies = report.inconsistencies.iter().map(|wrong| {
        let place =
            format!("{} {} {} = {}", kcn_atlas::model::Coded::code(wrong.kind), wrong.id, wrong.field, wrong.value);
        Name::new(format!("{place}: {}", wrong.explanation.vi), format!("{place}: {}", wrong.explanation.en))
    });
    let pieces: Vec<Name> = defects.chain(inconsistencies).collect();
    let count = pieces.len();
    Err(Failure::data_refused(format!("{count} lỗi trong dữ liệu"), format!("{count} things are wrong"), pieces))
}

/// Fills an empty record with a made-up province.
pub async fn generate(settings: &Settings, lots: u32, seed: u64) -> Result<(), Failure> {
    let store = Store::open(&settings.database).await?;
    let bundle = in_background(move || made_up(lots, seed)).await?.map_err(Failure::usage_of)?;
    let rows = bundle.rows.len();
    store.load_bundle(bundle).await?;
    let to = &settings.database;
    say(
        &format!("đã ghi một tỉnh giả định: {lots} lô, {rows} dòng, vào {to}"),
        &format!("a made-up province written: {lots} lots, {rows} rows, into {to}"),
    );
    Ok(())
}

/// A made-up province as a bundle; nothing in it depends on the clock.
fn made_up(lots: u32, seed: u64) -> Result<Bundle, Refused> {
    let lots = lots as usize;
    let mut rows: Vec<Row> = vec![];
    generate::generate(lots, seed, &mut |(key, valid_from, body)| {
        rows.push(Row { key, valid_from, revision: 1, content: Content::Body(body) });
    })?;
    rows.sort_by(|one, other| (&one.key, one.valid_from).cmp(&(&other.key, other.valid_from)));
    let name = Name::new(format!("Tỉnh giả định số {seed}"), format!("Made-up province {seed}"));
    Ok(Bundle {
        description: Description { name, extent: generate::extent(lots)? },
        revisions: vec![RevisionInfo {
            number: 1,
            recorded_at: "2026-01-01T00:00:00Z".into(),
            author: "generate".into(),
            note: format!("{lots} lots, seed {seed}"),
        }],
        rows,
    })
}

/// Copies the record into a new file.
pub async fn backup(settings: &Settings, file: &Path) -> Result<(), Failure> {
    Store::open(&settings.database).await?.backup(file).await?;
    say(&format!("đã sao lưu vào {}", file.display()), &format!("backed up to {}", file.display()));
    Ok(())
}

/// Puts a backup in the place of the record.
pub async fn restore(settings: &Settings, file: &Path, replace: bool) -> Result<(), Failure> {
    Store::restore(file, &settings.database, replace).await?;
    let (from, to) = (file.display(), &settings.database);
    say(&format!("đã phục hồi {to} từ {from}"), &format!("{to} restored from {from}"));
    Ok(())
}

/// What a command did, for the person at the terminal.
fn say(vi: &str, en: &str) {
    println!("{vi}\n{en}");
}

/// Reads and writes files off the async threads.
async fn in_background<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| {
        Failure::failed(format!("công việc bị dừng: {error}"), format!("the work was cut off: {error}"))
    })
}

impl From<BundleError> for Failure {
    fn from(error: BundleError) -> Self {
        let Name { vi, en } = error.explain();
        match error {
            BundleError::Problems(problems) => {
                let count = problems.len();
                let pieces = problems.iter().map(explained).collect();
                Failure::data_refused(
                    format!("{count} lỗi trong gói dữ liệu; chưa ghi gì"),
                    format!("{count} problems in the bundle; nothing was written"),
                    pieces,
                )
            }
            BundleError::Missing { .. } => Failure::usage(Name::new(vi, en)),
            BundleError::AlreadyExists { .. } | BundleError::Io { .. } => Failure::failed(vi, en),
            BundleError::NotABundle { .. }
            | BundleError::NoManifest { .. }
            | BundleError::OtherFormat { .. }
            | BundleError::TooNew { .. }
            | BundleError::MissingFile { .. }
            | BundleError::WrongChecksum { .. }
            | BundleError::TooLarge { .. }
            | BundleError::BadEntry { .. }
            | BundleError::Unwritable { .. } => Failure::data_refused(vi, en, vec![]),
        }
    }
}

fn explained(problem: &BundleProblem) -> Name {
    let BundleProblem { file, row, field, value, allowed } = problem;
    Name::new(
        format!("{file}, dòng {row}: {field} không nhận {value:?}; cho phép: {}", allowed.vi),
        format!("{file}, row {row}: {field} does not accept {value:?}; allowed: {}", allowed.en),
    )
}

impl From<CommandError> for Failure {
    fn from(error: CommandError) -> Self {
        match error {
            CommandError::Store(error) => error.into(),
            CommandError::Rules(error) => {
                Failure::failed(format!("bảng quy định kèm chương trình bị hỏng: {error}"), error.to_string())
            }
        }
    }
}
