//! Where the lots of a zone, and the zone itself, meet the road network, and how far each class is from there.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use geo::{Coord, Geometry, InteriorPoint};

use super::network::{Nearest, Network, NetworkDay, Roads, Snap, Today};
use super::{View, ZoneShard};
use crate::model::{AccessClass, BuildStatus, Coded, Date, Id, LonLat, PlaceBasis, Vehicle};

/// A class that cannot be reached.
const FAR: u32 = u32::MAX;

/// A point at which a place is left for the road.
#[derive(Clone, Debug, PartialEq)]
pub struct Start {
    /// Its position, degrees.
    pub at: Coord<f64>,
    /// The gate it is, of those of the shard; `None` for the place's own point.
    pub gate: Option<u32>,
    /// Where it meets the network; `None` when no road is within 5 km.
    pub snap: Option<Snap>,
}

/// How a place is left: over its gates, or from its own point.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// What the starts are.
    pub basis: PlaceBasis,
    /// Gates in order of id, or the one point. None when nobody knows where the place is.
    pub starts: Box<[Start]>,
    /// Millimetres over the network to the nearest of each class, from the best of the starts.
    distances: [u32; AccessClass::COUNT],
}

impl Origin {
    /// Finds where each start meets a network, and how far the classes are.
    pub fn new(basis: PlaceBasis, starts: Vec<(Coord<f64>, Option<u32>)>, network: &Network) -> Self {
        let snapped = |(at, gate)| Start { at, gate, snap: network.snap(at) };
        let mut origin =
            Origin { basis, starts: starts.into_iter().map(snapped).collect(), distances: [FAR; AccessClass::COUNT] };
        for class in AccessClass::ALL {
            if let Some((_, nearest)) = origin.nearest(network, *class) {
                origin.distances[*class as usize] = nearest.distance;
            }
        }
        origin
    }

    /// Millimetres over the network to the nearest of a class; `None` when it cannot be reached.
    pub fn distance(&self, class: AccessClass) -> Option<u32> {
        Some(self.distances[class as usize]).filter(|distance| *distance < FAR)
    }

    /// The nearest of a class, and the start from which it is nearest; of equal ones the first.
    ///
    /// The way from gate to network counts when gates are compared, though not in the distance: a gate far from any road
    /// would otherwise seem the best.
    pub fn nearest(&self, network: &Network, class: AccessClass) -> Option<(&Start, Nearest)> {
        let ways = self.starts.iter().filter_map(|start| {
            let snap = start.snap?;
            Some((start, network.nearest(class, snap.spot)?, snap.off_network))
        });
        let (start, nearest, _) = ways.min_by_key(|(_, nearest, off)| u64::from(nearest.distance) + u64::from(*off))?;
        Some((start, nearest))
    }
}

/// The access points of a zone on one day and network.
#[derive(Clone, Debug, PartialEq)]
pub struct ShardAccess {
    /// The zone itself.
    pub zone: Origin,
    /// The distinct ways in which its lots are left.
    origins: Vec<Origin>,
    /// For every lot the position of its own among `origins`; `u32::MAX` for one that does not exist on the day.
    of_lot: Vec<u32>,
    /// The distances of all origins once more, class after class: a filter on one class runs over few bytes.
    columns: Box<[u32]>,
}

impl ShardAccess {
    pub(super) fn build(shard: &ZoneShard, day: Date, network: &Network) -> Self {
        let mut origins = vec![];
        let mut known: HashMap<Vec<u32>, u32> = HashMap::new();
        let of_lot = (0..shard.lots.len()).map(|at| {
            let Some(core) = shard.lots[at].core.at(day) else { return u32::MAX };
            let gates = shard.gate_positions_of(core, day);
            let next = origins.len() as u32;
            if !gates.is_empty()
                && let Some(origin) = known.get(&gates)
            {
                return *origin;
            }
            origins.push(shard.origin_of(&gates, || (PlaceBasis::Lot, point_of(&core.geometry)), day, network));
            if !gates.is_empty() {
                known.insert(gates, next);
            }
            next
        });
        let of_lot = of_lot.collect();
        let column = |class: &AccessClass| {
            let class = *class as usize;
            origins.iter().map(move |origin| origin.distances[class])
        };
        let columns = AccessClass::ALL.iter().flat_map(column).collect();
        ShardAccess { zone: shard.zone_origin(day, network), origins, of_lot, columns }
    }

    /// How a lot is left; `None` for one that does not exist on the day.
    pub fn of_lot(&self, at: usize) -> Option<&Origin> {
        self.origins.get(*self.of_lot.get(at)? as usize)
    }

    /// Whether a lot is within so many millimetres of a class; never when the class cannot be reached or the lot does not exist.
    pub fn is_within(&self, at: usize, class: AccessClass, distance: u32) -> bool {
        let number = self.of_lot.get(at).map_or(usize::MAX, |number| *number as usize);
        let own = (number < self.origins.len()).then(|| self.columns[class as usize * self.origins.len() + number]);
        own.is_some_and(|own| own < FAR && own <= distance)
    }
}

/// The access points of a zone today: for cars, and for trucks where their network is another.
#[derive(Clone, Debug)]
pub(super) struct ZoneAccess {
    car: Arc<ShardAccess>,
    truck: Arc<ShardAccess>,
}

