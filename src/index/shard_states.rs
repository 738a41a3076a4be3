//! The states of a lot on a day, worked out of its own records and those of its neighbours in the zone.

use super::{GateRecord, LotRecord, ZoneShard, find_record};
use crate::model::{BuildStatus, ConnectionState, Date, Graves, Id, InternalRoad, Lease, Lot, LotStates, SiteAccess};

impl ZoneShard {
    /// Every recorded state of a lot on a day, with leases, graves and site access worked out. `None` when the lot does not exist then.
    pub fn lot_states(&self, at: usize, day: Date) -> Option<LotStates> {
        let lot = self.lots.get(at)?;
        let core = lot.core.at(day)?;
        let tenure = lot.tenure.at(day);
        Some(LotStates {
            leasable: core.land_use.is_leasable(),
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

    /// The same gates as positions among those of the shard.
    pub(super) fn gate_positions_of(&self, core: &Lot, day: Date) -> Vec<u32> {
        let position = |gate: &GateRecord| self.gates.binary_search_by(|other| other.id.cmp(&gate.id)).ok();
        self.gates_of(core, day).into_iter().filter_map(position).map(|at| at as u32).collect()
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
}
