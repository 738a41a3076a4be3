//! `/connection-points`: the register of places where branch roads meet main roads.

use axum::response::Response;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::coded::*;
use super::commitments::DocumentBody;
use super::common_params::{BoxParams, DayParams, PageParams};
use super::figures::SourceBody;
use super::geojson::{Collection, Feature, Layer};
use super::params::asked;
use super::problem::{NoRecord, Problem, Refusals};
use super::question::{Question, RecordId, USUAL_PAGE};
use super::road_bodies::TextBody;
use super::roadside_bodies::{SectionBody, standing_reason};
use crate::index::View;
use crate::model::{ConnectionPermit, Date, chainage_text};
use crate::query::connection_points::{self, PointAnswer, PointFilter};
use crate::query::roadside::points::Gap;

/// Which connection points.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct PointParams {
    /// Ids of road sections, separated by commas.
    #[param(example = "ql3-nam")]
    section: Option<String>,
    /// Ids of zones they serve, separated by commas.
    zone: Option<String>,
    /// Ids of parts they serve, separated by commas.
    zone_part: Option<String>,
    /// States of the permit, separated by commas; `unknown` = no permit on record.
    #[param(example = "design_approved,unknown")]
    permit_state: Option<String>,
    /// What is known of their right to be there: `approved`, `in_progress`, `none`, `unknown`, separated by commas.
    standing: Option<String>,
    /// Approvals that lapse before this day if nothing else happens, and those that have lapsed; the day may lie in the future.
    #[param(format = Date, example = "2027-06-30")]
    expiring_before: Option<String>,
    /// `true`: those that must be removed and are still there; `false`: the others.
    to_be_removed: Option<bool>,
    /// What joins, separated by commas.
    #[param(example = "dedicated_kcn")]
    branch_type: Option<String>,
}

asked!(
    /// What `/connection-points` may be asked.
    Points: PointParams, BoxParams, PageParams, DayParams
);
asked!(
    /// What one connection point may be asked.
    OnePoint: DayParams
);

/// A place where a branch road meets a main road.
#[derive(Serialize, ToSchema)]
pub struct ConnectionPointProperties<'a> {
    /// What the office calls it.
    pub label: Option<&'a str>,
    /// The section of the main road; null when it is not on record that day.
    pub section: Option<SectionBody<'a>>,
    /// Chainage along the main road; null when it is not on file and the road was never drawn.
    pub chainage_m: Option<f64>,
    /// How the chainage is known.
    pub chainage_basis: Option<ChainageBasisCode>,
    /// The chainage as it stands on plans.
    #[schema(example = "Km62+350")]
    pub chainage_text: Option<String>,
    /// The side of the main road, seen with growing chainage; null = neither on file nor to be told from its position.
    pub side: Option<SideCode>,
    /// What joins.
    pub branch_type: BranchTypeCode,
    /// The zone it serves.
    pub zone: Option<&'a str>,
    /// What that zone is called.
    pub zone_name: Option<NameBody<'a>>,
    /// The part it serves.
    pub zone_part: Option<&'a str>,
    /// How far its permit has come; null = no permit on record: unknown, never unlawful.
    pub permit_state: Option<PermitStateCode>,
    /// What is known of its right to be there on the day.
    pub standing: ConnectionStandingCode,
    /// Why.
    pub standing_reason: TextBody,
    /// Papers on file.
    pub documents: Vec<DocumentBody<'a>>,
    /// The last day on which the approval holds.
    pub expires_on: Option<String>,
    /// Whether it has lapsed.
    pub is_expired: bool,
    /// The text it was approved under.
    pub approval_regime: Option<ApprovalRegimeCode>,
    /// By when it must be removed.
    pub removal_due: Option<String>,
    /// The nearest on the same side that take room.
    pub spacing: SpacingBody<'a>,
    /// How it was located.
    pub geometry_accuracy: GeometryAccuracyCode,
    /// What the record is.
    pub data_class: DataClassCode,
    /// Who says where it is.
    pub source: SourceBody<'a>,
    /// Who says what its permit is.
    pub permit_source: Option<SourceBody<'a>>,
}

