//! `/material-zones`: where raw material comes from.

use std::collections::BTreeMap;

use axum::response::Response;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::coded::*;
use super::common_params::{DayParams, PageParams, PlaceParams};
use super::figures::{ClaimBody, LeadingFigureBody, SourceBody, claim_bodies, figures_on};
use super::geojson::{Collection, Feature, Layer};
use super::params::{ParamError, Params, asked};
use super::problem::{Problem, Refusals};
use super::question::{Question, USUAL_PAGE};
use super::zone_answers::named_unit;
use crate::index::{Record, View};
use crate::model::MaterialZone;
use crate::query::material_zones::{self, MaterialFilter};

/// Which raw-material zones.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct MaterialZoneParams {
    /// Kinds, separated by commas: `agriculture`, `forestry`, `mineral`, `livestock`.
    kind: Option<String>,
    /// Part of what it supplies; case and diacritics do not matter.
    #[param(max_length = 100, example = "che")]
    commodity: Option<String>,
    /// Part of its name; case and diacritics do not matter.
    #[param(max_length = 100)]
    q: Option<String>,
}

asked!(
    /// What `/material-zones` may be asked.
    MaterialZones: MaterialZoneParams, PlaceParams, PageParams, DayParams
);

/// An area that supplies a raw material.
#[derive(Serialize, ToSchema)]
pub struct MaterialZoneProperties<'a> {
    /// What it is called.
    pub name: NameBody<'a>,
    /// What it supplies.
    pub commodity: NameBody<'a>,
    /// What kind of material.
    pub kind: MaterialKindCode,
    /// The commune or ward of today.
    pub commune: Option<NamedRecordBody<'a>>,
    /// The leading figure of each kind that was claimed.
    pub figures: BTreeMap<&'static str, LeadingFigureBody<'a>>,
    /// Every claim.
    pub claims: Vec<ClaimBody<'a>>,
    /// Where it is described.
    pub sources: Vec<SourceBody<'a>>,
    /// How well the position is known.
    pub location_accuracy: LocationAccuracyCode,
    /// How an outline was made.
    pub geometry_accuracy: Option<GeometryAccuracyCode>,
}

impl Layer for MaterialZoneProperties<'_> {
    const NAME: &'static str = "MaterialZone";
    const SHAPES: &'static [&'static str] = &["Point", "Polygon", "MultiPolygon"];
    const MAY_BE_UNLOCATED: bool = true;
}

/// A page of raw-material zones.
pub type MaterialZoneCollection = Collection<'static, MaterialZoneProperties<'static>>;

fn filter(params: &Params) -> Result<MaterialFilter, ParamError> {
    Ok(MaterialFilter {
        kinds: params.codes("kind")?.unwrap_or_default(),
        commodity: params.phrase("commodity", 100)?,
        text: params.phrase("q", 100)?,
        bbox: params.bbox("bbox")?,
        near: params.near()?,
    })
}

/// Where raw material comes from
#[utoipa::path(get, path = "/api/v1/material-zones", tag = "materials",
    params(MaterialZoneParams, PlaceParams, PageParams, DayParams), responses(
    (status = 200, description = "Raw-material zones.", body = MaterialZoneCollection, content_type = "application/geo+json"), Refusals))]
pub async fn list_material_zones(question: Question<MaterialZones>) -> Result<Response, Problem> {
    let filter = filter(&question.params)?;
    let page = question.page(USUAL_PAGE)?;
    if let Some(unchanged) = question.unchanged() {
        return Ok(unchanged);
    }
    let view = &question.view;
    let found = material_zones::material_zones(view, &filter, &page);
    question.collection(&found, |(record, zone)| feature(view, record, zone))
}

fn feature<'a>(
    view: &'a View,
    record: &'a Record<MaterialZone>,
    zone: &'a MaterialZone,
) -> Feature<'a, MaterialZoneProperties<'a>> {
    let properties = MaterialZoneProperties {
        name: (&zone.name).into(),
        commodity: (&zone.commodity).into(),
        kind: zone.kind.into(),
        commune: zone.commune.as_ref().and_then(|id| named_unit(view, id)),
        figures: figures_on(&zone.claims, view.as_of),
        claims: claim_bodies(&zone.claims, view.as_of),
        sources: zone.sources.iter().map(|source| source.as_ref().into()).collect(),
        location_accuracy: zone.location_accuracy.into(),
        geometry_accuracy: zone.geometry_accuracy.map(Code),
    };
    Feature {
        id: record.id.as_str().into(),
        version: record.version,
        geometry: zone.geometry.as_ref().map(|geometry| geometry.get().into()),
        properties,
    }
}
