//! Land availability: which lots fit, and everything that is known of one.

use geo::Intersects;

use super::near::Near;
use super::page::{Page, PageBuilder, PageRequest};
use crate::index::{LotDay, LotRecord, View, ZoneShard, sector_bit};
use crate::model::{
    Bbox, ClearanceState, Currency, Date, DisplayStatus, Graves, Hectares, Id, Lease, Lot, LotClearance, LotStates,
    Marketing, MarketingState, Metres, MetricFrame, Missing, Occupation, OccupationState, PriceBasis, Sector,
    Servicing, ServicingState, Tenure, TenureState, Zone, ZoneKind, ZonePart, derive,
};

/// Codes to choose from; `None` stands for *unknown*. An empty list lets everything pass.
#[derive(Clone, Debug, PartialEq)]
pub struct OneOf<T>(pub Vec<Option<T>>);

impl<T> Default for OneOf<T> {
    fn default() -> Self {
        OneOf(Vec::new())
    }
}

impl<T: PartialEq> OneOf<T> {
    fn admits(&self, value: Option<T>) -> bool {
        self.0.is_empty() || self.0.contains(&value)
    }
}

/// What to do with lots whose record is past its age.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StaleRule {
    /// Leave them out.
    #[default]
    Exclude,
    /// Show them with the rest.
    Include,
    /// Show nothing else.
    Only,
}

/// A price one is ready to pay per m², with what it is for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PriceLimit {
    /// At most this much.
    pub amount: f64,
    /// Compared only with prices of the same basis …
    pub basis: PriceBasis,
    /// … and currency.
    pub currency: Currency,
}

/// Which lots are wanted. Every condition must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LotFilter {
    /// Offered and vacant, or not.
    pub available: Option<bool>,
    /// Clean, or not.
    pub clean: Option<bool>,
    /// Ready, or not.
    pub ready: Option<bool>,
    /// At least this large.
    pub min_area: Option<Hectares>,
    /// At most this large.
    pub max_area: Option<Hectares>,
    /// Clearance.
    pub clearance: OneOf<ClearanceState>,
    /// Tenure.
    pub tenure: OneOf<TenureState>,
    /// Servicing.
    pub servicing: OneOf<ServicingState>,
    /// Marketing, with leases counted.
    pub marketing: OneOf<MarketingState>,
    /// Occupation.
    pub occupation: OneOf<OccupationState>,
    /// What the map shows.
    pub display: Vec<DisplayStatus>,
    /// In one of these zones.
    pub zones: Vec<Id>,
    /// In one of these parts.
    pub zone_parts: Vec<Id>,
    /// In a zone of one of these kinds.
    pub zone_kinds: Vec<ZoneKind>,
    /// Takes one of these sectors. A lot without a list takes its zone's; without either it is unknown and does not fit.
    pub sectors: Vec<Sector>,
    /// Asked at most this price; a lot without a price does not fit.
    pub max_price: Option<PriceLimit>,
    /// The part's term still runs for so many years; an unknown term does not fit.
    pub min_remaining_years: Option<f64>,
    /// Ready by then. Without a forecast only what is ready already is sure to be.
    pub ready_by: Option<Date>,
    /// Outline shares a point with this box.
    pub bbox: Option<Bbox>,
    /// Outline within so many metres of a position.
    pub near: Option<Near>,
    /// Lots past their age.
    pub stale: StaleRule,
}

/// How the answer is sorted. Ties go by zone and id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LotSort {
    /// By zone, then id.
    #[default]
    Id,
    /// Smallest first.
    Area,
    /// Largest first.
    AreaDescending,
    /// Cheapest first, unpriced last.
    Price,
    /// Nearest first; needs `near`.
    Distance,
}

/// One matching lot.
#[derive(Clone, Debug)]
pub struct LotHit<'v> {
    /// Its zone.
    pub shard: &'v ZoneShard,
    /// Its position among the zone's lots.
    pub at: usize,
    /// The lot on the asked day.
    pub day: LotDay,
    /// Distance from the asked position.
    pub distance: Option<Metres>,
}

impl LotHit<'_> {
    fn record(&self) -> &LotRecord {
        &self.shard.lots[self.at]
    }
}

