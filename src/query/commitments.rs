//! Who promised what by when, how often it was put off, and what became of it.

use super::page::{Page, PageBuilder, PageRequest};
use crate::index::{ClearanceRecord, Record, View, ZoneShard};
use crate::model::{Commitment, DataClass, Date, Hectares, Id, Stage, Standing, standing};

/// From this share on a promise of hectares is met: promises are round figures.
const MET_SHARE: f64 = 0.995;

/// Which commitments are wanted. Every condition must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CommitmentFilter {
    /// In one of these zones; empty = all.
    pub zones: Vec<Id>,
    /// For one of these parts; empty = all.
    pub parts: Vec<Id>,
    /// Made by one of these authorities; empty = by anyone.
    pub agencies: Vec<Id>,
    /// Of which this became; empty = whatever became of it.
    pub standings: Vec<Standing>,
}

/// How the answer is sorted. Ties go by id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CommitmentSort {
    /// By the present due date, the earliest first.
    #[default]
    Due,
    /// By id.
    Id,
}

/// A commitment on a day.
#[derive(Clone, Debug)]
pub struct CommitmentAnswer<'v> {
    /// Its zone.
    pub shard: &'v ZoneShard,
    /// The record.
    pub record: &'v Record<Commitment>,
    /// What is promised on the day.
    pub commitment: &'v Commitment,
    /// When it was first promised.
    pub promised_on: Date,
    /// What was first promised.
    pub first: &'v Commitment,
    /// Every later row with another due date, and its day.
    pub postponements: Vec<(Date, &'v Commitment)>,
    /// What became of it by the day.
    pub outcome: Outcome,
}

/// What became of a promise by a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// In a word.
    pub standing: Standing,
    /// When it was met.
    pub met_on: Option<Date>,
    /// Hectares promised; `None` = not a matter of hectares, or nobody knows of how many.
    pub promised: Option<Hectares>,
    /// Hectares that have reached the stage; `None` = no record tells.
    pub reached: Option<Hectares>,
    /// Days from the first due date to the day it was met, or to the asked day while it is overdue; 0 when not late.
    pub days_late: i32,
    /// The least certain of the events it was judged by; `None` = no event.
    pub judged_by: Option<DataClass>,
}

/// Commitments, one page of them.
pub fn commitments<'v>(
    view: &'v View,
    filter: &'v CommitmentFilter,
    sort: CommitmentSort,
    page: &PageRequest,
) -> Page<CommitmentAnswer<'v>> {
    let mut builder = PageBuilder::new(page);
    let shards = view.zones_among(&filter.zones);
    for answer in shards.flat_map(|shard| of_zone(view, shard)).filter(|answer| filter.takes(answer)) {
        let due = answer.commitment.due.last_day();
        let value = if sort == CommitmentSort::Due { f64::from(day_number(due)) } else { 0.0 };
        let (zone, id) = (&answer.shard.id, &answer.record.id);
        builder.add(value, Some(zone), id, || answer.clone());
    }
    builder.finish(|answer| (Some(answer.shard.id.clone()), answer.record.id.clone()))
}

impl CommitmentFilter {
    fn takes(&self, answer: &CommitmentAnswer<'_>) -> bool {
        let by = answer.commitment.promised_by.as_ref();
        (self.parts.is_empty() || self.parts.contains(&answer.commitment.zone_part))
            && (self.agencies.is_empty() || by.is_some_and(|agency| self.agencies.contains(agency)))
            && (self.standings.is_empty() || self.standings.contains(&answer.outcome.standing))
    }
}

/// Days since the year 0, to sort by.
fn day_number(day: Date) -> i32 {
    i32::from(day.year()) * 366 + i32::from(day.day_of_year())
}

/// Every commitment of a zone on the day of the view, in order of id.
pub fn of_zone<'v>(view: &View, shard: &'v ZoneShard) -> Vec<CommitmentAnswer<'v>> {
    shard.commitments.iter().filter_map(|record| answer(view, shard, record)).collect()
}

