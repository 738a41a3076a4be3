//! Which column of a file fills which key of a record, and how its values are read.
//!
//! ```text
//! columns.toml ─▶ Target ─┐
//! headings of the file ───┴▶ Plan, made once ─▶ a Draft of every row
//! ```

mod chainage;
mod codes;
mod documents;
mod doubt;
mod head;
mod target;
mod value;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

pub use self::doubt::{Between, Doubtful, Doubts};
use self::head::{Head, Key, heads};
pub use self::target::{SECTION, Target, TargetShape};
use self::value::Reads;
pub use self::value::decimal;
use super::issue::{Issue, IssueKind, Severity};
use super::table::{Cell, Table, TableRow};
use crate::model::{Name, Refused};

/// The field in which DXF and DGN files keep a text.
pub const TEXT: &str = "Text";

/// What stands before columns that were worked out, and are passed over.
const WORKED_OUT: &str = "calc.";

/// A record as it was read, not yet checked: the keys of its bodies, as the bundle writes them.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The row it came from.
    pub row: u64,
    /// Its id, where the file has one.
    pub id: Option<String>,
    /// What a drawing writes on it: an id or a name.
    pub text: Option<String>,
    /// `core` first, then the other facets of the layer; of roads the section comes last.
    pub parts: Vec<Part>,
}

/// What a row says of one facet.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The facet.
    pub facet: &'static str,
    /// From which day it holds, where the file says so.
    pub valid_from: Option<String>,
    /// Keys and values of the body, without its shape.
    pub keys: Map<String, Value>,
}

impl Part {
    /// Whether a column says anything; a source alone is nothing.
    pub fn says_something(&self) -> bool {
        self.keys.keys().any(|key| key != "source" && key != "sources" && key != "data_class")
    }
}

/// How the columns of a table were understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Understood {
    /// (column of the file, key it fills)
    pub used: Vec<(String, String)>,
    /// Columns that fill nothing.
    pub unused: Vec<String>,
    /// Columns whose numbers can be read in two ways.
    pub doubtful: Vec<Doubtful>,
}

/// How the rows of a table become drafts: worked out once, of its headings.
#[derive(Clone, Debug)]
pub struct Plan {
    heads: Vec<Head>,
    text: Option<usize>,
    set: Vec<(Key, Value)>,
    facets: Vec<&'static str>,
    layer: String,
    /// How the columns were understood.
    pub understood: Understood,
}

impl Plan {
    /// Understands the headings of a table. `set` gives values to keys that have no column; what a person said (`said`: column → key,
    /// an empty key for a column that is to be passed over) wins over names.
    ///
    /// **Shape**: the plan, and what is wrong with the values of `set`.
    pub fn of(
        table: &Table,
        target: &Target,
        said: &BTreeMap<String, String>,
        set: &BTreeMap<String, String>,
    ) -> (Self, Vec<Issue>) {
        let heads = heads(&table.fields, target, said);
        let is_used = |at: usize| heads.iter().any(|head| head.cells.contains(&at));
        let text = table.fields.iter().position(|field| field == TEXT).filter(|at| !is_used(*at));
        let mut understood = Understood { used: table.taken.clone(), ..Understood::default() };
        for (at, field) in table.fields.iter().enumerate() {
            match heads.iter().find(|head| head.cells.first() == Some(&at)) {
                Some(head) => understood.used.push((field.clone(), head.key.to_string())),
                None if text == Some(at) => understood.used.push((field.clone(), format!("id, {}", target.text))),
                None if is_used(at) || field.starts_with(WORKED_OUT) => {}
                None => understood.unused.push(field.clone()),
            }
        }
        let facets = std::iter::once("core").chain(target.parts()).collect();
        let mut plan = Plan { heads, text, set: Vec::new(), facets, layer: table.layer.clone(), understood };
        let mut issues = Vec::new();
        for (name, value) in set {
            let key = Key::parse(name, target);
            match Reads::of_key(&key, target).read(&Cell::Text(value.clone())) {
                Ok(read) => plan.set.extend(read.map(|read| (key, read))),
                Err(refused) => issues.push(plan.bad_value(None, name, refused)),
            }
        }
        (plan, issues)
    }

    /// What a row says. What cannot be read is told and left out.
    pub fn draft(&self, row: &TableRow, issues: &mut Vec<Issue>) -> Draft {
        let part = |facet: &&'static str| Part { facet, valid_from: None, keys: Map::new() };
        let parts = self.facets.iter().map(part).collect();
        let mut draft = Draft { row: row.number, id: None, text: None, parts };
        for (key, value) in &self.set {
            draft.put(key, value.clone());
        }
        for head in &self.heads {
            match head.read(&row.values) {
                Ok(None) => {}
                Ok(Some(value)) => draft.put(&head.key, value),
                Err(refused) => issues.push(self.bad_value(Some(row.number), &head.column, refused)),
            }
        }
        if let Some(Cell::Text(text)) = self.text.and_then(|at| row.values.get(at)) {
            draft.text = Some(text.clone());
        }
        draft
    }

