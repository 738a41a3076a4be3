//! The derived words of land: *available*, *clean*, *ready*, *display status*. They are defined here and nowhere else.
//!
//! - **available** (đang chào thuê) = offered ∧ vacant
//! - **clean** (đất sạch) = leasable land ∧ cleared ∧ (allocated ∨ certified) ∧ ¬disputed ∧ no grave left ∧ ¬leased
//! - **ready** (sẵn sàng cho thuê) = clean ∧ available ∧ serviced ∧ opens over a built internal road onto a gate with an accepted connection
//! - **display status** = the first that holds of leased, reserved, ready, clean, in clearance; else planned. Land that is not for lease
//!   (green strips, wastewater plants, substations) has none.
//!
//! Unknown never helps a lot: an unrecorded clearance is not *cleared*, an unrecorded connection is not *accepted*.
//! The two exceptions are troubles, which must be on record to count: a dispute and graves left.

use super::code::codes;
use super::{OccupationState, OfferState, ServicingState, Stage, TenureState};

codes! {
    /// How far clearance has come on a lot.
    ClearanceState "clearance" {
        None = "none" "Chưa giải phóng mặt bằng" "Not started";
        InProgress = "in_progress" "Đang giải phóng mặt bằng" "In progress";
        Cleared = "cleared" "Đã bàn giao mặt bằng" "Cleared";
    }
}

codes! {
    /// Whether a lot is on the market or taken, with leases counted.
    MarketingState "marketing" {
        NotOffered = "not_offered" "Chưa chào thuê" "Not offered";
        Offered = "offered" "Đang chào thuê" "Offered";
        Reserved = "reserved" "Đã giữ chỗ" "Reserved";
        Leased = "leased" "Đã cho thuê" "Leased";
    }
}

codes! {
    /// What the record says of graves on the land.
    Graves "graves" {
        NoRecord = "no_record" "Không có ghi nhận" "None on record";
        NoneLeft = "none_left" "Đã di dời hết" "All moved";
        Left = "left" "Còn mồ mả" "Some left";
    }
}

codes! {
    /// What a lot looks like on the map, in the order in which the first that holds is shown.
    DisplayStatus "display_status" {
        Leased = "leased" "Đã cho thuê" "Leased";
        Reserved = "reserved" "Đã giữ chỗ" "Reserved";
        Ready = "ready" "Sẵn sàng cho thuê" "Ready to lease";
        Clean = "clean" "Đất sạch" "Clean land";
        InClearance = "in_clearance" "Đang GPMB" "In clearance";
        Planned = "planned" "Quy hoạch" "Planned";
    }
}

codes! {
    /// What keeps a lot from being ready.
    Missing "missing" {
        LandUse = "land_use" "Đất không để cho thuê" "Not land for lease";
        Clearance = "clearance" "Chưa bàn giao mặt bằng" "Not cleared";
        Graves = "graves" "Còn mồ mả" "Graves left";
        Tenure = "tenure" "Chưa giao đất" "Not allocated";
        Disputed = "disputed" "Đang tranh chấp" "Disputed";
        Leased = "leased" "Đã cho thuê" "Leased";
        Offer = "offer" "Chưa chào thuê" "Not offered";
        Occupied = "occupied" "Đất không trống" "Not vacant";
        Servicing = "servicing" "Chưa có hạ tầng" "Not serviced";
        Road = "road" "Chưa có đường nội bộ" "No built internal road";
        Gate = "gate" "Đường nội bộ chưa ra cổng" "No gate reached";
        Connection = "connection" "Cổng chưa có đấu nối được chấp thuận" "No accepted connection at the gate";
    }
}

/// Clearance of a lot on a day, computed from the hand-over events of its clearance areas.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LotClearance {
    /// The state.
    pub state: ClearanceState,
    /// The latest stage reached by the land still to clear (of the cleared land: `HANDOVER`).
    pub stage: Option<Stage>,
    /// Share of the lot handed over, 0–100.
    pub cleared_pct: f32,
}

