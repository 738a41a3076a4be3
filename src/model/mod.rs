//! The nouns of industrial land and how they point at each other.
//!
//! ```text
//! Zone ◀── ZonePart ◀── Lot ◀── Lease            RoadSection ◀── RoadLink ── node,  ConnectionPoint,  KmPost
//!              ▲         │ opens onto            TransportNode  MaterialZone
//!              │         ▼                       Constraint     Place
//!     ClearanceArea   InternalRoad ──▶ Gate      AdminUnit ──▶ successor   Agency ──▶ successor
//!              ▲
//!    Bottleneck, Commitment                     ResettlementSite ──▶ ZonePart
//! ```
//!
//! Invariant: a value of these types is sane. Constructors refuse non-finite coordinates, negative areas,
//! unclosed rings and unknown codes with [`Refused`], which names the field, the value and what is allowed.
//! Invariant: nothing here reads a file, a clock or the network, and nothing derives `Serialize`:
//! what is stored and what goes over the wire have types of their own.

mod access;
mod admin_unit;
mod agency;
mod audience;
mod bottleneck;
mod clearance;
pub(crate) mod code;
mod commitment;
mod connection_check;
mod connection_point;
mod constraint;
mod crs;
mod data_layer;
mod id;
mod lease;
mod lot;
mod lot_status;
mod material_zone;
mod place;
mod price;
mod public_count;
mod record;
mod refused;
mod resettlement;
mod road;
mod sector;
mod site_access;
mod source;
mod space;
mod text;
mod time;
mod transport_node;
mod unit;
mod verdict;
mod zone;

pub use access::{AccessClass, NoAccess, Optimise, PlaceBasis, Side, Vehicle, WeakReason};
pub use admin_unit::{AdminLevel, AdminUnit};
pub use agency::{Agency, AgencyKind, AgencyLevel};
pub use audience::Audience;
pub use bottleneck::{Bottleneck, BottleneckCategory};
pub use clearance::{ClearanceArea, ClearanceMoney, Document, EventLand, GravesCount, LandRegime, Stage, StageEvent};
pub use code::{Coded, Label, parse_code};
pub use commitment::{Commitment, Standing, standing};
pub use connection_check::{AlternativeKind, FixKind};
pub use connection_point::{
    ApprovalRegime, BranchType, ChainageBasis, ConnectionPermit, ConnectionPoint, ConnectionStanding, KmPost,
    PermitState, chainage_text,
};
pub use constraint::{Constraint, ConstraintClass, ConstraintStatus};
pub use crs::{Vn2000, vn2000_zones};
pub use data_layer::DataLayer;
pub use id::{Id, MAX_ID_LENGTH};
pub use lease::{Lease, LeaseStatus, PaymentMode};
pub use lot::{
    LandUse, Lot, Marketing, Occupation, OccupationState, OfferState, Servicing, ServicingState, Tenure, TenureState,
};
pub use lot_status::{
    ClearanceState, Derived, DisplayStatus, Graves, LotClearance, LotStates, MarketingState, Missing, SiteAccess,
    derive,
};
pub use material_zone::{MaterialKind, MaterialZone};
pub use place::{Place, PlaceClass};
pub use price::{Currency, Price, PriceBasis};
pub use public_count::{CountBasis, PublicCount, ROUNDED_TO, total_shown};
pub use record::{Body, Facet, Fact, Kind, Revision, RevisionInfo, RowKey};
pub use refused::Refused;
pub use resettlement::{ResettlementKind, ResettlementPlots, ResettlementSite};
pub use road::{BannedTurn, RoadClass, RoadLink, RoadSection, RoadStatus, RoadStructure, Terrain};
pub use sector::Sector;
pub use site_access::{BuildStatus, ConnectionState, Gate, GateConnection, InternalRoad};
pub use source::{
    Accuracy, Claim, DataClass, Figure, GeometryAccuracy, LocationAccuracy, Source, SourceKind, leading_claim,
};
pub use space::{Bbox, Crs, LonLat, Metric, MetricFrame, closed_polygon};
pub use text::{Name, fold};
pub use time::{Date, PartialDate, Timeline, parse_date};
pub use transport_node::{NodeClass, NodeStatus, TransportNode};
pub use unit::{BillionVnd, Hectares, Metres, Percent};
pub use verdict::{Certainty, Verdict};
pub use zone::{Decision, Developer, Term, Zone, ZoneKind, ZonePart, ZoneStatus};
