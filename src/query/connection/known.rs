//! Roads with what lies along them, worked out once for a question, or once for a list of zones.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use crate::index::linear::SectionLine;
use crate::index::{Record, View};
use crate::model::{Date, Id, RoadSection};
use crate::query::roadside::Vicinity;
use crate::query::roadside::crossings::{Crossing, StructureSpan, crossings, structures};
use crate::query::roadside::points::{PlacedPoint, PointOnDay, of_section, placed};
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
    along: OnceCell<Along<'v>>,
}

/// What lies along a road.
struct Along<'v> {
    crossings: Vec<Crossing<'v>>,
    structures: Vec<StructureSpan>,
    service_roads: Vec<ServiceRoad<'v>>,
}

impl<'v> Road<'v> {
    /// Railways and waters that cross it.
    pub fn crossings(&self) -> &[Crossing<'v>] {
        &self.along().crossings
    }

    /// Bridges and tunnels, on record or concluded.
    pub fn structures(&self) -> &[StructureSpan] {
        &self.along().structures
    }

    /// Service roads beside it.
    pub fn service_roads(&self) -> &[ServiceRoad<'v>] {
        &self.along().service_roads
    }

    fn along(&self) -> &Along<'v> {
        self.along.get_or_init(|| {
            let vicinity = Vicinity::of(&self.line);
            let crossings = crossings(self.view, &vicinity);
            let structures = structures(&vicinity, &crossings);
            Along { crossings, structures, service_roads: service_roads(self.view, &vicinity) }
        })
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
}

impl<'v> KnownRoads<'v> {
    /// Nothing is worked out yet.
    pub fn new(view: &'v View, date: Date) -> Self {
        KnownRoads { view, date, roads: RefCell::default() }
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
        // Permits are those that hold on the date of the rules.
        let on_date = |point| PointOnDay { day: self.date, ..point };
        let points: Vec<PointOnDay> = of_section(self.view, section).into_iter().map(on_date).collect();
        Some(Road {
            record,
            section: value,
            points: placed(&points, Some(&line)),
            line,
            view: self.view,
            along: OnceCell::new(),
        })
    }
}
