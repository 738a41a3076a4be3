//! What belongs to no zone: roads, transport nodes, places, administrative units, water, raw materials, authorities.

use std::collections::BTreeMap;

use super::{BoxTree, Inconsistency, Record, find_record};
use crate::model::{
    AdminUnit, Agency, Bbox, Body, ConnectionPermit, ConnectionPoint, Constraint, Crs, Date, Fact, Id, Kind, KmPost,
    MaterialZone, Place, ResettlementPlots, ResettlementSite, RoadLink, RoadSection, RowKey, Timeline, TransportNode,
};

/// One kind of record with the tree of its boxes.
#[derive(Clone, Debug)]
pub struct Layer<T> {
    /// Sorted by id.
    pub records: Vec<Record<T>>,
    /// Boxes around everything a record ever was; owners are positions in `records`.
    pub boxes: BoxTree,
}

impl<T> Default for Layer<T> {
    fn default() -> Self {
        Layer { records: Vec::new(), boxes: BoxTree::default() }
    }
}

impl<T> Layer<T> {
    /// A record by id.
    pub fn find(&self, id: &str) -> Option<&Record<T>> {
        find_record(&self.records, id)
    }

    /// Records that exist on a day and whose box shares a point with `bbox` (`None` = everywhere), in order of id.
    pub fn within<'l>(&'l self, bbox: Option<&Bbox>, day: Date) -> Vec<(&'l Record<T>, &'l T)> {
        let on_that_day = |record: &'l Record<T>| record.timeline.at(day).map(|value| (record, value));
        match bbox {
            None => self.records.iter().filter_map(on_that_day).collect(),
            Some(bbox) => self
                .boxes
                .intersecting(bbox)
                .into_iter()
                .filter_map(|at| on_that_day(&self.records[at as usize]))
                .collect(),
        }
    }
}

/// Everything that belongs to no zone.
#[derive(Clone, Debug, Default)]
pub struct Base {
    /// Authorities.
    pub agencies: Layer<Agency>,
    /// Administrative units.
    pub admin_units: Layer<AdminUnit>,
    /// Labels.
    pub places: Layer<Place>,
    /// Road sections; their boxes are those of their links.
    pub road_sections: Layer<RoadSection>,
    /// Road links.
    pub road_links: Layer<RoadLink>,
    /// Positions in `road_links` of the links of a section.
    pub links_of_section: BTreeMap<Id, Vec<u32>>,
    /// Positions in `connection_points` of the points of a section.
    pub points_of_section: BTreeMap<Id, Vec<u32>>,
    /// Where branch roads meet main roads.
    pub connection_points: Layer<ConnectionPoint>,
    /// Their permits; no boxes.
    pub connection_permits: Layer<ConnectionPermit>,
    /// Posts that tell the chainage.
    pub km_posts: Layer<KmPost>,
    /// Interchanges, stations, ports.
    pub transport_nodes: Layer<TransportNode>,
    /// Where people and graves go.
    pub resettlement_sites: Layer<ResettlementSite>,
    /// Their plots, as counted; no boxes.
    pub resettlement_plots: Layer<ResettlementPlots>,
    /// Raw-material zones.
    pub material_zones: Layer<MaterialZone>,
    /// Water, railways, other limits.
    pub constraints: Layer<Constraint>,
}

impl Base {
    /// Builds the base of facts sorted by key.
    pub(super) fn build(facts: Vec<Fact>) -> Self {
        let mut collected = Collected::default();
        facts.into_iter().for_each(|fact| collected.add(fact));
        collected.build()
    }

    /// The base with the timelines of some keys replaced.
    pub(super) fn with(&self, keys: &[RowKey], facts: Vec<Fact>) -> Self {
        let mut collected = Collected::of(self);
        keys.iter().for_each(|key| collected.forget(key));
        facts.into_iter().for_each(|fact| collected.add(fact));
        collected.build()
    }

