//! Which parks lack a known lawful connection to a road of some class, judged by what is on record.
//!
//! A connection point on such a road with an approval in force settles it. So does a gate whose connection is recorded as accepted,
//! where no point tells more: a point's own permit goes before the word of a gate.

use std::sync::Arc;

use super::GapFilter;
use crate::index::{View, ZoneShard};
use crate::model::{ConnectionStanding, ConnectionState, Date, Id, PermitState, Zone, ZonePart, ZoneStatus};
use crate::query::roadside::points::{PointOnDay, by_section};

/// What is known of a zone's connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ZoneStanding {
    /// A point has an approval in force.
    ByPoint,
    /// A gate's record says that its connection is accepted, and no point tells more.
    ByGate,
    /// An application is being dealt with.
    InProgress,
    /// Nothing is known, or only that a point is there.
    Unknown,
    /// An application was refused or withdrawn, and nothing else is on record.
    Refused,
    /// What was approved has lapsed or has to go, or a gate's record says that there is none.
    None,
}

impl ZoneStanding {
    /// Whether a lawful connection is known.
    pub fn is_known(self) -> bool {
        matches!(self, ZoneStanding::ByPoint | ZoneStanding::ByGate)
    }
}

/// What is on record of a zone's connection.
#[derive(Clone, Debug)]
pub struct ZoneConnection<'v> {
    /// The zone's shard.
    pub shard: &'v Arc<ZoneShard>,
    /// The zone.
    pub zone: &'v Zone,
    /// What follows.
    pub standing: ZoneStanding,
    /// Points that serve it on roads of the asked classes.
    pub points: Vec<PointOnDay<'v>>,
    /// Gates whose connection is on record.
    pub gates: Vec<(&'v Id, ConnectionState)>,
    /// Whether a gate's record says accepted and the points of its part say otherwise.
    pub is_contradicted: bool,
    /// Parts in the plan without a known connection of their own.
    pub parts_without: Vec<&'v Id>,
}

/// What is on record of every wanted zone, in order of id. Zones that were taken out of the plan as a whole are left out.
/// `date` decides which approvals have lapsed.
pub fn zone_connections<'v>(view: &'v View, date: Date, filter: &GapFilter) -> Vec<ZoneConnection<'v>> {
    let points = points_by_part(view, date, filter);
    let zones = view.snapshot.zones().iter().filter(|shard| filter.takes_zone(shard.id.as_str()));
    zones.filter_map(|shard| connection_of(view, shard, &points)).collect()
}

/// A point that serves a part, and whether it lies on a road of the asked classes.
struct Serving<'v> {
    part: &'v Id,
    on: PointOnDay<'v>,
    is_on_asked_road: bool,
}

fn points_by_part<'v>(view: &'v View, date: Date, filter: &GapFilter) -> Vec<Serving<'v>> {
    let sections = &view.snapshot.base().road_sections;
    let mut found = vec![];
    for (section, points) in by_section(view) {
        let road = sections.find(section.as_str()).and_then(|record| record.timeline.at(view.as_of));
        let is_on_asked_road = road.is_some_and(|road| filter.takes_road(section, road.class));
        let serving = points.into_iter().filter_map(|on| {
            Some(Serving { part: on.point.zone_part.as_ref()?, on: PointOnDay { day: date, ..on }, is_on_asked_road })
        });
        found.extend(serving);
    }
    found
}

