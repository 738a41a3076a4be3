//! What the data holds on a day, counted.

use crate::index::{Layer, Record, View};
use crate::model::{Date, Kind};

/// How many records of each kind exist on the asked day.
pub fn counts(view: &View) -> Vec<(Kind, usize)> {
    let (day, base) = (view.as_of, view.snapshot.base());
    let zones = || view.snapshot.zones().iter();
    fn of_layer<T>(layer: &Layer<T>, day: Date) -> usize {
        of_records(&layer.records, day)
    }
    fn of_records<T>(records: &[Record<T>], day: Date) -> usize {
        records.iter().filter(|record| record.timeline.at(day).is_some()).count()
    }
    vec![
        (Kind::Zone, zones().filter(|shard| shard.zone.at(day).is_some()).count()),
        (Kind::ZonePart, zones().map(|shard| of_records(&shard.parts, day)).sum()),
        (Kind::Lot, zones().map(|shard| view.lot_days(shard).iter().flatten().count()).sum()),
        (Kind::Lease, zones().map(|shard| of_records(&shard.leases, day)).sum()),
        (Kind::RoadSection, of_layer(&base.road_sections, day)),
        (Kind::ConnectionPoint, of_layer(&base.connection_points, day)),
        (Kind::TransportNode, of_layer(&base.transport_nodes, day)),
        (Kind::MaterialZone, of_layer(&base.material_zones, day)),
        (Kind::Constraint, of_layer(&base.constraints, day)),
        (Kind::Place, of_layer(&base.places, day)),
        (Kind::AdminUnit, of_layer(&base.admin_units, day)),
        (Kind::Agency, of_layer(&base.agencies, day)),
    ]
}

/// The first day on which a zone is recorded; `None` without zones.
pub fn first_day(view: &View) -> Option<Date> {
    view.snapshot.zones().iter().filter_map(|shard| shard.zone.entries().next().map(|(day, _)| day)).min()
}
