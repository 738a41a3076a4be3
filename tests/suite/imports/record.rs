//! What a file does to the record: dry run, commit, the same file again, a changed one, and nothing at all when anything is wrong.

use std::collections::BTreeMap;

use kcn_atlas::command::Atlas;
use kcn_atlas::command::import::{ImportError, ImportReport, ImportRequest, Progress, import};
use kcn_atlas::gis::Job;
use kcn_atlas::import::issue::{IssueKind, Severity};
use kcn_atlas::import::place::SourceCrs;
use kcn_atlas::model::{Bbox, GeometryAccuracy, Name, RevisionInfo, ZoneKind};
use kcn_atlas::store::{Bundle, Content, Description, Location, Row, Store};

use super::worker;
use crate::scene::{Scene, day, degrees, rect};

/// A record of a province on the disk, with one park and its part.
pub struct Record {
    pub atlas: Atlas,
    _folder: tempfile::TempDir,
}

impl Record {
    pub async fn with_a_park() -> Self {
        Record::of(a_park()).await
    }

    /// A record of any scene.
    pub async fn of(scene: Scene) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let location: Location = format!("sqlite:{}", folder.path().join("a.db").display()).parse().unwrap();
        let store = Store::open(&location).await.unwrap();
        let rows = scene.facts().iter().map(|fact| Row {
            key: fact.key.clone(),
            valid_from: fact.valid_from,
            revision: 1,
            content: fact.body.clone().map_or(Content::Ended, Content::Body),
        });
        let said = RevisionInfo {
            number: 1,
            recorded_at: "2026-11-24T00:00:00Z".into(),
            author: "test".into(),
            note: "a park".into(),
        };
        let extent = Bbox::new(105.2, 21.2, 106.4, 22.8).unwrap();
        let description = Description { name: Name::new("Tỉnh thử", "A province"), extent };
        store.load_bundle(Bundle { description, revisions: vec![said], rows: rows.collect() }).await.unwrap();
        Record { atlas: Atlas::open(store, day(crate::scene::TODAY)).await.unwrap(), _folder: folder }
    }

    pub async fn import(
        &self,
        name: &str,
        content: &str,
        change: impl FnOnce(&mut ImportRequest),
    ) -> Result<ImportReport, ImportError> {
        self.import_files(&[(name, content.as_bytes())], change).await
    }

    /// The same with several files of any content.
    pub async fn import_files(
        &self,
        files: &[(&str, &[u8])],
        change: impl FnOnce(&mut ImportRequest),
    ) -> Result<ImportReport, ImportError> {
        let parent = tempfile::tempdir().unwrap();
        let mut job = Job::new(parent.path()).unwrap();
        for (name, content) in files {
            job.take(name, &mut &**content).unwrap();
        }
        self.import_job(&job, change).await
    }

    pub async fn import_job(
        &self,
        job: &Job,
        change: impl FnOnce(&mut ImportRequest),
    ) -> Result<ImportReport, ImportError> {
        let mut request = ImportRequest {
            layer: "lots".into(),
            file: None,
            file_layer: None,
            charset: None,
            crs: Some(SourceCrs::Wgs84),
            columns: BTreeMap::new(),
            set: BTreeMap::from([("zone_part".into(), "kcn-a.gd1".into()), ("land_use".into(), "SKK".into())]),
            accuracy: GeometryAccuracy::Digitised,
            valid_from: day("2026-11-01"),
            dry_run: false,
            author: "test".into(),
            recorded_at: "2026-11-24T00:00:00Z".into(),
        };
        change(&mut request);
        import(&self.atlas, &worker(), job, &request, &Progress::default()).await
    }

    pub fn lots(&self) -> usize {
        self.atlas.live().snapshot().lot_count()
    }
}

/// A park `kcn-a` with one part, two kilometres square.
pub fn a_park() -> Scene {
    Scene::new().zone("kcn-a", ZoneKind::Park).part("kcn-a.gd1", Some(rect(0.0, 0.0, 2000.0, 2000.0)), |_| {})
}

/// A feature of a file: a rectangle in metres of the scene, with a sign.
pub fn lot(label: &str, x: f64, y: f64, width: f64, height: f64) -> String {
    feature(label, &serde_json::to_string(&geojson::Geometry::from(degrees(&rect(x, y, width, height)).get())).unwrap())
}

