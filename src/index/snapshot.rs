//! One revision of everything, immutable.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::network::{Network, NetworkDay, Roads, measured_alike};
use super::shard_access::ShardAccess;
use super::shard_facts::ShardFacts;
use super::{Base, BoxTree, Inconsistency, NameEntry, NameIndex, ZoneShard};
use crate::model::{Bbox, Date, Fact, Id, Kind, Name, Revision, RowKey};
use crate::rules::Rules;

/// What the data as a whole is.
#[derive(Clone, Debug, PartialEq)]
pub struct Description {
    /// What it is called.
    pub name: Name,
    /// Where the map opens.
    pub extent: Bbox,
    /// When the revision that was read was committed. Two records may have the same number of revisions after one was restored from a backup.
    pub edition: String,
}

/// One revision of everything. Zones are sorted by id.
#[derive(Clone, Debug)]
pub struct Snapshot {
    revision: Revision,
    today: Date,
    description: Arc<Description>,
    rules: Arc<Rules>,
    zones: Vec<Arc<ZoneShard>>,
    zone_boxes: Arc<BoxTree>,
    base: Arc<Base>,
    roads: Arc<Roads>,
    /// Where each zone meets today's roads; same order as `zones`.
    access: Vec<Arc<ShardAccess>>,
    names: Arc<NameIndex>,
}

/// Gathers resolved facts, one by one, so that a large record never has to be held twice.
#[derive(Default)]
pub struct SnapshotBuilder {
    by_zone: BTreeMap<Id, ShardFacts>,
    others: Vec<Fact>,
}

impl SnapshotBuilder {
    /// Takes a fact. Facts come in any order; of each facet the complete timeline.
    pub fn add(&mut self, fact: Fact) {
        match zone_of(&fact.key) {
            Some(zone) => self.by_zone.entry(zone).or_default().add(fact),
            None => self.others.push(fact),
        }
    }

    /// Builds the snapshot of a revision. References that lead nowhere are reported by [`Snapshot::inconsistencies`].
    pub fn build(self, revision: Revision, today: Date, description: Description, rules: Rules) -> Snapshot {
        let shards: Vec<(Id, ShardFacts)> = self.by_zone.into_iter().collect();
        let build = |(id, facts)| Arc::new(ZoneShard::build(id, facts, today, &rules));
        let zones: Vec<Arc<ZoneShard>> = shards.into_par_iter().map(build).collect();
        let base = Base::build(self.others);
        let roads = Roads::build(&base, &rules, today);
        Snapshot {
            access: access_of_all(&zones, today, &roads),
            roads: Arc::new(roads),
            revision,
            today,
            description: Arc::new(description),
            zone_boxes: Arc::new(boxes_of(&zones)),
            names: Arc::new(NameIndex::new(names_of(&zones, &base))),
            rules: Arc::new(rules),
            zones,
            base: Arc::new(base),
        }
    }
}

impl Snapshot {
    /// The snapshot after a commit.
    ///
    /// **Shape**: `keys` are the facets the commit touched, `facts` their complete resolved timelines at `revision`.
    /// Only the touched zones are built again; the rest is shared.
    pub fn with(&self, keys: &[RowKey], facts: Vec<Fact>, revision: Revision) -> Self {
        let mut next = self.clone();
        next.revision = revision;
        let (zone_facts, other_facts): (Vec<Fact>, Vec<Fact>) =
            facts.into_iter().partition(|fact| zone_of(&fact.key).is_some());
        let other_keys: Vec<RowKey> = keys.iter().filter(|key| zone_of(key).is_none()).cloned().collect();
        let touched: BTreeSet<Id> = keys.iter().filter_map(zone_of).collect();
        if !touched.is_empty() {
            next.rebuild_zones(&touched, keys, zone_facts);
            next.zone_boxes = Arc::new(boxes_of(&next.zones));
        }
        if !other_keys.is_empty() {
            next.base = Arc::new(self.base.with(&other_keys, other_facts));
            if other_keys.iter().any(|key| is_road(key.kind)) || !measured_alike(&next.base, &self.base) {
                next.rebuild_roads();
            }
        }
        if keys.iter().any(|key| has_name(key.kind)) {
            next.names = Arc::new(NameIndex::new(names_of(&next.zones, &next.base)));
        }
        next
    }

