//! What must become of a bad file, and the test of it: in sentences of both languages, the record untouched, the server answering.

use std::path::Path;
use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use geo::Area;
use kcn_atlas::api::{ApiState, Origin, router};
use kcn_atlas::command::import::{ImportError, ImportReport};
use kcn_atlas::gis::{Job, JobError};
use kcn_atlas::import::issue::{IssueKind, Severity};
use kcn_atlas::import::place::SourceCrs;
use kcn_atlas::model::{Body as KindOfBody, Crs, Fact, MetricFrame, Name};
use tower::ServiceExt;

use super::fixtures::Files;
use super::record::Record;

/// What must become of a file.
pub enum Outcome {
    /// It does not come to a report: the reason holds these words.
    Unopened(&'static [&'static str]),
    /// It is reported and kept out.
    KeptOut {
        /// Rows that are read; `None` = some, and fewer than the file once had.
        rows: Option<usize>,
        /// Issues that refuse or ask, and how many of each at least.
        issues: &'static [(IssueKind, usize)],
        /// The system that is offered first, where one is asked for.
        offered: Option<&'static str>,
    },
    /// It is taken, and what was put right is told.
    Taken {
        /// Rows that are read.
        rows: usize,
        /// What is told.
        told: &'static [IssueKind],
        /// Hectares of all outlines on record, where they are asked about.
        hectares: Option<f64>,
    },
}

/// What is asked of the import.
#[derive(Clone, Copy)]
pub enum Ask {
    /// Communes, with their own codes and names.
    Communes,
    /// Outlines of any kind, named by the request where the file does not.
    Outlines,
    /// Lots of the scene's park.
    Lots,
    /// Named points in degrees, by their `ma_lo`.
    Points,
}

/// One row of the list of bad files.
pub struct Row {
    /// The file.
    pub file: &'static str,
    pub ask: Ask,
    pub outcome: Outcome,
}

impl Row {
    /// Imports files made by a test and looks at what became of them.
    pub async fn holds_for(&self, files: &Files) {
        let record = Record::with_a_park().await;
        let parent = tempfile::tempdir().unwrap();
        let before = (record.atlas.store().head().await.unwrap(), record.atlas.store().rows().await.unwrap().len());
        let said = match job(parent.path(), files) {
            Ok(job) => self.import(&record, &job).await,
            Err(error) => Err(error.explain()),
        };
        self.judge(&said);
        let after = (record.atlas.store().head().await.unwrap(), record.atlas.store().rows().await.unwrap().len());
        if let Outcome::Taken { hectares, .. } = self.outcome {
            assert!(after > before, "{}: nothing was written", self.file);
            let measured = outlines(&record).await;
            assert!(hectares.is_none_or(|ha| (measured - ha).abs() < 0.01), "{}: {measured} ha", self.file);
        } else {
            assert_eq!(before, after, "{}: the record changed", self.file);
        }
        assert_eq!(std::fs::read_dir(parent.path()).unwrap().count(), 0, "{}: something is left", self.file);
        self.server_answers(&record).await;
    }

    async fn import(&self, record: &Record, job: &Job) -> Result<ImportReport, Name> {
        let ask = self.ask;
        let done = record.import_job(job, |request| {
            request.crs = None;
            match ask {
                Ask::Communes => {
                    request.layer = "admin-units".into();
                    request.set.clear();
                }
                Ask::Outlines => {
                    request.layer = "constraints".into();
                    request.set = [("class", "forest"), ("name.vi", "Rừng")]
                        .map(|(key, value)| (key.into(), value.into()))
                        .into();
                }
                Ask::Lots => drop(request.columns.insert("ten".into(), "label".into())),
                Ask::Points => {
                    request.layer = "places".into();
                    request.crs = Some(SourceCrs::Wgs84);
                    request.columns.insert("ma_lo".into(), "id".into());
                    request.set = [("class", "village"), ("name.vi", "Làng"), ("rank", "4")]
                        .map(|(key, value)| (key.into(), value.into()))
                        .into();
                }
            }
        });
        done.await.map_err(|error| match error {
            ImportError::Worker(error) => error.explain(),
            ImportError::Refused(refused) | ImportError::Choose { refused, .. } => Name::new(
                format!("{}: {}", refused.field, refused.allowed.vi),
                format!("{}: {}", refused.field, refused.allowed.en),
            ),
            other => panic!("{}: {other}", self.file),
        })
    }

