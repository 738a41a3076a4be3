//! The shape of a row, on the grid and repaired, and which record it is.

use std::collections::HashMap;

use geo::{Coord, CoordsIter, Geometry, InteriorPoint, LineString, MapCoords};
use serde_json::{Value, json};

use super::bodies::{Drawn, Maker};
use super::body_text::rounded;
use crate::import::issue::{Issue, IssueKind, Severity};
use crate::import::mapping::{Draft, TargetShape};
use crate::import::repair::{Finding, Limits, Wanted, close_ring, repair};
use crate::import::table::TableRow;
use crate::model::{Id, Metric, Name, fold};

impl Maker<'_> {
    /// What a row shows.
    pub(super) fn drawn(&self, row: &TableRow, issues: &mut Vec<Issue>) -> Result<Drawn, Box<Issue>> {
        match &row.geometry {
            Some(geometry) => self.shape(row, geometry, issues),
            None if !self.has_shapes => Ok(Drawn::Kept),
            // A damaged file loses shapes.
            None if self.target.is_shape_optional && !self.is_damaged => {
                // What is not drawn here is no statement that there is none.
                let expected = Name::new("một hình; hình đã có được giữ nguyên", "a geometry; one on record stays");
                let told = self.issue(row.number, IssueKind::NoGeometry, None, String::new(), expected);
                issues.push(Issue { severity: Severity::Note, ..*told });
                Ok(Drawn::Kept)
            }
            None => Err(self.no_shape(row.number)),
        }
    }

    fn no_shape(&self, row: u64) -> Box<Issue> {
        self.issue(row, IssueKind::NoGeometry, None, String::new(), Name::new("một hình", "a geometry"))
    }

    fn shape(&self, row: &TableRow, geometry: &Geometry<f64>, issues: &mut Vec<Issue>) -> Result<Drawn, Box<Issue>> {
        let degrees = geometry.try_map_coords(|point| self.to_degrees(point).ok_or(point)).map_err(|point| {
            let expected =
                Name::new(format!("tọa độ {}", self.crs.code()), format!("coordinates of {}", self.crs.code()));
            self.issue(row.number, IssueKind::OutOfRange, None, format!("{}, {}", point.x, point.y), expected)
        })?;
        for finding in row.unclosed.iter().filter_map(|ends| self.unclosed(ends)) {
            issues.push(*self.told(row.number, finding));
        }
        let Metric(metres) = self.frame.to_metric(&degrees);
        let (aim, wanted) = aimed(metres.clone(), self.target.shape);
        let repaired = repair(aim, wanted, &Limits::default());
        let mut refused = None;
        for finding in repaired.findings {
            let is_refusal = repaired.geometry.is_none() && finding.severity == Severity::Refused;
            let issue = self.told(row.number, finding);
            if is_refusal { refused = Some(issue) } else { issues.push(*issue) }
        }
        match (repaired.geometry, refused) {
            (_, Some(refused)) => Err(refused),
            (None, None) => Err(self.no_shape(row.number)),
            (Some(repaired), None) => {
                let repaired = single(repaired, self.target.shape);
                let kept = rounded(&self.back_to_degrees(&repaired, &metres, &degrees));
                Ok(Drawn::Shape { metres: repaired, degrees: kept, drawn: degrees })
            }
        }
    }

    /// A repaired shape in degrees. Corners that the repair left where they were keep the degrees of the file: the way to the grid and
    /// back costs half a millimetre.
    fn back_to_degrees(
        &self,
        repaired: &Geometry<f64>,
        metres: &Geometry<f64>,
        degrees: &Geometry<f64>,
    ) -> Geometry<f64> {
        if repaired == metres {
            return degrees.clone();
        }
        let bits = |at: Coord<f64>| (at.x.to_bits(), at.y.to_bits());
        let own: HashMap<(u64, u64), Coord<f64>> = metres.coords_iter().map(bits).zip(degrees.coords_iter()).collect();
        let back = |at: Coord<f64>| match own.get(&bits(at)) {
            Some(degrees) => *degrees,
            None => self.frame.to_degrees(&Metric(geo::Point(at))).0,
        };
        repaired.map_coords(back)
    }

    /// A ring that the file left open, told with its gap in metres.
    fn unclosed(&self, [first, last]: &[Coord<f64>; 2]) -> Option<Finding> {
        let metres = |point: &Coord<f64>| {
            let degrees = geo::Point(self.to_degrees(*point)?);
            let Metric(metres) = self.frame.to_metric(&degrees);
            Some(metres.0)
        };
        close_ring(LineString(vec![metres(first)?, metres(last)?])).1
    }

    fn told(&self, row: u64, finding: Finding) -> Box<Issue> {
        let at = finding.at.map(|at| self.frame.to_degrees(&Metric(geo::Point(at))).0);
        let areas = finding.area_before_m2.zip(finding.area_after_m2);
        let areas = areas.map(|(before, after)| format!("; {before:.1} → {after:.1} m²")).unwrap_or_default();
        let issue = self.issue(row, finding.kind, None, format!("{}{areas}", finding.found), finding.expected);
        Box::new(Issue { severity: finding.severity, at, ..*issue })
    }

    fn to_degrees(&self, point: Coord<f64>) -> Option<Coord<f64>> {
        self.crs.to_degrees(if self.swapped { Coord { x: point.y, y: point.x } } else { point })
    }

    /// Which record a row is: its own id, else made of its owner and its name, else the record whose land it draws.
    pub(super) fn identify(&self, draft: &mut Draft, drawn: &Drawn, issues: &mut Vec<Issue>) -> Result<Id, Box<Issue>> {
        self.read_owner_off_the_id(draft);
        let made = self.made_id(draft);
        let is_on_record = made.as_ref().is_ok_and(|id| self.known.exists(self.target.kind, id));
        if draft.id.is_none()
            && !is_on_record
            && let Some(id) = self.same_land(draft.row, drawn, issues)
        {
            return Ok(id);
        }
        let id = made?;
        let is_new = || !self.known.exists(self.target.kind, &id);
        if matches!(drawn, Drawn::Kept) && !self.target.is_shape_optional && is_new() {
            return Err(self.no_shape(draft.row));
        }
        Ok(id)
    }

    /// The owner stands in a whole id, before its last dot.
    fn read_owner_off_the_id(&self, draft: &mut Draft) {
        let (Some(key), Some(id)) = (self.target.owner.clone(), draft.id.clone()) else { return };
        let Some((owner, _)) = id.rsplit_once('.').filter(|_| Id::new(&id).is_ok()) else { return };
        if let Some(core) = draft.parts.first_mut().filter(|core| !core.keys.contains_key(&key)) {
            core.keys.insert(key, json!(owner));
        }
    }

    fn made_id(&self, draft: &Draft) -> Result<Id, Box<Issue>> {
        let text = |key: &str| match &draft.core()?.keys.get(key)? {
            Value::String(text) => Some(text.clone()),
            Value::Object(name) => name.get("vi").and_then(Value::as_str).map(str::to_owned),
            _ => None,
        };
        let named =
            || if self.target.is_along_a_road() { along_a_road(draft) } else { text("label").or_else(|| text("name")) };
        let own = draft.id.clone().or_else(named).ok_or_else(|| {
            let expected = Name::new("mã hoặc tên", "an id or a name");
            self.issue(draft.row, IssueKind::BadValue, Some("id"), String::new(), expected)
        })?;
        let owner = self.target.owner.as_deref().map(|key| {
            text(key).ok_or_else(|| {
                let (vi, en) = (format!("cột hoặc --set {key}=…"), format!("a column, or --set {key}=…"));
                self.issue(draft.row, IssueKind::BadValue, Some(key), String::new(), Name::new(vi, en))
            })
        });
        let is_id = draft.id.is_some() && Id::new(&own).is_ok();
        let id = match owner.transpose()? {
            Some(owner) if !own.starts_with(&format!("{owner}.")) => format!("{owner}.{}", slug(&own)),
            Some(_) => own,
            None if is_id || (draft.id.is_none() && self.target.is_along_a_road()) => own,
            None => slug(&own),
        };
        Id::new(&id)
            .map_err(|refused| self.issue(draft.row, IssueKind::BadValue, Some("id"), refused.value, refused.allowed))
    }
}