/// How a lot reaches the public road on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SiteAccess {
    /// It fronts no built internal road, or none is recorded.
    NoRoad,
    /// Its built internal road leads to no built gate.
    NoGate,
    /// Its gate has no accepted connection, or none is recorded.
    NoConnection,
    /// Over a built internal road onto a gate with an accepted connection.
    Connected,
}

/// Everything the derived words depend on, on one day. `None` = nobody recorded it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LotStates {
    /// Its land use is one that can be leased.
    pub leasable: bool,
    /// Clearance.
    pub clearance: Option<ClearanceState>,
    /// Graves on the land.
    pub graves: Graves,
    /// Tenure.
    pub tenure: Option<TenureState>,
    /// A dispute is on record.
    pub disputed: bool,
    /// Servicing.
    pub servicing: Option<ServicingState>,
    /// The recorded offer.
    pub offer: Option<OfferState>,
    /// A lease is in force.
    pub leased: bool,
    /// Occupation.
    pub occupation: Option<OccupationState>,
    /// Way to the public road.
    pub access: SiteAccess,
}

/// The derived words for one lot on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Derived {
    /// Offered and vacant.
    pub available: bool,
    /// Clean land.
    pub clean: bool,
    /// Ready to lease.
    pub ready: bool,
    /// What the map shows; `None` for land that is not for lease.
    pub display: Option<DisplayStatus>,
}

impl LotStates {
    /// Of land that can be leased and of which nothing else is known.
    pub const UNKNOWN: LotStates = LotStates {
        leasable: true,
        clearance: None,
        graves: Graves::NoRecord,
        tenure: None,
        disputed: false,
        servicing: None,
        offer: None,
        leased: false,
        occupation: None,
        access: SiteAccess::NoRoad,
    };

    /// Marketing with leases counted: a lease in force outweighs whatever the offer says.
    pub fn marketing(&self) -> Option<MarketingState> {
        if self.leased {
            return Some(MarketingState::Leased);
        }
        self.offer.map(|offer| match offer {
            OfferState::NotOffered => MarketingState::NotOffered,
            OfferState::Offered => MarketingState::Offered,
            OfferState::Reserved => MarketingState::Reserved,
        })
    }

    /// What keeps the lot from being *clean*.
    fn missing_for_clean(&self) -> impl Iterator<Item = Missing> {
        let held = matches!(self.tenure, Some(TenureState::Allocated | TenureState::Certified));
        [
            (!self.leasable, Missing::LandUse),
            (self.clearance != Some(ClearanceState::Cleared), Missing::Clearance),
            (self.graves == Graves::Left, Missing::Graves),
            (!held, Missing::Tenure),
            (self.disputed, Missing::Disputed),
            (self.leased, Missing::Leased),
        ]
        .into_iter()
        .filter_map(|(is_missing, what)| is_missing.then_some(what))
    }

    /// What keeps the lot from being *ready*, in the order in which it is usually mended. Empty = ready.
    pub fn missing_for_ready(&self) -> impl Iterator<Item = Missing> {
        let offered = self.marketing() == Some(MarketingState::Offered);
        let access = match self.access {
            SiteAccess::NoRoad => Some(Missing::Road),
            SiteAccess::NoGate => Some(Missing::Gate),
            SiteAccess::NoConnection => Some(Missing::Connection),
            SiteAccess::Connected => None,
        };
        let rest = [
            // A leased lot is off the market because it is leased: saying so twice would not help.
            (!offered && !self.leased, Missing::Offer),
            (self.occupation != Some(OccupationState::Vacant), Missing::Occupied),
            (self.servicing != Some(ServicingState::Serviced), Missing::Servicing),
        ];
        let rest = rest.into_iter().filter_map(|(is_missing, what)| is_missing.then_some(what));
        self.missing_for_clean().chain(rest).chain(access)
    }
}

