//! What is known of the roads a way uses.

use std::collections::BTreeMap;

use geo::LineString;

use crate::index::network::{Cost, Step, Way};
use crate::index::{Record, RoadsOn, View};
use crate::model::{
    Coded, DataClass, GeometryAccuracy, Optimise, RoadClass, RoadLink, RoadSection, Vehicle, WeakReason,
};

/// A stretch of a way on one link.
#[derive(Clone, Debug)]
pub struct Stretch<'v> {
    /// The record of the link.
    pub link: &'v Record<RoadLink>,
    /// The link on the day.
    pub body: &'v RoadLink,
    /// The record of its section.
    pub section: &'v Record<RoadSection>,
    /// The section on the day.
    pub road: &'v RoadSection,
    /// Millimetres driven.
    pub distance: u32,
    /// Milliseconds it takes.
    pub time: u32,
}

/// How much of a way something is true of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Links.
    pub links: usize,
    /// Millimetres.
    pub distance: u32,
}

/// The link of a way that a heavy truck would like least.
#[derive(Clone, Debug)]
pub struct WeakestLink<'v> {
    /// The stretch.
    pub stretch: Stretch<'v>,
    /// What makes it the weakest.
    pub reason: WeakReason,
}

/// A way with what is known of its roads.
#[derive(Clone, Debug)]
pub struct WayFacts<'v> {
    /// Millimetres over the network.
    pub distance: u32,
    /// Milliseconds of the vehicle.
    pub time: u32,
    /// What drives it.
    pub vehicle: Vehicle,
    /// The line, degrees; `None` when the way has no length.
    pub line: Option<LineString<f64>>,
    /// The way, link by link, in the order in which it is driven.
    pub stretches: Vec<Stretch<'v>>,
}

/// The cost a vehicle is routed by.
pub fn cost_of(vehicle: Vehicle, optimise: Optimise) -> Cost {
    match (optimise, vehicle) {
        (Optimise::Distance, _) => Cost::Distance,
        (Optimise::Time, Vehicle::Car) => Cost::Car,
        (Optimise::Time, Vehicle::Truck(_)) => Cost::Truck,
    }
}

impl<'v> WayFacts<'v> {
    /// Gathers what is known of a way.
    pub fn of(view: &'v View, roads: &RoadsOn, way: &Way) -> Self {
        let graph = roads.network.graph();
        let line = way.line(graph);
        WayFacts {
            distance: way.cost(graph, Cost::Distance),
            time: way.cost(graph, cost_of(roads.vehicle, Optimise::Time)),
            vehicle: roads.vehicle,
            line: (line.0.len() > 1).then_some(line),
            stretches: stretches(view, roads, &way.steps),
        }
    }

    /// Millimetres by class of road, in the order of the classes.
    pub fn classes(&self) -> Vec<(RoadClass, u32)> {
        let of = |class: &RoadClass| {
            let on_it = self.stretches.iter().filter(|stretch| stretch.road.class == *class);
            let distance = on_it.map(|stretch| stretch.distance).fold(0, u32::saturating_add);
            (distance > 0).then_some((*class, distance))
        };
        RoadClass::ALL.iter().filter_map(of).collect()
    }

    /// Links whose weight limit nobody recorded.
    pub fn unknown_limits(&self) -> Share {
        self.share(|stretch| stretch.body.max_weight_t.is_none())
    }

    /// Links whose axle load limit nobody recorded.
    pub fn unknown_axle_limits(&self) -> Share {
        self.share(|stretch| stretch.body.max_axle_t.is_none())
    }

    /// Links whose headroom nobody recorded.
    pub fn unknown_height_limits(&self) -> Share {
        self.share(|stretch| stretch.body.max_height_m.is_none())
    }

    /// Links whose speed had to be assumed.
    pub fn assumed_speed(&self) -> Share {
        self.share(|stretch| stretch.body.speed_kmh.is_none())
    }

    fn share(&self, holds: impl Fn(&Stretch<'v>) -> bool) -> Share {
        let links = self.by_link();
        let those = links.iter().filter(|stretch| holds(stretch));
        those.fold(Share::default(), |share, stretch| Share {
            links: share.links + 1,
            distance: share.distance.saturating_add(stretch.distance),
        })
    }

    /// Every link once, in order of id, with all that is driven of it.
    fn by_link(&self) -> Vec<Stretch<'v>> {
        let mut links: BTreeMap<&str, Stretch<'v>> = BTreeMap::new();
        for stretch in &self.stretches {
            links.entry(stretch.link.id.as_str()).and_modify(|all| all.add(stretch)).or_insert_with(|| stretch.clone());
        }
        links.into_values().collect()
    }

