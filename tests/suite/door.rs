//! The front door in memory: requests go through the whole router, as a browser's would.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use kcn_atlas::api::{AdminToken, ApiState, Origin, router};
use kcn_atlas::gis::Worker;
use kcn_atlas::index::{Live, Snapshot};
use serde_json::Value;
use tower::ServiceExt;

use crate::scene::Scene;

/// A server in memory.
pub struct Door(Router);

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Door {
    /// A server whose today is 24 November 2026.
    pub fn open() -> Self {
        Door::to(Scene::new().snapshot())
    }

    /// A server of this world.
    pub fn to(snapshot: Snapshot) -> Self {
        let state = ApiState::default();
        state.open(Arc::new(Live::new(snapshot)), Origin::Record);
        Door(router(state))
    }

    /// A server of this world whose administrator's token is `secret`.
    pub fn with_token(snapshot: Snapshot) -> Self {
        let state = ApiState::new(AdminToken::new("secret"));
        state.open(Arc::new(Live::new(snapshot)), Origin::Record);
        Door(router(state))
    }

    /// The same, with a worker for files.
    pub fn with_worker(snapshot: Snapshot, worker: Worker) -> Self {
        let state = ApiState::new(AdminToken::new("secret")).with_worker(worker);
        state.open(Arc::new(Live::new(snapshot)), Origin::Record);
        Door(router(state))
    }

    /// A server as it was set up.
    pub fn of(state: ApiState) -> Self {
        Door(router(state))
    }

    /// A server that is still loading.
    pub fn loading() -> Self {
        Door(router(ApiState::default()))
    }

    pub async fn get(&self, address: &str) -> Answer {
        self.ask(Method::GET, address, &[]).await
    }

    pub async fn ask(&self, method: Method, address: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().method(method).uri(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.0.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        Answer { status: parts.status, headers: parts.headers, body: body.collect().await.unwrap().to_bytes() }
    }
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("no JSON: {}", String::from_utf8_lossy(&self.body)))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }
}
