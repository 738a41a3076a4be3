//! How far every zone is from everything of each class, on each of the networks that are compared.

use rayon::prelude::*;

use super::Question;
use crate::index::network::Cost;
use crate::index::network::what_if::{Doorstep, Ends, Measure, Overlay, Reach};
use crate::index::{RoadsOn, View};
use crate::model::{AccessClass, Optimise};
use crate::query::way_facts::cost_of;
use crate::query::ways::door_cost;

/// A network, and where every zone is left for it.
pub(super) struct Stage<'n> {
    pub overlay: Overlay<'n>,
    /// In the order of the snapshot's zones: where each of the doors meets the network, with the millimetres in between.
    doors: Vec<Vec<(Doorstep, u32)>>,
}

impl<'n> Stage<'n> {
    pub fn new(view: &View, roads: &RoadsOn, overlay: Overlay<'n>) -> Self {
        let doors = view.snapshot.zones().par_iter().map(|shard| {
            if shard.zone.at(view.as_of).is_none() {
                return vec![];
            }
            let origin = view.zone_origin(shard, roads);
            origin.starts.iter().flat_map(|start| overlay.doorsteps(start.at, start.snap)).collect()
        });
        Stage { doors: doors.collect(), overlay }
    }
}

/// How far a zone is from a class.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Seen {
    /// By what is made short; `None` = no way.
    pub figure: Option<Figure>,
    /// By the shortest way, with the way from door to network, millimetres.
    pub shortest: Option<u64>,
}

/// One class on every network; each list is in the order of the snapshot's zones.
pub(super) struct Table {
    pub class: AccessClass,
    /// As it is.
    pub before: Vec<Seen>,
    /// With what is closed.
    pub ground: Vec<Seen>,
    /// With what is closed and everything that is added.
    pub after: Vec<Seen>,
    /// With what is closed and one added road each.
    pub alone: Vec<Vec<Seen>>,
}

/// Searches every network for every class.
pub(super) fn tables(
    view: &View,
    roads: &RoadsOn,
    question: &Question,
    [plain, ground, together]: [&Stage<'_>; 3],
    alone: &[Stage<'_>],
) -> Vec<Table> {
    let cost = cost_of(roads.vehicle, Optimise::Time);
    let of_class = |class: &AccessClass| {
        let asked = Asked { view, class: *class, optimise: question.optimise, cost };
        let before = Searched::from_start(&asked, plain);
        let shut = (!std::ptr::eq(plain, ground)).then(|| Searched::from_start(&asked, ground));
        let on_ground = shut.as_ref().unwrap_or(&before);
        let seen_on_ground = on_ground.seen(&asked, ground);
        Table {
            class: *class,
            before: if shut.is_some() { before.seen(&asked, plain) } else { seen_on_ground.clone() },
            after: on_ground.with_new_roads(&asked, together).seen(&asked, together),
            alone: alone.iter().map(|stage| on_ground.with_new_roads(&asked, stage).seen(&asked, stage)).collect(),
            ground: seen_on_ground,
        }
    };
    question.classes.par_iter().map(of_class).collect()
}

/// What one class is searched by.
struct Asked<'v> {
    view: &'v View,
    class: AccessClass,
    optimise: Optimise,
    /// The time of the asked vehicle.
    cost: Cost,
}

impl Asked<'_> {
    fn ends(&self, stage: &Stage<'_>) -> Ends {
        Ends::of(&stage.overlay, self.class, self.view.snapshot.base(), self.view.as_of)
    }

    fn by(&self, by: Optimise) -> Measure {
        Measure { by, time: self.cost }
    }
}

/// The searches of one class on one network.
struct Searched {
    ends: Ends,
    shortest: Reach,
    /// `None` when ways are made short by distance anyway.
    quickest: Option<Reach>,
}

impl Searched {
    fn from_start(asked: &Asked<'_>, stage: &Stage<'_>) -> Self {
        let ends = asked.ends(stage);
        let search = |by| Reach::search(&stage.overlay, &ends, asked.by(by));
        let (shortest, quickest) = rayon::join(
            || search(Optimise::Distance),
            || (asked.optimise == Optimise::Time).then(|| search(Optimise::Time)),
        );
        Searched { ends, shortest, quickest }
    }

    fn with_new_roads(&self, asked: &Asked<'_>, stage: &Stage<'_>) -> Self {
        let ends = asked.ends(stage);
        let more = |reach: &Reach| reach.with_new_roads(&stage.overlay, &ends);
        Searched { shortest: more(&self.shortest), quickest: self.quickest.as_ref().map(more), ends }
    }

    fn seen(&self, asked: &Asked<'_>, stage: &Stage<'_>) -> Vec<Seen> {
        stage.doors.par_iter().map(|doors| self.seen_from(asked, stage, doors)).collect()
    }

    fn seen_from(&self, asked: &Asked<'_>, stage: &Stage<'_>, doors: &[(Doorstep, u32)]) -> Seen {
        let by_distance = self.figure(asked.by(Optimise::Distance), &self.shortest, stage, doors);
        let figure = match &self.quickest {
            Some(quickest) => self.figure(asked.by(Optimise::Time), quickest, stage, doors),
            None => by_distance,
        };
        Seen { figure, shortest: by_distance.map(|figure| figure.whole_distance()) }
    }

    /// The best of the doors, the way from door to network counted; of equal ones the first.
    fn figure(&self, measure: Measure, reach: &Reach, stage: &Stage<'_>, doors: &[(Doorstep, u32)]) -> Option<Figure> {
        let figures = doors.iter().filter_map(|(step, off_network)| {
            let spent = reach.from(&stage.overlay, &self.ends, *step)?;
            Some(Figure { distance: measure.distance(spent), time: measure.time(spent), off_network: *off_network })
        });
        figures.min_by_key(|figure| figure.whole(measure.by))
    }
}

/// How far a zone is from a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Millimetres over the network.
    pub distance: u32,
    /// Milliseconds of the vehicle on that way.
    pub time: u32,
    /// From the door to the network as the crow flies, millimetres.
    pub off_network: u32,
}

impl Figure {
    /// Millimetres from the door, the way to the network counted.
    pub fn whole_distance(self) -> u64 {
        u64::from(self.distance) + door_cost(Cost::Distance, self.off_network)
    }

    /// Milliseconds from the door, the way to the network counted at the pace at which gates are compared.
    pub fn whole_time(self) -> u64 {
        u64::from(self.time) + door_cost(Cost::Car, self.off_network)
    }

    /// What is made short, from the door.
    pub(super) fn whole(self, by: Optimise) -> u64 {
        match by {
            Optimise::Distance => self.whole_distance(),
            Optimise::Time => self.whole_time(),
        }
    }
}
