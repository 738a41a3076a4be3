//! Which records stand in a layer, and where what is said of each is found.

use geo::{Geometry, Intersects};

use super::calc;
use super::selection::Selection;
use crate::export::Value;
use crate::index::{Record, View};
use crate::model::{Audience, Bbox, Body, ConnectionPoint, DataLayer, Date, Id, LonLat, MarketingState, Timeline};
use crate::query::layers::{self, ZoneLayerFilter};
use crate::query::lots::LotSort;
use crate::query::material_zones::{MaterialFilter, material_zones};
use crate::query::page::PageRequest;
use crate::query::resettlement_sites::{SiteFilter, resettlement_sites};
use crate::query::zones::{ZoneFilter, ZoneSort, zones};
use crate::query::{clearance, lots};

/// A facet as it stands on the day, and since when.
pub type Facet = Option<(Date, Body)>;

/// What is said of a record: one entry a facet of the layer, and what is worked out.
pub struct Said {
    /// In the order of the layer's facets.
    pub facets: Vec<Facet>,
    /// In the order of the layer's worked-out columns.
    pub calc: Vec<Value>,
}

/// A record of a layer. What is said of it is put together when its row is wanted.
pub struct Entry<'v> {
    /// Its id.
    pub id: &'v Id,
    /// Its shape in degrees.
    pub geometry: Option<&'v Geometry<f64>>,
    say: Box<dyn Fn() -> Said + 'v>,
}

impl<'v> Entry<'v> {
    fn new(id: &'v Id, geometry: Option<&'v Geometry<f64>>, say: impl Fn() -> Said + 'v) -> Self {
        Entry { id, geometry, say: Box::new(say) }
    }

    /// A record of one facet, of which nothing is worked out.
    fn plain<T: Clone>(
        record: &'v Record<T>,
        geometry: Option<&'v Geometry<f64>>,
        day: Date,
        wrap: fn(T) -> Body,
    ) -> Self {
        Entry::new(&record.id, geometry, move || Said {
            facets: vec![facet(&record.timeline, day, wrap)],
            calc: vec![],
        })
    }

    /// What is said of it.
    pub fn said(&self) -> Said {
        (self.say)()
    }
}

fn facet<T: Clone>(timeline: &Timeline<T>, day: Date, wrap: fn(T) -> Body) -> Facet {
    timeline.entry_at(day).map(|(since, value)| (since, wrap(value.clone())))
}

fn shape(geometry: &Option<LonLat<Geometry<f64>>>) -> Option<&Geometry<f64>> {
    geometry.as_ref().map(LonLat::get)
}

/// The records of a layer on the day of the view.
pub fn entries<'v>(view: &'v View, layer: DataLayer, selection: &Selection, audience: Audience) -> Vec<Entry<'v>> {
    let (day, all, bbox) = (view.as_of, PageRequest::everything(), selection.bbox.as_ref());
    let base = view.snapshot.base();
    match layer {
        DataLayer::Zones => zone_entries(view, selection),
        DataLayer::ZoneParts => part_entries(view, selection),
        DataLayer::Lots => lot_entries(view, selection, audience),
        DataLayer::ClearanceAreas => area_entries(view, selection, audience),
        DataLayer::ResettlementSites => site_entries(view, selection),
        DataLayer::Roads => road_entries(view, bbox),
        DataLayer::ConnectionPoints => point_entries(view, selection),
        DataLayer::KmPosts => base
            .km_posts
            .within(bbox, day)
            .into_iter()
            .map(|(record, post)| {
                Entry::new(&record.id, Some(post.geometry.get()), move || Said {
                    facets: vec![facet(&record.timeline, day, Body::KmPost)],
                    calc: calc::road(view, &post.section),
                })
            })
            .collect(),
        DataLayer::Gates => gate_entries(view, selection),
        DataLayer::InternalRoads => internal_road_entries(view, selection),
        DataLayer::TransportNodes => layers::transport_nodes(view, bbox, &all)
            .records
            .into_iter()
            .map(|(record, node)| Entry::plain(record, Some(node.geometry.get()), day, Body::TransportNode))
            .collect(),
        DataLayer::MaterialZones => {
            let filter = MaterialFilter { bbox: selection.bbox, ..MaterialFilter::default() };
            let found = material_zones(view, &filter, &all).records.into_iter();
            found.map(|(record, zone)| Entry::plain(record, shape(&zone.geometry), day, Body::MaterialZone)).collect()
        }
        DataLayer::Constraints => layers::constraints(view, bbox, &all)
            .records
            .into_iter()
            .map(|(record, limit)| Entry::plain(record, Some(limit.geometry.get()), day, Body::Constraint))
            .collect(),
        DataLayer::AdminUnits => {
            let found = base.admin_units.within(bbox, day).into_iter();
            found
                .filter(|(_, unit)| touches(bbox, shape(&unit.geometry)))
                .map(|(record, unit)| Entry::plain(record, shape(&unit.geometry), day, Body::AdminUnit))
                .collect()
        }
        DataLayer::Places => layers::places(view, bbox, &all)
            .records
            .into_iter()
            .map(|(record, place)| Entry::plain(record, Some(place.geometry.get()), day, Body::Place))
            .collect(),
    }
}

