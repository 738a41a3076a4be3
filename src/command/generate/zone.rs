//! A synthetic zone: its part, clearance, gate, internal roads, lots, their states and leases.

use std::sync::Arc;

use geo::{Coord, Geometry, LineString, Point, Rect};

use super::cells::Statement;
use super::dice::Dice;
use crate::model::*;

const SYLLABLES: [&str; 16] = [
    "Phú",
    "An",
    "Yên",
    "Bình",
    "Sơn",
    "Hòa",
    "Tân",
    "Đức",
    "Minh",
    "Lương",
    "Thịnh",
    "Cường",
    "Điềm",
    "Thượng",
    "Quang",
    "Trung",
];

/// Makes one zone and everything in it.
pub(super) struct ZoneGenerator<'g, F> {
    pub number: usize,
    pub corner: (f64, f64),
    pub frame: &'g MetricFrame,
    pub source: &'g Arc<Source>,
    pub dice: &'g mut Dice,
    pub take: &'g mut F,
}

impl<F: FnMut(Statement)> ZoneGenerator<'_, F> {
    pub fn generate(&mut self, lots: usize) -> Result<(), Refused> {
        let zone = format!("z-{:05}", self.number);
        let part = format!("{zone}.p");
        self.zone_and_part(&zone, &part)?;
        let progress = self.dice.roll(4);
        self.clearance(&part, progress)?;
        self.access(&part, lots)?;
        for lot in 0..lots {
            self.lot(&part, lot, progress)?;
        }
        Ok(())
    }

    fn state(&mut self, kind: Kind, id: &str, facet: &str, day: &str, body: Body) -> Result<(), Refused> {
        let key = RowKey { kind, id: Id::new(id)?, facet: Id::new(facet)? };
        (self.take)((key, parse_date(day)?, body));
        Ok(())
    }

    fn rect(&self, x: f64, y: f64, width: f64, height: f64) -> Result<LonLat<Geometry<f64>>, Refused> {
        let corner = Coord { x: self.corner.0 + x, y: self.corner.1 + y };
        let opposite = Coord { x: corner.x + width, y: corner.y + height };
        LonLat::new(Geometry::Polygon(self.frame.to_degrees(&Metric(Rect::new(corner, opposite).to_polygon()))))
    }

    fn zone_and_part(&mut self, zone: &str, part: &str) -> Result<(), Refused> {
        let words = [self.dice.pick(&SYLLABLES), self.dice.pick(&SYLLABLES)];
        let kind = self.dice.pick(&[ZoneKind::Park, ZoneKind::Cluster, ZoneKind::Cluster]);
        let prefix = if kind == ZoneKind::Park { "KCN" } else { "CCN" };
        let name = format!("{prefix} {} {} {}", words[0], words[1], self.number);
        let centre = Point::new(self.corner.0 + 650.0, self.corner.1 + 550.0);
        let body = Zone {
            kind,
            name: Name::new(name.clone(), name),
            location: Some(LonLat::new(Geometry::Point(self.frame.to_degrees(&Metric(centre))))?),
            location_accuracy: LocationAccuracy::Good,
            commune: None,
            former_communes: vec![],
            former_district: None,
            sectors: vec![self.dice.pick(Sector::ALL)],
            note: None,
            claims: vec![],
            sources: vec![],
            data_class: DataClass::Illustration,
        };
        self.state(Kind::Zone, zone, "core", "2015-01-01", Body::Zone(body))?;
        let claim = Claim {
            figure: Figure::GrossAreaHa,
            value: 143.0,
            as_of: None,
            accuracy: Accuracy::Stated,
            source: self.source.clone(),
            note: None,
        };
        let body = ZonePart {
            zone: Id::new(zone)?,
            label: Name::new("Toàn khu", "Whole park"),
            status: Some(ZoneStatus::PartlyOperating),
            geometry: Some(self.rect(0.0, 0.0, 1_300.0, 1_100.0)?),
            geometry_accuracy: Some(GeometryAccuracy::Illustrative),
            crs: Crs::THAI_NGUYEN,
            decisions: vec![],
            developers: vec![],
            term: Some(Term::new(parse_date("2015-01-01")?, parse_date("2065-01-01")?)?),
            claims: vec![claim],
            data_class: DataClass::Illustration,
        };
        self.state(Kind::ZonePart, part, "core", "2015-01-01", Body::ZonePart(body))
    }

    fn clearance(&mut self, part: &str, progress: usize) -> Result<(), Refused> {
        let area = format!("{part}.gpmb");
        let body = ClearanceArea {
            zone_part: Id::new(part)?,
            label: Name::new("Toàn khu", "Whole park"),
            geometry: self.rect(0.0, 0.0, 1_300.0, 1_100.0)?,
            geometry_accuracy: GeometryAccuracy::Illustrative,
            regime: LandRegime::LandLaw2013,
            area_by_land_code: vec![],
            claims: vec![],
            source: self.source.clone(),
            data_class: DataClass::Illustration,
        };
        self.state(Kind::ClearanceArea, &area, "core", "2016-01-01", Body::ClearanceArea(body))?;
        self.event(&area, "event.notice", "2017-03-01", Stage::Notice, None)?;
        // A quarter of the zones has only begun; the others have handed over a half, more, or everything.
        let handed_over = match progress {
            0 => return Ok(()),
            1 => Some(self.rect(0.0, 0.0, 650.0, 1_100.0)?),
            2 => Some(self.rect(0.0, 0.0, 1_000.0, 1_100.0)?),
            _ => None,
        };
        self.event(&area, "event.handover-1", "2019-09-15", Stage::Handover, handed_over)
    }

    fn event(
        &mut self,
        area: &str,
        facet: &str,
        day: &str,
        stage: Stage,
        land: Option<LonLat<Geometry<f64>>>,
    ) -> Result<(), Refused> {
        let body = StageEvent {
            households: None,
            organisations: None,
            stage,
            geometry_accuracy: land.as_ref().map(|_| GeometryAccuracy::Illustrative),
            geometry: land,
            area: None,
            document: None,
            source: self.source.clone(),
            data_class: DataClass::Illustration,
        };
        self.state(Kind::ClearanceArea, area, facet, day, Body::StageEvent(body))
    }

    fn access(&mut self, part: &str, lots: usize) -> Result<(), Refused> {
        let gate = format!("{part}.cong-1");
        let position = Point::new(self.corner.0, self.corner.1 + 5.0);
        let body = Gate {
            zone_part: Id::new(part)?,
            label: "Cổng 1".into(),
            geometry: LonLat::new(Geometry::Point(self.frame.to_degrees(&Metric(position))))?,
            geometry_accuracy: GeometryAccuracy::Illustrative,
            status: BuildStatus::Built,
            source: self.source.clone(),
            data_class: DataClass::Illustration,
        };
        self.state(Kind::Gate, &gate, "core", "2018-01-01", Body::Gate(body))?;
        let state = self.dice.pick(ConnectionState::ALL);
        let body = GateConnection { state, source: self.source.clone() };
        self.state(Kind::Gate, &gate, "connection", "2018-06-01", Body::GateConnection(body))?;
        for row in 0..lots.div_ceil(10) {
            let north = self.corner.1 + row as f64 * 55.0;
            let line = LineString::from(vec![(self.corner.0, north), (self.corner.0 + 1_300.0, north)]);
            let body = InternalRoad {
                zone_part: Id::new(part)?,
                label: format!("D{row}"),
                geometry: LonLat::new(Geometry::LineString(self.frame.to_degrees(&Metric(line))))?,
                geometry_accuracy: GeometryAccuracy::Illustrative,
                status: self.dice.pick(&[BuildStatus::Built, BuildStatus::Built, BuildStatus::Planned]),
                width: Metres::new(15.0).ok(),
                leads_to: vec![Id::new(&gate)?],
                source: self.source.clone(),
                data_class: DataClass::Illustration,
            };
            self.state(
                Kind::InternalRoad,
                &format!("{part}.d-{row:02}"),
                "core",
                "2018-01-01",
                Body::InternalRoad(body),
            )?;
        }
        Ok(())
    }

    fn lot(&mut self, part: &str, number: usize, progress: usize) -> Result<(), Refused> {
        let (row, column) = (number / 10, number % 10);
        let id = format!("{part}.l-{number:03}");
        let width = 90.0 + self.dice.roll(30) as f64;
        let outline = self.rect(column as f64 * 128.0 + 4.0, row as f64 * 55.0 + 10.0, width, 42.0)?;
        let confirmed = self.dice.pick(&["2026-09-01", "2026-03-01", "2025-11-01", "2024-01-01"]);
        let body = Lot {
            zone_part: Id::new(part)?,
            label: format!("L{number:03}"),
            geometry: outline,
            geometry_accuracy: GeometryAccuracy::Illustrative,
            declared_area: Some(Hectares::from_square_metres(width * 42.0)),
            land_use: if number % 50 == 49 { LandUse::Dkv } else { LandUse::Skk },
            sectors: vec![],
            price: None,
            opens_onto: vec![Id::new(&format!("{part}.d-{row:02}"))?],
            parcels: vec![],
            predecessors: vec![],
            confirmed_on: Some(parse_date(confirmed)?),
            source: self.source.clone(),
            data_class: DataClass::Illustration,
        };
        self.state(Kind::Lot, &id, "core", "2016-01-01", Body::Lot(body))?;
        let tenure = if progress == 0 { TenureState::NotAllocated } else { TenureState::Allocated };
        let body =
            Tenure { state: tenure, decision: None, mortgaged: None, disputed: None, source: self.source.clone() };
        self.state(Kind::Lot, &id, "tenure", "2020-01-01", Body::Tenure(body))?;
        let state = self.dice.pick(&[ServicingState::Serviced, ServicingState::Serviced, ServicingState::UnderWay]);
        self.state(
            Kind::Lot,
            &id,
            "servicing",
            "2021-01-01",
            Body::Servicing(Servicing { state, source: self.source.clone() }),
        )?;
        let state =
            self.dice.pick(&[OfferState::Offered, OfferState::Offered, OfferState::NotOffered, OfferState::Reserved]);
        self.state(
            Kind::Lot,
            &id,
            "marketing",
            "2021-06-01",
            Body::Marketing(Marketing { state, source: self.source.clone() }),
        )?;
        let leased = progress > 0 && self.dice.roll(3) == 0;
        let state = if leased { OccupationState::Operating } else { OccupationState::Vacant };
        self.state(
            Kind::Lot,
            &id,
            "occupation",
            "2021-06-01",
            Body::Occupation(Occupation { state, source: self.source.clone() }),
        )?;
        if leased { self.lease(part, &id, number) } else { Ok(()) }
    }

    fn lease(&mut self, part: &str, lot: &str, number: usize) -> Result<(), Refused> {
        let start = self.dice.pick(&["2021-09-01", "2023-04-01", "2025-08-01"]);
        let body = Lease {
            zone_part: Id::new(part)?,
            lots: vec![Id::new(lot)?],
            status: LeaseStatus::InForce,
            signed: None,
            start: Some(parse_date(start)?),
            end: Some(parse_date("2064-12-31")?),
            payment: Some(PaymentMode::Annual),
            tenant: None,
            tenant_public: false,
            source: self.source.clone(),
            data_class: DataClass::Illustration,
        };
        self.state(Kind::Lease, &format!("{part}.hd-{number:03}"), "core", start, Body::Lease(body))
    }
}
