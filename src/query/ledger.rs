//! The clean-land ledger: hectares by what they are, by zone, part, kind, commune or month, and how they moved.

use std::collections::BTreeMap;

use super::land_sums::{LandSums, land_of_zone};
use super::lots::LotHit;
use super::page::{Page, PageBuilder, PageRequest};
use crate::index::{LotDay, View, ZoneShard};
use crate::model::{Coded, Date, DisplayStatus, Id, MarketingState, Name, ZoneKind};

/// What a row of the ledger stands for.
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

/// Which ledger is wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct LedgerQuestion {
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

/// A row: its land on a day and, where a start was asked for, on an earlier day.
#[derive(Clone, Debug, PartialEq)]
pub struct LedgerRow {
    /// Id of the zone, part or commune, code of the kind, or `YYYY-MM`. `None` = the commune is unknown.
    pub key: Option<String>,
    /// What the row is called.
    pub name: Name,
    /// The day `land` speaks of.
    pub at: Date,
    /// Land on that day.
    pub land: LandSums,
    /// The earlier day and the land on it.
    pub before: Option<(Date, LandSums)>,
}

/// Rows in order of key, and their total.
#[derive(Clone, Debug, PartialEq)]
pub struct Ledger {
    /// The rows.
    pub rows: Vec<LedgerRow>,
    /// All land together on the last day.
    pub total: LedgerRow,
}

/// One figure of a row, whose records can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Industrial and service land.
    Leasable,
    /// Leased.
    Leased,
    /// Reserved.
    Reserved,
    /// Offered and vacant.
    Available,
    /// Clean.
    Clean,
    /// Ready.
    Ready,
    /// Past its age.
    Stale,
    /// What the map shows.
    Shown(DisplayStatus),
}

impl Cell {
    /// Whether a lot counts in this figure. It counts where [`LandSums::add`] adds it.
    pub fn counts(self, lot: &LotDay) -> bool {
        let holds = match self {
            Cell::Leasable => true,
            Cell::Leased => lot.marketing == Some(MarketingState::Leased),
            Cell::Reserved => lot.marketing == Some(MarketingState::Reserved),
            Cell::Available => lot.available,
            Cell::Clean => lot.clean,
            Cell::Ready => lot.ready,
            Cell::Stale => lot.stale,
            Cell::Shown(status) => lot.display == Some(status),
        };
        lot.land_use.is_leasable() && holds
    }
}

/// The most months one ledger may have: a hundred years.
pub const MOST_MONTHS: usize = 1200;

/// Adds up the ledger.
///
/// **Shape**: rows in order of key; for months one row each, at its last day or at `to` where the month has not ended. `from` is not after `to`.
pub fn ledger(view: &View, question: &LedgerQuestion) -> Ledger {
    let total_at =
        |day: Date| sums_at(view, question, GroupBy::Kind, day).into_values().fold(LandSums::default(), merged);
    let before = question.from.map(|from| (from, total_at(from)));
    let name = Name::new("Toàn bộ", "All");
    let total = LedgerRow { key: None, name, at: question.to, land: total_at(question.to), before };
    let rows = match question.group_by {
        GroupBy::Month => months(view, question, &total_at),
        group_by => groups(view, question, group_by),
    };
    Ledger { rows, total }
}

fn merged(mut sum: LandSums, more: LandSums) -> LandSums {
    sum.merge(&more);
    sum
}

/// Keys sort as text; an unknown commune comes first.
type Groups = BTreeMap<Option<String>, LandSums>;

fn groups(view: &View, question: &LedgerQuestion, group_by: GroupBy) -> Vec<LedgerRow> {
    let now = sums_at(view, question, group_by, question.to);
    let before = question.from.map(|from| (from, sums_at(view, question, group_by, from)));
    // What was there at the start and is gone is a movement too.
    let earlier = before.iter().flat_map(|(_, groups)| groups.keys());
    let keys: std::collections::BTreeSet<&Option<String>> = now.keys().chain(earlier).collect();
    keys.into_iter()
        .map(|key| LedgerRow {
            name: name_of(view, group_by, key.as_deref()),
            at: question.to,
            land: now.get(key).cloned().unwrap_or_default(),
            before: before.as_ref().map(|(day, groups)| (*day, groups.get(key).cloned().unwrap_or_default())),
            key: key.clone(),
        })
        .collect()
}

