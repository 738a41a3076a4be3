//! Which links are open, and on which days or for which vehicles that changes.

use std::collections::HashMap;

use super::NetworkDay;
use crate::index::{Base, Record};
use crate::model::{AdminLevel, Crs, Date, Id, RoadLink, RoadSection};

/// A link that may be driven.
#[derive(Clone, Copy)]
pub(super) struct OpenLink<'b> {
    /// Its position among the links of the base.
    pub link_at: u32,
    /// The position of its section.
    pub section_at: u32,
    pub id: &'b Id,
    pub link: &'b RoadLink,
    pub section: &'b RoadSection,
}

/// Links that exist on the day of the record and are open on the day of the network, in order of id.
///
/// A link is open from its opening date on; without one, while its section operates. What is only planned never counts.
pub(super) fn open_links(base: &Base, on: NetworkDay) -> Vec<OpenLink<'_>> {
    let sections: HashMap<&Id, (u32, &RoadSection)> = (0_u32..)
        .zip(&base.road_sections.records)
        .filter_map(|(at, record)| Some((&record.id, (at, record.timeline.at(on.as_of)?))))
        .collect();
    (0_u32..)
        .zip(&base.road_links.records)
        .filter_map(|(link_at, record)| {
            let link = record.timeline.at(on.as_of)?;
            let (section_at, section) = *sections.get(&link.section)?;
            let opened = link.opens_on.map_or(section.status.is_open(), |opens| opens <= on.network_on);
            (opened && on.vehicle.may_use(link)).then_some(OpenLink {
                link_at,
                section_at,
                id: &record.id,
                link,
                section,
            })
        })
        .collect()
}

/// The zone that roads are measured in: that of the province.
pub(in crate::index) fn crs_of(base: &Base) -> Crs {
    let units = base.admin_units.records.iter().flat_map(|record| record.timeline.entries());
    let provinces = units.filter_map(|(_, unit)| unit).filter(|unit| unit.level == AdminLevel::Province);
    provinces.filter_map(|province| province.crs).next().unwrap_or(Crs::THAI_NGUYEN)
}

/// Days and measures of vehicles at which the network changes. Between them every network is the same.
#[derive(Clone, Debug)]
pub(super) struct Changes {
    /// Days on which a record of a link, section or node begins, changes or ends.
    recorded: Vec<Date>,
    /// Days on which links open.
    openings: Vec<Date>,
    /// Whether some link is closed to trucks.
    no_trucks: bool,
    /// Known limits of weight, axle load and height, each in ascending order.
    limits: [Vec<f64>; 3],
}

/// A network's place among the [`Changes`]: equal keys mean equal networks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NetworkKey {
    recorded: usize,
    opened: usize,
    /// Whether links that are closed to trucks are left out.
    without_no_trucks: bool,
    /// How many of the known limits of weight, axle load and height the vehicle exceeds.
    exceeded: [usize; 3],
}

impl Changes {
    pub fn of(base: &Base) -> Self {
        let mut recorded = days_of(&base.road_links.records);
        recorded.extend(days_of(&base.road_sections.records));
        recorded.extend(days_of(&base.transport_nodes.records));
        let links =
            || base.road_links.records.iter().flat_map(|record| record.timeline.entries()).filter_map(|(_, link)| link);
        let mut openings: Vec<Date> = links().filter_map(|link| link.opens_on).collect();
        let limits = |limit: fn(&RoadLink) -> Option<f64>| {
            let mut limits: Vec<f64> = links().filter_map(limit).collect();
            limits.sort_unstable_by(f64::total_cmp);
            limits.dedup();
            limits
        };
        let limits =
            [limits(|link| link.max_weight_t), limits(|link| link.max_axle_t), limits(|link| link.max_height_m)];
        recorded.sort_unstable();
        recorded.dedup();
        openings.sort_unstable();
        openings.dedup();
        let no_trucks = links().any(|link| link.trucks == Some(false));
        Changes { recorded, openings, no_trucks, limits }
    }

    pub fn key(&self, on: NetworkDay) -> NetworkKey {
        let truck = on.vehicle.truck();
        let own = truck.map_or([None; 3], |truck| [truck.gross_weight_t, truck.axle_load_t, truck.height_m]);
        let exceeded = |kind: usize| own[kind].map_or(0, |own| self.limits[kind].partition_point(|most| *most < own));
        NetworkKey {
            recorded: self.recorded.partition_point(|day| *day <= on.as_of),
            opened: self.openings.partition_point(|day| *day <= on.network_on),
            without_no_trucks: truck.is_some() && self.no_trucks,
            exceeded: [exceeded(0), exceeded(1), exceeded(2)],
        }
    }
}

fn days_of<T>(records: &[Record<T>]) -> Vec<Date> {
    records.iter().flat_map(|record| record.timeline.entries().map(|(day, _)| day)).collect()
}
