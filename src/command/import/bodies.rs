//! Drafts and shapes made into bodies, through the same reader as the bundle: what it refuses is told of the row.

use geo::{Coord, Geometry, InteriorPoint, MapCoords};
use serde_json::{Map, Value, json};

use super::ImportRequest;
use crate::import::issue::{Issue, IssueKind, Severity};
use crate::import::mapping::{Draft, Target, TargetShape};
use crate::import::place::{Home, SourceCrs};
use crate::import::repair::{Limits, Wanted, repair};
use crate::import::table::{Table, TableRow};
use crate::model::{Body, Coded, Crs, Id, Metric, MetricFrame, Name, RowKey, fold};
use crate::store::body::{Sources, decode};

/// A record that could be read.
#[derive(Clone, Debug)]
pub struct Record {
    /// The row it came from.
    pub row: u64,
    /// What it is about.
    pub key: RowKey,
    /// What it says.
    pub body: Body,
    /// Its shape in metres of the province's grid; `None` = it has none.
    pub metres: Option<Geometry<f64>>,
}

/// What became of the rows.
#[derive(Debug, Default)]
pub struct Made {
    /// Rows that are sound.
    pub records: Vec<Record>,
    /// What is wrong with the others, and what was repaired.
    pub issues: Vec<Issue>,
}

/// Makes a body of every row.
#[allow(clippy::too_many_arguments, reason = "one call, from one place: the steps of an import meet here")]
pub fn make(
    table: &Table,
    drafts: impl IntoIterator<Item = Draft>,
    target: &Target,
    crs: SourceCrs,
    swapped: bool,
    home: &Home,
    request: &ImportRequest,
    delivery: &str,
) -> Made {
    let frame = Crs::parse(&format!("EPSG:{}", home.zone)).map_or(MetricFrame::new(Crs::THAI_NGUYEN), MetricFrame::new);
    let maker = Maker { table, target, crs, swapped, frame, request, delivery, sources: Sources::default() };
    let mut made = Made::default();
    for (row, draft) in table.rows.iter().zip(drafts) {
        match maker.record(row, draft, &mut made.issues) {
            Ok(record) => made.records.push(record),
            Err(issue) => made.issues.push(*issue),
        }
    }
    made
}

struct Maker<'m> {
    table: &'m Table,
    target: &'m Target,
    crs: SourceCrs,
    swapped: bool,
    frame: MetricFrame,
    request: &'m ImportRequest,
    /// File and hash: what every record names as its source.
    delivery: &'m str,
    sources: Sources,
}

