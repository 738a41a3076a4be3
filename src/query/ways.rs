//! The cheapest ways between places, whichever doors they use.

use super::places::{Door, Meeting, Place};
use super::way_facts::cost_of;
use crate::index::RoadsOn;
use crate::index::network::{Cost, Measured, Spot};
use crate::model::Optimise;

/// The doors of a way between two places, and what the way costs.
#[derive(Clone, Copy, Debug)]
pub struct DoorWay<'v> {
    /// The door it leaves by, and where that meets the network.
    pub from: (Door<'v>, Meeting),
    /// The door it arrives at.
    pub to: (Door<'v>, Meeting),
    /// What the way between them costs.
    pub measured: Measured,
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

/// A door that meets the network, with the position of its place in the list.
struct Met<'v> {
    place: usize,
    door: Door<'v>,
    meeting: Meeting,
}

fn doors<'v>(places: &[Place<'v>]) -> (Vec<Met<'v>>, Vec<Spot>) {
    let met: Vec<Met<'v>> = (0..)
        .zip(places)
        .flat_map(|(place, of)| of.met().map(move |(door, meeting)| Met { place, door: *door, meeting }))
        .collect();
    let spots = met.iter().map(|met| met.meeting.spot).collect();
    (met, spots)
}

/// The cheapest way from each place to each other one, from the best door to the best door; of equal ones the first.
///
/// **Shape**: a row for each of `from`; `None` = no way.
pub fn ways<'v>(
    roads: &RoadsOn,
    from: &[Place<'v>],
    to: &[Place<'v>],
    optimise: Optimise,
) -> Vec<Vec<Option<DoorWay<'v>>>> {
    let cost = cost_of(roads.vehicle, optimise);
    let ((from_doors, starts), (to_doors, ends)) = (doors(from), doors(to));
    let table = roads.network.table(&starts, &ends, cost);
    let mut best: Vec<Vec<Option<(u64, DoorWay<'v>)>>> = vec![vec![None; to.len()]; from.len()];
    for (start, row) in from_doors.iter().zip(table) {
        for (end, measured) in to_doors.iter().zip(row).filter_map(|(end, cell)| Some((end, cell?))) {
            let off = door_cost(cost, start.meeting.off_network) + door_cost(cost, end.meeting.off_network);
            let total = u64::from(measured.effort.cost) + off;
            let known = &mut best[start.place][end.place];
            if known.as_ref().is_none_or(|(least, _)| total < *least) {
                let (from, to) = ((start.door, start.meeting), (end.door, end.meeting));
                *known = Some((total, DoorWay { from, to, measured }));
            }
        }
    }
    let plain = |row: Vec<Option<(u64, DoorWay<'v>)>>| row.into_iter().map(|best| best.map(|(_, way)| way)).collect();
    best.into_iter().map(plain).collect()
}
