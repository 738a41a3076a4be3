//! One way between two places.

use super::places::{Door, Meeting, Place};
use super::way_facts::WayFacts;
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
    let found = ways(roads, from, std::slice::from_ref(to), optimise).pop().flatten();
    let DoorWay { from, to, way } = found.ok_or(NoAccess::NoRoute)?;
    Ok(Route { from, to, way: WayFacts::of(view, roads, &way) })
}
