//! Drawings: texts find their shapes, parts and holes of our own exports come back together, and what people draw stays as it is.

use kcn_atlas::command::import::ImportReport;
use kcn_atlas::import::issue::{IssueKind, Severity};
use kcn_atlas::import::place::SourceCrs;

use super::record::{Record, a_park};
use crate::scene::{day, rect};

const EAST: f64 = 430_000.0;
const NORTH: f64 = 2_380_000.0;

/// A drawing made entity by entity, in metres of the scene.
#[derive(Default)]
struct Drawing(String);

impl Drawing {
    fn polyline(mut self, corners: &[(f64, f64)], is_closed: bool) -> Self {
        self.0 += &format!("0\nLWPOLYLINE\n8\nlots\n90\n{}\n70\n{}\n", corners.len(), u8::from(is_closed));
        for (x, y) in corners {
            self.0 += &format!("10\n{:.4}\n20\n{:.4}\n", EAST + x, NORTH + y);
        }
        self
    }

    fn outline(self, x: f64, y: f64, width: f64, height: f64) -> Self {
        self.polyline(&[(x, y), (x + width, y), (x + width, y + height), (x, y + height)], true)
    }

    fn text(mut self, x: f64, y: f64, text: &str) -> Self {
        self.0 += &format!("0\nTEXT\n8\nlots\n10\n{:.4}\n20\n{:.4}\n40\n2.5\n1\n{text}\n", EAST + x, NORTH + y);
        self
    }

    fn point(mut self, x: f64, y: f64) -> Self {
        self.0 += &format!("0\nPOINT\n8\nlots\n10\n{:.4}\n20\n{:.4}\n", EAST + x, NORTH + y);
        self
    }

    fn dxf(&self) -> String {
        format!("0\nSECTION\n2\nENTITIES\n{}0\nENDSEC\n0\nEOF\n", self.0)
    }
}

async fn import(record: &Record, layer: &str, set: &[(&str, &str)], drawing: &Drawing) -> ImportReport {
    let file = drawing.dxf();
    let report = record.import("x.dxf", &file, |request| {
        request.layer = layer.to_owned();
        request.crs = Some(SourceCrs::Vn2000 { epsg: 9213 });
        request.set = set.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    });
    report.await.unwrap()
}

const LOTS: [(&str, &str); 2] = [("zone_part", "kcn-a.gd1"), ("land_use", "SKK")];

#[tokio::test]
async fn an_ordinary_drawing_names_its_plots_by_the_texts_in_them() {
    let record = Record::with_a_park().await;
    let drawing = Drawing::default()
        .outline(0.0, 0.0, 100.0, 200.0)
        .text(50.0, 100.0, "A-01")
        .outline(100.0, 0.0, 100.0, 200.0)
        .text(150.0, 100.0, "A-02")
        .text(900.0, 900.0, "BẢN VẼ".to_uppercase().as_str());
    let report = import(&record, "lots", &LOTS, &drawing).await;
    assert_eq!((report.revision, record.lots()), (Some(2), 2), "{:?}", report.issues);
    assert!(report.issues.iter().any(|issue| issue.kind == IssueKind::Label), "the title stands in no plot");
    let snapshot = record.atlas.live().snapshot();
    assert_eq!(snapshot.zone("kcn-a").unwrap().lots[0].id.as_str(), "kcn-a.gd1.a-01");
}