    /// The keys of a facet that have a column or a value of their own.
    pub fn given<'p>(&'p self, facet: &str) -> impl Iterator<Item = &'p str> {
        let keys = self.heads.iter().map(|head| &head.key).chain(self.set.iter().map(|(key, _)| key));
        let path = move |key: &'p Key| match key {
            Key::Of { facet: of, path } if *of == facet => Some(path.as_str()),
            _ => None,
        };
        keys.filter_map(path)
    }

    /// Counts what of a row's numbers can be read in two ways.
    pub fn watch(&self, row: &TableRow, doubts: &mut Doubts) {
        for head in &self.heads {
            if let Reads::Chainage(unit) = &head.read {
                let cell = head.cells.first().and_then(|at| row.values.get(*at));
                doubts.see_chainage(&head.column, cell.unwrap_or(&Cell::Nothing), *unit);
            }
        }
        for head in self.heads.iter().filter(|head| head.read.is_number()) {
            if let Some(Cell::Text(text)) = head.cells.first().and_then(|at| row.values.get(*at)) {
                doubts.see(&head.column, text);
            }
        }
    }

    fn bad_value(&self, row: Option<u64>, field: &str, refused: Refused) -> Issue {
        Issue {
            severity: Severity::Refused,
            kind: IssueKind::BadValue,
            layer: self.layer.clone(),
            row,
            field: Some(field.to_owned()),
            found: refused.value,
            expected: refused.allowed,
            at: None,
        }
    }
}

impl Draft {
    fn put(&mut self, key: &Key, value: Value) {
        let text = |value: Value| match value {
            Value::String(text) => text,
            other => other.to_string(),
        };
        match key {
            Key::Id => self.id = Some(text(value)),
            Key::ValidFrom { facet } => {
                if let Some(part) = self.part_mut(facet) {
                    part.valid_from = Some(text(value));
                }
            }
            Key::Of { facet, path } => {
                if let Some(part) = self.part_mut(facet) {
                    put(&mut part.keys, path, value);
                }
            }
        }
    }

    fn part_mut(&mut self, facet: &str) -> Option<&mut Part> {
        self.parts.iter_mut().find(|part| part.facet == facet)
    }

    /// What is said of `core`.
    pub fn core(&self) -> Option<&Part> {
        self.parts.first()
    }
}

/// The column that names a record: its id, else what a drawing would write on it.
pub fn naming_column(fields: &[String], target: &Target, said: &BTreeMap<String, String>) -> Option<usize> {
    let heads = heads(fields, target, said);
    let of = |key: Key| heads.iter().find(|head| head.key == key).map(|head| head.cells[0]);
    of(Key::Id).or_else(|| of(Key::parse(&target.text, target)))
}

/// Puts a value where a key of parts points.
fn put(keys: &mut Map<String, Value>, key: &str, value: Value) {
    match key.split_once('.') {
        None => drop(keys.insert(key.to_owned(), value)),
        Some((outer, inner)) => {
            let within = keys.entry(outer).or_insert_with(|| json!({}));
            if let Value::Object(within) = within {
                // A name in one language stands for both until the other is told.
                let other = if inner == "vi" { "en" } else { "vi" };
                if matches!(inner, "vi" | "en") && !within.contains_key(other) {
                    within.insert(other.to_owned(), value.clone());
                }
                within.insert(inner.to_owned(), value);
            }
        }
    }
}

