//! Clearance areas, turned into what goes over the wire.

use super::belonging::belonging;
use super::clearance_bodies::*;
use super::coded::{Code, ha, tenths};
use super::figures::{claim_bodies, figures_on};
use crate::index::{LandBasis, StageProgress, View};
use crate::model::{CountBasis, Date, Stage};
use crate::query::clearance::AreaAnswer;

/// An area, with what moved since a day.
pub fn properties<'a>(view: &'a View, answer: &AreaAnswer<'a>, from: Option<Date>) -> ClearanceProperties<'a> {
    let (area, total) = (answer.area, answer.total().get());
    ClearanceProperties {
        belonging: belonging(view, answer.shard, &area.zone_part),
        label: (&area.label).into(),
        regime: area.regime.into(),
        area_ha: ha(total),
        handed_over_ha: ha(answer.handed_over().get()),
        handed_over_pct: tenths(share(answer.handed_over().get(), total)),
        remaining_ha: ha(answer.remaining().get()),
        stage: answer.furthest().map(Code),
        stages: answer.stages().into_iter().map(|(stage, progress)| stage_body(stage, progress, total)).collect(),
        money: money(answer),
        graves: graves(answer),
        figures: figures_on(&area.claims, answer.day),
        movement: from.map(|from| movement(answer, from)),
        bottlenecks_open: answer.bottlenecks_open,
        bottlenecks_overdue: answer.bottlenecks_overdue,
        commitments_late: answer.commitments_late,
        geometry_accuracy: area.geometry_accuracy.into(),
        data_class: area.data_class.into(),
        claims: claim_bodies(&area.claims, answer.day),
        source: area.source.as_ref().into(),
    }
}

/// A part of a whole, per cent; 0 of nothing.
pub fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { 100.0 * part / whole } else { 0.0 }
}

fn stage_body(stage: Stage, progress: &StageProgress, total: f64) -> StageBody {
    let hectares = progress.hectares.map(|hectares| hectares.get());
    let (households, households_basis) = households(progress.households.shown());
    StageBody {
        stage: stage.into(),
        ha: hectares.map(ha),
        pct: hectares.map(|hectares| tenths(share(hectares, total))),
        ha_basis: hectares.map(|_| basis(progress.basis)),
        first: progress.first.to_string(),
        last: progress.last.to_string(),
        events: progress.events,
        households,
        households_basis,
        organisations: progress.organisations,
    }
}

/// A shown count of households and what it rests on.
pub fn households(shown: Option<(u64, CountBasis)>) -> (Option<u64>, Option<HouseholdsBasis>) {
    let basis = |basis| match basis {
        CountBasis::Published => HouseholdsBasis::Published,
        CountBasis::Rounded => HouseholdsBasis::RoundedToFive,
        CountBasis::Mixed => HouseholdsBasis::Mixed,
    };
    (shown.map(|(count, _)| count), shown.map(|(_, known)| basis(known)))
}

/// Where hectares come from.
pub fn basis(basis: LandBasis) -> HaBasis {
    match basis {
        LandBasis::Whole => HaBasis::Whole,
        LandBasis::Drawn => HaBasis::Drawn,
        LandBasis::Stated => HaBasis::Stated,
    }
}

fn money<'a>(answer: &AreaAnswer<'a>) -> Option<MoneyBody<'a>> {
    let (since, money) = answer.record.money.entry_at(answer.day)?;
    Some(MoneyBody {
        approved_bn_vnd: money.approved.map(|amount| amount.get()),
        funded_bn_vnd: money.funded.map(|amount| amount.get()),
        paid_bn_vnd: money.paid.map(|amount| amount.get()),
        as_of: since.to_string(),
        source: money.source.as_ref().into(),
    })
}

fn graves<'a>(answer: &AreaAnswer<'a>) -> Option<GravesBody<'a>> {
    let (since, graves) = answer.record.graves.entry_at(answer.day)?;
    Some(GravesBody {
        total: graves.total,
        remaining: graves.remaining,
        as_of: since.to_string(),
        source: graves.source.as_ref().into(),
    })
}

/// What moved, as the difference of the hectares shown on the two days.
fn movement(answer: &AreaAnswer<'_>, from: Date) -> MovementBody {
    let progress = &answer.record.progress;
    let shown = |stage: Stage, day: Date| progress.stage(stage, day)?.hectares.map(|hectares| ha(hectares.get()));
    let moved = answer.stages().into_iter().filter_map(|(stage, _)| {
        let gained = ha(shown(stage, answer.day)? - shown(stage, from).unwrap_or(0.0));
        (gained != 0.0).then(|| StageMovement { stage: stage.into(), ha: gained })
    });
    MovementBody {
        from: from.to_string(),
        to: answer.day.to_string(),
        handed_over_ha: ha(ha(answer.handed_over().get()) - ha(progress.handed_over(from).get())),
        stages: moved.collect(),
    }
}
