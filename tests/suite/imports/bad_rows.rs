//! One test for each bad file of the list that was handed over with the samples, made here anew so that it needs nobody's files.
//!
//! `rows!` makes three things of one line: a test on the file as it is made here, the line for the same file of the samples
//! (`bad_sample`), and a name in the list that is compared with theirs.

use kcn_atlas::import::issue::IssueKind::*;

use super::expectation::Outcome::{KeptOut, Taken, Unopened};
use super::expectation::{Ask, Row};
use super::fixtures::geojson::{SQUARE, collection, coordinates, of_communes, plots, polygon};
use super::fixtures::shapefile::{Letters, shapefile};
use super::fixtures::zipped::zipped;
use super::fixtures::{COMMUNES, Files, cad, cut, geojson, geopackage, mapinfo, one, with, without};

macro_rules! rows {
    ($($test:ident $file:literal $ask:ident $outcome:expr, $made:expr;)*) => {
        /// Every row.
        pub const ROWS: &[Row] = &[$(Row { file: $file, ask: Ask::$ask, outcome: $outcome }),*];

        $(#[tokio::test]
        async fn $test() {
            Row { file: $file, ask: Ask::$ask, outcome: $outcome }.holds_for(&$made).await;
        })*
    };
}

/// Kept out, all its rows read.
macro_rules! kept {
    ($rows:expr, $($kind:ident $least:literal),+) => {
        KeptOut { rows: Some($rows), issues: &[$(($kind, $least)),+], offered: None }
    };
}

/// Kept out until somebody says where it lies.
macro_rules! asked {
    ($rows:expr, $offered:expr) => {
        KeptOut { rows: Some($rows), issues: &[(Placement, 1)], offered: $offered }
    };
}

/// Kept out, and fewer rows are read than there were.
const PARTLY: super::expectation::Outcome = KeptOut { rows: None, issues: &[(MissingRows, 1)], offered: None };

/// Taken; where it is one outline, so many hectares of it.
macro_rules! taken {
    ($rows:expr, $($kind:ident),*) => { Taken { rows: $rows, told: &[$($kind),*], hectares: None } };
    ($kind:ident: $hectares:expr) => { Taken { rows: 1, told: &[$kind], hectares: Some($hectares) } };
}

/// The square of four thousandths of a degree.
const WHOLE: f64 = 18.365;

