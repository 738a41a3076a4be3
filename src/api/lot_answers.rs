//! From what a query answers about lots to what the wire shows.

use super::coded::*;
use super::figures::SourceBody;
use super::lot_bodies::*;
use crate::model::{Coded, Date, Id, Price, Timeline};
use crate::query::lots::{LotAnswer, LotHit, marketing_history};

impl<'v> From<LotAnswer<'v>> for LotProperties<'v> {
    fn from(answer: LotAnswer<'v>) -> Self {
        let (lot, day) = (answer.lot, answer.day);
        let declared = lot.declared_area.map(|area| ha(area.get()));
        LotProperties {
            label: &lot.label,
            zone: answer.zone_id.as_str(),
            zone_name: (&answer.zone.name).into(),
            zone_kind: answer.zone.kind.into(),
            zone_part: lot.zone_part.as_str(),
            zone_part_label: (&answer.part.label).into(),
            area_ha: ha(day.area.get()),
            area_basis: if declared.is_some() { AreaBasis::Declared } else { AreaBasis::Measured },
            declared_area_ha: declared,
            measured_area_ha: ha(answer.record.measured.get()),
            land_use: lot.land_use.into(),
            sectors: lot.sectors.iter().copied().map(Code).collect(),
            states: LotStatesBody::of(&answer),
            available: day.available,
            clean: day.clean,
            ready: ReadyBody {
                now: day.ready,
                p10: None,
                p50: None,
                p90: None,
                basis: "none",
                missing: answer.missing.iter().copied().map(Code).collect(),
            },
            display_status: day.display.into(),
            opens_onto: lot.opens_onto.iter().map(Id::as_str).collect(),
            gates: answer.gates.iter().map(|id| id.as_str()).collect(),
            price: lot.price.as_deref().map(PriceBody::from),
            remaining_years: answer.remaining_years.map(tenths),
            stale: day.stale,
            confirmed_on: lot.confirmed_on.map(|day| day.to_string()),
            predecessors: lot.predecessors.iter().map(Id::as_str).collect(),
            geometry_accuracy: lot.geometry_accuracy.into(),
            data_class: lot.data_class.into(),
            source: lot.source.as_ref().into(),
        }
    }
}

impl<'v> LotStatesBody<'v> {
    fn of(answer: &LotAnswer<'v>) -> Self {
        let clearance = answer.clearance;
        LotStatesBody {
            clearance: ClearanceBody {
                state: clearance.map(|(_, clearance)| clearance.state.into()),
                stage: clearance.and_then(|(_, clearance)| clearance.stage).map(Code),
                cleared_pct: clearance.map(|(_, clearance)| tenths(clearance.cleared_pct.into())),
                since: clearance.map(|(since, _)| since.to_string()),
                graves_left: answer.graves_left(),
            },
            tenure: TenureBody {
                state: answer.tenure.map(|(_, tenure)| tenure.state.into()),
                decision: answer.tenure.and_then(|(_, tenure)| tenure.decision.as_deref()),
                mortgaged: answer.tenure.and_then(|(_, tenure)| tenure.mortgaged),
                disputed: answer.tenure.and_then(|(_, tenure)| tenure.disputed),
                since: answer.tenure.map(|(since, _)| since.to_string()),
                source: answer.tenure.map(|(_, tenure)| tenure.source.as_ref().into()),
            },
            servicing: ServicingBody {
                state: answer.servicing.map(|(_, servicing)| servicing.state.into()),
                since: answer.servicing.map(|(since, _)| since.to_string()),
                source: answer.servicing.map(|(_, servicing)| servicing.source.as_ref().into()),
            },
            marketing: marketing(answer),
            occupation: OccupationBody {
                state: answer.occupation.map(|(_, occupation)| occupation.state.into()),
                since: answer.occupation.map(|(since, _)| since.to_string()),
                source: answer.occupation.map(|(_, occupation)| occupation.source.as_ref().into()),
            },
        }
    }
}

/// Marketing with leases counted: while a lease is in force, its day and source speak.
fn marketing<'v>(answer: &LotAnswer<'v>) -> MarketingBody<'v> {
    let (since, source): (Option<Date>, Option<SourceBody<'v>>) = match (answer.lease, answer.marketing) {
        (Some((_, since, lease)), _) => (Some(since), Some(lease.source.as_ref().into())),
        (None, Some((since, offer))) => (Some(since), Some(offer.source.as_ref().into())),
        (None, None) => (None, None),
    };
    MarketingBody { state: answer.day.marketing.map(Code), since: since.map(|since| since.to_string()), source }
}

impl From<&Price> for PriceBody {
    fn from(price: &Price) -> Self {
        PriceBody {
            amount: price.amount,
            currency: price.currency.into(),
            basis: price.basis.into(),
            term_end: price.term_end.map(|day| day.to_string()),
            vat_included: price.vat_included,
            land_rent_included: price.land_rent_included,
            management_fee: price.management_fee,
            infrastructure_fee: price.infrastructure_fee,
            wastewater_fee: price.wastewater_fee,
        }
    }
}

impl LotHistoryBody {
    /// The states of a lot from day to day.
    pub fn new(hit: &LotHit<'_>) -> Self {
        let record = &hit.shard.lots[hit.at];
        let clearance = record.clearance.entries().map(|(from, clearance)| ClearanceChange {
            from: from.to_string(),
            state: clearance.map(|clearance| clearance.state.into()),
            cleared_pct: clearance.map(|clearance| tenths(clearance.cleared_pct.into())),
        });
        let marketing = marketing_history(hit).into_iter();
        LotHistoryBody {
            clearance: clearance.collect(),
            tenure: changes(&record.tenure, |tenure| tenure.state.code()),
            servicing: changes(&record.servicing, |servicing| servicing.state.code()),
            marketing: marketing.map(|(from, state)| change(from, state.map(Coded::code))).collect(),
            occupation: changes(&record.occupation, |occupation| occupation.state.code()),
        }
    }
}

fn changes<T>(timeline: &Timeline<T>, code: impl Fn(&T) -> &'static str) -> Vec<StateChange> {
    timeline.entries().map(|(from, value)| change(from, value.map(&code))).collect()
}

fn change(from: Date, state: Option<&'static str>) -> StateChange {
    StateChange { from: from.to_string(), state }
}
