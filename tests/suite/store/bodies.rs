//! Bodies: everything ever written is read, and what is wrong is named.

use std::path::Path;

use kcn_atlas::model::{Body, Kind, Refused, parse_code};
use kcn_atlas::store::body::{Sources, decode, encode};

fn golden() -> Vec<(Kind, String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/bodies/v1");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let body = |path: std::path::PathBuf| {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let (kind, facet) = name.split_once('.').unwrap();
        let text = std::fs::read_to_string(&path).unwrap().trim_end().to_owned();
        (parse_code(kind).unwrap(), facet.to_owned(), text)
    };
    files.map(body).collect()
}

fn refused(kind: Kind, facet: &str, text: &str) -> Refused {
    decode(kind, facet, text, &Sources::default()).unwrap_err()
}

#[test]
fn every_body_of_version_1_is_read_and_written_again_byte_for_byte() {
    let golden = golden();
    assert_eq!(golden.len(), 31, "one file for each body of the model");
    for (kind, facet, text) in golden {
        let body = decode(kind, &facet, &text, &Sources::default()).unwrap_or_else(|error| panic!("{facet}: {error}"));
        assert_eq!(encode(&body).unwrap(), text);
        assert_eq!(body.kind(), kind);
        assert!(body.fits_facet(&facet));
    }
}

#[test]
fn a_body_with_a_key_too_many_or_a_value_of_the_wrong_type_names_the_field() {
    for (kind, facet, text) in golden() {
        let more = text.replacen("{\"v\":1", "{\"v\":1,\"colour\":\"red\"", 1);
        assert_eq!(refused(kind, &facet, &more).field, "colour", "{kind:?} {facet}");
        let newer = text.replacen("{\"v\":1", "{\"v\":2", 1);
        let refused = refused(kind, &facet, &newer);
        assert_eq!((refused.field.as_str(), refused.value.as_str()), ("v", "2"));
    }
}

#[test]
fn a_refusal_names_the_path_the_value_and_what_is_allowed() {
    let (_, facet, lot) = golden().into_iter().find(|(kind, facet, _)| *kind == Kind::Lot && facet == "core").unwrap();
    let cases = [
        (r#""land_use":"SKK""#, r#""land_use":"XXX""#, "land_use", "XXX"),
        (r#""amount":95.5"#, r#""amount":-1"#, "price", "-1"),
        (r#""amount":95.5"#, r#""amount":"x""#, "price.amount", "string \"x\""),
        (r#""kind":"official""#, r#""kind":"rumour""#, "source.kind", "rumour"),
        (r#""declared_area_ha":2.35"#, r#""declared_area_ha":-2"#, "declared_area_ha", "-2"),
        (r#""confirmed_on":"2026-07-08""#, r#""confirmed_on":"2026-02-30""#, "confirmed_on", "2026-02-30"),
        (r#""opens_onto":["#, r#""opens_onto":["LÔ","#, "opens_onto[0]", "LÔ"),
        (r#""label":"A-07","#, "", "label", ""),
        ("[105.84,21.49],[105.85,21.49]", "[105.84,21.48],[105.85,21.49]", "geometry", "5 points, not closed"),
        ("[105.85,21.5]", "[105.85,21.5,12]", "geometry", "3 numbers"),
        ("[105.85,21.5]", "[1e999,21.5]", "geometry", ""),
        ("[105.85,21.5]", "[2388000,21.5]", "geometry", "[2388000, 21.5]"),
        (r#""type":"Polygon""#, r#""type":"Circle""#, "geometry", "Circle"),
    ];
    for (good, bad, field, value) in cases {
        assert!(lot.contains(good), "{good}");
        let refused = refused(Kind::Lot, &facet, &lot.replacen(good, bad, 1));
        assert_eq!(refused.field, field, "{refused}");
        if !value.is_empty() {
            assert_eq!(refused.value, value);
        }
        assert!(!refused.allowed.vi.is_empty() && !refused.allowed.en.is_empty());
    }
}

#[test]
fn a_lot_is_a_surface_and_a_gate_a_point() {
    let point = r#"{"type":"Point","coordinates":[105.8,21.5]}"#;
    for (kind, facet, text) in golden() {
        let Some(start) = text.find(r#""geometry":{"#) else { continue };
        let with_point = format!("{}\"geometry\":{point}}}", &text[..start]);
        let takes_points = matches!(
            kind,
            Kind::Gate
                | Kind::Place
                | Kind::Zone
                | Kind::ZonePart
                | Kind::AdminUnit
                | Kind::ConnectionPoint
                | Kind::KmPost
                | Kind::TransportNode
                | Kind::ResettlementSite
                | Kind::MaterialZone
        );
        let read = decode(kind, &facet, &with_point, &Sources::default());
        assert_eq!(read.is_ok(), takes_points, "{kind:?} {facet}");
    }
}

#[test]
fn coordinates_may_come_before_the_type_and_are_written_with_nine_decimals() {
    let text = r#"{"class":"town","geometry":{"coordinates":[105.12345678949,21.0000000004],"type":"Point"},"rank":1,"name":{"en":"A","vi":"Á"},"v":1}"#;
    let place = decode(Kind::Place, "core", text, &Sources::default()).unwrap();
    let written = encode(&place).unwrap();
    assert!(written.ends_with(r#""geometry":{"type":"Point","coordinates":[105.123456789,21]}}"#), "{written}");
    let again = decode(Kind::Place, "core", &written, &Sources::default()).unwrap();
    assert_eq!(encode(&again).unwrap(), written);
}

#[test]
fn equal_sources_are_one_however_they_were_written() {
    let sources = Sources::default();
    let read = |text: &str| match decode(Kind::Lot, "servicing", text, &sources).unwrap() {
        Body::Servicing(servicing) => servicing.source,
        other => panic!("{other:?}"),
    };
    let first = read(r#"{"v":1,"servicing":"none","source":{"kind":"press","title":"Báo"}}"#);
    let second = read(r#"{"v":1,"servicing":"planned","source":{ "title":"Báo", "kind":"press" }}"#);
    assert!(std::sync::Arc::ptr_eq(&first, &second));
}
