//! Sums by zone, part, kind, commune or month, on a day and, where wanted, on an earlier day: what ledgers are made of.

use std::collections::{BTreeMap, BTreeSet};

use crate::index::{View, ZoneShard, find_record};
use crate::model::{Coded, Date, Id, Name, ZoneKind};

/// What a row stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GroupBy {
    /// A zone.
    #[default]
    Zone,
    /// A part of a zone.
    Part,
    /// A kind of zone.
    Kind,
    /// The commune a zone lies in today.
    Commune,
    /// A month, at its last day.
    Month,
}

/// Which sums are wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Grouping {
    /// What a row stands for.
    pub group_by: GroupBy,
    /// Movement since this day; for months the first month.
    pub from: Option<Date>,
    /// State on this day; for months the last month.
    pub to: Date,
    /// Only these zones; empty = all.
    pub zones: Vec<Id>,
    /// Only zones of these kinds; empty = all.
    pub kinds: Vec<ZoneKind>,
}

/// A row: its sums on a day and, where a start was asked for, on an earlier day.
#[derive(Clone, Debug, PartialEq)]
pub struct Row<S> {
    /// Id of the zone, part or commune, code of the kind, or `YYYY-MM`. `None` = the commune is unknown, or the total.
    pub key: Option<String>,
    /// What the row is called.
    pub name: Name,
    /// The day `now` speaks of.
    pub at: Date,
    /// Sums on that day.
    pub now: S,
    /// The earlier day and the sums on it.
    pub before: Option<(Date, S)>,
}

/// Rows in order of key, and their total.
#[derive(Clone, Debug, PartialEq)]
pub struct Grouped<S> {
    /// The rows.
    pub rows: Vec<Row<S>>,
    /// Everything together on the last day.
    pub total: Row<S>,
}

/// Something that adds up.
pub trait Sums: Clone + Default {
    /// Adds another sum.
    fn merge(&mut self, other: &Self);
}

/// The sums of the parts of a zone that have any, on the day of the view.
pub type SumsOfParts<'f, S> = &'f dyn Fn(&View, &ZoneShard) -> Vec<(Id, S)>;

/// The most months one table may have: a hundred years.
pub const MOST_MONTHS: usize = 1200;

/// The key that asks for what has no key.
pub const UNKNOWN: &str = "unknown";

/// Adds up.
///
/// **Shape**: rows in order of key; for months one row each, at its last day or at `to` where the month has not ended. `from` is not after `to`.
pub fn grouped<S: Sums>(view: &View, grouping: &Grouping, parts_of: SumsOfParts<'_, S>) -> Grouped<S> {
    let table = Table { view, grouping, parts_of };
    let before = grouping.from.map(|from| (from, table.total_on(from)));
    let name = Name::new("Toàn bộ", "All");
    let total = Row { key: None, name, at: grouping.to, now: table.total_on(grouping.to), before };
    let rows = if grouping.group_by == GroupBy::Month { table.months() } else { table.groups() };
    Grouped { rows, total }
}

/// Keys sort as text; an unknown commune comes first.
type Groups<S> = BTreeMap<Option<String>, S>;

struct Table<'t, S> {
    view: &'t View,
    grouping: &'t Grouping,
    parts_of: SumsOfParts<'t, S>,
}