/// The room a connection point has, along the chainage. A point that was removed, refused, or lapsed before it was built takes none.
#[derive(Serialize, ToSchema)]
#[schema(as = ConnectionSpacing)]
pub struct SpacingBody<'a> {
    /// Towards smaller chainage; null = none on record, or side or chainage are unknown.
    pub before: Option<GapBody<'a>>,
    /// Towards greater chainage.
    pub after: Option<GapBody<'a>>,
}

/// The way to a neighbour.
#[derive(Serialize, ToSchema)]
#[schema(as = ConnectionGap)]
pub struct GapBody<'a> {
    /// The neighbour.
    pub id: &'a str,
    /// Along the chainage.
    pub gap_m: f64,
    /// Surveyed when both chainages are.
    pub basis: ChainageBasisCode,
}

impl<'a> From<Gap<'a>> for GapBody<'a> {
    fn from(gap: Gap<'a>) -> Self {
        GapBody { id: gap.to.as_str(), gap_m: tenths(gap.gap_m), basis: gap.basis.into() }
    }
}

/// A connection point with everything that was recorded of its permit.
#[derive(Serialize, ToSchema)]
pub struct ConnectionPointFileProperties<'a> {
    #[serde(flatten)]
    /// What it is on the day.
    pub point: ConnectionPointProperties<'a>,
    /// Its permit over time, the first row first.
    pub history: Vec<PermitRow<'a>>,
}

/// What was recorded of a permit from a day on.
#[derive(Serialize, ToSchema)]
pub struct PermitRow<'a> {
    /// From which day.
    pub from: String,
    /// How far it had come; null = the record was ended: unknown from then on.
    pub permit_state: Option<PermitStateCode>,
    /// Papers on file.
    pub documents: Vec<DocumentBody<'a>>,
    /// The last day on which the approval held.
    pub expires_on: Option<String>,
    /// The text it was approved under.
    pub approval_regime: Option<ApprovalRegimeCode>,
    /// Who says so.
    pub source: Option<SourceBody<'a>>,
}

impl Layer for ConnectionPointProperties<'_> {
    const NAME: &'static str = "ConnectionPoint";
    const SHAPES: &'static [&'static str] = &["Point"];
}

impl Layer for ConnectionPointFileProperties<'_> {
    const NAME: &'static str = "ConnectionPointFile";
    const SHAPES: &'static [&'static str] = &["Point"];
}

/// A page of connection points.
pub type ConnectionPointCollection = Collection<'static, ConnectionPointProperties<'static>>;

/// A connection point with its history.
pub type ConnectionPointFile = Feature<'static, ConnectionPointFileProperties<'static>>;

/// The register of connection points
#[utoipa::path(get, path = "/api/v1/connection-points", tag = "roads", params(PointParams, BoxParams, PageParams, DayParams), responses(
    (status = 200, description = "Connection points.", body = ConnectionPointCollection, content_type = "application/geo+json"), Refusals))]
pub async fn list_connection_points(asked: Question<Points>) -> Result<Response, Problem> {
    let filter = PointFilter {
        bbox: asked.params.bbox("bbox")?,
        sections: asked.params.ids("section")?.unwrap_or_default(),
        zones: asked.params.ids("zone")?.unwrap_or_default(),
        parts: asked.params.ids("zone_part")?.unwrap_or_default(),
        permit_states: asked.params.codes_or_unknown("permit_state")?.unwrap_or_default(),
        standings: asked.params.codes("standing")?.unwrap_or_default(),
        expiring_before: asked.params.date("expiring_before")?,
        to_be_removed: asked.params.flag("to_be_removed")?,
        branch_types: asked.params.codes("branch_type")?.unwrap_or_default(),
    };
    let page = asked.page(USUAL_PAGE)?;
    if let Some(unchanged) = asked.unchanged() {
        return Ok(unchanged);
    }
    let found = connection_points::connection_points(&asked.view, &filter, &page);
    asked.collection(&found, |answer| feature(answer, properties(&asked.view, answer)))
}

