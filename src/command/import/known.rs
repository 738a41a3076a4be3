//! What is on record of the layer that a file goes into, read from the snapshot: nothing is loaded twice.

use geo::Geometry;

use crate::index::{Layer, Record, Snapshot, ZoneShard, find_record};
use crate::model::{Body, Date, Id, Kind, LonLat, Timeline};

/// What is on record of one facet.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// What holds on the day.
    pub body: Option<Body>,
    /// Whether something is on record of a later day.
    pub begins_later: bool,
    /// Whether anything was ever on record.
    pub ever: bool,
}

impl Standing {
    fn of<T: Clone>(timeline: Option<&Timeline<T>>, day: Date, wrap: fn(T) -> Body) -> Self {
        let Some(timeline) = timeline else { return Standing::default() };
        let begins_later = timeline.entries().any(|(from, body)| from > day && body.is_some());
        let ever = timeline.entries().any(|(_, body)| body.is_some());
        Standing { body: timeline.at(day).cloned().map(wrap), begins_later, ever }
    }
}

/// The record, as an import asks it.
#[derive(Clone, Copy)]
pub struct Known<'s> {
    snapshot: &'s Snapshot,
    day: Date,
}

fn timeline<'r, T>(records: &'r [Record<T>], id: &Id) -> Option<&'r Timeline<T>> {
    find_record(records, id.as_str()).map(|record| &record.timeline)
}

impl<'s> Known<'s> {
    /// The record on a day.
    pub fn new(snapshot: &'s Snapshot, day: Date) -> Self {
        Known { snapshot, day }
    }

    /// The snapshot.
    pub fn snapshot(&self) -> &'s Snapshot {
        self.snapshot
    }

    /// What is on record of a facet on a day.
    pub fn standing(&self, kind: Kind, id: &Id, facet: &str, day: Date) -> Standing {
        let base = self.snapshot.base();
        match kind {
            Kind::AdminUnit => Standing::of(timeline(&base.admin_units.records, id), day, Body::AdminUnit),
            Kind::Place => Standing::of(timeline(&base.places.records, id), day, Body::Place),
            Kind::RoadSection => Standing::of(timeline(&base.road_sections.records, id), day, Body::RoadSection),
            Kind::RoadLink => Standing::of(timeline(&base.road_links.records, id), day, Body::RoadLink),
            Kind::ConnectionPoint if facet == "permit" => {
                Standing::of(timeline(&base.connection_permits.records, id), day, Body::ConnectionPermit)
            }
            Kind::ConnectionPoint => {
                Standing::of(timeline(&base.connection_points.records, id), day, Body::ConnectionPoint)
            }
            Kind::KmPost => Standing::of(timeline(&base.km_posts.records, id), day, Body::KmPost),
            Kind::TransportNode => Standing::of(timeline(&base.transport_nodes.records, id), day, Body::TransportNode),
            Kind::MaterialZone => Standing::of(timeline(&base.material_zones.records, id), day, Body::MaterialZone),
            Kind::Constraint => Standing::of(timeline(&base.constraints.records, id), day, Body::Constraint),
            Kind::ResettlementSite if facet == "plots" => {
                Standing::of(timeline(&base.resettlement_plots.records, id), day, Body::ResettlementPlots)
            }
            Kind::ResettlementSite => {
                Standing::of(timeline(&base.resettlement_sites.records, id), day, Body::ResettlementSite)
            }
            Kind::Agency => Standing::of(timeline(&base.agencies.records, id), day, Body::Agency),
            _ => self.snapshot.zone(id.zone()).map(|shard| in_zone(shard, kind, id, facet, day)).unwrap_or_default(),
        }
    }

    /// Whether a record is there on the day of the import.
    pub fn exists(&self, kind: Kind, id: &Id) -> bool {
        let standing = self.standing(kind, id, "core", self.day);
        standing.body.is_some() || standing.begins_later
    }

    /// Whether a record was ever there: what is former may be named.
    pub fn was_ever(&self, kind: Kind, id: &Id) -> bool {
        self.standing(kind, id, "core", self.day).ever
    }

    /// Every record of a kind on the day of the import, and its shape in degrees.
    pub fn each(&self, kind: Kind, mut sink: impl FnMut(&Id, Option<&LonLat<Geometry<f64>>>)) {
        for id in self.ids(kind) {
            let standing = self.standing(kind, &id, "core", self.day);
            if let Some(body) = standing.body {
                sink(&id, body.shape());
            }
        }
    }

    fn ids(&self, kind: Kind) -> Vec<Id> {
        fn of<T>(layer: &Layer<T>) -> Vec<Id> {
            layer.records.iter().map(|record| record.id.clone()).collect()
        }
        fn in_zones(snapshot: &Snapshot, ids: fn(&ZoneShard) -> Vec<Id>) -> Vec<Id> {
            snapshot.zones().iter().flat_map(|shard| ids(shard)).collect()
        }
        let base = self.snapshot.base();
        match kind {
            Kind::AdminUnit => of(&base.admin_units),
            Kind::Place => of(&base.places),
            Kind::RoadSection => of(&base.road_sections),
            Kind::RoadLink => of(&base.road_links),
            Kind::ConnectionPoint => of(&base.connection_points),
            Kind::KmPost => of(&base.km_posts),
            Kind::TransportNode => of(&base.transport_nodes),
            Kind::MaterialZone => of(&base.material_zones),
            Kind::Constraint => of(&base.constraints),
            Kind::ResettlementSite => of(&base.resettlement_sites),
            Kind::Zone => in_zones(self.snapshot, |shard| vec![shard.id.clone()]),
            Kind::ZonePart => in_zones(self.snapshot, |shard| shard.parts.iter().map(|part| part.id.clone()).collect()),
            Kind::Lot => in_zones(self.snapshot, |shard| shard.lots.iter().map(|lot| lot.id.clone()).collect()),
            Kind::ClearanceArea => {
                in_zones(self.snapshot, |shard| shard.clearance_areas.iter().map(|area| area.id.clone()).collect())
            }
            Kind::Gate => in_zones(self.snapshot, |shard| shard.gates.iter().map(|gate| gate.id.clone()).collect()),
            Kind::InternalRoad => {
                in_zones(self.snapshot, |shard| shard.internal_roads.iter().map(|road| road.id.clone()).collect())
            }
            Kind::Agency => of(&base.agencies),
            Kind::Lease | Kind::Bottleneck | Kind::Commitment => Vec::new(),
        }
    }
}