/// A shape and what it is to become: of an outline in a layer of points a point inside, in a layer that takes several kinds what it is.
fn aimed(metres: Geometry<f64>, shape: TargetShape) -> (Geometry<f64>, Wanted) {
    let is_closed = |line: &LineString<f64>| line.0.len() > 3 && line.is_closed();
    match (shape, &metres) {
        (TargetShape::Surface, _) => (metres, Wanted::Surface),
        (TargetShape::Line, _) => (metres, Wanted::Line),
        (TargetShape::LineOrSurface, Geometry::LineString(line)) if !is_closed(line) => (metres, Wanted::Line),
        (TargetShape::LineOrSurface, Geometry::MultiLineString(_)) => (metres, Wanted::Line),
        (TargetShape::LineOrSurface, _) => (metres, Wanted::Surface),
        (TargetShape::SurfaceOrPoint, Geometry::Point(_) | Geometry::MultiPoint(_)) => (metres, Wanted::Point),
        (TargetShape::SurfaceOrPoint, _) => (metres, Wanted::Surface),
        (TargetShape::Point, Geometry::Polygon(_) | Geometry::MultiPolygon(_)) => {
            let inside = metres.interior_point().map(Geometry::Point);
            (inside.unwrap_or(metres), Wanted::Point)
        }
        (TargetShape::Point, _) => (metres, Wanted::Point),
    }
}

/// A shape of several parts that has only one, where the layer takes one: formats that know no single lines and points write them so.
fn single(metres: Geometry<f64>, shape: TargetShape) -> Geometry<f64> {
    match metres {
        Geometry::MultiPoint(mut points) if points.0.len() == 1 => Geometry::Point(points.0.remove(0)),
        Geometry::MultiLineString(mut lines) if shape == TargetShape::Line && lines.0.len() == 1 => {
            Geometry::LineString(lines.0.remove(0))
        }
        other => other,
    }
}

/// The id of what stands along a road: section and label, else section, chainage and side (`ql3.cong-1`, `ql3.km62-350-left`).
fn along_a_road(draft: &Draft) -> Option<String> {
    let keys = &draft.core()?.keys;
    let text = |key: &str| keys.get(key).and_then(Value::as_str);
    let section = text("section")?;
    let place = || {
        let metres = keys.get("chainage_m")?.as_f64().filter(|metres| (0.0..1e9).contains(metres))?.round() as u64;
        let side = text("side").map(|side| format!("-{side}")).unwrap_or_default();
        Some(format!("km{}-{:03}{side}", metres / 1000, metres % 1000))
    };
    let own = text("label").map(slug).or_else(place)?;
    Some(format!("{section}.{own}"))
}

/// A text as the last word of an id.
fn slug(text: &str) -> String {
    fold(text).replace(' ', "-")
}
