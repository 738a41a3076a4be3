//! Authorities, with successors.

use std::sync::Arc;

use super::code::codes;
use super::{Id, Name, Source};

codes! {
    /// What kind of authority.
    AgencyKind "agency_kind" {
        Department = "department" "Sở, ban" "Department";
        ParkAuthority = "park_authority" "Ban Quản lý các KCN" "Park authority";
        PeoplesCommittee = "peoples_committee" "Ủy ban nhân dân" "People's Committee";
        LandFundCentre = "land_fund_centre" "Trung tâm Phát triển quỹ đất" "Land fund centre";
        Other = "other" "Khác" "Other";
    }
}

codes! {
    /// At which level it works.
    AgencyLevel "agency_level" {
        Central = "central" "Trung ương" "Central";
        Province = "province" "Tỉnh" "Province";
        District = "district" "Huyện" "District";
        Commune = "commune" "Xã" "Commune";
    }
}

/// An authority.
#[derive(Clone, Debug, PartialEq)]
pub struct Agency {
    /// What it is called.
    pub name: Name,
    /// What kind.
    pub kind: AgencyKind,
    /// At which level.
    pub level: AgencyLevel,
    /// Who took over its work.
    pub successor: Option<Id>,
    /// Who says so.
    pub source: Arc<Source>,
}
