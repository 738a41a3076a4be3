//! A row of the bitemporal record: which statement, true from which day, known since which revision.

use geo::Geometry;

use super::code::codes;
use super::*;

codes! {
    /// The kinds of record; each has a file in the bundle and one or more facets.
    Kind "kind" {
        Agency = "agency" "Cơ quan" "Agency";
        AdminUnit = "admin_unit" "Đơn vị hành chính" "Administrative unit";
        Place = "place" "Địa danh" "Place";
        Zone = "zone" "Khu, cụm công nghiệp" "Park or cluster";
        ZonePart = "zone_part" "Giai đoạn, khu" "Phase or section";
        Lot = "lot" "Lô đất" "Lot";
        Lease = "lease" "Hợp đồng thuê lại đất" "Lease";
        ClearanceArea = "clearance_area" "Khu vực giải phóng mặt bằng" "Clearance area";
        Bottleneck = "bottleneck" "Khó khăn, vướng mắc" "Bottleneck";
        Commitment = "commitment" "Cam kết tiến độ" "Commitment";
        Gate = "gate" "Cổng" "Gate";
        InternalRoad = "internal_road" "Đường nội bộ" "Internal road";
        RoadSection = "road_section" "Tuyến đường" "Road section";
        RoadLink = "road_link" "Đoạn đường" "Road link";
        ConnectionPoint = "connection_point" "Điểm đấu nối" "Connection point";
        KmPost = "km_post" "Cột Km" "Km post";
        TransportNode = "transport_node" "Đầu mối giao thông" "Transport node";
        ResettlementSite = "resettlement_site" "Khu tái định cư, nghĩa trang" "Resettlement site";
        MaterialZone = "material_zone" "Vùng nguyên liệu" "Raw-material zone";
        Constraint = "constraint" "Yếu tố hạn chế" "Constraint";
    }
}

impl Kind {
    /// The kinds whose records belong to one zone and carry its id as prefix.
    pub fn belongs_to_zone(self) -> bool {
        matches!(
            self,
            Kind::ZonePart
                | Kind::Lot
                | Kind::Lease
                | Kind::ClearanceArea
                | Kind::Bottleneck
                | Kind::Commitment
                | Kind::Gate
                | Kind::InternalRoad
        )
    }
}

/// The part of a record a row speaks of (`core`, `tenure`, `event.notice` …), so that a fact entered late does not erase later facts about something else.
///
/// The wire and the bundle call it `part`.
pub type Facet = Id;

/// The number of a revision: gapless from 1, in the order of commit.
pub type Revision = u64;

/// What a row is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowKey {
    /// Kind of record.
    pub kind: Kind,
    /// Which record.
    pub id: Id,
    /// Which part of it.
    pub facet: Facet,
}

/// Who wrote a revision, when and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevisionInfo {
    /// Its number.
    pub number: Revision,
    /// When it was committed, RFC 3339. For people; order is the number's business.
    pub recorded_at: String,
    /// Who committed it.
    pub author: String,
    /// Why.
    pub note: String,
}

/// One resolved row: at some revision, this is what holds from `valid_from`. `None` = ended.
#[derive(Clone, Debug)]
pub struct Fact {
    /// What it is about.
    pub key: RowKey,
    /// From which day it holds.
    pub valid_from: Date,
    /// Which revision said so.
    pub revision: Revision,
    /// What is said.
    pub body: Option<Body>,
}

/// What a row says, by kind and facet.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// `agency` core
    Agency(Agency),
    /// `admin_unit` core
    AdminUnit(AdminUnit),
    /// `place` core
    Place(Place),
    /// `zone` core
    Zone(Zone),
    /// `zone_part` core
    ZonePart(ZonePart),
    /// `lot` core
    Lot(Lot),
    /// `lot` tenure
    Tenure(Tenure),
    /// `lot` servicing
    Servicing(Servicing),
    /// `lot` marketing
    Marketing(Marketing),
    /// `lot` occupation
    Occupation(Occupation),
    /// `lease` core
    Lease(Lease),
    /// `clearance_area` core
    ClearanceArea(ClearanceArea),
    /// `clearance_area` graves
    Graves(GravesCount),
    /// `clearance_area` money
    Money(ClearanceMoney),
    /// `clearance_area` event.*
    StageEvent(StageEvent),
    /// `bottleneck` core
    Bottleneck(Bottleneck),
    /// `commitment` core
    Commitment(Commitment),
    /// `gate` core
    Gate(Gate),
    /// `gate` connection
    GateConnection(GateConnection),
    /// `internal_road` core
    InternalRoad(InternalRoad),
    /// `road_section` core
    RoadSection(RoadSection),
    /// `road_link` core
    RoadLink(RoadLink),
    /// `connection_point` core
    ConnectionPoint(ConnectionPoint),
    /// `connection_point` permit
    ConnectionPermit(ConnectionPermit),
    /// `km_post` core
    KmPost(KmPost),
    /// `transport_node` core
    TransportNode(TransportNode),
    /// `resettlement_site` core
    ResettlementSite(ResettlementSite),
    /// `resettlement_site` plots
    ResettlementPlots(ResettlementPlots),
    /// `material_zone` core
    MaterialZone(MaterialZone),
    /// `constraint` core
    Constraint(Constraint),
}

