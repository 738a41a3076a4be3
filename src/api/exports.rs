//! `/exports/{layer}`: a layer as a file.

use std::borrow::Cow;
use std::fs::File;

use axum::body::Body;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_LENGTH, HeaderName};
use axum::http::request::Parts;
use axum::response::Response;
use tokio_util::io::ReaderStream;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, SchemaType, Type};
use utoipa::{IntoParams, PartialSchema, ToSchema};

use super::common_params::{DayParams, PlaceParams};
use super::lot_params::{self, LotParams};
use super::params::{Asked, ParamError, Params, asked};
use super::problem::{Problem, ProblemBody, ProblemKind, Refusals};
use super::question::Question;
use super::road_params::RoadParams;
use super::state::ApiState;
use crate::export::flat::is_of_zones;
use crate::export::{ExportError, Flat, Format, Selection, TargetCrs, write};
use crate::model::{Coded, DataLayer, Name, Refused, parse_code};

/// Where files are.
pub const EXPORTS: &str = "/api/v1/exports/";

/// How many records are in the file.
const ROWS: HeaderName = HeaderName::from_static("x-export-rows");

/// How many are not, because the format has no place for a record without a shape.
const LEFT_OUT: HeaderName = HeaderName::from_static("x-export-left-out");

/// In what.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct FileParams {
    /// `gpkg`, `shp` (a zip), `geojson`, `fgb`, `kml`, `dxf`, `csv`, `xlsx`.
    #[param(example = "gpkg")]
    format: String,
    /// Coordinate system, `EPSG:4326` or a zone of VN-2000 such as `EPSG:9213`; easting or longitude comes first. Degrees unless given, but a
    /// drawing has the province's zone. GeoJSON and KML are always degrees.
    #[param(example = "EPSG:9213")]
    crs: Option<String>,
}

asked!(
    /// What `/exports/{layer}` may be asked.
    Exports: FileParams, LotParams, RoadParams, PlaceParams, DayParams
);

/// The bytes of a file, for its description.
pub struct FileBytes;

impl PartialSchema for FileBytes {
    fn schema() -> RefOr<Schema> {
        let bytes = ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::String))
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)));
        RefOr::T(Schema::Object(bytes.build()))
    }
}

impl ToSchema for FileBytes {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("FileBytes")
    }
}

/// What every layer may be asked.
const EVERYWHERE: [&str; 4] = ["format", "crs", "bbox", "as_of"];

