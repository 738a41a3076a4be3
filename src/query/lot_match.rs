//! A filter laid over the lots of one zone after the other.

use std::borrow::Cow;

use geo::Intersects;

use super::lot_filter::{LotFilter, StaleRule};
use super::lot_hit::LotHit;
use crate::index::{LotDay, Record, RoadsOn, ShardAccess, View, ZoneShard, sector_bit};
use crate::model::{Id, Metres, MetricFrame, Sector, ZonePart};

/// Calls `visit` for every matching lot, zone by zone.
pub(super) fn for_each_match<'v>(view: &'v View, filter: &LotFilter, mut visit: impl FnMut(LotHit<'v>)) {
    let search_box = match (filter.bbox, filter.near) {
        (Some(bbox), _) => Some(bbox),
        (None, Some(near)) => Some(near.bbox()),
        (None, None) => None,
    };
    // A network of another day may have to be built: only for a filter that needs one, and once.
    let roads = (!filter.max_access.is_empty()).then(|| view.roads(filter.roads.network_on, filter.roads.vehicle));
    let visit_zone = |position: usize| {
        if let Some(matcher) = ShardMatcher::new(view, position, filter, roads.as_ref()) {
            matcher.for_each(&mut visit);
        }
    };
    match search_box {
        Some(bbox) => view.snapshot.zone_positions_intersecting(&bbox).for_each(visit_zone),
        None if !filter.zones.is_empty() => {
            let mut wanted: Vec<&Id> = filter.zones.iter().collect();
            wanted.sort();
            wanted.dedup();
            wanted.into_iter().filter_map(|id| view.snapshot.zone_position(id.as_str())).for_each(visit_zone);
        }
        None => (0..view.snapshot.zones().len()).for_each(visit_zone),
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
    /// Where the zone's lots meet the asked roads; only for a filter that needs it.
    access: Option<Cow<'v, ShardAccess>>,
}

impl<'v, 'f> ShardMatcher<'v, 'f> {
    /// `None` when no lot of the zone can match.
    fn new(view: &'v View, position: usize, filter: &'f LotFilter, roads: Option<&RoadsOn>) -> Option<Self> {
        let shard: &ZoneShard = &view.snapshot.zones()[position];
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
            access: roads.map(|roads| view.access_at(position, roads)),
        })
    }

    fn for_each(&self, visit: &mut impl FnMut(LotHit<'v>)) {
        // Today's lots live in the snapshot; another day's are worked out here and copied into the hits.
        let days = self.view.lot_days(self.shard);
        for (at, day) in days.iter().enumerate() {
            let Some(day) = day else { continue };
            if !self.state_fits(day) || !self.access_fits(at) || !self.record_fits(at) {
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

    /// Near enough by road to everything asked.
    fn access_fits(&self, at: usize) -> bool {
        let limits = &self.filter.max_access;
        self.access
            .as_ref()
            .is_none_or(|access| limits.iter().all(|limit| access.is_within(at, limit.class, limit.distance)))
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
    let passes = |part: &Record<ZonePart>| {
        let named = filter.zone_parts.is_empty() || filter.zone_parts.contains(&part.id);
        let lasts = filter.min_remaining_years.is_none_or(|years| {
            part.timeline
                .at(view.as_of)
                .and_then(|part| part.remaining_years(view.as_of))
                .is_some_and(|left| left >= years)
        });
        named && lasts
    };
    Some(shard.parts.iter().map(passes).collect())
}
