//! One zone with everything that belongs to it, and what is worked out of it.

use geo::MultiPolygon;

use super::clearance::{AreaOverlay, lot_clearance};
use super::clearance_progress::AreaProgress;
use super::shard_facts::{ClearanceFacets, Collected, Entries, GateFacets, LotFacets, ShardFacts};
use super::{LotDay, Record, find_record};
use crate::model::{
    Bbox, Bottleneck, ClearanceArea, ClearanceMoney, Commitment, Crs, Date, Gate, GateConnection, GravesCount,
    Hectares, Id, InternalRoad, Lease, Lot, LotClearance, Marketing, MetricFrame, Occupation, Revision, Servicing,
    StageEvent, Tenure, Timeline, Zone, ZonePart,
};
use crate::rules::Rules;

/// One zone. Lists are sorted by id.
#[derive(Clone, Debug)]
pub struct ZoneShard {
    /// The zone's id.
    pub id: Id,
    /// The last revision that touched the zone's own record.
    pub zone_version: Revision,
    /// The last revision that touched anything in the zone.
    pub version: Revision,
    /// The zone, day by day.
    pub zone: Timeline<Zone>,
    /// Its parts.
    pub parts: Vec<Record<ZonePart>>,
    /// Its lots.
    pub lots: Vec<LotRecord>,
    /// Its leases.
    pub leases: Vec<Record<Lease>>,
    /// Its clearance areas.
    pub clearance_areas: Vec<ClearanceRecord>,
    /// What blocks its clearance.
    pub bottlenecks: Vec<Record<Bottleneck>>,
    /// What was promised of it.
    pub commitments: Vec<Record<Commitment>>,
    /// Its gates.
    pub gates: Vec<GateRecord>,
    /// Its internal roads.
    pub internal_roads: Vec<Record<InternalRoad>>,
    /// The box around everything ever drawn in it, degrees; `None` when it was never located.
    pub bbox: Option<Bbox>,
    /// The day `lot_days` speaks of.
    pub today: Date,
    /// Every lot today; `None` for one that does not exist today. Same order as `lots`.
    pub lot_days: Vec<Option<LotDay>>,
}

/// A lot with its recorded timelines and what follows from others.
#[derive(Clone, Debug)]
pub struct LotRecord {
    /// Its id.
    pub id: Id,
    /// The last revision that touched it.
    pub version: Revision,
    /// The lot itself.
    pub core: Timeline<Lot>,
    /// Tenure, as recorded.
    pub tenure: Timeline<Tenure>,
    /// Servicing, as recorded.
    pub servicing: Timeline<Servicing>,
    /// Marketing, as recorded.
    pub marketing: Timeline<Marketing>,
    /// Occupation, as recorded.
    pub occupation: Timeline<Occupation>,
    /// Clearance, computed; empty = unknown.
    pub clearance: Timeline<LotClearance>,
    /// Positions in `clearance_areas` of the areas that cover it.
    pub areas: Box<[u32]>,
    /// Positions in `leases` of the leases that ever named it.
    pub leases: Box<[u32]>,
    /// The box around every outline it ever had, degrees.
    pub bbox: Option<Bbox>,
    /// Area of its latest outline, measured on the grid.
    pub measured: Hectares,
}

/// A clearance area with its graves and events.
#[derive(Clone, Debug)]
pub struct ClearanceRecord {
    /// Its id.
    pub id: Id,
    /// The last revision that touched it.
    pub version: Revision,
    /// The area itself.
    pub core: Timeline<ClearanceArea>,
    /// Graves left.
    pub graves: Timeline<GravesCount>,
    /// Money, as counted.
    pub money: Timeline<ClearanceMoney>,
    /// Events by facet.
    pub events: Vec<(Id, Timeline<StageEvent>)>,
    /// How far it has come, worked out of the events.
    pub progress: AreaProgress,
}

/// A gate with the standing of its connection.
#[derive(Clone, Debug)]
pub struct GateRecord {
    /// Its id.
    pub id: Id,
    /// The last revision that touched it.
    pub version: Revision,
    /// The gate itself.
    pub core: Timeline<Gate>,
    /// Its connection, as recorded.
    pub connection: Timeline<GateConnection>,
}

