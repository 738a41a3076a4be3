//! How far each area being cleared has come, what moved in a period, and what stands in its way.

use geo::Intersects;

use super::page::{Page, PageBuilder, PageRequest};
use super::{bottlenecks, commitments};
use crate::index::{ClearanceRecord, StageProgress, View, ZoneShard};
use crate::model::{Audience, Bbox, BottleneckCategory, ClearanceArea, DataClass, Date, Hectares, Id, Stage, Standing};
pub use crate::rules::Check;
use crate::rules::{StageDate, StageDates};

/// Which open bottleneck an area must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocked {
    /// Any.
    ByAnything,
    /// One of this category.
    By(BottleneckCategory),
}

/// Which areas are wanted. Every condition must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClearanceFilter {
    /// In one of these zones; empty = all.
    pub zones: Vec<Id>,
    /// For one of these parts; empty = all.
    pub parts: Vec<Id>,
    /// Whose furthest stage is one of these; `None` stands for *nothing recorded yet*. Empty = all.
    pub stages: Vec<Option<Stage>>,
    /// With an open bottleneck.
    pub blocked: Option<Blocked>,
    /// With, or without, an overdue commitment.
    pub late: Option<bool>,
    /// Shares a point with this box.
    pub bbox: Option<Bbox>,
    /// Who is told.
    pub audience: Audience,
}

/// How the answer is sorted. Ties go by id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClearanceSort {
    /// By id.
    #[default]
    Id,
    /// Most left to hand over first.
    Remaining,
    /// Most handed over first.
    HandedOver,
}

/// An area on a day.
#[derive(Clone, Debug)]
pub struct AreaAnswer<'v> {
    /// The day it speaks of.
    pub day: Date,
    /// Who is told.
    pub audience: Audience,
    /// Its zone.
    pub shard: &'v ZoneShard,
    /// The record.
    pub record: &'v ClearanceRecord,
    /// The area itself.
    pub area: &'v ClearanceArea,
    /// Bottlenecks on it, or on its part as a whole, that block on the day.
    pub bottlenecks_open: usize,
    /// How many of them are past their date.
    pub bottlenecks_overdue: usize,
    /// Commitments about it that are overdue.
    pub commitments_late: usize,
    categories: Vec<BottleneckCategory>,
}

/// Areas, one page of them.
pub fn clearance<'v>(
    view: &'v View,
    filter: &'v ClearanceFilter,
    sort: ClearanceSort,
    page: &PageRequest,
) -> Page<AreaAnswer<'v>> {
    let mut builder = PageBuilder::new(page);
    let shards = view.zones_among(&filter.zones);
    for answer in shards.flat_map(|shard| of_zone(view, shard, filter.audience)).filter(|answer| filter.takes(answer)) {
        let value = match sort {
            ClearanceSort::Id => 0.0,
            ClearanceSort::Remaining => -answer.remaining().get(),
            ClearanceSort::HandedOver => -answer.handed_over().get(),
        };
        let (zone, id) = (&answer.shard.id, &answer.record.id);
        builder.add(value, Some(zone), id, || answer.clone());
    }
    builder.finish(|answer| (Some(answer.shard.id.clone()), answer.record.id.clone()))
}

impl ClearanceFilter {
    fn takes(&self, answer: &AreaAnswer<'_>) -> bool {
        let blocked = match self.blocked {
            None => true,
            Some(Blocked::ByAnything) => answer.bottlenecks_open > 0,
            Some(Blocked::By(category)) => answer.categories.contains(&category),
        };
        blocked
            && (self.parts.is_empty() || self.parts.contains(&answer.area.zone_part))
            && (self.stages.is_empty() || self.stages.contains(&answer.furthest()))
            && self.late.is_none_or(|late| late == (answer.commitments_late > 0))
            && self.bbox.is_none_or(|bbox| answer.area.geometry.get().intersects(&bbox.rect()))
    }
}

/// Every area of a zone on the day of the view, in order of id.
pub fn of_zone<'v>(view: &View, shard: &'v ZoneShard, audience: Audience) -> Vec<AreaAnswer<'v>> {
    if shard.zone.at(view.as_of).is_none() {
        return Vec::new();
    }
    let bottlenecks = bottlenecks::of_zone(view, shard, audience);
    let commitments = commitments::of_zone(view, shard);
    let answer = |record: &'v ClearanceRecord| {
        let area = record.core.at(view.as_of)?;
        let blocks = |answer: &&bottlenecks::BottleneckAnswer<'_>| {
            let named = answer.bottleneck.clearance_area.as_ref();
            answer.is_open && named.map_or(answer.bottleneck.zone_part == area.zone_part, |named| *named == record.id)
        };
        let blocking: Vec<_> = bottlenecks.iter().filter(blocks).collect();
        let late = commitments.iter().filter(|answer| answer.outcome.standing == Standing::Overdue);
        Some(AreaAnswer {
            day: view.as_of,
            audience,
            shard,
            record,
            area,
            bottlenecks_open: blocking.len(),
            bottlenecks_overdue: blocking.iter().filter(|answer| answer.is_overdue).count(),
            commitments_late: late.filter(|late| commitments::covers(late.commitment, record, view.as_of)).count(),
            categories: blocking.iter().map(|answer| answer.bottleneck.category).collect(),
        })
    };
    shard.clearance_areas.iter().filter_map(answer).collect()
}

impl<'v> AreaAnswer<'v> {
    /// Its size, measured.
    pub fn total(&self) -> Hectares {
        self.record.progress.area
    }

    /// Handed over by the day.
    pub fn handed_over(&self) -> Hectares {
        self.record.progress.handed_over(self.day)
    }

    /// Not handed over by the day.
    pub fn remaining(&self) -> Hectares {
        Hectares::new((self.total().get() - self.handed_over().get()).max(0.0)).unwrap_or_default()
    }

    /// The furthest stage of its law that happened to any of it; `None` = nothing is recorded yet.
    pub fn furthest(&self) -> Option<Stage> {
        let order = self.area.regime.order().iter().rev().copied();
        order.into_iter().find(|stage| self.record.progress.stage(*stage, self.day).is_some())
    }

    /// Every stage that happened and is told to the audience, in the order of its law; what stands beside the order comes last.
    pub fn stages(&self) -> Vec<(Stage, &'v StageProgress)> {
        let happened = self.record.progress.stages.iter();
        let mut told: Vec<_> = happened
            .filter(|(stage, _)| stage.is_for(self.audience))
            .filter_map(|(stage, timeline)| Some((*stage, timeline.at(self.day)?)))
            .collect();
        told.sort_by_key(|(stage, _)| self.area.regime.rank(*stage).unwrap_or(usize::MAX));
        told
    }

    /// What the law says of its dates.
    pub fn checks(&self, view: &View) -> Vec<Check> {
        let rules = &view.snapshot.rules().clearance;
        let land = rules.land_groups(self.area.area_by_land_code.iter().map(|(code, _)| code.as_str()));
        let dates = self.stages().into_iter().map(|(stage, progress)| StageDate {
            stage,
            first: progress.first,
            is_fact: self.is_fact(stage),
        });
        rules.check(self.area.regime, &land, &StageDates(dates.collect()), self.day)
    }

    fn is_fact(&self, stage: Stage) -> bool {
        let events = self.record.events.iter().filter_map(|(_, timeline)| timeline.at(self.day));
        events.filter(|event| event.stage == stage).all(|event| event.data_class == DataClass::Fact)
    }
}
