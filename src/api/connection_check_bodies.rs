//! The answer to "may this connect here?" on the wire.

use serde::Serialize;
use utoipa::ToSchema;

use super::coded::*;
use super::geojson::{Position, Shape};
use super::geojson_schema::AnyShape;
use super::road_bodies::TextBody;

/// A preliminary check of a connection.
#[derive(Serialize, ToSchema)]
#[schema(as = ConnectionCheck)]
pub struct CheckBody<'a> {
    /// The question as it was understood.
    pub asked: AskedBody,
    /// Which place of which road that is.
    pub located: LocatedBody<'a>,
    /// The date that chose rules and authorities.
    pub date: String,
    /// The day whose records were read.
    pub as_of: String,
    /// The texts in force on the date; null before the first on record.
    pub regime: Option<RegimeBody<'a>>,
    /// What all deciding rules say together.
    pub overall: VerdictCode,
    /// What each rule says.
    pub verdicts: Vec<RuleVerdictBody<'a>>,
    /// Who approves.
    pub authority: AuthorityBody<'a>,
    /// The strips beside the road; null when its planned grade is unknown.
    pub corridor: Option<StripsBody<'a>>,
    /// What else could be done, best first, at most three; none when the place passes.
    pub alternatives: Vec<AlternativeBody<'a>>,
    /// How this answer may be used.
    pub caveat: NameBody<'a>,
    /// Ids of the records that were read.
    pub records: Vec<String>,
}

/// The question as it was understood.
#[derive(Serialize, ToSchema)]
#[schema(as = ConnectionCheckQuestion)]
pub struct AskedBody {
    /// The position, degrees; null when a chainage was given.
    #[schema(value_type = Option<[f64; 2]>)]
    pub at: Option<Position>,
    /// The section; null when a position was given.
    pub section: Option<String>,
    /// The chainage that was given, metres.
    pub chainage_m: Option<f64>,
    /// The side that was given.
    pub side: Option<SideCode>,
    /// The part of a zone it would serve.
    pub zone_part: Option<String>,
    /// What would join.
    pub branch_type: BranchTypeCode,
    /// Whether the line of the branch road was given.
    pub has_branch: bool,
}

/// A place along a road.
#[derive(Serialize, ToSchema)]
#[schema(as = ConnectionPlace)]
pub struct LocatedBody<'a> {
    /// The section.
    pub section: CheckedSectionBody<'a>,
    /// Chainage, metres.
    pub chainage_m: f64,
    /// The same as it is written: `Km62+350`.
    #[schema(example = "Km62+350")]
    pub chainage_text: String,
    /// How the chainage is known.
    pub basis: ChainageBasisCode,
    /// Metres of doubt of a computed chainage; 0 for a surveyed one.
    pub tolerance_m: f64,
    /// The side, seen with growing chainage.
    pub side: SideCode,
    /// From the asked position to the centreline, metres; null when a chainage was given.
    pub offset_m: Option<f64>,
    /// The spot of the centreline, degrees.
    #[schema(value_type = [f64; 2])]
    pub at: Position,
    /// How the road was drawn there.
    pub geometry_accuracy: GeometryAccuracyCode,
}

/// What is known of the section.
#[derive(Serialize, ToSchema)]
#[schema(as = CheckedSection)]
pub struct CheckedSectionBody<'a> {
    /// Its id.
    pub id: &'a str,
    /// Number on the sign.
    pub r#ref: Option<&'a str>,
    /// What it is called.
    pub name: NameBody<'a>,
    /// Management class.
    pub class: RoadClassCode,
    /// Technical grade it is planned to have, by which the rules go; null = unknown.
    pub planned_grade: Option<&'a str>,
    /// Technical grade it has.
    pub present_grade: Option<&'a str>,
    /// Whether it runs inside an inner city or town; null = unknown.
    pub urban: Option<bool>,
    /// Whether a strip divides the directions; null = unknown.
    pub median: Option<bool>,
}

/// Texts in force.
#[derive(Serialize, ToSchema)]
#[schema(as = ConnectionRegime)]
pub struct RegimeBody<'a> {
    /// `R0` to `R3`.
    pub id: &'a str,
    /// Which texts.
    pub citation: &'a str,
    /// How sure that is.
    pub certainty: CertaintyCode,
}

