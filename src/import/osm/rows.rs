//! The roads of an extract as rows of a table, a chunk at a time: a province's are never all there as texts.

use geo::{Coord, Geometry, LineString, Point};
use serde_json::json;

use super::extract::{At, Extract, Place, without_repeats};
use super::links::{Link, cut, shared_nodes};
use super::rules::Rules;
use super::sections::{Grouped, Section, group};
use super::turns::{Turns, turns};
use crate::gis::wire::Layer;
use crate::gis::{Rows, WorkerError};
use crate::import::issue::{Issue, IssueKind, Severity};
use crate::import::table::{Cell, MOST_ROWS, Table, TableRow};
use crate::model::{Coded, GeometryAccuracy, Name, NodeStatus, RoadStatus, SourceKind};

/// Columns, called as the record calls them.
const FIELDS: [&str; 25] = [
    "id",
    "section",
    "from_node",
    "to_node",
    "geometry_accuracy",
    "one_way",
    "speed_kmh",
    "max_weight_t",
    "max_axle_t",
    "max_height_m",
    "trucks",
    "structure",
    "banned_turns",
    "section.ref",
    "section.name.vi",
    "section.name.en",
    "section.class",
    "section.ring",
    "section.lanes",
    "section.median",
    "section.status",
    "section.sources",
    "node.class",
    "node.name.vi",
    "node.name.en",
];

/// Columns of nodes that are the same in every row.
const NODE_FIELDS: [&str; 3] = ["node.status", "node.geometry_accuracy", "node.sources"];

/// Who drew it all, as the licence wants it said.
const SOURCE: &str = "© OpenStreetMap contributors, ODbL 1.0";

/// Where the licence stands.
const LICENCE: &str = "https://www.openstreetmap.org/copyright";

/// The roads and places of an extract, ready to be told row by row.
pub struct Roads {
    extract: Extract,
    links: Vec<Link>,
    grouped: Grouped,
    turns: Turns,
    places: Vec<Place>,
    source: String,
    next: usize,
}

