//! The nearest points that keep others at a distance, before and after a place, across the joints of sections of one road.

use std::rc::Rc;

use geo::{Coord, Distance, Euclidean, Point};

use super::known::{KnownRoads, Road};
use super::surroundings::whole_millimetres;
use crate::model::{ChainageBasis, DataClass, GeometryAccuracy, Id, Side};
use crate::query::roadside::points::PlacedPoint;

/// Ends of sections nearer than this are one joint, metres.
const JOINT_M: f64 = 50.0;
/// So many joints are crossed on each side.
const MOST_JOINTS: usize = 3;

/// A point that takes room, or may.
#[derive(Clone)]
pub(super) struct Neighbour<'v> {
    pub id: &'v Id,
    /// On its own section, metres.
    pub chainage_m: f64,
    /// Along the road, whole millimetres, told in metres.
    pub gap_m: f64,
    /// Whether both chainages are surveyed and told in one count.
    pub is_surveyed: bool,
    /// Whether it surely takes room: its permit is on record and its side known.
    pub is_sure: bool,
    /// The sections between, beyond the place's own.
    pub crossed: Vec<Rc<Road<'v>>>,
}

/// A look along a road from a place.
struct Look<'a, 'v> {
    known: &'a KnownRoads<'v>,
    except: Option<&'a Id>,
    /// Beyond this nothing matters, metres.
    within_m: f64,
}

/// Neighbours on a side: before and after, the nearest that surely takes room and a nearer one that may.
pub(super) fn neighbours<'v>(
    known: &KnownRoads<'v>,
    road: &Rc<Road<'v>>,
    (chainage_m, basis): (f64, ChainageBasis),
    side: Side,
    except: Option<&Id>,
) -> Vec<Neighbour<'v>> {
    let within_m = known.rules().farthest_spacing_m() + known.rules().tolerance_m(ChainageBasis::Computed);
    let look = Look { known, except, within_m };
    let mut found = vec![];
    for grows in [false, true] {
        look.along(road, chainage_m, basis == ChainageBasis::Surveyed, side, grows, &mut found);
    }
    found
}

impl<'v> Look<'_, 'v> {
    fn along(
        &self,
        start: &Rc<Road<'v>>,
        chainage_m: f64,
        is_surveyed: bool,
        side: Side,
        grows: bool,
        found: &mut Vec<Neighbour<'v>>,
    ) {
        let mut here = Rc::clone(start);
        let (mut from_m, mut side, mut grows, mut walked, mut is_surveyed) =
            (chainage_m, side, grows, 0.0, is_surveyed);
        let mut crossed: Vec<Rc<Road<'v>>> = vec![];
        for _ in 0..=MOST_JOINTS {
            let mut ahead = self.ahead(&here, from_m, side, grows);
            ahead.sort_by(|one, other| one.0.total_cmp(&other.0));
            for (gap, point, is_sure) in ahead {
                let Some((at, _)) = point.chainage else { continue };
                let gap_m = whole_millimetres(walked + gap);
                let is_surveyed = is_surveyed && is_point_surveyed(point);
                let crossed = crossed.clone();
                found.push(Neighbour { id: &point.on.record.id, chainage_m: at, gap_m, is_surveyed, is_sure, crossed });
                if is_sure {
                    return;
                }
            }
            let (first, last) = here.line.span();
            let end_m = if grows { last } else { first };
            walked += (end_m - from_m).abs();
            let Some(joint) = self.joint(&here, end_m, &crossed, start).filter(|_| walked <= self.within_m) else {
                return;
            };
            // Chainage that does not go on in one count was counted from two starts.
            is_surveyed &= joint.enters_growing == grows && (joint.from_m - end_m).abs() < 1.0;
            is_surveyed &= [here.line.basis_at(end_m), joint.road.line.basis_at(joint.from_m)]
                .iter()
                .all(|basis| *basis == ChainageBasis::Surveyed);
            if joint.enters_growing != grows {
                side = opposite(side);
            }
            (grows, from_m) = (joint.enters_growing, joint.from_m);
            crossed.push(Rc::clone(&joint.road));
            here = joint.road;
        }
    }

    /// Points that take room, or may, ahead of a chainage; with their distance.
    fn ahead<'r>(
        &self,
        road: &'r Road<'v>,
        from_m: f64,
        side: Side,
        grows: bool,
    ) -> Vec<(f64, &'r PlacedPoint<'v>, bool)> {
        let ahead = road.points.iter().filter_map(|point| {
            let (at, _) = point.chainage?;
            let gap = if grows { at - from_m } else { from_m - at };
            // A point at the place itself is met once, going forward.
            let is_ahead = if grows { gap >= 0.0 } else { gap > 0.0 };
            let may_be_here = point.side.is_none_or(|of| of == side) && point.on.takes_room();
            let is_sure = point.side.is_some() && point.on.permit.is_some();
            (is_ahead && may_be_here && self.except != Some(&point.on.record.id)).then_some((gap, point, is_sure))
        });
        ahead.collect()
    }

    /// The section of the same road that begins or ends where this one ends.
    fn joint(&self, road: &Road<'v>, end_m: f64, crossed: &[Rc<Road<'v>>], start: &Rc<Road<'v>>) -> Option<Joint<'v>> {
        let number = road.section.road_ref.as_deref()?;
        let end = road.line.at(end_m)?;
        let view = self.known.view;
        let is_known = |id: &Id| {
            *id == road.record.id || *id == start.record.id || crossed.iter().any(|other| other.record.id == *id)
        };
        let records = view
            .snapshot
            .base()
            .road_sections
            .within(Some(&crate::model::Bbox::around_position(end, JOINT_M)), view.as_of);
        let same_road = records.into_iter().filter(|(record, section)| {
            section.road_ref.as_deref() == Some(number) && section.class == road.section.class && !is_known(&record.id)
        });
        let joints = same_road.filter_map(|(record, _)| {
            let next = self.known.find(&record.id)?;
            let (first, last) = next.line.span();
            let apart = |at: f64| next.line.at(at).map(|at| metres_between(road, end, at));
            let (to_first, to_last) = (apart(first)?, apart(last)?);
            let enters_growing = to_first <= to_last;
            let nearest = to_first.min(to_last);
            let from_m = if enters_growing { first } else { last };
            (nearest <= JOINT_M).then_some((nearest, Joint { road: next, from_m, enters_growing }))
        });
        joints.min_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, joint)| joint)
    }
}

/// Where another section goes on.
struct Joint<'v> {
    road: Rc<Road<'v>>,
    from_m: f64,
    enters_growing: bool,
}

fn metres_between(road: &Road, one: Coord<f64>, other: Coord<f64>) -> f64 {
    let frame = road.line.frame();
    Euclidean.distance(frame.to_metric(&Point(one)).0, frame.to_metric(&Point(other)).0)
}

/// The other side.
pub(super) fn opposite(side: Side) -> Side {
    match side {
        Side::Left => Side::Right,
        Side::Right => Side::Left,
    }
}

/// Whether the chainage of a point is a survey: written down as one, or read off posts at a surveyed position.
pub(super) fn is_point_surveyed(placed: &PlacedPoint) -> bool {
    let is_basis = placed.chainage.is_some_and(|(_, basis)| basis == ChainageBasis::Surveyed);
    let point = placed.on.point;
    let is_placed = point.chainage.is_some() || point.geometry_accuracy == GeometryAccuracy::Surveyed;
    is_basis && is_placed && point.data_class == DataClass::Fact
}
