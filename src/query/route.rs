//! One way between two places.

use super::places::{Door, Meeting, Place};
use super::way_facts::{WayFacts, cost_of};
use super::ways::{DoorWay, ways};
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
    let (from, to) = best_doors(roads, from, to, optimise).ok_or(NoAccess::NoRoute)?;
    let way = roads.network.route(from.1.spot, to.1.spot, cost_of(roads.vehicle, optimise)).ok_or(NoAccess::NoRoute)?;
    Ok(Route { from, to, way: WayFacts::of(view, roads, &way) })
}

/// The doors between which the way is cheapest. Where there is no choice nothing has to be compared.
fn best_doors<'v>(
    roads: &RoadsOn,
    from: &Place<'v>,
    to: &Place<'v>,
    optimise: Optimise,
) -> Option<((Door<'v>, Meeting), (Door<'v>, Meeting))> {
    let only = |place: &Place<'v>| {
        let mut met = place.met().map(|(door, meeting)| (*door, meeting));
        met.next().filter(|_| met.next().is_none())
    };
    if let (Some(from), Some(to)) = (only(from), only(to)) {
        return Some((from, to));
    }
    let found = ways(roads, std::slice::from_ref(from), std::slice::from_ref(to), optimise).pop()?.pop()?;
    found.map(|DoorWay { from, to, .. }| (from, to))
}
