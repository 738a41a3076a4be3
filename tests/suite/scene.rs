//! Tiny worlds laid out in metres, built through the real index.
//!
//! A scene lies around an origin in Thái Nguyên's zone (EPSG:9213): `rect(x, y, width, height)` and points are metres east and
//! north of it, so that an expected area or distance is plain arithmetic in the assertion.

use std::sync::Arc;

use geo::{Geometry, MapCoords, Rect};
use kcn_atlas::index::{Description, Live, Snapshot, SnapshotBuilder};
use kcn_atlas::model::*;
use kcn_atlas::rules::Rules;

use crate::roads::scene::RoadScene;

/// Metres of the scene's origin on the grid.
const ORIGIN: (f64, f64) = (430_000.0, 2_380_000.0);

/// The day a scene calls today.
pub const TODAY: &str = "2026-11-24";

pub fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

pub fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

/// A rectangle in metres from the scene's origin.
pub fn rect(x: f64, y: f64, width: f64, height: f64) -> Geometry<f64> {
    Geometry::Polygon(Rect::new((x, y), (x + width, y + height)).to_polygon())
}

/// A position in metres from the scene's origin, in degrees.
pub fn position(x: f64, y: f64) -> geo::Coord<f64> {
    let Geometry::Point(point) = degrees(&Geometry::Point(geo::Point::new(x, y))).get().clone() else { unreachable!() };
    point.0
}

/// A geometry in metres from the scene's origin, in degrees.
pub fn degrees(metres: &Geometry<f64>) -> LonLat<Geometry<f64>> {
    let on_grid = metres.map_coords(|metre| geo::Coord { x: metre.x + ORIGIN.0, y: metre.y + ORIGIN.1 });
    LonLat::new(MetricFrame::new(Crs::THAI_NGUYEN).to_degrees(&Metric(on_grid))).unwrap()
}

pub fn source() -> Arc<Source> {
    Arc::new(Source { kind: SourceKind::Official, title: "scene".into(), url: None, date: None })
}

pub fn claim(figure: Figure, value: f64) -> Claim {
    Claim { figure, value, as_of: None, accuracy: Accuracy::Stated, source: source(), note: None }
}

/// A world under construction.
pub struct Scene {
    facts: Vec<Fact>,
    from: Date,
}

impl Default for Scene {
    fn default() -> Self {
        Scene::new()
    }
}

impl Scene {
    /// An empty world; facts hold from 2020-01-01 unless [`Scene::from`] says otherwise.
    pub fn new() -> Self {
        Scene { facts: vec![], from: day("2020-01-01") }
    }

    /// Facts added from here on hold from this day.
    pub fn from(mut self, text: &str) -> Self {
        self.from = day(text);
        self
    }

    /// Any fact.
    pub fn fact(mut self, record: &str, facet: &str, body: Body) -> Self {
        let key = RowKey { kind: body.kind(), id: id(record), facet: id(facet) };
        self.facts.push(Fact { key, valid_from: self.from, revision: 1, body: Some(body) });
        self
    }

    /// A record's facet ends on the current day.
    pub fn ends(mut self, kind: Kind, record: &str, facet: &str) -> Self {
        let key = RowKey { kind, id: id(record), facet: id(facet) };
        self.facts.push(Fact { key, valid_from: self.from, revision: 1, body: None });
        self
    }

    /// A park with one part `<zone>.p` of the given outline.
    pub fn park(self, zone: &str, outline: Geometry<f64>) -> Self {
        self.zone(zone, ZoneKind::Park).part(&format!("{zone}.p"), Some(outline), |_| {})
    }

    pub fn zone(self, zone: &str, kind: ZoneKind) -> Self {
        self.zone_with(zone, kind, |_| {})
    }

    pub fn zone_with(self, zone: &str, kind: ZoneKind, change: impl FnOnce(&mut Zone)) -> Self {
        let mut body = Zone {
            kind,
            name: Name::new(zone, zone),
            location: None,
            location_accuracy: LocationAccuracy::Good,
            commune: None,
            former_communes: vec![],
            former_district: None,
            sectors: vec![],
            note: None,
            claims: vec![],
            sources: vec![],
            data_class: DataClass::Fact,
        };
        change(&mut body);
        self.fact(zone, "core", Body::Zone(body))
    }

