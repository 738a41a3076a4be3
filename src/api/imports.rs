//! `/imports`: files of offices read into the record by way of a desk, where what is in them can be looked at first.
//!
//! Everything here is for the office, and only this part of the API changes anything. The work itself runs aside; a request
//! only asks how far it is.

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::extract::rejection::BytesRejection;
use axum::http::header::{CONTENT_DISPOSITION, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use utoipa::IntoParams;

use super::import_answers::GivenAnswers;
use super::import_bodies::{ImportBody, ImportList, import, import_without_report};
use super::import_refusals::{NoImport, NotNow, OfficeRefusals, UploadRefusals};
use super::import_upload::{UploadForm, upload};
use super::office_question::{OfficeQuestion, answer, json};
use super::params::asked;
use super::passage::LARGEST_BODY;
use super::problem::{Problem, ProblemKind};
use crate::command::imports::{Desk, Seen};
use crate::export::{geojson, issues, xlsx};

asked!(
    /// Most addresses of imports take no parameter.
    Nothing:
);

/// In which format.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct IssuesParams {
    /// `xlsx` (usual) or `geojson`.
    #[param(example = "xlsx")]
    format: Option<String>,
}

asked!(
    /// What the file of issues may be asked.
    IssuesAsked: IssuesParams
);

fn shown(desk: &Desk, status: StatusCode, seen: &Seen) -> Result<Response, Problem> {
    json(status, "application/json", &import(seen, desk.settings().kept_for))
}

/// Send files, and have them read
///
/// The files are kept for an hour after their last use, so that they can be read again with other answers. Nothing is written
/// unless `dry_run` is false and nothing is wrong.
#[utoipa::path(post, path = "/api/v1/imports", tag = "imports",
    request_body(content = UploadForm, content_type = "multipart/form-data"), responses(
    (status = 202, description = "The files are being read; `Location` says where to look.", body = ImportBody), UploadRefusals))]
pub async fn start_import(asked: OfficeQuestion<Nothing>, request: Request) -> Result<Response, Problem> {
    let (arrival, given) = upload(&asked.desk, request).await?;
    let today = asked.desk.atlas().live().snapshot().today();
    let seen = arrival.accept(&asked.desk, given.checked(today)?)?;
    let mut response = shown(&asked.desk, StatusCode::ACCEPTED, &seen)?;
    if let Ok(location) = HeaderValue::from_str(&format!("/api/v1/imports/{}", seen.id)) {
        response.headers_mut().insert(LOCATION, location);
    }
    Ok(response)
}

/// Imports that are kept, the newest first
#[utoipa::path(get, path = "/api/v1/imports", tag = "imports", responses(
    (status = 200, description = "Imports, without their reports.", body = ImportList), OfficeRefusals))]
pub async fn list_imports(asked: OfficeQuestion<Nothing>) -> Result<Response, Problem> {
    let (seen, kept_for) = (asked.desk.list(), asked.desk.settings().kept_for);
    let imports = seen.iter().map(|seen| import_without_report(seen, kept_for)).collect();
    json(StatusCode::OK, "application/json", &ImportList { imports })
}

/// How an import stands
#[utoipa::path(get, path = "/api/v1/imports/{id}", tag = "imports",
    params(("id" = String, Path, description = "The import.")), responses(
    (status = 200, description = "How it stands.", body = ImportBody), OfficeRefusals, NoImport))]
pub async fn show_import(asked: OfficeQuestion<Nothing>) -> Result<Response, Problem> {
    shown(&asked.desk, StatusCode::OK, &asked.desk.see(&asked.id)?)
}

/// Read the same files again, with other answers
#[utoipa::path(put, path = "/api/v1/imports/{id}/answers", tag = "imports",
    params(("id" = String, Path, description = "The import.")), request_body = GivenAnswers, responses(
    (status = 202, description = "The files are being read again.", body = ImportBody), OfficeRefusals, NoImport, NotNow))]
pub async fn answer_import(
    asked: OfficeQuestion<Nothing>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let body = body.map_err(|rejection| {
        let reason = rejection.body_text();
        let vi = format!("Nội dung không đọc được ({reason}); tối đa {LARGEST_BODY} byte.");
        Problem::new(
            ProblemKind::BodyTooLarge,
            vi,
            format!("The body cannot be read ({reason}); at most {LARGEST_BODY} bytes."),
        )
    })?;
    let today = asked.desk.atlas().live().snapshot().today();
    // An import that is gone is told before what is wrong with the answers.
    asked.desk.see(&asked.id)?;
    let answers = GivenAnswers::read(&body)?.checked(today)?;
    shown(&asked.desk, StatusCode::ACCEPTED, &asked.desk.answer(&asked.id, answers)?)
}

/// Stop an import, and forget its files
#[utoipa::path(delete, path = "/api/v1/imports/{id}", tag = "imports",
    params(("id" = String, Path, description = "The import.")), responses(
    (status = 204, description = "It is stopped, and its files are gone."), OfficeRefusals, NoImport, NotNow))]
pub async fn forget_import(asked: OfficeQuestion<Nothing>) -> Result<Response, Problem> {
    asked.desk.forget(&asked.id).await?;
    let mut response = answer(StatusCode::NO_CONTENT, "application/json", Body::empty());
    response.headers_mut().remove(axum::http::header::CONTENT_TYPE);
    Ok(response)
}

/// What is wrong with the files, for whoever drew them
///
/// In Vietnamese, with the place of each issue in degrees and in the province's zone of VN-2000.
#[utoipa::path(get, path = "/api/v1/imports/{id}/issues", tag = "imports",
    params(("id" = String, Path, description = "The import."), IssuesParams), responses(
    (status = 200, description = "A file.", content(
        (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (String = "application/geo+json"))),
    OfficeRefusals, NoImport))]
pub async fn download_issues(asked: OfficeQuestion<IssuesAsked>) -> Result<Response, Problem> {
    let is_sheet = asked.params.choice("format", &[("xlsx", true), ("geojson", false)])?.unwrap_or(true);
    let hash = asked.desk.see(&asked.id)?.hash;
    let outcome = asked.desk.outcome(&asked.id)?;
    let made = tokio::task::spawn_blocking(move || {
        let report = &outcome.report;
        let table = issues::table(&report.issues, &report.file, report.grid);
        if is_sheet {
            return xlsx::write(&table).map_err(|error| Problem::internal(&error));
        }
        let mut bytes = Vec::new();
        geojson::write(&table, &mut bytes).map_err(|error| Problem::internal(&error))?;
        Ok(bytes)
    });
    let bytes = made.await.map_err(|error| Problem::internal(&error))??;
    let (ending, media_type) = if is_sheet {
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    } else {
        ("geojson", "application/geo+json")
    };
    let mut response = answer(StatusCode::OK, media_type, Body::from(bytes));
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"loi-{hash}.{ending}\"")) {
        response.headers_mut().insert(CONTENT_DISPOSITION, name);
    }
    Ok(response)
}