    fn rebuild_zones(&mut self, touched: &BTreeSet<Id>, keys: &[RowKey], facts: Vec<Fact>) {
        let mut by_zone: BTreeMap<Id, ShardFacts> = touched
            .iter()
            .map(|id| (id.clone(), self.zone(id.as_str()).map(|shard| ShardFacts::of(shard)).unwrap_or_default()))
            .collect();
        for key in keys {
            if let Some(shard) = zone_of(key).and_then(|zone| by_zone.get_mut(&zone)) {
                shard.forget(key.kind, &key.id, &key.facet);
            }
        }
        for fact in facts {
            if let Some(shard) = zone_of(&fact.key).and_then(|zone| by_zone.get_mut(&zone)) {
                shard.add(fact);
            }
        }
        // An edit touches one zone, an import may touch all of them.
        let build = |(id, facts): (Id, ShardFacts)| {
            let shard = Arc::new(ZoneShard::build(id, facts, self.today, &self.rules));
            let access = Arc::new(ShardAccess::build(&shard, self.today, self.roads.today()));
            (shard, access)
        };
        let built: Vec<_> = match by_zone.len() {
            0 | 1 => by_zone.into_iter().map(build).collect(),
            _ => by_zone.into_par_iter().map(build).collect(),
        };
        for (shard, access) in built {
            match self.zones.binary_search_by(|zone| zone.id.cmp(&shard.id)) {
                Ok(at) => (self.zones[at], self.access[at]) = (shard, access),
                Err(at) => {
                    self.zones.insert(at, shard);
                    self.access.insert(at, access);
                }
            }
        }
    }

    /// Builds today's network anew, and where the zones meet it. The zones themselves stay as they are.
    fn rebuild_roads(&mut self) {
        self.roads = Arc::new(Roads::build(&self.base, &self.rules, self.today));
        self.access = access_of_all(&self.zones, self.today, &self.roads);
    }

    /// The same revision, with another day worked out as today.
    pub fn on_day(&self, today: Date) -> Self {
        let mut next = self.clone();
        next.today = today;
        next.zones = self
            .zones
            .par_iter()
            .map(|shard| {
                let mut shard = ZoneShard::clone(shard);
                shard.turn_day(today, &self.rules);
                Arc::new(shard)
            })
            .collect();
        if !self.roads.is_todays(NetworkDay::of(today)) {
            next.roads = Arc::new(Roads::build(&self.base, &self.rules, today));
        }
        next.access = access_of_all(&next.zones, today, &next.roads);
        next
    }

    /// The revision it shows.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// The day its hot path is worked out for.
    pub fn today(&self) -> Date {
        self.today
    }

    /// What the data as a whole is.
    pub fn description(&self) -> &Description {
        &self.description
    }

    /// The rule tables.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Every zone, in order of id.
    pub fn zones(&self) -> &[Arc<ZoneShard>] {
        &self.zones
    }

    /// A zone by id.
    pub fn zone(&self, id: &str) -> Option<&Arc<ZoneShard>> {
        self.zone_position(id).map(|at| &self.zones[at])
    }

    /// The position of a zone among [`Snapshot::zones`].
    pub fn zone_position(&self, id: &str) -> Option<usize> {
        self.zones.binary_search_by(|shard| shard.id.as_str().cmp(id)).ok()
    }

    /// Zones whose box shares a point with `bbox`, in order of id.
    pub fn zones_intersecting(&self, bbox: &Bbox) -> impl Iterator<Item = &Arc<ZoneShard>> {
        self.zone_positions_intersecting(bbox).map(|at| &self.zones[at])
    }

    /// Positions among [`Snapshot::zones`] of zones whose box shares a point with `bbox`, in order.
    pub fn zone_positions_intersecting(&self, bbox: &Bbox) -> impl Iterator<Item = usize> {
        self.zone_boxes.intersecting(bbox).into_iter().map(|at| at as usize)
    }

    /// What belongs to no zone.
    pub fn base(&self) -> &Base {
        &self.base
    }

    /// Today's road network.
    pub fn roads(&self) -> &Roads {
        &self.roads
    }

    /// The network of a day, and whether it is today's.
    pub(super) fn network(&self, on: NetworkDay) -> (Arc<Network>, bool) {
        (self.roads.network(&self.base, &self.rules, on), self.roads.is_todays(on))
    }

    /// Where the zone at a position meets today's roads.
    pub(super) fn access_at(&self, position: usize) -> &ShardAccess {
        &self.access[position]
    }

