//! Lists of corners, as surveyors deliver them: which column is which, where a plot begins, and what must be asked.

use kcn_atlas::command::import::ImportReport;
use kcn_atlas::import::issue::{IssueKind, Severity};
use kcn_atlas::import::place::SourceCrs;
use kcn_atlas::model::Hectares;
use rust_xlsxwriter::{Format, Workbook};

use super::record::Record;
use crate::scene::position;

/// The grid of the scene: its origin lies at these metres.
const EAST: f64 = 430_000.0;
const NORTH: f64 = 2_380_000.0;

const TM3: Option<SourceCrs> = Some(SourceCrs::Vn2000 { epsg: 9213 });

/// Corners of a plot, metres from the origin of the scene.
const PLOT: [(f64, f64); 4] = [(100.0, 100.0), (300.0, 100.0), (300.0, 200.0), (100.0, 200.0)];

fn measured(record: &Record) -> Vec<(String, f64)> {
    let snapshot = record.atlas.live().snapshot();
    let lots = snapshot.zone("kcn-a").unwrap().lots.clone();
    lots.iter().map(|lot| (lot.id.to_string(), Hectares::get(lot.measured))).collect()
}

fn assert_two_plots(record: &Record, report: &ImportReport) {
    assert_eq!(report.revision, Some(2), "{:?}", report.issues);
    let plots = measured(record);
    assert_eq!(plots.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["kcn-a.gd1.a-01", "kcn-a.gd1.a-02"]);
    for (id, hectares) in plots {
        assert!((hectares - 2.0).abs() < 1e-4, "{id} has {hectares} ha");
    }
}

#[tokio::test]
async fn consecutive_rows_of_a_plot_are_its_outline_and_x_is_the_northing() {
    let record = Record::with_a_park().await;
    let mut csv = "BẢNG KÊ TỌA ĐỘ;;;\nTên lô;Số hiệu điểm;Tọa độ X (m);Tọa độ Y (m)\n".to_owned();
    for (name, shift, is_closed) in [("A-01", 0.0, true), ("A-02", 500.0, false)] {
        let repeated = PLOT.iter().cycle().take(if is_closed { 5 } else { 4 });
        for (number, (x, y)) in (1..).zip(repeated) {
            csv += &format!("{name};{number};{:.3};{:.3}\n", NORTH + y, EAST + x + shift);
        }
    }
    let csv = csv.replace('.', ",");
    let asked = record.import("x.csv", &csv, |request| request.crs = None).await.unwrap();
    assert!(asked.crs.is_none() && asked.count(Severity::Question) > 0, "numbers name no system");
    assert_eq!((asked.candidates[0].crs.code(), asked.candidates[0].swapped), ("EPSG:9213".to_owned(), false));
    let report = record.import("x.csv", &csv, |request| request.crs = TM3).await.unwrap();
    assert_two_plots(&record, &report);
    assert!(report.understood.used.contains(&("Tọa độ X (m)".into(), "northing".into())), "{:?}", report.understood);
}

#[tokio::test]
async fn columns_in_the_other_order_are_seen_and_told() {
    let record = Record::with_a_park().await;
    let mut csv = "label,X,Y\n".to_owned();
    for (x, y) in PLOT {
        csv += &format!("A-01,{},{}\n", EAST + x, NORTH + y);
    }
    let asked = record.import("x.csv", &csv, |request| request.crs = None).await.unwrap();
    assert!(asked.crs.is_none() && asked.candidates[0].swapped, "{:?}", asked.candidates);
    let report = record.import("x.csv", &csv, |request| request.crs = TM3).await.unwrap();
    assert!(report.revision.is_some(), "{:?}", report.issues);
    assert!(
        report.issues.iter().any(|issue| issue.kind == IssueKind::Placement && issue.found.contains("turned back"))
    );
}

