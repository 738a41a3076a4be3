//! The recorded timelines of one zone, sorted by record, before anything is worked out of them.

use std::collections::BTreeMap;

use super::{Record, ZoneShard};
use crate::model::{
    Body, Bottleneck, ClearanceArea, ClearanceMoney, Commitment, Date, Fact, Gate, GateConnection, GravesCount, Id,
    InternalRoad, Kind, Lease, Lot, Marketing, Occupation, Revision, Servicing, StageEvent, Tenure, Timeline, Zone,
    ZonePart,
};

/// Entries of one facet while they are being collected.
pub(super) type Entries<T> = Vec<(Date, Option<T>)>;

/// Facets of one record, with the last revision that touched any of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Collected<T> {
    pub version: Revision,
    pub facets: T,
}

#[derive(Clone, Debug, Default)]
pub(super) struct LotFacets {
    pub core: Entries<Lot>,
    pub tenure: Entries<Tenure>,
    pub servicing: Entries<Servicing>,
    pub marketing: Entries<Marketing>,
    pub occupation: Entries<Occupation>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct ClearanceFacets {
    pub core: Entries<ClearanceArea>,
    pub graves: Entries<GravesCount>,
    pub money: Entries<ClearanceMoney>,
    pub events: BTreeMap<Id, Entries<StageEvent>>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct GateFacets {
    pub core: Entries<Gate>,
    pub connection: Entries<GateConnection>,
}

/// All timelines of one zone.
#[derive(Clone, Debug, Default)]
pub(super) struct ShardFacts {
    pub zone: Collected<Entries<Zone>>,
    pub parts: BTreeMap<Id, Collected<Entries<ZonePart>>>,
    pub lots: BTreeMap<Id, Collected<LotFacets>>,
    pub leases: BTreeMap<Id, Collected<Entries<Lease>>>,
    pub clearance_areas: BTreeMap<Id, Collected<ClearanceFacets>>,
    pub bottlenecks: BTreeMap<Id, Collected<Entries<Bottleneck>>>,
    pub commitments: BTreeMap<Id, Collected<Entries<Commitment>>>,
    pub gates: BTreeMap<Id, Collected<GateFacets>>,
    pub internal_roads: BTreeMap<Id, Collected<Entries<InternalRoad>>>,
}

impl ShardFacts {
    /// The timelines a shard was built of, to be changed and built again.
    pub fn of(shard: &ZoneShard) -> Self {
        ShardFacts {
            zone: Collected { version: shard.zone_version, facets: entries(&shard.zone) },
            parts: collected_records(&shard.parts),
            lots: shard.lots.iter().map(|lot| (lot.id.clone(), collected_lot(lot))).collect(),
            leases: collected_records(&shard.leases),
            clearance_areas: shard.clearance_areas.iter().map(|area| (area.id.clone(), collected_area(area))).collect(),
            bottlenecks: collected_records(&shard.bottlenecks),
            commitments: collected_records(&shard.commitments),
            gates: shard.gates.iter().map(|gate| (gate.id.clone(), collected_gate(gate))).collect(),
            internal_roads: collected_records(&shard.internal_roads),
        }
    }

    /// Takes a fact of this zone. An ended fact needs its facet's name, since it has no body to tell it.
    pub fn add(&mut self, fact: Fact) {
        let Fact { key, valid_from: day, revision, body } = fact;
        let id = key.id;
        match key.kind {
            Kind::Zone => add(&mut self.zone, revision, |entries| entries, day, body, zone),
            Kind::ZonePart => add(self.parts.entry(id).or_default(), revision, |entries| entries, day, body, zone_part),
            Kind::Lease => add(self.leases.entry(id).or_default(), revision, |entries| entries, day, body, lease),
            Kind::InternalRoad => {
                add(self.internal_roads.entry(id).or_default(), revision, |entries| entries, day, body, internal_road);
            }
            Kind::Bottleneck => {
                add(self.bottlenecks.entry(id).or_default(), revision, |entries| entries, day, body, bottleneck);
            }
            Kind::Commitment => {
                add(self.commitments.entry(id).or_default(), revision, |entries| entries, day, body, commitment);
            }
            Kind::Lot => add_to_lot(self.lots.entry(id).or_default(), key.facet.as_str(), revision, day, body),
            Kind::ClearanceArea => {
                add_to_area(self.clearance_areas.entry(id).or_default(), key.facet, revision, day, body);
            }
            Kind::Gate => add_to_gate(self.gates.entry(id).or_default(), key.facet.as_str(), revision, day, body),
            // Everything else belongs to no zone and never comes here.
            _ => {}
        }
    }

    /// Forgets one facet, so that its new timeline can be added.
    pub fn forget(&mut self, kind: Kind, id: &Id, facet: &Id) {
        match kind {
            Kind::Zone => self.zone.facets.clear(),
            Kind::ZonePart => clear(self.parts.get_mut(id)),
            Kind::Lease => clear(self.leases.get_mut(id)),
            Kind::InternalRoad => clear(self.internal_roads.get_mut(id)),
            Kind::Bottleneck => clear(self.bottlenecks.get_mut(id)),
            Kind::Commitment => clear(self.commitments.get_mut(id)),
            Kind::Lot => {
                if let Some(lot) = self.lots.get_mut(id) {
                    match facet.as_str() {
                        "tenure" => lot.facets.tenure.clear(),
                        "servicing" => lot.facets.servicing.clear(),
                        "marketing" => lot.facets.marketing.clear(),
                        "occupation" => lot.facets.occupation.clear(),
                        _ => lot.facets.core.clear(),
                    }
                }
            }
            Kind::ClearanceArea => {
                if let Some(area) = self.clearance_areas.get_mut(id) {
                    match facet.as_str() {
                        "core" => area.facets.core.clear(),
                        "graves" => area.facets.graves.clear(),
                        "money" => area.facets.money.clear(),
                        _ => drop(area.facets.events.remove(facet)),
                    }
                }
            }
            Kind::Gate => {
                if let Some(gate) = self.gates.get_mut(id) {
                    match facet.as_str() {
                        "connection" => gate.facets.connection.clear(),
                        _ => gate.facets.core.clear(),
                    }
                }
            }
            _ => {}
        }
    }
}

fn clear<T>(record: Option<&mut Collected<Entries<T>>>) {
    if let Some(record) = record {
        record.facets.clear();
    }
}

/// Puts one entry into the facet that `facet_of` points at. A body that does not belong there is dropped: the store never lets one in.
fn add<F, T>(
    record: &mut Collected<F>,
    revision: Revision,
    facet_of: impl FnOnce(&mut F) -> &mut Entries<T>,
    day: Date,
    body: Option<Body>,
    unwrap: impl FnOnce(Body) -> Option<T>,
) {
    record.version = record.version.max(revision);
    let entries = facet_of(&mut record.facets);
    // Most facets have one or two entries. The usual growth to four at once would more than double what a million lots need.
    if entries.len() == entries.capacity() && entries.len() < 4 {
        entries.reserve_exact(1);
    }
    match body {
        None => entries.push((day, None)),
        Some(body) => entries.extend(unwrap(body).map(|value| (day, Some(value)))),
    }
}

fn add_to_lot(lot: &mut Collected<LotFacets>, facet: &str, revision: Revision, day: Date, body: Option<Body>) {
    match facet {
        "tenure" => add(lot, revision, |facets| &mut facets.tenure, day, body, tenure),
        "servicing" => add(lot, revision, |facets| &mut facets.servicing, day, body, servicing),
        "marketing" => add(lot, revision, |facets| &mut facets.marketing, day, body, marketing),
        "occupation" => add(lot, revision, |facets| &mut facets.occupation, day, body, occupation),
        _ => add(lot, revision, |facets| &mut facets.core, day, body, lot_core),
    }
}

fn add_to_area(area: &mut Collected<ClearanceFacets>, facet: Id, revision: Revision, day: Date, body: Option<Body>) {
    match facet.as_str() {
        "core" => add(area, revision, |facets| &mut facets.core, day, body, clearance_area),
        "graves" => add(area, revision, |facets| &mut facets.graves, day, body, graves),
        "money" => add(area, revision, |facets| &mut facets.money, day, body, money),
        _ => add(area, revision, |facets| facets.events.entry(facet).or_default(), day, body, stage_event),
    }
}

fn add_to_gate(gate: &mut Collected<GateFacets>, facet: &str, revision: Revision, day: Date, body: Option<Body>) {
    match facet {
        "connection" => add(gate, revision, |facets| &mut facets.connection, day, body, gate_connection),
        _ => add(gate, revision, |facets| &mut facets.core, day, body, gate_core),
    }
}

/// One function per body that takes it out of its envelope.
macro_rules! unwrappers {
    ($($name:ident: $variant:ident -> $body:ty;)+) => {
        $(fn $name(body: Body) -> Option<$body> {
            match body { Body::$variant(value) => Some(value), _ => None }
        })+
    };
}
unwrappers! {
    zone: Zone -> Zone;
    zone_part: ZonePart -> ZonePart;
    lease: Lease -> Lease;
    internal_road: InternalRoad -> InternalRoad;
    lot_core: Lot -> Lot;
    tenure: Tenure -> Tenure;
    servicing: Servicing -> Servicing;
    marketing: Marketing -> Marketing;
    occupation: Occupation -> Occupation;
    clearance_area: ClearanceArea -> ClearanceArea;
    graves: Graves -> GravesCount;
    money: Money -> ClearanceMoney;
    stage_event: StageEvent -> StageEvent;
    bottleneck: Bottleneck -> Bottleneck;
    commitment: Commitment -> Commitment;
    gate_core: Gate -> Gate;
    gate_connection: GateConnection -> GateConnection;
}

fn entries<T: Clone>(timeline: &Timeline<T>) -> Entries<T> {
    timeline.entries().map(|(day, value)| (day, value.cloned())).collect()
}

fn collected_records<T: Clone>(records: &[Record<T>]) -> BTreeMap<Id, Collected<Entries<T>>> {
    let collect = |record: &Record<T>| Collected { version: record.version, facets: entries(&record.timeline) };
    records.iter().map(|record| (record.id.clone(), collect(record))).collect()
}

fn collected_lot(lot: &super::LotRecord) -> Collected<LotFacets> {
    let facets = LotFacets {
        core: entries(&lot.core),
        tenure: entries(&lot.tenure),
        servicing: entries(&lot.servicing),
        marketing: entries(&lot.marketing),
        occupation: entries(&lot.occupation),
    };
    Collected { version: lot.version, facets }
}

fn collected_area(area: &super::ClearanceRecord) -> Collected<ClearanceFacets> {
    let events = area.events.iter().map(|(facet, timeline)| (facet.clone(), entries(timeline))).collect();
    let facets = ClearanceFacets {
        core: entries(&area.core),
        graves: entries(&area.graves),
        money: entries(&area.money),
        events,
    };
    Collected { version: area.version, facets }
}

fn collected_gate(gate: &super::GateRecord) -> Collected<GateFacets> {
    let facets = GateFacets { core: entries(&gate.core), connection: entries(&gate.connection) };
    Collected { version: gate.version, facets }
}
