//! A synthetic province: its record without lots, and the outlines of the lots it lacks.

use std::path::Path;

use geo::{Geometry, Polygon};
use kcn_atlas::command::generate;
use kcn_atlas::model::{Body, Coded, Crs, Kind, MetricFrame, Name, RevisionInfo};
use kcn_atlas::store::{Bundle, Content, Description, Location, Row, Store};

const SEED: u64 = 2907;

/// A lot as an office draws it.
pub struct Outline {
    /// Id of its part.
    pub part: String,
    pub label: String,
    pub square_metres: f64,
    pub land_use: &'static str,
    /// Metres of EPSG:9213.
    pub polygon: Polygon<f64>,
}

/// Writes the record of a province for so many lots, without them.
pub fn without_lots(lots: usize, database: &Path) {
    let mut rows = Vec::new();
    generate::generate_land(lots, SEED, &mut |(key, valid_from, body)| {
        if !matches!(key.kind, Kind::Lot | Kind::Lease) {
            rows.push(Row { key, valid_from, revision: 1, content: Content::Body(body) });
        }
    })
    .expect("a province");
    let revision = RevisionInfo {
        number: 1,
        recorded_at: "2026-01-01T00:00:00Z".into(),
        author: "bench".into(),
        note: "a province without lots".into(),
    };
    let description = Description {
        name: Name::new("Tỉnh thử", "Trial province"),
        extent: generate::extent(lots).expect("an extent"),
    };
    let bundle = Bundle { description, revisions: vec![revision], rows };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let store = Store::open(&Location::Sqlite(database.to_owned())).await.expect("a store");
        store.load_bundle(bundle).await.expect("a record");
    });
}

/// The outlines of its lots.
pub fn outlines(lots: usize) -> Vec<Outline> {
    let frame = MetricFrame::new(Crs::THAI_NGUYEN);
    let mut outlines = Vec::new();
    generate::generate_land(lots, SEED, &mut |(_, _, body)| {
        let Body::Lot(lot) = body else { return };
        let Geometry::Polygon(polygon) = frame.to_metric(lot.geometry.get()).0 else { return };
        outlines.push(Outline {
            part: lot.zone_part.to_string(),
            label: lot.label,
            square_metres: lot.declared_area.map_or(0.0, |area| area.get() * 10_000.0),
            land_use: lot.land_use.code(),
            polygon,
        });
    })
    .expect("a province");
    outlines
}
