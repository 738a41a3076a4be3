//! Where other roads meet a road: at nodes the links share, as the network has it. Roads that cross without a node are no junction.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use geo::{Coord, Geometry, LineString};

use crate::index::linear::SectionLine;
use crate::index::{Record, View};
use crate::model::{Id, RoadLink, RoadSection, Side};

/// Nearer than this to the direction of the road a branch goes on with it, degrees.
const ALONG_DEG: f64 = 15.0;

/// Where the road ends, another goes on with it when it turns by less than this, degrees.
const GOES_ON_DEG: f64 = 60.0;

/// Junctions nearer than this are one, metres along the road.
const ONE_JUNCTION_M: f64 = 1.0;

/// A place where other roads meet a road.
#[derive(Clone, Debug)]
pub struct Junction<'v> {
    /// Where, metres.
    pub chainage_m: f64,
    /// Where, degrees.
    pub at: Coord<f64>,
    /// The roads that meet it, in order of id.
    pub roads: Vec<Branch<'v>>,
}

/// A road that meets another.
#[derive(Clone, Copy, Debug)]
pub struct Branch<'v> {
    /// Its record.
    pub record: &'v Record<RoadSection>,
    /// The road.
    pub road: &'v RoadSection,
    /// The side to which it leaves; `None` = to both, or straight on.
    pub side: Option<Side>,
}

impl Junction<'_> {
    /// The side to which every road leaves; `None` when they leave to both, or straight on.
    pub fn side(&self) -> Option<Side> {
        let first = self.roads.first()?.side?;
        self.roads.iter().all(|road| road.side == Some(first)).then_some(first)
    }
}

/// Junctions of a section on the day of the view, in order of chainage.
pub fn junctions<'v>(view: &'v View, line: &SectionLine) -> Vec<Junction<'v>> {
    let mine = Mine::of(view, line);
    let mut found: BTreeMap<(&Id, Place), Vec<Option<Side>>> = BTreeMap::new();
    for link in mine.links_around(view) {
        for (at, leaves_to) in mine.meets(link) {
            let side = leaves(line, at, leaves_to);
            found.entry((&link.section, Place::of(at))).or_default().push(side);
        }
    }
    let mut junctions: Vec<Junction> = vec![];
    for ((section, place), sides) in found {
        let base = view.snapshot.base();
        let Some(record) = base.road_sections.find(section.as_str()) else { continue };
        let Some(road) = record.timeline.at(view.as_of) else { continue };
        let side = sides[0].filter(|first| sides.iter().all(|side| *side == Some(*first)));
        let at = place.at();
        let chainage_m = line.locate(at).chainage_m;
        junctions.push(Junction { chainage_m, at, roads: vec![Branch { record, road, side }] });
    }
    in_one_place(junctions)
}

/// Joins what meets in one place.
fn in_one_place(mut junctions: Vec<Junction<'_>>) -> Vec<Junction<'_>> {
    junctions.sort_by(|one, other| one.chainage_m.total_cmp(&other.chainage_m));
    let mut whole: Vec<Junction> = vec![];
    for next in junctions {
        match whole.last_mut().filter(|last| next.chainage_m - last.chainage_m < ONE_JUNCTION_M) {
            Some(last) => last.roads.extend(next.roads),
            None => whole.push(next),
        }
    }
    for junction in &mut whole {
        junction.roads.sort_by(|one, other| one.record.id.cmp(&other.record.id));
        junction.roads.dedup_by(|other, one| one.record.id == other.record.id);
    }
    whole
}

/// A position to be compared exactly, as the network does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Place([u64; 2]);

impl Place {
    fn of(at: Coord<f64>) -> Self {
        // Zero has two spellings.
        Place([at.x + 0.0, at.y + 0.0].map(f64::to_bits))
    }

    fn at(self) -> Coord<f64> {
        let [x, y] = self.0.map(f64::from_bits);
        Coord { x, y }
    }
}

/// The nodes and vertices of a section.
struct Mine<'v> {
    section: Id,
    /// Positions of nodes by id.
    nodes: HashMap<&'v Id, Coord<f64>>,
    ends: BTreeSet<Place>,
    vertices: BTreeSet<Place>,
    links: Vec<&'v RoadLink>,
}

