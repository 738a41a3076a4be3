//! A world with every layer, and everything that formats stumble over: holes, parts, Vietnamese letters, quotes, new lines, texts that
//! look like formulas, long lists of claims, values nobody knows.

use std::sync::Arc;

use geo::{Geometry, LineString, MultiPolygon, Point, polygon};
use kcn_atlas::index::{Live, View};
use kcn_atlas::model::*;

use crate::roads::scene::{RoadScene, ban};
use crate::scene::{Scene, claim, day, degrees, id, rect, source};

/// Everything about the awkward lot.
pub const LABEL: &str = "=1+1 \"Lô\", đường; dài\nhai dòng";

/// So many claims that their JSON is longer than a cell of a DBF table.
pub const SOME_CLAIMS: u32 = 20;

/// So many that it is longer than a cell of a sheet, and than all cells of a DBF row.
pub const MANY_CLAIMS: u32 = 400;

pub fn press() -> Arc<Source> {
    Arc::new(Source {
        kind: SourceKind::Press,
        title: "Báo Thái Nguyên “giải phóng mặt bằng”, số 1; trang 2".into(),
        url: Some("https://example.vn/gpmb?a=1&b=2".into()),
        date: Some(PartialDate::parse("2025-11").unwrap()),
    })
}

pub fn with_hole(x: f64, y: f64) -> Geometry<f64> {
    Geometry::Polygon(polygon!(
        exterior: [(x: x, y: y), (x: x + 200., y: y), (x: x + 200., y: y + 100.), (x: x, y: y + 100.)],
        interiors: [[(x: x + 50., y: y + 20.), (x: x + 90., y: y + 20.), (x: x + 90., y: y + 60.)]],
    ))
}

fn two_parts(x: f64, y: f64) -> Geometry<f64> {
    let (Geometry::Polygon(one), Geometry::Polygon(other)) = (rect(x, y, 50.0, 40.0), rect(x + 80.0, y, 30.0, 30.0))
    else {
        unreachable!()
    };
    Geometry::MultiPolygon(MultiPolygon(vec![one, other]))
}

pub fn line(points: &[(f64, f64)]) -> Geometry<f64> {
    Geometry::LineString(LineString::from(points.to_vec()))
}

fn name(vi: &str, en: &str) -> Name {
    Name::new(vi, en)
}

/// Two parks; the first has everything.
pub fn scene() -> Scene {
    scene_with(SOME_CLAIMS)
}

/// The same, with so many claims on the clearance area.
pub fn scene_with(claims: u32) -> Scene {
    let scene = Scene::new()
        .zone_with("kcn-a", ZoneKind::Park, |zone| {
            zone.name = name("KCN Điềm Thụy – “Đường Nguyễn Ễ”", "Diem Thuy");
            zone.former_communes = vec!["Xã Điềm Thụy".into(), "Xã Thượng Đình".into()];
            zone.sectors = vec![Sector::Electronics, Sector::Food];
            zone.location = Some(degrees(&Geometry::Point(Point::new(500.0, 400.0))));
            zone.note = Some(name("-không phải số", "+84 note"));
            zone.claims = vec![claim(Figure::GrossAreaHa, 350.25)];
            zone.sources = vec![press()];
        })
        .part("kcn-a.gd1", Some(rect(0.0, 0.0, 2000.0, 1500.0)), |part| {
            part.label = name("Giai đoạn 1", "Phase 1");
            part.decisions = vec![Decision {
                number: "225/QĐ-TTg".into(),
                date: Some(PartialDate::parse("2024-03").unwrap()),
                subject: name("Chủ trương đầu tư", "Investment policy"),
                source: Some(press()),
            }];
            part.term = Some(Term::new(day("2024-03-07"), day("2074-03-07")).unwrap());
        })
        .part("kcn-a.gd2", None, |_| {})
        .zone("ccn-b", ZoneKind::Cluster)
        .part("ccn-b.q", Some(rect(5000.0, 0.0, 1000.0, 1000.0)), |_| {});
    more_of_zones(lots(scene), claims).road_layers().others()
}

