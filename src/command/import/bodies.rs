//! Rows made into records, through the same reader as the bundle: what it refuses is told of the row.
//!
//! What a file has no column for stays as it is on record. Of a record that is on record already, an import says what is in the file.

use geo::{Geometry, MultiPolygon};
use serde_json::{Map, Value, json};

use super::ImportRequest;
use super::body_shape::reshape;
use super::body_text::{body_text, takes};
use super::compare::{Fate, compare};
use super::known::{Known, Standing};
use super::shapes::{Plots, ground, same};
use crate::import::issue::{Issue, IssueKind, Severity};
use crate::import::mapping::{Draft, Part, Plan, SECTION, Target};
use crate::import::place::SourceCrs;
use crate::import::table::TableRow;
use crate::model::{
    Body, ChainageBasis, Coded, Date, GeometryAccuracy, Id, Kind, LonLat, MetricFrame, Name, Refused, RowKey,
    parse_date,
};
use crate::store::body::{Sources, decode};

/// A record that could be read.
#[derive(Clone, Debug)]
pub struct Record {
    /// The row it came from.
    pub row: u64,
    /// What it is about.
    pub key: RowKey,
    /// From which day it holds.
    pub valid_from: Date,
    /// What it says.
    pub body: Body,
    /// The ground it draws, in metres of the province's grid; `None` = it draws none.
    pub ground: Option<MultiPolygon<f64>>,
    /// What it changes.
    pub fate: Fate,
}

/// What became of a row.
#[derive(Debug, Default)]
pub struct Made {
    /// Its core, its other facets, and of roads its section.
    pub records: Vec<Record>,
    /// What is wrong with it, and what was repaired.
    pub issues: Vec<Issue>,
}

/// What a row shows of a shape.
pub(super) enum Drawn {
    /// A shape: in metres, in degrees as it will be on record, and in degrees as the file drew it.
    Shape { metres: Geometry<f64>, degrees: Geometry<f64>, drawn: Geometry<f64> },
    /// The file has no shapes at all: that on record stays.
    Kept,
    /// Other rows have one; this one says that it has none.
    Nothing,
}

/// Makes records of rows. One maker serves a whole file and is shared by threads.
pub struct Maker<'m> {
    /// How columns are read.
    pub plan: &'m Plan,
    /// Into which layer.
    pub target: &'m Target,
    /// The coordinate system of the file.
    pub crs: SourceCrs,
    /// Whether its axes stand the other way round.
    pub swapped: bool,
    /// Whether any row of the file has a shape.
    pub has_shapes: bool,
    /// Whether its driver complained of it, or rows are missing.
    pub is_damaged: bool,
    /// The grid that is measured on.
    pub frame: MetricFrame,
    /// What a person asked for.
    pub request: &'m ImportRequest,
    /// File and hash: what every record names as its source.
    pub delivery: &'m str,
    /// The record.
    pub known: Known<'m>,
    /// Outlines on record of this kind.
    pub plots: &'m Plots,
    /// One copy of every source.
    pub sources: Sources,
    /// What the layer of the file is called.
    pub layer: &'m str,
}

