//! `/commitments`: who promised what, and what became of it.

use axum::response::Response;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::belonging::{Belonging, belonging, named_agency};
use super::coded::*;
use super::common_params::{DayParams, PageParams};
use super::figures::SourceBody;
use super::geojson::{Collection, Feature, Layer};
use super::params::asked;
use super::problem::{Problem, Refusals};
use super::question::{Question, USUAL_PAGE};
use crate::index::View;
use crate::model::{Commitment, Document};
use crate::query::commitments::{self, CommitmentAnswer, CommitmentFilter, CommitmentSort};

/// Which commitments.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct CommitmentParams {
    /// Ids of zones, separated by commas.
    zone: Option<String>,
    /// Ids of parts, separated by commas.
    zone_part: Option<String>,
    /// Ids of authorities that promised, separated by commas.
    agency: Option<String>,
    /// What became of it: `kept`, `kept_late`, `pending`, `overdue`, `unknown`, separated by commas.
    #[param(example = "overdue")]
    standing: Option<String>,
    /// `due` (default), `id`.
    sort: Option<String>,
}

asked!(
    /// What `/commitments` may be asked.
    Commitments: CommitmentParams, PageParams, DayParams
);

/// A promised date and what became of it.
#[derive(Serialize, ToSchema)]
pub struct CommitmentProperties<'a> {
    #[serde(flatten)]
    /// Whose it is.
    pub belonging: Belonging<'a>,
    /// Clearance areas it is about; empty = every area of the part.
    pub clearance_areas: Vec<&'a str>,
    /// What was promised, in words.
    pub subject: NameBody<'a>,
    /// The stage that will be reached; null = not a matter of stages.
    pub stage: Option<StageCode>,
    /// On so many hectares; null = not known of how many.
    pub promised_ha: Option<f64>,
    /// Who promised; null = the source does not say.
    pub promised_by: Option<NamedRecordBody<'a>>,
    /// In which paper.
    pub document: Option<DocumentBody<'a>>,
    /// When it was first promised.
    pub promised_on: String,
    /// The first due date: a year, a month or a day; a month means its last day.
    pub first_due: String,
    /// The present due date.
    pub due: String,
    /// Every later due date, and when it was told.
    pub postponements: Vec<Postponement<'a>>,
    /// What became of it.
    pub standing: StandingCode,
    /// When it was met.
    pub met_on: Option<String>,
    /// Hectares that have reached the stage; null = no record tells.
    pub reached_ha: Option<f64>,
    /// Hectares still missing.
    pub short_ha: Option<f64>,
    /// Days after the first due date: until it was met, or until the asked day while it is overdue; 0 when not late.
    pub days_late: i32,
    /// What the events are that it was judged by: the least certain; null = no event.
    pub judged_by: Option<DataClassCode>,
    /// Who says so.
    pub source: SourceBody<'a>,
    /// What the record is.
    pub data_class: DataClassCode,
}

/// A later due date.
#[derive(Serialize, ToSchema)]
pub struct Postponement<'a> {
    /// When it was told.
    pub on: String,
    /// The new due date.
    pub due: String,
    /// Who says so.
    pub source: SourceBody<'a>,
}

/// A paper.
#[derive(Serialize, ToSchema)]
#[schema(as = Document)]
pub struct DocumentBody<'a> {
    /// Its number.
    pub number: &'a str,
    /// When it was signed: a year, a month or a day.
    pub date: Option<String>,
}

impl<'a> From<&'a Document> for DocumentBody<'a> {
    fn from(document: &'a Document) -> Self {
        DocumentBody { number: &document.number, date: document.date.map(|date| date.to_string()) }
    }
}

impl Layer for CommitmentProperties<'_> {
    const NAME: &'static str = "Commitment";
    const SHAPES: &'static [&'static str] = &[];
    const MAY_BE_UNLOCATED: bool = true;
}

/// A page of commitments.
pub type CommitmentCollection = Collection<'static, CommitmentProperties<'static>>;

const SORTS: [(&str, CommitmentSort); 2] = [("due", CommitmentSort::Due), ("id", CommitmentSort::Id)];

/// Who promised what by when, and what became of it
#[utoipa::path(get, path = "/api/v1/commitments", tag = "clearance", params(CommitmentParams, PageParams, DayParams), responses(
    (status = 200, description = "Commitments, without geometry.", body = CommitmentCollection, content_type = "application/geo+json"), Refusals))]
pub async fn list_commitments(asked: Question<Commitments>) -> Result<Response, Problem> {
    let filter = CommitmentFilter {
        zones: asked.params.ids("zone")?.unwrap_or_default(),
        parts: asked.params.ids("zone_part")?.unwrap_or_default(),
        agencies: asked.params.ids("agency")?.unwrap_or_default(),
        standings: asked.params.codes("standing")?.unwrap_or_default(),
    };
    let sort = asked.params.choice("sort", &SORTS)?.unwrap_or_default();
    let page = asked.page(USUAL_PAGE)?;
    if let Some(unchanged) = asked.unchanged() {
        return Ok(unchanged);
    }
    let found = commitments::commitments(&asked.view, &filter, sort, &page);
    asked.collection(&found, |answer| Feature {
        id: answer.record.id.as_str().into(),
        version: answer.record.version,
        geometry: None,
        properties: properties(&asked.view, answer),
    })
}

/// A commitment as it is shown.
pub fn properties<'a>(view: &'a View, answer: &CommitmentAnswer<'a>) -> CommitmentProperties<'a> {
    let (commitment, outcome): (&'a Commitment, _) = (answer.commitment, &answer.outcome);
    let short = outcome.promised.zip(outcome.reached);
    let postponed = answer.postponements.iter().map(|(on, row)| Postponement {
        on: on.to_string(),
        due: row.due.to_string(),
        source: row.source.as_ref().into(),
    });
    CommitmentProperties {
        belonging: belonging(view, answer.shard, &commitment.zone_part),
        clearance_areas: commitment.clearance_areas.iter().map(|area| area.as_str()).collect(),
        subject: (&commitment.subject).into(),
        stage: commitment.stage.map(Code),
        promised_ha: outcome.promised.map(|hectares| ha(hectares.get())),
        promised_by: commitment.promised_by.as_ref().and_then(|id| named_agency(view, id)),
        document: commitment.document.as_ref().map(DocumentBody::from),
        promised_on: answer.promised_on.to_string(),
        first_due: answer.first.due.to_string(),
        due: commitment.due.to_string(),
        postponements: postponed.collect(),
        standing: outcome.standing.into(),
        met_on: outcome.met_on.map(|day| day.to_string()),
        reached_ha: outcome.reached.map(|hectares| ha(hectares.get())),
        short_ha: short.map(|(promised, reached)| ha((promised.get() - reached.get()).max(0.0))),
        days_late: outcome.days_late,
        judged_by: outcome.judged_by.map(Code),
        source: commitment.source.as_ref().into(),
        data_class: commitment.data_class.into(),
    }
}