rows! {
    a_shp_cut_at_60_percent "trunc60.shp" Communes kept!(COMMUNES, MissingRows 1, NoGeometry 6),
        broken("trunc60", "shp", |shp| *shp = cut(shp, 60));
    a_record_of_two_gigabytes "bad_record_len.shp" Communes kept!(COMMUNES, Unreadable 1),
        broken("bad_record_len", "shp", |shp| shp[104..108].copy_from_slice(&0x7fff_ffff_u32.to_be_bytes()));
    two_billion_points "bad_point_count.shp" Communes kept!(COMMUNES, NoGeometry 1),
        broken("bad_point_count", "shp", |shp| shp[148..152].copy_from_slice(&2_147_483_632_u32.to_le_bytes()));
    no_bytes_of_shp "zero_bytes.shp" Communes Unopened(&["zero_bytes.shp", "0 byte"]),
        broken("zero_bytes", "shp", Vec::clear);
    no_shx "no_shx.shp" Communes taken!(COMMUNES, MissingFile),
        without(sound("no_shx"), "shx");
    no_dbf "no_dbf.shp" Outlines taken!(COMMUNES, MissingFile),
        without(without(sound("no_dbf"), "dbf"), "cpg");
    no_prj "no_prj.shp" Communes asked!(COMMUNES, Some("EPSG:9213")),
        without(sound("no_prj"), "prj");
    a_dbf_cut_by_a_third "dbf_short.shp" Communes PARTLY,
        broken("dbf_short", "dbf", |dbf| *dbf = cut(dbf, 66));
    tcvn3_that_claims_to_be_utf8 "wrong_cpg_tcvn3.shp" Communes taken!(COMMUNES, Text),
        shapefile("wrong_cpg_tcvn3", Letters::Tcvn3, 106.5);
    the_zone_of_another_province "wrong_zone_10530.shp" Communes asked!(COMMUNES, Some("EPSG:9213")),
        shapefile("wrong_zone_10530", Letters::Utf8, 105.5);
    a_bowtie "bowtie.geojson" Outlines taken!(SelfIntersection: WHOLE / 2.0),
        plot("bowtie", &[&[(0.0, 0.0), (4.0, 4.0), (4.0, 0.0), (0.0, 4.0), (0.0, 0.0)]]);
    an_unclosed_ring "unclosed_ring.geojson" Outlines taken!(UnclosedRing: WHOLE),
        plot("unclosed_ring", &[&SQUARE[..4]]);
    a_ring_of_two_points "two_point_ring.geojson" Outlines kept!(1, ZeroArea 1),
        plot("two_point_ring", &[&[(0.0, 0.0), (4.0, 0.0), (0.0, 0.0)]]);
    a_ring_along_a_line "zero_area_spike.geojson" Outlines kept!(1, ZeroArea 1),
        plot("zero_area_spike", &[&[(0.0, 0.0), (4.0, 0.0), (8.0, 0.0), (4.0, 0.0), (0.0, 0.0)]]);
    a_hole_outside "hole_outside_shell.geojson" Outlines taken!(HoleOutside: WHOLE),
        plot("hole_outside_shell", &[&SQUARE, &square(12.0, 2.0)]);
    holes_that_overlap "overlapping_holes.geojson" Outlines taken!(HolesOverlap: WHOLE * 0.72),
        plot("overlapping_holes", &[&SQUARE, &square(0.8, 1.6), &square(1.6, 1.6)]);
    a_shell_in_a_shell "nested_shells.geojson" Outlines taken!(NestedShells: WHOLE),
        one("nested_shells.geojson", plots(&[format!(
            r#"{{"type":"MultiPolygon","coordinates":[{},{}]}}"#, coordinates(&[&SQUARE]), coordinates(&[&square(0.8, 0.8)]))]));
    a_ring_the_wrong_way_round "clockwise_shell.geojson" Outlines taken!(Winding: WHOLE),
        plot("clockwise_shell", &[&SQUARE.iter().rev().copied().collect::<Vec<_>>()]);
    every_corner_twice "duplicate_vertices.geojson" Outlines taken!(DuplicatePoints: WHOLE),
        plot("duplicate_vertices", &[&SQUARE.iter().flat_map(|at| [*at, *at]).collect::<Vec<_>>()]);
    a_spike_of_16_kilometres "spike.geojson" Outlines taken!(Spike: WHOLE),
        plot("spike", &[&[(0.0, 0.0), (4.0, 0.0), (4.0, 2.0), (160.0, 2.0), (4.0, 2.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]]);
    plots_upon_each_other "overlapping_plots.geojson" Lots kept!(3, Overlap 3),
        one("overlapping_plots.geojson", plots(&[
            polygon(&[&SQUARE]), polygon(&[&SQUARE.map(|(x, y)| (x + 3.6, y))]), polygon(&[&SQUARE])]));
    latitude_first "swapped_lat_lon.geojson" Outlines asked!(1, Some("EPSG:4326")),
        one("swapped_lat_lon.geojson", plots(&[shape("[[[21.42,105.85],[21.42,105.854],[21.424,105.854],[21.424,105.85],[21.42,105.85]]]")]));
    metres_that_claim_to_be_degrees "vn2000_metres_claimed_wgs84.geojson" Outlines asked!(1, Some("EPSG:9213")),
        one("vn2000_metres_claimed_wgs84.geojson", plots(&[shape(METRES)]));
    the_crs_member_of_2008 "vn2000_with_legacy_crs.geojson" Outlines taken!(1,),
        one("vn2000_with_legacy_crs.geojson", plots(&[shape(METRES)]).replacen('{',
            r#"{"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::9213"}},"#, 1));
    a_place_that_is_nowhere "out_of_range.geojson" Outlines asked!(1, None),
        one("out_of_range.geojson", plots(&[shape("[[[200,95],[201,95],[201,96],[200,95]]]")]));
    no_shape_and_empty_ones "null_and_empty.geojson" Outlines kept!(4, NoGeometry 3),
        one("null_and_empty.geojson", plots(&["null".into(), shape("[]"),
            r#"{"type":"GeometryCollection","geometries":[]}"#.into(), polygon(&[&SQUARE])]));
    points_and_lines_among_outlines "mixed_types.geojson" Lots kept!(4, WrongShape 1, OpenPolyline 1),
        one("mixed_types.geojson", plots(&[polygon(&[&SQUARE]), r#"{"type":"Point","coordinates":[105.85,21.42]}"#.into(),
            r#"{"type":"LineString","coordinates":[[105.85,21.42],[105.854,21.42],[105.854,21.424]]}"#.into(),
            format!(r#"{{"type":"GeometryCollection","geometries":[{{"type":"Point","coordinates":[105.85,21.42]}},{}]}}"#, polygon(&[&SQUARE]))]));
    heights_and_measures "z_and_m.geojson" Outlines taken!(OrdinatesDropped: WHOLE),
        one("z_and_m.geojson", plots(&[shape("[[[105.85,21.42,12.5,3],[105.854,21.42,12.5,3],[105.854,21.424,12.5,3],[105.85,21.424,12.5,3],[105.85,21.42,12.5,3]]]")]));
    numbers_that_are_none "nan_inf.geojson" Outlines Unopened(&["nan_inf.geojson", "1"]),
        one("nan_inf.geojson", plots(&[shape("[[[NaN,21],[105.9,21],[1e400,21.1],[NaN,21]]]")]));
    coordinates_as_texts "string_coords.geojson" Outlines Unopened(&["string_coords.geojson", "\"105.85\""]),
        one("string_coords.geojson", plots(&[r#"{"type":"Point","coordinates":["105.85","21,42"]}"#.into()]));
    geojson_cut_in_the_middle "truncated.geojson" Communes Unopened(&["truncated.geojson", "EOF"]),
        one("truncated.geojson", cut(of_communes().as_bytes(), 50));
    a_page_of_html "html_not_geojson.geojson" Communes Unopened(&["html_not_geojson.geojson"]),
        one("html_not_geojson.geojson", "<!doctype html><html><body>403 Forbidden</body></html>");
    no_bytes_at_all "empty.geojson" Communes Unopened(&["empty.geojson", "0 byte"]),
        one("empty.geojson", "");
    no_features "no_features.geojson" Communes KeptOut { rows: Some(0), issues: &[], offered: None },
        one("no_features.geojson", collection([]));
    utf16_with_a_mark "utf16_bom.geojson" Communes taken!(COMMUNES, Text),
        one("utf16_bom.geojson", utf16(&of_communes()));
    utf8_with_a_mark "utf8_bom.geojson" Communes taken!(COMMUNES,),
        one("utf8_bom.geojson", format!("\u{feff}{}", of_communes()));
    twenty_thousand_lists_deep "deep_nesting.geojson" Outlines Unopened(&["deep_nesting.geojson"]),
        one("deep_nesting.geojson", plots(&["null".into()]).replacen("\"Lô 1\"", &format!("{}{}", "[".repeat(20_000), "]".repeat(20_000)), 1));
    doubled_ids_and_words_of_programs "dup_keys_proto.geojson" Lots kept!(2, DuplicateId 1, Overlap 1),
        one("dup_keys_proto.geojson", collection([
            format!(r#"{{"type":"Feature","id":1,"properties":{{"ma_lo":"L1","__proto__":{{"x":1}},"constructor":"x","ten":"<img src=x onerror=alert(1)>"}},"geometry":{}}}"#, polygon(&[&SQUARE])),
            format!(r#"{{"type":"Feature","id":1,"properties":{{"ma_lo":"L1","ten":"=HYPERLINK(\"http://127.0.0.1\")"}},"geometry":{}}}"#, polygon(&[&SQUARE]))]));
    names_that_lead_out "path_traversal.zip" Communes Unopened(&["../../evil.shp"]),
        one("path_traversal.zip", zipped(&vec![("../../evil.shp".into(), vec![0]), ("/abs.dbf".into(), vec![0])]));
    a_bomb "zip_bomb_256MB.zip" Communes Unopened(&["big.geojson", "byte"]),
        one("zip_bomb_256MB.zip", zipped(&one("big.geojson", vec![b' '; 64 << 20])));
    two_layers_in_a_zip "two_shapefiles.zip" Communes Unopened(&["a.shp, b.shp"]),
        one("two_shapefiles.zip", zipped(&[sound("a"), sound("b")].concat()));
    a_shp_alone "shp_without_shx_dbf.zip" Communes Unopened(&["x.shx, x.dbf"]),
        one("shp_without_shx_dbf.zip", zipped(&sound("x")[..1].to_vec()));
    kml_cut_in_the_middle "truncated.kml" Communes Unopened(&["truncated.kml"]),
        one("truncated.kml", cut(geojson::kml().as_bytes(), 50));
    kml_that_names_another_file "xxe.kml" Communes Unopened(&["xxe.kml", "<!ENTITY"]),
        one("xxe.kml", with_entities(r#"<!ENTITY x SYSTEM "file:///etc/hostname">"#));
    kml_that_unfolds_without_end "billion_laughs.kml" Communes Unopened(&["billion_laughs.kml", "<!ENTITY"]),
        one("billion_laughs.kml", with_entities(&laughs()));
    a_dxf_that_is_cut "truncated.dxf" Communes PARTLY,
        one("truncated.dxf", cut(cad::dxf().as_bytes(), 60));
    a_dgn_that_is_cut "truncated.dgn" Communes PARTLY,
        one("truncated.dgn", cut_shapes(cad::dgn()));
    a_map_that_is_cut "trunc_map.tab" Communes PARTLY,
        cut_map();
    a_tab_alone "tab_alone.tab" Communes Unopened(&["tab_alone.dat, tab_alone.map, tab_alone.id"]),
        mapinfo::table("tab_alone")[..1].to_vec();
    a_geopackage_that_is_cut "truncated.gpkg" Communes Unopened(&["truncated.gpkg"]),
        one("truncated.gpkg", cut(&geopackage::geopackage(), 50));
    a_geopackage_that_is_none "not_sqlite.gpkg" Communes Unopened(&["not_sqlite.gpkg", "SQLite"]),
        one("not_sqlite.gpkg", "this is no database");
    a_table_with_everything_wrong "lots_bad.csv" Points kept!(7, DuplicateId 1, OutOfRange 2, NoGeometry 1),
        one("lots_bad.csv", "ma_lo,lon,lat,gia_thue\nL1,105.85,21.42,100\nL1,105.86,21.43,-5\nL3,\"105,87\",\"21,44\",abc\nL4,21.42,105.85,1e309\nL5,,,\nL6,2366500.12,428300.5,90\n=cmd|'/C calc'!A0,105.9,21.4,80\n\"L8\nxuống dòng\",105.9,21.45,70\n");
}

/// A square in metres of EPSG:9213.
const METRES: &str = "[[[428000,2385000],[428200,2385000],[428200,2385200],[428000,2385200],[428000,2385000]]]";

fn shape(coordinates: &str) -> String {
    format!(r#"{{"type":"Polygon","coordinates":{coordinates}}}"#)
}

/// A square that begins so far from the corner.
fn square(from: f64, side: f64) -> [(f64, f64); 5] {
    let to = from + side;
    [(from, from), (to, from), (to, to), (from, to), (from, from)]
}

fn plot(stem: &str, rings: &[&[(f64, f64)]]) -> Files {
    one(&format!("{stem}.geojson"), plots(&[polygon(rings)]))
}

fn sound(stem: &str) -> Files {
    shapefile(stem, Letters::Utf8, 106.5)
}

fn broken(stem: &str, ending: &str, harm: impl FnOnce(&mut Vec<u8>)) -> Files {
    let mut files = sound(stem);
    harm(with(&mut files, ending));
    files
}

fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

fn with_entities(entities: &str) -> String {
    geojson::kml().replacen("<kml", &format!("<!DOCTYPE kml [{entities}]><kml"), 1).replacen(
        "Xã Thử Nghiệm 01",
        "&x;",
        1,
    )
}

/// Ten times ten times … a word.
fn laughs() -> String {
    let level = |at: u32| format!("<!ENTITY l{} \"{}\">", at + 1, format!("&l{at};").repeat(10));
    format!("<!ENTITY l0 \"lol\">{}<!ENTITY x \"&l9;\">", (0..9).map(level).collect::<String>())
}

/// A design without its second half; the block of its units stays.
fn cut_shapes(design: Vec<u8>) -> Vec<u8> {
    let half = 1536 + (design.len() - 1536) / 2;
    design[..half].to_vec()
}

fn cut_map() -> Files {
    let mut files = mapinfo::table("trunc_map");
    // The block of the last two communes is gone.
    with(&mut files, "map").truncate(2560);
    files
}

/// Ten that were made to do harm, or do it by chance.
pub fn hostile() -> Vec<Files> {
    vec![
        one("billion_laughs.kml", with_entities(&laughs())),
        one("xxe.kml", with_entities(r#"<!ENTITY x SYSTEM "file:///etc/hostname">"#)),
        one("deep.geojson", plots(&["null".into()]).replacen("\"Lô 1\"", &"[".repeat(20_000), 1)),
        one("nan.geojson", plots(&[shape("[[[NaN,21],[105.9,21],[1e400,21.1],[NaN,21]]]")])),
        one("zip_bomb.zip", zipped(&one("big.geojson", vec![b' '; 64 << 20]))),
        one("path_traversal.zip", zipped(&vec![("../../evil.shp".into(), vec![0])])),
        broken("points", "shp", |shp| shp[148..152].copy_from_slice(&2_147_483_632_u32.to_le_bytes())),
        broken("length", "shp", |shp| shp[104..108].copy_from_slice(&0x7fff_ffff_u32.to_be_bytes())),
        one("cut.gpkg", cut(&geopackage::geopackage(), 50)),
        one("cut.dgn", cut_shapes(cad::dgn())),
    ]
}

#[tokio::test]
async fn the_files_are_sound_before_they_are_broken() {
    let table = |stem: &str| mapinfo::table(stem);
    for (files, ask, outcome) in [
        (sound("x"), Ask::Communes, taken!(COMMUNES,)),
        (one("x.geojson", of_communes()), Ask::Communes, taken!(COMMUNES,)),
        (one("x.zip", zipped(&sound("x"))), Ask::Communes, taken!(COMMUNES,)),
        (one("x.kml", geojson::kml()), Ask::Communes, taken!(COMMUNES,)),
        (one("x.gpkg", geopackage::geopackage()), Ask::Communes, asked!(COMMUNES, Some("EPSG:9213"))),
        (one("x.dxf", cad::dxf()), Ask::Communes, asked!(COMMUNES, Some("EPSG:9213"))),
        (one("x.dgn", cad::dgn()), Ask::Communes, asked!(COMMUNES, Some("EPSG:9213"))),
        (table("x"), Ask::Communes, asked!(COMMUNES, Some("EPSG:9213"))),
    ] {
        Row { file: "sound", ask, outcome }.holds_for(&files).await;
    }
}
