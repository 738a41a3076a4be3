//! A road as a straight line (bình đồ duỗi thẳng): everything on and beside it in order of chainage.

use super::Vicinity;
use super::crossings::{Crossing, StructureSpan, crossings, structures};
use super::frontage::{Frontage, frontages};
use super::junctions::{Junction, junctions};
use super::points::{PlacedPoint, of_section, placed};
use super::service_roads::{ServiceRoad, service_roads};
use crate::index::linear::SectionLine;
use crate::index::{Record, View};
use crate::model::{Id, RoadSection};

/// A road as a straight line.
#[derive(Clone, Debug)]
pub struct Diagram<'v> {
    /// Its record.
    pub record: &'v Record<RoadSection>,
    /// The road.
    pub road: &'v RoadSection,
    /// Its line; `None` when nobody drew it.
    pub line: Option<SectionLine>,
    /// Connection points, by chainage.
    pub points: Vec<PlacedPoint<'v>>,
    /// Junctions with other public roads.
    pub junctions: Vec<Junction<'v>>,
    /// What carries it.
    pub structures: Vec<StructureSpan>,
    /// What crosses it.
    pub crossings: Vec<Crossing<'v>>,
    /// Parts of zones along it.
    pub frontages: Vec<Frontage<'v>>,
    /// Service roads beside it.
    pub service_roads: Vec<ServiceRoad<'v>>,
}

/// The diagram of a section on the day of the view; `None` when there is no such section that day.
pub fn diagram<'v>(view: &'v View, section: &Id) -> Option<Diagram<'v>> {
    let record = view.snapshot.base().road_sections.find(section.as_str())?;
    let road = record.timeline.at(view.as_of)?;
    let line = SectionLine::of(view, section);
    let points = of_section(view, section);
    let mut diagram = Diagram {
        record,
        road,
        points: placed(&points, line.as_ref()),
        line: None,
        junctions: vec![],
        structures: vec![],
        crossings: vec![],
        frontages: vec![],
        service_roads: vec![],
    };
    if let Some(line) = &line {
        let vicinity = Vicinity::of(line);
        diagram.junctions = junctions(view, line);
        diagram.crossings = crossings(view, &vicinity);
        diagram.structures = structures(&vicinity, &diagram.crossings);
        diagram.frontages = frontages(view, &vicinity);
        diagram.service_roads = service_roads(view, &vicinity);
    }
    diagram.line = line;
    Some(diagram)
}
