//! For those who run the service: does it live, has it data, how is it doing, what does it hold.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::coded::NameBody;
use super::params::asked;
use super::problem::{Problem, ProblemBody, ProblemKind};
use super::question::Question;
use super::state::ApiState;
use crate::model::Coded;
use crate::query::summary;

/// Whether the process lives.
#[derive(Serialize, ToSchema)]
pub struct Health {
    /// Always `ok`.
    status: &'static str,
}

/// Whether the process lives
///
/// Says nothing of its data; see `/readyz`.
#[utoipa::path(get, path = "/healthz", tag = "service", responses((status = 200, description = "It lives.", body = Health)))]
pub async fn find_health() -> Response {
    ([(CACHE_CONTROL, "no-store")], axum::Json(Health { status: "ok" })).into_response()
}

/// Whether questions are answered.
#[derive(Serialize, ToSchema)]
pub struct Readiness {
    /// Always `ready`.
    status: &'static str,
    /// The revision that is answered from.
    revision: u64,
}

/// Whether there is data to answer from
#[utoipa::path(get, path = "/readyz", tag = "service", responses(
    (status = 200, description = "Questions are answered.", body = Readiness),
    (status = 503, description = "The data is being loaded, or there is none.", body = ProblemBody, content_type = "application/problem+json"),
))]
pub async fn find_readiness(State(state): State<ApiState>) -> Result<Response, Problem> {
    let revision = state.live()?.snapshot().revision();
    if revision == 0 {
        return Err(Problem::new(
            ProblemKind::NotReady,
            "Cơ sở dữ liệu còn trống; nạp bằng “kcn-atlas load” hoặc chạy “kcn-atlas serve --sample”.",
            "The database is empty; fill it with “kcn-atlas load” or run “kcn-atlas serve --sample”.",
        ));
    }
    Ok(([(CACHE_CONTROL, "no-store")], axum::Json(Readiness { status: "ready", revision })).into_response())
}

/// Counts and times, as Prometheus text
#[utoipa::path(get, path = "/metrics", tag = "service", responses(
    (status = 200, description = "Prometheus text format.", body = String, content_type = "text/plain; version=0.0.4"),
))]
pub async fn find_metrics(State(state): State<ApiState>) -> Response {
    let snapshot = state.live().ok().map(|live| live.snapshot());
    let text = state.meter.report(snapshot.as_deref());
    ([(CONTENT_TYPE, "text/plain; version=0.0.4"), (CACHE_CONTROL, "no-store")], text).into_response()
}

/// What this server holds.
#[derive(Serialize, ToSchema)]
#[schema(as = Meta)]
pub struct MetaBody<'a> {
    /// What the data is called.
    name: NameBody<'a>,
    /// Where the map opens: west, south, east, north.
    extent: [f64; 4],
    /// The revision that is answered from.
    revision: u64,
    /// Today in Việt Nam, the latest day that can be asked about.
    today: String,
    /// The earliest day of which something is recorded.
    as_of_min: Option<String>,
    /// Records valid today, by kind.
    counts: BTreeMap<&'static str, usize>,
    /// Whether the data is the sample that comes with the program.
    sample: bool,
    /// Version of the program.
    #[schema(example = "0.1.0")]
    version: &'static str,
}

asked!(
    /// `/meta` takes no parameter.
    Meta:
);

/// What this server holds: name, extent, revision, today
#[utoipa::path(get, path = "/api/v1/meta", tag = "service", responses(
    (status = 200, description = "What this server holds.", body = MetaBody),
    (status = 400, description = "An unknown parameter.", body = ProblemBody, content_type = "application/problem+json"),
))]
pub async fn find_meta(State(state): State<ApiState>, question: Question<Meta>) -> Result<Response, Problem> {
    let snapshot = &question.view.snapshot;
    let description = snapshot.description();
    let extent = &description.extent;
    question.json(&MetaBody {
        name: (&description.name).into(),
        extent: [extent.min_lon, extent.min_lat, extent.max_lon, extent.max_lat],
        revision: snapshot.revision(),
        today: question.view.today.to_string(),
        as_of_min: summary::first_day(&question.view).map(|day| day.to_string()),
        counts: summary::counts(&question.view).into_iter().map(|(kind, count)| (kind.code(), count)).collect(),
        sample: state.is_sample(),
        version: env!("CARGO_PKG_VERSION"),
    })
}