impl Maker<'_> {
    pub(super) fn issue(
        &self,
        row: u64,
        kind: IssueKind,
        field: Option<&str>,
        found: String,
        expected: Name,
    ) -> Box<Issue> {
        Box::new(Issue {
            severity: Severity::Refused,
            kind,
            layer: self.layer.to_owned(),
            row: Some(row),
            field: field.map(str::to_owned),
            found,
            expected,
            at: None,
        })
    }

    fn refused(&self, row: u64, refused: Refused) -> Box<Issue> {
        self.issue(row, IssueKind::BadValue, Some(&refused.field), refused.value, refused.allowed)
    }

    /// Everything a row says. All of it or nothing.
    pub fn row(&self, row: &TableRow) -> Made {
        let mut made = Made::default();
        let draft = self.plan.draft(row, &mut made.issues);
        if !made.issues.is_empty() {
            // What it would say without the cell that cannot be read is not what it says.
            return made;
        }
        match self.records(row, draft, &mut made.issues) {
            Ok(records) => made.records = records,
            Err(issue) => made.issues.push(*issue),
        }
        made
    }

    fn records(&self, row: &TableRow, mut draft: Draft, issues: &mut Vec<Issue>) -> Result<Vec<Record>, Box<Issue>> {
        self.read_text(&mut draft);
        if self.target.kind == Kind::RoadLink && row.geometry.is_none() && self.is_section_alone(&draft) {
            return self.section(&draft).map(|section| section.into_iter().collect());
        }
        let drawn = self.drawn(row, issues)?;
        let id = self.identify(&mut draft, &drawn, issues)?;
        let mut records = Vec::new();
        for part in draft.parts.iter().filter(|part| part.facet != SECTION) {
            if part.facet == "core" || part.says_something() {
                records.push(self.record(&draft, part, self.target.kind, id.clone(), &drawn)?);
            }
        }
        if self.target.kind == Kind::RoadLink {
            records.extend(self.section(&draft)?);
        }
        Ok(records)
    }

    /// A row of roads without a shape that names no link on record speaks of the section alone.
    fn is_section_alone(&self, draft: &Draft) -> bool {
        let link = draft.id.as_deref().and_then(|id| Id::new(id).ok());
        !link.is_some_and(|link| self.known.exists(Kind::RoadLink, &link))
            && draft.core().is_none_or(|core| !core.keys.contains_key("from_node"))
    }

    /// What a row says of its road's section; `None` = nothing.
    fn section(&self, draft: &Draft) -> Result<Option<Record>, Box<Issue>> {
        let Some(part) = draft.parts.iter().find(|part| part.facet == SECTION && part.says_something()) else {
            return Ok(None);
        };
        let named = draft.core().and_then(|core| core.keys.get("section")).and_then(Value::as_str);
        let id = named.or(draft.id.as_deref()).ok_or_else(|| {
            let expected = Name::new("mã tuyến đường", "the id of the section");
            self.issue(draft.row, IssueKind::BadValue, Some("section"), String::new(), expected)
        })?;
        let id = Id::new(id).map_err(|refused| self.refused(draft.row, refused.of_field("section")))?;
        self.record(draft, part, Kind::RoadSection, id, &Drawn::Nothing).map(Some)
    }

    fn record(&self, draft: &Draft, part: &Part, kind: Kind, id: Id, drawn: &Drawn) -> Result<Record, Box<Issue>> {
        let refuse = |refused: Refused| self.refused(draft.row, refused);
        let day = part.valid_from.as_deref().map_or(Ok(self.request.valid_from), parse_date).map_err(refuse)?;
        // A section has no facets of its own; in a file its keys stand beside those of its link.
        let facet = if part.facet == SECTION { "core" } else { part.facet };
        let standing = self.known.standing(kind, &id, facet, day);
        let is_core = facet == "core";
        let own_shape = standing.body.as_ref().and_then(crate::model::Body::shape).filter(|_| is_core);
        let is_same_shape = match (drawn, own_shape) {
            // A shape that comes back as it is on record is no change, even if it would be mended today.
            (Drawn::Shape { degrees, drawn, .. }, Some(own)) => same(degrees, own.get()) || same(drawn, own.get()),
            (Drawn::Kept, _) => true,
            _ => false,
        };
        let keys = self.keys(part, kind, &standing, if is_core { Some(drawn) } else { None }, is_same_shape);
        let shape = match drawn {
            _ if !is_core || kind != self.target.kind => None,
            Drawn::Shape { degrees, .. } => Some(degrees),
            Drawn::Kept => own_shape.map(LonLat::get),
            Drawn::Nothing => None,
        };
        let text = body_text(&keys, shape);
        let mut body = decode(kind, facet, &text, &self.sources).map_err(refuse)?;
        if let Some(own) = own_shape.filter(|_| is_same_shape) {
            reshape(&mut body, own.clone());
        }
        let key = RowKey { kind, id, facet: Id::new(facet).map_err(refuse)? };
        let has_source = ["source", "sources"].iter().any(|key| part.keys.contains_key(*key));
        let fate = compare(&body, &standing, part.facet, !has_source);
        let ground = match drawn {
            Drawn::Shape { metres, .. } if is_core && kind == self.target.kind => ground(metres),
            _ => None,
        };
        Ok(Record { row: draft.row, key, valid_from: day, body, ground, fate })
    }

    /// The keys of a body: those of the file, then those on record that the file has no column for, then what an import knows by itself.
    fn keys(
        &self,
        part: &Part,
        kind: Kind,
        standing: &Standing,
        drawn: Option<&Drawn>,
        is_same_shape: bool,
    ) -> Map<String, Value> {
        let mut keys = on_record(standing.body.as_ref());
        keys.remove("source");
        keys.remove("sources");
        if !is_same_shape && drawn.is_some() && kind == self.target.kind {
            // How a shape was made is said of that shape.
            for key in ["geometry_accuracy", "location_accuracy", "data_class"] {
                keys.remove(key);
            }
        }
        let given: Vec<&str> = self.plan.given(part.facet).collect();
        for path in &given {
            let kept = kept_name(path, &given, &keys, &part.keys);
            if !kept {
                keys.remove(first_word(path));
            }
        }
        for (key, value) in &part.keys {
            // What is still there by now is a name that stays.
            let is_kept = given.iter().any(|path| first_word(path) == key) && keys.contains_key(key);
            if !is_kept {
                keys.insert(key.clone(), value.clone());
            }
        }
        if standing.body.is_none() && kind == Kind::Lot && part.facet == "core" {
            // Whoever hands in a lot says that it is so; a lot that nobody ever confirmed would be stale from its first day.
            let confirmed = self.request.valid_from.min(self.known.snapshot().today());
            keys.entry("confirmed_on").or_insert_with(|| json!(confirmed.to_string()));
        }
        self.fill(&mut keys, part.facet, kind, drawn);
        if kind == Kind::ConnectionPoint && part.facet == "core" {
            chainage_basis(&mut keys, &given, standing.body.as_ref());
        }
        keys
    }

    /// What every import knows of a record that says nothing about it.
    fn fill(&self, keys: &mut Map<String, Value>, facet: &str, kind: Kind, drawn: Option<&Drawn>) {
        let has_shape = matches!(drawn, Some(Drawn::Shape { .. }));
        let facet = if facet == SECTION { "core" } else { facet };
        let mut give = |key: &str, value: Value| {
            if takes(kind, facet, key, has_shape) && !keys.contains_key(key) {
                keys.insert(key.to_owned(), value);
            }
        };
        let title = self.delivery;
        give("source", json!({"kind": "official", "title": title}));
        give("sources", json!([{"kind": "official", "title": title}]));
        let accuracy = self.request.accuracy;
        give("geometry_accuracy", json!(accuracy.code()));
        let is_true = matches!(accuracy, GeometryAccuracy::Surveyed | GeometryAccuracy::Digitised);
        give(
            "location_accuracy",
            json!(match (has_shape, is_true) {
                (false, _) => "unknown",
                (true, true) => "good",
                (true, false) => "approximate",
            }),
        );
        give("crs", json!(self.frame.crs().to_string()));
        give("level", json!("commune"));
    }

    /// A text of a drawing is an id where it reads as one, else the name.
    fn read_text(&self, draft: &mut Draft) {
        let Some(text) = draft.text.take() else { return };
        if draft.id.is_none() && self.reads_as_id(&text) {
            draft.id = Some(text);
            return;
        }
        let key = self.target.text.clone();
        let first = first_word(&key).to_owned();
        if let Some(core) = draft.parts.first_mut().filter(|core| !core.keys.contains_key(&first)) {
            let value = match key.ends_with(".vi") {
                true => json!({"vi": text, "en": text}),
                // What cannot be read is refused by the body, which says of the row what is allowed.
                false => self.target.read_text(&text).unwrap_or_else(|_| json!(text)),
            };
            core.keys.insert(first, value);
        }
    }

    fn reads_as_id(&self, text: &str) -> bool {
        let Ok(id) = Id::new(text) else { return false };
        let is_of_zone = self.target.kind.belongs_to_zone();
        let zone_is_known = || Id::new(id.zone()).is_ok_and(|zone| self.known.exists(Kind::Zone, &zone));
        self.known.exists(self.target.kind, &id)
            || if is_of_zone { !id.is_zone() && zone_is_known() } else { text.contains('-') }
    }

    /// The plot on record that is the same land, where a row names none; told.
    pub(super) fn same_land(&self, row: u64, drawn: &Drawn, issues: &mut Vec<Issue>) -> Option<Id> {
        let Drawn::Shape { metres, .. } = drawn else { return None };
        let (id, share) = self.plots.same_land(&ground(metres)?)?;
        let expected = Name::new(
            "hình phủ gần trọn một đối tượng đã có nên là đối tượng đó",
            "its shape covers nearly all of a record, so it is that record",
        );
        let found = format!("{id} ({:.1} %)", 100.0 * share);
        let told = self.issue(row, IssueKind::Matched, Some("id"), found, expected);
        issues.push(Issue { severity: Severity::Note, ..*told });
        Some(id.clone())
    }
}