impl ZoneShard {
    /// Builds a shard of its timelines: links leases and clearance areas to lots, measures, works out `today`.
    pub(super) fn build(id: Id, facts: ShardFacts, today: Date, rules: &Rules) -> Self {
        let leases: Vec<_> = facts.leases.into_iter().map(record).collect();
        let parts: Vec<_> = facts.parts.into_iter().map(record).collect();
        let frame = MetricFrame::new(crs_of(&parts));
        let areas = facts.clearance_areas.into_iter();
        let clearance_areas: Vec<_> = areas.map(|area| clearance_record(area, &frame)).collect();
        let overlays: Vec<_> = clearance_areas.iter().map(|area| AreaOverlay::new(area, area.progress.area)).collect();
        let lots = facts.lots.into_iter().map(|(id, lot)| lot_record(id, lot, &overlays, &frame)).collect();
        drop(overlays);
        let mut shard = ZoneShard {
            id,
            zone_version: facts.zone.version,
            version: 0,
            zone: Timeline::new(facts.zone.facets),
            parts,
            lots,
            leases,
            clearance_areas,
            bottlenecks: facts.bottlenecks.into_iter().map(record).collect(),
            commitments: facts.commitments.into_iter().map(record).collect(),
            gates: facts.gates.into_iter().map(gate_record).collect(),
            internal_roads: facts.internal_roads.into_iter().map(record).collect(),
            bbox: None,
            today,
            lot_days: Vec::new(),
        };
        shard.link_leases();
        shard.version = shard.newest_version();
        shard.bbox = shard.box_around_everything();
        shard.turn_day(today, rules);
        shard
    }

    /// Works out every lot for another day.
    pub(super) fn turn_day(&mut self, today: Date, rules: &Rules) {
        self.today = today;
        self.lot_days = (0..self.lots.len()).map(|at| self.lot_day(at, today, rules)).collect();
    }

    /// The projection zone the shard is measured in: that of its first part.
    pub fn crs(&self) -> Crs {
        crs_of(&self.parts)
    }

    /// The position of a lot in `lots`.
    pub fn find_lot(&self, id: &str) -> Option<usize> {
        self.lots.binary_search_by(|lot| lot.id.as_str().cmp(id)).ok()
    }

    /// A clearance area by id.
    pub fn find_area(&self, id: &str) -> Option<&ClearanceRecord> {
        self.clearance_areas.binary_search_by(|area| area.id.as_str().cmp(id)).ok().map(|at| &self.clearance_areas[at])
    }

    /// A part, on a day.
    pub fn part_at(&self, id: &Id, day: Date) -> Option<&ZonePart> {
        find_record(&self.parts, id.as_str())?.timeline.at(day)
    }

    fn link_leases(&mut self) {
        let mut leases_of_lot: Vec<Vec<u32>> = vec![Vec::new(); self.lots.len()];
        for (lease_at, record) in (0_u32..).zip(&self.leases) {
            for id in record.timeline.entries().filter_map(|(_, lease)| lease).flat_map(|lease| &lease.lots) {
                if let Some(lot_at) = self.find_lot(id.as_str())
                    && leases_of_lot[lot_at].last() != Some(&lease_at)
                {
                    leases_of_lot[lot_at].push(lease_at);
                }
            }
        }
        for (lot, leases) in self.lots.iter_mut().zip(leases_of_lot) {
            lot.leases = leases.into();
        }
    }

    fn newest_version(&self) -> Revision {
        let parts = self.parts.iter().map(|part| part.version);
        let lots = self.lots.iter().map(|lot| lot.version);
        let leases = self.leases.iter().map(|lease| lease.version);
        let areas = self.clearance_areas.iter().map(|area| area.version);
        let bottlenecks = self.bottlenecks.iter().map(|bottleneck| bottleneck.version);
        let commitments = self.commitments.iter().map(|commitment| commitment.version);
        let areas = areas.chain(bottlenecks).chain(commitments);
        let gates = self.gates.iter().map(|gate| gate.version);
        let roads = self.internal_roads.iter().map(|road| road.version);
        parts.chain(lots).chain(leases).chain(areas).chain(gates).chain(roads).fold(self.zone_version, Revision::max)
    }

