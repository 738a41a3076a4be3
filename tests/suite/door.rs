//! The front door in memory: requests go through the whole router, as a browser's would.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use kcn_atlas::api::{ApiState, Origin, router};
use kcn_atlas::index::{Description, Live, Snapshot};
use kcn_atlas::model::{Bbox, Name, parse_date};
use kcn_atlas::rules::Rules;
use serde_json::Value;
use tower::ServiceExt;

/// A server in memory.
pub struct Door(Router);

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Door {
    /// A server with an empty record, whose today is 24 November 2026.
    pub fn open() -> Self {
        let description = Description {
            name: Name::new("Tỉnh thử", "Test province"),
            extent: Bbox::new(105.4, 21.3, 106.3, 22.1).unwrap(),
        };
        let today = parse_date("2026-11-24").unwrap();
        Door::onto(Snapshot::build(vec![], 1, today, description, Rules::built_in().unwrap()))
    }

    /// A server that answers from a snapshot.
    pub fn onto(snapshot: Snapshot) -> Self {
        let state = ApiState::default();
        state.open(Arc::new(Live::new(snapshot)), Origin::Record);
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
