//! Roads with what lies along them, worked out once for a question, or once for a list of zones.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use crate::index::linear::SectionLine;
use crate::index::{Record, View};
use crate::model::{Date, Id, RoadSection};
use crate::query::roadside::Vicinity;
use crate::query::roadside::crossings::{Crossing, StructureSpan, crossings, structures};
use crate::query::roadside::points::{PlacedPoint, PointOnDay, by_section, placed};
use crate::query::roadside::service_roads::{ServiceRoad, service_roads};
use crate::rules::connection::{Case, ConnectionRules, Grade};

/// A road and what lies along it.
pub struct Road<'v> {
    /// Its record.
    pub record: &'v Record<RoadSection>,
    /// The section.
    pub section: &'v RoadSection,
    /// Its line.
    pub line: SectionLine,
    /// Points along it, in order of chainage.
    pub points: Vec<PlacedPoint<'v>>,
    view: &'v View,
    crossings: OnceCell<Vec<Crossing<'v>>>,
    structures: OnceCell<Vec<StructureSpan>>,
    service_roads: OnceCell<Vec<ServiceRoad<'v>>>,
}

impl<'v> Road<'v> {
    /// Railways and waters that cross it.
    pub fn crossings(&self) -> &[Crossing<'v>] {
        self.crossings.get_or_init(|| crossings(self.view, &Vicinity::of(&self.line)))
    }

    /// Bridges and tunnels, on record or concluded.
    pub fn structures(&self) -> &[StructureSpan] {
        self.structures.get_or_init(|| structures(&Vicinity::of(&self.line), self.crossings()))
    }

    /// Service roads beside it.
    pub fn service_roads(&self) -> &[ServiceRoad<'v>] {
        self.service_roads.get_or_init(|| service_roads(self.view, &Vicinity::of(&self.line)))
    }

    /// What its rules are picked by.
    pub fn case(&self, day: Date) -> Case<'v> {
        Case {
            class: self.section.class,
            section: self.record.id.as_str(),
            grade: Grade::planned(self.section),
            urban: self.section.urban,
            day,
        }
    }
}

/// The roads of a view, with rules and permits as of a date.
pub struct KnownRoads<'v> {
    /// The records.
    pub view: &'v View,
    /// The date of rules, permits and authorities.
    pub date: Date,
    roads: RefCell<HashMap<Id, Option<Rc<Road<'v>>>>>,
    points: OnceCell<BTreeMap<&'v Id, Vec<PointOnDay<'v>>>>,
}

impl<'v> KnownRoads<'v> {
    /// Nothing is worked out yet.
    pub fn new(view: &'v View, date: Date) -> Self {
        KnownRoads { view, date, roads: RefCell::default(), points: OnceCell::new() }
    }

    /// The tables of connections.
    pub fn rules(&self) -> &'v ConnectionRules {
        &self.view.snapshot.rules().connection
    }

    /// A road that is drawn; `None` when the section is not on record on the day or no link of it is.
    pub fn find(&self, section: &Id) -> Option<Rc<Road<'v>>> {
        if let Some(known) = self.roads.borrow().get(section) {
            return known.clone();
        }
        let road = self.work_out(section).map(Rc::new);
        self.roads.borrow_mut().insert(section.clone(), road.clone());
        road
    }

    fn work_out(&self, section: &Id) -> Option<Road<'v>> {
        let record = self.view.snapshot.base().road_sections.find(section.as_str())?;
        let value = record.timeline.at(self.view.as_of)?;
        let line = SectionLine::of(self.view, section)?;
        let points = self.points.get_or_init(|| by_section(self.view));
        let on_date = |point: &PointOnDay<'v>| PointOnDay { day: self.date, ..*point };
        let points: Vec<PointOnDay> = points.get(section).into_iter().flatten().map(on_date).collect();
        Some(Road {
            record,
            section: value,
            points: placed(&points, Some(&line)),
            line,
            view: self.view,
            crossings: OnceCell::new(),
            structures: OnceCell::new(),
            service_roads: OnceCell::new(),
        })
    }
}
