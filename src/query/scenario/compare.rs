//! Every zone on two networks.

use geo::Coord;

use super::reach::{Figure, Seen, Table};
use super::{Question, place_of};
use crate::index::{RoadsOn, View};
use crate::model::{AccessClass, Id, Name, Optimise};
use crate::query::land_sums::land_of_zone;

/// A class before and after.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClassChange {
    /// Which class.
    pub class: AccessClass,
    /// Before; `None` = no way.
    pub before: Option<Figure>,
    /// After; `None` = no way.
    pub after: Option<Figure>,
    /// Comes within the limit, where it was not.
    pub gains: bool,
    /// Was within the limit, and is no more.
    pub loses: bool,
    /// Less of what ways are made short by.
    pub is_better: bool,
    /// More of it, or no way any more.
    pub is_worse: bool,
}

/// A zone before and after.
#[derive(Clone, Debug)]
pub struct ZoneChange<'v> {
    /// Its id.
    pub id: &'v Id,
    /// What it is called.
    pub name: &'v Name,
    /// Where it is entered, degrees; the first of its doors.
    pub at: Option<Coord<f64>>,
    /// Clean land on the asked day, hectares; `None` without lots on record: unknown, not nothing.
    pub clean_ha: Option<f64>,
    /// The asked classes, in the order of the question.
    pub classes: Vec<ClassChange>,
}

/// A change of less than this is not told as one: 3 s, or 1 m.
const LEAST_MS: u64 = 3_000;
const LEAST_MM: u64 = 1_000;

/// Compares two columns of the tables, zone by zone.
pub(super) fn compare<'v>(
    view: &'v View,
    roads: &RoadsOn,
    question: &Question,
    tables: &[Table],
    columns: impl Fn(&Table) -> (&Vec<Seen>, &Vec<Seen>),
) -> Vec<ZoneChange<'v>> {
    let zones = (0..).zip(view.snapshot.zones());
    let change = |(at, shard): (usize, &'v std::sync::Arc<crate::index::ZoneShard>)| {
        let zone = shard.zone.at(view.as_of)?;
        let land = land_of_zone(view, shard).0;
        let classes = tables.iter().map(|table| {
            let (before, after) = columns(table);
            class_change(question, table.class, before[at], after[at])
        });
        Some(ZoneChange {
            id: &shard.id,
            name: &zone.name,
            at: place_of(&view.zone_origin(shard, roads).starts),
            clean_ha: (land.lots > 0).then_some(land.clean_ha),
            classes: classes.collect(),
        })
    };
    zones.filter_map(change).collect()
}

fn class_change(question: &Question, class: AccessClass, before: Seen, after: Seen) -> ClassChange {
    let is_within = |seen: &Seen| seen.shortest.is_some_and(|shortest| shortest <= u64::from(question.limit));
    let by = question.optimise;
    let least = if by == Optimise::Time { LEAST_MS } else { LEAST_MM };
    let whole = |seen: &Seen| seen.figure.map(|figure| figure.whole(by));
    let (is_better, is_worse) = match (whole(&before), whole(&after)) {
        (Some(before), Some(after)) => (after + least <= before, before + least <= after),
        (before, after) => (after.is_some(), before.is_some()),
    };
    ClassChange {
        class,
        before: before.figure,
        after: after.figure,
        gains: !is_within(&before) && is_within(&after),
        loses: is_within(&before) && !is_within(&after),
        is_better: is_better && after.figure.is_some(),
        is_worse: is_worse && before.figure.is_some() && !is_better,
    }
}

impl ClassChange {
    /// How much farther it is from the door, millimetres; `None` when there is no way before or after.
    pub fn delta_distance(&self) -> Option<i64> {
        Some(self.after?.whole_distance() as i64 - self.before?.whole_distance() as i64)
    }

    /// How much longer it takes from the door, milliseconds; `None` when there is no way before or after.
    pub fn delta_time(&self) -> Option<i64> {
        Some(self.after?.whole_time() as i64 - self.before?.whole_time() as i64)
    }
}

impl ZoneChange<'_> {
    /// Whether anything of it is told as a change.
    pub fn is_change(&self) -> bool {
        self.classes.iter().any(|class| class.is_better || class.is_worse || class.gains || class.loses)
    }
}