fn in_zone(shard: &ZoneShard, kind: Kind, id: &Id, facet: &str, day: Date) -> Standing {
    match (kind, facet) {
        (Kind::Zone, _) => Standing::of(Some(&shard.zone), day, Body::Zone),
        (Kind::ZonePart, _) => Standing::of(timeline(&shard.parts, id), day, Body::ZonePart),
        (Kind::InternalRoad, _) => Standing::of(timeline(&shard.internal_roads, id), day, Body::InternalRoad),
        (Kind::Lot, facet) => {
            let lot = shard.find_lot(id.as_str()).map(|at| &shard.lots[at]);
            match facet {
                "tenure" => Standing::of(lot.map(|lot| &lot.tenure), day, Body::Tenure),
                "servicing" => Standing::of(lot.map(|lot| &lot.servicing), day, Body::Servicing),
                "marketing" => Standing::of(lot.map(|lot| &lot.marketing), day, Body::Marketing),
                "occupation" => Standing::of(lot.map(|lot| &lot.occupation), day, Body::Occupation),
                _ => Standing::of(lot.map(|lot| &lot.core), day, Body::Lot),
            }
        }
        (Kind::ClearanceArea, facet) => {
            let area = shard.find_area(id.as_str());
            match facet {
                "graves" => Standing::of(area.map(|area| &area.graves), day, Body::Graves),
                "money" => Standing::of(area.map(|area| &area.money), day, Body::Money),
                _ => Standing::of(area.map(|area| &area.core), day, Body::ClearanceArea),
            }
        }
        (Kind::Gate, facet) => {
            let gate = shard.gates.binary_search_by(|gate| gate.id.cmp(id)).ok().map(|at| &shard.gates[at]);
            match facet {
                "connection" => Standing::of(gate.map(|gate| &gate.connection), day, Body::GateConnection),
                _ => Standing::of(gate.map(|gate| &gate.core), day, Body::Gate),
            }
        }
        _ => Standing::default(),
    }
}