pub fn feature(label: &str, geometry: &str) -> String {
    format!(r#"{{"type":"Feature","properties":{{"Ký hiệu":"{label}","Loại đất":"SKK"}},"geometry":{geometry}}}"#)
}

pub fn collection(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

#[tokio::test]
async fn a_file_is_tried_committed_and_found_unchanged() {
    let record = Record::with_a_park().await;
    let file = collection(&[lot("A-01", 0.0, 0.0, 100.0, 200.0), lot("A-02", 100.0, 0.0, 100.0, 200.0)]);
    let tried = record.import("lô.geojson", &file, |request| request.dry_run = true).await.unwrap();
    assert_eq!((tried.differences.added.len(), tried.revision, record.lots()), (2, None, 0), "{:?}", tried.issues);
    let done = record.import("lô.geojson", &file, |_| {}).await.unwrap();
    assert_eq!((done.revision, record.lots()), (Some(2), 2), "one revision, and it is shown: {:?}", done.issues);
    let snapshot = record.atlas.live().snapshot();
    let shard = snapshot.zone("kcn-a").unwrap();
    let lot = &shard.lots[0];
    let core = lot.core.at(day("2026-11-24")).unwrap();
    assert_eq!((lot.id.as_str(), core.label.as_str()), ("kcn-a.gd1.a-01", "A-01"));
    assert!((lot.measured.get() - 2.0).abs() < 1e-4, "{:?}", lot.measured);
    assert!(core.source.title.starts_with("lô.geojson ("), "{}", core.source.title);
    assert!(lot.core.at(day("2026-10-31")).is_none(), "it holds from the day it was said to");
    let again = record.import("lô.geojson", &file, |_| {}).await.unwrap();
    assert_eq!((again.differences.unchanged.len(), again.revision), (2, None), "nothing new is no revision");
    let changed = collection(&[lot_with_land_use("A-01", "TMD")]);
    let changed = record.import("lô.geojson", &changed, |_| {}).await.unwrap();
    assert_eq!(
        (changed.differences.changed.len(), changed.differences.missing.len(), changed.revision),
        (1, 1, Some(3))
    );
    assert_eq!(record.lots(), 2, "what a file does not name stays");
}

fn lot_with_land_use(label: &str, land_use: &str) -> String {
    lot(label, 0.0, 0.0, 100.0, 200.0).replace("SKK", land_use)
}

#[tokio::test]
async fn one_bad_row_keeps_the_whole_file_out() {
    let record = Record::with_a_park().await;
    let good = lot("A-01", 0.0, 0.0, 100.0, 100.0);
    for (bad, kind) in [
        (feature("A-02", r#"{"type":"Point","coordinates":[105.8,21.5]}"#), IssueKind::WrongShape),
        (lot("A-01", 200.0, 0.0, 100.0, 100.0), IssueKind::DuplicateId),
        (lot("A-02", 50.0, 0.0, 100.0, 100.0), IssueKind::Overlap),
        (lot("A-02", 1950.0, 0.0, 100.0, 100.0), IssueKind::OutsideOwner),
        (lot_with_land_use("A-02", "XYZ").replace("SKK", "XYZ"), IssueKind::BadValue),
        (feature("A-02", "null"), IssueKind::NoGeometry),
    ] {
        let report = record.import("x.geojson", &collection(&[good.clone(), bad]), |_| {}).await.unwrap();
        let refused: Vec<IssueKind> =
            report.issues.iter().filter(|issue| issue.severity == Severity::Refused).map(|issue| issue.kind).collect();
        assert!(refused.contains(&kind), "{kind:?} in {:?}", report.issues);
        assert_eq!((report.revision, record.lots()), (None, 0), "{kind:?}");
        assert!(report.issues.iter().all(|issue| !issue.expected.vi.is_empty() && !issue.expected.en.is_empty()));
    }
    assert_eq!(record.atlas.store().head().await.unwrap(), 1);
}

#[tokio::test]
async fn a_part_or_a_layer_that_is_not_there_is_told() {
    let record = Record::with_a_park().await;
    let file = collection(&[lot("A-01", 0.0, 0.0, 100.0, 100.0)]);
    let report = record
        .import("x.geojson", &file, |request| drop(request.set.insert("zone_part".into(), "kcn-b.gd1".into())))
        .await
        .unwrap();
    assert!(report.issues.iter().any(|issue| issue.kind == IssueKind::Reference && issue.found == "kcn-b.gd1"));
    let refused = record.import("x.geojson", &file, |request| request.layer = "houses".into()).await;
    assert!(matches!(refused, Err(ImportError::Refused(refused)) if refused.field == "layer"));
}

#[tokio::test]
async fn a_file_without_a_system_waits_for_an_answer_even_when_its_numbers_are_right() {
    let record = Record::with_a_park().await;
    let csv = "Ký hiệu;Loại đất\nA-01;SKK\n";
    let report = record.import("x.csv", csv, |request| request.crs = None).await.unwrap();
    assert_eq!(report.revision, None, "a table without shapes makes no lots");
    let swapped = collection(&[feature(
        "A-01",
        r#"{"type":"Polygon","coordinates":[[[21.50,105.84],[21.50,105.85],[21.51,105.85],[21.51,105.84],[21.50,105.84]]]}"#,
    )]);
    let report = record.import("x.geojson", &swapped, |request| request.crs = None).await.unwrap();
    assert!(report.crs.is_none() && report.revision.is_none());
    assert!(report.candidates.iter().any(|candidate| candidate.swapped), "{:?}", report.issues);
    assert_eq!(
        report.count(Severity::Question),
        1 + report.issues.iter().filter(|issue| issue.severity == Severity::Question).count() - 1
    );
    assert!(!report.may_be_written());
}