/// What is told of columns whose numbers can be read in two ways.
pub fn doubtful_issue(doubtful: &Doubtful, layer: &str) -> Issue {
    let (example, read_as) = (&doubtful.example, &doubtful.read_as);
    let expected = match doubtful.between {
        Between::DecimalsAndThousands => Name::new(
            format!("số không thể hiểu hai cách; “{example}” được đọc là {read_as}, không phải hàng nghìn"),
            format!("numbers that can be read in one way; “{example}” was read as {read_as}, not as thousands"),
        ),
        Between::KilometresAndMetres => Name::new(
            format!(
                "lý trình có đơn vị, như Km62+350 hoặc tiêu đề “Lý trình (m)”; “{example}” được đọc là {read_as} m"
            ),
            format!(
                "a chainage with its unit, as Km62+350 or under a heading with (m) or (km); “{example}” was read as {read_as} m"
            ),
        ),
    };
    Issue {
        severity: Severity::Note,
        kind: IssueKind::DoubtfulNumber,
        layer: layer.to_owned(),
        row: None,
        field: Some(doubtful.column.clone()),
        found: format!("{example} → {read_as}"),
        expected,
        at: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(fields: &[&str], values: Vec<Vec<Cell>>) -> Table {
        let rows = (1..).zip(values).map(|(number, values)| TableRow { number, values, ..TableRow::default() });
        Table {
            layer: "x".into(),
            fields: fields.iter().map(|field| (*field).to_owned()).collect(),
            rows: rows.collect(),
            ..Table::default()
        }
    }

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    type Pairs<'p> = &'p [(&'p str, &'p str)];

    fn map(table: &Table, layer: &str, said: Pairs, set: Pairs) -> (Vec<Draft>, Understood, Vec<Issue>) {
        let owned = |pairs: Pairs| pairs.iter().map(|(one, other)| ((*one).into(), (*other).into())).collect();
        let (plan, mut issues) = Plan::of(table, &Target::find(layer).unwrap(), &owned(said), &owned(set));
        let drafts = table.rows.iter().map(|row| plan.draft(row, &mut issues)).collect();
        (drafts, plan.understood, issues)
    }

    fn keys(draft: &Draft, facet: &str) -> Value {
        Value::Object(draft.parts.iter().find(|part| part.facet == facet).unwrap().keys.clone())
    }

    #[test]
    fn vietnamese_headings_find_their_keys_and_units_their_hectares() {
        let table = table(
            &["MÃ LÔ", "Ký hiệu", "Diện tích (m²)", "Loại đất", "Ngày cập nhật", "Ghi chú"],
            vec![vec![text("a-07"), text("A-07"), text("23.500,0"), text("skk"), text("31/12/2025"), text("…")]],
        );
        let (drafts, understood, issues) = map(&table, "lots", &[], &[("zone_part", "kcn-a.gd1")]);
        assert!(issues.is_empty(), "{issues:?}");
        assert_eq!(understood.unused, ["Ghi chú"]);
        assert_eq!(drafts[0].id.as_deref(), Some("a-07"));
        assert_eq!(
            keys(&drafts[0], "core"),
            json!({"zone_part": "kcn-a.gd1", "label": "A-07", "declared_area_ha": 2.35, "land_use": "SKK", "confirmed_on": "2025-12-31"})
        );
    }

    #[test]
    fn what_cannot_be_read_names_row_and_field_and_what_a_person_says_wins() {
        let table =
            table(&["cot1", "dt"], vec![vec![text("A"), text("x")], vec![Cell::Number(5.0), Cell::Number(2.0)]]);
        let (drafts, _, issues) = map(&table, "lots", &[("cot1", "label")], &[]);
        assert_eq!((issues[0].row, issues[0].field.as_deref(), issues[0].found.as_str()), (Some(1), Some("dt"), "x"));
        assert_eq!(keys(&drafts[0], "core")["label"], "A");
        assert_eq!(keys(&drafts[1], "core"), json!({"label": "5", "declared_area_ha": 2.0}));
        let (_, understood, _) = map(&table, "lots", &[("dt", "")], &[]);
        assert_eq!(understood.unused, ["cot1", "dt"], "an empty key passes a column over");
    }

    #[test]
    fn a_name_in_one_language_stands_for_both_whichever_it_is() {
        for (columns, vi, en) in
            [(vec!["name.vi"], "a", "a"), (vec!["name.en"], "a", "a"), (vec!["name.en", "name.vi"], "b", "a")]
        {
            let table = table(&columns, vec![vec![text("a"), text("b")]]);
            let (drafts, _, _) = map(&table, "places", &[], &[]);
            assert_eq!(keys(&drafts[0], "core"), json!({"name": {"vi": vi, "en": en}}), "{columns:?}");
        }
    }

    #[test]
    fn keys_of_facets_go_to_their_facet_each_with_its_day() {
        let table = table(
            &["id", "valid_from", "tenure.tenure", "tenure.valid_from", "Tình trạng hạ tầng", "calc.display_status"],
            vec![vec![
                text("x"),
                text("2025-01-01"),
                text("Đã cấp sổ"),
                text("01/02/2025"),
                text("Đang thi công"),
                text("ready"),
            ]],
        );
        let (drafts, understood, issues) = map(&table, "lots", &[], &[]);
        assert!(issues.is_empty() && understood.unused.is_empty(), "{issues:?} {understood:?}");
        assert_eq!(drafts[0].parts[0].valid_from.as_deref(), Some("2025-01-01"));
        assert_eq!(keys(&drafts[0], "tenure"), json!({"tenure": "certified"}));
        assert_eq!(keys(&drafts[0], "servicing"), json!({"servicing": "under_way"}));
        let tenure = drafts[0].parts.iter().find(|part| part.facet == "tenure").unwrap();
        assert_eq!(tenure.valid_from.as_deref(), Some("2025-02-01"));
        assert!(!drafts[0].parts.iter().find(|part| part.facet == "marketing").unwrap().says_something());
    }

    #[test]
    fn a_column_called_as_its_key_wins_and_pieces_are_put_together() {
        let table = table(
            &["Ký hiệu", "label", "claims#2", "claims"],
            vec![vec![text("1"), text("2"), text(r#""a"]"#), text("[")]],
        );
        let (drafts, understood, issues) = map(&table, "zone-parts", &[], &[]);
        assert!(issues.is_empty(), "{issues:?}");
        assert_eq!(understood.unused, ["Ký hiệu"]);
        assert_eq!(keys(&drafts[0], "core"), json!({"label": {"vi": "2", "en": "2"}, "claims": ["a"]}));
    }
}
