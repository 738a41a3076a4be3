//! What is wrong with a file, as a file: handed to whoever drew it, in Vietnamese, with the place of each issue.

use geo::{Coord, Geometry, Point};

use super::{Column, Table, TableRow, Value};
use crate::import::issue::Issue;
use crate::model::{Coded, Crs, Metric, MetricFrame, Name};

/// The longest text of a cell, in characters: a sheet takes more, a reader does not.
const LONGEST_TEXT: usize = 1_000;

/// The columns, in both languages. Whoever opens the file reads the first.
const COLUMNS: [(&str, &str); 14] = [
    ("Mức độ", "Severity"),
    ("Loại lỗi", "Kind"),
    ("Tệp", "File"),
    ("Lớp", "Layer"),
    ("Dòng", "Row"),
    ("Trường", "Field"),
    ("Giá trị tìm thấy", "Found"),
    ("Cần sửa thành", "Should be"),
    ("Kinh độ", "Longitude"),
    ("Vĩ độ", "Latitude"),
    ("X (m, bắc)", "X (m, north)"),
    ("Y (m, đông)", "Y (m, east)"),
    ("Kind (English)", "Kind (English)"),
    ("Should be (English)", "Should be (English)"),
];

/// A row an issue, in the order they are told; its shape is the place.
///
/// **Shape**: `file` is the file they are about; `grid` is the province's zone of VN-2000, in which X (north) and Y (east) are metres.
pub fn table(issues: &[Issue], file: &str, grid: Crs) -> Table {
    let columns = COLUMNS.map(|(vi, en)| Column { key: vi.to_owned(), label: Name::new(vi, en) });
    let frame = MetricFrame::new(grid);
    Table {
        name: "Lỗi".to_owned(),
        columns: columns.to_vec(),
        rows: issues.iter().map(|issue| row(issue, file, &frame)).collect(),
    }
}

fn row(issue: &Issue, file: &str, frame: &MetricFrame) -> TableRow {
    let at = issue.at.filter(|at| at.x.is_finite() && at.y.is_finite());
    let metres = at.map(|at| metres(at, frame)).filter(|at| at.x.is_finite() && at.y.is_finite());
    let kind = issue.kind.label();
    let values = vec![
        text(issue.severity.label().vi),
        text(kind.vi),
        text(file),
        text(&issue.layer),
        // A row's number is far below where numbers lose digits.
        issue.row.map_or(Value::Nothing, |row| Value::Number(row as f64)),
        issue.field.as_deref().map_or(Value::Nothing, text),
        text(&issue.found),
        text(&issue.expected.vi),
        number(at.map(|at| rounded(at.x, 1e7))),
        number(at.map(|at| rounded(at.y, 1e7))),
        number(metres.map(|at| rounded(at.y, 1e3))),
        number(metres.map(|at| rounded(at.x, 1e3))),
        text(kind.en),
        text(&issue.expected.en),
    ];
    TableRow { values, geometry: at.map(|at| Geometry::Point(Point(at))) }
}

fn metres(at: Coord<f64>, frame: &MetricFrame) -> Coord<f64> {
    let Metric(point) = frame.to_metric(&Point(at));
    point.0
}

fn rounded(number: f64, parts: f64) -> f64 {
    (number * parts).round() / parts
}

fn number(number: Option<f64>) -> Value {
    number.map_or(Value::Nothing, Value::Number)
}

/// A text, cut to a readable length.
fn text(text: &str) -> Value {
    if text.is_empty() {
        return Value::Nothing;
    }
    match text.char_indices().nth(LONGEST_TEXT) {
        Some((cut, _)) => Value::Text(format!("{}…", &text[..cut])),
        None => Value::Text(text.to_owned()),
    }
}
