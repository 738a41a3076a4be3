//! Where people and graves go, and how many plots there are for them.

use geo::Intersects;

use super::page::{Page, PageBuilder, PageRequest};
use crate::index::{Record, View};
use crate::model::{Bbox, Date, Id, ResettlementKind, ResettlementPlots, ResettlementSite};

/// Which sites are wanted. Every condition must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SiteFilter {
    /// Serving a part of one of these zones; empty = all.
    pub zones: Vec<Id>,
    /// Of one of these kinds; empty = all.
    pub kinds: Vec<ResettlementKind>,
    /// Shares a point with this box.
    pub bbox: Option<Bbox>,
}

/// A site on a day.
#[derive(Clone, Copy, Debug)]
pub struct SiteAnswer<'v> {
    /// The day it speaks of.
    pub day: Date,
    /// The record.
    pub record: &'v Record<ResettlementSite>,
    /// The site itself.
    pub site: &'v ResettlementSite,
    counted: Option<&'v Record<ResettlementPlots>>,
}

impl<'v> SiteAnswer<'v> {
    /// Its plots as last counted by the day; `None` = nobody counted.
    pub fn plots(&self) -> Option<&'v ResettlementPlots> {
        self.counted?.timeline.at(self.day)
    }

    /// The day its plots were last counted.
    pub fn counted_on(&self) -> Option<Date> {
        self.counted?.timeline.entry_at(self.day).map(|(day, _)| day)
    }

    /// The last revision that touched it or its plots.
    pub fn version(&self) -> u64 {
        self.counted.map_or(0, |counted| counted.version).max(self.record.version)
    }
}

/// Sites, one page of them, in order of id.
pub fn resettlement_sites<'v>(view: &'v View, filter: &SiteFilter, page: &PageRequest) -> Page<SiteAnswer<'v>> {
    let mut builder = PageBuilder::new(page);
    let found = view.snapshot.base().resettlement_sites.within(filter.bbox.as_ref(), view.as_of);
    for (record, site) in found.into_iter().filter(|(_, site)| filter.takes(site)) {
        builder.add(0.0, None, &record.id, || answer(view, record, site));
    }
    builder.finish(|answer| (None, answer.record.id.clone()))
}

impl SiteFilter {
    fn takes(&self, site: &ResettlementSite) -> bool {
        let serves = |zone: &Id| site.serves.iter().any(|part| part.zone() == zone.as_str());
        let touches = |bbox: Bbox| site.geometry.as_ref().is_some_and(|land| land.get().intersects(&bbox.rect()));
        (self.zones.is_empty() || self.zones.iter().any(serves))
            && (self.kinds.is_empty() || self.kinds.contains(&site.kind))
            && self.bbox.is_none_or(touches)
    }
}

/// The sites that serve a part on the day of the view, in order of id.
pub fn serving<'v>(view: &'v View, part: &Id) -> impl Iterator<Item = SiteAnswer<'v>> {
    let sites = view.snapshot.base().resettlement_sites.records.iter();
    sites.filter_map(move |record| {
        let site = record.timeline.at(view.as_of).filter(|site| site.serves.contains(part))?;
        Some(answer(view, record, site))
    })
}

fn answer<'v>(view: &'v View, record: &'v Record<ResettlementSite>, site: &'v ResettlementSite) -> SiteAnswer<'v> {
    let counted = view.snapshot.base().resettlement_plots.find(record.id.as_str());
    SiteAnswer { day: view.as_of, record, site, counted }
}
