//! One zone with everything that belongs to it, and what is worked out of it.

use geo::MultiPolygon;

use super::clearance::{AreaOverlay, lot_clearance};
use super::shard_facts::{Collected, ShardFacts};
use super::{Inconsistency, LotDay, Record, find_record};
use crate::model::{
    Bbox, BuildStatus, ClearanceArea, ConnectionState, Crs, Date, Gate, GateConnection, Graves, GravesCount, Hectares,
    Id, InternalRoad, Kind, Lease, Lot, LotClearance, LotStates, Marketing, MetricFrame, Occupation, Revision,
    Servicing, SiteAccess, StageEvent, Tenure, Timeline, Zone, ZonePart,
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
    /// The box around its latest outline, degrees.
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
    /// Events by facet.
    pub events: Vec<(Id, Timeline<StageEvent>)>,
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
        let clearance_areas: Vec<_> = facts.clearance_areas.into_iter().map(clearance_record).collect();
        let leases: Vec<_> = facts.leases.into_iter().map(record).collect();
        let parts: Vec<_> = facts.parts.into_iter().map(record).collect();
        let overlays: Vec<_> = clearance_areas.iter().map(AreaOverlay::new).collect();
        let frame = MetricFrame::new(crs_of(&parts));
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

    /// A part, on a day.
    pub fn part_at(&self, id: &Id, day: Date) -> Option<&ZonePart> {
        find_record(&self.parts, id.as_str())?.timeline.at(day)
    }

    /// Every recorded state of a lot on a day, with leases, graves and site access worked out. `None` when the lot does not exist then.
    pub fn lot_states(&self, at: usize, day: Date) -> Option<LotStates> {
        let lot = self.lots.get(at)?;
        let core = lot.core.at(day)?;
        let tenure = lot.tenure.at(day);
        Some(LotStates {
            clearance: lot.clearance.at(day).map(|clearance| clearance.state),
            graves: self.graves_on(lot, day),
            tenure: tenure.map(|tenure| tenure.state),
            disputed: tenure.is_some_and(|tenure| tenure.disputed == Some(true)),
            servicing: lot.servicing.at(day).map(|servicing| servicing.state),
            offer: lot.marketing.at(day).map(|marketing| marketing.state),
            leased: self.lease_in_force(lot, day).is_some(),
            occupation: lot.occupation.at(day).map(|occupation| occupation.state),
            access: self.site_access(core, day),
        })
    }

    /// The lease in force on a lot on a day.
    pub fn lease_in_force(&self, lot: &LotRecord, day: Date) -> Option<(&Id, Date, &Lease)> {
        lot.leases.iter().find_map(|at| {
            let record = &self.leases[*at as usize];
            let (from, lease) = record.timeline.entry_at(day)?;
            let covers = lease.is_in_force(day) && lease.lots.contains(&lot.id);
            covers.then(|| (&record.id, lease.start.unwrap_or(from), lease))
        })
    }

    fn graves_on(&self, lot: &LotRecord, day: Date) -> Graves {
        let counts = lot.areas.iter().filter_map(|at| self.clearance_areas[*at as usize].graves.at(day));
        counts
            .map(|count| if count.remaining > 0 { Graves::Left } else { Graves::NoneLeft })
            .max()
            .unwrap_or(Graves::NoRecord)
    }

    /// Gates a lot reaches on a day over built internal roads.
    pub fn gates_of<'s>(&'s self, core: &'s Lot, day: Date) -> Vec<&'s GateRecord> {
        let mut gates: Vec<&GateRecord> =
            self.built_roads(core, day).flat_map(|road| self.gates_of_road(road, day)).collect();
        gates.sort_by(|one, other| one.id.cmp(&other.id));
        gates.dedup_by(|one, other| one.id == other.id);
        gates
    }

    fn built_roads<'s>(&'s self, core: &'s Lot, day: Date) -> impl Iterator<Item = &'s InternalRoad> {
        core.opens_onto
            .iter()
            .filter_map(move |id| find_record(&self.internal_roads, id.as_str())?.timeline.at(day))
            .filter(|road| road.status == BuildStatus::Built)
    }

    fn gates_of_road<'s>(&'s self, road: &'s InternalRoad, day: Date) -> impl Iterator<Item = &'s GateRecord> {
        road.leads_to
            .iter()
            .filter_map(|id| self.gates.binary_search_by(|gate| gate.id.cmp(id)).ok())
            .map(|at| &self.gates[at])
            .filter(move |gate| gate.core.at(day).is_some_and(|core| core.status == BuildStatus::Built))
    }

    fn site_access(&self, core: &Lot, day: Date) -> SiteAccess {
        let mut best = SiteAccess::NoRoad;
        for road in self.built_roads(core, day) {
            best = best.max(SiteAccess::NoGate);
            for gate in self.gates_of_road(road, day) {
                let accepted =
                    gate.connection.at(day).is_some_and(|standing| standing.state == ConnectionState::Accepted);
                if accepted {
                    return SiteAccess::Connected;
                }
                best = best.max(SiteAccess::NoConnection);
            }
        }
        best
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
        let gates = self.gates.iter().map(|gate| gate.version);
        let roads = self.internal_roads.iter().map(|road| road.version);
        parts.chain(lots).chain(leases).chain(areas).chain(gates).chain(roads).fold(self.zone_version, Revision::max)
    }

    fn box_around_everything(&self) -> Option<Bbox> {
        let zone = self.zone.entries().filter_map(|(_, zone)| zone?.location.as_ref());
        let parts =
            self.parts.iter().flat_map(|part| part.timeline.entries()).filter_map(|(_, part)| part?.geometry.as_ref());
        let lots = self.lots.iter().filter_map(|lot| lot.bbox);
        zone.chain(parts)
            .filter_map(|geometry| Bbox::around(geometry.get()))
            .chain(lots)
            .reduce(|one, other| one.union(&other))
    }

    /// References inside the zone that lead nowhere.
    pub(super) fn inconsistencies(&self) -> Vec<Inconsistency> {
        let mut found = Vec::new();
        let part_exists = |id: &Id| find_record(&self.parts, id.as_str()).is_some();
        if self.zone.is_empty() {
            let first = self.parts.first().map_or(&self.id, |part| &part.id);
            found.push(Inconsistency::unknown_reference(
                Kind::ZonePart,
                first,
                "zone",
                &self.id,
                ("khu, cụm công nghiệp", "zone"),
            ));
        }
        for lot in &self.lots {
            for core in lot.core.entries().filter_map(|(_, core)| core) {
                if !part_exists(&core.zone_part) {
                    found.push(Inconsistency::unknown_reference(
                        Kind::Lot,
                        &lot.id,
                        "zone_part",
                        &core.zone_part,
                        ("giai đoạn, khu", "zone part"),
                    ));
                }
                for road in core.opens_onto.iter().filter(|id| find_record(&self.internal_roads, id.as_str()).is_none())
                {
                    found.push(Inconsistency::unknown_reference(
                        Kind::Lot,
                        &lot.id,
                        "opens_onto",
                        road,
                        ("đường nội bộ", "internal road"),
                    ));
                }
            }
        }
        for lease in &self.leases {
            let lots = lease.timeline.entries().filter_map(|(_, lease)| lease).flat_map(|lease| &lease.lots);
            for lot in lots.filter(|id| self.find_lot(id.as_str()).is_none()) {
                found.push(Inconsistency::unknown_reference(Kind::Lease, &lease.id, "lots", lot, ("lô đất", "lot")));
            }
        }
        for road in &self.internal_roads {
            let gates = road.timeline.entries().filter_map(|(_, road)| road).flat_map(|road| &road.leads_to);
            for gate in gates.filter(|id| self.gates.binary_search_by(|gate| gate.id.cmp(id)).is_err()) {
                found.push(Inconsistency::unknown_reference(
                    Kind::InternalRoad,
                    &road.id,
                    "leads_to",
                    gate,
                    ("cổng", "gate"),
                ));
            }
        }
        for area in &self.clearance_areas {
            for core in area.core.entries().filter_map(|(_, core)| core).filter(|core| !part_exists(&core.zone_part)) {
                found.push(Inconsistency::unknown_reference(
                    Kind::ClearanceArea,
                    &area.id,
                    "zone_part",
                    &core.zone_part,
                    ("giai đoạn, khu", "zone part"),
                ));
            }
        }
        found
    }
}

