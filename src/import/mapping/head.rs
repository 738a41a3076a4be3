//! A heading and what it means.

use std::collections::BTreeMap;

use serde_json::Value;

use super::WORKED_OUT;
use super::chainage::ChainageUnit;
use super::target::Target;
use super::value::Reads;
use crate::import::table::{Cell, piece_of};
use crate::model::{Refused, fold};

/// Where a value goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// The record.
    Id,
    /// From which day a facet holds.
    ValidFrom {
        /// The facet.
        facet: &'static str,
    },
    /// A key of a facet's body, its parts joined by dots.
    Of {
        /// The facet.
        facet: &'static str,
        /// The key.
        path: String,
    },
}

impl Key {
    /// Reads `id`, `valid_from`, `tenure.valid_from`, `label`, `name.vi`, `tenure.tenure`.
    pub fn parse(text: &str, target: &Target) -> Self {
        let part = |head: &str| target.parts().find(|part| *part == head);
        match (text, text.split_once('.')) {
            ("id", _) => Key::Id,
            ("valid_from", _) => Key::ValidFrom { facet: "core" },
            (_, Some((head, rest))) => match (part(head), rest) {
                (Some(facet), "valid_from") => Key::ValidFrom { facet },
                (Some(facet), path) => Key::Of { facet, path: path.to_owned() },
                (None, _) => Key::Of { facet: "core", path: text.to_owned() },
            },
            _ => Key::Of { facet: "core", path: text.to_owned() },
        }
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Key::Id => write!(formatter, "id"),
            Key::ValidFrom { facet: "core" } => write!(formatter, "valid_from"),
            Key::ValidFrom { facet } => write!(formatter, "{facet}.valid_from"),
            Key::Of { facet: "core", path } => write!(formatter, "{path}"),
            Key::Of { facet, path } => write!(formatter, "{facet}.{path}"),
        }
    }
}

impl Reads {
    /// How the values of a key are read.
    pub fn of_key(key: &Key, target: &Target) -> Self {
        match key {
            Key::Id => Reads::Text,
            Key::ValidFrom { .. } => Reads::Date,
            Key::Of { .. } => {
                let text = key.to_string();
                target
                    .columns
                    .iter()
                    .find(|column| column.key == text)
                    .map_or(Reads::Text, |column| column.read.clone())
            }
        }
    }
}

/// A key, and the columns that fill it.
#[derive(Clone, Debug)]
pub struct Head {
    /// The first column.
    pub column: String,
    /// Positions of its columns: one, or the pieces of a long text in order.
    pub cells: Vec<usize>,
    /// The key.
    pub key: Key,
    /// How its values are read.
    pub read: Reads,
}

impl Head {
    /// Reads the cells of a row.
    pub fn read(&self, values: &[Cell]) -> Result<Option<Value>, Refused> {
        let cell = |at: &usize| values.get(*at).unwrap_or(&Cell::Nothing);
        match self.cells.as_slice() {
            [only] => self.read.read(cell(only)),
            several => {
                let pieces = several.iter().map(cell).map(|cell| match cell {
                    Cell::Text(text) => text.clone(),
                    Cell::Number(number) => number.to_string(),
                    Cell::Nothing => String::new(),
                });
                let text: String = pieces.collect();
                let text = text.trim();
                self.read.read(&if text.is_empty() { Cell::Nothing } else { Cell::Text(text.to_owned()) })
            }
        }
    }
}

/// What the headings of a table mean. What a person said wins, then columns called as their key, then other names; of two columns
/// for one key the first fills it.
pub fn heads(fields: &[String], target: &Target, said: &BTreeMap<String, String>) -> Vec<Head> {
    let wholes: Vec<usize> = (0..fields.len()).filter(|at| piece_of(&fields[*at], fields).is_none()).collect();
    let mut heads: Vec<Head> = Vec::new();
    type Meaning<'m> = &'m dyn Fn(&str) -> Option<Key>;
    let told = |field: &str| said.get(field).filter(|key| !key.is_empty()).map(|key| Key::parse(key, target));
    let exact = |field: &str| (!said.contains_key(field)).then(|| exact(field, target)).flatten();
    let named = |field: &str| (!said.contains_key(field)).then(|| named(field, target)).flatten();
    let meanings: [Meaning; 3] = [&told, &exact, &named];
    for meaning in meanings {
        for at in &wholes {
            let is_free = |key: &Key, heads: &[Head]| heads.iter().all(|head| head.key != *key && head.cells[0] != *at);
            let field = &fields[*at];
            let Some(key) = meaning(field).filter(|key| is_free(key, &heads)) else { continue };
            let read = match Reads::of_key(&key, target) {
                Reads::Hectares(_) => Reads::Hectares(to_hectares(field)),
                Reads::Chainage(_) => Reads::Chainage(ChainageUnit::of_heading(field)),
                read => read,
            };
            heads.push(Head { column: field.clone(), cells: cells_of(*at, fields), key, read });
        }
    }
    heads.sort_by_key(|head| head.cells[0]);
    heads
}

/// A column and its further pieces, in order.
fn cells_of(at: usize, fields: &[String]) -> Vec<usize> {
    let pieces = fields.iter().enumerate().filter_map(|(piece, field)| {
        let (whole, number) = piece_of(field, fields)?;
        (whole == at).then_some((number, piece))
    });
    let mut pieces: Vec<(u32, usize)> = pieces.collect();
    pieces.sort_unstable();
    std::iter::once(at).chain(pieces.into_iter().map(|(_, piece)| piece)).collect()
}

fn exact(field: &str, target: &Target) -> Option<Key> {
    let key = Key::parse(field, target);
    let is_known = match &key {
        Key::Id | Key::ValidFrom { .. } => true,
        Key::Of { .. } => target.columns.iter().any(|column| column.key == field),
    };
    is_known.then_some(key)
}

fn named(field: &str, target: &Target) -> Option<Key> {
    if field.starts_with(WORKED_OUT) {
        return None;
    }
    let plain = field.split_once('(').map_or(field, |(plain, _)| plain);
    let (whole, name) = (fold(field), fold(plain));
    let matches = |names: &[String]| !name.is_empty() && (names.contains(&whole) || names.contains(&name));
    if matches(&target.id_names) {
        return Some(Key::Id);
    }
    let column = target.columns.iter().find(|column| matches(&column.names));
    column.map(|column| Key::parse(&column.key, target))
}

/// What a number under a heading is multiplied by to be hectares.
fn to_hectares(field: &str) -> f64 {
    let unit = field.split_once('(').map_or("", |(_, unit)| unit);
    let (whole, unit) = (fold(field), fold(unit));
    let says = |words: [&str; 3]| words.iter().any(|word| unit.contains(word) || whole.ends_with(&format!(" {word}")));
    if says(["km2", "km²", "km 2"]) {
        100.0
    } else if says(["m2", "m²", "m 2"]) {
        1e-4
    } else {
        1.0
    }
}