    /// Where a zone meets today's roads.
    pub(super) fn access_of(&self, shard: &ZoneShard) -> Option<&ShardAccess> {
        self.zone_position(shard.id.as_str()).map(|at| self.access_at(at))
    }

    /// The index of names.
    pub fn names(&self) -> &NameIndex {
        &self.names
    }

    /// How many lots were ever recorded.
    pub fn lot_count(&self) -> usize {
        self.zones.iter().map(|shard| shard.lots.len()).sum()
    }

    /// References that lead nowhere and records that contradict each other, zones first, in order of zone.
    pub fn inconsistencies(&self) -> Vec<Inconsistency> {
        let of_zones = self.zones.iter().flat_map(|shard| shard.inconsistencies());
        of_zones.chain(self.base.inconsistencies()).chain(self.road_inconsistencies()).collect()
    }
}

/// The zone a key belongs to; `None` for what belongs to no zone.
fn zone_of(key: &RowKey) -> Option<Id> {
    let in_zone = key.kind == Kind::Zone || key.kind.belongs_to_zone();
    // The text before the first dot of a sane id is a sane id.
    in_zone.then(|| Id::new(key.id.zone()).ok()).flatten()
}

/// Kinds that roads are made of.
fn is_road(kind: Kind) -> bool {
    matches!(kind, Kind::RoadSection | Kind::RoadLink | Kind::TransportNode)
}

fn access_of_all(zones: &[Arc<ZoneShard>], today: Date, roads: &Roads) -> Vec<Arc<ShardAccess>> {
    zones.par_iter().map(|shard| Arc::new(ShardAccess::build(shard, today, roads.today()))).collect()
}

fn boxes_of(zones: &[Arc<ZoneShard>]) -> BoxTree {
    BoxTree::new((0_u32..).zip(zones).map(|(at, shard)| (at, shard.bbox)))
}

fn has_name(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Zone | Kind::ZonePart | Kind::Place | Kind::RoadSection | Kind::TransportNode | Kind::MaterialZone
    )
}

/// Latest names of everything that can be searched; of equal fits the first listed wins: parks, then clusters, then the rest.
fn names_of(zones: &[Arc<ZoneShard>], base: &Base) -> Vec<NameEntry> {
    let mut entries = Vec::new();
    let mut add = |kind, id: &Id, name: &Name, also: &str| {
        entries.push(NameEntry { kind, id: id.clone(), name: name.clone(), also: also.to_owned() });
    };
    let mut named: Vec<_> = zones
        .iter()
        .filter_map(|shard| Some((shard, shard.zone.entries().filter_map(|(_, zone)| zone).next_back()?)))
        .collect();
    named.sort_by_key(|(_, zone)| zone.kind);
    for (shard, zone) in named {
        add(Kind::Zone, &shard.id, &zone.name, zone.kind_words());
    }
    for shard in zones.iter().filter(|shard| shard.parts.len() > 1) {
        let Some(zone) = shard.zone.entries().filter_map(|(_, zone)| zone).next_back() else { continue };
        for record in &shard.parts {
            if let Some(part) = record.timeline.entries().filter_map(|(_, part)| part).next_back() {
                let name = Name::new(
                    format!("{} – {}", zone.name.vi, part.label.vi),
                    format!("{} – {}", zone.name.en, part.label.en),
                );
                add(Kind::ZonePart, &record.id, &name, "");
            }
        }
    }
    for record in &base.places.records {
        if let Some(place) = record.timeline.entries().filter_map(|(_, place)| place).next_back() {
            add(Kind::Place, &record.id, &place.name, "");
        }
    }
    for record in &base.road_sections.records {
        if let Some(section) = record.timeline.entries().filter_map(|(_, section)| section).next_back() {
            add(Kind::RoadSection, &record.id, &section.name, section.road_ref.as_deref().unwrap_or(""));
        }
    }
    for record in &base.transport_nodes.records {
        if let Some(node) = record.timeline.entries().filter_map(|(_, node)| node).next_back() {
            add(Kind::TransportNode, &record.id, &node.name, "");
        }
    }
    for record in &base.material_zones.records {
        if let Some(zone) = record.timeline.entries().filter_map(|(_, zone)| zone).next_back() {
            add(Kind::MaterialZone, &record.id, &zone.name, &zone.commodity.vi);
        }
    }
    entries
}