/// Derives the words of land from the states of one lot on one day.
pub fn derive(states: &LotStates) -> Derived {
    let marketing = states.marketing();
    let available = marketing == Some(MarketingState::Offered) && states.occupation == Some(OccupationState::Vacant);
    let clean = states.missing_for_clean().next().is_none();
    let ready = states.missing_for_ready().next().is_none();
    let display = match marketing {
        Some(MarketingState::Leased) => DisplayStatus::Leased,
        Some(MarketingState::Reserved) => DisplayStatus::Reserved,
        _ if ready => DisplayStatus::Ready,
        _ if clean => DisplayStatus::Clean,
        _ if states.clearance == Some(ClearanceState::InProgress) => DisplayStatus::InClearance,
        _ => DisplayStatus::Planned,
    };
    Derived { available, clean, ready, display: states.leasable.then_some(display) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Coded;

    /// `None` and every value of a coded enum.
    fn unknown_or_any<T: Coded>() -> Vec<Option<T>> {
        std::iter::once(None).chain(T::ALL.iter().copied().map(Some)).collect()
    }

    fn every_combination() -> Vec<LotStates> {
        let mut all = vec![];
        for clearance in unknown_or_any() {
            for &graves in Graves::ALL {
                for tenure in unknown_or_any() {
                    for disputed in [false, true] {
                        for servicing in unknown_or_any() {
                            for offer in unknown_or_any() {
                                for leased in [false, true] {
                                    for occupation in unknown_or_any() {
                                        for access in [
                                            SiteAccess::NoRoad,
                                            SiteAccess::NoGate,
                                            SiteAccess::NoConnection,
                                            SiteAccess::Connected,
                                        ] {
                                            all.extend([true, false].map(|leasable| LotStates {
                                                leasable,
                                                clearance,
                                                graves,
                                                tenure,
                                                disputed,
                                                servicing,
                                                offer,
                                                leased,
                                                occupation,
                                                access,
                                            }));
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        all
    }

    /// The definitions of the glossary, written out a second time as one table: one row decides one word.
    #[test]
    fn the_truth_table_over_all_state_combinations() {
        let all = every_combination();
        assert_eq!(all.len(), 2 * 4 * 3 * 4 * 2 * 5 * 4 * 2 * 5 * 4);
        for states in all {
            let derived = derive(&states);
            let cleared = matches!(states.clearance, Some(ClearanceState::Cleared));
            let allocated = matches!(states.tenure, Some(TenureState::Allocated) | Some(TenureState::Certified));
            let offered = !states.leased && matches!(states.offer, Some(OfferState::Offered));
            let vacant = matches!(states.occupation, Some(OccupationState::Vacant));
            let serviced = matches!(states.servicing, Some(ServicingState::Serviced));
            let connected = matches!(states.access, SiteAccess::Connected);

            let available = offered && vacant;
            let clean = states.leasable
                && cleared
                && allocated
                && !states.disputed
                && states.graves != Graves::Left
                && !states.leased;
            let ready = clean && available && serviced && connected;
            let display = if !states.leasable {
                "none"
            } else if states.leased {
                "leased"
            } else if states.offer == Some(OfferState::Reserved) {
                "reserved"
            } else if ready {
                "ready"
            } else if clean {
                "clean"
            } else if states.clearance == Some(ClearanceState::InProgress) {
                "in_clearance"
            } else {
                "planned"
            };
            assert_eq!(
                (derived.available, derived.clean, derived.ready, derived.display.map_or("none", DisplayStatus::code)),
                (available, clean, ready, display),
                "{states:?}"
            );
            assert_eq!(states.missing_for_ready().count() == 0, ready, "what is missing explains why: {states:?}");
        }
    }

    #[test]
    fn a_lot_of_which_nothing_is_known_is_only_planned() {
        let unknown = LotStates::UNKNOWN;
        let derived = derive(&unknown);
        assert!(!derived.available && !derived.clean && !derived.ready);
        assert_eq!(derived.display, Some(DisplayStatus::Planned));
        assert_eq!(unknown.marketing(), None, "unknown is unknown, not 'not offered'");
    }
}
