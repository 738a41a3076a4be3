//! Every layer in every format: ids, values and coordinates come back.

use std::collections::BTreeMap;

use geo::{CoordsIter, Geometry};
use kcn_atlas::export::{Flat, Format, Selection, TableRow, TargetCrs, Value};
use kcn_atlas::import::table::{Cell, Table};
use kcn_atlas::index::View;
use kcn_atlas::model::{Audience, Coded, DataLayer};

use super::read::{Read, crs, export, read, shape, text};
use super::world::{metres_between, view};

/// A layer as it should come back: columns, and rows by id.
struct Expected {
    columns: Vec<String>,
    rows: BTreeMap<String, TableRow>,
}

fn expected(view: &View, layer: DataLayer) -> Expected {
    let flat = Flat::of(view, layer, &Selection::of_zones(vec![]), Audience::Office);
    let columns = flat.columns.iter().map(|column| column.key.clone()).collect();
    let rows = flat.rows().map(|row| row.unwrap()).map(|row| match &row.values[0] {
        Value::Text(id) => (id.clone(), row),
        other => panic!("{other:?} is no id"),
    });
    Expected { columns, rows: rows.collect() }
}

/// Whether a value is what it was, in the words of the format.
fn is_same(expected: &Value, found: &str, format: Format) -> bool {
    match expected {
        Value::Nothing => found.is_empty(),
        // Some formats do not tell an empty text from none.
        Value::Text(text) if format == Format::Csv => found.strip_prefix('\'').unwrap_or(found) == text,
        Value::Text(text) => found == text,
        Value::Number(number) => found.parse() == Ok(*number),
        Value::Bool(bool) => found == bool.to_string() || found == if *bool { "1" } else { "0" },
        Value::Date(day) => found.replace('/', "-") == day.to_string(),
    }
}

/// The names of a Shapefile's columns, by the table beside it.
fn dbf_names(read: &Read) -> Vec<(String, String)> {
    let text = read.companion(".columns.csv");
    let rows = text.lines().skip(1).map(|line| line.split_once(',').unwrap());
    rows.map(|(dbf, column)| (dbf.to_owned(), column.to_owned())).collect()
}

/// A value of a row, put together again where it was cut.
fn whole(table: &Table, row: usize, column: &str, names: &[(String, String)]) -> String {
    let field = |key: &str| match names.iter().find(|(_, column)| column == key) {
        Some((dbf, _)) => Some(dbf.clone()),
        None => table.fields.contains(&key.to_owned()).then(|| key.to_owned()),
    };
    let pieces = (2..).map_while(|piece| field(&format!("{column}#{piece}")));
    let first = field(column).unwrap_or_else(|| panic!("no {column} in {:?}", table.fields));
    std::iter::once(first).chain(pieces).map(|field| text(table, row, &field)).collect()
}

/// Every position of one shape is one of the other, to a millimetre.
fn same_place(one: &Geometry<f64>, other: &Geometry<f64>) -> bool {
    let near = |at: geo::Coord<f64>| other.coords_iter().any(|there| metres_between(at, there) < 0.001);
    one.coords_count() == other.coords_count() && one.coords_iter().all(near)
}

fn check_layer(view: &View, layer: DataLayer, format: Format, target: TargetCrs) {
    let (name, expected) = (format!("{} {} {target}", format.code(), layer.code()), expected(view, layer));
    let exported = export(view, layer, format, target);
    let read = read(&exported);
    let names = if format == Format::Shp { dbf_names(&read) } else { vec![] };
    let carried = |row: &&TableRow| row.geometry.is_some() || format.takes_shapeless();
    let wanted = expected.rows.values().filter(carried).count();
    assert_eq!((exported.rows, exported.left_out), (wanted as u64, (expected.rows.len() - wanted) as u64), "{name}");
    assert_eq!(read.tables.iter().map(|table| table.rows.len()).sum::<usize>(), wanted, "{name}");
    for (table, described) in read.tables.iter().zip(&read.described) {
        if let Some(found) = &described.layers[0].crs {
            assert_eq!(found.epsg, Some(u32::from(target.epsg())), "{name}");
        }
        for at in 0..table.rows.len() {
            let id = whole(table, at, "id", &names);
            let row = &expected.rows[&id];
            for (column, value) in expected.columns.iter().zip(&row.values) {
                let found = whole(table, at, column, &names);
                assert!(is_same(value, &found, format), "{name} {id} {column}: {value:?} became {found:?}");
            }
            let place = shape(table, at, target);
            match (&row.geometry, &place) {
                (None, None) => {}
                (Some(geometry), Some(found)) => {
                    assert!(same_place(geometry, found), "{name} {id}: {geometry:?} {found:?}")
                }
                other => panic!("{name} {id}: {other:?}"),
            }
        }
    }
}