/// Lots that fit, one page of them.
pub fn lots<'v>(view: &'v View, filter: &LotFilter, sort: LotSort, page: &PageRequest) -> Page<LotHit<'v>> {
    let mut builder = PageBuilder::new(page);
    for_each_match(view, filter, |hit| {
        let (value, zone, id) = (sort_value(view, &hit, sort), &hit.shard.id, &hit.shard.lots[hit.at].id);
        builder.add(value, Some(zone), id, || hit);
    });
    builder.finish(|hit| (Some(hit.shard.id.clone()), hit.record().id.clone()))
}

/// Calls `visit` for every matching lot, zone by zone.
fn for_each_match<'v>(view: &'v View, filter: &LotFilter, mut visit: impl FnMut(LotHit<'v>)) {
    let search_box = match (filter.bbox, filter.near) {
        (Some(bbox), _) => Some(bbox),
        (None, Some(near)) => Some(near.bbox()),
        (None, None) => None,
    };
    let mut visit_shard = |shard: &'v ZoneShard| {
        if let Some(matcher) = ShardMatcher::new(view, shard, filter) {
            matcher.for_each(&mut visit);
        }
    };
    match search_box {
        Some(bbox) => view.snapshot.zones_intersecting(&bbox).for_each(|shard| visit_shard(shard)),
        None if !filter.zones.is_empty() => {
            let mut wanted: Vec<&Id> = filter.zones.iter().collect();
            wanted.sort();
            wanted.dedup();
            wanted.into_iter().filter_map(|id| view.snapshot.zone(id.as_str())).for_each(|shard| visit_shard(shard));
        }
        None => view.snapshot.zones().iter().for_each(|shard| visit_shard(shard)),
    }
}

/// A filter made ready for one zone: what can be decided once for the zone is decided here.
struct ShardMatcher<'v, 'f> {
    view: &'v View,
    shard: &'v ZoneShard,
    filter: &'f LotFilter,
    /// Parts that pass; `None` = all.
    parts: Option<Vec<bool>>,
    wanted_sectors: u32,
    zone_sectors: u32,
    /// The zone lies wholly inside the asked box.
    inside_bbox: bool,
    frame: Option<MetricFrame>,
}

impl<'v, 'f> ShardMatcher<'v, 'f> {
    /// `None` when no lot of the zone can match.
    fn new(view: &'v View, shard: &'v ZoneShard, filter: &'f LotFilter) -> Option<Self> {
        let zone = shard.zone.at(view.as_of)?;
        let zone_fits = (filter.zones.is_empty() || filter.zones.contains(&shard.id))
            && (filter.zone_kinds.is_empty() || filter.zone_kinds.contains(&zone.kind));
        if !zone_fits {
            return None;
        }
        let bits = |sectors: &[Sector]| sectors.iter().fold(0, |bits, sector| bits | sector_bit(*sector));
        let inside_bbox = match (filter.bbox, shard.bbox) {
            (Some(asked), Some(own)) => asked.contains(&own),
            _ => filter.bbox.is_none(),
        };
        Some(ShardMatcher {
            view,
            shard,
            filter,
            parts: parts_that_pass(view, shard, filter),
            wanted_sectors: if filter.sectors.is_empty() {
                0
            } else {
                bits(&filter.sectors) | sector_bit(Sector::MultiSector)
            },
            zone_sectors: bits(&zone.sectors),
            inside_bbox,
            frame: filter.near.map(|_| MetricFrame::new(shard.crs())),
        })
    }

