//! What roads that are only thought of, or closed, would change: how far every zone is from what it wants to reach, before and after.
//!
//! ```text
//! proposal (line, section) ─▶ stage: network, new roads, doors of zones ─▶ reach: figures by class ─▶ summary, ranking
//! ```
//!
//! Nothing is stored, and the network that others ask about stays as it is.

mod closing;
mod compare;
mod line;
mod proposal;
mod reach;
mod summary;

use std::collections::HashSet;

use geo::{Coord, LineString};

pub use compare::{ClassChange, ZoneChange};
pub use line::{LONGEST_KM, MOST_VERTICES, check_line};
pub use reach::Figure;
pub use summary::{Group, Summary};

use crate::index::network::what_if::{Join, Overlay};
use crate::index::{RoadsOn, View};
use crate::model::{AccessClass, Id, Name, Optimise, Refused, RoadClass};
use compare::compare;
use reach::{Stage, tables};
use summary::{ranked, summarise};

/// What is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// Roads that are added.
    pub add: Vec<Proposal>,
    /// Links and sections that are closed.
    pub close: Vec<Id>,
    /// What zones want to reach.
    pub classes: Vec<AccessClass>,
    /// What ways are made short by.
    pub optimise: Optimise,
    /// A zone has access to what is within so many millimetres.
    pub limit: u32,
    /// Whether each added road is to be looked at alone.
    pub rank: bool,
}

/// A road that is added.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// What it is called, if it has a name.
    pub name: Option<String>,
    /// What it is.
    pub road: ProposedRoad,
}

/// What is proposed.
#[derive(Clone, Debug)]
pub enum ProposedRoad {
    /// A line that somebody drew.
    Drawn(DrawnRoad),
    /// A section on record that is not open yet.
    Section(Id),
}

/// A line that somebody drew.
#[derive(Clone, Debug)]
pub struct DrawnRoad {
    /// Its centreline, as [`check_line`] lets it through.
    pub line: LineString<f64>,
    /// Management class.
    pub class: RoadClass,
    /// Speed, km/h; that of the class unless given.
    pub speed_kmh: Option<f64>,
    /// Whether it may only be driven as it is drawn.
    pub one_way: bool,
    /// Gross weight limit, tonnes.
    pub max_weight_t: Option<f64>,
}

/// Why a scenario is not worked out. Each names the field of the question.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ScenarioError {
    /// A value that is not accepted.
    #[error(transparent)]
    Value(Refused),
    /// A line that no road can follow.
    #[error(transparent)]
    Line(Refused),
}

/// The answer.
#[derive(Clone, Debug)]
pub struct Scenario<'v> {
    /// The added roads, in the order of the question.
    pub added: Vec<Added>,
    /// What was closed, in the order of the question.
    pub closed: Vec<Closed>,
    /// Every zone, in order of id.
    pub zones: Vec<ZoneChange<'v>>,
    /// All zones together.
    pub summary: Summary,
    /// Each added road alone, best first, by its number; empty unless asked for.
    pub ranking: Vec<(usize, Summary)>,
}

/// An added road as it was laid.
#[derive(Clone, Debug)]
pub struct Added {
    /// What it is called.
    pub name: Name,
    /// Its section, when it is on record.
    pub section: Option<Id>,
    /// Management class.
    pub class: RoadClass,
    /// The speed of the asked vehicle, km/h: of a section that of its first link.
    pub speed_kmh: f64,
    /// Whether the speed is that of the class or grade.
    pub speed_is_assumed: bool,
    /// Millimetres, with what was added at its ends.
    pub length: u64,
    /// Where it meets other roads, with the section of each, or the number of another added road.
    pub joins: Vec<JoinFound>,
    /// The lines it follows, degrees.
    pub lines: Vec<LineString<f64>>,
}

/// Where an added road meets another.
#[derive(Clone, Debug)]
pub struct JoinFound {
    /// The join.
    pub join: Join,
    /// The section of the road that was there.
    pub section: Option<Id>,
    /// The number of another added road.
    pub added: Option<usize>,
}

/// What was closed.
#[derive(Clone, Debug, PartialEq)]
pub struct Closed {
    /// The id that was given.
    pub id: Id,
    /// Whether it is a section.
    pub is_section: bool,
    /// How many of its links were open.
    pub open_links: usize,
}

/// The most that is searched for one answer: edges, times classes, times networks.
const MOST_WORK: usize = 150_000_000;

/// Works out a scenario for every zone.
///
/// **Errors**: [`ScenarioError`] for ids that are not on record on the day, a section that is open already or not drawn, a road the
/// vehicle may not use, a line that comes within 5 km of no road, and more than can be searched at once.
pub fn scenario<'v>(view: &'v View, roads: &RoadsOn, question: &Question) -> Result<Scenario<'v>, ScenarioError> {
    bounded(roads, question)?;
    let proposed = proposal::resolve(view, roads, &question.add)?;
    let (closed, closed_links) = closing::resolve(view, roads, &question.close)?;
    let fixed = proposal::links_on_structures(view);
    let network = &*roads.network;
    let plain = Stage::new(view, roads, Overlay::closing(network, &HashSet::new()));
    let shut = (!closed_links.is_empty()).then(|| Stage::new(view, roads, Overlay::closing(network, &closed_links)));
    let ground = shut.as_ref().unwrap_or(&plain);
    let stage_of = |numbers: &[usize]| {
        let lines = proposed.roads_of(numbers);
        Stage::new(view, roads, ground.overlay.with(&lines, &fixed))
    };
    let all: Vec<usize> = (0..question.add.len()).collect();
    let together = stage_of(&all);
    let added = proposed.added(view, roads, &together.overlay);
    proposal::all_joined(&question.add, &added)?;
    let alone: Vec<Stage<'_>> =
        if question.rank { all.iter().map(|number| stage_of(&[*number])).collect() } else { vec![] };
    let tables = tables(view, roads, question, [&plain, ground, &together], &alone);
    let zones = compare(view, roads, question, &tables, |table| (&table.before, &table.after));
    let summary = summarise(&zones);
    let ranking = (0..alone.len()).map(|number| {
        let zones = compare(view, roads, question, &tables, |table| (&table.ground, &table.alone[number]));
        (number, summarise(&zones))
    });
    let ranking = ranked(ranking.collect());
    Ok(Scenario { added, closed, zones, summary, ranking })
}

fn bounded(roads: &RoadsOn, question: &Question) -> Result<(), ScenarioError> {
    let networks = 3 + if question.rank { question.add.len() } else { 0 };
    let work = roads.network.graph().edge_count() * question.classes.len() * networks;
    if work <= MOST_WORK {
        return Ok(());
    }
    let (vi, en) = (
        "ít loại điểm đến hơn, hoặc không xếp hạng: mạng đường quá lớn để tính hết một lần",
        "fewer classes, or no ranking: the network is too large to do all at once",
    );
    let field = if question.rank { "rank" } else { "classes" };
    Err(ScenarioError::Value(Refused::new(field, work, vi, en)))
}

/// Where a zone is shown: the first of its doors.
fn place_of(starts: &[crate::index::Start]) -> Option<Coord<f64>> {
    starts.first().map(|start| start.at)
}
