//! How much of a park's frontage has a service road, and whether it should have one.
//!
//! Whether one is needed is a rule of thumb of this product, not of the law: more points than the frontage has room for at the
//! spacing of the road's planned grade.

use super::GapFilter;
use crate::index::{Record, View};
use crate::model::{Id, RoadSection};
use crate::query::connection::KnownRoads;
use crate::query::roadside::frontage::{Frontage, frontages};
use crate::query::roadside::points::PlacedPoint;
use crate::query::roadside::{Stretch, Vicinity, uncovered};
use crate::rules::connection::{Case, Family, Rule};

/// A way out this near to an end of a frontage belongs to it, metres: chainage computed on a sketch is no better.
const AT_THE_END_M: f64 = 50.0;

/// A spacing and where it comes from.
#[derive(Clone, Copy, Debug)]
pub struct AppliedSpacing<'v> {
    /// Metres.
    pub metres: f64,
    /// The rule.
    pub rule: &'v Rule,
    /// Whether it was assumed that the road runs outside inner cities and towns, which is not on record.
    pub is_assumed_rural: bool,
}

/// A frontage and the service roads along it.
#[derive(Clone, Debug)]
pub struct FrontageGap<'v> {
    /// The road's record.
    pub record: &'v Record<RoadSection>,
    /// The road.
    pub road: &'v RoadSection,
    /// The part that fronts it.
    pub frontage: Frontage<'v>,
    /// Stretches without a service road in use, as (from, to), metres.
    pub uncovered: Vec<(f64, f64)>,
    /// Service roads in use along it.
    pub service_roads: Vec<&'v Id>,
    /// Connection points along it that take room.
    pub points: Vec<&'v Id>,
    /// Gates of the part that lie along it.
    pub gates: Vec<&'v Id>,
    /// The spacing that was applied; `None` = the planned grade is unknown, or no figure is on file.
    pub spacing: Option<AppliedSpacing<'v>>,
}

impl FrontageGap<'_> {
    /// Length without a service road, metres.
    pub fn uncovered_m(&self) -> f64 {
        self.uncovered.iter().map(|(from, to)| to - from).sum()
    }

    /// How many ways out the frontage has: its points or its gates, whichever are more, for a gate may be on record as a point too.
    pub fn ways_out(&self) -> usize {
        self.points.len().max(self.gates.len())
    }

    /// How many points the frontage has room for at the spacing.
    pub fn room_for(&self) -> Option<usize> {
        let spacing = self.spacing?;
        Some((self.frontage.stretch.length_m() / spacing.metres).floor() as usize + 1)
    }

    /// Whether a service road is needed, by the rule of thumb; `None` = the spacing is unknown.
    pub fn is_required(&self) -> Option<bool> {
        self.room_for().map(|room| self.ways_out() > room)
    }
}

/// Frontages on roads in use: those that need a service road first, then the longest without one.
pub fn frontage_gaps<'v>(known: &KnownRoads<'v>, filter: &GapFilter) -> Vec<FrontageGap<'v>> {
    let view = known.view;
    let mut found = vec![];
    for record in &view.snapshot.base().road_sections.records {
        let Some(road) = record.timeline.at(view.as_of) else { continue };
        if !filter.takes_road(&record.id, road.class) || !road.status.is_open() {
            continue;
        }
        found.extend(along(known, record, road, filter));
    }
    let urgency = |gap: &FrontageGap| (gap.is_required() == Some(true) && !gap.uncovered.is_empty(), gap.uncovered_m());
    found.sort_by(|one, other| {
        let (one_first, one_m) = urgency(one);
        let (other_first, other_m) = urgency(other);
        other_first
            .cmp(&one_first)
            .then(other_m.total_cmp(&one_m))
            .then(one.frontage.record.id.cmp(&other.frontage.record.id))
    });
    found
}