    fn box_around_everything(&self) -> Option<Bbox> {
        let zone = self.zone.entries().filter_map(|(_, zone)| zone?.location.as_ref());
        let parts = ever(self.parts.iter().map(|part| &part.timeline)).filter_map(|part| part.geometry.as_ref());
        let areas = ever(self.clearance_areas.iter().map(|area| &area.core)).map(|area| &area.geometry);
        let gates = ever(self.gates.iter().map(|gate| &gate.core)).map(|gate| &gate.geometry);
        let roads = ever(self.internal_roads.iter().map(|road| &road.timeline)).map(|road| &road.geometry);
        let lots = ever(self.lots.iter().map(|lot| &lot.core)).map(|lot| &lot.geometry);
        let everything = zone.chain(parts).chain(areas).chain(gates).chain(roads).chain(lots);
        everything.filter_map(|geometry| Bbox::around(geometry.get())).reduce(|one, other| one.union(&other))
    }
}

/// Everything that records ever were.
fn ever<'t, T: 't>(timelines: impl Iterator<Item = &'t Timeline<T>>) -> impl Iterator<Item = &'t T> {
    timelines.flat_map(|timeline| timeline.entries()).filter_map(|(_, value)| value)
}

fn crs_of(parts: &[Record<ZonePart>]) -> Crs {
    let first = parts.iter().flat_map(|part| part.timeline.entries()).find_map(|(_, part)| part);
    first.map_or(Crs::THAI_NGUYEN, |part| part.crs)
}

fn record<T>((id, collected): (Id, Collected<Entries<T>>)) -> Record<T> {
    Record { id, version: collected.version, timeline: Timeline::new(collected.facets) }
}

fn clearance_record((id, area): (Id, Collected<ClearanceFacets>), frame: &MetricFrame) -> ClearanceRecord {
    let events = area.facets.events.into_iter().map(|(facet, entries)| (facet, Timeline::new(entries))).collect();
    let mut record = ClearanceRecord {
        id,
        version: area.version,
        core: Timeline::new(area.facets.core),
        graves: Timeline::new(area.facets.graves),
        money: Timeline::new(area.facets.money),
        events,
        progress: AreaProgress::default(),
    };
    record.progress = AreaProgress::new(&record, frame);
    record
}

fn gate_record((id, gate): (Id, Collected<GateFacets>)) -> GateRecord {
    GateRecord {
        id,
        version: gate.version,
        core: Timeline::new(gate.facets.core),
        connection: Timeline::new(gate.facets.connection),
    }
}

fn lot_record(
    id: Id,
    lot: Collected<LotFacets>,
    overlays: &[Option<AreaOverlay<'_>>],
    frame: &MetricFrame,
) -> LotRecord {
    let core = Timeline::new(lot.facets.core);
    let outline = core.entries().filter_map(|(_, core)| core).next_back().map(|core| core.geometry.polygons());
    let outline = outline.unwrap_or_else(|| MultiPolygon(vec![]));
    let bbox = Bbox::around(&outline.clone().into());
    let outlines = core.entries().filter_map(|(_, core)| Bbox::around(core?.geometry.get()));
    let box_ever = outlines.reduce(|one, other| one.union(&other));
    let touching: Vec<(u32, &AreaOverlay<'_>)> = (0_u32..)
        .zip(overlays)
        .filter_map(|(at, overlay)| Some((at, overlay.as_ref()?)))
        .filter(|(_, overlay)| bbox.is_some_and(|bbox| overlay.touches(&outline, &bbox)))
        .collect();
    let areas: Vec<&AreaOverlay<'_>> = touching.iter().map(|(_, overlay)| *overlay).collect();
    LotRecord {
        id,
        version: lot.version,
        clearance: bbox.map(|bbox| lot_clearance(&outline, &bbox, &areas)).unwrap_or_default(),
        areas: touching.iter().map(|(at, _)| *at).collect(),
        leases: Box::default(),
        measured: frame.area(&outline),
        bbox: box_ever,
        core,
        tenure: Timeline::new(lot.facets.tenure),
        servicing: Timeline::new(lot.facets.servicing),
        marketing: Timeline::new(lot.facets.marketing),
        occupation: Timeline::new(lot.facets.occupation),
    }
}
