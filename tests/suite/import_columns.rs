//! The manual of imports lists every layer and every column that is understood, as the table of names has them.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use kcn_atlas::model::{Coded, DataLayer};
use serde::Deserialize;

const MANUAL: &str = "docs/imports.md";
const BEGIN: &str = "<!-- columns: made of data/mappings/columns.toml by `make bless` -->\n";
const END: &str = "<!-- /columns -->\n";

#[derive(Deserialize)]
struct Layer {
    shape: String,
    #[serde(default)]
    optional: bool,
    id: Vec<String>,
    owner: Option<String>,
    columns: BTreeMap<String, Column>,
}

#[derive(Deserialize)]
struct Column {
    names: Vec<String>,
    #[serde(default)]
    read: Option<String>,
    codes: Option<String>,
    #[serde(default)]
    values: BTreeMap<String, String>,
}

fn shape(layer: &Layer) -> String {
    let shape = match layer.shape.as_str() {
        "surface" => "outlines (a closed polyline is one)",
        "line" => "lines",
        "line_or_surface" => "lines, or outlines where they are closed",
        "surface_or_point" => "outlines, or points where only the place is known",
        _ => "points; of an outline a point inside",
    };
    format!("{shape}{}", if layer.optional { "; a record without a shape is one" } else { "" })
}

fn holds(column: &Column) -> String {
    let kind = match (column.read.as_deref(), &column.codes) {
        (Some("code"), Some(codes)) => format!("a code of `{codes}`"),
        (Some("list"), Some(codes)) => format!("codes of `{codes}`"),
        (Some("list"), None) => "texts, separated by `;`".to_owned(),
        (Some("json"), _) => "JSON, as in the bundle".to_owned(),
        (Some("date"), _) => "a day".to_owned(),
        (Some("flag"), _) => "yes or no".to_owned(),
        (Some("whole"), _) => "a whole number".to_owned(),
        (Some("number"), _) => "a number".to_owned(),
        (Some("hectares"), _) => "hectares; m² or km² where the heading says so".to_owned(),
        _ => "text".to_owned(),
    };
    let words: Vec<String> = column.values.iter().map(|(word, code)| format!("{word} = {code}")).collect();
    if words.is_empty() { kind } else { format!("{kind}; {}", words.join(", ")) }
}

fn tables() -> String {
    let text =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/mappings/columns.toml")).unwrap();
    let layers: BTreeMap<String, Layer> = toml::from_str(&text).unwrap();
    assert_eq!(layers.len(), DataLayer::ALL.len(), "a table for every layer");
    let mut out = String::new();
    for layer in DataLayer::ALL {
        let (code, label) = (layer.code(), layer.label());
        let table = &layers[code];
        let owner = table.owner.as_ref().map(|owner| format!(" Belongs to `{owner}`.")).unwrap_or_default();
        let ids = table.id.join(", ");
        writeln!(out, "### `{code}` · {} · {}\n\nShapes: {}. Id: {ids}.{owner}\n", label.vi, label.en, shape(table))
            .unwrap();
        writeln!(out, "| column | holds | also called |\n|---|---|---|").unwrap();
        for (key, column) in &table.columns {
            writeln!(out, "| `{key}` | {} | {} |", holds(column), column.names.join(", ")).unwrap();
        }
        out.push('\n');
    }
    out
}

#[test]
fn the_manual_lists_every_column_that_is_understood() {
    let manual = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(MANUAL)).unwrap();
    let (before, rest) = manual.split_once(BEGIN).expect("the manual has a place for the columns");
    let (_, after) = rest.split_once(END).unwrap();
    crate::bless::compare(MANUAL, &format!("{before}{BEGIN}\n{}{END}{after}", tables()));
}

#[test]
fn the_command_line_lists_every_layer() {
    let help = Command::new(env!("CARGO_BIN_EXE_kcn-atlas")).args(["import", "--help"]).output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    for layer in DataLayer::ALL {
        assert!(help.contains(layer.code()), "{}: {help}", layer.code());
    }
}
