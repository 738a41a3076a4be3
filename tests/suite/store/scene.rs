//! A tiny record: one park, a few lots, said in a few words.

use std::path::Path;
use std::sync::Arc;

use geo::{Geometry, polygon};
use kcn_atlas::model::*;
use kcn_atlas::store::{Bundle, Change, Content, Description, Location, NewRow, Row, Store};

pub fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

pub fn key(kind: Kind, id: &str, facet: &str) -> RowKey {
    RowKey { kind, id: Id::new(id).unwrap(), facet: Id::new(facet).unwrap() }
}

pub fn source() -> Arc<Source> {
    Arc::new(Source { kind: SourceKind::Illustration, title: "Minh họa".into(), url: None, date: None })
}

pub fn servicing(state: ServicingState) -> Content {
    Content::Body(Body::Servicing(Servicing { state, source: source() }))
}

pub fn zone() -> Content {
    Content::Body(Body::Zone(Zone {
        kind: ZoneKind::Park,
        name: Name::new("KCN Thử", "Test Park"),
        location: None,
        location_accuracy: LocationAccuracy::Unknown,
        commune: None,
        former_communes: vec![],
        former_district: None,
        sectors: vec![],
        note: None,
        claims: vec![],
        sources: vec![source()],
        data_class: DataClass::Illustration,
    }))
}

pub fn lot() -> Content {
    let square = polygon![(x: 105.8, y: 21.5), (x: 105.81, y: 21.5), (x: 105.81, y: 21.51), (x: 105.8, y: 21.5)];
    Content::Body(Body::Lot(Lot {
        zone_part: Id::new("kcn-thu.toan-khu").unwrap(),
        label: "A-1 \"góc\"".into(),
        geometry: LonLat::new(Geometry::Polygon(square)).unwrap(),
        geometry_accuracy: GeometryAccuracy::Illustrative,
        declared_area: Some(Hectares::new(2.5).unwrap()),
        land_use: LandUse::Skk,
        sectors: vec![],
        price: None,
        opens_onto: vec![],
        parcels: vec![],
        predecessors: vec![],
        confirmed_on: None,
        source: source(),
        data_class: DataClass::Illustration,
    }))
}

pub fn change(rows: Vec<(RowKey, &str, Content)>) -> Change {
    let row = |(key, valid_from, content)| NewRow { key, valid_from: day(valid_from), content };
    Change {
        author: "người thử".into(),
        note: "thử".into(),
        recorded_at: "2026-11-24T09:00:00Z".into(),
        rows: rows.into_iter().map(row).collect(),
    }
}

/// A change of the servicing of one lot.
pub fn serviced(lot: &str, valid_from: &str, state: ServicingState) -> Change {
    change(vec![(key(Kind::Lot, lot, "servicing"), valid_from, servicing(state))])
}

/// A bundle with two revisions, an end and a retraction.
pub fn bundle() -> Bundle {
    let row = |key, valid_from, revision, content| Row { key, valid_from: day(valid_from), revision, content };
    let states = || key(Kind::Lot, "kcn-thu.toan-khu.a-1", "servicing");
    let revision = |number| RevisionInfo {
        number,
        recorded_at: "2026-11-24T00:00:00Z".into(),
        author: "thử".into(),
        note: "ghi chú".into(),
    };
    Bundle {
        description: Description {
            name: Name::new("Tỉnh Thử", "Test province"),
            extent: Bbox::new(105.5, 21.0, 106.0, 22.0).unwrap(),
        },
        revisions: vec![revision(1), revision(2)],
        rows: vec![
            row(key(Kind::Zone, "kcn-thu", "core"), "2020-01-01", 1, zone()),
            row(key(Kind::Lot, "kcn-thu.toan-khu.a-1", "core"), "2020-01-01", 1, lot()),
            row(states(), "2021-01-01", 1, servicing(ServicingState::Planned)),
            row(states(), "2022-01-01", 1, servicing(ServicingState::Serviced)),
            row(states(), "2022-01-01", 2, Content::Retracted),
            row(states(), "2023-01-01", 2, Content::Ended),
        ],
    }
}

pub async fn open(path: &Path) -> Store {
    Store::open(&Location::Sqlite(path.to_owned())).await.unwrap()
}
