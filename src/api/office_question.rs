//! What every question about imports has in common: the office asks it, strictly, and the answer is kept by nobody.

use std::marker::PhantomData;

use axum::body::Body;
use axum::extract::{FromRequestParts, Path};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde::Serialize;

use super::audience;
use super::params::{Asked, Params};
use super::problem::Problem;
use super::state::ApiState;
use crate::command::imports::Desk;
use crate::model::Audience;

/// A question of the office about imports. The token is looked at before anything else, and before any body.
pub struct OfficeQuestion<Q> {
    /// Where imports lie.
    pub desk: Desk,
    /// What was given.
    pub params: Params,
    /// The import that is asked about; empty where none is.
    pub id: String,
    asked: PhantomData<Q>,
}

impl<Q: Asked> FromRequestParts<ApiState> for OfficeQuestion<Q> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        if state.audience(&parts.headers)? != Audience::Office {
            return Err(audience::office_address());
        }
        let params = Params::parse(parts.uri.query().unwrap_or_default(), Q::names())?;
        let id = Path::<String>::from_request_parts(parts, state).await.map(|Path(id)| id).unwrap_or_default();
        Ok(OfficeQuestion { desk: state.desk()?.clone(), params, id, asked: PhantomData })
    }
}

/// An answer as JSON.
pub fn json(status: StatusCode, media_type: &'static str, body: &impl Serialize) -> Result<Response, Problem> {
    let bytes = serde_json::to_vec(body).map_err(|error| Problem::internal(&error))?;
    Ok(answer(status, media_type, Body::from(bytes)))
}

/// An answer that nobody keeps.
pub fn answer(status: StatusCode, media_type: &'static str, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