/// A layer as a file
///
/// Columns are the keys of the record's own written form (`docs/exports.md`). `lots` take the filters of `/lots`; other layers `bbox`, and those that
/// belong to zones `zone`. The public gets what the API tells the public.
#[utoipa::path(get, path = "/api/v1/exports/{layer}", tag = "files",
    params(("layer" = String, Path, example = "lots", description = "`zones`, `zone-parts`, `lots`, `clearance-areas`, `resettlement-sites`, `roads`, \
        `connection-points`, `km-posts`, `gates`, \
        `internal-roads`, `transport-nodes`, `material-zones`, `constraints`, `admin-units`, `places`."),
        FileParams, LotParams, RoadParams, PlaceParams, DayParams),
    responses(
        (status = 200, description = "The file. Its media type is that of the format.", content(
            (FileBytes = "application/geopackage+sqlite3"), (FileBytes = "application/zip"), (FileBytes = "application/geo+json"),
            (FileBytes = "application/flatgeobuf"), (FileBytes = "application/vnd.google-earth.kml+xml"), (FileBytes = "image/vnd.dxf"),
            (FileBytes = "text/csv"), (FileBytes = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")), headers(
            ("content-disposition" = String, description = "What it is called, such as `lots-2026-11-24.gpkg`."),
            ("x-export-rows" = u64, description = "Records in the file."),
            ("x-export-left-out" = u64, description = "Records that are not, because the format has no place for one without a shape."))),
        Refusals,
        (status = 404, description = "There is no such layer.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn export_layer(
    State(state): State<ApiState>,
    question: Question<Exports>,
    LayerName(layer): LayerName,
) -> Result<Response, Problem> {
    let order = order(&question, layer)?;
    if let Some(unchanged) = question.unchanged() {
        return Ok(unchanged);
    }
    let turn = state.exports.turn().await?;
    let (view, audience, worker) = (question.view.clone(), question.audience, state.worker().clone());
    let (format, crs) = (order.format, order.crs);
    let work = move || {
        // The turn ends with the work, not with a caller who has lost patience.
        let _turn = turn;
        let flat = Flat::of(&view, layer, &order.selection, audience);
        let exported = write(&flat, format, crs, &worker)?;
        let file = File::open(exported.path())?;
        // The folder goes now; what is open can still be read.
        Ok::<_, ExportError>((file.metadata()?.len(), file, exported.rows, exported.left_out))
    };
    let written = tokio::task::spawn_blocking(work).await.map_err(|error| Problem::internal(&error))?;
    let (length, file, rows, left_out) = written?;
    let body = Body::from_stream(ReaderStream::new(tokio::fs::File::from_std(file)));
    let name = format.file_name(layer, question.view.as_of, crs);
    let mut response = question.file(body, format.media_type(), &name);
    for (header, number) in [(CONTENT_LENGTH, length), (ROWS, rows), (LEFT_OUT, left_out)] {
        response.headers_mut().insert(header, HeaderValue::from(number));
    }
    Ok(response)
}

/// What is asked, understood.
struct Order {
    format: Format,
    crs: TargetCrs,
    selection: Selection,
}

fn order(question: &Question<Exports>, layer: DataLayer) -> Result<Order, Problem> {
    let params = &question.params;
    only_what_the_layer_takes(params, layer)?;
    let codes = Format::ALL.iter().map(|format| format.code()).collect::<Vec<_>>().join(", ");
    let format: Format = params.read("format", parse_code)?.ok_or_else(|| Params::missing("format", &codes, &codes))?;
    let crs = TargetCrs::of(format, params.read("crs", TargetCrs::parse)?, &question.view)?;
    let selection = if layer == DataLayer::Lots {
        let (lots, lot_sort) = (lot_params::filter(params)?, lot_params::sort(params)?);
        Selection { lots, lot_sort, ..Selection::default() }
    } else {
        let zones = params.ids("zone")?.unwrap_or_default();
        Selection { zones, bbox: params.bbox("bbox")?, ..Selection::default() }
    };
    Ok(Order { format, crs, selection })
}

/// Refuses the filters of lots where there are none.
fn only_what_the_layer_takes(params: &Params, layer: DataLayer) -> Result<(), ParamError> {
    let takes =
        |name: &str| layer == DataLayer::Lots || EVERYWHERE.contains(&name) || (name == "zone" && is_of_zones(layer));
    match params.given().find(|(name, _)| !takes(name)) {
        None => Ok(()),
        Some((name, value)) => {
            let allowed: Vec<&str> = Exports::names().iter().map(String::as_str).filter(|name| takes(name)).collect();
            Err(ParamError::Unknown { name: name.to_owned(), value: value.to_owned(), allowed: allowed.join(", ") })
        }
    }
}

/// The layer at the end of an address.
pub struct LayerName(DataLayer);

impl FromRequestParts<ApiState> for LayerName {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let text = Path::<String>::from_request_parts(parts, state).await.map(|Path(text)| text).unwrap_or_default();
        parse_code(&text).map(LayerName).map_err(|refused| {
            let Refused { field, value, allowed } = refused;
            Problem::new(
                ProblemKind::NotFound,
                format!("Không có lớp “{value}”; có: {}.", allowed.vi),
                format!("There is no layer “{value}”; there are: {}.", allowed.en),
            )
            .about(&field, value, Name::new(allowed.vi, allowed.en))
        })
    }
}