    pub fn part(self, part: &str, outline: Option<Geometry<f64>>, change: impl FnOnce(&mut ZonePart)) -> Self {
        let mut body = ZonePart {
            zone: id(id(part).zone()),
            label: Name::new(part, part),
            status: Some(ZoneStatus::Operating),
            geometry_accuracy: outline.as_ref().map(|_| GeometryAccuracy::Surveyed),
            geometry: outline.as_ref().map(degrees),
            crs: Crs::THAI_NGUYEN,
            decisions: vec![],
            developers: vec![],
            term: None,
            claims: vec![],
            data_class: DataClass::Fact,
        };
        change(&mut body);
        self.fact(part, "core", Body::ZonePart(body))
    }

    /// A lot of which only the outline is known.
    pub fn lot(self, lot: &str, outline: Geometry<f64>) -> Self {
        self.lot_with(lot, outline, |_| {})
    }

    pub fn lot_with(self, lot: &str, outline: Geometry<f64>, change: impl FnOnce(&mut Lot)) -> Self {
        let mut owner = lot.split('.');
        let part = format!("{}.{}", owner.next().unwrap(), owner.next().unwrap());
        let mut body = Lot {
            zone_part: id(&part),
            label: lot.rsplit('.').next().unwrap().to_uppercase(),
            geometry: degrees(&outline),
            geometry_accuracy: GeometryAccuracy::Surveyed,
            declared_area: None,
            land_use: LandUse::Skk,
            sectors: vec![],
            price: None,
            opens_onto: vec![],
            parcels: vec![],
            predecessors: vec![],
            confirmed_on: Some(day("2026-10-01")),
            source: source(),
            data_class: DataClass::Fact,
        };
        change(&mut body);
        self.fact(lot, "core", Body::Lot(body))
    }

    pub fn tenure(self, lot: &str, state: TenureState) -> Self {
        let body = Tenure { state, decision: None, mortgaged: None, disputed: None, source: source() };
        self.fact(lot, "tenure", Body::Tenure(body))
    }

    pub fn servicing(self, lot: &str, state: ServicingState) -> Self {
        self.fact(lot, "servicing", Body::Servicing(Servicing { state, source: source() }))
    }

    pub fn offer(self, lot: &str, state: OfferState) -> Self {
        self.fact(lot, "marketing", Body::Marketing(Marketing { state, source: source() }))
    }

    pub fn occupation(self, lot: &str, state: OccupationState) -> Self {
        self.fact(lot, "occupation", Body::Occupation(Occupation { state, source: source() }))
    }

    pub fn lease(self, lease: &str, lots: &[&str], start: &str, end: &str) -> Self {
        let body = Lease {
            zone_part: id(&lease[..lease.rfind('.').unwrap()]),
            lots: lots.iter().map(|lot| id(lot)).collect(),
            status: LeaseStatus::InForce,
            signed: None,
            start: Some(day(start)),
            end: Some(day(end)),
            payment: None,
            tenant: None,
            tenant_public: false,
            source: source(),
            data_class: DataClass::Fact,
        };
        self.fact(lease, "core", Body::Lease(body))
    }

    pub fn clearance_area(self, area: &str, outline: Geometry<f64>) -> Self {
        let body = ClearanceArea {
            zone_part: id(&area[..area.rfind('.').unwrap()]),
            label: Name::new(area, area),
            geometry: degrees(&outline),
            geometry_accuracy: GeometryAccuracy::Surveyed,
            regime: LandRegime::LandLaw2024,
            area_by_land_code: vec![],
            claims: vec![],
            source: source(),
            data_class: DataClass::Fact,
        };
        self.fact(area, "core", Body::ClearanceArea(body))
    }

    /// Something that happened on the current day, on a piece of land (`None` = the whole area).
    pub fn event(self, area: &str, name: &str, stage: Stage, land: Option<Geometry<f64>>) -> Self {
        self.event_with(area, name, stage, land, |_| {})
    }

    pub fn event_with(
        self,
        area: &str,
        name: &str,
        stage: Stage,
        land: Option<Geometry<f64>>,
        change: impl FnOnce(&mut StageEvent),
    ) -> Self {
        let mut body = StageEvent {
            stage,
            geometry_accuracy: land.as_ref().map(|_| GeometryAccuracy::Surveyed),
            geometry: land.as_ref().map(degrees),
            area: None,
            households: None,
            organisations: None,
            document: None,
            source: source(),
            data_class: DataClass::Fact,
        };
        change(&mut body);
        self.fact(area, &format!("event.{name}"), Body::StageEvent(body))
    }

