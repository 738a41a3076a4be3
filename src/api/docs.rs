//! The description of the API (OpenAPI 3.1), and the page that browses it.

use axum::Router;
use utoipa::OpenApi;
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{self, RefOr};
use utoipa_swagger_ui::{Config, SwaggerUi};

use super::geojson_schema::{AnyShape, shape_schema};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "KCN Atlas",
        description = "Quỹ đất, giải phóng mặt bằng và kết nối giao thông của các khu, cụm công nghiệp.\n\n\
            Land availability, clearance and road connection of industrial parks and clusters. \
            Coordinates are WGS 84, longitude first. Units stand in the names. Unknown is `null`, never 0. \
            Every question takes `as_of`. Unknown parameters and bad values are refused.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    tags(
        (name = "zones", description = "Parks and clusters, and the parts they are made of"),
        (name = "lots", description = "Land availability"),
        (name = "land", description = "The ledger of land over time"),
        (name = "clearance", description = "Clearance: stages, movement, promises, what blocks"),
        (name = "roads", description = "Road connection: the nearest of each class, ways, reach"),
        (name = "materials", description = "Raw-material zones"),
        (name = "find", description = "By name, by position; labels of codes"),
        (name = "layers", description = "Layers of the map"),
        (name = "files", description = "Layers as files"),
        (name = "imports", description = "Files of offices read into the record; for the office alone"),
        (name = "service", description = "For those who run the service"),
    ),
    components(schemas(AnyShape))
)]
struct Heading;

/// Everything that is said before the addresses are listed.
pub fn heading() -> openapi::OpenApi {
    Heading::openapi()
}

/// Completes the description: shapes are added, and what is always written is marked as always there.
///
/// Unknown is written as `null` and never left out, so every property is required; only a problem leaves out what does
/// not apply, and what is sent to the server may leave out what it does not want to say.
pub fn complete(mut document: openapi::OpenApi) -> openapi::OpenApi {
    let schemas = &mut document.components.get_or_insert_default().schemas;
    for shape in ["Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon"] {
        schemas.insert(shape.to_owned(), shape_schema(shape));
    }
    for (_, schema) in schemas.iter_mut().filter(|(name, _)| !LEAVING_OUT.contains(&name.as_str())) {
        require_all(schema);
    }
    document
}

/// Schemas whose properties may be left out.
const LEAVING_OUT: [&str; 6] =
    ["Problem", "GivenAnswers", "UploadForm", "GivenScenario", "GivenRoad", "ConnectionCheckAsked"];

fn require_all(schema: &mut RefOr<Schema>) {
    match schema {
        RefOr::T(Schema::Object(object)) => object.required = object.properties.keys().cloned().collect(),
        RefOr::T(Schema::AllOf(all)) => all.items.iter_mut().for_each(require_all),
        _ => {}
    }
}

/// `/docs` and `/openapi.json`. Nothing is loaded from another origin.
pub fn routes<S: Clone + Send + Sync + 'static>(document: openapi::OpenApi) -> Router<S> {
    let config = Config::new(["/openapi.json"]).validator_url("none").try_it_out_enabled(true);
    SwaggerUi::new("/docs").config(config).url("/openapi.json", document).into()
}
