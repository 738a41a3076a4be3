//! `/scenarios/access`: what a road that is only thought of, or closed, would change for every zone.
//!
//! The body is bounded before it is read, and the work is done aside, a few scenarios at once.

use axum::body::to_bytes;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::guard::Gate;
use super::office_question::json;
use super::params::Params;
use super::passage::LARGEST_SCENARIO;
use super::problem::{Problem, ProblemBody, ProblemKind, Refusals};
use super::road_answers::profile;
use super::scenario_answers::{CAVEAT, added, closed, summary, zone};
use super::scenario_bodies::{RankedBody, ScenarioBody};
use super::scenario_question::{AskedScenario, GivenScenario};
use super::state::ApiState;
use crate::index::View;
use crate::model::DataClass;
use crate::query::scenario::scenario;

/// What roads that are only thought of, or closed, would change for every zone
///
/// Each added road is a drawn line or a section on record that is not open yet. The ends of a line are brought to the nearest open road within
/// 5 km; it joins every road it crosses, and every node or road that one of its vertices comes within 20 m of. Expressways are joined at their
/// nodes only, bridges and tunnels not midway. The answer lists every join. Nothing is stored.
#[utoipa::path(post, path = "/api/v1/scenarios/access", tag = "roads", request_body = GivenScenario, responses(
    (status = 200, description = "Every zone that changes, before and after.", body = ScenarioBody),
    (status = 413, description = "The body has more than 1 MiB.", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "A line that no road can follow.", body = ProblemBody, content_type = "application/problem+json"),
    Refusals))]
pub async fn weigh_scenario(State(state): State<ApiState>, request: Request) -> Result<Response, Problem> {
    state.audience(request.headers())?;
    Params::parse(request.uri().query().unwrap_or_default(), &[])?;
    let live = state.live()?.clone();
    let asked = GivenScenario::read(&body(request).await?)?.checked()?;
    let view = live.view(asked.as_of)?;
    // Whoever asks for the impossible is told before waiting.
    let turn = state.scenarios.turn().await?;
    let worked_out = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        answer(&view, &asked)
    });
    worked_out.await.map_err(|error| Problem::internal(&error))?
}

/// The body, whole. The connection lets more through than usual while it comes.
async fn body(request: Request) -> Result<axum::body::Bytes, Problem> {
    let gate = request.extensions().get::<ConnectInfo<Gate>>().map(|ConnectInfo(gate)| gate.clone());
    let _open = gate.as_ref().map(Gate::open);
    let read = to_bytes(request.into_body(), LARGEST_SCENARIO as usize).await;
    read.map_err(|error| {
        Problem::new(
            ProblemKind::BodyTooLarge,
            format!("Nội dung không đọc được ({error}); tối đa {LARGEST_SCENARIO} byte."),
            format!("The body cannot be read ({error}); at most {LARGEST_SCENARIO} bytes."),
        )
    })
}

fn answer(view: &View, asked: &AskedScenario) -> Result<Response, Problem> {
    let roads = view.roads(asked.network_on, asked.vehicle);
    let question = &asked.question;
    let found = scenario(view, &roads, question)?;
    let ranking = found.ranking.iter().map(|(road, sum)| RankedBody {
        road: *road,
        name: (&found.added[*road].name).into(),
        summary: summary(sum, question),
    });
    let body = ScenarioBody {
        as_of: view.as_of.to_string(),
        revision: view.snapshot.revision(),
        network_on: roads.network_on.to_string(),
        profile: profile(roads.vehicle),
        gross_weight_t: roads.vehicle.gross_weight_t(),
        optimise: question.optimise.into(),
        limit_km: f64::from(question.limit) / 1e6,
        data_class: DataClass::Illustration.into(),
        added: found.added.iter().map(added).collect(),
        closed: found.closed.iter().map(closed).collect(),
        zones: found.zones.iter().filter(|change| asked.all || change.is_change()).map(zone).collect(),
        zones_compared: found.zones.len(),
        summary: summary(&found.summary, question),
        ranking: question.rank.then(|| ranking.collect()),
        caveat: CAVEAT,
    };
    json(StatusCode::OK, "application/json", &body)
}
