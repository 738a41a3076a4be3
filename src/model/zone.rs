//! Industrial parks and clusters, and the legal parts they are made of.

use std::sync::Arc;

use geo::Geometry;

use super::code::codes;
use super::{
    Claim, Crs, DataClass, Date, GeometryAccuracy, Id, LocationAccuracy, LonLat, Name, PartialDate, Refused, Sector,
    Source,
};

codes! {
    /// What kind of zone it is (NĐ 35/2022 for parks, NĐ 32/2024 for clusters).
    ZoneKind "zone_kind" {
        Park = "park" "Khu công nghiệp" "Industrial park";
        Cluster = "cluster" "Cụm công nghiệp" "Industrial cluster";
        ItPark = "it_park" "Khu công nghệ thông tin tập trung" "Concentrated IT park";
        CraftCluster = "craft_cluster" "Cụm công nghiệp làng nghề" "Craft-village cluster";
    }
}

codes! {
    /// How far a part has come.
    ZoneStatus "status" {
        RemovedFromPlan = "removed_from_plan" "Đã đưa ra khỏi quy hoạch" "Removed from the plan";
        InPlan = "in_plan" "Có trong quy hoạch" "In the plan";
        Approved = "approved" "Đã chấp thuận đầu tư" "Approved";
        Clearing = "clearing" "Đang giải phóng mặt bằng" "Clearing";
        BuildingInfrastructure = "building_infrastructure" "Đang xây dựng hạ tầng" "Building infrastructure";
        PartlyOperating = "partly_operating" "Hoạt động một phần" "Partly operating";
        Operating = "operating" "Đang hoạt động" "Operating";
    }
}

/// A park, cluster, IT park or craft cluster. Its figures are sums of its parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    /// Park or cluster.
    pub kind: ZoneKind,
    /// What it is called.
    pub name: Name,
    /// A representative position; `None` when it was not located.
    pub location: Option<LonLat<Geometry<f64>>>,
    /// How well the position is known.
    pub location_accuracy: LocationAccuracy,
    /// The commune or ward of today.
    pub commune: Option<Id>,
    /// Communes of before July 2025, as names.
    pub former_communes: Vec<String>,
    /// District of before July 2025.
    pub former_district: Option<Id>,
    /// Sectors it wants.
    pub sectors: Vec<Sector>,
    /// A remark.
    pub note: Option<Name>,
    /// Statements about the zone as a whole.
    pub claims: Vec<Claim>,
    /// Where it is described.
    pub sources: Vec<Arc<Source>>,
    /// Fact, schematic or illustration.
    pub data_class: DataClass,
}

impl Zone {
    /// Words people add to a name when they look for this kind of zone.
    pub fn kind_words(&self) -> &'static str {
        match self.kind {
            ZoneKind::Park => "khu công nghiệp KCN industrial park IP",
            ZoneKind::Cluster => "cụm công nghiệp CCN industrial cluster",
            ZoneKind::ItPark => "khu công nghệ thông tin tập trung CNTT IT park",
            ZoneKind::CraftCluster => "cụm công nghiệp làng nghề CCN craft cluster",
        }
    }
}

/// A phase or section (giai đoạn, khu): the legal unit.
#[derive(Clone, Debug, PartialEq)]
pub struct ZonePart {
    /// The zone it is a part of.
    pub zone: Id,
    /// What it is called within the zone.
    pub label: Name,
    /// How far it has come; `None` = unknown.
    pub status: Option<ZoneStatus>,
    /// Outline, or a point when only the place is known.
    pub geometry: Option<LonLat<Geometry<f64>>>,
    /// How the outline was made.
    pub geometry_accuracy: Option<GeometryAccuracy>,
    /// The VN-2000 zone its areas are measured in.
    pub crs: Crs,
    /// Decisions of the authorities.
    pub decisions: Vec<Decision>,
    /// Who builds the infrastructure.
    pub developers: Vec<Developer>,
    /// For how long.
    pub term: Option<Term>,
    /// Statements about this part.
    pub claims: Vec<Claim>,
    /// Fact, schematic or illustration.
    pub data_class: DataClass,
}

impl ZonePart {
    /// Years from a day to the end of its term; `None` when the term is unknown, 0 when it is over.
    pub fn remaining_years(&self, day: Date) -> Option<f64> {
        let days = day.until(self.term?.end).ok()?.get_days();
        Some((f64::from(days) / 365.25).max(0.0))
    }

    /// Checks what must agree: an outline says how it was made.
    ///
    /// **Errors**: [`Refused`] (field `geometry_accuracy`).
    pub fn check(self) -> Result<Self, Refused> {
        if self.geometry.is_some() && self.geometry_accuracy.is_none() {
            return Err(Refused::new(
                "geometry_accuracy",
                "null",
                "surveyed, digitised, schematic hoặc illustrative khi có hình",
                "surveyed, digitised, schematic or illustrative wherever there is a geometry",
            ));
        }
        Ok(self)
    }
}

/// A decision of an authority.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// Number, as on the paper.
    pub number: String,
    /// When it was signed.
    pub date: Option<PartialDate>,
    /// What it decides.
    pub subject: Name,
    /// Where it was read.
    pub source: Option<Arc<Source>>,
}

/// Who builds and runs the infrastructure of a part.
#[derive(Clone, Debug, PartialEq)]
pub struct Developer {
    /// Name of the company or authority.
    pub name: String,
    /// Where it was read.
    pub source: Option<Arc<Source>>,
}

/// From when to when the land is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
}

impl Term {
    /// Checks the order.
    ///
    /// **Errors**: [`Refused`] (field `term`) unless the start is before the end.
    pub fn new(start: Date, end: Date) -> Result<Self, Refused> {
        if start < end {
            return Ok(Term { start, end });
        }
        Err(Refused::new("term", format!("{start}…{end}"), "ngày đầu trước ngày cuối", "a start before the end"))
    }
}
