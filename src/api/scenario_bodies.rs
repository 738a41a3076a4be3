//! A scenario on the wire.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::coded::*;
use super::geojson::{Position, Shape};
use super::geojson_schema::AnyShape;
use super::road_bodies::TextBody;
use crate::model::Revision;

/// What roads that are only thought of, or closed, would change.
#[derive(Serialize, ToSchema)]
#[schema(as = Scenario)]
pub struct ScenarioBody<'a> {
    /// The day the answer is about.
    pub as_of: String,
    /// The revision it was read from.
    pub revision: Revision,
    /// Roads open by this day count.
    pub network_on: String,
    /// What drives.
    pub profile: &'a str,
    /// Its gross weight, tonnes.
    pub gross_weight_t: Option<f64>,
    /// What ways are made short by.
    pub optimise: OptimiseCode,
    /// A zone has access to what is within so many kilometres by the shortest way, that from the gate to the network counted.
    pub limit_km: f64,
    /// Always `illustration`: a scenario is nobody's record.
    pub data_class: DataClassCode,
    /// The roads that were added, in the order of the question.
    pub added: Vec<AddedBody<'a>>,
    /// What was closed, in the order of the question.
    pub closed: Vec<ClosedBody<'a>>,
    /// Zones that change, in order of id; all of them when `all` was asked.
    pub zones: Vec<ZoneChangeBody<'a>>,
    /// How many zones were looked at.
    pub zones_compared: usize,
    /// All zones together.
    pub summary: ScenarioSummaryBody,
    /// Each added road alone beside what is closed, best first: by clean land that gains access, then by hectare-minutes saved; null unless
    /// asked for.
    pub ranking: Option<Vec<RankedBody<'a>>>,
    /// How this answer may be used.
    pub caveat: NameBody<'a>,
}

/// A road that was added.
#[derive(Serialize, ToSchema)]
#[schema(as = ScenarioRoad)]
pub struct AddedBody<'a> {
    /// What it is called.
    pub name: NameBody<'a>,
    /// Its section, when it is on record.
    pub section: Option<&'a str>,
    /// Management class.
    pub class: RoadClassCode,
    /// Speed of the vehicle on it; of a section that of its first link.
    pub speed_kmh: f64,
    /// Whether that is the speed of its class or grade.
    pub speed_is_assumed: bool,
    /// Its length, with what was added at its ends to reach a road.
    pub length_m: f64,
    /// Every place where it joins another road; there are no others.
    pub joins: Vec<JoinBody<'a>>,
    /// The lines it follows, drawn through its joins.
    #[schema(value_type = AnyShape)]
    pub geometry: Shape<'a>,
}

/// Where an added road joins another.
#[derive(Serialize, ToSchema)]
#[schema(as = ScenarioJoin)]
pub struct JoinBody<'a> {
    /// The position.
    #[schema(value_type = [f64; 2])]
    pub at: Position,
    /// `end`, `crossing` or `vertex` (one of its vertices lies on the other road).
    #[schema(example = "crossing")]
    pub kind: &'static str,
    /// The section of the road that was there; null when it is another added road.
    pub section: Option<&'a str>,
    /// The number of another added road, from 0; null otherwise.
    pub added: Option<usize>,
    /// From the end of the line as it was drawn to the other road as the crow flies; part of the length.
    pub off_network_m: f64,
}

/// What was closed.
#[derive(Serialize, ToSchema)]
#[schema(as = ScenarioClosed)]
pub struct ClosedBody<'a> {
    /// The id of a link or section.
    pub id: &'a str,
    /// `link` or `section`.
    #[schema(example = "link")]
    pub kind: &'static str,
    /// How many of its links were open.
    pub open_links: usize,
}

/// A zone before and after.
#[derive(Serialize, ToSchema)]
#[schema(as = ScenarioZone)]
pub struct ZoneChangeBody<'a> {
    /// Its id.
    pub id: &'a str,
    /// What it is called.
    pub name: NameBody<'a>,
    /// Where it is entered; null when nobody knows.
    #[schema(value_type = Option<[f64; 2]>)]
    pub location: Option<Position>,
    /// Clean land on the asked day; null = no lots on record.
    pub clean_ha: Option<f64>,
    /// Whether its clean land is known.
    pub clean_is_known: bool,
    /// By class that was asked.
    pub classes: BTreeMap<&'static str, ClassChangeBody>,
    /// Classes that come within the limit.
    pub gains: Vec<&'static str>,
    /// Classes that are within the limit no more.
    pub loses: Vec<&'static str>,
}

/// A class before and after.
#[derive(Serialize, ToSchema)]
#[schema(as = ScenarioClass)]
pub struct ClassChangeBody {
    /// Before; null = no way.
    pub before: Option<ScenarioFigureBody>,
    /// After; null = no way.
    pub after: Option<ScenarioFigureBody>,
    /// How much farther it is from the gate, the way to the network counted; below 0 = nearer. Null without a way before or after.
    pub delta_m: Option<f64>,
    /// How much longer it takes from the gate, the way to the network counted at 15 km/h.
    pub delta_minutes: Option<f64>,
}

/// How far a class is.
#[derive(Serialize, ToSchema)]
#[schema(as = ScenarioFigure)]
pub struct ScenarioFigureBody {
    /// Length over the network.
    pub distance_m: f64,
    /// Time of the vehicle on that way.
    pub minutes: f64,
    /// From the gate or point to the network as the crow flies; not part of the distance.
    pub off_network_m: f64,
}

/// All zones together.
#[derive(Serialize, ToSchema)]
#[schema(as = ScenarioSummary)]
pub struct ScenarioSummaryBody {
    /// Zones for which some class is nearer (by 3 s, or by 1 m).
    pub zones_better: usize,
    /// Zones for which some class is farther, or out of reach.
    pub zones_worse: usize,
    /// Zones that come within the limit of some class.
    pub zones_gaining: usize,
    /// Of these, zones without lots on record: how much clean land they have is unknown.
    pub zones_gaining_unknown: usize,
    /// Zones that are within the limit of some class no more.
    pub zones_losing: usize,
    /// Clean land of zones that gain access; null when it is known of none of them.
    pub clean_ha_gaining: Option<f64>,
    /// Clean land of zones that lose access; null when it is known of none of them.
    pub clean_ha_losing: Option<f64>,
    /// Clean land of zones for which some class is nearer; null when it is known of none of them.
    pub clean_ha_better: Option<f64>,
    /// Hectares of clean land times minutes saved, added up over zones and the asked classes; below 0 = lost.
    pub weighted_minutes_saved: f64,
    /// The same in a sentence.
    pub headline: TextBody,
}

/// An added road alone.
#[derive(Serialize, ToSchema)]
#[schema(as = ScenarioRanked)]
pub struct RankedBody<'a> {
    /// Its number in the question, from 0.
    pub road: usize,
    /// What it is called.
    pub name: NameBody<'a>,
    /// What it does to all zones together.
    pub summary: ScenarioSummaryBody,
}
