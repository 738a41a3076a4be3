//! `/search`: anything with a name, by that name.

use axum::response::Response;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::coded::NameBody;
use super::common_params::DayParams;
use super::geojson::{Position, seven_decimals};
use super::params::{Params, asked};
use super::problem::{Problem, Refusals};
use super::question::Question;
use crate::model::Kind;
use crate::query::search;

/// How many names are found unless asked otherwise.
const USUAL_LIMIT: usize = 10;

/// What is looked for.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct SearchParams {
    /// A name or part of one; case and diacritics do not matter, one typing slip is forgiven.
    #[param(min_length = 1, max_length = 100, example = "diem thuy")]
    q: String,
    /// At most so many.
    #[param(minimum = 1, maximum = 50, default = 10)]
    limit: Option<u8>,
}

asked!(
    /// What `/search` may be asked.
    Search: SearchParams, DayParams
);

/// What was found by name, best first.
#[derive(Serialize, ToSchema)]
pub struct SearchResults<'a> {
    /// What was looked for.
    pub query: &'a str,
    /// What was found.
    pub results: Vec<SearchResult<'a>>,
}

/// Something found by name.
#[derive(Serialize, ToSchema)]
pub struct SearchResult<'a> {
    /// What it is.
    pub kind: FoundKind,
    /// Its id.
    pub id: &'a str,
    /// What it is called.
    pub name: NameBody<'a>,
    /// What tells it from others of the name.
    pub context: NameBody<'a>,
    /// Where it is.
    #[schema(value_type = Option<[f64; 2]>)]
    pub location: Option<Position>,
    /// The box around it: west, south, east, north.
    pub bbox: Option<[f64; 4]>,
    /// 1 for the very name, less for a likeness.
    pub score: f64,
}

/// What can be found by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FoundKind {
    /// Park or cluster.
    Zone,
    /// Phase or section.
    ZonePart,
    /// Lot.
    Lot,
    /// Place.
    Place,
    /// Public road.
    Road,
    /// Interchange, station, port.
    TransportNode,
    /// Raw-material zone.
    MaterialZone,
}

/// Finds anything with a name
#[utoipa::path(get, path = "/api/v1/search", tag = "find", params(SearchParams, DayParams), responses(
    (status = 200, description = "Best first.", body = SearchResults), Refusals))]
pub async fn search_names(question: Question<Search>) -> Result<Response, Problem> {
    let params = &question.params;
    let text = params.phrase("q", 100)?.ok_or_else(|| Params::missing("q", "1–100 ký tự", "1–100 characters"))?;
    let limit = params.count("limit", 1..=50)?.unwrap_or(USUAL_LIMIT);
    if let Some(unchanged) = question.unchanged() {
        return Ok(unchanged);
    }
    let found = search::search(&question.view, &text, limit);
    question.json(&SearchResults { query: &text, results: found.iter().filter_map(result).collect() })
}

fn result(found: &search::SearchResult) -> Option<SearchResult<'_>> {
    Some(SearchResult {
        kind: FoundKind::of(found.kind)?,
        id: found.id.as_str(),
        name: (&found.name).into(),
        context: (&found.context).into(),
        location: found.location.map(Position),
        bbox: found.bbox.map(|bbox| [bbox.min_lon, bbox.min_lat, bbox.max_lon, bbox.max_lat].map(seven_decimals)),
        score: (found.score * 1e4).round() / 1e4,
    })
}

impl FoundKind {
    /// `None` for kinds that have no name of their own.
    fn of(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Zone => Some(FoundKind::Zone),
            Kind::ZonePart => Some(FoundKind::ZonePart),
            Kind::Lot => Some(FoundKind::Lot),
            Kind::Place => Some(FoundKind::Place),
            Kind::RoadSection => Some(FoundKind::Road),
            Kind::TransportNode => Some(FoundKind::TransportNode),
            Kind::MaterialZone => Some(FoundKind::MaterialZone),
            Kind::Agency
            | Kind::AdminUnit
            | Kind::Lease
            | Kind::ClearanceArea
            | Kind::Bottleneck
            | Kind::Commitment
            | Kind::ResettlementSite
            | Kind::Gate
            | Kind::InternalRoad
            | Kind::RoadLink
            | Kind::ConnectionPoint
            | Kind::KmPost
            | Kind::Constraint => None,
        }
    }
}