fn months(view: &View, question: &LedgerQuestion, total_at: &impl Fn(Date) -> LandSums) -> Vec<LedgerRow> {
    let mut rows: Vec<LedgerRow> = Vec::new();
    let first = question.from.unwrap_or(question.to).first_of_month();
    let mut before = first.yesterday().ok().filter(|day| *day <= view.as_of).map(|day| (day, total_at(day)));
    let mut month = first;
    while month <= question.to && rows.len() < MOST_MONTHS {
        let at = month.last_of_month().min(question.to);
        let land = total_at(at);
        let key = format!("{:04}-{:02}", month.year(), month.month());
        let name = Name::new(format!("Tháng {}/{}", month.month(), month.year()), key.clone());
        rows.push(LedgerRow { key: Some(key), name, at, land: land.clone(), before: before.replace((at, land)) });
        match month.last_of_month().tomorrow() {
            Ok(next) => month = next,
            Err(_) => break,
        }
    }
    rows
}

fn sums_at(view: &View, question: &LedgerQuestion, group_by: GroupBy, day: Date) -> Groups {
    let view = View { as_of: day, ..view.clone() };
    let mut groups = Groups::new();
    for shard in wanted(&view, question) {
        let (total, parts) = land_of_zone(&view, shard);
        if group_by == GroupBy::Part {
            for (record, land) in shard.parts.iter().zip(parts).filter(|(_, land)| land.lots > 0) {
                groups.insert(Some(record.id.to_string()), land);
            }
        } else if total.lots > 0 {
            groups.entry(key_of(&view, shard, group_by)).or_default().merge(&total);
        }
    }
    groups
}

fn wanted<'v, 'q>(view: &'v View, question: &'q LedgerQuestion) -> impl Iterator<Item = &'v ZoneShard> + use<'v, 'q> {
    view.snapshot.zones().iter().map(AsRef::as_ref).filter(move |shard: &&ZoneShard| {
        let Some(zone) = shard.zone.at(view.as_of) else { return false };
        (question.zones.is_empty() || question.zones.contains(&shard.id))
            && (question.kinds.is_empty() || question.kinds.contains(&zone.kind))
    })
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
            let record = shard.and_then(|shard| crate::index::find_record(&shard.parts, key));
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

/// The lots behind one figure of one row, one page of them, in order of zone and id.
///
/// **Shape**: `key` as in the row; for months and totals every lot counts, whatever the key.
pub fn records<'v>(
    view: &'v View,
    question: &LedgerQuestion,
    key: Option<&str>,
    cell: Cell,
    page: &PageRequest,
) -> Page<LotHit<'v>> {
    debug_assert_eq!(view.as_of, question.to, "records are those of the view's day");
    let mut builder = PageBuilder::new(page);
    for shard in wanted(view, question).filter(|shard| row_holds(view, shard, question.group_by, key)) {
        for (at, day) in view.lot_days(shard).iter().enumerate() {
            let Some(day) = day.filter(|day| cell.counts(day)) else { continue };
            let in_part = question.group_by != GroupBy::Part
                || key.is_none_or(|key| {
                    shard.parts.get(usize::from(day.part)).is_some_and(|part| part.id.as_str() == key)
                });
            if in_part {
                let hit = || LotHit { shard, at, day, distance: None };
                builder.add(0.0, Some(&shard.id), &shard.lots[at].id, hit);
            }
        }
    }
    builder.finish(|hit| (Some(hit.shard.id.clone()), hit.shard.lots[hit.at].id.clone()))
}

fn row_holds(view: &View, shard: &ZoneShard, group_by: GroupBy, key: Option<&str>) -> bool {
    let Some(key) = key else { return true };
    match group_by {
        GroupBy::Month => true,
        GroupBy::Part => Id::new(key).is_ok_and(|id| id.zone() == shard.id.as_str()),
        GroupBy::Zone | GroupBy::Kind | GroupBy::Commune => {
            key_of(view, shard, group_by).as_deref().unwrap_or(UNKNOWN) == key
        }
    }
}

/// The key that asks for what has no key.
pub const UNKNOWN: &str = "unknown";