impl<S: Sums> Table<'_, S> {
    fn total_on(&self, day: Date) -> S {
        let mut total = S::default();
        self.sums_on(GroupBy::Kind, day).values().for_each(|sums| total.merge(sums));
        total
    }

    fn groups(&self) -> Vec<Row<S>> {
        let Grouping { group_by, from, to, .. } = *self.grouping;
        let now = self.sums_on(group_by, to);
        let before = from.map(|from| (from, self.sums_on(group_by, from)));
        // What was there at the start and is gone is a movement too.
        let earlier = before.iter().flat_map(|(_, groups)| groups.keys());
        let keys: BTreeSet<&Option<String>> = now.keys().chain(earlier).collect();
        keys.into_iter()
            .map(|key| Row {
                name: name_of(self.view, group_by, key.as_deref()),
                at: to,
                now: now.get(key).cloned().unwrap_or_default(),
                before: before.as_ref().map(|(day, groups)| (*day, groups.get(key).cloned().unwrap_or_default())),
                key: key.clone(),
            })
            .collect()
    }

    fn months(&self) -> Vec<Row<S>> {
        let to = self.grouping.to;
        let first = self.grouping.from.unwrap_or(to).first_of_month();
        let evening_before = first.yesterday().ok().filter(|day| *day <= self.view.as_of);
        let mut before = evening_before.map(|day| (day, self.total_on(day)));
        let mut rows = Vec::new();
        let mut month = first;
        while month <= to && rows.len() < MOST_MONTHS {
            let at = month.last_of_month().min(to);
            let now: S = self.total_on(at);
            let key = format!("{:04}-{:02}", month.year(), month.month());
            let name = Name::new(format!("Tháng {}/{}", month.month(), month.year()), key.clone());
            rows.push(Row { key: Some(key), name, at, now: now.clone(), before: before.replace((at, now)) });
            match month.last_of_month().tomorrow() {
                Ok(next) => month = next,
                Err(_) => break,
            }
        }
        rows
    }

    fn sums_on(&self, group_by: GroupBy, day: Date) -> Groups<S> {
        let view = View { as_of: day, ..self.view.clone() };
        let mut groups = Groups::<S>::new();
        for shard in self.grouping.zones_of(&view) {
            for (part, sums) in (self.parts_of)(&view, shard) {
                let key = match group_by {
                    GroupBy::Part => Some(part.to_string()),
                    _ => key_of(&view, shard, group_by),
                };
                groups.entry(key).or_default().merge(&sums);
            }
        }
        groups
    }
}

impl Grouping {
    /// The zones that count on the day of the view.
    pub fn zones_of<'v, 'g>(&'g self, view: &'v View) -> impl Iterator<Item = &'v ZoneShard> + use<'v, 'g> {
        view.snapshot.zones().iter().map(AsRef::as_ref).filter(move |shard: &&ZoneShard| {
            let Some(zone) = shard.zone.at(view.as_of) else { return false };
            (self.zones.is_empty() || self.zones.contains(&shard.id))
                && (self.kinds.is_empty() || self.kinds.contains(&zone.kind))
        })
    }

    /// Whether a zone belongs to the row with this key. For months and totals every zone does.
    pub fn row_holds(&self, view: &View, shard: &ZoneShard, key: Option<&str>) -> bool {
        let Some(key) = key else { return true };
        match self.group_by {
            GroupBy::Month => true,
            GroupBy::Part => Id::new(key).is_ok_and(|id| id.zone() == shard.id.as_str()),
            GroupBy::Zone | GroupBy::Kind | GroupBy::Commune => {
                key_of(view, shard, self.group_by).as_deref().unwrap_or(UNKNOWN) == key
            }
        }
    }
}

fn key_of(view: &View, shard: &ZoneShard, group_by: GroupBy) -> Option<String> {
    let zone = shard.zone.at(view.as_of)?;
    match group_by {
        GroupBy::Kind => Some(zone.kind.code().to_owned()),
        GroupBy::Commune => zone.commune.as_ref().map(Id::to_string),
        GroupBy::Zone | GroupBy::Part | GroupBy::Month => Some(shard.id.to_string()),
    }
}

fn name_of(view: &View, group_by: GroupBy, key: Option<&str>) -> Name {
    let unknown = || Name::new("Chưa có số liệu", "No data yet");
    let Some(key) = key else { return unknown() };
    let zone =
        || view.snapshot.zone(Id::new(key).ok()?.zone())?.zone.entries().filter_map(|(_, zone)| zone).next_back();
    let found = match group_by {
        GroupBy::Zone | GroupBy::Month => zone().map(|zone| zone.name.clone()),
        GroupBy::Part => {
            let shard = Id::new(key).ok().and_then(|id| view.snapshot.zone(id.zone()));
            let record = shard.and_then(|shard| find_record(&shard.parts, key));
            let part = record.and_then(|record| record.timeline.entries().filter_map(|(_, part)| part).next_back());
            zone().zip(part).map(|(zone, part)| {
                let joined = |zone: &str, part: &str| format!("{zone} – {part}");
                Name::new(joined(&zone.name.vi, &part.label.vi), joined(&zone.name.en, &part.label.en))
            })
        }
        GroupBy::Kind => {
            let kind = ZoneKind::ALL.iter().find(|kind| kind.code() == key);
            kind.map(|kind| Name::new(kind.label().vi, kind.label().en))
        }
        GroupBy::Commune => {
            let record = view.snapshot.base().admin_units.find(key);
            let unit = record.and_then(|record| record.timeline.entries().filter_map(|(_, unit)| unit).next_back());
            unit.map(|unit| unit.name.clone())
        }
    };
    found.unwrap_or_else(unknown)
}
