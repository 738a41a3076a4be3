//! What blocks clearance, since when, and what is past its date.

use super::page::{Page, PageBuilder, PageRequest};
use crate::index::{Record, View, ZoneShard};
use crate::model::{Audience, Bottleneck, BottleneckCategory, Id};

/// Which bottlenecks are wanted. Every condition must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BottleneckFilter {
    /// In one of these zones; empty = all.
    pub zones: Vec<Id>,
    /// Of one of these parts; empty = all.
    pub parts: Vec<Id>,
    /// Of one of these categories; empty = all.
    pub categories: Vec<BottleneckCategory>,
    /// To be cleared by one of these authorities; empty = by anyone.
    pub owners: Vec<Id>,
    /// Open, or closed; `None` = both.
    pub open: Option<bool>,
    /// Past its date, or not.
    pub overdue: Option<bool>,
    /// Who is told.
    pub audience: Audience,
}

/// A bottleneck on a day.
#[derive(Clone, Debug)]
pub struct BottleneckAnswer<'v> {
    /// Its zone.
    pub shard: &'v ZoneShard,
    /// The record.
    pub record: &'v Record<Bottleneck>,
    /// What it is on the day.
    pub bottleneck: &'v Bottleneck,
    /// Whether it blocks on the day.
    pub is_open: bool,
    /// Whether it is past its date.
    pub is_overdue: bool,
    /// Days from the day it arose to the day it was cleared, or to the asked day.
    pub days_open: i32,
}

/// Bottlenecks, one page of them, in order of zone and id.
pub fn bottlenecks<'v>(view: &'v View, filter: &'v BottleneckFilter, page: &PageRequest) -> Page<BottleneckAnswer<'v>> {
    let mut builder = PageBuilder::new(page);
    let shards = view.zones_among(&filter.zones);
    for answer in shards.flat_map(|shard| of_zone(view, shard, filter.audience)).filter(|answer| filter.takes(answer)) {
        let (zone, id) = (&answer.shard.id, &answer.record.id);
        builder.add(0.0, Some(zone), id, || answer.clone());
    }
    builder.finish(|answer| (Some(answer.shard.id.clone()), answer.record.id.clone()))
}

impl BottleneckFilter {
    fn takes(&self, answer: &BottleneckAnswer<'_>) -> bool {
        let Bottleneck { zone_part, category, owner, .. } = answer.bottleneck;
        (self.parts.is_empty() || self.parts.contains(zone_part))
            && (self.categories.is_empty() || self.categories.contains(category))
            && (self.owners.is_empty() || owner.as_ref().is_some_and(|owner| self.owners.contains(owner)))
            && self.open.is_none_or(|open| open == answer.is_open)
            && self.overdue.is_none_or(|overdue| overdue == answer.is_overdue)
    }
}

/// Every bottleneck of a zone on the day of the view that an audience is told of, in order of id.
pub fn of_zone<'v>(view: &View, shard: &'v ZoneShard, audience: Audience) -> Vec<BottleneckAnswer<'v>> {
    let day = view.as_of;
    let answer = |record: &'v Record<Bottleneck>| {
        let bottleneck = record.timeline.at(day).filter(|bottleneck| bottleneck.category.is_for(audience))?;
        let until = bottleneck.closed.map(|closed| closed.last_day()).filter(|closed| *closed <= day).unwrap_or(day);
        let days_open = bottleneck.opened.last_day().until(until).map_or(0, |span| span.get_days().max(0));
        let (is_open, is_overdue) = (bottleneck.is_open(day), bottleneck.is_overdue(day));
        Some(BottleneckAnswer { shard, record, bottleneck, is_open, is_overdue, days_open })
    };
    shard.bottlenecks.iter().filter_map(answer).collect()
}