    pub fn graves(self, area: &str, remaining: u32) -> Self {
        self.fact(area, "graves", Body::Graves(GravesCount { total: None, remaining, source: source() }))
    }

    /// Something that blocks the part an area belongs to, or the area.
    pub fn bottleneck(self, bottleneck: &str, change: impl FnOnce(&mut Bottleneck)) -> Self {
        let mut body = Bottleneck {
            zone_part: id(&bottleneck[..bottleneck.rfind('.').unwrap()]),
            clearance_area: None,
            category: BottleneckCategory::Price,
            subject: Name::new(bottleneck, bottleneck),
            owner: None,
            opened: PartialDate::parse(&self.from.to_string()).unwrap(),
            due: None,
            closed: None,
            source: source(),
            data_class: DataClass::Fact,
        };
        change(&mut body);
        self.fact(bottleneck, "core", Body::Bottleneck(body))
    }

    /// A promise to hand over every area of a part.
    pub fn commitment(self, commitment: &str, due: &str, change: impl FnOnce(&mut Commitment)) -> Self {
        let mut body = Commitment {
            zone_part: id(&commitment[..commitment.rfind('.').unwrap()]),
            clearance_areas: vec![],
            subject: Name::new(commitment, commitment),
            stage: Some(Stage::Handover),
            area: None,
            promised_by: None,
            document: None,
            due: PartialDate::parse(due).unwrap(),
            met_on: None,
            source: source(),
            data_class: DataClass::Fact,
        };
        change(&mut body);
        self.fact(commitment, "core", Body::Commitment(body))
    }

    pub fn gate(self, gate: &str, x: f64, y: f64, connection: Option<ConnectionState>) -> Self {
        let body = Gate {
            zone_part: id(&gate[..gate.rfind('.').unwrap()]),
            label: gate.to_owned(),
            geometry: degrees(&Geometry::Point(geo::Point::new(x, y))),
            geometry_accuracy: GeometryAccuracy::Surveyed,
            status: BuildStatus::Built,
            source: source(),
            data_class: DataClass::Fact,
        };
        let scene = self.fact(gate, "core", Body::Gate(body));
        match connection {
            None => scene,
            Some(state) => {
                scene.fact(gate, "connection", Body::GateConnection(GateConnection { state, source: source() }))
            }
        }
    }

    pub fn internal_road(self, road: &str, from: (f64, f64), to: (f64, f64), leads_to: &[&str]) -> Self {
        let line = geo::LineString::from(vec![from, to]);
        let body = InternalRoad {
            zone_part: id(&road[..road.rfind('.').unwrap()]),
            label: road.to_owned(),
            geometry: degrees(&Geometry::LineString(line)),
            geometry_accuracy: GeometryAccuracy::Surveyed,
            status: BuildStatus::Built,
            width: None,
            leads_to: leads_to.iter().map(|gate| id(gate)).collect(),
            source: source(),
            data_class: DataClass::Fact,
        };
        self.fact(road, "core", Body::InternalRoad(body))
    }

    /// A road section with one link, of which only the line is known.
    pub fn road(self, section: &str, road_ref: &str, class: RoadClass, line: &[(f64, f64)]) -> Self {
        let (from, to) = (format!("{section}-a"), format!("{section}-b"));
        let scene = self.section_with(section, class, |body| {
            body.road_ref = Some(road_ref.to_owned());
            body.name = Name::new(road_ref, road_ref);
        });
        scene.link_with(&format!("{section}.1"), (&from, &to), line, |link| link.speed_kmh = None)
    }

    /// The facts so far.
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// The world as a snapshot.
    pub fn snapshot(&self) -> Snapshot {
        snapshot_of(self.facts.clone())
    }

    /// The world behind a server.
    pub fn live(&self) -> Live {
        Live::new(self.snapshot())
    }
}

/// A snapshot of any facts, at revision 1, on the scene's today.
pub fn snapshot_of(facts: Vec<Fact>) -> Snapshot {
    let extent = Bbox::new(105.0, 21.0, 106.5, 22.5).unwrap();
    let description = Description { name: Name::new("Cảnh thử", "Scene"), extent, edition: String::new() };
    let mut builder = SnapshotBuilder::default();
    facts.into_iter().for_each(|fact| builder.add(fact));
    builder.build(1, day(TODAY), description, Rules::built_in().unwrap())
}