fn lots(scene: Scene) -> Scene {
    scene
        .lot_with("kcn-a.gd1.a-01", with_hole(100.0, 100.0), |lot| {
            lot.label = LABEL.into();
            lot.declared_area = Some(Hectares::new(1.92).unwrap());
            lot.parcels = vec!["tờ 12, thửa 34".into(), "tờ 5".into()];
            lot.opens_onto = vec![id("kcn-a.gd1.d-1"), id("kcn-a.gd1.d-2")];
            lot.source = press();
        })
        .lot("kcn-a.gd1.a-02", two_parts(400.0, 100.0))
        .lot("ccn-b.q.l-1", rect(5100.0, 100.0, 100.0, 100.0))
        .fact(
            "kcn-a.gd1.a-01",
            "tenure",
            Body::Tenure(Tenure {
                state: TenureState::Allocated,
                decision: Some("@12/QĐ-UBND".into()),
                mortgaged: Some(true),
                disputed: None,
                source: source(),
            }),
        )
        .offer("kcn-a.gd1.a-01", OfferState::Offered)
        .offer("ccn-b.q.l-1", OfferState::Offered)
        .from("2026-03-01")
        .servicing("kcn-a.gd1.a-01", ServicingState::Serviced)
        .lease("ccn-b.q.hd-1", &["ccn-b.q.l-1"], "2026-01-01", "2070-01-01")
        .from("2020-01-01")
}

fn more_of_zones(scene: Scene, claims: u32) -> Scene {
    let claims = (0..claims).map(|number| Claim { source: press(), ..claim(Figure::ClearedHa, f64::from(number)) });
    let area = ClearanceArea {
        zone_part: id("kcn-a.gd1"),
        label: name("Khu 2, đợt “1”", "Area 2"),
        geometry: degrees(&rect(0.0, 0.0, 500.0, 500.0)),
        geometry_accuracy: GeometryAccuracy::Digitised,
        regime: LandRegime::LandLaw2024,
        area_by_land_code: vec![("LUC".into(), Hectares::new(12.5).unwrap())],
        claims: claims.collect(),
        source: press(),
        data_class: DataClass::Illustration,
    };
    let money = ClearanceMoney {
        approved: Some(BillionVnd::new(123.456).unwrap()),
        funded: None,
        paid: Some(BillionVnd::new(0.1).unwrap()),
        source: source(),
    };
    let plots = ResettlementPlots { needed: Some(120), ready: None, allocated: Some(0), source: source() };
    let site = |geometry: Option<Geometry<f64>>| ResettlementSite {
        name: name("Khu tái định cư Hồng Tiến", "Hong Tien"),
        kind: ResettlementKind::Resettlement,
        location_accuracy: LocationAccuracy::Approximate,
        geometry_accuracy: geometry.as_ref().map(|_| GeometryAccuracy::Schematic),
        serves: vec![id("kcn-a.gd1")],
        claims: vec![],
        sources: vec![press()],
        data_class: DataClass::Fact,
        geometry: geometry.as_ref().map(degrees),
    };
    scene
        .fact("kcn-a.gd1.gpmb-2", "core", Body::ClearanceArea(area))
        .graves("kcn-a.gd1.gpmb-2", 7)
        .fact("kcn-a.gd1.gpmb-2", "money", Body::Money(money))
        .fact("tdc-1", "core", Body::ResettlementSite(site(Some(Geometry::Point(Point::new(50.0, 50.0))))))
        .fact("tdc-1", "plots", Body::ResettlementPlots(plots))
        .fact("tdc-2", "core", Body::ResettlementSite(site(Some(rect(600.0, 600.0, 80.0, 80.0)))))
        .fact("tdc-3", "core", Body::ResettlementSite(site(None)))
        .gate("kcn-a.gd1.cong-1", 10.0, 10.0, Some(ConnectionState::Accepted))
        .gate("kcn-a.gd1.cong-2", 20.0, 10.0, None)
        .internal_road("kcn-a.gd1.d-1", (10.0, 10.0), (300.0, 90.0), &["kcn-a.gd1.cong-1"])
}

trait Layers {
    fn points_and_posts(self) -> Self;
    fn road_layers(self) -> Self;
    fn others(self) -> Self;
}

impl Layers for Scene {
    fn points_and_posts(self) -> Self {
        let at = |x: f64, y: f64| degrees(&Geometry::Point(Point::new(x, y)));
        let point = |chainage: Option<f64>, part: Option<&str>, x: f64| ConnectionPoint {
            section: id("ql3"),
            label: part.map(|_| "Cổng “1”; phía Tây".into()),
            chainage: chainage.map(|metres| Metres::new(metres).unwrap()),
            chainage_basis: chainage.map(|_| ChainageBasis::Surveyed),
            side: part.map(|_| Side::Right),
            branch_type: BranchType::DedicatedPark,
            zone_part: part.map(id),
            geometry: at(x, 20.0),
            geometry_accuracy: GeometryAccuracy::Schematic,
            removal_due: part.map(|_| day("2027-12-31")),
            source: press(),
            data_class: DataClass::Illustration,
        };
        let permit = ConnectionPermit {
            state: PermitState::DesignApproved,
            documents: vec![
                Document {
                    number: "1123/SXD; “tờ 2”".into(), date: Some(PartialDate::parse("2025-05").unwrap())
                },
                Document { number: "=45/UBND".into(), date: None },
            ],
            expires_on: Some(day("2026-11-12")),
            regime: Some(ApprovalRegime::Nd165Of2024),
            source: press(),
        };
        let post = KmPost {
            section: id("ql3"),
            chainage: Metres::new(62_000.0).unwrap(),
            geometry: at(100.0, 20.0),
            geometry_accuracy: GeometryAccuracy::Surveyed,
            source: source(),
            data_class: DataClass::Fact,
        };
        self.fact("dn-1", "core", Body::ConnectionPoint(point(Some(62_350.25), Some("kcn-a.gd1"), 200.0)))
            .fact("dn-2", "core", Body::ConnectionPoint(point(None, None, 300.0)))
            .fact("dn-1", "permit", Body::ConnectionPermit(permit))
            .fact("ql3.km62", "core", Body::KmPost(post))
    }

