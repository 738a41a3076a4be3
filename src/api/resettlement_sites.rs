//! `/resettlement-sites`: where people and graves go.

use std::collections::BTreeMap;

use axum::response::Response;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::belonging::{Belonging, belonging};
use super::coded::*;
use super::common_params::{BoxParams, DayParams, PageParams};
use super::figures::{ClaimBody, LeadingFigureBody, SourceBody, claim_bodies, figures_on};
use super::geojson::{Collection, Feature, Layer};
use super::params::asked;
use super::problem::{Problem, Refusals};
use super::question::{Question, USUAL_PAGE};
use crate::index::View;
use crate::query::resettlement_sites::{self, SiteAnswer, SiteFilter};

/// Which sites.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct SiteParams {
    /// Ids of zones whose people they take, separated by commas.
    zone: Option<String>,
    /// `resettlement`, `cemetery`, separated by commas.
    kind: Option<String>,
}

asked!(
    /// What `/resettlement-sites` may be asked.
    Sites: SiteParams, BoxParams, PageParams, DayParams
);

/// A place for those who have to move.
#[derive(Serialize, ToSchema)]
pub struct ResettlementSiteProperties<'a> {
    /// What it is called.
    pub name: NameBody<'a>,
    /// What is moved there.
    pub kind: ResettlementKindCode,
    /// The parts whose people it takes.
    pub serves: Vec<Belonging<'a>>,
    /// Its plots; null = nobody counted.
    pub plots: Option<PlotsBody<'a>>,
    /// The leading figure of each kind that was claimed.
    pub figures: BTreeMap<&'static str, LeadingFigureBody<'a>>,
    /// Every claim.
    pub claims: Vec<ClaimBody<'a>>,
    /// Where it is described.
    pub sources: Vec<SourceBody<'a>>,
    /// How well its location is known.
    pub location_accuracy: LocationAccuracyCode,
    /// How it was drawn.
    pub geometry_accuracy: Option<GeometryAccuracyCode>,
    /// What the record is.
    pub data_class: DataClassCode,
}

/// Plots of a site.
#[derive(Serialize, ToSchema)]
#[schema(as = ResettlementPlots)]
pub struct PlotsBody<'a> {
    /// How many are needed.
    pub needed: Option<u32>,
    /// How many can be built on.
    pub ready: Option<u32>,
    /// How many were given out.
    pub allocated: Option<u32>,
    /// When they were counted.
    pub as_of: Option<String>,
    /// Who says so.
    pub source: SourceBody<'a>,
}

impl Layer for ResettlementSiteProperties<'_> {
    const NAME: &'static str = "ResettlementSite";
    const SHAPES: &'static [&'static str] = &["Point", "Polygon", "MultiPolygon"];
    const MAY_BE_UNLOCATED: bool = true;
}

/// A page of resettlement sites.
pub type ResettlementSiteCollection = Collection<'static, ResettlementSiteProperties<'static>>;

/// Where people and graves go
#[utoipa::path(get, path = "/api/v1/resettlement-sites", tag = "clearance", params(SiteParams, BoxParams, PageParams, DayParams), responses(
    (status = 200, description = "Sites.", body = ResettlementSiteCollection, content_type = "application/geo+json"), Refusals))]
pub async fn list_resettlement_sites(asked: Question<Sites>) -> Result<Response, Problem> {
    let filter = SiteFilter {
        zones: asked.params.ids("zone")?.unwrap_or_default(),
        kinds: asked.params.codes("kind")?.unwrap_or_default(),
        bbox: asked.params.bbox("bbox")?,
    };
    let page = asked.page(USUAL_PAGE)?;
    if let Some(unchanged) = asked.unchanged() {
        return Ok(unchanged);
    }
    let found = resettlement_sites::resettlement_sites(&asked.view, &filter, &page);
    asked.collection(&found, |answer| Feature {
        id: answer.record.id.as_str().into(),
        version: answer.version(),
        geometry: answer.site.geometry.as_ref().map(|geometry| geometry.get().into()),
        properties: properties(&asked.view, answer),
    })
}

/// A site as it is shown.
pub fn properties<'a>(view: &'a View, answer: &SiteAnswer<'a>) -> ResettlementSiteProperties<'a> {
    let site = answer.site;
    let serves = |part| Some(belonging(view, view.snapshot.zone(crate::model::Id::zone(part))?, part));
    ResettlementSiteProperties {
        name: (&site.name).into(),
        kind: site.kind.into(),
        serves: site.serves.iter().filter_map(serves).collect(),
        plots: answer.plots().map(|plots| PlotsBody {
            needed: plots.needed,
            ready: plots.ready,
            allocated: plots.allocated,
            as_of: answer.counted_on().map(|day| day.to_string()),
            source: plots.source.as_ref().into(),
        }),
        figures: figures_on(&site.claims, answer.day),
        claims: claim_bodies(&site.claims, answer.day),
        sources: site.sources.iter().map(|source| source.as_ref().into()).collect(),
        location_accuracy: site.location_accuracy.into(),
        geometry_accuracy: site.geometry_accuracy.map(Code),
        data_class: site.data_class.into(),
    }
}
