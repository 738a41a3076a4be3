//! Connection points of a road with chainage and side, and the room between them.

use std::collections::BTreeMap;

use geo::{Coord, Geometry};

use crate::index::linear::SectionLine;
use crate::index::{Record, View};
use crate::model::{ChainageBasis, ConnectionPermit, ConnectionPoint, ConnectionStanding, Date, Id, PermitState, Side};

/// A connection point on a day.
#[derive(Clone, Copy, Debug)]
pub struct PointOnDay<'v> {
    /// The day it speaks of.
    pub day: Date,
    /// The record.
    pub record: &'v Record<ConnectionPoint>,
    /// The point itself.
    pub point: &'v ConnectionPoint,
    /// Its permit; `None` = unknown.
    pub permit: Option<&'v ConnectionPermit>,
}

impl PointOnDay<'_> {
    /// What is known of its right to be there.
    pub fn standing(&self) -> ConnectionStanding {
        self.permit.map_or(ConnectionStanding::Unknown, |permit| permit.standing(self.point.branch_type, self.day))
    }

    /// Whether its approval has lapsed.
    pub fn is_expired(&self) -> bool {
        self.permit.is_some_and(|permit| permit.is_expired(self.point.branch_type, self.day))
    }

    /// Whether it keeps others at a distance. One whose permit nobody recorded is there all the same, so it does.
    pub fn takes_room(&self) -> bool {
        self.permit.is_none_or(|permit| permit.takes_room(self.point.branch_type, self.day))
    }

    /// Whether a roadmap or its state says that it must go, and it has not gone yet.
    pub fn is_to_be_removed(&self) -> bool {
        let state = self.permit.map(|permit| permit.state);
        state != Some(PermitState::Removed)
            && (self.point.removal_due.is_some() || state == Some(PermitState::ToBeRemoved))
    }

    /// Its position, degrees.
    pub fn at(&self) -> Option<Coord<f64>> {
        match self.point.geometry.get() {
            Geometry::Point(point) => Some(point.0),
            _ => None,
        }
    }
}

/// The point of a record on the day of the view.
pub fn on_day<'v>(view: &'v View, record: &'v Record<ConnectionPoint>, point: &'v ConnectionPoint) -> PointOnDay<'v> {
    let permits = &view.snapshot.base().connection_permits;
    let permit = permits.find(record.id.as_str()).and_then(|permit| permit.timeline.at(view.as_of));
    PointOnDay { day: view.as_of, record, point, permit }
}

/// Every connection point on the day of the view, by the section it lies on, each in order of id.
pub fn by_section<'v>(view: &'v View) -> BTreeMap<&'v Id, Vec<PointOnDay<'v>>> {
    let mut found: BTreeMap<&Id, Vec<PointOnDay>> = BTreeMap::new();
    for record in &view.snapshot.base().connection_points.records {
        if let Some(point) = record.timeline.at(view.as_of) {
            found.entry(&point.section).or_default().push(on_day(view, record, point));
        }
    }
    found
}

/// Points of one section on the day of the view, in order of id.
pub fn of_section<'v>(view: &'v View, section: &Id) -> Vec<PointOnDay<'v>> {
    let base = view.snapshot.base();
    let records = base.points_of_section.get(section).into_iter().flatten();
    let on_the_day = |at: &u32| {
        let record = &base.connection_points.records[*at as usize];
        let point = record.timeline.at(view.as_of).filter(|point| point.section == *section)?;
        Some(on_day(view, record, point))
    };
    records.filter_map(on_the_day).collect()
}

/// A connection point and where along the road it lies.
#[derive(Clone, Copy, Debug)]
pub struct PlacedPoint<'v> {
    /// The point.
    pub on: PointOnDay<'v>,
    /// Chainage, metres, and how it is known: as written in the file, else read off the road's line; `None` without a line.
    pub chainage: Option<(f64, ChainageBasis)>,
    /// The side: as written in the file, else that of its position.
    pub side: Option<Side>,
}

/// Places points along their road, in order of chainage; those without one come last.
pub fn placed<'v>(points: &[PointOnDay<'v>], line: Option<&SectionLine>) -> Vec<PlacedPoint<'v>> {
    let mut placed: Vec<PlacedPoint> = points.iter().map(|point| place(*point, line)).collect();
    let key = |point: &PlacedPoint| point.chainage.map_or(f64::INFINITY, |(chainage, _)| chainage);
    placed.sort_by(|one, other| key(one).total_cmp(&key(other)).then(one.on.record.id.cmp(&other.on.record.id)));
    placed
}

fn place<'v>(on: PointOnDay<'v>, line: Option<&SectionLine>) -> PlacedPoint<'v> {
    let located = line.zip(on.at()).map(|(line, at)| line.locate(at));
    let written =
        on.point.chainage.map(|chainage| (chainage.get(), on.point.chainage_basis.unwrap_or(ChainageBasis::Computed)));
    PlacedPoint {
        on,
        chainage: written.or_else(|| located.map(|located| (located.chainage_m, located.basis))),
        side: on.point.side.or_else(|| located.and_then(|located| located.side)),
    }
}

/// The room to a neighbour on the same side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap<'v> {
    /// The neighbour.
    pub to: &'v Id,
    /// Along the chainage, metres.
    pub gap_m: f64,
    /// Surveyed when both chainages are.
    pub basis: ChainageBasis,
}

/// The nearest neighbours of one of the placed points that take room: before it and after it.
pub fn neighbours<'v>(placed: &[PlacedPoint<'v>], at: usize) -> (Option<Gap<'v>>, Option<Gap<'v>>) {
    let here = &placed[at];
    let gap = |other: &PlacedPoint<'v>| gap_between(here, other);
    let before = placed[..at].iter().rev().find_map(gap);
    (before, placed[at + 1..].iter().find_map(gap))
}

/// The gap to another point; `None` unless it takes room on the same known side.
fn gap_between<'v>(here: &PlacedPoint<'v>, other: &PlacedPoint<'v>) -> Option<Gap<'v>> {
    let ((here_m, here_basis), (other_m, other_basis)) = (here.chainage?, other.chainage?);
    if here.side? != other.side? || !other.on.takes_room() {
        return None;
    }
    let both = [here_basis, other_basis].iter().all(|basis| *basis == ChainageBasis::Surveyed);
    let basis = if both { ChainageBasis::Surveyed } else { ChainageBasis::Computed };
    Some(Gap { to: &other.on.record.id, gap_m: (here_m - other_m).abs(), basis })
}

/// The rooms between successive points of a side that take room: from, to.
pub fn rooms<'v>(placed: &[PlacedPoint<'v>], side: Side) -> Vec<(&'v Id, Gap<'v>)> {
    let taking: Vec<&PlacedPoint> =
        placed.iter().filter(|point| point.side == Some(side) && point.on.takes_room()).collect();
    let room = |pair: &[&PlacedPoint<'v>]| Some((&pair[0].on.record.id, gap_between(pair[0], pair[1])?));
    taking.windows(2).filter_map(room).collect()
}
