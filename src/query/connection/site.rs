//! Where somebody wants to connect: which road, at which chainage, on which side.

use std::rc::Rc;

use geo::{Coord, LineString};

use super::known::{KnownRoads, Road};
use crate::index::{Record, View};
use crate::model::{
    BranchType, ChainageBasis, Date, GeometryAccuracy, Id, Metres, MetricFrame, RoadLink, Side, ZonePart,
};
use crate::query::planning_info::nearest;

/// Farther than this from every road nothing can be said, metres.
pub const ROAD_WITHIN_M: f64 = 5_000.0;

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Where.
    pub place: Place,
    /// The part of a zone it would serve.
    pub zone_part: Option<Id>,
    /// What would join.
    pub branch_type: BranchType,
    /// The line of the branch road, degrees, the junction at either end; `None` = not drawn yet.
    pub branch: Option<LineString<f64>>,
    /// The date of rules and authorities.
    pub date: Date,
}

/// Where a branch road would join.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// At the spot of a road nearest to a position, degrees; the side is where the position lies unless given.
    At(Coord<f64>, Option<Side>),
    /// At a chainage of a section, metres.
    On {
        /// The section.
        section: Id,
        /// Chainage.
        chainage_m: f64,
        /// Side, seen with growing chainage.
        side: Side,
    },
}

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum AskError {
    /// No road near enough.
    #[error("no road within {ROAD_WITHIN_M} m")]
    NoRoad {
        /// How far the nearest is, metres; `None` = none within 100 km.
        nearest_m: Option<f64>,
    },
    /// No such section on the day.
    #[error("there is no section {0}")]
    UnknownSection(Id),
    /// Nobody drew the section.
    #[error("section {0} is not drawn")]
    NotDrawn(Id),
    /// A chainage the section does not have.
    #[error("chainage {value_m} m is outside {from_m}–{to_m} m")]
    OutsideSpan {
        /// What was asked, metres.
        value_m: f64,
        /// Where the section begins.
        from_m: f64,
        /// Where it ends.
        to_m: f64,
    },
    /// A chainage where nothing is drawn.
    #[error("chainage {0} m lies in a gap of the drawn line")]
    InGap(f64),
    /// No such part of a zone on the day.
    #[error("there is no zone part {0}")]
    UnknownZonePart(Id),
    /// The position lies on the centreline, so the side must be said.
    #[error("the position lies on the centreline: side is missing")]
    NoSide,
}

/// A place along a road.
#[derive(Clone)]
pub struct Site<'v> {
    /// The road.
    pub road: Rc<Road<'v>>,
    /// Chainage, metres.
    pub chainage_m: f64,
    /// How it is known.
    pub basis: ChainageBasis,
    /// The side.
    pub side: Side,
    /// From the asked position to the centreline, metres; `None` when it was asked by chainage.
    pub offset_m: Option<f64>,
    /// The spot of the centreline, degrees.
    pub at: Coord<f64>,
    /// How the road was drawn there.
    pub accuracy: GeometryAccuracy,
}

impl<'v> Site<'v> {
    /// A place of a road; `None` where nothing is drawn.
    pub(super) fn on(road: &Rc<Road<'v>>, chainage_m: f64, side: Side) -> Option<Site<'v>> {
        Some(Site {
            road: Rc::clone(road),
            chainage_m,
            basis: road.line.basis_at(chainage_m),
            side,
            offset_m: None,
            at: road.line.at(chainage_m)?,
            accuracy: road.line.accuracy_at(chainage_m),
        })
    }
}

/// Finds the place that is asked about.
///
/// **Errors**: [`AskError`].
pub fn site<'v>(known: &KnownRoads<'v>, asked: &Asked) -> Result<Site<'v>, AskError> {
    match &asked.place {
        Place::At(position, side) => at_position(known, *position, *side),
        Place::On { section, chainage_m, side } => at_chainage(known, section, *chainage_m, *side),
    }
}

fn at_chainage<'v>(known: &KnownRoads<'v>, section: &Id, chainage_m: f64, side: Side) -> Result<Site<'v>, AskError> {
    let is_known = known.view.snapshot.base().road_sections.find(section.as_str());
    if is_known.and_then(|record| record.timeline.at(known.view.as_of)).is_none() {
        return Err(AskError::UnknownSection(section.clone()));
    }
    let road = known.find(section).ok_or_else(|| AskError::NotDrawn(section.clone()))?;
    let (from_m, to_m) = road.line.span();
    // What is told is rounded to a decimetre; what was told may be asked.
    if !(from_m - 0.1..=to_m + 0.1).contains(&chainage_m) {
        return Err(AskError::OutsideSpan { value_m: chainage_m, from_m, to_m });
    }
    let chainage_m = chainage_m.clamp(from_m, to_m);
    Site::on(&road, chainage_m, side).ok_or(AskError::InGap(chainage_m))
}

fn at_position<'v>(known: &KnownRoads<'v>, position: Coord<f64>, side: Option<Side>) -> Result<Site<'v>, AskError> {
    let (link, distance) = nearest_link(known.view, position).ok_or(AskError::NoRoad { nearest_m: None })?;
    if distance.get() > ROAD_WITHIN_M {
        return Err(AskError::NoRoad { nearest_m: Some(distance.get()) });
    }
    let road = known.find(&link.section).ok_or_else(|| AskError::NotDrawn(link.section.clone()))?;
    let located = road.line.locate(position);
    Ok(Site {
        chainage_m: located.chainage_m,
        basis: located.basis,
        side: side.or(located.side).ok_or(AskError::NoSide)?,
        offset_m: Some(located.offset_m),
        at: located.at,
        accuracy: located.accuracy,
        road,
    })
}

/// The nearest link of a road that is open.
fn nearest_link(view: &View, position: Coord<f64>) -> Option<(&RoadLink, Metres)> {
    let base = view.snapshot.base();
    let is_open = |link: &RoadLink| {
        let section = base.road_sections.find(link.section.as_str()).and_then(|record| record.timeline.at(view.as_of));
        section.is_some_and(|section| section.status.is_open())
    };
    let frame = MetricFrame::new(base.crs());
    let ((_, link), distance) =
        nearest(&base.road_links, view, position, &frame, |link| is_open(link).then(|| link.geometry.get()))?;
    Some((link, distance))
}

/// A part of a zone on the day of the view.
pub(super) fn zone_part<'v>(view: &'v View, id: &Id) -> Option<(&'v Record<ZonePart>, &'v ZonePart)> {
    let shard = view.snapshot.zone(id.zone())?;
    let record = shard.parts.iter().find(|part| part.id == *id)?;
    Some((record, record.timeline.at(view.as_of)?))
}