    fn road_layers(self) -> Self {
        self.section_with("ql3", RoadClass::National, |section| {
            section.name = name("Quốc lộ 3", "National road 3");
            section.lanes = Some(4);
            section.median = Some(true);
            section.urban = Some(false);
            section.design_speed_kmh = Some(80.0);
            section.terrain = Some(Terrain::Flat);
            section.start_chainage = Some(Metres::new(33_000.5).unwrap());
            section.sources = vec![press()];
        })
        .link_with("ql3.1", ("n-1", "n-2"), &[(0.0, 0.0), (100.0, 20.0), (300.0, 20.0)], |link| {
            link.max_weight_t = Some(25.5);
            link.one_way = Some(false);
            link.trucks = Some(true);
            link.structure = Some(RoadStructure::Viaduct);
            link.opens_on = Some(day("2024-05-01"));
            link.banned_turns = vec![ban("n-2", "ql3.2")];
        })
        .link("ql3.2", ("n-2", "n-3"), &[(300.0, 20.0), (700.0, 50.0)])
        .section_with("vanh-dai-5", RoadClass::Expressway, |section| section.beside = Some(id("ql3")))
        .points_and_posts()
        .stop("nut-1", NodeClass::ExpresswayInterchange, 700.0, 50.0)
    }

    fn others(self) -> Self {
        let unit = AdminUnit {
            name: name("Xã Điềm Thụy", "Diem Thuy commune"),
            level: AdminLevel::Commune,
            code: Some("05710".into()),
            parent: None,
            successors: vec![],
            crs: None,
            geometry: Some(degrees(&Geometry::Point(Point::new(1.0, 2.0)))),
            claims: vec![claim(Figure::Population, 12_345.0)],
        };
        let place = Place {
            name: name("Phổ Yên", "Pho Yen"),
            class: PlaceClass::City,
            rank: 1,
            admin_unit: None,
            geometry: degrees(&Geometry::Point(Point::new(3.0, 4.0))),
        };
        let limit = |geometry: Geometry<f64>, class| Constraint {
            class,
            name: name("Sông Cầu", "Cau river"),
            geometry_accuracy: GeometryAccuracy::Schematic,
            status: None,
            sources: vec![source()],
            data_class: DataClass::Fact,
            geometry: degrees(&geometry),
        };
        let material = MaterialZone {
            name: name("Vùng chè Tân Cương", "Tan Cuong tea"),
            commodity: name("Chè", "Tea"),
            kind: MaterialKind::Agriculture,
            location_accuracy: LocationAccuracy::Good,
            geometry_accuracy: None,
            commune: None,
            claims: vec![claim(Figure::OutputTonnesPerYear, 1.0 / 3.0)],
            sources: vec![],
            geometry: None,
        };
        self.fact("xa-diem-thuy", "core", Body::AdminUnit(unit))
            .fact("pho-yen", "core", Body::Place(place))
            .fact(
                "song-cau",
                "core",
                Body::Constraint(limit(line(&[(0.0, -100.0), (900.0, -90.0)]), ConstraintClass::River)),
            )
            .fact("rung", "core", Body::Constraint(limit(with_hole(1000.0, 2000.0), ConstraintClass::Forest)))
            .fact("che", "core", Body::MaterialZone(material))
    }
}

pub fn view() -> View {
    view_on(crate::scene::TODAY)
}

pub fn view_on(date: &str) -> View {
    Live::new(scene().snapshot()).view(Some(day(date))).unwrap()
}

/// Metres between two positions in degrees, near enough to tell a millimetre.
pub fn metres_between(one: geo::Coord<f64>, other: geo::Coord<f64>) -> f64 {
    let scale = one.y.to_radians().cos();
    ((one.x - other.x) * scale).hypot(one.y - other.y) * 111_320.0
}
