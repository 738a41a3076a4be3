//! Where a place meets a network with new roads beside it: where it met it before, and on a new road that is nearer.

use geo::Coord;
use rstar::PointDistance;

use super::super::snap::{SNAP_WITHIN_M, on_grid};
use super::super::{Snap, Spot};
use super::overlay::Overlay;

/// Where a place is left for the road.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doorstep {
    /// On the network as it was.
    Old(Spot),
    /// On a new road.
    New {
        /// Which piece beside the graph.
        extra: usize,
        /// Millimetres from its start.
        at: u32,
    },
}

impl Overlay<'_> {
    /// Where a position meets the network, with the millimetres in between: at its old spot, and on a new road that is nearer.
    ///
    /// A place whose road is closed does not move to another old one: nobody knows whether it opens onto that.
    pub fn doorsteps(&self, position: Coord<f64>, old: Option<Snap>) -> Vec<(Doorstep, u32)> {
        let old = old.filter(|snap| self.is_left_open(snap.spot));
        let farthest = old.map_or(f64::INFINITY, |snap| f64::from(snap.off_network));
        let new = self.snap_new(position).filter(|(_, off)| f64::from(*off) < farthest);
        old.map(|snap| (Doorstep::Old(snap.spot), snap.off_network)).into_iter().chain(new).collect()
    }

    /// Whether one can leave a spot, or come to it.
    pub(super) fn is_left_open(&self, spot: Spot) -> bool {
        match spot {
            Spot::Node(node) => self.out_of(node).chain(self.into(node)).next().is_some(),
            Spot::On { piece, .. } => self.is_open(2 * piece) || self.is_open(2 * piece + 1),
        }
    }

    /// The nearest spot of a new road, with the millimetres to it; `None` when none is within 5 km.
    pub(super) fn snap_new(&self, position: Coord<f64>) -> Option<(Doorstep, u32)> {
        let here = on_grid(self.network.snaps().frame(), position);
        if !here.iter().all(|metres| metres.is_finite()) {
            return None;
        }
        let (segment, away_2) = self.segments.nearest_neighbor_iter_with_distance_2(&here).next()?;
        if away_2 > SNAP_WITHIN_M * SNAP_WITHIN_M {
            return None;
        }
        let (line, part) = (segment.geom(), segment.data);
        let [along, out] = [line.to, here].map(|point| [point[0] - line.from[0], point[1] - line.from[1]]);
        let share = (along[0] * out[0] + along[1] * out[1]) / line.length_2();
        let at = part.from + (f64::from(part.to - part.from) * share.clamp(0.0, 1.0)).round() as u32;
        let off_network = (line.distance_2(&here).sqrt() * 1000.0).round() as u32;
        Some((Doorstep::New { extra: part.extra, at }, off_network))
    }
}