#[test]
fn every_layer_comes_back_in_every_format_with_columns() {
    let view = view();
    for format in Format::ALL.iter().filter(|format| **format != Format::Dxf) {
        for layer in DataLayer::ALL {
            check_layer(&view, *layer, *format, crs("EPSG:4326"));
        }
    }
}

#[test]
fn every_format_with_a_grid_comes_back_from_it() {
    let view = view();
    for format in [Format::Gpkg, Format::Shp, Format::Fgb, Format::Csv, Format::Xlsx] {
        for target in ["EPSG:9213", "EPSG:3405"] {
            for layer in [DataLayer::Lots, DataLayer::Roads] {
                check_layer(&view, layer, format, crs(target));
            }
        }
    }
}

#[test]
fn the_columns_are_those_of_the_layer_whatever_is_known() {
    let full = view();
    let empty = super::world::view_on("1990-01-01");
    for layer in DataLayer::ALL {
        let (some, none) = (expected(&full, *layer), expected(&empty, *layer));
        assert_eq!(some.columns, none.columns);
        assert!(none.rows.is_empty() && !some.rows.is_empty(), "{}", layer.code());
        assert_eq!(some.columns[..2], ["id", "valid_from"]);
        let calc = some.columns.iter().position(|column| column.starts_with("calc."));
        assert!(some.columns[calc.unwrap_or(some.columns.len())..].iter().all(|column| column.starts_with("calc.")));
        // A layer in which nothing is known yet is a file all the same.
        for format in Format::ALL {
            let target = if format.is_always_wgs84() { crs("EPSG:4326") } else { crs("EPSG:9213") };
            if *layer == DataLayer::Lots {
                assert_eq!(export(&empty, *layer, *format, target).rows, 0);
            }
        }
    }
}

