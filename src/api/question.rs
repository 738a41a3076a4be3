//! What every question has in common: a view on a day, strict parameters, a language — and how its answer is wrapped.

use std::marker::PhantomData;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{FromRequestParts, Path};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, VARY};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde::Serialize;

use super::cursor::{Cursor, CursorError, question_hash};
use super::etag;
use super::geojson::{Collection, Feature, Layer, Link};
use super::language::Language;
use super::params::{Asked, Params, encode};
use super::problem::{Problem, ProblemKind};
use super::state::ApiState;
use super::turns::{Searches, Turns};
use crate::index::View;
use crate::model::{Audience, Id};
use crate::query::page::{Page, PageKey, PageRequest};

/// How many records a page has unless asked otherwise.
pub const USUAL_PAGE: usize = 100;

/// The most records a page may have.
pub const LARGEST_PAGE: usize = 1000;

/// A question about the data on one day.
pub struct Question<Q> {
    /// The data and the day.
    pub view: View,
    /// What was given.
    pub params: Params,
    /// The caller's language.
    pub language: Language,
    /// To whom the answer is given.
    pub audience: Audience,
    path: String,
    tag: String,
    is_held: bool,
    after: Option<PageKey>,
    searches: Arc<Turns<Searches>>,
    asked: PhantomData<Q>,
}

impl<Q: Asked> FromRequestParts<ApiState> for Question<Q> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let audience = state.audience(&parts.headers)?;
        let params = Params::parse(parts.uri.query().unwrap_or_default(), Q::names())?;
        let live = state.live()?;
        let path = parts.uri.path().to_owned();
        let day = params.date("as_of")?;
        let cursor = params.text("cursor").map(Cursor::decode).transpose()?;
        // A chain of pages keeps the day it began on, even past midnight.
        let view = live.view(day.or(cursor.as_ref().map(|cursor| cursor.as_of)))?;
        if let Some(cursor) = &cursor
            && (cursor.question != question_hash(&path, &params) || cursor.as_of != view.as_of)
        {
            return Err(CursorError::OtherQuestion.into());
        }
        let language = Language::of(&parts.headers);
        let tag = etag::of_view(&view, language, audience);
        let is_held = etag::is_held(&parts.headers, &tag);
        let after = cursor.map(|cursor| cursor.after);
        let searches = Arc::clone(&state.searches);
        Ok(Question { view, params, language, audience, path, tag, is_held, after, searches, asked: PhantomData })
    }
}

impl<Q: Send + 'static> Question<Q> {
    /// Answers away from the threads that answer quick questions, when its turn comes.
    ///
    /// **Errors**: those of the answer, or a *busy* problem when too many wait already.
    pub async fn aside(
        self,
        answer: impl FnOnce(Self) -> Result<Response, Problem> + Send + 'static,
    ) -> Result<Response, Problem> {
        let searches = Arc::clone(&self.searches);
        searches.aside(move || answer(self)).await
    }
}

impl<Q> Question<Q> {
    /// The page that is asked for. `usual` is its length unless `limit` says otherwise.
    ///
    /// **Errors**: a problem for a `limit` out of range.
    pub fn page(&self, usual: usize) -> Result<PageRequest, Problem> {
        let limit = self.params.count("limit", 1..=LARGEST_PAGE)?.unwrap_or(usual);
        Ok(PageRequest { after: self.after.clone(), limit })
    }

    /// *Not modified*, when the caller holds this very answer. To be asked once the question is known to be sound.
    pub fn unchanged(&self) -> Option<Response> {
        self.is_held.then(|| self.wrap(StatusCode::NOT_MODIFIED, Body::empty()))
    }

    /// A page of features.
    pub fn collection<'a, T, L: Layer>(
        &self,
        found: &'a Page<T>,
        feature: impl Fn(&'a T) -> Feature<'a, L>,
    ) -> Result<Response, Problem> {
        let page = Collection {
            number_matched: found.matched,
            number_returned: found.records.len(),
            links: self.links(found.next.as_ref()),
            as_of: self.view.as_of.to_string(),
            revision: self.view.snapshot.revision(),
            features: found.records.iter().map(feature).collect(),
        };
        self.write(&page, "application/geo+json")
    }

    /// One feature.
    pub fn feature<L: Layer>(&self, feature: &Feature<'_, L>) -> Result<Response, Problem> {
        self.write(feature, "application/geo+json")
    }

    /// An answer of features with more beside them.
    pub fn geojson(&self, body: &impl Serialize) -> Result<Response, Problem> {
        self.write(body, "application/geo+json")
    }

    /// Any other answer.
    pub fn json(&self, body: &impl Serialize) -> Result<Response, Problem> {
        self.write(body, "application/json")
    }

    /// A file to be kept under a name.
    pub fn file(&self, body: Body, media_type: &'static str, name: &str) -> Response {
        let mut response = self.wrap(StatusCode::OK, body);
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        // Names are made of codes, days and numbers, which any header may hold.
        if let Ok(kept_as) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
            headers.insert(CONTENT_DISPOSITION, kept_as);
        }
        response
    }

    fn links(&self, next: Option<&PageKey>) -> Vec<Link> {
        let address = |cursor: Option<String>| {
            let given = self.params.given().filter(|(name, _)| cursor.is_none() || *name != "cursor");
            let mut pairs: Vec<_> = given.map(|(name, value)| format!("{name}={}", encode(value))).collect();
            pairs.extend(cursor.map(|cursor| format!("cursor={cursor}")));
            let mark = if pairs.is_empty() { "" } else { "?" };
            format!("{}{mark}{}", self.path, pairs.join("&"))
        };
        let link = |rel, href| Link { rel, href, r#type: "application/geo+json" };
        let mut links = vec![link("self", address(None))];
        if let Some(after) = next {
            let question = question_hash(&self.path, &self.params);
            let cursor = Cursor { after: after.clone(), as_of: self.view.as_of, question };
            links.push(link("next", address(Some(cursor.encode()))));
        }
        links
    }

    fn write(&self, body: &impl Serialize, media_type: &'static str) -> Result<Response, Problem> {
        let bytes = serde_json::to_vec(body).map_err(|error| Problem::internal(&error))?;
        let mut response = self.wrap(StatusCode::OK, Body::from(bytes));
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        Ok(response)
    }

    fn wrap(&self, status: StatusCode, body: Body) -> Response {
        let mut response = Response::new(body);
        *response.status_mut() = status;
        let headers = response.headers_mut();
        // A tag is made of digits, hyphens and letters, which any header may hold.
        if let Ok(tag) = HeaderValue::from_str(&self.tag) {
            headers.insert(ETAG, tag);
        }
        let keep = if self.audience == Audience::Public { "no-cache" } else { "private, no-cache" };
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(keep));
        headers.insert(VARY, HeaderValue::from_static("accept-language, accept-encoding, authorization"));
        response
    }
}

/// The id at the end of an address. What cannot be an id is a record that does not exist.
pub struct RecordId(pub Id);

impl FromRequestParts<ApiState> for RecordId {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let text = Path::<String>::from_request_parts(parts, state).await.map(|Path(text)| text).unwrap_or_default();
        Id::new(&text).map(RecordId).map_err(|refused| {
            Problem::new(
                ProblemKind::NotFound,
                format!("“{}” không phải mã của một bản ghi; mã gồm {}.", refused.value, refused.allowed.vi),
                format!("“{}” is not the id of a record; an id has {}.", refused.value, refused.allowed.en),
            )
        })
    }
}