/// The keys of a body on record, without version and shape.
fn on_record(body: Option<&Body>) -> Map<String, Value> {
    let text = body.and_then(|body| crate::store::body::encode(body).ok());
    let parsed = text.and_then(|text| serde_json::from_str::<Map<String, Value>>(&text).ok());
    let mut keys = parsed.unwrap_or_default();
    keys.remove("v");
    keys.remove("geometry");
    keys
}

/// How a chainage of a file without a column for it is known: it was surveyed where the point was, else computed. Without a chainage there is none.
fn chainage_basis(keys: &mut Map<String, Value>, given: &[&str], known: Option<&Body>) {
    let is_told = given.contains(&"chainage_basis");
    let Some(chainage) = keys.get("chainage_m").and_then(Value::as_f64) else {
        if !is_told {
            keys.remove("chainage_basis");
        }
        return;
    };
    let own = match known {
        Some(Body::ConnectionPoint(point)) => point.chainage.map(crate::model::Metres::get),
        _ => None,
    };
    if !is_told && own != Some(chainage) {
        keys.remove("chainage_basis");
    }
    let is_surveyed = keys.get("geometry_accuracy").and_then(Value::as_str) == Some(GeometryAccuracy::Surveyed.code());
    let basis = if is_surveyed { ChainageBasis::Surveyed } else { ChainageBasis::Computed };
    keys.entry("chainage_basis").or_insert_with(|| json!(basis.code()));
}

/// The key of a body that a path begins with.
pub(super) fn first_word(path: &str) -> &str {
    path.split('.').next().unwrap_or(path)
}

/// Whether a name on record stays: the file tells its Vietnamese alone, and that is the same.
fn kept_name(path: &str, given: &[&str], known: &Map<String, Value>, told: &Map<String, Value>) -> bool {
    let Some(key) = path.strip_suffix(".vi") else { return false };
    let has_english = given.iter().any(|other| other.strip_suffix(".en") == Some(key));
    let vietnamese = |keys: &Map<String, Value>| keys.get(key)?.get("vi").cloned();
    !has_english && vietnamese(told).is_some() && vietnamese(known) == vietnamese(told)
}
