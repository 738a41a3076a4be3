//! Zones and their parts from the words of the query to those of the wire.

use geo::Centroid;

use super::coded::{Code, NamedRecordBody, ha, tenths};
use super::figures::{claim_bodies, figures_on};
use super::geojson::Position;
use super::road_answers::access_summary;
use super::zone_bodies::*;
use crate::index::{RoadsOn, View};
use crate::model::{AdminUnit, Decision, Figure, Id};
use crate::query::claims::LeadingFigure;
use crate::query::land_sums::LandSums;
use crate::query::places::class_distances;
use crate::query::zones::{PartAnswer, ZoneAnswer};

/// What a list shows of a zone.
pub fn properties<'a>(view: &'a View, roads: &RoadsOn, answer: &'a ZoneAnswer<'a>) -> ZoneProperties<'a> {
    let zone = answer.zone;
    let gross = answer.gross_ha();
    ZoneProperties {
        kind: zone.kind.into(),
        name: (&zone.name).into(),
        status: answer.status.map(Code),
        location: zone.location.as_ref().and_then(|location| location.get().centroid()).map(|point| Position(point.0)),
        location_accuracy: zone.location_accuracy.into(),
        commune: zone.commune.as_ref().and_then(|id| named_unit(view, id)),
        former_district: zone.former_district.as_ref().and_then(|id| named_unit(view, id)),
        former_communes: zone.former_communes.iter().map(String::as_str).collect(),
        sectors: zone.sectors.iter().map(|sector| Code(*sector)).collect(),
        parts_count: answer.parts.len(),
        lots_count: answer.land.lots,
        gross_ha: gross.map(|(hectares, _)| ha(hectares)),
        gross_ha_known_parts: gross.map_or(0, |(_, parts)| parts),
        land: land(&answer.land, |figure| answer.leading(figure)),
        access: access_summary(&class_distances(roads, &view.zone_origin(answer.shard, roads))),
        geometry_accuracy: answer.geometry_accuracy().map(Code),
        data_class: zone.data_class.into(),
        lots_data_class: answer.lots_data_class(view).map(Code),
    }
}

/// Everything that is known of a zone.
pub fn detail_properties<'a>(zone: ZoneProperties<'a>, answer: &'a ZoneAnswer<'a>) -> ZoneDetailProperties<'a> {
    ZoneDetailProperties {
        zone,
        note: answer.zone.note.as_ref().map(Into::into),
        sources: answer.zone.sources.iter().map(|source| source.as_ref().into()).collect(),
        claims: claim_bodies(&answer.zone.claims, answer.day),
        parts: answer.parts.iter().map(part).collect(),
    }
}

/// The name of a unit as it was last called: zones name units of before 2025 too.
pub fn named_unit<'a>(view: &'a View, id: &'a Id) -> Option<NamedRecordBody<'a>> {
    let record = view.snapshot.base().admin_units.find(id.as_str())?;
    let unit: &AdminUnit = record.timeline.entries().filter_map(|(_, unit)| unit).next_back()?;
    Some(NamedRecordBody { id: id.as_str(), name: (&unit.name).into() })
}

fn part<'a>(answer: &'a PartAnswer<'a>) -> ZonePartBody<'a> {
    let part = answer.part;
    let developers = part
        .developers
        .iter()
        .map(|developer| DeveloperBody { name: &developer.name, source: developer.source.as_deref().map(Into::into) });
    ZonePartBody {
        id: answer.record.id.as_str(),
        label: (&part.label).into(),
        status: part.status.map(Code),
        geometry: part.geometry.as_ref().map(|geometry| geometry.get().into()),
        geometry_accuracy: part.geometry_accuracy.map(Code),
        data_class: part.data_class.into(),
        decisions: part.decisions.iter().map(decision).collect(),
        developers: developers.collect(),
        term: part.term.map(|term| TermBody { start: term.start.to_string(), end: term.end.to_string() }),
        figures: figures_on(&part.claims, answer.day),
        claims: claim_bodies(&part.claims, answer.day),
        lots_count: answer.land.lots,
        measured_ha: answer.measured_ha().map(ha),
        land: land(&answer.land, |figure| answer.leading(figure)),
    }
}

/// A decision as it is shown.
pub fn decision(decision: &Decision) -> DecisionBody<'_> {
    DecisionBody {
        number: &decision.number,
        date: decision.date.map(|date| date.to_string()),
        subject: (&decision.subject).into(),
        source: decision.source.as_deref().map(Into::into),
    }
}

/// Without lots nothing is known of the land: everything computed from lots is null.
fn land<'a>(sums: &LandSums, leading: impl Fn(Figure) -> Option<LeadingFigure<'a>>) -> LandBody<'a> {
    let known = |hectares: f64| (sums.lots > 0).then(|| ha(hectares));
    let [leased, reserved, ready, clean, in_clearance, planned] = sums.display_ha.map(ha);
    let display = DisplayLand { leased, reserved, ready, clean, in_clearance, planned };
    LandBody {
        leasable_ha: known(sums.leasable_ha),
        leased_ha: known(sums.leased_ha),
        reserved_ha: known(sums.reserved_ha),
        available_ha: known(sums.available_ha),
        clean_ha: known(sums.clean_ha),
        ready_ha: known(sums.ready_ha),
        display_ha: (sums.lots > 0).then_some(display),
        stale_ha: known(sums.stale_ha),
        occupancy_pct: OccupancyBody {
            nd35_2022: sums.occupancy_nd35_pct().map(tenths),
            industrial_only: sums.occupancy_industrial_pct().map(tenths),
            claimed: leading(Figure::OccupancyPct).map(Into::into),
        },
        clearance_pct: ClearanceShareBody {
            lots: sums.clearance_pct().map(tenths),
            claimed: leading(Figure::ClearancePct).map(Into::into),
        },
    }
}