    fn judge(&self, said: &Result<ImportReport, Name>) {
        let file = self.file;
        match (&self.outcome, said) {
            (Outcome::Unopened(words), Err(reason)) => {
                for word in *words {
                    assert!(
                        reason.vi.contains(word) && reason.en.contains(word),
                        "{file}: {word:?} is not in {reason:?}"
                    );
                }
                assert!(!reason.vi.is_empty() && !reason.en.contains("root:"), "{file}: {reason:?}");
            }
            (Outcome::KeptOut { rows, issues, offered }, Ok(report)) => {
                let all = report.issues.iter().map(|issue| (issue.severity, issue.kind, issue.row)).collect::<Vec<_>>();
                for (kind, least) in *issues {
                    let bad = |(severity, found, _): &&(Severity, IssueKind, Option<u64>)| {
                        found == kind && matches!(severity, Severity::Refused | Severity::Question)
                    };
                    assert!(all.iter().filter(bad).count() >= *least, "{file}: fewer than {least} {kind:?} in {all:?}");
                }
                match rows {
                    Some(rows) => assert_eq!(report.rows, *rows, "{file}"),
                    None => assert!((1..super::fixtures::COMMUNES).contains(&report.rows), "{file}: {}", report.rows),
                }
                let first = report.candidates.first().map(|candidate| candidate.crs.code());
                assert!(offered.is_none() || first.as_deref() == *offered, "{file}: {first:?} is offered");
                assert_eq!(report.revision, None, "{file}");
                self.speaks_both(report);
            }
            (Outcome::Taken { rows, told, .. }, Ok(report)) => {
                assert!(report.revision.is_some(), "{file}: {:?}", report.issues);
                assert_eq!(report.rows, *rows, "{file}");
                for kind in *told {
                    assert!(
                        report.issues.iter().any(|issue| issue.kind == *kind),
                        "{file}: {kind:?} in {:?}",
                        report.issues
                    );
                }
                self.speaks_both(report);
            }
            (_, Ok(report)) => panic!("{file} was read: {:?}", report.issues),
            (_, Err(reason)) => panic!("{file} was not read: {reason:?}"),
        }
    }

    fn speaks_both(&self, report: &ImportReport) {
        for issue in &report.issues {
            assert!(!issue.expected.vi.is_empty() && !issue.expected.en.is_empty(), "{}: {issue:?}", self.file);
        }
    }

    async fn server_answers(&self, record: &Record) {
        let state = ApiState::default();
        state.open(Arc::clone(record.atlas.live()), Origin::Record);
        let request = Request::get("/api/v1/lots").body(Body::empty()).unwrap();
        assert_eq!(router(state).oneshot(request).await.unwrap().status(), 200, "{}", self.file);
    }
}

/// A job that holds these files.
pub fn job(parent: &Path, files: &Files) -> Result<Job, JobError> {
    let mut job = Job::new(parent)?;
    for (name, content) in files {
        job.take(name, &mut content.as_slice())?;
    }
    Ok(job)
}

/// Hectares of every constraint on record.
async fn outlines(record: &Record) -> f64 {
    let frame = MetricFrame::new(Crs::THAI_NGUYEN);
    let facts = record.atlas.store().facts(None).await.unwrap();
    let area = |fact: &Fact| match &fact.body {
        Some(KindOfBody::Constraint(constraint)) => frame.to_metric(constraint.geometry.get()).0.unsigned_area() / 1e4,
        _ => 0.0,
    };
    facts.iter().map(area).sum()
}