fn touches(bbox: Option<&Bbox>, geometry: Option<&Geometry<f64>>) -> bool {
    bbox.is_none_or(|bbox| geometry.is_some_and(|geometry| geometry.intersects(&bbox.rect())))
}

fn zone_entries<'v>(view: &'v View, selection: &Selection) -> Vec<Entry<'v>> {
    let filter = ZoneFilter { bbox: selection.bbox, ..ZoneFilter::default() };
    let found = zones(view, &filter, ZoneSort::Id, &PageRequest::everything()).records;
    let wanted = found.into_iter().filter(|answer| selection.takes(&answer.shard.id));
    let entry = |answer: crate::query::zones::ZoneAnswer<'v>| {
        Entry::new(&answer.shard.id, shape(&answer.zone.location), move || Said {
            facets: vec![facet(&answer.shard.zone, answer.day, Body::Zone)],
            calc: calc::zone(&answer),
        })
    };
    wanted.map(entry).collect()
}

fn part_entries<'v>(view: &'v View, selection: &Selection) -> Vec<Entry<'v>> {
    let found = zones(view, &ZoneFilter::default(), ZoneSort::Id, &PageRequest::everything()).records;
    let wanted = found.into_iter().filter(|answer| selection.takes(&answer.shard.id));
    let parts = wanted.flat_map(|answer| {
        let zone = answer.zone;
        answer.parts.into_iter().map(move |part| (zone, part))
    });
    let touching = parts.filter(|(_, part)| touches(selection.bbox.as_ref(), shape(&part.part.geometry)));
    let entry = |(zone, answer): (&'v crate::model::Zone, crate::query::zones::PartAnswer<'v>)| {
        Entry::new(&answer.record.id, shape(&answer.part.geometry), move || Said {
            facets: vec![facet(&answer.record.timeline, answer.day, Body::ZonePart)],
            calc: calc::part(zone, &answer),
        })
    };
    touching.map(entry).collect()
}

fn lot_entries<'v>(view: &'v View, selection: &Selection, audience: Audience) -> Vec<Entry<'v>> {
    let sort: LotSort = selection.lot_sort;
    let found = lots::lots(view, &selection.lots, sort, &PageRequest::everything());
    let entry = |hit: lots::LotHit<'v>| {
        let record = &hit.shard.lots[hit.at];
        let geometry = record.core.at(view.as_of).map(|lot| lot.geometry.get());
        Entry::new(&record.id, geometry, move || {
            let day = view.as_of;
            // The public is told that a lot is leased, not what stood on record of its offer.
            let is_told = audience == Audience::Office || hit.day.marketing != Some(MarketingState::Leased);
            Said {
                facets: vec![
                    facet(&record.core, day, Body::Lot),
                    facet(&record.tenure, day, Body::Tenure),
                    facet(&record.servicing, day, Body::Servicing),
                    facet(&record.marketing, day, Body::Marketing).filter(|_| is_told),
                    facet(&record.occupation, day, Body::Occupation),
                ],
                calc: calc::lot(view, &hit),
            }
        })
    };
    found.records.into_iter().map(entry).collect()
}

fn area_entries<'v>(view: &'v View, selection: &Selection, audience: Audience) -> Vec<Entry<'v>> {
    let shards = view.snapshot.zones().iter().filter(|shard| selection.takes(&shard.id));
    let areas = shards.flat_map(|shard| clearance::of_zone(view, shard, audience));
    let touching = areas.filter(|answer| touches(selection.bbox.as_ref(), Some(answer.area.geometry.get())));
    let entry = |answer: clearance::AreaAnswer<'v>| {
        Entry::new(&answer.record.id, Some(answer.area.geometry.get()), move || Said {
            facets: vec![
                facet(&answer.record.core, answer.day, Body::ClearanceArea),
                facet(&answer.record.graves, answer.day, Body::Graves),
                facet(&answer.record.money, answer.day, Body::Money),
            ],
            calc: calc::area(&answer),
        })
    };
    touching.map(entry).collect()
}

