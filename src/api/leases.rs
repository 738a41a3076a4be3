//! `/leases`: leases of land.

use axum::response::Response;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::belonging::{Belonging, belonging};
use super::coded::*;
use super::common_params::{DayParams, PageParams};
use super::figures::SourceBody;
use super::geojson::{Collection, Feature, Layer};
use super::params::asked;
use super::problem::{Problem, Refusals};
use super::question::{Question, USUAL_PAGE};
use crate::index::View;
use crate::query::leases::{self, LeaseAnswer, LeaseFilter};

/// Which leases.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct LeaseParams {
    /// Ids of zones, separated by commas.
    zone: Option<String>,
    /// Ids of parts, separated by commas.
    zone_part: Option<String>,
    /// `mou`, `deposit`, `in_force`, `transferred`, `liquidated`, `recovered`, separated by commas.
    #[param(example = "in_force")]
    status: Option<String>,
}

asked!(
    /// What `/leases` may be asked.
    Leases: LeaseParams, PageParams, DayParams
);

/// A lease of land (hợp đồng thuê lại đất).
#[derive(Serialize, ToSchema)]
pub struct LeaseProperties<'a> {
    #[serde(flatten)]
    /// Whose it is.
    pub belonging: Belonging<'a>,
    /// The lots it covers.
    pub lots: Vec<&'a str>,
    /// Their land; null = none of them is on record that day.
    pub area_ha: Option<f64>,
    /// Where it stands.
    pub status: LeaseStatusCode,
    /// When it was signed.
    pub signed: Option<String>,
    /// First day.
    pub start: Option<String>,
    /// Last day.
    pub end: Option<String>,
    /// How the rent is paid.
    pub payment: Option<PaymentModeCode>,
    /// The tenant; null unless the name may be told.
    pub tenant: Option<&'a str>,
    /// Whether the name may be told.
    pub tenant_public: bool,
    /// Who says so.
    pub source: SourceBody<'a>,
    /// What the record is.
    pub data_class: DataClassCode,
}

impl Layer for LeaseProperties<'_> {
    const NAME: &'static str = "Lease";
    const SHAPES: &'static [&'static str] = &[];
    const MAY_BE_UNLOCATED: bool = true;
}

/// A page of leases.
pub type LeaseCollection = Collection<'static, LeaseProperties<'static>>;

/// Leases of land
#[utoipa::path(get, path = "/api/v1/leases", tag = "lots", params(LeaseParams, PageParams, DayParams), responses(
    (status = 200, description = "Leases, without geometry.", body = LeaseCollection, content_type = "application/geo+json"), Refusals))]
pub async fn list_leases(asked: Question<Leases>) -> Result<Response, Problem> {
    let filter = LeaseFilter {
        zones: asked.params.ids("zone")?.unwrap_or_default(),
        parts: asked.params.ids("zone_part")?.unwrap_or_default(),
        statuses: asked.params.codes("status")?.unwrap_or_default(),
    };
    let page = asked.page(USUAL_PAGE)?;
    if let Some(unchanged) = asked.unchanged() {
        return Ok(unchanged);
    }
    let found = leases::leases(&asked.view, &filter, &page);
    asked.collection(&found, |answer| Feature {
        id: answer.record.id.as_str().into(),
        version: answer.record.version,
        geometry: None,
        properties: properties(&asked.view, answer),
    })
}

fn properties<'a>(view: &'a View, answer: &LeaseAnswer<'a>) -> LeaseProperties<'a> {
    let lease = answer.lease;
    LeaseProperties {
        belonging: belonging(view, answer.shard, &lease.zone_part),
        lots: lease.lots.iter().map(|lot| lot.as_str()).collect(),
        area_ha: answer.area.map(|area| ha(area.get())),
        status: lease.status.into(),
        signed: lease.signed.map(|day| day.to_string()),
        start: lease.start.map(|day| day.to_string()),
        end: lease.end.map(|day| day.to_string()),
        payment: lease.payment.map(Code),
        tenant: answer.tenant(),
        tenant_public: lease.tenant_public,
        source: lease.source.as_ref().into(),
        data_class: lease.data_class.into(),
    }
}
