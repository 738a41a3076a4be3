//! Damaged and hostile files: what a good reader does with each, made here so that the test needs nobody's files.

use kcn_atlas::import::issue::{IssueKind, Severity};

use super::record::{Record, collection, feature};

/// A ring in degrees near the scene's origin, in steps of about a metre.
fn ring(points: &[(f64, f64)]) -> String {
    let at = |(x, y): &(f64, f64)| format!("[{:.7},{:.7}]", 105.826 + x * 1e-5, 21.514 + y * 1e-5);
    format!("[{}]", points.iter().map(at).collect::<Vec<_>>().join(","))
}

fn polygon(rings: &[&[(f64, f64)]]) -> String {
    let rings: Vec<String> = rings.iter().map(|points| ring(points)).collect();
    format!(r#"{{"type":"Polygon","coordinates":[{}]}}"#, rings.join(","))
}

const SQUARE: [(f64, f64); 5] = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0), (0.0, 0.0)];

/// What a row's shape comes to: the kinds that are told, and whether the row is taken.
async fn told(geometry: &str) -> (Vec<IssueKind>, bool) {
    let record = Record::with_a_park().await;
    let file = collection(&[feature("A-01", geometry)]);
    // Only the shape is asked about: where it lies is another test's business.
    let report = record.import("x.geojson", &file, |request| {
        request.layer = "constraints".into();
        request.set = [("class", "forest"), ("name.vi", "Rừng")].map(|(key, value)| (key.into(), value.into())).into();
    });
    let report = report.await.unwrap();
    let kinds =
        report.issues.iter().filter(|issue| issue.kind != IssueKind::Unreadable).map(|issue| issue.kind).collect();
    (kinds, report.revision.is_some())
}

