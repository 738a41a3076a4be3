//! The keys of every facet that stands in a layer, in the order of the bundle: what is in them, who is told, what they are called.
//!
//! Invariant: a key that is not marked for everyone is for the office alone. What the API tells nobody is not told by a file.

mod land;
mod province;
mod roads;

use self::land::*;
use self::province::*;
use self::roads::*;
use crate::gis::wire::ColumnKind;
use crate::model::{Audience, Kind, Label};

/// What stands under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A text, a code, an id.
    Text,
    /// A number.
    Number,
    /// Yes or no.
    Bool,
    /// A day.
    Date,
    /// A text in two languages: two columns.
    Name,
    /// A list of texts: joined by `; ` where that can be undone.
    Texts,
    /// Any other list or object, as JSON.
    Json,
}

impl Holds {
    /// What stands in its columns.
    pub fn column(self) -> ColumnKind {
        match self {
            Holds::Number => ColumnKind::Number,
            Holds::Bool => ColumnKind::Bool,
            Holds::Date => ColumnKind::Date,
            Holds::Text | Holds::Name | Holds::Texts | Holds::Json => ColumnKind::Text,
        }
    }
}

/// A key of a body.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// As the bundle writes it.
    pub key: &'static str,
    /// What stands under it.
    pub holds: Holds,
    /// What it is called in a sheet for people.
    pub label: Label,
    is_public: bool,
}

impl Key {
    /// Whether it is told to an audience.
    pub fn is_for(&self, audience: Audience) -> bool {
        self.is_public || audience == Audience::Office
    }
}

/// `keys! { everyone "key" Holds "tiếng Việt" "English"; office … }`
macro_rules! keys {
    ($($who:ident $key:literal $holds:ident $vi:literal $en:literal;)+) => {
        &[$(Key {
            key: $key,
            holds: Holds::$holds,
            label: Label { vi: $vi, en: $en },
            is_public: keys!(@ $who),
        }),+]
    };
    (@ everyone) => { true };
    (@ office) => { false };
}
use keys;

/// The keys of a facet, in the order of the bundle; none for one that stands in no layer.
pub fn keys_of(kind: Kind, facet: &str) -> &'static [Key] {
    match (kind, facet) {
        (Kind::Zone, "core") => ZONE,
        (Kind::ZonePart, "core") => ZONE_PART,
        (Kind::Lot, "core") => LOT,
        (Kind::Lot, "tenure") => TENURE,
        (Kind::Lot, "servicing") => SERVICING,
        (Kind::Lot, "marketing") => MARKETING,
        (Kind::Lot, "occupation") => OCCUPATION,
        (Kind::ClearanceArea, "core") => CLEARANCE_AREA,
        (Kind::ClearanceArea, "graves") => GRAVES,
        (Kind::ClearanceArea, "money") => MONEY,
        (Kind::ResettlementSite, "core") => RESETTLEMENT_SITE,
        (Kind::ResettlementSite, "plots") => PLOTS,
        (Kind::RoadLink, "core") => ROAD_LINK,
        (Kind::RoadSection, "core") => ROAD_SECTION,
        (Kind::ConnectionPoint, "core") => CONNECTION_POINT,
        (Kind::ConnectionPoint, "permit") => PERMIT,
        (Kind::KmPost, "core") => KM_POST,
        (Kind::Gate, "core") => GATE,
        (Kind::Gate, "connection") => CONNECTION,
        (Kind::InternalRoad, "core") => INTERNAL_ROAD,
        (Kind::TransportNode, "core") => TRANSPORT_NODE,
        (Kind::MaterialZone, "core") => MATERIAL_ZONE,
        (Kind::Constraint, "core") => CONSTRAINT,
        (Kind::AdminUnit, "core") => ADMIN_UNIT,
        (Kind::Place, "core") => PLACE,
        _ => &[],
    }
}
