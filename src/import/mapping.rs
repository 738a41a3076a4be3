//! Which column of a file fills which key of a record, and how its values are read.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::issue::{Issue, IssueKind, Severity};
use super::table::{Cell, Table};
use crate::model::{Kind, Name, Refused, fold, parse_code, parse_date};

/// A layer that files can be read into.
#[derive(Clone, Debug)]
pub struct Target {
    /// Its name on the command line: `lots`.
    pub layer: String,
    /// The kind of record it makes.
    pub kind: Kind,
    /// What shapes it takes.
    pub shape: TargetShape,
    /// The key whose value stands before the id, where records belong to a zone.
    pub owner: Option<String>,
    id_names: Vec<String>,
    columns: Vec<Column>,
}

/// What shapes a layer takes.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum TargetShape {
    /// Outlines.
    Surface,
    /// Lines.
    Line,
    /// Lines, and outlines where they are closed.
    LineOrSurface,
    /// Points; of an outline a point inside.
    Point,
}

#[derive(Clone, Debug)]
struct Column {
    key: String,
    names: Vec<String>,
    read: Reads,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Reads {
    #[default]
    Text,
    Number,
    Hectares,
    Code,
    Word,
    Date,
    List,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TargetRow {
    kind: String,
    shape: TargetShape,
    id: Vec<String>,
    owner: Option<String>,
    columns: BTreeMap<String, ColumnRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnRow {
    names: Vec<String>,
    #[serde(default)]
    read: Reads,
}

impl Target {
    /// A layer by name.
    ///
    /// **Errors**: [`Refused`] (field `layer`) naming every layer; a broken table of names is a defect of the program and told as such.
    pub fn find(layer: &str) -> Result<Self, Refused> {
        let broken =
            |message: String| Refused::new("columns.toml", message, "bảng tên cột đúng", "a sound table of names");
        let text = include_str!("../../data/mappings/columns.toml");
        let mut table: BTreeMap<String, TargetRow> = toml::from_str(text).map_err(|error| broken(error.to_string()))?;
        let known = table.keys().cloned().collect::<Vec<_>>().join(", ");
        let row = table.remove(layer).ok_or_else(|| Refused::new("layer", layer, &known, &known))?;
        let folded = |names: Vec<String>| names.iter().map(|name| fold(name)).collect();
        let columns = row.columns.into_iter();
        Ok(Target {
            layer: layer.to_owned(),
            kind: parse_code(&row.kind)?,
            shape: row.shape,
            owner: row.owner,
            id_names: folded(row.id),
            columns: columns.map(|(key, row)| Column { key, names: folded(row.names), read: row.read }).collect(),
        })
    }
}

impl Target {
    /// Names of every layer that files can be read into.
    ///
    /// **Errors**: as of [`Target::find`], for a broken table of names.
    pub fn layers() -> Result<Vec<String>, Refused> {
        let text = include_str!("../../data/mappings/columns.toml");
        let table: Result<BTreeMap<String, TargetRow>, _> = toml::from_str(text);
        table.map(|table| table.into_keys().collect()).map_err(|error| {
            Refused::new("columns.toml", error.to_string(), "bảng tên cột đúng", "a sound table of names")
        })
    }

    /// Every key that a column or a person may fill.
    pub fn keys(&self) -> Vec<String> {
        std::iter::once("id").chain(self.columns.iter().map(|column| column.key.as_str())).map(str::to_owned).collect()
    }
}

/// A record as it was read, not yet checked: the keys of its body, as the bundle writes them.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The row it came from.
    pub row: u64,
    /// Its id, where the file has one.
    pub id: Option<String>,
    /// Keys and values of the body, without its shape.
    pub keys: Map<String, Value>,
}

/// How the columns of a table were understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Understood {
    /// (column of the file, key it fills)
    pub used: Vec<(String, String)>,
    /// Columns that fill nothing.
    pub unused: Vec<String>,
}

/// Reads the rows of a table as records of a layer. `set` gives values to keys that have no column; what a person said wins over names.
///
/// **Shape**: one draft a row, in order; what cannot be read is told and left out of the draft.
pub fn map(
    table: &Table,
    target: &Target,
    said: &BTreeMap<String, String>,
    set: &BTreeMap<String, String>,
) -> (Vec<Draft>, Understood, Vec<Issue>) {
    let heads: Vec<Head> = table.fields.iter().map(|field| Head::of(field, target, said)).collect();
    let mut understood = Understood::default();
    for (field, head) in table.fields.iter().zip(&heads) {
        match &head.key {
            Some(key) => understood.used.push((field.clone(), key.clone())),
            None => understood.unused.push(field.clone()),
        }
    }
    let mut issues = Vec::new();
    let drafts = table.rows.iter().map(|row| {
        let mut draft = Draft { row: row.number, id: None, keys: Map::new() };
        for (key, value) in set {
            put(&mut draft.keys, key, json!(value));
        }
        for ((field, head), cell) in table.fields.iter().zip(&heads).zip(&row.values) {
            let Some(key) = &head.key else { continue };
            match head.read(cell) {
                Ok(None) => {}
                Ok(Some(Value::String(id))) if key == "id" => draft.id = Some(id),
                Ok(Some(value)) if key == "id" => draft.id = Some(value.to_string()),
                Ok(Some(value)) => put(&mut draft.keys, key, value),
                Err(refused) => issues.push(Issue {
                    severity: Severity::Refused,
                    kind: IssueKind::BadValue,
                    layer: table.layer.clone(),
                    row: Some(row.number),
                    field: Some(field.clone()),
                    found: refused.value,
                    expected: refused.allowed,
                    at: None,
                }),
            }
        }
        draft
    });
    let drafts = drafts.collect();
    (drafts, understood, issues)
}

/// Puts a value where a key of parts points.
fn put(keys: &mut Map<String, Value>, key: &str, value: Value) {
    match key.split_once('.') {
        None => drop(keys.insert(key.to_owned(), value)),
        Some((outer, inner)) => {
            let within = keys.entry(outer).or_insert_with(|| json!({}));
            if let Value::Object(within) = within {
                // A name in one language stands for both until the other is told.
                if inner == "vi" && !within.contains_key("en") {
                    within.insert("en".to_owned(), value.clone());
                }
                within.insert(inner.to_owned(), value);
            }
        }
    }
}

/// A heading and what it means.
struct Head {
    key: Option<String>,
    read: Reads,
    /// What a number is multiplied by to be hectares.
    to_hectares: f64,
}

impl Head {
    fn of(field: &str, target: &Target, said: &BTreeMap<String, String>) -> Self {
        let (plain, unit) = field.split_once('(').map_or((field, ""), |(plain, unit)| (plain, unit));
        let (whole, name, unit) = (fold(field), fold(plain), fold(unit));
        let column = |key: &str| target.columns.iter().find(|column| column.key == key);
        let matching = |column: &&Column| column.names.contains(&whole) || column.names.contains(&name);
        let (key, read) = match said.get(field) {
            Some(key) => (Some(key.clone()), column(key).map_or(Reads::Text, |column| column.read)),
            None if target.id_names.contains(&whole) || target.id_names.contains(&name) => {
                (Some("id".to_owned()), Reads::Text)
            }
            None => {
                let found = target.columns.iter().find(matching);
                (found.map(|column| column.key.clone()), found.map_or(Reads::Text, |column| column.read))
            }
        };
        let says =
            |words: [&str; 3]| words.iter().any(|word| unit.contains(word) || whole.ends_with(&format!(" {word}")));
        let to_hectares = if says(["km2", "km²", "km 2"]) {
            100.0
        } else if says(["m2", "m²", "m 2"]) {
            1e-4
        } else {
            1.0
        };
        Head { key, read, to_hectares }
    }