    /// The link a heavy truck would like least: the lowest known weight limit; without any, the lowest class of road, of
    /// these the lowest known grade. Of equals the one that is driven longest.
    pub fn weakest(&self) -> Option<WeakestLink<'v>> {
        let links = self.by_link();
        let longest = |links: Vec<&Stretch<'v>>, reason| {
            // The first of equals: `max_by_key` would give the last.
            let stretch = links.into_iter().rev().max_by_key(|stretch| stretch.distance)?.clone();
            Some(WeakestLink { stretch, reason })
        };
        let limit = |stretch: &Stretch<'v>| stretch.body.max_weight_t;
        if let Some(least) = links.iter().filter_map(limit).min_by(f64::total_cmp) {
            return longest(links.iter().filter(|link| limit(link) == Some(least)).collect(), WeakReason::MaxWeight);
        }
        let rank = |stretch: &Stretch<'v>| stretch.road.class.rank_for_trucks();
        let worst = links.iter().map(rank).max()?;
        let lowest: Vec<&Stretch<'v>> = links.iter().filter(|link| rank(link) == worst).collect();
        let grades: Vec<u8> = lowest.iter().filter_map(|link| grade(link)).collect();
        match (grades.iter().min(), grades.iter().max()) {
            (Some(best), Some(worst)) if best < worst => {
                let of_worst = lowest.into_iter().filter(|link| grade(link) == Some(*worst));
                longest(of_worst.collect(), WeakReason::Grade)
            }
            _ => longest(lowest, WeakReason::Class),
        }
    }

    /// Stretches of the same section one after the other, added up; the first link stands for each.
    pub fn legs(&self) -> Vec<Stretch<'v>> {
        let mut legs: Vec<Stretch<'v>> = vec![];
        for stretch in &self.stretches {
            match legs.last_mut().filter(|leg| leg.section.id == stretch.section.id) {
                Some(leg) => leg.add(stretch),
                None => legs.push(stretch.clone()),
            }
        }
        legs
    }

    /// What the records of the way are: the least factual of them.
    pub fn data_class(&self) -> Option<DataClass> {
        self.stretches.iter().map(|stretch| stretch.body.data_class.max(stretch.road.data_class)).max()
    }

    /// How the centrelines were drawn: the least accurate of them.
    pub fn geometry_accuracy(&self) -> Option<GeometryAccuracy> {
        self.stretches.iter().map(|stretch| stretch.body.geometry_accuracy).max()
    }
}

impl Stretch<'_> {
    fn add(&mut self, other: &Self) {
        self.distance = self.distance.saturating_add(other.distance);
        self.time = self.time.saturating_add(other.time);
    }
}

/// A technical grade as a number, 1 is best; `None` when it is unknown or not one of I to VI.
fn grade(stretch: &Stretch<'_>) -> Option<u8> {
    let grades = ["I", "II", "III", "IV", "V", "VI"];
    let own = stretch.road.present_grade.as_deref()?.trim();
    grades.iter().position(|grade| *grade == own).map(|at| at as u8 + 1)
}

/// Steps of the same link one after the other become one stretch.
fn stretches<'v>(view: &'v View, roads: &RoadsOn, steps: &[Step]) -> Vec<Stretch<'v>> {
    let mut stretches: Vec<Stretch<'v>> = vec![];
    for stretch in steps.iter().filter_map(|step| stretch(view, roads, *step)) {
        match stretches.last_mut().filter(|last| last.link.id == stretch.link.id) {
            Some(last) => last.add(&stretch),
            None => stretches.push(stretch),
        }
    }
    stretches
}

fn stretch<'v>(view: &'v View, roads: &RoadsOn, step: Step) -> Option<Stretch<'v>> {
    let (graph, base) = (roads.network.graph(), view.snapshot.base());
    let piece = graph.piece(step.edge);
    let link = base.road_links.records.get(piece.link as usize)?;
    let section = base.road_sections.records.get(piece.section as usize)?;
    Some(Stretch {
        link,
        body: link.timeline.at(view.as_of)?,
        section,
        road: section.timeline.at(view.as_of)?,
        distance: step.length(),
        time: graph.cost(step.edge, step.length(), cost_of(roads.vehicle, Optimise::Time)),
    })
}