#[test]
fn a_layer_says_what_the_record_says() {
    let view = view();
    let lots = expected(&view, DataLayer::Lots);
    let value = |layer: &Expected, id: &str, column: &str| {
        let at = layer.columns.iter().position(|name| name == column).unwrap_or_else(|| panic!("no {column}"));
        layer.rows[id].values[at].clone()
    };
    let text = |text: &str| Value::Text(text.to_owned());
    let lot = |column| value(&lots, "kcn-a.gd1.a-01", column);
    assert_eq!(lot("label"), text(super::world::LABEL));
    assert_eq!(lot("tenure.tenure"), text("allocated"));
    assert_eq!(lot("tenure.valid_from"), Value::Date(crate::scene::day("2020-01-01")));
    assert_eq!(lot("servicing.valid_from"), Value::Date(crate::scene::day("2026-03-01")));
    assert_eq!((lot("tenure.mortgaged"), lot("tenure.disputed")), (Value::Bool(true), Value::Nothing));
    assert_eq!(lot("opens_onto"), text("kcn-a.gd1.d-1; kcn-a.gd1.d-2"));
    assert_eq!(lot("parcels"), text(r#"["tờ 12, thửa 34","tờ 5"]"#), "a comma inside keeps it a list");
    assert_eq!(lot("data_class"), text("fact"));
    assert_eq!(lot("calc.area_ha"), Value::Number(1.92));
    assert_eq!(value(&lots, "ccn-b.q.l-1", "marketing.marketing"), text("offered"), "the record's own word");
    assert_eq!(value(&lots, "ccn-b.q.l-1", "calc.marketing"), text("leased"), "what follows from the lease");
    let roads = expected(&view, DataLayer::Roads);
    assert_eq!(roads.rows.keys().collect::<Vec<_>>(), ["ql3.1", "ql3.2", "vanh-dai-5"]);
    assert_eq!(value(&roads, "ql3.1", "section.name.vi"), text("Quốc lộ 3"));
    assert_eq!(value(&roads, "ql3.1", "banned_turns"), text(r#"[{"at":"n-2","onto":"ql3.2"}]"#));
    assert_eq!(value(&roads, "vanh-dai-5", "section"), Value::Nothing);
    assert_eq!(value(&roads, "vanh-dai-5", "section.class"), text("expressway"));
    assert!(roads.rows["vanh-dai-5"].geometry.is_none());
    assert_eq!(value(&roads, "ql3.1", "section.median"), Value::Bool(true));
    assert_eq!(value(&roads, "ql3.1", "section.start_chainage_m"), Value::Number(33_000.5));
    assert_eq!(
        (value(&roads, "ql3.1", "trucks"), value(&roads, "ql3.1", "structure")),
        (Value::Bool(true), text("viaduct"))
    );
    let points = expected(&view, DataLayer::ConnectionPoints);
    let papers = r#"[{"number":"1123/SXD; “tờ 2”","date":"2025-05"},{"number":"=45/UBND"}]"#;
    assert_eq!(value(&points, "dn-1", "permit.documents"), text(papers));
    assert_eq!((value(&points, "dn-1", "side"), value(&points, "dn-2", "side")), (text("right"), Value::Nothing));
    assert_eq!(value(&points, "dn-1", "calc.road_name.vi"), text("Quốc lộ 3"));
    assert_eq!(value(&points, "dn-2", "permit.permit_state"), Value::Nothing, "no permit on record is unknown");
    let areas = expected(&view, DataLayer::ClearanceAreas);
    assert_eq!(value(&areas, "kcn-a.gd1.gpmb-2", "area_by_land_code"), text(r#"{"LUC":12.5}"#));
    assert_eq!(value(&areas, "kcn-a.gd1.gpmb-2", "graves.remaining"), Value::Number(7.0));
    let Value::Text(claims) = value(&areas, "kcn-a.gd1.gpmb-2", "claims") else { panic!() };
    assert!(claims.starts_with(r#"[{"figure":"cleared_ha","value":0,"accuracy":"stated","source":{"kind":"press","#));
    let zones = expected(&view, DataLayer::Zones);
    assert_eq!(value(&zones, "kcn-a", "calc.lots_count"), Value::Number(2.0));
    assert_eq!(value(&zones, "kcn-a", "former_communes"), text("Xã Điềm Thụy; Xã Thượng Đình"));
}

#[test]
fn connection_points_of_a_zone_are_those_that_serve_a_part_of_it() {
    let view = view();
    for (zone, ids) in [("kcn-a", vec!["dn-1"]), ("ccn-b", vec![])] {
        let selection = Selection::of_zones(vec![crate::scene::id(zone)]);
        let flat = Flat::of(&view, DataLayer::ConnectionPoints, &selection, Audience::Public);
        let found: Vec<Value> = flat.rows().map(|row| row.unwrap().values.remove(0)).collect();
        assert_eq!(found, ids.into_iter().map(|id| Value::Text(id.to_owned())).collect::<Vec<_>>());
    }
}

#[test]
fn another_day_has_another_file() {
    let (now, then) = (view(), super::world::view_on("2025-12-31"));
    let serviced = |view: &View| {
        let lots = expected(view, DataLayer::Lots);
        let at = lots.columns.iter().position(|name| name == "servicing.servicing").unwrap();
        lots.rows["kcn-a.gd1.a-01"].values[at].clone()
    };
    assert_eq!(serviced(&now), Value::Text("serviced".into()));
    assert_eq!(serviced(&then), Value::Nothing);
    let exported = export(&then, DataLayer::Lots, Format::Gpkg, crs("EPSG:9213"));
    let read = read(&exported);
    let row = (0..3).find(|row| text(&read.tables[0], *row, "id") == "kcn-a.gd1.a-01").unwrap();
    assert_eq!(read.tables[0].rows.len(), 3);
    assert!(matches!(super::read::cell(&read.tables[0], row, "servicing.servicing"), Cell::Nothing));
}
