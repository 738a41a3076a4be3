//! Which zone and part a record belongs to, on the wire.

use serde::Serialize;
use utoipa::ToSchema;

use super::coded::{NameBody, NamedRecordBody};
use crate::index::{View, ZoneShard, find_record};
use crate::model::Id;

/// The zone and the part a record belongs to.
#[derive(Clone, Serialize, ToSchema)]
pub struct Belonging<'a> {
    /// The zone it belongs to.
    pub zone: &'a str,
    /// What that zone is called; null when the zone is not on record that day.
    pub zone_name: Option<NameBody<'a>>,
    /// The part it belongs to.
    pub zone_part: &'a str,
    /// What that part is called; null when the part is not on record that day.
    pub zone_part_label: Option<NameBody<'a>>,
}

/// Names the zone and the part of a record on the day of the view.
pub fn belonging<'a>(view: &View, shard: &'a ZoneShard, part: &'a Id) -> Belonging<'a> {
    Belonging {
        zone: shard.id.as_str(),
        zone_name: shard.zone.at(view.as_of).map(|zone| (&zone.name).into()),
        zone_part: part.as_str(),
        zone_part_label: shard.part_at(part, view.as_of).map(|part| (&part.label).into()),
    }
}

/// An authority by its last known name.
pub fn named_agency<'a>(view: &'a View, id: &'a Id) -> Option<NamedRecordBody<'a>> {
    let record = find_record(&view.snapshot.base().agencies.records, id.as_str())?;
    // An authority that was merged since keeps the name it made its promise under.
    let agency = record.timeline.entries().filter_map(|(_, agency)| agency).next_back()?;
    Some(NamedRecordBody { id: id.as_str(), name: (&agency.name).into() })
}