    /// References that lead nowhere.
    pub(super) fn inconsistencies(&self) -> Vec<Inconsistency> {
        let mut found = Vec::new();
        for link in &self.road_links.records {
            let sections = link.timeline.entries().filter_map(|(_, link)| link).map(|link| &link.section);
            for section in sections.filter(|id| self.road_sections.find(id.as_str()).is_none()) {
                found.push(Inconsistency::unknown_reference(
                    Kind::RoadLink,
                    &link.id,
                    "section",
                    section,
                    ("tuyến đường", "road section"),
                ));
            }
            found.extend(self.banned_turns_that_lead_nowhere(link));
        }
        for unit in &self.admin_units.records {
            let heirs = unit.timeline.entries().filter_map(|(_, unit)| unit).flat_map(|unit| &unit.successors);
            for heir in heirs.filter(|id| self.admin_units.find(id.as_str()).is_none()) {
                found.push(Inconsistency::unknown_reference(
                    Kind::AdminUnit,
                    &unit.id,
                    "successors",
                    heir,
                    ("đơn vị hành chính", "administrative unit"),
                ));
            }
        }
        found
    }
}

impl Base {
    /// The zone that roads are measured in: that of the province.
    pub fn crs(&self) -> Crs {
        super::network::crs_of(self)
    }

    /// Banned turns of a link that name a link nobody recorded, or a node that neither of the two links touches.
    fn banned_turns_that_lead_nowhere(&self, record: &Record<RoadLink>) -> Vec<Inconsistency> {
        let unknown =
            |field, value: &Id, noun| Inconsistency::unknown_reference(Kind::RoadLink, &record.id, field, value, noun);
        let turns = record.timeline.entries().filter_map(|(_, link)| link).flat_map(|link| &link.banned_turns);
        turns
            .filter_map(|turn| match self.road_links.find(turn.onto.as_str()) {
                None => Some(unknown("banned_turns.onto", &turn.onto, ("đoạn đường", "road link"))),
                // A link that another one meets midway has no node there, so one of the two is enough.
                Some(onto) if !touches(record, &turn.at) && !touches(onto, &turn.at) => {
                    Some(unknown("banned_turns.at", &turn.at, ("nút của đoạn đường", "node of the link")))
                }
                Some(_) => None,
            })
            .collect()
    }
}

fn touches(record: &Record<RoadLink>, node: &Id) -> bool {
    record.timeline.entries().filter_map(|(_, link)| link).any(|link| link.from_node == *node || link.to_node == *node)
}

/// Timelines of one kind while they are collected.
type Entries<T> = BTreeMap<Id, (u64, Vec<(Date, Option<T>)>)>;