/// What a rule says.
#[derive(Serialize, ToSchema)]
#[schema(as = ConnectionVerdict)]
pub struct RuleVerdictBody<'a> {
    /// Its code.
    pub rule: &'a str,
    /// What it is called.
    pub title: NameBody<'a>,
    /// What it says.
    pub verdict: VerdictCode,
    /// What it asks for; null = no number.
    pub required: Option<MeasureBody<'a>>,
    /// What there is; null = not measured.
    pub measured: Option<MeasureBody<'a>>,
    /// How sure value and citation are.
    pub certainty: CertaintyCode,
    /// Where it stands.
    pub citation: &'a str,
    /// What it rests on: `law`, `engineering` (a design standard or our reading of it), `product` (our own choice).
    pub basis: &'static str,
    /// What else is to be said.
    pub note: Option<TextBody>,
    /// Shown, and never deciding.
    pub informational: bool,
    /// The point it was measured to.
    pub neighbour: Option<NeighbourBody<'a>>,
}

/// A figure with its unit.
#[derive(Serialize, ToSchema)]
#[schema(as = Measure)]
pub struct MeasureBody<'a> {
    /// The figure.
    pub value: f64,
    /// `m`, `%` or `°`.
    pub unit: &'a str,
}

/// A point something was measured to.
#[derive(Serialize, ToSchema)]
#[schema(as = ConnectionNeighbour)]
pub struct NeighbourBody<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its chainage on its own section, metres.
    pub chainage_m: f64,
    /// Along the road, metres.
    pub gap_m: f64,
}

/// Who approves.
#[derive(Serialize, ToSchema)]
#[schema(as = ConnectionAuthority)]
pub struct AuthorityBody<'a> {
    /// Who manages the road on the date, successors followed; null = not on record.
    pub agency: Option<NamedAgencyBody<'a>>,
    /// Who approves, in words.
    pub basis: TextBody,
    /// Where that stands.
    pub citation: Option<&'a str>,
    /// Working days for a step, never certain.
    pub sla_days: Option<u16>,
    /// How sure the working days are.
    pub sla_certainty: CertaintyCode,
    /// How sure the basis is.
    pub certainty: CertaintyCode,
}

/// An authority that is only named here.
#[derive(Serialize, ToSchema)]
#[schema(as = NamedAgency)]
pub struct NamedAgencyBody<'a> {
    /// Its id.
    pub id: &'a str,
    /// What it is called.
    pub name: NameBody<'a>,
}

/// Widths of the strips beside a road, metres on each side.
#[derive(Serialize, ToSchema)]
#[schema(as = RoadStrips)]
pub struct StripsBody<'a> {
    /// Protection and maintenance strip.
    pub strip_m: f64,
    /// Safety corridor, outward from it.
    pub corridor_m: f64,
    /// From the centreline to the edge of the roadbed, assumed from the grade.
    pub half_roadbed_m: f64,
    /// Only a centreline is known.
    pub approximate: bool,
    /// Where the widths stand.
    pub citation: &'a str,
    /// How sure that is.
    pub certainty: CertaintyCode,
}

/// Something else that could be done.
#[derive(Serialize, ToSchema)]
#[schema(as = ConnectionAlternative)]
pub struct AlternativeBody<'a> {
    /// What.
    pub kind: AlternativeKindCode,
    /// In words.
    pub text: TextBody,
    /// The section that is joined; of an interchange the id of the transport node.
    pub section: String,
    /// Where, metres.
    pub chainage_m: Option<f64>,
    /// The same as it is written.
    pub chainage_text: Option<String>,
    /// On which side.
    pub side: Option<SideCode>,
    /// The spot, degrees.
    #[schema(value_type = Option<[f64; 2]>)]
    pub at: Option<Position>,
    /// The point that is shared.
    pub share_with: Option<String>,
    /// How far along the road, how long the service road, or the way to the interchange, metres.
    pub length_m: Option<f64>,
    /// The line of a service road or way.
    #[schema(value_type = Option<AnyShape>)]
    pub geometry: Option<Shape<'a>>,
    /// What all deciding rules say together.
    pub overall: VerdictCode,
    /// What each says.
    pub verdicts: Vec<RuleVerdictBody<'a>>,
}
