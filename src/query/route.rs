//! One way between two places.

use super::places::{Door, Meeting, Place};
use super::way_facts::{WayFacts, cost_of};
use crate::index::network::{Way, reach};
use crate::index::{RoadsOn, View};
use crate::model::{NoAccess, Optimise};

/// The way between two places.
#[derive(Clone, Debug)]
pub struct Route<'v> {
    /// The door it leaves by, and where that meets the network.
    pub from: (Door<'v>, Meeting),
    /// The door it arrives at.
    pub to: (Door<'v>, Meeting),
    /// The way.
    pub way: WayFacts<'v>,
}

/// The cheapest way between any door of one place and any door of another; why there is none otherwise.
pub fn route<'v>(
    view: &'v View,
    roads: &RoadsOn,
    from: &Place<'v>,
    to: &Place<'v>,
    optimise: Optimise,
) -> Result<Route<'v>, NoAccess> {
    if let Some(lost) = from.lost().or(to.lost()) {
        return Err(lost);
    }
    let graph = roads.network.graph();
    let cost = cost_of(roads.vehicle, optimise);
    let wanted: Vec<_> = to.met().map(|(_, meeting)| meeting.spot.arrives(graph)).collect();
    let mut best: Option<(u32, Route<'v>, Way)> = None;
    for (door, meeting) in from.met() {
        let search = reach(graph, meeting.spot, cost, u32::MAX - 1, &wanted);
        for ((to_door, to_meeting), ends) in to.met().zip(&wanted) {
            let found = match to_meeting.spot == meeting.spot {
                true => Some((0, Way::default())),
                false => search.to(ends),
            };
            let Some((least, way)) = found else { continue };
            if best.as_ref().is_none_or(|(known, ..)| least < *known) {
                let facts = WayFacts { distance: 0, time: 0, line: None, stretches: vec![] };
                best = Some((least, Route { from: (*door, meeting), to: (*to_door, to_meeting), way: facts }, way));
            }
        }
    }
    let (_, mut route, way) = best.ok_or(NoAccess::NoRoute)?;
    route.way = WayFacts::of(view, roads, &way);
    Ok(route)
}