/// One connection point and its permit over time
#[utoipa::path(get, path = "/api/v1/connection-points/{id}", tag = "roads", params(("id" = String, Path, description = "Id of the point"), DayParams), responses(
    (status = 200, description = "The point.", body = ConnectionPointFile, content_type = "application/geo+json"), Refusals, NoRecord))]
pub async fn find_connection_point(RecordId(id): RecordId, asked: Question<OnePoint>) -> Result<Response, Problem> {
    let found = connection_points::find_point(&asked.view, &id);
    let answer = found.ok_or_else(|| Problem::no_record(id.as_str(), asked.view.as_of))?;
    if let Some(unchanged) = asked.unchanged() {
        return Ok(unchanged);
    }
    let history = connection_points::permit_history(&asked.view, &id).into_iter().map(permit_row).collect();
    let point = properties(&asked.view, &answer);
    asked.feature(&feature(&answer, ConnectionPointFileProperties { point, history }))
}

fn feature<'a, P>(answer: &PointAnswer<'a>, properties: P) -> Feature<'a, P> {
    let geometry = Some(answer.on.point.geometry.get().into());
    Feature { id: answer.on.record.id.as_str().into(), version: answer.version, geometry, properties }
}

fn permit_row((from, permit): (Date, Option<&ConnectionPermit>)) -> PermitRow<'_> {
    PermitRow {
        from: from.to_string(),
        permit_state: permit.map(|permit| permit.state.into()),
        documents: permit.into_iter().flat_map(|permit| &permit.documents).map(DocumentBody::from).collect(),
        expires_on: permit.and_then(|permit| permit.expires_on).map(|day| day.to_string()),
        approval_regime: permit.and_then(|permit| permit.regime).map(Code),
        source: permit.map(|permit| permit.source.as_ref().into()),
    }
}

/// A point as it is shown.
pub fn properties<'a>(view: &'a View, answer: &PointAnswer<'a>) -> ConnectionPointProperties<'a> {
    let (point, permit) = (answer.on.point, answer.on.permit);
    let zone = point.zone_part.as_ref().map(|part| part.zone());
    let shard = zone.and_then(|zone| view.snapshot.zone(zone));
    let chainage = answer.place.chainage;
    ConnectionPointProperties {
        label: point.label.as_deref(),
        section: answer.section.map(|(id, section)| SectionBody::of(id, section)),
        chainage_m: chainage.map(|(chainage, _)| tenths(chainage)),
        chainage_basis: chainage.map(|(_, basis)| basis.into()),
        chainage_text: chainage.map(|(chainage, _)| chainage_text(chainage)),
        side: answer.place.side.map(Code),
        branch_type: point.branch_type.into(),
        zone,
        zone_name: shard.and_then(|shard| shard.zone.at(view.as_of)).map(|zone| (&zone.name).into()),
        zone_part: point.zone_part.as_ref().map(|part| part.as_str()),
        permit_state: permit.map(|permit| permit.state.into()),
        standing: answer.on.standing().into(),
        standing_reason: standing_reason(&answer.on),
        documents: permit.into_iter().flat_map(|permit| &permit.documents).map(DocumentBody::from).collect(),
        expires_on: permit.and_then(|permit| permit.expires_on).map(|day| day.to_string()),
        is_expired: answer.on.is_expired(),
        approval_regime: permit.and_then(|permit| permit.regime).map(Code),
        removal_due: point.removal_due.map(|day| day.to_string()),
        spacing: SpacingBody { before: answer.before.map(GapBody::from), after: answer.after.map(GapBody::from) },
        geometry_accuracy: point.geometry_accuracy.into(),
        data_class: point.data_class.into(),
        source: point.source.as_ref().into(),
        permit_source: permit.map(|permit| permit.source.as_ref().into()),
    }
}