impl ZoneAccess {
    pub fn build(shard: &ZoneShard, today: Date, roads: &Roads) -> Self {
        let on = |network: &Arc<Network>| Arc::new(ShardAccess::build(shard, today, network));
        let car = on(roads.today());
        let is_shared = Arc::ptr_eq(roads.today(), roads.today_for_trucks());
        ZoneAccess { truck: if is_shared { Arc::clone(&car) } else { on(roads.today_for_trucks()) }, car }
    }

    fn on(&self, today: Today) -> &ShardAccess {
        match today {
            Today::Car => &self.car,
            Today::Truck => &self.truck,
        }
    }
}

impl ZoneShard {
    /// How a lot is left on a day; `None` when it does not exist then.
    pub(super) fn lot_origin(&self, at: usize, day: Date, network: &Network) -> Option<Origin> {
        let core = self.lots.get(at)?.core.at(day)?;
        let gates = self.gate_positions_of(core, day);
        Some(self.origin_of(&gates, || (PlaceBasis::Lot, point_of(&core.geometry)), day, network))
    }

    /// How the zone is left on a day: over its gates that stand, else from its position, else from a point of a part.
    pub(super) fn zone_origin(&self, day: Date, network: &Network) -> Origin {
        let stands = |at: &u32| {
            let gate = self.gates[*at as usize].core.at(day);
            gate.is_some_and(|gate| gate.status == BuildStatus::Built)
        };
        let gates: Vec<u32> = (0..self.gates.len() as u32).filter(stands).collect();
        let own_point = || {
            let location = self.zone.at(day).and_then(|zone| zone.location.as_ref());
            let mut parts = self.parts.iter().filter_map(|part| part.timeline.at(day)?.geometry.as_ref());
            (PlaceBasis::Zone, location.or_else(|| parts.next()).and_then(point_of))
        };
        self.origin_of(&gates, own_point, day, network)
    }

    fn origin_of(
        &self,
        gates: &[u32],
        own_point: impl FnOnce() -> (PlaceBasis, Option<Coord<f64>>),
        day: Date,
        network: &Network,
    ) -> Origin {
        let position = |at: &u32| {
            let gate = self.gates[*at as usize].core.at(day)?;
            Some((point_of(&gate.geometry)?, Some(*at)))
        };
        if !gates.is_empty() {
            return Origin::new(PlaceBasis::Gate, gates.iter().filter_map(position).collect(), network);
        }
        let (basis, point) = own_point();
        Origin::new(basis, point.into_iter().map(|point| (point, None)).collect(), network)
    }

    /// The gate of a start.
    pub fn gate_of(&self, start: &Start) -> Option<&Id> {
        start.gate.map(|at| &self.gates[at as usize].id)
    }
}

/// A point of a shape, inside an outline.
fn point_of(shape: &LonLat<Geometry<f64>>) -> Option<Coord<f64>> {
    match shape.get() {
        Geometry::Point(point) => Some(point.0),
        other => other.interior_point().map(|point| point.0),
    }
}

/// The network a question is about, and the access it gives to lots and zones.
#[derive(Clone, Debug)]
pub struct RoadsOn {
    /// The network.
    pub network: Arc<Network>,
    /// What drives on it.
    pub vehicle: Vehicle,
    /// The day from which on roads count.
    pub network_on: Date,
    /// The day whose record counts.
    day: Date,
    /// Where the snapshot holds the access points ready-made.
    ready: Option<Today>,
}

impl View {
    /// The network for a vehicle; `network_on` is the asked day unless given.
    pub fn roads(&self, network_on: Option<Date>, vehicle: Vehicle) -> RoadsOn {
        let network_on = network_on.unwrap_or(self.as_of);
        let (network, todays) = self.snapshot.network(NetworkDay { as_of: self.as_of, network_on, vehicle });
        let ready = todays.filter(|_| self.as_of == self.snapshot.today());
        RoadsOn { network, vehicle, network_on, day: self.as_of, ready }
    }

    /// Whether [`View::roads`] gives a network of today, with which all is ready and nothing has to be built.
    pub fn has_roads_ready(&self, network_on: Option<Date>, vehicle: Vehicle) -> bool {
        let network_on = network_on.unwrap_or(self.as_of);
        let on = NetworkDay { as_of: self.as_of, network_on, vehicle };
        self.as_of == self.snapshot.today() && self.snapshot.roads().todays(on).is_some()
    }

    /// The access points of the zone at a position: ready-made for today, worked out for other days and networks.
    pub fn access_at<'s>(&'s self, position: usize, roads: &RoadsOn) -> Cow<'s, ShardAccess> {
        if let Some(today) = roads.ready {
            return Cow::Borrowed(self.snapshot.access_at(position).on(today));
        }
        Cow::Owned(ShardAccess::build(&self.snapshot.zones()[position], roads.day, &roads.network))
    }

    /// How one lot is left.
    pub fn lot_origin<'s>(&'s self, shard: &ZoneShard, at: usize, roads: &RoadsOn) -> Option<Cow<'s, Origin>> {
        match roads.ready.zip(self.snapshot.access_of(shard)) {
            Some((today, ready)) => ready.on(today).of_lot(at).map(Cow::Borrowed),
            None => shard.lot_origin(at, roads.day, &roads.network).map(Cow::Owned),
        }
    }

    /// How a zone is left.
    pub fn zone_origin<'s>(&'s self, shard: &ZoneShard, roads: &RoadsOn) -> Cow<'s, Origin> {
        match roads.ready.zip(self.snapshot.access_of(shard)) {
            Some((today, ready)) => Cow::Borrowed(&ready.on(today).zone),
            None => Cow::Owned(shard.zone_origin(roads.day, &roads.network)),
        }
    }
}