impl<'v> Mine<'v> {
    fn of(view: &'v View, line: &SectionLine) -> Mine<'v> {
        let base = view.snapshot.base();
        let mut mine = Mine {
            section: line.section().clone(),
            nodes: HashMap::new(),
            ends: BTreeSet::new(),
            vertices: BTreeSet::new(),
            links: vec![],
        };
        let positions = base.links_of_section.get(line.section()).map(Vec::as_slice).unwrap_or_default();
        let on_that_day = |at: &u32| base.road_links.records[*at as usize].timeline.at(view.as_of);
        for link in positions.iter().filter_map(on_that_day).filter(|link| link.section == *line.section()) {
            mine.add(link);
        }
        mine
    }

    fn add(&mut self, link: &'v RoadLink) {
        let Some(line) = drawn(link) else { return };
        self.links.push(link);
        for (node, at) in [(&link.from_node, line.0.first()), (&link.to_node, line.0.last())] {
            if let Some(at) = at {
                self.nodes.insert(node, *at);
                self.ends.insert(Place::of(*at));
            }
        }
        self.vertices.extend(line.0.iter().map(|at| Place::of(*at)));
    }

    /// Links of other sections whose boxes touch this one's.
    fn links_around(&self, view: &'v View) -> Vec<&'v RoadLink> {
        let boxes = self.links.iter().filter_map(|link| crate::model::Bbox::around(link.geometry.get()));
        let Some(bbox) = boxes.reduce(|one, other| one.union(&other)) else { return vec![] };
        let around = view.snapshot.base().road_links.within(Some(&bbox), view.as_of);
        around.into_iter().map(|(_, link)| link).filter(|link| link.section != self.section).collect()
    }

    /// Where another link meets the section, with the next position of that link from there.
    fn meets(&self, link: &RoadLink) -> Vec<(Coord<f64>, Coord<f64>)> {
        let Some(line) = drawn(link) else { return vec![] };
        let vertices = &line.0;
        let last = vertices.len() - 1;
        let mut found = vec![];
        for (node, at, next) in [(&link.from_node, 0, 1), (&link.to_node, last, last - 1)] {
            let shared = self.nodes.get(node).copied();
            let here = shared.or_else(|| self.vertices.contains(&Place::of(vertices[at])).then_some(vertices[at]));
            found.extend(here.map(|here| (here, vertices[next])));
        }
        // A road that passes where this one ends.
        for at in (1..last).filter(|at| self.ends.contains(&Place::of(vertices[*at]))) {
            found.extend([at - 1, at + 1].map(|next| (vertices[at], vertices[next])));
        }
        found
    }
}

/// The line of a link with something to it.
fn drawn(link: &RoadLink) -> Option<&LineString<f64>> {
    match link.geometry.get() {
        Geometry::LineString(line) if line.0.len() >= 2 => Some(line),
        _ => None,
    }
}

/// The side to which a branch leaves the road.
fn leaves(line: &SectionLine, at: Coord<f64>, next: Coord<f64>) -> Option<Side> {
    let chainage = line.locate(at).chainage_m;
    let grid = |position: Coord<f64>| line.frame().to_metric(&geo::Point(position)).0.0;
    let step = grid(next) - grid(at);
    let branch = step.x.atan2(step.y).to_degrees();
    // The road may turn here: it comes in by one bearing and goes out by another.
    let (before, after) = (line.bearing(chainage - 0.5), line.bearing(chainage + 0.5));
    let along = if before.is_some() && after.is_some() { ALONG_DEG } else { GOES_ON_DEG };
    let after = after.or(before)?;
    let before = before.unwrap_or(after);
    let from_out = (branch - after).rem_euclid(360.0);
    let right = (before + 180.0 - after).rem_euclid(360.0);
    let away = |edge: f64| (from_out - edge).abs().min(360.0 - (from_out - edge).abs());
    if away(0.0) < along || away(right) < along {
        return None;
    }
    Some(if from_out < right { Side::Right } else { Side::Left })
}
