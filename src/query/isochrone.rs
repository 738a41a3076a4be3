//! What is reached within so many minutes: roads, and zones.

use geo::LineString;

use super::places::Place;
use super::way_facts::cost_of;
use crate::index::network::{Cost, Graph, Reached, Step, Way, reach};
use crate::index::{RoadsOn, View};
use crate::model::{Id, Name, Optimise};

/// Roads that are reached within some time, and not within the one before.
#[derive(Clone, Debug)]
pub struct Band {
    /// Milliseconds at most.
    pub within: u32,
    /// The roads, degrees: parts of links as they are drawn.
    pub lines: Vec<LineString<f64>>,
    /// Their length, millimetres; a road counts once, not once for each direction.
    pub length: u64,
}

/// What is reached.
#[derive(Clone, Debug)]
pub struct Isochrone<'v> {
    /// One for each time, nearest first.
    pub bands: Vec<Band>,
    /// Zones with a door in reach, nearest first, with the milliseconds to it.
    pub zones: Vec<(&'v Id, &'v Name, u32)>,
}

/// What is reached from a place within each of these times (milliseconds, ascending).
pub fn isochrone<'v>(view: &'v View, roads: &RoadsOn, from: &Place<'v>, times: &[u32]) -> Isochrone<'v> {
    let graph = roads.network.graph();
    let cost = cost_of(roads.vehicle, Optimise::Time);
    let most = times.last().copied().unwrap_or(0);
    let searches: Vec<Reached<'_>> =
        from.met().map(|(_, meeting)| reach(graph, meeting.spot, cost, most, &[])).collect();
    let mut bands: Vec<Band> = times.iter().map(|time| Band { within: *time, lines: vec![], length: 0 }).collect();
    for piece in 0..graph.pieces().len() as u32 {
        let mut nearer: Vec<Span> = vec![];
        for band in &mut bands {
            let reached = covered(graph, &searches, cost, piece, band.within);
            for (from, to) in without(&reached, &nearer) {
                let step = Step { edge: 2 * piece, from, to };
                band.length += u64::from(step.length());
                band.add(Way { steps: vec![step] }.line(graph));
            }
            nearer = reached;
        }
    }
    Isochrone { bands, zones: zones(view, roads, from, &searches, most) }
}

impl Band {
    /// Adds a line; one that goes on where the last ended is joined to it, so that a link is not shown in crumbs.
    fn add(&mut self, line: LineString<f64>) {
        match self.lines.last_mut() {
            Some(last) if last.0.last() == line.0.first() => last.0.extend_from_slice(&line.0[1..]),
            _ => self.lines.push(line),
        }
    }
}

/// Millimetres from the start of a piece: from, to.
type Span = (u32, u32);

/// The parts of a piece that are reached within a time, in order and apart.
fn covered(graph: &Graph, searches: &[Reached<'_>], cost: Cost, piece: u32, within: u32) -> Vec<Span> {
    let length = graph.pieces()[piece as usize].length;
    let mut spans: Vec<Span> = vec![];
    for edge in [2 * piece, 2 * piece + 1] {
        let mut add = |from: u32, spent: u32| {
            let to = farthest(graph, cost, edge, from, within.saturating_sub(spent));
            if spent <= within && to > from {
                spans.push(if edge & 1 == 0 { (from, to) } else { (length - to, length - from) });
            }
        };
        for search in searches {
            search.at_start(edge).into_iter().for_each(|spent| add(0, spent));
            let leaves = search.leaves().iter().filter(|leave| leave.edge == edge && leave.from > 0);
            leaves.for_each(|leave| add(leave.from, 0));
        }
    }
    merged(spans)
}

/// How far along an edge one comes in a time, starting so many millimetres from its start.
fn farthest(graph: &Graph, cost: Cost, edge: u32, from: u32, time: u32) -> u32 {
    let length = graph.piece(edge).length;
    let whole = u64::from(graph.cost(edge, length, cost).max(1));
    let driven = u64::from(time) * u64::from(length) / whole;
    u64::from(from).saturating_add(driven).min(u64::from(length)) as u32
}

fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = vec![];
    for (from, to) in spans {
        match merged.last_mut().filter(|last| from <= last.1) {
            Some(last) => last.1 = last.1.max(to),
            None => merged.push((from, to)),
        }
    }
    merged
}

/// What of `spans` is not in `others`; both in order and apart.
fn without(spans: &[Span], others: &[Span]) -> Vec<Span> {
    let mut left = vec![];
    for (start, to) in spans.iter().copied() {
        let mut from = start;
        for (other_from, other_to) in others.iter().copied().filter(|(_, end)| *end > start) {
            if other_from >= to {
                break;
            }
            if other_from > from {
                left.push((from, other_from));
            }
            from = from.max(other_to);
        }
        if from < to {
            left.push((from, to));
        }
    }
    left
}

fn zones<'v>(
    view: &'v View,
    roads: &RoadsOn,
    from: &Place<'v>,
    searches: &[Reached<'_>],
    most: u32,
) -> Vec<(&'v Id, &'v Name, u32)> {
    let graph = roads.network.graph();
    let mut found: Vec<(&Id, &Name, u32)> = vec![];
    for shard in view.snapshot.zones() {
        let Some(zone) = shard.zone.at(view.as_of) else { continue };
        let origin = view.zone_origin(shard, roads);
        let spots = || origin.starts.iter().filter_map(|start| start.snap).map(|snap| snap.spot);
        let is_here = spots().any(|spot| from.met().any(|(_, meeting)| meeting.spot == spot));
        let driven = || {
            let ends: Vec<_> = spots().flat_map(|spot| spot.arrives(graph)).collect();
            searches.iter().filter_map(|search| search.cost_to(&ends)).min()
        };
        let time = if is_here { Some(0) } else { driven() };
        found.extend(time.filter(|time| *time <= most).map(|time| (&shard.id, &zone.name, time)));
    }
    found.sort_by_key(|(id, _, time)| (*time, *id));
    found
}

#[cfg(test)]
mod tests {
    use super::{merged, without};

    #[test]
    fn spans_are_joined_where_they_touch_and_cut_where_others_lie() {
        assert_eq!(merged(vec![(5, 9), (0, 3), (3, 4), (8, 12)]), [(0, 4), (5, 12)]);
        assert_eq!(without(&[(0, 10)], &[(2, 4), (6, 8)]), [(0, 2), (4, 6), (8, 10)]);
        assert_eq!(without(&[(0, 10)], &[(0, 10)]), []);
        assert_eq!(without(&[(0, 4), (6, 9)], &[(3, 7)]), [(0, 3), (7, 9)]);
        assert_eq!(without(&[(0, 4)], &[(4, 9)]), [(0, 4)]);
    }
}
