//! A layer that files can be read into: its keys, and what offices call them.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::chainage::ChainageUnit;
use super::codes::Codes;
use super::value::Reads;
use crate::import::table::Cell;
use crate::model::{Coded, DataLayer, Kind, Refused, fold};

/// A layer that files can be read into.
#[derive(Clone, Debug)]
pub struct Target {
    /// Which.
    pub layer: DataLayer,
    /// The kind of record its shapes make.
    pub kind: Kind,
    /// What shapes it takes.
    pub shape: TargetShape,
    /// Whether a record without a shape is one.
    pub is_shape_optional: bool,
    /// The key whose value stands before the id, where records belong to a zone.
    pub owner: Option<String>,
    /// The key that a text of a drawing fills when it is no id.
    pub text: String,
    pub(super) id_names: Vec<String>,
    pub(super) columns: Vec<Column>,
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
    /// Outlines, and points where only the place is known.
    SurfaceOrPoint,
    /// Points; of an outline a point inside.
    Point,
}

impl TargetShape {
    /// Whether points are shapes of their own.
    pub fn takes_points(self) -> bool {
        matches!(self, TargetShape::Point | TargetShape::SurfaceOrPoint)
    }

    /// Whether open lines are.
    pub fn takes_lines(self) -> bool {
        matches!(self, TargetShape::Line | TargetShape::LineOrSurface)
    }

    /// Whether outlines are.
    pub fn takes_surfaces(self) -> bool {
        matches!(self, TargetShape::Surface | TargetShape::LineOrSurface | TargetShape::SurfaceOrPoint)
    }
}

/// A key of a layer and what it is called.
#[derive(Clone, Debug)]
pub struct Column {
    /// The key.
    pub key: String,
    /// Folded names.
    pub names: Vec<String>,
    /// How its values are read.
    pub read: Reads,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TargetRow {
    shape: TargetShape,
    #[serde(default)]
    optional: bool,
    id: Vec<String>,
    owner: Option<String>,
    text: String,
    columns: BTreeMap<String, ColumnRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnRow {
    names: Vec<String>,
    #[serde(default)]
    read: ReadsRow,
    codes: Option<String>,
    #[serde(default)]
    values: BTreeMap<String, String>,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ReadsRow {
    #[default]
    Text,
    Number,
    Whole,
    Hectares,
    Code,
    List,
    Json,
    Date,
    Flag,
    Chainage,
    Documents,
}

impl ColumnRow {
    fn reads(&self) -> Option<Reads> {
        let codes = || self.codes.as_deref().map(|name| Codes::named(name, &self.values));
        Some(match self.read {
            ReadsRow::Text => Reads::Text,
            ReadsRow::Number => Reads::Number,
            ReadsRow::Whole => Reads::Whole,
            ReadsRow::Hectares => Reads::Hectares(1.0),
            ReadsRow::Code => Reads::Code(codes()??),
            ReadsRow::List => Reads::List(match codes() {
                None => None,
                Some(codes) => Some(codes?),
            }),
            ReadsRow::Json => Reads::Json,
            ReadsRow::Date => Reads::Date,
            ReadsRow::Flag => Reads::Flag,
            ReadsRow::Chainage => Reads::Chainage(ChainageUnit::Untold),
            ReadsRow::Documents => Reads::Documents,
        })
    }
}

impl Target {
    /// A layer by name.
    ///
    /// **Errors**: [`Refused`] (field `layer`) naming every layer; a broken table of names is a defect of the program and told as such.
    pub fn find(layer: &str) -> Result<Self, Refused> {
        let known = || DataLayer::ALL.iter().map(|layer| layer.code()).collect::<Vec<_>>().join(", ");
        let found = DataLayer::ALL.iter().copied().find(|known| known.code() == layer);
        Self::of(found.ok_or_else(|| Refused::new("layer", layer, &known(), &known()))?)
    }

    fn of(layer: DataLayer) -> Result<Self, Refused> {
        let broken =
            |message: String| Refused::new("columns.toml", message, "bảng tên cột đúng", "a sound table of names");
        let text = include_str!("../../../data/mappings/columns.toml");
        let mut table: BTreeMap<String, TargetRow> = toml::from_str(text).map_err(|error| broken(error.to_string()))?;
        let row = table.remove(layer.code()).ok_or_else(|| broken(layer.code().to_owned()))?;
        let folded = |names: &[String]| names.iter().map(|name| fold(name)).collect();
        let column = |(key, row): (String, ColumnRow)| {
            let read = row.reads().ok_or_else(|| broken(format!("{} {key}", layer.code())))?;
            let mut names: Vec<String> = folded(&row.names);
            names.push(fold(&key));
            Ok(Column { key, names, read })
        };
        Ok(Target {
            layer,
            kind: layer.kind(),
            shape: row.shape,
            is_shape_optional: row.optional,
            owner: row.owner,
            text: row.text,
            id_names: folded(&row.id),
            columns: row.columns.into_iter().map(column).collect::<Result<_, Refused>>()?,
        })
    }

    /// A text of a drawing as the value of the key it fills.
    ///
    /// **Errors**: [`Refused`] where it cannot be read as one.
    pub fn read_text(&self, text: &str) -> Result<Value, Refused> {
        let column = self.columns.iter().find(|column| column.key == self.text);
        let read = column.map_or(&Reads::Text, |column| &column.read);
        read.read(&Cell::Text(text.to_owned())).map(|value| value.unwrap_or(Value::Null))
    }

    /// Whether its records stand along a road, which tells them apart where they have no id.
    pub fn is_along_a_road(&self) -> bool {
        matches!(self.kind, Kind::ConnectionPoint | Kind::KmPost)
    }

    /// Every key that a column or a person may fill.
    pub fn keys(&self) -> Vec<String> {
        std::iter::once("id").chain(self.columns.iter().map(|column| column.key.as_str())).map(str::to_owned).collect()
    }

    /// The facets whose keys stand in a row besides those of `core`, and for roads their section.
    pub fn parts(&self) -> impl Iterator<Item = &'static str> {
        let section = (self.layer == DataLayer::Roads).then_some(SECTION);
        self.layer.facets().iter().copied().chain(section)
    }
}

/// What stands before the keys of a road's section.
pub const SECTION: &str = "section";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layer_has_its_table_and_no_name_means_two_keys() {
        for layer in DataLayer::ALL {
            let target = Target::find(layer.code()).unwrap();
            let mut names: BTreeMap<&str, &str> = BTreeMap::new();
            for column in &target.columns {
                for name in &column.names {
                    if let Some(other) = names.insert(name, &column.key) {
                        assert_eq!(other, column.key, "{name} of {}", layer.code());
                    }
                }
            }
            for name in &target.id_names {
                assert!(!names.contains_key(name.as_str()), "{name} of {} is an id and a key", layer.code());
            }
        }
    }

    #[test]
    fn a_layer_that_is_none_is_refused_naming_all() {
        let refused = Target::find("nothing").unwrap_err();
        for layer in DataLayer::ALL {
            assert!(refused.allowed.en.contains(layer.code()), "{}", layer.code());
        }
    }
}
