//! The cheapest ways from one place to others, whichever doors they use.

use super::places::{Door, Meeting, Place};
use super::way_facts::cost_of;
use crate::index::RoadsOn;
use crate::index::network::{Arrive, Cost, Way, reach};
use crate::model::Optimise;

/// A way from a door of one place to a door of another.
#[derive(Clone, Debug)]
pub struct DoorWay<'v> {
    /// The door it leaves by, and where that meets the network.
    pub from: (Door<'v>, Meeting),
    /// The door it arrives at.
    pub to: (Door<'v>, Meeting),
    /// The way.
    pub way: Way,
}

/// How fast one is thought to get from a door to the network where no road is on record, km/h: slow, so that of several gates
/// the one on the road is preferred. It chooses among gates and is in no figure.
const OFF_NETWORK_KMH: f64 = 15.0;

/// What the way between a door and the network counts when gates are compared.
pub fn door_cost(cost: Cost, off_network: u32) -> u64 {
    match cost {
        Cost::Distance => u64::from(off_network),
        Cost::Car | Cost::Truck => (f64::from(off_network) * 3.6 / OFF_NETWORK_KMH) as u64,
    }
}

/// The cheapest way to each place, from the best door to the best door; of equal ones the first. `None` = no way.
pub fn ways<'v>(roads: &RoadsOn, from: &Place<'v>, to: &[Place<'v>], optimise: Optimise) -> Vec<Option<DoorWay<'v>>> {
    let graph = roads.network.graph();
    let cost = cost_of(roads.vehicle, optimise);
    let doors: Vec<(usize, Door<'v>, Meeting)> =
        (0..).zip(to).flat_map(|(place, to)| to.met().map(move |(door, meeting)| (place, *door, meeting))).collect();
    let wanted: Vec<Vec<Arrive>> = doors.iter().map(|(_, _, meeting)| meeting.spot.arrives(graph)).collect();
    let mut best: Vec<Option<(u64, DoorWay<'v>)>> = vec![None; to.len()];
    for (door, meeting) in from.met() {
        let search = reach(graph, meeting.spot, cost, u32::MAX - 1, &wanted);
        for ((place, to_door, to_meeting), ends) in doors.iter().zip(&wanted) {
            let is_here = meeting.spot == to_meeting.spot;
            let Some(driven) = (if is_here { Some(0) } else { search.cost_to(ends) }) else { continue };
            let total =
                u64::from(driven) + door_cost(cost, meeting.off_network) + door_cost(cost, to_meeting.off_network);
            if best[*place].as_ref().is_none_or(|(least, _)| total < *least) {
                let way = search.to(ends).filter(|_| !is_here).map(|(_, way)| way).unwrap_or_default();
                best[*place] = Some((total, DoorWay { from: (*door, meeting), to: (*to_door, *to_meeting), way }));
            }
        }
    }
    best.into_iter().map(|best| best.map(|(_, way)| way)).collect()
}