fn answer<'v>(view: &View, shard: &'v ZoneShard, record: &'v Record<Commitment>) -> Option<CommitmentAnswer<'v>> {
    let commitment = record.timeline.at(view.as_of)?;
    let told = record.timeline.entries().filter(|(day, _)| *day <= view.as_of);
    let mut rows = told.filter_map(|(day, row)| Some((day, row?)));
    let (promised_on, first) = rows.next()?;
    let mut due = first.due;
    let postponements = rows.filter(|(_, row)| std::mem::replace(&mut due, row.due) != row.due).collect();
    let outcome = outcome(shard, commitment, first.due.last_day(), view.as_of);
    Some(CommitmentAnswer { shard, record, commitment, promised_on, first, postponements, outcome })
}

fn outcome(shard: &ZoneShard, commitment: &Commitment, first_due: Date, day: Date) -> Outcome {
    let areas = areas_of(shard, commitment, day);
    let all: f64 = areas.iter().map(|area| area.progress.area.get()).sum();
    let promised = commitment.area.or_else(|| Hectares::new(all).ok().filter(|_| !areas.is_empty()));
    let promised = promised.filter(|_| commitment.stage.is_some());
    let reached = commitment.stage.and_then(|stage| reached(&areas, stage, day));
    let recorded = commitment.met_on.map(|met| met.last_day()).filter(|met| *met <= day);
    let met_on = recorded.or_else(|| met_on(&areas, commitment.stage?, promised?, day));
    let judged_by = judged_by(&areas, commitment.stage, day);
    let standing = standing(first_due, commitment.due.last_day(), met_on, reached.is_some(), day);
    let late_until = match standing {
        Standing::KeptLate => met_on,
        Standing::Overdue => Some(day),
        Standing::Kept | Standing::Pending | Standing::Unknown => None,
    };
    let days_late = late_until.and_then(|until| first_due.until(until).ok()).map_or(0, |span| span.get_days().max(0));
    Outcome { standing, met_on, promised, reached, days_late, judged_by }
}

fn areas_of<'v>(shard: &'v ZoneShard, commitment: &Commitment, day: Date) -> Vec<&'v ClearanceRecord> {
    shard.clearance_areas.iter().filter(|area| covers(commitment, area, day)).collect()
}

/// Whether a commitment is about an area on a day.
pub fn covers(commitment: &Commitment, area: &ClearanceRecord, day: Date) -> bool {
    let Some(core) = area.core.at(day) else { return false };
    match commitment.clearance_areas.as_slice() {
        [] => core.zone_part == commitment.zone_part,
        named => named.contains(&area.id),
    }
}

/// Hectares of the areas that have reached a stage; `None` when no event of any stage tells of land.
fn reached(areas: &[&ClearanceRecord], stage: Stage, day: Date) -> Option<Hectares> {
    let tells = |area: &&ClearanceRecord| {
        area.progress.stages.iter().any(|(_, timeline)| timeline.at(day).is_some_and(|stage| stage.hectares.is_some()))
    };
    if !areas.iter().any(tells) {
        return None;
    }
    let of_area = |area: &&ClearanceRecord| area.progress.stage(stage, day)?.hectares;
    // A sum of nothing would be minus zero.
    Hectares::new(areas.iter().filter_map(of_area).fold(0.0, |sum, hectares| sum + hectares.get())).ok()
}

/// The first day by which the promised hectares had reached the stage.
fn met_on(areas: &[&ClearanceRecord], stage: Stage, promised: Hectares, day: Date) -> Option<Date> {
    let mut days: Vec<Date> = areas.iter().flat_map(|area| area.progress.days()).filter(|on| *on <= day).collect();
    days.sort_unstable();
    days.dedup();
    let enough = promised.get() * MET_SHARE;
    days.into_iter().find(|on| reached(areas, stage, *on).is_some_and(|hectares| hectares.get() >= enough))
}

fn judged_by(areas: &[&ClearanceRecord], stage: Option<Stage>, day: Date) -> Option<DataClass> {
    let events = areas.iter().flat_map(|area| &area.events).filter_map(|(_, timeline)| timeline.at(day));
    events.filter(|event| Some(event.stage) == stage).map(|event| event.data_class).max()
}