fn connection_of<'v>(view: &'v View, shard: &'v Arc<ZoneShard>, points: &[Serving<'v>]) -> Option<ZoneConnection<'v>> {
    let zone = shard.zone.at(view.as_of)?;
    let parts: Vec<(&Id, &ZonePart)> =
        shard.parts.iter().filter_map(|record| Some((&record.id, record.timeline.at(view.as_of)?))).collect();
    let is_out = |part: &ZonePart| part.status == Some(ZoneStatus::RemovedFromPlan);
    if !parts.is_empty() && parts.iter().all(|(_, part)| is_out(part)) {
        return None;
    }
    let mine: Vec<&Serving> = points.iter().filter(|serving| serving.part.zone() == shard.id.as_str()).collect();
    let gates = gates_of(view, shard);
    let of_part = |part: &Id| part_standing(part, &mine, &gates);
    let in_plan = parts.iter().filter(|(_, part)| !is_out(part));
    let told: Vec<(&'v Id, ZoneStanding)> = in_plan.map(|(id, _)| (*id, of_part(id))).collect();
    let mut standing = told.iter().map(|(_, standing)| *standing).min().unwrap_or(ZoneStanding::Unknown);
    // A point may serve a part that is not on record that day.
    if !standing.is_known() && mine.iter().any(|one| is_approved(one)) {
        standing = ZoneStanding::ByPoint;
    }
    let says_otherwise = |part: &Id| {
        let standings: Vec<_> = mine.iter().filter(|one| one.part == part).map(|one| one.on.standing()).collect();
        !standings.is_empty() && !standings.contains(&ConnectionStanding::Approved)
    };
    Some(ZoneConnection {
        shard,
        zone,
        standing,
        points: mine.iter().filter(|one| one.is_on_asked_road).map(|one| one.on).collect(),
        is_contradicted: gates.iter().any(|gate| gate.state == ConnectionState::Accepted && says_otherwise(gate.part)),
        gates: gates.iter().map(|gate| (gate.id, gate.state)).collect(),
        parts_without: told.into_iter().filter(|(_, standing)| !standing.is_known()).map(|(id, _)| id).collect(),
    })
}

/// A gate whose connection is on record.
struct RecordedGate<'v> {
    id: &'v Id,
    part: &'v Id,
    state: ConnectionState,
}

fn gates_of<'v>(view: &'v View, shard: &'v Arc<ZoneShard>) -> Vec<RecordedGate<'v>> {
    let recorded = |gate: &'v crate::index::GateRecord| {
        let (core, connection) = (gate.core.at(view.as_of)?, gate.connection.at(view.as_of)?);
        Some(RecordedGate { id: &gate.id, part: &core.zone_part, state: connection.state })
    };
    shard.gates.iter().filter_map(recorded).collect()
}

fn is_approved(serving: &Serving<'_>) -> bool {
    serving.is_on_asked_road && serving.on.standing() == ConnectionStanding::Approved
}

fn part_standing(part: &Id, points: &[&Serving<'_>], gates: &[RecordedGate<'_>]) -> ZoneStanding {
    let points: Vec<&&Serving> = points.iter().filter(|one| one.part == part).collect();
    let gates: Vec<ConnectionState> = gates.iter().filter(|gate| gate.part == part).map(|gate| gate.state).collect();
    let on_asked = || points.iter().filter(|one| one.is_on_asked_road);
    let any = |standing: ConnectionStanding| on_asked().any(|one| one.on.standing() == standing);
    let refused = |one: &&&Serving| {
        one.on.permit.is_some_and(|permit| matches!(permit.state, PermitState::Rejected | PermitState::Withdrawn))
    };
    if any(ConnectionStanding::Approved) {
        ZoneStanding::ByPoint
    } else if points.is_empty() && gates.contains(&ConnectionState::Accepted) {
        ZoneStanding::ByGate
    } else if any(ConnectionStanding::InProgress) || points.is_empty() && gates.contains(&ConnectionState::InProgress) {
        ZoneStanding::InProgress
    } else if any(ConnectionStanding::Unknown) {
        ZoneStanding::Unknown
    } else if on_asked().any(|one| refused(&one)) {
        ZoneStanding::Refused
    } else if any(ConnectionStanding::None) || points.is_empty() && gates.contains(&ConnectionState::None) {
        ZoneStanding::None
    } else {
        ZoneStanding::Unknown
    }
}