impl Maker<'_> {
    fn issue(&self, row: u64, kind: IssueKind, field: Option<&str>, found: String, expected: Name) -> Box<Issue> {
        let layer = self.table.layer.clone();
        Box::new(Issue {
            severity: Severity::Refused,
            kind,
            layer,
            row: Some(row),
            field: field.map(str::to_owned),
            found,
            expected,
            at: None,
        })
    }

    fn record(&self, row: &TableRow, draft: Draft, issues: &mut Vec<Issue>) -> Result<Record, Box<Issue>> {
        let metres = self.shape(row, issues)?;
        let id = self.id(&draft)?;
        let text = self.text(draft.keys, metres.as_ref());
        let key = RowKey { kind: self.target.kind, id, facet: self.core(row)? };
        let body = decode(self.target.kind, "core", &text, &self.sources).map_err(|refused| {
            self.issue(row.number, IssueKind::BadValue, Some(&refused.field), refused.value, refused.allowed)
        })?;
        Ok(Record { row: row.number, key, body, metres })
    }

    fn core(&self, row: &TableRow) -> Result<Id, Box<Issue>> {
        Id::new("core")
            .map_err(|refused| self.issue(row.number, IssueKind::BadValue, None, refused.value, refused.allowed))
    }

    /// The shape of a row on the grid, repaired.
    fn shape(&self, row: &TableRow, issues: &mut Vec<Issue>) -> Result<Option<Geometry<f64>>, Box<Issue>> {
        let nothing = || {
            let expected = Name::new("một hình", "a geometry");
            self.issue(row.number, IssueKind::NoGeometry, None, String::new(), expected)
        };
        let geometry = row.geometry.as_ref().ok_or_else(nothing)?;
        let degrees = geometry.try_map_coords(|point| self.to_degrees(point).ok_or(point)).map_err(|point| {
            let expected =
                Name::new(format!("tọa độ {}", self.crs.code()), format!("coordinates of {}", self.crs.code()));
            self.issue(row.number, IssueKind::OutOfRange, None, format!("{}, {}", point.x, point.y), expected)
        })?;
        let Metric(metres) = self.frame.to_metric(&degrees);
        let (metres, wanted) = aimed(metres, self.target.shape);
        let repaired = repair(metres, wanted, &Limits::default());
        let mut refused = None;
        for finding in repaired.findings {
            let at = finding.at.map(|at| self.frame.to_degrees(&Metric(geo::Point(at))).0);
            let areas = finding.area_before_m2.zip(finding.area_after_m2);
            let areas = areas.map(|(before, after)| format!("; {before:.1} → {after:.1} m²")).unwrap_or_default();
            let found = format!("{}{areas}", finding.found);
            let issue = Issue {
                severity: finding.severity,
                at,
                ..*self.issue(row.number, finding.kind, None, found, finding.expected)
            };
            if repaired.geometry.is_none() && finding.severity == Severity::Refused {
                refused = Some(Box::new(issue));
            } else {
                issues.push(issue);
            }
        }
        match (repaired.geometry, refused) {
            (_, Some(refused)) => Err(refused),
            (Some(metres), None) => Ok(Some(metres)),
            (None, None) => Err(nothing()),
        }
    }

    fn to_degrees(&self, point: Coord<f64>) -> Option<Coord<f64>> {
        self.crs.to_degrees(if self.swapped { Coord { x: point.y, y: point.x } } else { point })
    }

    /// The id of a row: its own, or made of its owner and its name.
    fn id(&self, draft: &Draft) -> Result<Id, Box<Issue>> {
        let text = |key: &str| match &draft.keys.get(key)? {
            Value::String(text) => Some(text.clone()),
            Value::Object(name) => name.get("vi").and_then(Value::as_str).map(str::to_owned),
            _ => None,
        };
        let own = draft.id.clone().or_else(|| text("label")).or_else(|| text("name"));
        let missing = || {
            let expected = Name::new("mã hoặc tên", "an id or a name");
            self.issue(draft.row, IssueKind::BadValue, Some("id"), String::new(), expected)
        };
        let own = own.ok_or_else(missing)?;
        let owner = self.target.owner.as_deref().map(|key| {
            text(key).ok_or_else(|| {
                let (vi, en) = (format!("cột hoặc --set {key}=…"), format!("a column, or --set {key}=…"));
                self.issue(draft.row, IssueKind::BadValue, Some(key), String::new(), Name::new(vi, en))
            })
        });
        let id = match owner.transpose()? {
            Some(owner) if !own.starts_with(&format!("{owner}.")) => format!("{owner}.{}", slug(&own)),
            Some(_) => own,
            None => slug(&own),
        };
        Id::new(&id)
            .map_err(|refused| self.issue(draft.row, IssueKind::BadValue, Some("id"), refused.value, refused.allowed))
    }

    /// The body as the bundle would write it.
    fn text(&self, keys: Map<String, Value>, metres: Option<&Geometry<f64>>) -> String {
        let mut body = Map::new();
        body.insert("v".to_owned(), json!(crate::store::body::CURRENT));
        body.extend(keys);
        let mut give = |key: &str, value: Value| {
            if takes(self.target.kind, key) && !body.contains_key(key) {
                body.insert(key.to_owned(), value);
            }
        };
        let title = self.delivery;
        give("source", json!({"kind": "official", "title": title}));
        give("sources", json!([{"kind": "official", "title": title}]));
        give("geometry_accuracy", json!(self.request.accuracy.code()));
        give("crs", json!(self.frame.crs().to_string()));
        give("level", json!("commune"));
        if let Some(metres) = metres {
            let degrees = self.frame.to_degrees(&Metric(metres.clone()));
            let rounded = degrees.map_coords(|at| Coord { x: seven(at.x), y: seven(at.y) });
            let shape = geojson::Geometry::from(&rounded);
            body.insert("geometry".to_owned(), serde_json::to_value(shape).unwrap_or(Value::Null));
        }
        Value::Object(body).to_string()
    }
}

/// A shape and what it is to become: of an outline in a layer of points a point inside, in a layer that takes both what it is.
fn aimed(metres: Geometry<f64>, shape: TargetShape) -> (Geometry<f64>, Wanted) {
    let is_closed = |line: &geo::LineString<f64>| line.0.len() > 3 && line.is_closed();
    match (shape, &metres) {
        (TargetShape::Surface, _) => (metres, Wanted::Surface),
        (TargetShape::Line, _) => (metres, Wanted::Line),
        (TargetShape::LineOrSurface, Geometry::LineString(line)) if !is_closed(line) => (metres, Wanted::Line),
        (TargetShape::LineOrSurface, Geometry::MultiLineString(_)) => (metres, Wanted::Line),
        (TargetShape::LineOrSurface, _) => (metres, Wanted::Surface),
        (TargetShape::Point, Geometry::Polygon(_) | Geometry::MultiPolygon(_)) => {
            let inside = metres.interior_point().map(Geometry::Point);
            (inside.unwrap_or(metres), Wanted::Point)
        }
        (TargetShape::Point, _) => (metres, Wanted::Point),
    }
}

/// Whether the body of a kind has a key that every import can fill.
fn takes(kind: crate::model::Kind, key: &str) -> bool {
    use crate::model::Kind::{AdminUnit, ClearanceArea, Constraint, Lot, Place, ZonePart};
    match key {
        "source" => matches!(kind, Lot | ClearanceArea),
        "sources" => matches!(kind, Constraint),
        "geometry_accuracy" => matches!(kind, Lot | ClearanceArea | Constraint | ZonePart),
        "crs" => matches!(kind, ZonePart),
        "level" => matches!(kind, AdminUnit),
        _ => !matches!(kind, Place),
    }
}

/// Seven decimals of a degree, a centimetre, as the record keeps them.
fn seven(degrees: f64) -> f64 {
    (degrees * 1e7).round() / 1e7
}

/// A text as the last word of an id.
fn slug(text: &str) -> String {
    fold(text).replace(' ', "-")
}
