//! The clearance of one zone: sums, events, promises, bottlenecks and sites together.

use std::collections::BTreeMap;

use super::bottlenecks::{self, BottleneckAnswer};
use super::clearance::AreaAnswer;
use super::clearance_sums::{ClearanceSums, summary};
use super::commitments::{self, CommitmentAnswer};
use super::grouping::{GroupBy, Grouping, Row};
use super::resettlement_sites::{self, SiteAnswer};
use crate::index::{LandBasis, View, ZoneShard};
use crate::model::{Audience, Date, Hectares, Id, StageEvent, Zone};

/// Everything on record of the clearance of a zone.
#[derive(Clone, Debug)]
pub struct ZoneFile<'v> {
    /// The zone.
    pub shard: &'v ZoneShard,
    /// The zone itself, on the day.
    pub zone: &'v Zone,
    /// Everything together; `None` without an area.
    pub summary: Option<Row<ClearanceSums>>,
    /// By part, those without an area left out.
    pub parts: Vec<Row<ClearanceSums>>,
    /// What was promised.
    pub commitments: Vec<CommitmentAnswer<'v>>,
    /// What blocks, and what was cleared.
    pub bottlenecks: Vec<BottleneckAnswer<'v>>,
    /// The sites that serve its parts.
    pub sites: Vec<SiteAnswer<'v>>,
}

/// Something that happened to an area, with its land.
#[derive(Clone, Copy, Debug)]
pub struct DatedEvent<'v> {
    /// What it is called in the record.
    pub facet: &'v Id,
    /// When it happened.
    pub date: Date,
    /// What happened.
    pub event: &'v StageEvent,
    /// Hectares of this event alone; `None` = only households are told.
    pub hectares: Option<Hectares>,
    /// Where they come from.
    pub basis: LandBasis,
}

/// The clearance of a zone on the day of the view, and what moved since a day; `None` when there is no such zone then.
pub fn zone_file<'v>(view: &'v View, id: &str, from: Option<Date>, audience: Audience) -> Option<ZoneFile<'v>> {
    let shard = view.snapshot.zone(id)?;
    let zone = shard.zone.at(view.as_of)?;
    let grouping = |group_by| Grouping { group_by, from, to: view.as_of, zones: vec![shard.id.clone()], kinds: vec![] };
    let by_part = summary(view, &grouping(GroupBy::Part), audience);
    let sites: BTreeMap<&Id, SiteAnswer<'v>> = shard
        .parts
        .iter()
        .flat_map(|part| resettlement_sites::serving(view, &part.id))
        .map(|site| (&site.record.id, site))
        .collect();
    Some(ZoneFile {
        shard,
        zone,
        summary: summary(view, &grouping(GroupBy::Zone), audience).rows.into_iter().next(),
        parts: by_part.rows,
        commitments: commitments::of_zone(view, shard),
        bottlenecks: bottlenecks::of_zone(view, shard, audience),
        sites: sites.into_values().collect(),
    })
}

impl<'v> AreaAnswer<'v> {
    /// What happened by the day and is told to the audience, oldest first.
    pub fn events(&self) -> Vec<DatedEvent<'v>> {
        let rank = |event: &StageEvent| self.area.regime.rank(event.stage).unwrap_or(usize::MAX);
        let mut events: Vec<DatedEvent<'v>> = self
            .record
            .events
            .iter()
            .filter_map(|(facet, timeline)| timeline.entry_at(self.day).map(|(date, event)| (facet, date, event)))
            .filter(|(_, _, event)| event.stage.is_for(self.audience))
            .map(|(facet, date, event)| {
                let (hectares, basis) = self.record.progress.of_event(facet, event);
                DatedEvent { facet, date, event, hectares, basis }
            })
            .collect();
        events.sort_by_key(|dated| (dated.date, rank(dated.event), dated.facet.clone()));
        events
    }
}