#[tokio::test]
async fn parts_and_holes_of_an_exported_record_come_back_as_one() {
    let scene = a_park().lot("kcn-a.gd1.a-01", rect(0.0, 0.0, 100.0, 200.0));
    let record = Record::of(scene).await;
    let drawing = Drawing::default()
        .outline(0.0, 0.0, 100.0, 200.0)
        .text(5.0, 5.0, "kcn-a.gd1.a-01")
        .outline(20.0, 20.0, 10.0, 10.0)
        .outline(200.0, 0.0, 50.0, 50.0)
        .text(210.0, 10.0, "kcn-a.gd1.a-01");
    let report = import(&record, "lots", &[], &drawing).await;
    assert_eq!((report.rows, report.revision), (1, Some(2)), "{:?}", report.issues);
    assert_eq!(report.differences.changes.values().next().unwrap(), &["geometry", "geometry_accuracy"]);
    let snapshot = record.atlas.live().snapshot();
    let lot = &snapshot.zone("kcn-a").unwrap().lots[0];
    assert!((lot.measured.get() - (2.0 - 0.01 + 0.25)).abs() < 1e-4, "{}", lot.measured.get());
    assert_eq!(
        lot.core.at(day("2026-11-24")).unwrap().label,
        "A-01",
        "the drawing has no label, so that on record stays"
    );
    assert_eq!(report.issues.iter().filter(|issue| issue.kind == IssueKind::Parts).count(), 2);
}

#[tokio::test]
async fn what_people_draw_is_not_put_together() {
    let record = Record::with_a_park().await;
    let twice = Drawing::default()
        .outline(0.0, 0.0, 100.0, 100.0)
        .text(50.0, 50.0, "CX")
        .outline(300.0, 0.0, 100.0, 100.0)
        .text(350.0, 50.0, "CX");
    let report = import(&record, "lots", &LOTS, &twice).await;
    assert!(report.issues.iter().any(|issue| issue.kind == IssueKind::DuplicateId), "{:?}", report.issues);
    let nameless =
        Drawing::default().outline(0.0, 0.0, 100.0, 100.0).text(5.0, 5.0, "A-01").outline(20.0, 20.0, 10.0, 10.0);
    let report = import(&record, "lots", &LOTS, &nameless).await;
    let refused = report.issues.iter().find(|issue| issue.severity == Severity::Refused).unwrap();
    assert_eq!(refused.field.as_deref(), Some("id"), "a plot without a name is asked for one: {:?}", report.issues);
}

#[tokio::test]
async fn texts_on_lines_and_at_points_name_them() {
    let record = Record::with_a_park().await;
    let roads = Drawing::default()
        .polyline(&[(0.0, 0.0), (100.0, 0.0), (100.0, 300.0)], false)
        .text(50.0, 0.1, "D1")
        .polyline(&[(200.0, 0.0), (200.0, 300.0)], false)
        .text(200.0, 150.0, "D2");
    let set = [("zone_part", "kcn-a.gd1"), ("status", "built")];
    let report = import(&record, "internal-roads", &set, &roads).await;
    assert_eq!((report.rows, report.revision), (2, Some(2)), "{:?}", report.issues);
    let gates =
        Drawing::default().point(0.0, 500.0).text(0.0, 500.0, "Cong 1").point(9.0, 500.0).text(9.1, 500.0, "Cong 2");
    let report = import(&record, "gates", &set, &gates).await;
    assert_eq!((report.rows, report.revision), (2, Some(3)), "{:?}", report.issues);
    let texts = Drawing::default().text(0.0, 700.0, "Cong 3");
    let report = import(&record, "gates", &set, &texts).await;
    assert_eq!((report.rows, report.revision), (1, Some(4)), "a text alone is a point: {:?}", report.issues);
    let snapshot = record.atlas.live().snapshot();
    let shard = snapshot.zone("kcn-a").unwrap();
    assert_eq!(shard.internal_roads[0].id.as_str(), "kcn-a.gd1.d1");
    assert_eq!(shard.gates.len(), 3);
}

#[tokio::test]
async fn what_happens_to_every_row_is_said_once() {
    let record = Record::with_a_park().await;
    let drawing = (0..5).fold(Drawing::default(), |drawing, at| {
        let x = f64::from(at) * 100.0;
        drawing.outline(x, 0.0, 100.0, 100.0).text(x + 50.0, 50.0, &format!("A-{at}"))
    });
    let report = import(&record, "lots", &LOTS, &drawing).await;
    let closed: Vec<_> = report.issues.iter().filter(|issue| issue.kind == IssueKind::ClosedPolyline).collect();
    assert_eq!((closed.len(), closed[0].row), (1, None), "{closed:?}");
    assert!(closed[0].found.contains("5 rows"), "{}", closed[0].found);
}