#[tokio::test]
async fn degrees_and_single_points_are_read_too() {
    let record = Record::with_a_park().await;
    let mut csv = "Tên cổng\tKinh độ\tVĩ độ\tHiện trạng\n".to_owned();
    for (name, x) in [("Cổng 1", 0.0), ("Cổng 2", 100.0)] {
        let at = position(x, 0.0);
        csv += &format!("{name}\t{}\t{}\tĐã xây dựng\n", at.x, at.y);
    }
    let report = record.import("x.txt", &csv, |request| {
        request.layer = "gates".into();
        request.set.remove("land_use");
    });
    let report = report.await.unwrap();
    assert_eq!((report.rows, report.revision), (2, Some(2)), "{:?}", report.issues);
}

#[tokio::test]
async fn a_table_without_a_heading_is_asked_about_and_read_once_its_columns_are_named() {
    let record = Record::with_a_park().await;
    let rtk: String =
        (1..).zip(PLOT).map(|(number, (x, y))| format!("P{number},{},{},25.31,GOC\n", NORTH + y, EAST + x)).collect();
    let asked = record.import("x.txt", &rtk, |request| request.crs = TM3).await.unwrap();
    let question = asked.issues.iter().find(|issue| issue.kind == IssueKind::Columns).unwrap();
    assert_eq!((question.severity, asked.revision), (Severity::Question, None));
    assert!(question.found.starts_with("P1 | 2380100"), "{}", question.found);
    let report = record.import("x.txt", &rtk, |request| {
        request.crs = TM3;
        let columns = [("column 1", "point"), ("column 2", "northing"), ("column 3", "easting")];
        request.columns = columns.map(|(column, role)| (column.into(), role.into())).into();
        request.set.insert("label".into(), "A-01".into());
    });
    let report = report.await.unwrap();
    assert!(report.revision.is_some(), "{:?}", report.issues);
    assert!((measured(&record)[0].1 - 2.0).abs() < 1e-4);
}

#[tokio::test]
async fn a_corner_that_is_no_number_names_its_row() {
    let record = Record::with_a_park().await;
    let csv = format!("label;X;Y\nA-01;{NORTH};{EAST}\nA-01;hai triệu;{EAST}\nA-01;{};\n", NORTH + 5.0);
    let report = record.import("x.csv", &csv, |request| request.crs = TM3).await.unwrap();
    let bad: Vec<_> = report.issues.iter().filter(|issue| issue.kind == IssueKind::BadValue).collect();
    assert_eq!(
        bad.iter().map(|issue| (issue.row, issue.field.as_deref())).collect::<Vec<_>>(),
        [(Some(2), Some("X")), (Some(3), Some("Y"))]
    );
    assert_eq!(report.revision, None);
}

/// A workbook as an office makes it: a merged title, a heading of two rows, numbers of columns, names above their corners, and a second sheet.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Tọa độ").unwrap();
    let plain = Format::new();
    sheet.merge_range(0, 0, 0, 2, "BẢNG THỐNG KÊ TỌA ĐỘ GÓC RANH", &plain).unwrap();
    sheet.write(2, 0, "Số hiệu điểm").unwrap();
    sheet.merge_range(2, 1, 2, 2, "Tọa độ VN-2000 (m)", &plain).unwrap();
    sheet.write(3, 1, "X").unwrap();
    sheet.write(3, 2, "Y").unwrap();
    for column in 0..3_u16 {
        sheet.write(4, column, format!("({})", column + 1)).unwrap();
    }
    let mut row = 5;
    for (name, shift) in [("A-01", 0.0), ("A-02", 500.0)] {
        sheet.write(row, 0, name).unwrap();
        row += 1;
        for (number, (x, y)) in (1..).zip(PLOT) {
            sheet.write(row, 0, number).unwrap();
            sheet.write(row, 1, NORTH + y).unwrap();
            sheet.write(row, 2, EAST + x + shift).unwrap();
            row += 1;
        }
    }
    book.add_worksheet().set_name("Trống").unwrap();
    book.save_to_buffer().unwrap()
}

#[tokio::test]
async fn a_workbook_with_titles_and_merged_headings_is_read() {
    let record = Record::with_a_park().await;
    let report = record.import_files(&[("lô.xlsx", &workbook())], |request| request.crs = TM3).await.unwrap();
    assert_eq!(report.file_layer, "Tọa độ", "a sheet without anything in it is no layer");
    assert_two_plots(&record, &report);
}