fn site_entries<'v>(view: &'v View, selection: &Selection) -> Vec<Entry<'v>> {
    let filter = SiteFilter { zones: selection.zones.clone(), bbox: selection.bbox, ..SiteFilter::default() };
    let found = resettlement_sites(view, &filter, &PageRequest::everything()).records.into_iter();
    found
        .map(|answer| {
            Entry::new(&answer.record.id, shape(&answer.site.geometry), move || {
                let plots = answer.counted_on().zip(answer.plots().cloned());
                Said {
                    facets: vec![
                        facet(&answer.record.timeline, answer.day, Body::ResettlementSite),
                        plots.map(|(since, plots)| (since, Body::ResettlementPlots(plots))),
                    ],
                    calc: vec![],
                }
            })
        })
        .collect()
}

/// A row a link; a section that was never drawn has a row of its own, without a shape.
fn road_entries<'v>(view: &'v View, bbox: Option<&Bbox>) -> Vec<Entry<'v>> {
    let (day, base) = (view.as_of, view.snapshot.base());
    let mut entries = Vec::new();
    for answer in layers::roads(view, bbox, &PageRequest::everything()).records {
        let section = answer.record;
        let links = base.links_of_section.get(&section.id).into_iter().flatten();
        let links = links.map(|at| &base.road_links.records[*at as usize]);
        // A link that moved to another section belongs to the one it names on the day.
        let links = links.filter_map(|record| Some((record, record.timeline.at(day)?)));
        let before = entries.len();
        entries.extend(links.filter(|(_, link)| link.section == section.id).map(|(record, link)| {
            Entry::new(&record.id, Some(link.geometry.get()), move || Said {
                facets: vec![
                    facet(&record.timeline, day, Body::RoadLink),
                    facet(&section.timeline, day, Body::RoadSection),
                ],
                calc: vec![],
            })
        }));
        if entries.len() == before {
            entries.push(Entry::new(&section.id, None, move || Said {
                facets: vec![None, facet(&section.timeline, day, Body::RoadSection)],
                calc: vec![],
            }));
        }
    }
    entries
}

/// With zones asked for, the points that serve a part of one.
fn point_entries<'v>(view: &'v View, selection: &Selection) -> Vec<Entry<'v>> {
    let (day, base) = (view.as_of, view.snapshot.base());
    let serves = |point: &ConnectionPoint| {
        let zone = point.zone_part.as_ref().map(Id::zone);
        selection.zones.is_empty() || selection.zones.iter().any(|wanted| zone == Some(wanted.as_str()))
    };
    let found = base.connection_points.within(selection.bbox.as_ref(), day).into_iter();
    found
        .filter(|(_, point)| serves(point))
        .map(|(record, point)| {
            Entry::new(&record.id, Some(point.geometry.get()), move || {
                let permit = base.connection_permits.find(record.id.as_str());
                let zone = point.zone_part.as_ref().and_then(|part| Id::new(part.zone()).ok());
                let zone =
                    zone.map_or_else(|| vec![Value::Nothing, Value::Nothing], |zone| calc::zone_name(view, &zone));
                Said {
                    facets: vec![
                        facet(&record.timeline, day, Body::ConnectionPoint),
                        permit.and_then(|permit| facet(&permit.timeline, day, Body::ConnectionPermit)),
                    ],
                    calc: [calc::road(view, &point.section), zone].concat(),
                }
            })
        })
        .collect()
}

fn gate_entries<'v>(view: &'v View, selection: &Selection) -> Vec<Entry<'v>> {
    let (day, filter) = (view.as_of, within_zones(selection));
    let found = layers::gates(view, &filter, &PageRequest::everything()).records.into_iter();
    found
        .map(|answer| {
            let record = answer.record;
            Entry::new(&record.id, Some(answer.gate.geometry.get()), move || Said {
                facets: vec![
                    facet(&record.core, day, Body::Gate),
                    facet(&record.connection, day, Body::GateConnection),
                ],
                calc: calc::zone_name(view, answer.zone),
            })
        })
        .collect()
}

fn internal_road_entries<'v>(view: &'v View, selection: &Selection) -> Vec<Entry<'v>> {
    let (day, filter) = (view.as_of, within_zones(selection));
    let found = layers::internal_roads(view, &filter, &PageRequest::everything()).records.into_iter();
    found
        .map(|answer| {
            Entry::new(&answer.record.id, Some(answer.road.geometry.get()), move || Said {
                facets: vec![facet(&answer.record.timeline, day, Body::InternalRoad)],
                calc: calc::zone_name(view, answer.zone),
            })
        })
        .collect()
}

fn within_zones(selection: &Selection) -> ZoneLayerFilter {
    ZoneLayerFilter { bbox: selection.bbox, zones: selection.zones.clone() }
}
