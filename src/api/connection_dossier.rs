//! `/connection-checks/dossier`: the draft of an application, as a Word file.

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::Response;

use super::connection_asked::CheckAsked;
use super::problem::{Problem, Refusals};
use super::state::ApiState;
use crate::export::dossier;
use crate::query::connection::{KnownRoads, check};

/// The draft of an application to connect, as a Word file
///
/// Asked like a check. In Vietnamese, with the fields of Form 01 of Annex VI of Decree 165/2024/NĐ-CP, an explanation, the verdicts and
/// other ways. Every page says DỰ THẢO; what is not on record is a blank to be filled. Nothing is stored.
#[utoipa::path(post, path = "/api/v1/connection-checks/dossier", tag = "roads", request_body = CheckAsked, responses(
    (status = 200, description = "A .docx file.", body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"), Refusals))]
pub async fn draft_dossier(
    State(state): State<ApiState>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let (view, asked) = CheckAsked::read(body)?.understood(&state)?;
    let known = KnownRoads::new(&view, asked.date);
    let checked = check(&known, &asked)?;
    let draft = dossier::filled(&known, &asked, &checked);
    let bytes = dossier::write(&draft)?;
    Ok(attachment(bytes, &dossier::file_name(&checked.site, draft.drafted_on)))
}

fn attachment(bytes: Vec<u8>, name: &str) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(dossier::MEDIA_TYPE));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Ids, chainages and days are letters, digits, dots and hyphens, which any header may hold.
    if let Ok(kept_as) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(CONTENT_DISPOSITION, kept_as);
    }
    response
}