    fn read(&self, cell: &Cell) -> Result<Option<Value>, Refused> {
        let text = match cell {
            Cell::Nothing => return Ok(None),
            Cell::Number(number) => return self.number(*number).map(Some),
            Cell::Text(text) => text.as_str(),
        };
        Ok(Some(match self.read {
            Reads::Text => json!(text),
            Reads::Code => json!(text.to_uppercase()),
            Reads::Word => json!(text.to_lowercase()),
            Reads::List => {
                json!(text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>())
            }
            Reads::Date => json!(date(text)?),
            Reads::Number | Reads::Hectares => return self.number(decimal(text)?).map(Some),
        }))
    }

    fn number(&self, number: f64) -> Result<Value, Refused> {
        Ok(match self.read {
            Reads::Hectares => json!((number * self.to_hectares * 1e6).round() / 1e6),
            Reads::Number => json!(number),
            // Codes that look like numbers keep no decimals.
            _ if number.fract() == 0.0 => json!(format!("{number:.0}")),
            _ => json!(number.to_string()),
        })
    }
}

/// A number as it is written in Việt Nam (1.234,5) or in programs (1234.5). A single sign, comma or dot, starts the
/// decimals (1,234 and 1.234 are a little over one); of two different signs the last does, and a sign that comes again
/// groups thousands.
///
/// **Errors**: [`Refused`] for anything else.
pub fn decimal(text: &str) -> Result<f64, Refused> {
    let refuse =
        || Refused::new("number", text, "một số, ví dụ 1.234,5 hoặc 1234.5", "a number, such as 1.234,5 or 1234.5");
    let text = text.trim().replace([' ', '\u{a0}'], "");
    let (dots, commas) = (text.matches('.').count(), text.matches(',').count());
    let plain = match (dots, commas) {
        (_, 1) if dots == 0 || text.rfind('.') < text.rfind(',') => text.replace('.', "").replace(',', "."),
        (1, _) if commas > 0 => text.replace(',', ""),
        (0 | 1, 0) => text.clone(),
        (_, 0) => text.replace('.', ""),
        _ => return Err(refuse()),
    };
    let is_number = plain.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    plain.parse::<f64>().ok().filter(|number| is_number && number.is_finite()).ok_or_else(refuse)
}

/// A day as it is written in Việt Nam (31/12/2025) or in programs.
fn date(text: &str) -> Result<String, Refused> {
    let turned = text.split(['/', '-', '.']).collect::<Vec<_>>();
    let iso = match turned.as_slice() {
        [day, month, year] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => text.replace('/', "-"),
    };
    parse_date(&iso).map(|day| day.to_string()).map_err(|refused| Refused {
        value: text.to_owned(),
        allowed: Name::new("ngày, ví dụ 31/12/2025", "a day, such as 31/12/2025"),
        ..refused
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::table::TableRow;

    #[test]
    fn numbers_are_read_as_they_are_written_here_and_in_programs() {
        for (text, number) in [
            ("1.234,5", 1234.5),
            ("1234.5", 1234.5),
            ("1,234.5", 1234.5),
            ("12,5", 12.5),
            ("2.345.678", 2345678.0),
            ("24,43", 24.43),
            ("-3", -3.0),
            ("1 234,5", 1234.5),
        ] {
            assert_eq!(decimal(text).unwrap(), number, "{text}");
        }
        for text in ["", "abc", "1.2,3.4", "1e400", "nan", "=SUM(A1)", "1,2,3"] {
            assert!(decimal(text).is_err(), "{text}");
        }
    }

    fn table(fields: &[&str], values: Vec<Vec<Cell>>) -> Table {
        let rows = (1..).zip(values).map(|(number, values)| TableRow { number, geometry: None, values });
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

    #[test]
    fn vietnamese_headings_find_their_keys_and_units_their_hectares() {
        let table = table(
            &["MÃ LÔ", "Ký hiệu", "Diện tích (m²)", "Loại đất", "Ngày cập nhật", "Ghi chú"],
            vec![vec![text("a-07"), text("A-07"), text("23.500,0"), text("skk"), text("31/12/2025"), text("…")]],
        );
        let target = Target::find("lots").unwrap();
        let (drafts, understood, issues) =
            map(&table, &target, &BTreeMap::new(), &BTreeMap::from([("zone_part".into(), "kcn-a.gd1".into())]));
        assert!(issues.is_empty(), "{issues:?}");
        assert_eq!(understood.unused, ["Ghi chú"]);
        assert_eq!(drafts[0].id.as_deref(), Some("a-07"));
        assert_eq!(
            Value::Object(drafts[0].keys.clone()),
            json!({"zone_part": "kcn-a.gd1", "label": "A-07", "declared_area_ha": 2.35, "land_use": "SKK", "confirmed_on": "2025-12-31"})
        );
    }

    #[test]
    fn what_cannot_be_read_names_row_and_field_and_what_a_person_says_wins() {
        let table =
            table(&["cot1", "dt"], vec![vec![text("A"), text("x")], vec![Cell::Number(5.0), Cell::Number(2.0)]]);
        let target = Target::find("lots").unwrap();
        let said = BTreeMap::from([("cot1".to_owned(), "label".to_owned())]);
        let (drafts, _, issues) = map(&table, &target, &said, &BTreeMap::new());
        assert_eq!((issues[0].row, issues[0].field.as_deref(), issues[0].found.as_str()), (Some(1), Some("dt"), "x"));
        assert_eq!(drafts[0].keys["label"], "A");
        assert_eq!(drafts[1].keys["label"], "5");
        assert_eq!(drafts[1].keys["declared_area_ha"], 2.0);
    }

    #[test]
    fn a_name_in_one_language_stands_for_both() {
        let mut keys = Map::new();
        put(&mut keys, "name.vi", json!("Xã A"));
        assert_eq!(Value::Object(keys), json!({"name": {"vi": "Xã A", "en": "Xã A"}}));
        let refused = Target::find("nothing").unwrap_err();
        assert!(refused.allowed.en.contains("lots") && refused.allowed.en.contains("admin-units"));
    }
}
