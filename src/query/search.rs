//! By name, across everything that has one.

use geo::Coord;

use crate::index::{NameEntry, View};
use crate::model::{Bbox, Coded, Id, Kind, Name};

/// Something found by name.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchResult {
    /// What it is.
    pub kind: Kind,
    /// Which.
    pub id: Id,
    /// What it is called.
    pub name: Name,
    /// What and where it is, in words.
    pub context: Name,
    /// A position on it, degrees; `None` when it was never located.
    pub location: Option<Coord<f64>>,
    /// The box around it.
    pub bbox: Option<Bbox>,
    /// How well it fits, 0 to 1.
    pub score: f64,
}

/// Records on the asked day whose name fits, best first. A lot is found by its id.
pub fn search(view: &View, query: &str, limit: usize) -> Vec<SearchResult> {
    let names = view.snapshot.names();
    // Some hits may not exist on the asked day: look a little further than the limit.
    let hits = names.find(query, limit * 3);
    let by_name = hits.iter().filter_map(|hit| describe(view, &names.entries()[hit.entry as usize], hit.score));
    find_lot(view, query).into_iter().chain(by_name).take(limit).collect()
}

fn find_lot(view: &View, query: &str) -> Option<SearchResult> {
    let id = Id::new(query.trim()).ok()?;
    let hit = crate::query::lots::find_lot(view, &id)?;
    let core = hit.shard.lots[hit.at].core.at(view.as_of)?;
    let zone = hit.shard.zone.at(view.as_of)?;
    let bbox = hit.shard.lots[hit.at].bbox;
    Some(SearchResult {
        kind: Kind::Lot,
        name: Name::new(format!("Lô {}", core.label), format!("Lot {}", core.label)),
        context: zone.name.clone(),
        location: bbox.map(|bbox| bbox.rect().center()),
        bbox,
        score: 1.0,
        id,
    })
}

fn describe(view: &View, entry: &NameEntry, score: f64) -> Option<SearchResult> {
    let (context, location, bbox) = match entry.kind {
        Kind::Zone => describe_zone(view, &entry.id)?,
        Kind::ZonePart => describe_part(view, &entry.id)?,
        Kind::Place => {
            let place = view.snapshot.base().places.find(entry.id.as_str())?.timeline.at(view.as_of)?;
            let bbox = Bbox::around(place.geometry.get());
            (label_of(place.class), centre(bbox), None)
        }
        Kind::RoadSection => describe_road(view, &entry.id)?,
        Kind::TransportNode => {
            let node = view.snapshot.base().transport_nodes.find(entry.id.as_str())?.timeline.at(view.as_of)?;
            (label_of(node.class), centre(Bbox::around(node.geometry.get())), None)
        }
        Kind::MaterialZone => {
            let zone = view.snapshot.base().material_zones.find(entry.id.as_str())?.timeline.at(view.as_of)?;
            let position = zone.geometry.as_ref().and_then(|geometry| centre(Bbox::around(geometry.get())));
            (label_of(zone.kind), position, None)
        }
        _ => return None,
    };
    Some(SearchResult {
        kind: entry.kind,
        id: entry.id.clone(),
        name: entry.name.clone(),
        context,
        location,
        bbox,
        score,
    })
}

type Description = (Name, Option<Coord<f64>>, Option<Bbox>);

fn describe_zone(view: &View, id: &Id) -> Option<Description> {
    let shard = view.snapshot.zone(id.as_str())?;
    let zone = shard.zone.at(view.as_of)?;
    let commune = zone.commune.as_ref().and_then(|id| view.snapshot.base().admin_units.find(id.as_str()));
    let commune = commune.and_then(|record| record.timeline.entries().filter_map(|(_, unit)| unit).next_back());
    let kind = label_of(zone.kind);
    let context = match commune {
        Some(unit) => Name::new(format!("{} · {}", kind.vi, unit.name.vi), format!("{} · {}", kind.en, unit.name.en)),
        None => kind,
    };
    let location = zone.location.as_ref().and_then(|location| centre(Bbox::around(location.get())));
    Some((context, location.or(centre(shard.bbox)), shard.bbox))
}

fn describe_part(view: &View, id: &Id) -> Option<Description> {
    let shard = view.snapshot.zone(id.zone())?;
    let part = shard.part_at(id, view.as_of)?;
    let bbox = part.geometry.as_ref().and_then(|geometry| Bbox::around(geometry.get()));
    Some((shard.zone.at(view.as_of)?.name.clone(), centre(bbox), bbox))
}

fn describe_road(view: &View, id: &Id) -> Option<Description> {
    let base = view.snapshot.base();
    let section = base.road_sections.find(id.as_str())?.timeline.at(view.as_of)?;
    let boxes =
        base.links_of_section.get(id).into_iter().flatten().filter_map(|at| {
            Bbox::around(base.road_links.records[*at as usize].timeline.at(view.as_of)?.geometry.get())
        });
    let bbox = boxes.reduce(|one, other| one.union(&other));
    Some((label_of(section.class), centre(bbox), bbox))
}

fn centre(bbox: Option<Bbox>) -> Option<Coord<f64>> {
    bbox.map(|bbox| bbox.rect().center())
}

fn label_of(code: impl Coded) -> Name {
    let label = code.label();
    Name::new(label.vi, label.en)
}