/// Declares the collector once for every kind, so that a new kind is one line.
macro_rules! collector {
    ($($field:ident: $kind:ident $facet:literal => $body:ident($noun:ty), $geometry:expr;)+) => {
        #[derive(Default)]
        struct Collected { $($field: Entries<$noun>,)+ }

        impl Collected {
            fn of(base: &Base) -> Self {
                Collected { $($field: entries_of(&base.$field),)+ }
            }

            fn add(&mut self, fact: Fact) {
                match (fact.key.kind, fact.key.facet.as_str()) {
                    $((Kind::$kind, $facet) => {
                        let entry = self.$field.entry(fact.key.id).or_default();
                        entry.0 = entry.0.max(fact.revision);
                        match fact.body {
                            None => entry.1.push((fact.valid_from, None)),
                            Some(Body::$body(noun)) => entry.1.push((fact.valid_from, Some(noun))),
                            Some(_) => {}
                        }
                    })+
                    // What belongs to a zone never comes here.
                    _ => {}
                }
            }

            fn forget(&mut self, key: &RowKey) {
                match (key.kind, key.facet.as_str()) {
                    $((Kind::$kind, $facet) => drop(self.$field.remove(&key.id)),)+
                    _ => {}
                }
            }

            fn build(self) -> Base {
                let mut base = Base { $($field: layer(self.$field, $geometry),)+ ..Base::default() };
                base.group_links();
                base.group_points();
                base
            }
        }
    };
}
collector! {
    agencies: Agency "core" => Agency(Agency), |_| None;
    admin_units: AdminUnit "core" => AdminUnit(AdminUnit), |unit: &AdminUnit| Bbox::around(unit.geometry.as_ref()?.get());
    places: Place "core" => Place(Place), |place: &Place| Bbox::around(place.geometry.get());
    road_sections: RoadSection "core" => RoadSection(RoadSection), |_| None;
    road_links: RoadLink "core" => RoadLink(RoadLink), |link: &RoadLink| Bbox::around(link.geometry.get());
    connection_points: ConnectionPoint "core" => ConnectionPoint(ConnectionPoint), |point: &ConnectionPoint| Bbox::around(point.geometry.get());
    connection_permits: ConnectionPoint "permit" => ConnectionPermit(ConnectionPermit), |_| None;
    km_posts: KmPost "core" => KmPost(KmPost), |post: &KmPost| Bbox::around(post.geometry.get());
    transport_nodes: TransportNode "core" => TransportNode(TransportNode), |node: &TransportNode| Bbox::around(node.geometry.get());
    resettlement_sites: ResettlementSite "core" => ResettlementSite(ResettlementSite), |site: &ResettlementSite| Bbox::around(site.geometry.as_ref()?.get());
    resettlement_plots: ResettlementSite "plots" => ResettlementPlots(ResettlementPlots), |_| None;
    material_zones: MaterialZone "core" => MaterialZone(MaterialZone), |zone: &MaterialZone| Bbox::around(zone.geometry.as_ref()?.get());
    constraints: Constraint "core" => Constraint(Constraint), |constraint: &Constraint| Bbox::around(constraint.geometry.get());
}

impl Base {
    /// Tells every section its links and gives it the box around them.
    fn group_links(&mut self) {
        let mut boxes: BTreeMap<Id, Bbox> = BTreeMap::new();
        for (at, record) in (0_u32..).zip(&self.road_links.records) {
            for link in record.timeline.entries().filter_map(|(_, link)| link) {
                let links = self.links_of_section.entry(link.section.clone()).or_default();
                if links.last() != Some(&at) {
                    links.push(at);
                }
                if let Some(bbox) = Bbox::around(link.geometry.get()) {
                    boxes.entry(link.section.clone()).and_modify(|all| *all = all.union(&bbox)).or_insert(bbox);
                }
            }
        }
        let sections = (0_u32..).zip(&self.road_sections.records);
        self.road_sections.boxes = BoxTree::new(sections.map(|(at, section)| (at, boxes.get(&section.id).copied())));
    }
}

impl Base {
    /// Tells every section the points that ever lay on it.
    fn group_points(&mut self) {
        for (at, record) in (0_u32..).zip(&self.connection_points.records) {
            for point in record.timeline.entries().filter_map(|(_, point)| point) {
                let points = self.points_of_section.entry(point.section.clone()).or_default();
                if points.last() != Some(&at) {
                    points.push(at);
                }
            }
        }
    }
}

fn entries_of<T: Clone>(layer: &Layer<T>) -> Entries<T> {
    let entries = |record: &Record<T>| record.timeline.entries().map(|(day, value)| (day, value.cloned())).collect();
    layer.records.iter().map(|record| (record.id.clone(), (record.version, entries(record)))).collect()
}

fn layer<T>(entries: Entries<T>, box_of: impl Fn(&T) -> Option<Bbox>) -> Layer<T> {
    let records: Vec<Record<T>> = entries
        .into_iter()
        .map(|(id, (version, entries))| Record { id, version, timeline: Timeline::new(entries) })
        .collect();
    let box_ever = |record: &Record<T>| {
        let values = record.timeline.entries().filter_map(|(_, value)| box_of(value?));
        values.reduce(|one, other| one.union(&other))
    };
    let boxes = BoxTree::new((0_u32..).zip(&records).map(|(at, record)| (at, box_ever(record))));
    Layer { records, boxes }
}
