//! Scaffold of the questions while they are being built elsewhere: the interface the API is written against.
//! An answer has no values yet, so that nothing can pretend to be one.

mod page;
pub use page::{After, Found, Near, Page, SortKey};

use crate::index::View;
use crate::model::*;

fn nothing<T>() -> Found<T> {
    Found { matched: 0, items: vec![], next: None }
}

/// Which parks and clusters.
pub mod zones {
    use super::*;

    /// What a caller wants.
    #[derive(Clone, Debug, Default)]
    pub struct ZoneFilter {
        /// Of these kinds.
        pub kinds: Option<Vec<ZoneKind>>,
        /// At these stages; `None` among them = unknown.
        pub statuses: Option<Vec<Option<ZoneStatus>>>,
        /// Name like this, folded.
        pub text: Option<String>,
        /// Touching this box.
        pub bbox: Option<Bbox>,
        /// Within this circle.
        pub near: Option<Near>,
    }

    /// In which order.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum ZoneSort {
        /// By id.
        #[default]
        Id,
        /// By folded name.
        Name,
        /// Largest gross area first.
        GrossDescending,
        /// Most available land first.
        AvailableDescending,
        /// Most clean land first.
        CleanDescending,
        /// Most ready land first.
        ReadyDescending,
    }

    /// A zone, summed up.
    #[derive(Debug)]
    pub enum ZoneAnswer {}

    /// Lists zones.
    pub fn list(_view: &View, _filter: &ZoneFilter, _sort: ZoneSort, _page: &Page) -> Found<ZoneAnswer> {
        nothing()
    }

    /// One zone.
    pub fn find(_view: &View, _id: &Id) -> Option<ZoneAnswer> {
        None
    }
}

/// Land availability.
pub mod lots {
    use super::*;

    /// What to do with records past their age.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Stale {
        /// Leave them out.
        #[default]
        Exclude,
        /// Take them in.
        Include,
        /// Nothing else.
        Only,
    }

    /// Which end of a forecast must hold.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Confidence {
        /// Half the time.
        P50,
        /// Nine times in ten.
        #[default]
        P90,
    }

    /// A price ceiling; no price is comparable without its basis and currency.
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct MaxPrice {
        /// Per square metre.
        pub amount: f64,
        /// For which time.
        pub basis: PriceBasis,
        /// In which currency.
        pub currency: Currency,
    }

    /// What a caller wants.
    #[derive(Clone, Debug, Default)]
    pub struct LotFilter {
        /// Offered and vacant, or not.
        pub available: Option<bool>,
        /// Clean land, or not.
        pub clean: Option<bool>,
        /// Ready to lease, or not.
        pub ready: Option<bool>,
        /// At least so large.
        pub min_area: Option<Hectares>,
        /// At most so large.
        pub max_area: Option<Hectares>,
        /// Clearance; `None` among them = unknown; likewise below.
        pub clearance: Option<Vec<Option<ClearanceState>>>,
        /// Tenure.
        pub tenure: Option<Vec<Option<TenureState>>>,
        /// Servicing.
        pub servicing: Option<Vec<Option<ServicingState>>>,
        /// Marketing, leases counted.
        pub marketing: Option<Vec<Option<MarketingState>>>,
        /// Occupation.
        pub occupation: Option<Vec<Option<OccupationState>>>,
        /// What the map shows.
        pub display_status: Option<Vec<DisplayStatus>>,
        /// In these zones.
        pub zones: Option<Vec<Id>>,
        /// In these parts.
        pub zone_parts: Option<Vec<Id>>,
        /// In zones of these kinds.
        pub zone_kinds: Option<Vec<ZoneKind>>,
        /// Open to these sectors.
        pub sectors: Option<Vec<Sector>>,
        /// Not dearer than.
        pub max_price: Option<MaxPrice>,
        /// With so many years left.
        pub min_remaining_years: Option<f64>,
        /// Ready by this day, with this confidence.
        pub ready_by: Option<(Date, Confidence)>,
        /// Touching this box.
        pub bbox: Option<Bbox>,
        /// Within this circle.
        pub near: Option<Near>,
        /// Old records.
        pub stale: Stale,
    }

    /// In which order.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum LotSort {
        /// By id.
        #[default]
        Id,
        /// Smallest first.
        Area,
        /// Largest first.
        AreaDescending,
        /// Cheapest first.
        Price,
        /// Nearest to `near` first.
        Distance,
    }

    /// A lot on a day.
    #[derive(Debug)]
    pub enum LotAnswer {}

    /// Lists lots.
    pub fn list(_view: &View, _filter: &LotFilter, _sort: LotSort, _page: &Page) -> Found<LotAnswer> {
        nothing()
    }

    /// One lot.
    pub fn find(_view: &View, _id: &Id) -> Option<LotAnswer> {
        None
    }
}

/// Raw-material zones.
pub mod material_zones {
    use super::*;

    /// What a caller wants.
    #[derive(Clone, Debug, Default)]
    pub struct MaterialZoneFilter {
        /// Of these kinds.
        pub kinds: Option<Vec<MaterialKind>>,
        /// Supplying something called like this, folded.
        pub commodity: Option<String>,
        /// Named like this, folded.
        pub text: Option<String>,
        /// Touching this box.
        pub bbox: Option<Bbox>,
        /// Within this circle.
        pub near: Option<Near>,
    }

    /// A raw-material zone.
    #[derive(Debug)]
    pub enum MaterialZoneAnswer {}

    /// Lists raw-material zones by id.
    pub fn list(_view: &View, _filter: &MaterialZoneFilter, _page: &Page) -> Found<MaterialZoneAnswer> {
        nothing()
    }
}

/// By name.
pub mod search {
    use super::*;

    /// Something found by name.
    #[derive(Debug)]
    pub enum NameAnswer {}

    /// Finds by name, best first.
    pub fn by_name(_view: &View, _text: &str, _limit: usize) -> Vec<NameAnswer> {
        vec![]
    }
}

/// What is planned at a point.
pub mod planning_info {
    use super::*;

    /// What is planned at a point.
    #[derive(Debug)]
    pub enum PointAnswer {}

    /// What is planned there; `None` cannot be.
    pub fn at(_view: &View, _position: geo::Coord<f64>) -> Option<PointAnswer> {
        None
    }
}

/// Layers of the map.
pub mod layers {
    use super::*;

    /// What a caller wants.
    #[derive(Clone, Debug, Default)]
    pub struct LayerFilter {
        /// Touching this box.
        pub bbox: Option<Bbox>,
        /// In these zones; only for what belongs to one.
        pub zones: Option<Vec<Id>>,
    }

    macro_rules! layers {
        ($($list:ident $answer:ident;)+) => { $(
            /// A record of the layer.
            #[derive(Debug)]
            pub enum $answer {}
            /// Lists the layer by id.
            pub fn $list(_view: &View, _filter: &LayerFilter, _page: &Page) -> Found<$answer> {
                nothing()
            }
        )+ };
    }
    layers! {
        roads RoadAnswer;
        transport_nodes TransportNodeAnswer;
        constraints ConstraintAnswer;
        places PlaceAnswer;
        internal_roads InternalRoadAnswer;
        gates GateAnswer;
        clearance_areas ClearanceAreaAnswer;
    }
}
