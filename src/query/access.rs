//! Road connection: the nearest of each class.

use geo::Coord;

use super::places::{Door, Meeting, Place};
use super::way_facts::{WayFacts, cost_of};
use super::ways::door_cost;
use crate::index::network::{Cost, Nearest, Reached, Way, reach};
use crate::index::{RoadsOn, View};
use crate::model::{AccessClass, Id, Name, NoAccess, Optimise};

/// The nearest of a class.
#[derive(Clone, Debug)]
pub struct Access<'v> {
    /// The door from which it is nearest.
    pub door: Door<'v>,
    /// Where that door meets the network.
    pub meeting: Meeting,
    /// What is reached.
    pub target: TargetFound<'v>,
    /// The way there.
    pub way: WayFacts<'v>,
}

/// What is reached.
#[derive(Clone, Copy, Debug)]
pub struct TargetFound<'v> {
    /// Id of the transport node, or of the road section.
    pub id: &'v Id,
    /// What it is called.
    pub name: &'v Name,
    /// Its position; of a road the point at which one drives onto it. Degrees.
    pub at: Coord<f64>,
    /// From the network to it as the crow flies, millimetres.
    pub off_network: u32,
}

/// The nearest of each class, or why there is none. One entry for each of `classes`, in their order.
pub fn access<'v>(
    view: &'v View,
    roads: &RoadsOn,
    from: &Place<'v>,
    classes: &[AccessClass],
    optimise: Optimise,
) -> Vec<(AccessClass, Result<Access<'v>, NoAccess>)> {
    let searches = match optimise {
        Optimise::Distance => vec![],
        Optimise::Time => {
            let cost = cost_of(roads.vehicle, Optimise::Time);
            from.met().map(|(_, meeting)| reach(roads.network.graph(), meeting.spot, cost, u32::MAX - 1, &[])).collect()
        }
    };
    let of_class = |class: AccessClass| {
        if let Some(lost) = from.lost() {
            return Err(lost);
        }
        let found = match optimise {
            Optimise::Distance => nearest_by_distance(roads, from, class),
            Optimise::Time => nearest_by_time(roads, from, class, &searches),
        };
        let none = if roads.network.targets(class).any { NoAccess::NoRoute } else { NoAccess::NoTarget };
        found.and_then(|found| complete(view, roads, class, found)).ok_or(none)
    };
    classes.iter().map(|class| (*class, of_class(*class))).collect()
}

/// A door, the way from it, and the record of the target: a transport node, or a section for a class of road.
struct Found<'v> {
    door: Door<'v>,
    meeting: Meeting,
    way: Way,
    record: u32,
}

fn nearest_by_distance<'v>(roads: &RoadsOn, from: &Place<'v>, class: AccessClass) -> Option<Found<'v>> {
    let network = &roads.network;
    let ways = from.met().filter_map(|(door, meeting)| Some((door, meeting, network.nearest(class, meeting.spot)?)));
    let total = |meeting: &Meeting, nearest: &Nearest| {
        u64::from(nearest.distance) + door_cost(Cost::Distance, meeting.off_network)
    };
    let (door, meeting, nearest) = ways.min_by_key(|(_, meeting, nearest)| total(meeting, nearest))?;
    let record = match class.road_class() {
        Some(_) => nearest.target,
        None => network.targets(class).nodes.get(nearest.target as usize)?.record,
    };
    Some(Found { door: *door, meeting, way: network.way(class, &nearest), record })
}

fn nearest_by_time<'v>(
    roads: &RoadsOn,
    from: &Place<'v>,
    class: AccessClass,
    searches: &[Reached<'_>],
) -> Option<Found<'v>> {
    let network = &roads.network;
    let arrives = network.targets(class).arrives(network.graph());
    let cost = cost_of(roads.vehicle, Optimise::Time);
    let mut best: Option<(u64, Found<'v>)> = None;
    for ((door, meeting), search) in from.met().zip(searches) {
        let off = door_cost(cost, meeting.off_network);
        let mut offer = |driven: u32, record: u32, way: &dyn Fn() -> Way| {
            let total = u64::from(driven) + off;
            if best.as_ref().is_none_or(|(least, _)| total < *least) {
                best = Some((total, Found { door: *door, meeting, way: way(), record }));
            }
        };
        if let Some(record) = network.here(class, meeting.spot) {
            offer(0, record, &Way::default);
        }
        for (arrive, record) in &arrives {
            let end = std::slice::from_ref(arrive);
            if let Some(driven) = search.cost_to(end) {
                offer(driven, *record, &|| search.to(end).map(|(_, way)| way).unwrap_or_default());
            }
        }
    }
    best.map(|(_, found)| found)
}

fn complete<'v>(view: &'v View, roads: &RoadsOn, class: AccessClass, found: Found<'v>) -> Option<Access<'v>> {
    let Found { door, meeting, way, record } = found;
    let way = WayFacts::of(view, roads, &way);
    let base = view.snapshot.base();
    let target = if class.road_class().is_some() {
        let section = base.road_sections.records.get(record as usize)?;
        let name = &section.timeline.at(view.as_of)?.name;
        let end = way.line.as_ref().and_then(|line| line.0.last().copied());
        let at = end.or(meeting.snap.map(|snap| snap.position)).unwrap_or(door.at);
        TargetFound { id: &section.id, name, at, off_network: 0 }
    } else {
        let node = base.transport_nodes.records.get(record as usize)?;
        let body = node.timeline.at(view.as_of)?;
        let geo::Geometry::Point(at) = body.geometry.get() else { return None };
        let reached = roads.network.targets(class).nodes.iter().find(|target| target.record == record)?;
        TargetFound { id: &node.id, name: &body.name, at: at.0, off_network: reached.off_network }
    };
    Some(Access { door, meeting, target, way })
}