impl Body {
    /// The kind of record this body belongs to.
    pub fn kind(&self) -> Kind {
        match self {
            Body::Agency(_) => Kind::Agency,
            Body::AdminUnit(_) => Kind::AdminUnit,
            Body::Place(_) => Kind::Place,
            Body::Zone(_) => Kind::Zone,
            Body::ZonePart(_) => Kind::ZonePart,
            Body::Lot(_) | Body::Tenure(_) | Body::Servicing(_) | Body::Marketing(_) | Body::Occupation(_) => Kind::Lot,
            Body::Lease(_) => Kind::Lease,
            Body::ClearanceArea(_) | Body::Graves(_) | Body::Money(_) | Body::StageEvent(_) => Kind::ClearanceArea,
            Body::Bottleneck(_) => Kind::Bottleneck,
            Body::Commitment(_) => Kind::Commitment,
            Body::Gate(_) | Body::GateConnection(_) => Kind::Gate,
            Body::InternalRoad(_) => Kind::InternalRoad,
            Body::RoadSection(_) => Kind::RoadSection,
            Body::RoadLink(_) => Kind::RoadLink,
            Body::ConnectionPoint(_) | Body::ConnectionPermit(_) => Kind::ConnectionPoint,
            Body::KmPost(_) => Kind::KmPost,
            Body::TransportNode(_) => Kind::TransportNode,
            Body::ResettlementSite(_) | Body::ResettlementPlots(_) => Kind::ResettlementSite,
            Body::MaterialZone(_) => Kind::MaterialZone,
            Body::Constraint(_) => Kind::Constraint,
        }
    }

    /// The shape that is said of a record, in degrees; none for bodies that only tell a state or a figure.
    pub fn shape(&self) -> Option<&LonLat<Geometry<f64>>> {
        match self {
            Body::AdminUnit(unit) => unit.geometry.as_ref(),
            Body::Place(place) => Some(&place.geometry),
            Body::Zone(zone) => zone.location.as_ref(),
            Body::ZonePart(part) => part.geometry.as_ref(),
            Body::Lot(lot) => Some(&lot.geometry),
            Body::ClearanceArea(area) => Some(&area.geometry),
            Body::StageEvent(event) => event.geometry.as_ref(),
            Body::Gate(gate) => Some(&gate.geometry),
            Body::InternalRoad(road) => Some(&road.geometry),
            Body::RoadLink(link) => Some(&link.geometry),
            Body::ConnectionPoint(point) => Some(&point.geometry),
            Body::KmPost(post) => Some(&post.geometry),
            Body::TransportNode(node) => Some(&node.geometry),
            Body::ResettlementSite(site) => site.geometry.as_ref(),
            Body::MaterialZone(zone) => zone.geometry.as_ref(),
            Body::Constraint(constraint) => Some(&constraint.geometry),
            Body::Agency(_)
            | Body::Tenure(_)
            | Body::Servicing(_)
            | Body::Marketing(_)
            | Body::Occupation(_)
            | Body::Lease(_)
            | Body::Graves(_)
            | Body::Money(_)
            | Body::Bottleneck(_)
            | Body::Commitment(_)
            | Body::GateConnection(_)
            | Body::ConnectionPermit(_)
            | Body::RoadSection(_)
            | Body::ResettlementPlots(_) => None,
        }
    }

    /// Whether a facet of this kind may hold this body.
    pub fn fits_facet(&self, facet: &str) -> bool {
        match self {
            Body::Tenure(_) => facet == "tenure",
            Body::Servicing(_) => facet == "servicing",
            Body::Marketing(_) => facet == "marketing",
            Body::Occupation(_) => facet == "occupation",
            Body::Graves(_) => facet == "graves",
            Body::Money(_) => facet == "money",
            Body::ResettlementPlots(_) => facet == "plots",
            Body::StageEvent(_) => facet.starts_with("event."),
            Body::GateConnection(_) => facet == "connection",
            Body::ConnectionPermit(_) => facet == "permit",
            _ => facet == "core",
        }
    }
}