fn along<'v>(
    known: &KnownRoads<'v>,
    record: &'v Record<RoadSection>,
    section: &'v RoadSection,
    filter: &GapFilter,
) -> Vec<FrontageGap<'v>> {
    let Some(road) = known.find(&record.id) else { return vec![] };
    let vicinity = Vicinity::of(&road.line);
    let wanted = frontages(known.view, &vicinity).into_iter().filter(|one| filter.takes_zone(one.shard.id.as_str()));
    let wanted: Vec<Frontage> = wanted.collect();
    if wanted.is_empty() {
        return vec![];
    }
    let in_use = road.service_roads().iter().filter(|service| service.road.status.is_open());
    let beside: Vec<(&'v Id, Stretch)> =
        in_use.filter_map(|service| Some((&service.record.id, service.stretch?))).collect();
    let stretches: Vec<Stretch> = beside.iter().map(|(_, stretch)| *stretch).collect();
    let spacing = spacing_of(known, &road.case(known.date));
    let gap = |frontage: Frontage<'v>| FrontageGap {
        record,
        road: section,
        uncovered: uncovered(&frontage.stretch, &stretches),
        service_roads: beside
            .iter()
            .filter(|(_, one)| {
                one.side == frontage.stretch.side
                    && one.from_m < frontage.stretch.to_m
                    && frontage.stretch.from_m < one.to_m
            })
            .map(|(id, _)| *id)
            .collect(),
        points: road
            .points
            .iter()
            .filter(|point| lies_along(point, &frontage.stretch))
            .map(|point| &point.on.record.id)
            .collect(),
        gates: gates_along(known.view, &vicinity, &frontage),
        spacing,
        frontage,
    };
    wanted.into_iter().map(gap).collect()
}

/// The figure to go by: one in force, else the province's, else the national one that lapsed last. Never without a planned grade.
fn spacing_of<'v>(known: &KnownRoads<'v>, case: &Case<'v>) -> Option<AppliedSpacing<'v>> {
    case.grade?;
    let rules = known.rules();
    let rural = Case { urban: Some(case.urban.unwrap_or(false)), ..*case };
    let in_force = rules.in_force(Family::Spacing, &rural).collect::<Vec<_>>();
    let candidates = in_force.into_iter().chain(rules.provincial(&rural)).chain(rules.lapsed_spacing(&rural));
    let mut figures = candidates.filter_map(|rule| {
        let metres = rule.value.filter(|metres| *metres > 0.0)?;
        rule.is_surely_about(&rural).then_some(AppliedSpacing { metres, rule, is_assumed_rural: case.urban.is_none() })
    });
    figures.next()
}

fn lies_along(point: &PlacedPoint<'_>, stretch: &Stretch) -> bool {
    let placed = point.side.zip(point.chainage);
    point.on.takes_room() && placed.is_some_and(|(side, (chainage, _))| with_ends(stretch).holds(side, chainage))
}

fn with_ends(stretch: &Stretch) -> Stretch {
    Stretch { from_m: stretch.from_m - AT_THE_END_M, to_m: stretch.to_m + AT_THE_END_M, ..*stretch }
}

/// Gates of the part whose foot on the road lies within its frontage, nearer than anything else could come between.
fn gates_along<'v>(view: &'v View, road: &Vicinity<'_>, frontage: &Frontage<'v>) -> Vec<&'v Id> {
    let shard = frontage.shard;
    let along = shard.gates.iter().filter(|gate| {
        let Some(core) = gate.core.at(view.as_of).filter(|core| core.zone_part == frontage.record.id) else {
            return false;
        };
        let geo::Geometry::Point(at) = core.geometry.get() else { return false };
        let located = road.line.locate(at.0);
        located.offset_m <= crate::query::roadside::frontage::FRONTAGE_WITHIN_M
            && located.side.is_some_and(|side| with_ends(&frontage.stretch).holds(side, located.chainage_m))
    });
    along.map(|gate| &gate.id).collect()
}
