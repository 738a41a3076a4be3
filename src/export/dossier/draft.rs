//! What goes into a draft: words and figures of the check, ready to be written. `None` = not on record, left blank.

use crate::model::{Date, Revision, Verdict};

/// Everything a draft says.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The day it was drafted.
    pub drafted_on: Date,
    /// The revision of the data it was made of.
    pub revision: Revision,
    /// The day of the records.
    pub records_of: Date,
    /// The day whose rules were applied.
    pub checked_for: Date,
    /// The authority it is addressed to.
    pub addressee: Option<String>,
    /// Why that authority.
    pub addressee_basis: Option<String>,
    /// Days the authority has, and how sure that is.
    pub time_limit: Option<String>,
    /// Who asks: the company that builds the infrastructure of the part that is served.
    pub applicant: Option<String>,
    /// The part of a park or cluster that is served.
    pub serves: Option<String>,
    /// What joins.
    pub branch: String,
    /// The main road.
    pub road: Road,
    /// Where on it.
    pub spot: Spot,
    /// Decisions on record that can be attached.
    pub attachments: Vec<String>,
    /// Bridges, tunnels, railways, rivers on both sides of the spot; `None` = nothing was looked for.
    pub surroundings: Option<Vec<Surrounding>>,
    /// How far along the road to both sides the plan and the table show, metres; `None` = no spacing is on file.
    pub shown_over_m: Option<f64>,
    /// Connection points on record within that.
    pub neighbours: Vec<Neighbour>,
    /// What the rules say, as a whole.
    pub overall: Verdict,
    /// Rule by rule.
    pub verdicts: Vec<VerdictRow>,
    /// Other ways, best first.
    pub alternatives: Vec<String>,
    /// How this may be used.
    pub caveat: String,
}

/// The main road as it is on record.
#[derive(Clone, Debug, Default)]
pub struct Road {
    /// Number on the sign.
    pub number: Option<String>,
    /// What it is called.
    pub name: String,
    /// Management class.
    pub class: String,
    /// The province it runs in.
    pub province: Option<String>,
    /// Technical grade it has.
    pub present_grade: Option<String>,
    /// Technical grade it is planned to have.
    pub planned_grade: Option<String>,
    /// Lanes, both ways.
    pub lanes: Option<u8>,
    /// Design speed, km/h.
    pub design_speed_kmh: Option<f64>,
    /// The ground it runs over.
    pub terrain: Option<String>,
    /// Whether a strip divides the directions.
    pub median: Option<bool>,
    /// Whether it runs inside an inner city or town.
    pub urban: Option<bool>,
}

/// The place that is asked for.
#[derive(Clone, Debug)]
pub struct Spot {
    /// `Km62+350`.
    pub chainage: String,
    /// How the chainage is known.
    pub basis: String,
    /// How far it may be off, metres.
    pub tolerance_m: f64,
    /// The side of the road.
    pub side: Option<String>,
    /// Longitude and latitude, degrees (WGS 84).
    pub lon_lat: (f64, f64),
    /// Easting and northing, metres, and their system.
    pub grid: Option<(f64, f64, String)>,
}

/// Something beside or across the road near the spot.
#[derive(Clone, Debug)]
pub struct Surrounding {
    /// What it is.
    pub kind: SurroundingKind,
    /// What it is called.
    pub name: Option<String>,
    /// `Km62+350`.
    pub chainage: String,
    /// From the spot along the road, metres.
    pub gap_m: f64,
    /// Whether it is on record; `false` = concluded from where lines cross on the map.
    pub is_recorded: bool,
}

/// What may stand beside or across the road.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SurroundingKind {
    /// A bridge or viaduct.
    Bridge,
    /// A tunnel.
    Tunnel,
    /// A railway that crosses.
    Railway,
    /// A river or canal that crosses.
    Water,
    /// A junction with another public road.
    Junction,
}

/// A connection point on record near the spot.
#[derive(Clone, Debug)]
pub struct Neighbour {
    /// What it is called, or its id.
    pub label: String,
    /// `Km62+350`.
    pub chainage: String,
    /// The side of the road.
    pub side: Option<String>,
    /// From the spot along the road, metres.
    pub gap_m: f64,
    /// What joins there.
    pub branch: String,
    /// How far its permit has come; `None` = unknown.
    pub permit: Option<String>,
}

/// What one rule says.
#[derive(Clone, Debug)]
pub struct VerdictRow {
    /// The rule in words.
    pub title: String,
    /// What it asks for.
    pub required: Option<String>,
    /// What was measured.
    pub measured: Option<String>,
    /// The outcome.
    pub verdict: Verdict,
    /// Where it is written.
    pub citation: String,
    /// How sure the rule is.
    pub certainty: String,
    /// A remark.
    pub note: Option<String>,
    /// Whether it only informs.
    pub informational: bool,
}