fn crs_of(parts: &[Record<ZonePart>]) -> Crs {
    let first = parts.iter().flat_map(|part| part.timeline.entries()).find_map(|(_, part)| part);
    first.map_or(Crs::THAI_NGUYEN, |part| part.crs)
}

fn record<T>((id, collected): (Id, Collected<Vec<(Date, Option<T>)>>)) -> Record<T> {
    Record { id, version: collected.version, timeline: Timeline::new(collected.facets) }
}

fn clearance_record((id, area): (Id, Collected<super::shard_facts::ClearanceFacets>)) -> ClearanceRecord {
    let events = area.facets.events.into_iter().map(|(facet, entries)| (facet, Timeline::new(entries))).collect();
    ClearanceRecord {
        id,
        version: area.version,
        core: Timeline::new(area.facets.core),
        graves: Timeline::new(area.facets.graves),
        events,
    }
}

fn gate_record((id, gate): (Id, Collected<super::shard_facts::GateFacets>)) -> GateRecord {
    GateRecord {
        id,
        version: gate.version,
        core: Timeline::new(gate.facets.core),
        connection: Timeline::new(gate.facets.connection),
    }
}

fn lot_record(
    id: Id,
    lot: Collected<super::shard_facts::LotFacets>,
    overlays: &[Option<AreaOverlay<'_>>],
    frame: &MetricFrame,
) -> LotRecord {
    let core = Timeline::new(lot.facets.core);
    let outline = core.entries().filter_map(|(_, core)| core).next_back().map(|core| core.geometry.polygons());
    let outline = outline.unwrap_or_else(|| MultiPolygon(vec![]));
    let bbox = Bbox::around(&outline.clone().into());
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
        bbox,
        core,
        tenure: Timeline::new(lot.facets.tenure),
        servicing: Timeline::new(lot.facets.servicing),
        marketing: Timeline::new(lot.facets.marketing),
        occupation: Timeline::new(lot.facets.occupation),
    }
}