#[tokio::test]
async fn shapes_are_repaired_or_refused_and_every_repair_is_named() {
    let spike = [
        (0.0, 0.0),
        (100.0, 0.0),
        (100.0, 100.0),
        (50.0, 100.0),
        (50.0, 16000.0),
        (50.0, 100.0),
        (0.0, 100.0),
        (0.0, 0.0),
    ];
    let mut clockwise = SQUARE;
    clockwise.reverse();
    let doubled: Vec<(f64, f64)> = SQUARE.iter().flat_map(|point| [*point, *point]).collect();
    let hole = [(10.0, 10.0), (30.0, 10.0), (30.0, 30.0), (10.0, 30.0), (10.0, 10.0)];
    let other = [(20.0, 10.0), (40.0, 10.0), (40.0, 30.0), (20.0, 30.0), (20.0, 10.0)];
    let outside = [(300.0, 0.0), (310.0, 0.0), (310.0, 10.0), (300.0, 10.0), (300.0, 0.0)];
    for (name, geometry, kind, taken) in [
        (
            "bowtie",
            polygon(&[&[(0.0, 0.0), (100.0, 100.0), (100.0, 0.0), (0.0, 100.0), (0.0, 0.0)]]),
            IssueKind::SelfIntersection,
            true,
        ),
        ("spike", polygon(&[&spike]), IssueKind::Spike, true),
        ("clockwise", polygon(&[&clockwise]), IssueKind::Winding, true),
        ("doubled", polygon(&[&doubled]), IssueKind::DuplicatePoints, true),
        ("overlapping holes", polygon(&[&SQUARE, &hole, &other]), IssueKind::HolesOverlap, true),
        ("hole outside", polygon(&[&SQUARE, &outside]), IssueKind::HoleOutside, true),
        ("two points", polygon(&[&[(0.0, 0.0), (100.0, 100.0), (0.0, 0.0)]]), IssueKind::ZeroArea, false),
        ("collinear", polygon(&[&[(0.0, 0.0), (50.0, 0.0), (100.0, 0.0), (0.0, 0.0)]]), IssueKind::ZeroArea, false),
        ("point", r#"{"type":"Point","coordinates":[105.8,21.5]}"#.to_owned(), IssueKind::WrongShape, false),
        ("null", "null".to_owned(), IssueKind::NoGeometry, false),
        (
            "heights",
            r#"{"type":"Polygon","coordinates":[[[105.8,21.5,1],[105.81,21.5,2],[105.81,21.51,3],[105.8,21.5,1]]]}"#
                .to_owned(),
            IssueKind::OrdinatesDropped,
            true,
        ),
    ] {
        let (kinds, was_taken) = told(&geometry).await;
        assert!(kinds.contains(&kind), "{name}: {kinds:?}");
        assert_eq!(was_taken, taken, "{name}: {kinds:?}");
    }
    assert_eq!(told(&polygon(&[&SQUARE])).await, (vec![], true), "a sound square has nothing to tell");
}

#[tokio::test]
async fn files_that_are_no_files_are_refused_in_a_sentence_and_nothing_is_written() {
    let record = Record::with_a_park().await;
    let deep = format!("{}{}", "[".repeat(20_000), "]".repeat(20_000));
    let laughs = r#"<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><kml><Document><name>&c;</name></Document></kml>"#;
    let outside = r#"<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml><Document><Placemark><name>&x;</name></Placemark></Document></kml>"#;
    let vrt = r#"<OGRVRTDataSource><OGRVRTLayer name="passwd"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"#;
    for (name, content) in [
        ("empty.geojson", ""),
        ("page.geojson", "<html><body>404</body></html>"),
        ("cut.geojson", r#"{"type":"FeatureCollection","features":[{"type":"Feature","geom"#),
        ("deep.geojson", deep.as_str()),
        ("laughs.kml", laughs),
        ("outside.kml", outside),
        ("vrt.geojson", vrt),
        ("text.gpkg", "this is no database"),
        ("alone.shp", "no shapes"),
        ("alone.tab", "!table\n!version 300\nDefinition Table\n  Type NATIVE Charset \"Neutral\"\n"),
    ] {
        let refused = record.import(name, content, |_| {}).await;
        let error = refused.err().unwrap_or_else(|| panic!("{name} was read"));
        assert!(!error.to_string().is_empty() && !error.to_string().contains("root:"), "{name}: {error}");
    }
    assert_eq!(record.atlas.store().head().await.unwrap(), 1);
    let nothing = record.import("none.geojson", r#"{"type":"FeatureCollection","features":[]}"#, |_| {}).await.unwrap();
    assert_eq!((nothing.rows, nothing.revision), (0, None), "an empty file is a file");
}

#[tokio::test]
async fn numbers_that_are_none_and_places_that_are_nowhere_are_refused() {
    let record = Record::with_a_park().await;
    let far = feature("A-01", r#"{"type":"Polygon","coordinates":[[[200,95],[201,95],[201,96],[200,95]]]}"#);
    let report = record.import("x.geojson", &collection(&[far]), |request| request.crs = None).await.unwrap();
    assert!(report.crs.is_none(), "{:?}", report.issues);
    let metres = feature(
        "A-01",
        r#"{"type":"Polygon","coordinates":[[[430000,2380000],[430100,2380000],[430100,2380100],[430000,2380000]]]}"#,
    );
    let report = record.import("x.geojson", &collection(&[metres]), |request| request.crs = None).await.unwrap();
    assert!(
        report.crs.is_none() && report.count(Severity::Question) > 0,
        "metres that claim to be degrees are asked about"
    );
    assert_eq!(report.candidates[0].crs.code(), "EPSG:9213");
    let report = record.import("x.csv", "Ký hiệu;Diện tích (ha)\nA-01;=SUM(A1)\n", |_| {}).await.unwrap();
    let bad = report.issues.iter().find(|issue| issue.kind == IssueKind::BadValue).unwrap();
    assert_eq!((bad.row, bad.found.as_str()), (Some(1), "=SUM(A1)"), "a formula is text, and no number");
}

#[tokio::test]
async fn words_of_programs_are_words_of_a_sign() {
    let record = Record::with_a_park().await;
    let signs =
        ["<img src=x onerror=alert(1)>", r#"=HYPERLINK("http://127.0.0.1")"#, "'; DROP TABLE row; --", "__proto__"];
    let lots = signs.iter().enumerate().map(|(at, sign)| {
        let lot = super::record::lot("SIGN", 200.0 * at as f64, 0.0, 100.0, 100.0);
        lot.replace("\"SIGN\"", &serde_json::to_string(sign).unwrap())
    });
    let report = record.import("x.geojson", &collection(&lots.collect::<Vec<_>>()), |_| {}).await.unwrap();
    assert!(report.revision.is_some(), "{:?}", report.issues);
    let snapshot = record.atlas.live().snapshot();
    let lots = &snapshot.zone("kcn-a").unwrap().lots;
    let today = crate::scene::day("2026-11-24");
    let mut labels: Vec<String> = lots.iter().map(|lot| lot.core.at(today).unwrap().label.clone()).collect();
    let mut expected = signs.map(str::to_owned).to_vec();
    labels.sort();
    expected.sort();
    assert_eq!(labels, expected);
}
