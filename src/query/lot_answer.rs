//! Everything that is known of one lot.

use super::lot_hit::LotHit;
use super::places::{ClassDistance, class_distances};
use crate::index::{LotDay, LotRecord, RoadsOn, View};
use crate::model::{
    Date, Graves, Id, Lease, Lot, LotClearance, LotStates, Marketing, MarketingState, Metres, Missing, Occupation,
    Servicing, Tenure, Vehicle, Zone, ZonePart,
};

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
    /// How far each class is over the network; one that cannot be reached is left out.
    pub access: Vec<ClassDistance>,
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

/// Everything that is known of a matching lot, with the roads of the asked day.
pub fn answer<'v>(view: &'v View, hit: &LotHit<'v>) -> Option<LotAnswer<'v>> {
    answer_on(view, hit, &view.roads(None, Vehicle::Car))
}

/// Everything that is known of a matching lot, with these roads.
pub fn answer_on<'v>(view: &'v View, hit: &LotHit<'v>, roads: &RoadsOn) -> Option<LotAnswer<'v>> {
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
        remaining_years: part.remaining_years(day),
        distance: hit.distance,
        access: view.lot_origin(shard, hit.at, roads).map_or_else(Vec::new, |origin| class_distances(roads, &origin)),
    })
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
