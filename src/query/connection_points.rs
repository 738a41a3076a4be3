//! The register of connection points: where branch roads meet main roads, with which permit, and how much room is beside them.

use std::collections::BTreeMap;

use geo::Intersects;

use super::page::{Page, PageBuilder, PageRequest};
use super::roadside::points::{self, Gap, PlacedPoint, PointOnDay};
use crate::index::linear::SectionLine;
use crate::index::{Record, View};
use crate::model::{
    Bbox, BranchType, ConnectionPermit, ConnectionPoint, ConnectionStanding, Date, Id, PermitState, RoadSection,
};

/// Which points are wanted. Every condition must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PointFilter {
    /// Within this box.
    pub bbox: Option<Bbox>,
    /// On one of these sections; empty = all.
    pub sections: Vec<Id>,
    /// Serving one of these zones; empty = all.
    pub zones: Vec<Id>,
    /// Serving one of these parts; empty = all.
    pub parts: Vec<Id>,
    /// With a permit in one of these states, `None` = no permit on record; empty = all.
    pub permit_states: Vec<Option<PermitState>>,
    /// Of one of these standings; empty = all.
    pub standings: Vec<ConnectionStanding>,
    /// With an approval that lapses before this day, or has lapsed.
    pub expiring_before: Option<Date>,
    /// To be removed and still there, or not.
    pub to_be_removed: Option<bool>,
    /// Where one of these joins; empty = all.
    pub branch_types: Vec<BranchType>,
}

/// A connection point as the register shows it.
#[derive(Clone, Debug)]
pub struct PointAnswer<'v> {
    /// The point.
    pub on: PointOnDay<'v>,
    /// The section it lies on; `None` when there is none that day.
    pub section: Option<(&'v Id, &'v RoadSection)>,
    /// Where along the section.
    pub place: PlacedPoint<'v>,
    /// The nearest on the same side that takes room, with smaller chainage.
    pub before: Option<Gap<'v>>,
    /// The nearest on the same side that takes room, with greater chainage.
    pub after: Option<Gap<'v>>,
    /// The last revision that touched the point or its permit.
    pub version: u64,
}

/// Connection points, one page of them, in order of id.
pub fn connection_points<'v>(view: &'v View, filter: &PointFilter, page: &PageRequest) -> Page<PointAnswer<'v>> {
    let mut builder = PageBuilder::new(page);
    let within = view.snapshot.base().connection_points.within(filter.bbox.as_ref(), view.as_of);
    for (record, point) in within {
        let on = points::on_day(view, record, point);
        if filter.takes(&on) {
            builder.add(0.0, None, &record.id, || on);
        }
    }
    let found = builder.finish(|on| (None, on.record.id.clone()));
    let mut roads = Roads::of(view);
    found.filter_map(|on| roads.answer(on))
}

/// One connection point; `None` when there is none that day.
pub fn find_point<'v>(view: &'v View, id: &Id) -> Option<PointAnswer<'v>> {
    let record = view.snapshot.base().connection_points.find(id.as_str())?;
    let on = points::on_day(view, record, record.timeline.at(view.as_of)?);
    Roads::of(view).answer(on)
}

/// What was recorded of the permit by the day of the view, the first row first.
pub fn permit_history<'v>(view: &'v View, id: &Id) -> Vec<(Date, Option<&'v ConnectionPermit>)> {
    let record = view.snapshot.base().connection_permits.find(id.as_str());
    let rows = record.into_iter().flat_map(|record| record.timeline.entries());
    rows.filter(|(day, _)| *day <= view.as_of).collect()
}

impl PointFilter {
    fn takes(&self, on: &PointOnDay<'_>) -> bool {
        let ConnectionPoint { section, zone_part, branch_type, geometry, .. } = on.point;
        let serves = |wanted: &dyn Fn(&Id) -> bool| zone_part.as_ref().is_some_and(wanted);
        let state = on.permit.map(|permit| permit.state);
        (self.sections.is_empty() || self.sections.contains(section))
            && (self.zones.is_empty() || serves(&|part| self.zones.iter().any(|zone| zone.as_str() == part.zone())))
            && (self.parts.is_empty() || serves(&|part| self.parts.contains(part)))
            && (self.permit_states.is_empty() || self.permit_states.contains(&state))
            && (self.standings.is_empty() || self.standings.contains(&on.standing()))
            && (self.branch_types.is_empty() || self.branch_types.contains(branch_type))
            && self.to_be_removed.is_none_or(|wanted| wanted == on.is_to_be_removed())
            && self.expiring_before.is_none_or(|day| lapses_before(on, day))
            && self.bbox.is_none_or(|bbox| geometry.get().intersects(&bbox.rect()))
    }
}

/// Whether an approval lapses before a day if nothing else happens, or has lapsed already.
fn lapses_before(on: &PointOnDay<'_>, day: Date) -> bool {
    let lapsed_by = |day| on.permit.is_some_and(|permit| permit.is_expired(on.point.branch_type, day));
    lapsed_by(day) || lapsed_by(on.day)
}

/// Sections of the points of a page with everything on them, each looked at once.
struct Roads<'v> {
    view: &'v View,
    placed: BTreeMap<&'v Id, Vec<PlacedPoint<'v>>>,
}

impl<'v> Roads<'v> {
    fn of(view: &'v View) -> Self {
        Roads { view, placed: BTreeMap::new() }
    }

    fn answer(&mut self, on: PointOnDay<'v>) -> Option<PointAnswer<'v>> {
        let section = &on.point.section;
        let view = self.view;
        let placed = self.placed.entry(section).or_insert_with(|| {
            points::placed(&points::of_section(view, section), SectionLine::of(view, section).as_ref())
        });
        let at = placed.iter().position(|point| point.on.record.id == on.record.id)?;
        let (before, after) = points::neighbours(placed, at);
        let base = view.snapshot.base();
        let road = base.road_sections.find(section.as_str());
        let version = |record: Option<&Record<ConnectionPermit>>| record.map_or(0, |record| record.version);
        Some(PointAnswer {
            on,
            section: road.and_then(|record| Some((&record.id, record.timeline.at(view.as_of)?))),
            place: placed[at],
            before,
            after,
            version: version(base.connection_permits.find(on.record.id.as_str())).max(on.record.version),
        })
    }
}
