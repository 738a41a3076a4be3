//! A layer as a flat table: the record's own words, one row a record (decision 9).
//!
//! Invariant: the columns are those of the layer and the audience, whichever rows happen to have values.

mod calc;
mod keys;
mod records;
mod selection;
mod told;
mod value;

use geo::Geometry;

use self::keys::{Holds, Key, keys_of};
use self::records::{Entry, entries};
pub use self::selection::{Selection, is_of_zones};
use self::value::Written;
use super::{Column, ExportError, TableRow, Value};
use crate::gis::wire::ColumnKind;
use crate::index::View;
use crate::model::{Audience, Coded, DataLayer, Date, Kind, Name, Refused};
use crate::store::body::encode;

/// A layer on a day, as a table whose rows are made when they are wanted, as often as they are.
pub struct Flat<'v> {
    /// The layer.
    pub layer: DataLayer,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// What stands in each.
    pub kinds: Vec<ColumnKind>,
    facets: Vec<FacetKeys>,
    entries: Vec<Entry<'v>>,
    day: Date,
    audience: Audience,
}

/// The keys of a facet that are told.
struct FacetKeys {
    prefix: String,
    keys: Vec<&'static Key>,
}

impl<'v> Flat<'v> {
    /// The wanted records of a layer on the day of the view.
    pub fn of(view: &'v View, layer: DataLayer, selection: &Selection, audience: Audience) -> Self {
        let facets = facets_of(layer, audience);
        let mut flat = Flat {
            layer,
            columns: vec![],
            kinds: vec![],
            entries: entries(view, layer, selection, audience),
            day: view.as_of,
            audience,
            facets: vec![],
        };
        flat.add("id".to_owned(), ColumnKind::Text, Name::new("Mã", "Id"));
        for facet in &facets {
            flat.add_facet(facet);
        }
        for (key, kind, label) in calc::columns(layer) {
            flat.add(format!("calc.{key}"), kind, Name::new(label.vi, label.en));
        }
        flat.facets = facets;
        flat
    }

    fn add(&mut self, key: String, kind: ColumnKind, label: Name) {
        self.columns.push(Column { key, label });
        self.kinds.push(kind);
    }

    fn add_facet(&mut self, facet: &FacetKeys) {
        let since = Name::new("Có hiệu lực từ ngày", "Holds from");
        self.add(format!("{}valid_from", facet.prefix), ColumnKind::Date, since);
        for key in &facet.keys {
            let name = format!("{}{}", facet.prefix, key.key);
            if key.holds == Holds::Name {
                for (language, vi, en) in [("vi", "tiếng Việt", "Vietnamese"), ("en", "tiếng Anh", "English")] {
                    let label = Name::new(format!("{} ({vi})", key.label.vi), format!("{} ({en})", key.label.en));
                    self.add(format!("{name}.{language}"), ColumnKind::Text, label);
                }
            } else {
                self.add(name, key.holds.column(), Name::new(key.label.vi, key.label.en));
            }
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The shapes of the rows, without their values.
    pub fn shapes(&self) -> impl Iterator<Item = Option<&Geometry<f64>>> {
        self.entries.iter().map(|entry| entry.geometry)
    }

    /// The rows, in order.
    ///
    /// **Errors**: [`ExportError::Record`] for a record that cannot be written.
    pub fn rows(&self) -> impl Iterator<Item = Result<TableRow, ExportError>> {
        self.entries.iter().map(|entry| {
            self.row(entry).map_err(|refused| {
                let Refused { field, value, allowed } = refused;
                let (vi, en) =
                    (format!("{field}: {value} ({})", allowed.vi), format!("{field}: {value} ({})", allowed.en));
                ExportError::record(self.name(), entry.id.as_str(), Name::new(vi, en))
            })
        })
    }

    /// What the layer is called in files.
    pub fn name(&self) -> &'static str {
        self.layer.code()
    }

    /// The position of a column.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.key == key)
    }

    fn row(&self, entry: &Entry<'_>) -> Result<TableRow, Refused> {
        let said = entry.said();
        let mut values = Vec::with_capacity(self.columns.len());
        values.push(Value::Text(entry.id.to_string()));
        for (facet, said) in self.facets.iter().zip(said.facets) {
            let told = said.and_then(|(since, body)| Some((since, told::told(body, self.audience, self.day)?)));
            match told {
                Some((since, body)) => {
                    let text = encode(&body)?;
                    let written = Written::read(&text)?;
                    values.push(Value::Date(since));
                    facet.keys.iter().for_each(|key| values.extend(written.values(key)));
                }
                None => values.extend(std::iter::repeat_n(Value::Nothing, facet.width())),
            }
        }
        values.extend(said.calc);
        Ok(TableRow { values, geometry: entry.geometry.cloned() })
    }
}

impl FacetKeys {
    fn new(prefix: &str, kind: Kind, facet: &str, audience: Audience) -> Self {
        let keys = keys_of(kind, facet).iter().filter(|key| key.is_for(audience)).collect();
        FacetKeys { prefix: prefix.to_owned(), keys }
    }

    /// How many columns it takes.
    fn width(&self) -> usize {
        1 + self.keys.iter().map(|key| if key.holds == Holds::Name { 2 } else { 1 }).sum::<usize>()
    }
}

fn facets_of(layer: DataLayer, audience: Audience) -> Vec<FacetKeys> {
    let mut facets = vec![FacetKeys::new("", layer.kind(), "core", audience)];
    for facet in layer.facets() {
        facets.push(FacetKeys::new(&format!("{facet}."), layer.kind(), facet, audience));
    }
    if layer == DataLayer::Roads {
        facets.push(FacetKeys::new("section.", Kind::RoadSection, "core", audience));
    }
    facets
}

#[cfg(test)]
mod tests;
