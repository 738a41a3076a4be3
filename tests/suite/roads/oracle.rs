//! A plain search over streets, written apart from the engine: its states are "this street was just driven this way".

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use geo::Point;
use kcn_atlas::model::{Crs, MetricFrame, RoadClass};

use crate::scene::position;

/// A street between two corners.
#[derive(Clone)]
pub struct Street {
    pub from: usize,
    pub to: usize,
    /// Metres of the scene.
    pub line: Vec<(f64, f64)>,
    pub one_way: bool,
    pub class: RoadClass,
    pub kmh: f64,
    /// Whether trucks may not use it.
    pub no_trucks: bool,
    /// Known limits: gross weight, axle load, headroom.
    pub most: [Option<f64>; 3],
    /// Turns that are banned: at this corner, onto this street.
    pub banned: Vec<(usize, usize)>,
}

/// What is added up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Unit {
    Millimetres,
    Milliseconds,
}

/// A place on a street: so many millimetres from its start.
pub type On = (usize, u64);

pub struct Oracle {
    pub streets: Vec<Street>,
    /// Millimetres and milliseconds of each street.
    sizes: Vec<(u64, u64)>,
    at_corner: Vec<Vec<(usize, bool)>>,
    touching: Vec<Vec<usize>>,
}

impl Oracle {
    pub fn new(streets: Vec<Street>) -> Self {
        let frame = MetricFrame::new(Crs::THAI_NGUYEN);
        let on_grid = |(x, y): (f64, f64)| frame.to_metric(&Point(position(x, y))).0;
        let size = |street: &Street| {
            let points: Vec<Point<f64>> = street.line.iter().map(|vertex| on_grid(*vertex)).collect();
            let parts = points.windows(2).map(|pair| {
                let metres = (pair[1].x() - pair[0].x()).hypot(pair[1].y() - pair[0].y());
                let millimetres = (metres * 1000.0).round();
                (millimetres as u64, (millimetres * 3.6 / street.kmh).round() as u64)
            });
            parts.fold((0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1))
        };
        let sizes = streets.iter().map(size).collect();
        let corners = streets.iter().map(|street| street.from.max(street.to) + 1).max().unwrap_or(0);
        let mut at_corner = vec![vec![]; corners];
        let mut touching = vec![vec![]; corners];
        for (number, street) in streets.iter().enumerate() {
            touching[street.from].push(number);
            touching[street.to].push(number);
            at_corner[street.from].push((number, true));
            if !street.one_way {
                at_corner[street.to].push((number, false));
            }
        }
        Oracle { streets, sizes, at_corner, touching }
    }

    /// The same town without the streets that do not fit: the others keep their order and are numbered anew.
    pub fn open_to(&self, fits: impl Fn(&Street) -> bool) -> Oracle {
        let number: BTreeMap<usize, usize> = (0..self.streets.len())
            .filter(|old| fits(&self.streets[*old]))
            .enumerate()
            .map(|(new, old)| (old, new))
            .collect();
        let kept = number.keys().map(|old| {
            let mut street = self.streets[*old].clone();
            street.banned =
                street.banned.iter().filter_map(|(corner, onto)| Some((*corner, *number.get(onto)?))).collect();
            street
        });
        Oracle::new(kept.collect())
    }

    pub fn length(&self, street: usize) -> u64 {
        self.sizes[street].0
    }

    fn size(&self, street: usize, unit: Unit) -> u64 {
        if unit == Unit::Millimetres { self.sizes[street].0 } else { self.sizes[street].1 }
    }

    /// The size of so many millimetres of a street; a half counts up.
    fn share(&self, street: usize, millimetres: u64, unit: Unit) -> u64 {
        (self.size(street, unit) * millimetres * 2 + self.sizes[street].0) / (self.sizes[street].0 * 2)
    }

    /// Whether one may go on from a street driven forwards or backwards into another.
    pub fn may_follow(&self, (street, forwards): (usize, bool), (next, next_forwards): (usize, bool)) -> bool {
        let own = &self.streets[street];
        let end = if forwards { own.to } else { own.from };
        let other = &self.streets[next];
        let begin = if next_forwards { other.from } else { other.to };
        let turns_round_on_expressway =
            own.class == RoadClass::Expressway && next == street && next_forwards != forwards;
        end == begin
            && (next_forwards || !other.one_way)
            && !own.banned.contains(&(end, next))
            && !turns_round_on_expressway
    }

    /// The size of the shortest way from a place to the end of every street, driven forwards and backwards.
    pub fn to_every_end(&self, from: On, unit: Unit) -> Vec<[Option<u64>; 2]> {
        let mut best = vec![[None; 2]; self.streets.len()];
        let mut queue = BinaryHeap::new();
        let (street, at) = from;
        queue.push(Reverse((self.share(street, self.length(street) - at, unit), street, true)));
        if !self.streets[street].one_way {
            queue.push(Reverse((self.share(street, at, unit), street, false)));
        }
        while let Some(Reverse((size, street, forwards))) = queue.pop() {
            let slot: &mut Option<u64> = &mut best[street][usize::from(!forwards)];
            if slot.is_some() {
                continue;
            }
            *slot = Some(size);
            let own = &self.streets[street];
            for next in &self.at_corner[if forwards { own.to } else { own.from }] {
                if self.may_follow((street, forwards), *next) {
                    queue.push(Reverse((size + self.size(next.0, unit), next.0, next.1)));
                }
            }
        }
        best
    }

    /// The size of the shortest way between two places, given that to every end.
    pub fn between(&self, ends: &[[Option<u64>; 2]], from: On, to: On, unit: Unit) -> Option<u64> {
        let (street, at) = to;
        let mut found: Vec<u64> = vec![];
        if from.0 == street {
            if from.1 <= at {
                found.push(self.share(street, at - from.1, unit));
            }
            if from.1 >= at && !self.streets[street].one_way {
                found.push(self.share(street, from.1 - at, unit));
            }
        }
        for (into, part) in [((street, true), at), ((street, false), self.length(street) - at)] {
            if let Some(before) = self.before(ends, into) {
                found.push(before + self.share(street, part, unit));
            }
        }
        found.into_iter().min()
    }

    /// The size of the shortest way to the start of a street, driven forwards or backwards. `None` when it cannot be driven or reached.
    pub fn before(&self, ends: &[[Option<u64>; 2]], into: (usize, bool)) -> Option<u64> {
        let own = &self.streets[into.0];
        let begin = if into.1 { own.from } else { own.to };
        let drivable = into.1 || !own.one_way;
        let before = self.touching[begin].iter().flat_map(|number| [(*number, true), (*number, false)]);
        let allowed = before.filter(|before| drivable && self.may_follow(*before, into));
        allowed.filter_map(|(street, forwards)| ends[street][usize::from(!forwards)]).min()
    }
}
