//! `/bottlenecks`: what blocks clearance.

use axum::response::Response;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::audience::office_only;
use super::belonging::{Belonging, belonging, named_agency};
use super::coded::*;
use super::common_params::{DayParams, PageParams};
use super::figures::SourceBody;
use super::geojson::{Collection, Feature, Layer};
use super::params::asked;
use super::problem::{Problem, Refusals};
use super::question::{Question, USUAL_PAGE};
use crate::index::View;
use crate::model::{Audience, Bottleneck};
use crate::query::bottlenecks::{self, BottleneckAnswer, BottleneckFilter};

/// Which bottlenecks.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct BottleneckParams {
    /// Ids of zones, separated by commas.
    zone: Option<String>,
    /// Ids of parts, separated by commas.
    zone_part: Option<String>,
    /// Categories, separated by commas.
    #[param(example = "graves,price")]
    category: Option<String>,
    /// `true` (default): those that block; `false`: those that were cleared.
    open: Option<bool>,
    /// `true`: past its date.
    overdue: Option<bool>,
    /// Ids of authorities that must clear it, separated by commas; needs the administrator's token.
    owner: Option<String>,
}

asked!(
    /// What `/bottlenecks` may be asked.
    Bottlenecks: BottleneckParams, PageParams, DayParams
);

/// Something that blocks clearance.
#[derive(Serialize, ToSchema)]
pub struct BottleneckProperties<'a> {
    #[serde(flatten)]
    /// Whose it is.
    pub belonging: Belonging<'a>,
    /// The clearance area it blocks; null = the part as a whole.
    pub clearance_area: Option<&'a str>,
    /// What it is about.
    pub category: BottleneckCategoryCode,
    /// What it is, in words.
    pub subject: NameBody<'a>,
    /// Who must clear it; null for the public, and where nobody is named.
    pub owner: Option<NamedRecordBody<'a>>,
    /// When it arose: a year, a month or a day.
    pub opened: String,
    /// By when it is to be cleared.
    pub due: Option<String>,
    /// When it was cleared.
    pub closed: Option<String>,
    /// Days since it arose, until it was cleared.
    pub days_open: i32,
    /// Whether it blocks.
    pub open: bool,
    /// Whether it is past its date.
    pub overdue: bool,
    /// Who says so.
    pub source: SourceBody<'a>,
    /// What the record is.
    pub data_class: DataClassCode,
}

impl Layer for BottleneckProperties<'_> {
    const NAME: &'static str = "Bottleneck";
    const SHAPES: &'static [&'static str] = &[];
    const MAY_BE_UNLOCATED: bool = true;
}

/// A page of bottlenecks.
pub type BottleneckCollection = Collection<'static, BottleneckProperties<'static>>;

/// What blocks clearance
#[utoipa::path(get, path = "/api/v1/bottlenecks", tag = "clearance", params(BottleneckParams, PageParams, DayParams), responses(
    (status = 200, description = "Bottlenecks, without geometry.", body = BottleneckCollection, content_type = "application/geo+json"), Refusals))]
pub async fn list_bottlenecks(asked: Question<Bottlenecks>) -> Result<Response, Problem> {
    let owners = asked.params.ids("owner")?;
    if owners.is_some() && asked.audience == Audience::Public {
        return Err(office_only("owner"));
    }
    let filter = BottleneckFilter {
        zones: asked.params.ids("zone")?.unwrap_or_default(),
        parts: asked.params.ids("zone_part")?.unwrap_or_default(),
        categories: asked.params.codes("category")?.unwrap_or_default(),
        owners: owners.unwrap_or_default(),
        open: Some(asked.params.flag("open")?.unwrap_or(true)),
        overdue: asked.params.flag("overdue")?,
        audience: asked.audience,
    };
    let page = asked.page(USUAL_PAGE)?;
    if let Some(unchanged) = asked.unchanged() {
        return Ok(unchanged);
    }
    let found = bottlenecks::bottlenecks(&asked.view, &filter, &page);
    asked.collection(&found, |answer| Feature {
        id: answer.record.id.as_str().into(),
        version: answer.record.version,
        geometry: None,
        properties: properties(&asked.view, answer, asked.audience),
    })
}

/// A bottleneck as it is shown to an audience.
pub fn properties<'a>(view: &'a View, answer: &BottleneckAnswer<'a>, audience: Audience) -> BottleneckProperties<'a> {
    let bottleneck: &'a Bottleneck = answer.bottleneck;
    let owner = bottleneck.owner.as_ref().filter(|_| audience == Audience::Office);
    // What is not closed yet on the asked day shows no later day.
    let closed = bottleneck.closed.filter(|_| !answer.is_open);
    BottleneckProperties {
        belonging: belonging(view, answer.shard, &bottleneck.zone_part),
        clearance_area: bottleneck.clearance_area.as_ref().map(|area| area.as_str()),
        category: bottleneck.category.into(),
        subject: (&bottleneck.subject).into(),
        owner: owner.and_then(|id| named_agency(view, id)),
        opened: bottleneck.opened.to_string(),
        due: bottleneck.due.map(|day| day.to_string()),
        closed: closed.map(|day| day.to_string()),
        days_open: answer.days_open,
        open: answer.is_open,
        overdue: answer.is_overdue,
        source: bottleneck.source.as_ref().into(),
        data_class: bottleneck.data_class.into(),
    }
}
