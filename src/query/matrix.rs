//! How far many places are from many others.

use super::places::Place;
use super::way_facts::cost_of;
use crate::index::RoadsOn;
use crate::index::network::{Cost, Way, reach};
use crate::model::Optimise;

/// Millimetres and milliseconds of one way.
pub type Cell = Option<(u32, u32)>;

/// The ways from each place to each other one: a row for each of `from`; `None` = no way.
pub fn matrix(roads: &RoadsOn, from: &[Place<'_>], to: &[Place<'_>], optimise: Optimise) -> Vec<Vec<Cell>> {
    from.iter().map(|from| row(roads, from, to, optimise)).collect()
}

fn row(roads: &RoadsOn, from: &Place<'_>, to: &[Place<'_>], optimise: Optimise) -> Vec<Cell> {
    let graph = roads.network.graph();
    let cost = cost_of(roads.vehicle, optimise);
    let doors: Vec<Vec<_>> = to.iter().map(|place| place.met().map(|(_, meeting)| meeting.spot).collect()).collect();
    let wanted: Vec<_> =
        doors.iter().map(|doors| doors.iter().flat_map(|spot| spot.arrives(graph)).collect()).collect();
    let mut best: Vec<Option<(u32, Way)>> = vec![None; to.len()];
    for (_, meeting) in from.met() {
        let search = reach(graph, meeting.spot, cost, u32::MAX - 1, &wanted);
        for ((known, doors), ends) in best.iter_mut().zip(&doors).zip(&wanted) {
            let found = if doors.contains(&meeting.spot) { Some((0, Way::default())) } else { search.to(ends) };
            if let Some((least, way)) = found
                && known.as_ref().is_none_or(|(least_known, _)| least < *least_known)
            {
                *known = Some((least, way));
            }
        }
    }
    let measure = |way: Way| (way.cost(graph, Cost::Distance), way.cost(graph, cost_of(roads.vehicle, Optimise::Time)));
    best.into_iter().map(|found| found.map(|(_, way)| measure(way))).collect()
}
