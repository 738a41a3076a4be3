//! From what a query answers about zones to what the wire shows.

use super::coded::*;
use super::figures::{LeadingFigureBody, every_claim, leading_figures};
use super::geojson::{Position, Shape};
use super::zone_bodies::*;
use crate::index::View;
use crate::model::{Decision, Developer, Figure, Id, MetricFrame, Term};
use crate::query::land_sums::LandSums;
use crate::query::zones::{PartAnswer, ZoneAnswer};

impl<'v> ZoneProperties<'v> {
    /// A zone as a list shows it.
    pub fn new(view: &'v View, answer: &ZoneAnswer<'v>) -> Self {
        let zone = answer.zone;
        let (gross_ha, gross_ha_known_parts) = answer.gross_ha().unzip();
        let claimed = |figure| answer.leading(figure).and_then(|(_, claims)| LeadingFigureBody::of(claims, figure));
        let position = zone.location.as_ref().and_then(|location| match location.get() {
            geo::Geometry::Point(point) => Some(Position(point.0)),
            _ => None,
        });
        ZoneProperties {
            kind: zone.kind.into(),
            name: (&zone.name).into(),
            status: answer.status.map(Code),
            location: position,
            location_accuracy: zone.location_accuracy.into(),
            commune: zone.commune.as_ref().and_then(|id| named_unit(view, id)),
            former_district: zone.former_district.as_ref().and_then(|id| named_unit(view, id)),
            former_communes: zone.former_communes.iter().map(String::as_str).collect(),
            sectors: zone.sectors.iter().copied().map(Code).collect(),
            parts_count: answer.parts.len(),
            lots_count: answer.land.lots,
            gross_ha: gross_ha.map(ha),
            gross_ha_known_parts: gross_ha_known_parts.unwrap_or(0),
            land: LandBody::new(&answer.land, claimed(Figure::OccupancyPct), claimed(Figure::ClearancePct)),
            geometry_accuracy: answer.geometry_accuracy().map(Code),
            data_class: zone.data_class.into(),
            lots_data_class: answer.lots_data_class(view).map(Code),
        }
    }
}

/// A unit with the last name it had; a unit of before July 2025 keeps its name though it has ended.
pub fn named_unit<'v>(view: &'v View, id: &'v Id) -> Option<NamedRecordBody<'v>> {
    let record = view.snapshot.base().admin_units.find(id.as_str())?;
    let unit = record.timeline.entries().filter_map(|(_, unit)| unit).next_back()?;
    Some(NamedRecordBody { id: id.as_str(), name: (&unit.name).into() })
}

impl<'v> LandBody<'v> {
    /// Sums over lots, beside what is claimed. Without a lot every sum is unknown.
    fn new(
        land: &LandSums,
        occupancy: Option<LeadingFigureBody<'v>>,
        clearance: Option<LeadingFigureBody<'v>>,
    ) -> Self {
        let of_lots = |hectares: f64| (land.lots > 0).then(|| ha(hectares));
        let [leased, reserved, ready, clean, in_clearance, planned] = land.display_ha.map(ha);
        LandBody {
            leasable_ha: of_lots(land.leasable_ha),
            leased_ha: of_lots(land.leased_ha),
            reserved_ha: of_lots(land.reserved_ha),
            available_ha: of_lots(land.available_ha),
            clean_ha: of_lots(land.clean_ha),
            ready_ha: of_lots(land.ready_ha),
            display_ha: (land.lots > 0).then_some(DisplayLand {
                leased,
                reserved,
                ready,
                clean,
                in_clearance,
                planned,
            }),
            stale_ha: of_lots(land.stale_ha),
            occupancy_pct: OccupancyBody {
                nd35_2022: land.occupancy_nd35_pct().map(tenths),
                industrial_only: land.occupancy_industrial_pct().map(tenths),
                claimed: occupancy,
            },
            clearance_pct: ClearanceShareBody { lots: land.clearance_pct().map(tenths), claimed: clearance },
        }
    }
}

impl<'v> ZonePartBody<'v> {
    /// A part with everything that is known of it.
    pub fn new(answer: &PartAnswer<'v>) -> Self {
        let part = answer.part;
        let claimed = |figure| LeadingFigureBody::of(&part.claims, figure);
        let outline = part.geometry.as_ref().map(|geometry| geometry.polygons());
        let outline = outline.filter(|outline| !outline.0.is_empty());
        ZonePartBody {
            id: answer.record.id.as_str(),
            label: (&part.label).into(),
            status: part.status.map(Code),
            geometry: part.geometry.as_ref().map(|geometry| Shape::from(geometry.get())),
            geometry_accuracy: part.geometry_accuracy.map(Code),
            data_class: part.data_class.into(),
            decisions: part.decisions.iter().map(DecisionBody::from).collect(),
            developers: part.developers.iter().map(DeveloperBody::from).collect(),
            term: part.term.map(TermBody::from),
            figures: leading_figures(&part.claims),
            claims: every_claim(&part.claims),
            lots_count: answer.land.lots,
            measured_ha: outline.map(|outline| ha(MetricFrame::new(part.crs).area(&outline).get())),
            land: LandBody::new(&answer.land, claimed(Figure::OccupancyPct), claimed(Figure::ClearancePct)),
        }
    }
}

impl<'v> From<&'v Decision> for DecisionBody<'v> {
    fn from(decision: &'v Decision) -> Self {
        DecisionBody {
            number: &decision.number,
            date: decision.date.map(|date| date.to_string()),
            subject: (&decision.subject).into(),
            source: decision.source.as_deref().map(Into::into),
        }
    }
}

impl<'v> From<&'v Developer> for DeveloperBody<'v> {
    fn from(developer: &'v Developer) -> Self {
        DeveloperBody { name: &developer.name, source: developer.source.as_deref().map(Into::into) }
    }
}

impl From<Term> for TermBody {
    fn from(term: Term) -> Self {
        TermBody { start: term.start.to_string(), end: term.end.to_string() }
    }
}
