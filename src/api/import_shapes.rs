//! The shapes of an import, for the map: as they were placed, or as a system that is offered would place them.

use axum::response::Response;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::coded::*;
use super::geojson::Shape;
use super::geojson_schema::AnyShape;
use super::import_problems::bad_part;
use super::import_refusals::{NoImport, OfficeRefusals};
use super::office_question::{OfficeQuestion, json};
use super::params::{Params, asked};
use super::problem::Problem;
use crate::command::import::{Fate, RowShape, Shapes};
use crate::command::imports::SourceCrs;

/// By which system.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct ShapesParams {
    /// Code of a system: where the shapes would lie if the file were in it. Without it: where they were placed, repaired.
    #[param(example = "EPSG:9213")]
    crs: Option<String>,
    /// Whether the axes stand the other way round (false); together with `crs`.
    swapped: Option<bool>,
}

asked!(
    /// What the shapes of an import may be asked.
    ShapesAsked: ShapesParams
);

#[derive(Serialize, ToSchema)]
enum CollectionType {
    FeatureCollection,
}

#[derive(Serialize, ToSchema)]
enum FeatureType {
    Feature,
}

/// Shapes of an import: at most 2000, thinned for a map.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImportShapes<'a> {
    /// As every collection of GeoJSON.
    #[schema(inline)]
    r#type: CollectionType,
    /// Rows of the file that have a shape.
    number_matched: usize,
    /// How many are here: whatever is wrong comes before the others.
    number_returned: usize,
    /// The shapes, in the order of the file.
    features: Vec<ImportShape<'a>>,
}

/// The shape of one row.
#[derive(Serialize, ToSchema)]
pub struct ImportShape<'a> {
    /// As every feature of GeoJSON.
    #[schema(inline)]
    r#type: FeatureType,
    /// Where it is.
    #[schema(value_type = AnyShape)]
    geometry: Shape<'a>,
    /// What it is.
    properties: ImportShapeProperties<'a>,
}

/// What a row is. With `crs` only its number is told.
#[derive(Default, Serialize, ToSchema)]
pub struct ImportShapeProperties<'a> {
    /// The row's number in the file.
    row: u64,
    /// The record it makes; null = none.
    id: Option<&'a str>,
    /// What the row calls it.
    label: Option<&'a str>,
    /// What the record would change: `added`, `changed`, `unchanged`; null = it was not compared.
    difference: Option<&'static str>,
    /// The worst that is said of the row; null = nothing.
    severity: Option<SeverityCode>,
}

/// The shapes of an import, thinned for a map
#[utoipa::path(get, path = "/api/v1/imports/{id}/shapes", tag = "imports",
    params(("id" = String, Path, description = "The import."), ShapesParams), responses(
    (status = 200, description = "Shapes in WGS 84.", body = ImportShapes, content_type = "application/geo+json"),
    OfficeRefusals, NoImport))]
pub async fn show_import_shapes(asked: OfficeQuestion<ShapesAsked>) -> Result<Response, Problem> {
    let by = system(&asked.params)?;
    let outcome = asked.desk.outcome(&asked.id)?;
    let made = tokio::task::spawn_blocking(move || {
        let shapes = &outcome.report.shapes;
        let features = by.map_or_else(|| as_placed(shapes), |(crs, swapped)| by_system(shapes, crs, swapped));
        let body = ImportShapes {
            r#type: CollectionType::FeatureCollection,
            number_matched: shapes.matched,
            number_returned: features.len(),
            features,
        };
        json(axum::http::StatusCode::OK, "application/geo+json", &body)
    });
    made.await.map_err(|error| Problem::internal(&error))?
}

/// The system that is asked about.
fn system(params: &Params) -> Result<Option<(SourceCrs, bool)>, Problem> {
    let crs = params.read("crs", SourceCrs::parse)?;
    let swapped = params.flag("swapped")?;
    match crs {
        Some(crs) => Ok(Some((crs, swapped.unwrap_or(false)))),
        None if swapped.is_some() => {
            Err(bad_part("crs", "", "mã hệ tọa độ, cùng với swapped", "a code, together with swapped"))
        }
        None => Ok(None),
    }
}

fn as_placed(shapes: &Shapes) -> Vec<ImportShape<'_>> {
    shapes.rows.iter().filter_map(|row| Some(feature(row.placed.as_ref()?.into(), properties(row)))).collect()
}

fn by_system(shapes: &Shapes, crs: SourceCrs, swapped: bool) -> Vec<ImportShape<'_>> {
    let placed = shapes.placed_by(crs, swapped).into_iter();
    placed.map(|(row, shape)| feature(shape.into(), ImportShapeProperties { row, ..Default::default() })).collect()
}

fn feature<'a>(geometry: Shape<'a>, properties: ImportShapeProperties<'a>) -> ImportShape<'a> {
    ImportShape { r#type: FeatureType::Feature, geometry, properties }
}

fn properties(row: &RowShape) -> ImportShapeProperties<'_> {
    ImportShapeProperties {
        row: row.row,
        id: row.id.as_ref().map(|id| id.as_str()),
        label: row.label.as_deref(),
        difference: row.difference.as_ref().map(|difference| match difference {
            Fate::Added => "added",
            Fate::Changed(_) => "changed",
            Fate::Unchanged => "unchanged",
        }),
        severity: row.severity.map(Code),
    }
}