    fn for_each(&self, visit: &mut impl FnMut(LotHit<'v>)) {
        // Today's lots live in the snapshot; another day's are worked out here and copied into the hits.
        let days = self.view.lot_days(self.shard);
        for (at, day) in days.iter().enumerate() {
            let Some(day) = day else { continue };
            if !self.state_fits(day) || !self.record_fits(at) {
                continue;
            }
            if let Some(distance) = self.place_fits(at) {
                visit(LotHit { shard: self.shard, at, day: *day, distance });
            }
        }
    }

    /// Everything that the packed day decides: the hot path.
    fn state_fits(&self, day: &LotDay) -> bool {
        let filter = self.filter;
        let agrees = |wanted: Option<bool>, is: bool| wanted.is_none_or(|wanted| wanted == is);
        agrees(filter.available, day.available)
            && agrees(filter.clean, day.clean)
            && agrees(filter.ready, day.ready)
            && (filter.ready_by.is_none() || day.ready)
            && filter.min_area.is_none_or(|least| day.area >= least)
            && filter.max_area.is_none_or(|most| day.area <= most)
            && match filter.stale {
                StaleRule::Exclude => !day.stale,
                StaleRule::Include => true,
                StaleRule::Only => day.stale,
            }
            && (filter.display.is_empty() || day.display.is_some_and(|shown| filter.display.contains(&shown)))
            && filter.clearance.admits(day.clearance)
            && filter.tenure.admits(day.tenure)
            && filter.servicing.admits(day.servicing)
            && filter.marketing.admits(day.marketing)
            && filter.occupation.admits(day.occupation)
            && self.parts.as_ref().is_none_or(|pass| pass.get(usize::from(day.part)) == Some(&true))
            && self.sector_fits(day)
    }

    fn sector_fits(&self, day: &LotDay) -> bool {
        let taken = if day.sectors == 0 { self.zone_sectors } else { day.sectors };
        self.wanted_sectors == 0 || taken & self.wanted_sectors != 0
    }

    /// What only the record itself tells; asked rarely.
    fn record_fits(&self, at: usize) -> bool {
        self.filter.max_price.is_none_or(|limit| {
            let price = self.shard.lots[at].core.at(self.view.as_of).and_then(|core| core.price.as_deref());
            price.is_some_and(|price| {
                price.basis == limit.basis && price.currency == limit.currency && price.amount <= limit.amount
            })
        })
    }

    /// `None` = outside; otherwise the distance, where one was asked for.
    fn place_fits(&self, at: usize) -> Option<Option<Metres>> {
        let lot = &self.shard.lots[at];
        let core = || lot.core.at(self.view.as_of);
        if let Some(asked) = self.filter.bbox
            && !self.inside_bbox
        {
            let own = lot.bbox?;
            let fits =
                asked.contains(&own) || (asked.intersects(&own) && core()?.geometry.get().intersects(&asked.rect()));
            if !fits {
                return None;
            }
        }
        let (Some(near), Some(frame)) = (&self.filter.near, &self.frame) else { return Some(None) };
        if !near.bbox().intersects(&lot.bbox?) {
            return None;
        }
        near.distance_within(core()?.geometry.get(), frame).map(Some)
    }
}

fn parts_that_pass(view: &View, shard: &ZoneShard, filter: &LotFilter) -> Option<Vec<bool>> {
    if filter.zone_parts.is_empty() && filter.min_remaining_years.is_none() {
        return None;
    }
    let passes = |part: &crate::index::Record<ZonePart>| {
        let named = filter.zone_parts.is_empty() || filter.zone_parts.contains(&part.id);
        let lasts = filter.min_remaining_years.is_none_or(|years| {
            part.timeline
                .at(view.as_of)
                .and_then(|part| remaining_years(part, view.as_of))
                .is_some_and(|left| left >= years)
        });
        named && lasts
    };
    Some(shard.parts.iter().map(passes).collect())
}

fn sort_value(view: &View, hit: &LotHit<'_>, sort: LotSort) -> f64 {
    match sort {
        LotSort::Id => 0.0,
        LotSort::Area => hit.day.area.get(),
        LotSort::AreaDescending => -hit.day.area.get(),
        LotSort::Price => {
            let price = hit.record().core.at(view.as_of).and_then(|core| core.price.as_deref());
            price.map_or(f64::MAX, |price| price.amount)
        }
        LotSort::Distance => hit.distance.map_or(f64::MAX, Metres::get),
    }
}

/// Years from a day to the end of a part's term; `None` when the term is unknown, 0 when it is over.
pub fn remaining_years(part: &ZonePart, day: Date) -> Option<f64> {
    let days = day.until(part.term?.end).ok()?.get_days();
    Some((f64::from(days) / 365.25).max(0.0))
}

/// Everything that is known of a lot on a day.
#[derive(Clone, Debug)]
pub struct LotAnswer<'v> {
    /// The record.
    pub record: &'v LotRecord,
    /// The lot itself.
    pub lot: &'v Lot,
    /// Id of its zone.
    pub zone_id: &'v Id,
    /// Its zone.
    pub zone: &'v Zone,
    /// Its part.
    pub part: &'v ZonePart,
    /// The lot on the day.
    pub day: LotDay,
    /// All its states on the day.
    pub states: LotStates,
    /// Clearance and since when.
    pub clearance: Option<(Date, &'v LotClearance)>,
    /// Tenure and since when.
    pub tenure: Option<(Date, &'v Tenure)>,
    /// Servicing and since when.
    pub servicing: Option<(Date, &'v Servicing)>,
    /// The recorded offer and since when.
    pub marketing: Option<(Date, &'v Marketing)>,
    /// Occupation and since when.
    pub occupation: Option<(Date, &'v Occupation)>,
    /// The lease in force and since when.
    pub lease: Option<(&'v Id, Date, &'v Lease)>,
    /// What keeps it from being ready.
    pub missing: Vec<Missing>,
    /// Gates it reaches over built internal roads.
    pub gates: Vec<&'v Id>,
    /// Years left of the part's term.
    pub remaining_years: Option<f64>,
    /// Distance from the asked position.
    pub distance: Option<Metres>,
}

impl LotAnswer<'_> {
    /// Whether graves are on record: `None` = no record.
    pub fn graves_left(&self) -> Option<bool> {
        match self.states.graves {
            Graves::NoRecord => None,
            Graves::NoneLeft => Some(false),
            Graves::Left => Some(true),
        }
    }
}

/// Everything that is known of a matching lot.
pub fn answer<'v>(view: &'v View, hit: &LotHit<'v>) -> Option<LotAnswer<'v>> {
    let (shard, day) = (hit.shard, view.as_of);
    let record = &shard.lots[hit.at];
    let lot = record.core.at(day)?;
    let part = shard.part_at(&lot.zone_part, day)?;
    let states = shard.lot_states(hit.at, day)?;
    Some(LotAnswer {
        record,
        lot,
        zone_id: &shard.id,
        zone: shard.zone.at(day)?,
        part,
        day: hit.day,
        clearance: record.clearance.entry_at(day),
        tenure: record.tenure.entry_at(day),
        servicing: record.servicing.entry_at(day),
        marketing: record.marketing.entry_at(day),
        occupation: record.occupation.entry_at(day),
        lease: shard.lease_in_force(record, day),
        missing: states.missing_for_ready().collect(),
        states,
        gates: shard.gates_of(lot, day).into_iter().map(|gate| &gate.id).collect(),
        remaining_years: remaining_years(part, day),
        distance: hit.distance,
    })
}

/// One lot by id, on the asked day.
pub fn find_lot<'v>(view: &'v View, id: &Id) -> Option<LotHit<'v>> {
    let shard = view.snapshot.zone(id.zone())?;
    let at = shard.find_lot(id.as_str())?;
    let day = view.lot_day(shard, at)?;
    Some(LotHit { shard, at, day, distance: None })
}

/// Marketing of a lot day by day, leases counted: an entry for each day on which the word changes.
pub fn marketing_history(hit: &LotHit<'_>) -> Vec<(Date, Option<MarketingState>)> {
    let record = hit.record();
    let mut days: Vec<Date> = record.marketing.entries().map(|(day, _)| day).collect();
    for at in &record.leases {
        for (from, lease) in hit.shard.leases[*at as usize].timeline.entries() {
            days.push(from);
            days.extend(lease.and_then(|lease| lease.start));
            days.extend(lease.and_then(|lease| lease.end?.tomorrow().ok()));
        }
    }
    days.sort_unstable();
    days.dedup();
    let mut history: Vec<(Date, Option<MarketingState>)> = Vec::new();
    for day in days {
        let state = hit.shard.lot_states(hit.at, day).and_then(|states| states.marketing());
        if history.last().map(|(_, last)| *last) != Some(state) {
            history.push((day, state));
        }
    }
    history
}

/// The derived words of a lot on a day, straight from its recorded states: the slow twin of the packed day.
pub fn derive_plainly(shard: &ZoneShard, at: usize, day: Date) -> Option<crate::model::Derived> {
    shard.lot_states(at, day).map(|states| derive(&states))
}
