//! Today's networks of cars and trucks, and a few others that were asked for.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::opening::{Changes, NetworkKey, crs_of};
use super::{Cost, Network, NetworkDay};
use crate::index::Base;
use crate::model::{Date, Vehicle};
use crate::rules::Rules;

/// How many networks of other days or vehicles are kept.
const OTHERS_KEPT: usize = 6;

/// One of today's networks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::index) enum Today {
    /// Of cars.
    Car,
    /// Of trucks.
    Truck,
}

/// The networks of one state of the record.
#[derive(Debug)]
pub struct Roads {
    changes: Changes,
    /// Today's: of cars, and of trucks of which nothing more is known. One and the same where trucks are kept off no link.
    car: (NetworkKey, Arc<Network>),
    truck: (NetworkKey, Arc<Network>),
    /// Last used first.
    others: Mutex<VecDeque<(NetworkKey, Waiting)>>,
}

/// A network that is there, or that somebody is building.
type Waiting = Arc<OnceLock<Arc<Network>>>;

impl Roads {
    /// Builds today's networks with all their labels and hierarchies.
    pub(in crate::index) fn build(base: &Base, rules: &Rules, today: Date) -> Self {
        let changes = Changes::of(base);
        let [of_cars, of_trucks] = [Vehicle::Car, Vehicle::TRUCK].map(|vehicle| NetworkDay::of(today, vehicle));
        let [car_key, truck_key] = [of_cars, of_trucks].map(|on| changes.key(on));
        let prepared = |on, costs: &[Cost]| {
            let network = Network::build(base, rules, on);
            network.prepare(costs);
            Arc::new(network)
        };
        let (car, truck) = if car_key == truck_key {
            let shared = prepared(of_cars, &[Cost::Distance, Cost::Car, Cost::Truck]);
            (Arc::clone(&shared), shared)
        } else {
            rayon::join(
                || prepared(of_cars, &[Cost::Distance, Cost::Car]),
                || prepared(of_trucks, &[Cost::Distance, Cost::Truck]),
            )
        };
        Roads { car: (car_key, car), truck: (truck_key, truck), changes, others: Mutex::default() }
    }

    /// Whether today's networks of these are those of another day.
    pub(in crate::index) fn are_those_of(&self, day: Date) -> bool {
        let is_same = |vehicle, key: NetworkKey| self.changes.key(NetworkDay::of(day, vehicle)) == key;
        is_same(Vehicle::Car, self.car.0) && is_same(Vehicle::TRUCK, self.truck.0)
    }

    /// Which of today's networks is meant; `None` when it is another.
    pub(in crate::index) fn todays(&self, on: NetworkDay) -> Option<Today> {
        let key = self.changes.key(on);
        match () {
            () if key == self.car.0 => Some(Today::Car),
            () if key == self.truck.0 => Some(Today::Truck),
            () => None,
        }
    }

    /// Today's network of cars.
    pub fn today(&self) -> &Arc<Network> {
        &self.car.1
    }

    /// Today's network of trucks; that of cars where trucks are kept off no link.
    pub fn today_for_trucks(&self) -> &Arc<Network> {
        &self.truck.1
    }

    /// The network of a day: one of today's, one that is kept, or a new one. `base` must be that of the snapshot it was built for.
    pub(in crate::index) fn network(&self, base: &Base, rules: &Rules, on: NetworkDay) -> Arc<Network> {
        match self.todays(on) {
            Some(Today::Car) => return Arc::clone(&self.car.1),
            Some(Today::Truck) => return Arc::clone(&self.truck.1),
            None => {}
        }
        let place = self.place(self.changes.key(on));
        // Whoever asks for the same network waits for it; others go on.
        Arc::clone(place.get_or_init(|| Arc::new(Network::build(base, rules, on))))
    }

    fn place(&self, key: NetworkKey) -> Waiting {
        // The list is whole after every statement on it, so a panic elsewhere does not spoil it.
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        let known = others.iter().position(|(other, _)| *other == key).and_then(|at| others.remove(at));
        let (_, place) = known.unwrap_or_else(|| (key, Arc::default()));
        others.push_front((key, Arc::clone(&place)));
        others.truncate(OTHERS_KEPT);
        place
    }
}

/// Whether roads measured by one base are measured alike by another: the province's projection zone is the same.
pub(in crate::index) fn measured_alike(one: &Base, other: &Base) -> bool {
    crs_of(one) == crs_of(other)
}