impl Roads {
    /// Reads an extract.
    ///
    /// **Shape**: the table without rows, and the roads that give them.
    /// **Errors**: [`WorkerError`].
    pub fn read(head: &Layer, rows: Rows, rules: &Rules) -> Result<(Table, Self), WorkerError> {
        let mut extract = Extract::read(rows, rules)?;
        let shared = shared_nodes(&extract);
        let links = cut(&mut extract, &shared);
        let places = without_repeats(std::mem::take(&mut extract.places));
        if links.len() + places.len() > MOST_ROWS {
            return Err(WorkerError::Refused(format!("more than {MOST_ROWS} links; cut the extract to one province")));
        }
        let grouped = group(&extract, &shared, rules);
        let turns = turns(&mut extract, &links);
        let source = json!([{"kind": SourceKind::GeneralKnowledge.code(), "title": SOURCE, "url": LICENCE}]);
        let layer = String::from_utf8_lossy(&head.name.0).into_owned();
        let mut issues = extract.tally.issues(&layer);
        if links.is_empty() {
            issues.push(nothing(&layer));
        }
        let fields = FIELDS.iter().chain(&NODE_FIELDS).map(|field| (*field).to_owned()).collect();
        let table = Table { layer, fields, issues, ..Table::default() };
        Ok((table, Roads { extract, links, grouped, turns, places, source: source.to_string(), next: 0 }))
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.links.len() + self.places.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The first position of the first `most` rows.
    pub fn positions(&self, most: usize) -> Vec<Coord<f64>> {
        let links = self.links.iter().map(|link| link.nodes(&self.extract)[0].1);
        links.chain(self.places.iter().map(|place| place.at)).take(most).map(coord).collect()
    }

    /// The next rows, at most so many; `None` when there are no more.
    pub fn next_rows(&mut self, most: usize) -> Option<Vec<TableRow>> {
        let (from, to) = (self.next, self.len().min(self.next + most));
        if from == to {
            return None;
        }
        self.next = to;
        Some((from..to).map(|at| self.row(at)).collect())
    }

    fn row(&self, at: usize) -> TableRow {
        let number = at as u64 + 1;
        match at.checked_sub(self.links.len()) {
            None => TableRow { number, geometry: Some(self.line(at)), unclosed: vec![], values: self.link(at) },
            Some(at) => {
                let place = &self.places[at];
                let geometry = Some(Geometry::Point(Point(coord(place.at))));
                TableRow { number, geometry, unclosed: vec![], values: self.place(place) }
            }
        }
    }

    fn line(&self, at: usize) -> Geometry<f64> {
        let mut corners: Vec<Coord<f64>> =
            self.links[at].nodes(&self.extract).iter().map(|(_, at)| coord(*at)).collect();
        corners.dedup();
        Geometry::LineString(LineString(corners))
    }

    fn link(&self, at: usize) -> Vec<Cell> {
        let link = &self.links[at];
        let facts = &self.extract.ways[link.way].facts;
        let section = &self.grouped.sections[self.grouped.of_way[link.way]];
        let (from, to) = link.ends(&self.extract);
        let mut cells = vec![
            text(link.id(&self.extract)),
            text(&section.id),
            text(node(from)),
            text(node(to)),
            text(GeometryAccuracy::Digitised.code()),
            flag(facts.one_way),
            number(facts.speed_kmh),
            number(facts.max_weight_t),
            number(facts.max_axle_t),
            number(facts.max_height_m),
            flag(facts.trucks),
            facts.structure.map_or(Cell::Nothing, |structure| text(structure.code())),
            self.turns.get(&at).map_or(Cell::Nothing, |turns| self.banned(turns)),
        ];
        cells.extend(self.section(section));
        cells.resize(FIELDS.len() + NODE_FIELDS.len(), Cell::Nothing);
        cells
    }

    fn banned(&self, turns: &std::collections::BTreeSet<(i64, usize)>) -> Cell {
        let turn = |(via, onto): &(i64, usize)| json!({"at": node(*via), "onto": self.links[*onto].id(&self.extract)});
        text(json!(turns.iter().map(turn).collect::<Vec<_>>()).to_string())
    }

    fn section(&self, section: &Section) -> [Cell; 9] {
        let status = if section.is_planned { RoadStatus::Planned } else { RoadStatus::Operating };
        let [vi, en] = &section.name;
        [
            section.number.as_ref().map_or(Cell::Nothing, text),
            text(vi),
            text(en),
            text(section.class.code()),
            flag(Some(section.ring)),
            number(section.lanes.map(f64::from)),
            flag(section.median),
            text(status.code()),
            text(&self.source),
        ]
    }

    fn place(&self, place: &Place) -> Vec<Cell> {
        let mut cells = vec![Cell::Nothing; FIELDS.len() - 3];
        cells[0] = text(&place.id);
        let [vi, en] = &place.name;
        cells.extend([text(place.class.code()), text(vi), text(en)]);
        cells.extend([
            text(NodeStatus::Operating.code()),
            text(GeometryAccuracy::Digitised.code()),
            text(&self.source),
        ]);
        cells
    }
}

fn coord(at: At) -> Coord<f64> {
    Coord { x: at[0], y: at[1] }
}

fn node(id: i64) -> String {
    format!("osm-n{id}")
}

fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

fn number(number: Option<f64>) -> Cell {
    number.map_or(Cell::Nothing, Cell::Number)
}

fn flag(flag: Option<bool>) -> Cell {
    number(flag.map(|flag| f64::from(u8::from(flag))))
}

fn nothing(layer: &str) -> Issue {
    let expected = Name::new("ít nhất một đường thuộc loại được lấy", "at least one road of a kind that is taken");
    Issue {
        severity: Severity::Note,
        kind: IssueKind::MissingRows,
        layer: layer.to_owned(),
        row: None,
        field: None,
        found: "0".to_owned(),
        expected,
        at: None,
    }
}
