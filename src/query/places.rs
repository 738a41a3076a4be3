//! Places between which one asks for a way: a lot, a zone, a transport node, or a position.

use geo::Coord;

use crate::index::network::{Snap, Spot};
use crate::index::{Origin, RoadsOn, View};
use crate::model::{AccessClass, Id, NoAccess, PlaceBasis};

/// A place that is asked about.
#[derive(Clone, Debug, PartialEq)]
pub enum PlaceAsked {
    /// A lot.
    Lot(Id),
    /// A zone.
    Zone(Id),
    /// A transport node.
    Node(Id),
    /// A position, degrees.
    Position(Coord<f64>),
}

/// A place where it meets the network.
#[derive(Clone, Debug, PartialEq)]
pub struct Place<'v> {
    /// What was asked.
    pub asked: PlaceAsked,
    /// What its doors are.
    pub basis: PlaceBasis,
    /// Where it is entered and left, best known first. None when nobody knows where it is.
    pub doors: Vec<Door<'v>>,
}

/// A point at which a place is entered and left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Door<'v> {
    /// Its position, degrees.
    pub at: Coord<f64>,
    /// The gate it is.
    pub gate: Option<&'v Id>,
    /// Where it meets the network; `None` when no road is within 5 km.
    pub meets: Option<Meeting>,
}

/// Where a door meets the network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Meeting {
    /// The spot.
    pub spot: Spot,
    /// From the door to the spot as the crow flies, millimetres.
    pub off_network: u32,
    /// How a position was brought onto a link; `None` for a transport node that is itself a node of the network.
    pub snap: Option<Snap>,
}

impl From<Snap> for Meeting {
    fn from(snap: Snap) -> Self {
        Meeting { spot: snap.spot, off_network: snap.off_network, snap: Some(snap) }
    }
}

/// There is no such place on the asked day.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("there is no {0:?} on that day")]
pub struct UnknownPlace(pub PlaceAsked);

/// Finds a place and where it meets the network.
///
/// **Errors**: [`UnknownPlace`] for an id that is not on record on the asked day.
pub fn find_place<'v>(view: &'v View, roads: &RoadsOn, asked: &PlaceAsked) -> Result<Place<'v>, UnknownPlace> {
    let found = match asked {
        PlaceAsked::Lot(id) => lot(view, roads, id),
        PlaceAsked::Zone(id) => zone(view, roads, id),
        PlaceAsked::Node(id) => node(view, roads, id),
        PlaceAsked::Position(at) => {
            let door = Door { at: *at, gate: None, meets: roads.network.snap(*at).map(Meeting::from) };
            Some((PlaceBasis::Point, vec![door]))
        }
    };
    let (basis, doors) = found.ok_or_else(|| UnknownPlace(asked.clone()))?;
    Ok(Place { asked: asked.clone(), basis, doors })
}

type Found<'v> = Option<(PlaceBasis, Vec<Door<'v>>)>;

fn lot<'v>(view: &'v View, roads: &RoadsOn, id: &Id) -> Found<'v> {
    let shard = view.snapshot.zone(id.zone())?;
    let at = shard.find_lot(id.as_str())?;
    view.lot_day(shard, at)?;
    Some(doors(view, id.zone(), &*view.lot_origin(shard, at, roads)?))
}

fn zone<'v>(view: &'v View, roads: &RoadsOn, id: &Id) -> Found<'v> {
    let shard = view.snapshot.zone(id.as_str())?;
    shard.zone.at(view.as_of)?;
    Some(doors(view, id.as_str(), &view.zone_origin(shard, roads)))
}

fn doors<'v>(view: &'v View, zone: &str, origin: &Origin) -> (PlaceBasis, Vec<Door<'v>>) {
    let shard = view.snapshot.zone(zone);
    let door = |start: &crate::index::Start| Door {
        at: start.at,
        gate: shard.and_then(|shard| shard.gate_of(start)),
        meets: start.snap.map(Meeting::from),
    };
    (origin.basis, origin.starts.iter().map(door).collect())
}

fn node<'v>(view: &'v View, roads: &RoadsOn, id: &Id) -> Found<'v> {
    let node = view.snapshot.base().transport_nodes.find(id.as_str())?.timeline.at(view.as_of)?;
    let geo::Geometry::Point(at) = node.geometry.get() else { return None };
    let meets = roads.network.spot_of(node).map(|(spot, off_network)| {
        let snap = (off_network > 0).then(|| roads.network.snap(at.0)).flatten();
        Meeting { spot, off_network, snap }
    });
    Some((PlaceBasis::Node, vec![Door { at: at.0, gate: None, meets }]))
}

impl<'v> Place<'v> {
    /// Doors that meet the network.
    pub fn met(&self) -> impl Iterator<Item = (&Door<'v>, Meeting)> {
        self.doors.iter().filter_map(|door| Some((door, door.meets?)))
    }

    /// Why nothing can be reached from here; `None` when a road is near.
    pub fn lost(&self) -> Option<NoAccess> {
        if self.doors.is_empty() {
            return Some(NoAccess::Unlocated);
        }
        self.met().next().is_none().then_some(NoAccess::OffNetwork)
    }
}

/// How far a class is from somewhere, over the network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClassDistance {
    /// Which class.
    pub class: AccessClass,
    /// Millimetres over the network.
    pub distance: u32,
    /// Milliseconds of the asked vehicle.
    pub time: u32,
    /// From the place to the network as the crow flies, millimetres.
    pub off_network: u32,
}

/// How far every class is from an origin; a class that cannot be reached is left out.
pub fn class_distances(roads: &RoadsOn, origin: &Origin) -> Vec<ClassDistance> {
    use crate::model::{Coded, Vehicle};
    let of_class = |class: &AccessClass| {
        origin.distance(*class)?;
        let (start, nearest) = origin.nearest(&roads.network, *class)?;
        let time = if roads.vehicle == Vehicle::Car { nearest.car } else { nearest.truck };
        let off_network = start.snap?.off_network;
        Some(ClassDistance { class: *class, distance: nearest.distance, time, off_network })
    };
    AccessClass::ALL.iter().filter_map(of_class).collect()
}
