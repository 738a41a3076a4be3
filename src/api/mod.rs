//! HTTP: a handler parses a question, asks `query`, and wraps the answer.
//!
//! This file is the table of contents: [`described`] lists every address once, for the router and for OpenAPI alike.
//! Invariant: handlers decide nothing about land, and no question about it does I/O: answers come from memory. Files are another
//! matter: those of imports are written as they come, and read and committed aside; those of exports are made in a folder of their own.

mod access;
mod access_bodies;
mod audience;
mod belonging;
mod bottlenecks;
mod clearance;
mod clearance_answers;
mod clearance_bodies;
mod clearance_file;
mod clearance_summary;
mod coded;
mod codes;
mod commitments;
mod common_params;
mod connection_asked;
mod connection_check_bodies;
mod connection_checks;
mod connection_dossier;
mod connection_points;
mod corridor;
mod cursor;
mod diagram_bodies;
mod docs;
mod etag;
mod exports;
mod figures;
mod gap_answers;
mod gap_bodies;
mod geojson;
mod geojson_schema;
mod grouping;
mod guard;
mod import_answers;
mod import_bodies;
mod import_form;
mod import_problems;
mod import_refusals;
mod import_report;
mod import_shapes;
mod import_upload;
mod imports;
mod isochrone;
mod language;
mod layer_bodies;
mod layers;
mod leases;
mod ledger;
mod ledger_bodies;
mod lot_answers;
mod lot_bodies;
mod lot_params;
mod lots;
mod material_zones;
mod matrix;
mod meter;
mod office_question;
mod owned_name;
mod params;
mod passage;
mod period;
mod planning_info;
mod problem;
mod question;
mod resettlement_sites;
mod road_answers;
mod road_bodies;
mod road_diagram;
mod road_gaps;
mod road_params;
mod roadside_bodies;
mod route;
mod scenario_answers;
mod scenario_bodies;
mod scenario_question;
mod scenarios;
mod search;
mod service;
mod state;
mod turns;
mod values;
mod web;
mod zone_answers;
mod zone_bodies;
mod zones;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::catch_panic::CatchPanicLayer;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use audience::AdminToken;
pub use guard::{Gate, Guarded, LONGEST_REQUEST};
pub use state::{ApiState, Origin};

/// Every address of the API, with its description.
fn described() -> OpenApiRouter<ApiState> {
    OpenApiRouter::with_openapi(docs::heading())
        .routes(routes!(zones::list_zones))
        .routes(routes!(zones::find_zone))
        .routes(routes!(lots::list_lots))
        .routes(routes!(lots::find_lot))
        .routes(routes!(ledger::show_ledger))
        .routes(routes!(ledger::list_ledger_records))
        .routes(routes!(leases::list_leases))
        .routes(routes!(clearance::list_clearance))
        .routes(routes!(clearance_file::show_zone_clearance))
        .routes(routes!(clearance_summary::show_clearance_summary))
        .routes(routes!(commitments::list_commitments))
        .routes(routes!(bottlenecks::list_bottlenecks))
        .routes(routes!(resettlement_sites::list_resettlement_sites))
        .routes(routes!(access::find_access))
        .routes(routes!(route::find_route))
        .routes(routes!(matrix::find_matrix))
        .routes(routes!(isochrone::find_isochrone))
        .routes(routes!(connection_points::list_connection_points))
        .routes(routes!(connection_points::find_connection_point))
        .routes(routes!(road_diagram::show_road_diagram))
        .routes(routes!(scenarios::weigh_scenario))
        .routes(routes!(road_gaps::list_road_gaps))
        .routes(routes!(connection_checks::check_connection))
        .routes(routes!(connection_dossier::draft_dossier))
        .routes(routes!(corridor::show_corridor))
        .routes(routes!(material_zones::list_material_zones))
        .routes(routes!(search::search_names))
        .routes(routes!(codes::list_codes))
        .routes(routes!(planning_info::find_planning_info))
        .routes(routes!(layers::list_roads))
        .routes(routes!(layers::list_transport_nodes))
        .routes(routes!(layers::list_constraints))
        .routes(routes!(layers::list_places))
        .routes(routes!(layers::list_internal_roads))
        .routes(routes!(layers::list_gates))
        .routes(routes!(layers::list_clearance_areas))
        .routes(routes!(exports::export_layer))
        .routes(routes!(imports::start_import, imports::list_imports))
        .routes(routes!(imports::show_import, imports::forget_import))
        .routes(routes!(imports::answer_import))
        .routes(routes!(imports::download_issues))
        .routes(routes!(import_shapes::show_import_shapes))
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
