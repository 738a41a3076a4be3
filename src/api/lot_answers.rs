//! Lots from the words of the query to those of the wire.

use super::coded::{Code, ha, tenths};
use super::lot_bodies::*;
use super::road_answers::access_summary;
use crate::model::{Coded, Date, MarketingState, Price, Timeline};
use crate::query::lots::{LotAnswer, LotHit, marketing_history};

impl<'a> From<&'a LotAnswer<'a>> for LotProperties<'a> {
    fn from(answer: &'a LotAnswer<'a>) -> Self {
        let (lot, day) = (answer.lot, &answer.day);
        LotProperties {
            label: &lot.label,
            zone: answer.zone_id.as_str(),
            zone_name: (&answer.zone.name).into(),
            zone_kind: answer.zone.kind.into(),
            zone_part: lot.zone_part.as_str(),
            zone_part_label: (&answer.part.label).into(),
            area_ha: ha(day.area.get()),
            area_basis: if lot.declared_area.is_some() { AreaBasis::Declared } else { AreaBasis::Measured },
            declared_area_ha: lot.declared_area.map(|area| ha(area.get())),
            measured_area_ha: ha(answer.record.measured.get()),
            land_use: lot.land_use.into(),
            sectors: lot.sectors.iter().map(|sector| Code(*sector)).collect(),
            states: states(answer),
            available: day.available,
            clean: day.clean,
            ready: ReadyBody {
                now: day.ready,
                p10: None,
                p50: None,
                p90: None,
                basis: "none",
                missing: answer.missing.iter().map(|missing| Code(*missing)).collect(),
            },
            display_status: day.display.map(Code),
            opens_onto: ids(&lot.opens_onto),
            gates: answer.gates.iter().map(|gate| gate.as_str()).collect(),
            price: lot.price.as_deref().map(price),
            remaining_years: answer.remaining_years.map(tenths),
            access: access_summary(&answer.access),
            distance_m: answer.distance.map(|distance| tenths(distance.get())),
            stale: day.stale,
            confirmed_on: lot.confirmed_on.map(|day| day.to_string()),
            predecessors: ids(&lot.predecessors),
            geometry_accuracy: lot.geometry_accuracy.into(),
            data_class: lot.data_class.into(),
            source: lot.source.as_ref().into(),
        }
    }
}

fn ids(ids: &[crate::model::Id]) -> Vec<&str> {
    ids.iter().map(|id| id.as_str()).collect()
}

fn since<T>(entry: Option<(Date, &T)>) -> Option<String> {
    entry.map(|(day, _)| day.to_string())
}

fn states<'a>(answer: &'a LotAnswer<'a>) -> LotStatesBody<'a> {
    let clearance = answer.clearance.map(|(_, clearance)| clearance);
    let tenure = answer.tenure.map(|(_, tenure)| tenure);
    LotStatesBody {
        clearance: ClearanceBody {
            state: clearance.map(|clearance| Code(clearance.state)),
            stage: clearance.and_then(|clearance| clearance.stage).map(Code),
            cleared_pct: clearance.map(|clearance| tenths(f64::from(clearance.cleared_pct))),
            since: since(answer.clearance),
            graves_left: answer.graves_left(),
        },
        tenure: TenureBody {
            state: tenure.map(|tenure| Code(tenure.state)),
            decision: tenure.and_then(|tenure| tenure.decision.as_deref()),
            mortgaged: tenure.and_then(|tenure| tenure.mortgaged),
            disputed: tenure.and_then(|tenure| tenure.disputed),
            since: since(answer.tenure),
            source: tenure.map(|tenure| tenure.source.as_ref().into()),
        },
        servicing: ServicingBody {
            state: answer.servicing.map(|(_, servicing)| Code(servicing.state)),
            since: since(answer.servicing),
            source: answer.servicing.map(|(_, servicing)| servicing.source.as_ref().into()),
        },
        marketing: marketing(answer),
        occupation: OccupationBody {
            state: answer.occupation.map(|(_, occupation)| Code(occupation.state)),
            since: since(answer.occupation),
            source: answer.occupation.map(|(_, occupation)| occupation.source.as_ref().into()),
        },
    }
}

/// A lease in force speaks before the recorded offer.
fn marketing<'a>(answer: &'a LotAnswer<'a>) -> MarketingBody<'a> {
    let state = answer.day.marketing.map(Code);
    match (answer.lease, answer.marketing) {
        (Some((_, from, lease)), _) => {
            MarketingBody { state, since: Some(from.to_string()), source: Some(lease.source.as_ref().into()) }
        }
        (None, offer) => {
            MarketingBody { state, since: since(offer), source: offer.map(|(_, offer)| offer.source.as_ref().into()) }
        }
    }
}

fn price(price: &Price) -> PriceBody {
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

/// Every state of a lot from day to day up to the asked day, oldest first.
pub fn history(hit: &LotHit<'_>, day: Date) -> LotHistoryBody {
    let record = &hit.shard.lots[hit.at];
    let clearance =
        record.clearance.entries().take_while(|(from, _)| *from <= day).map(|(from, clearance)| ClearanceChange {
            from: from.to_string(),
            state: clearance.map(|clearance| Code(clearance.state)),
            cleared_pct: clearance.map(|clearance| tenths(f64::from(clearance.cleared_pct))),
        });
    LotHistoryBody {
        clearance: clearance.collect(),
        tenure: changes(&record.tenure, day, |tenure| tenure.state.code()),
        servicing: changes(&record.servicing, day, |servicing| servicing.state.code()),
        marketing: marketing_history(hit)
            .into_iter()
            .take_while(|(from, _)| *from <= day)
            .map(|(from, state)| change(from, state.map(MarketingState::code)))
            .collect(),
        occupation: changes(&record.occupation, day, |occupation| occupation.state.code()),
    }
}

fn changes<T>(timeline: &Timeline<T>, day: Date, code: impl Fn(&T) -> &'static str) -> Vec<StateChange> {
    let until_then = timeline.entries().take_while(|(from, _)| *from <= day);
    until_then.map(|(from, value)| change(from, value.map(&code))).collect()
}

fn change(from: Date, state: Option<&'static str>) -> StateChange {
    StateChange { from: from.to_string(), state }
}
