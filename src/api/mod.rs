//! HTTP: a handler parses a question, asks `query`, and wraps the answer.
//!
//! This file is the table of contents: [`described`] lists every address once, for the router and for OpenAPI alike.
//! Invariant: handlers decide nothing about land, and no request does I/O.

mod coded;
mod common_params;
mod cursor;
mod docs;
mod etag;
mod figures;
mod geojson;
mod geojson_schema;
mod language;
mod meter;
mod params;
mod passage;
mod problem;
mod question;
mod service;
mod state;
mod values;
mod web;
mod zone_bodies;
mod zones;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::catch_panic::CatchPanicLayer;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use state::ApiState;

/// Every address of the API, with its description.
fn described() -> OpenApiRouter<ApiState> {
    OpenApiRouter::with_openapi(docs::heading())
        .routes(routes!(zones::list_zones))
        .routes(routes!(zones::find_zone))
        .routes(routes!(service::find_meta))
        .routes(routes!(service::find_health))
        .routes(routes!(service::find_readiness))
        .routes(routes!(service::find_metrics))
}

/// The OpenAPI document.
pub fn openapi() -> utoipa::openapi::OpenApi {
    docs::complete(described().into_openapi())
}

/// The whole server: the API, its description, the map, and what every request passes through.
pub fn router(state: ApiState) -> Router {
    let (routes, document) = described().split_for_parts();
    routes
        .merge(docs::routes(docs::complete(document)))
        .fallback(web::find_file)
        .method_not_allowed_fallback(passage::method_not_allowed)
        .layer(CatchPanicLayer::custom(passage::caught))
        .layer(from_fn(passage::speak))
        .layer(passage::compression())
        .layer(from_fn_with_state(state.clone(), passage::observe))
        .with_state(state)
}
