//! What every request passes through: an id, a line in the log, a count, limits, and problems put into words.
//!
//! From outside in: [`observe`] (id, log, meter, headers) → compression → [`speak`] (limits, time, problems) →
//! a catcher of panics → the handler.

use std::any::Any;
use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::header::{
    CONTENT_LENGTH, CONTENT_SECURITY_POLICY, REFERRER_POLICY, TRANSFER_ENCODING, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tracing::info;

use super::exports::EXPORTS;
use super::guard::Gate;
use super::language::Language;
use super::problem::{Problem, ProblemKind};
use super::state::ApiState;
use crate::export::Format;

/// The longest path and query that are answered, in bytes: a query may have 8 KiB of its own.
const LONGEST_ADDRESS: usize = 9 * 1024;

/// The largest body that is taken, in bytes; files of an import have limits of their own.
pub const LARGEST_BODY: u64 = 64 * 1024;

/// Where scenarios are sent to: lines of thousands of vertices are longer than other bodies.
pub const SCENARIOS: &str = "/api/v1/scenarios/access";

/// The largest body of a scenario, in bytes: ten roads of 2 000 vertices, spelled out at length.
pub const LARGEST_SCENARIO: u64 = 1024 * 1024;

/// Where files are sent to: the one address whose body may be large, and slow.
pub const UPLOADS: &str = "/api/v1/imports";

/// Answers come from memory: after this long something is wrong.
const LONGEST_ANSWER: Duration = Duration::from_secs(30);

/// A file is written before it is sent, and others may be before it.
const LONGEST_EXPORT: Duration = Duration::from_secs(150);

/// Shorter bodies would grow rather than shrink.
const WORTH_COMPRESSING: u64 = 512;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Scripts, styles and data come from this server alone. MapLibre runs a worker and keeps images as blobs;
/// it and the API browser set styles on elements, which is all that `unsafe-inline` opens.
const POLICY: &str = "default-src 'self'; worker-src 'self' blob:; child-src 'self' blob:; img-src 'self' data: blob:; \
     style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'";

/// Gives a request its id, and its answer a line in the log, a count and the headers every answer has.
pub async fn observe(State(state): State<ApiState>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = request_id(request.headers());
    let method = known_method(request.method());
    let path = request.uri().path().to_owned();
    let route = request.extensions().get::<MatchedPath>().map_or("unmatched", MatchedPath::as_str).to_owned();

    let mut response = next.run(request).await;

    let duration = started.elapsed();
    let status = response.status().as_u16();
    state.meter.count(&route, method, status, duration);
    let duration_ms = (duration.as_secs_f64() * 1e6).round() / 1e3;
    info!(request.id = %id, method, path, status, duration_ms, "{method} {path} {status}");
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert(REQUEST_ID, id);
    }
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin"));
    response
}

/// The caller's own id when it is sane, else a new one: unique within this process, unlike those of another.
fn request_id(headers: &HeaderMap) -> String {
    static SEED: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let is_sane = |id: &&str| {
        (1..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    let given = headers.get(REQUEST_ID).and_then(|value| value.to_str().ok()).filter(is_sane);
    given.map_or_else(|| format!("{:016x}", SEED.hash_one(COUNT.fetch_add(1, Ordering::Relaxed))), str::to_owned)
}

/// The method as a label: what callers invent must not grow the list of counters.
fn known_method(method: &Method) -> &'static str {
    let known = [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS];
    let names = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    known.iter().zip(names).find(|(known, _)| *known == method).map_or("OTHER", |(_, name)| name)
}

/// Keeps requests within limits, and puts a problem into the caller's language.
pub async fn speak(request: Request, next: Next) -> Response {
    let language = Language::of(request.headers());
    let instance = request.uri().path().to_owned();
    let longest = if instance.starts_with(EXPORTS) { LONGEST_EXPORT } else { LONGEST_ANSWER };
    let response = match limits(&request) {
        Err(problem) => {
            leave_rest(&request);
            problem.into_response()
        }
        // Its handler bounds what comes, and how slowly.
        Ok(()) if is_upload(&request) => {
            leave_rest(&request);
            next.run(request).await
        }
        Ok(()) => tokio::time::timeout(longest, next.run(request)).await.unwrap_or_else(|_| {
            let seconds = longest.as_secs();
            let vi = format!("Không có câu trả lời sau {seconds} giây.");
            Problem::new(ProblemKind::Timeout, vi, format!("There was no answer within {seconds} seconds."))
                .into_response()
        }),
    };
    let Some(problem) = response.extensions().get::<Problem>() else { return response };
    let mut said = problem.said_in(language, &instance);
    // What a handler set besides (Allow, for one) stays.
    for (name, value) in response.headers() {
        if *name != CONTENT_LENGTH && !said.headers().contains_key(name) {
            said.headers_mut().insert(name, value.clone());
        }
    }
    said
}

/// Whether a request brings files.
fn is_upload(request: &Request) -> bool {
    request.method() == Method::POST && request.uri().path() == UPLOADS
}

/// Whoever is refused in the middle of a long body should still hear why.
fn leave_rest(request: &Request) {
    if let Some(ConnectInfo(gate)) = request.extensions().get::<ConnectInfo<Gate>>() {
        gate.leave_rest();
    }
}

fn limits(request: &Request) -> Result<(), Problem> {
    let address = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    if address > LONGEST_ADDRESS {
        return Err(Problem::new(
            ProblemKind::AddressTooLong,
            format!("Địa chỉ dài {address} byte; tối đa {LONGEST_ADDRESS}."),
            format!("The address has {address} bytes; at most {LONGEST_ADDRESS} are accepted."),
        ));
    }
    if is_upload(request) {
        return Ok(());
    }
    let length = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    let largest = if request.uri().path() == SCENARIOS { LARGEST_SCENARIO } else { LARGEST_BODY };
    let is_too_large = length.map_or(request.headers().contains_key(TRANSFER_ENCODING), |length| length > largest);
    if is_too_large {
        return Err(Problem::new(
            ProblemKind::BodyTooLarge,
            format!("Nội dung gửi lên không quá {largest} byte và phải có Content-Length."),
            format!("A body may have {largest} bytes, with a Content-Length."),
        ));
    }
    Ok(())
}

/// A panic in a handler: logged, and answered with an *internal* problem.
pub fn caught(panic: Box<dyn Any + Send + 'static>) -> Response {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    Problem::internal(&text.unwrap_or("a panic without a message")).into_response()
}

/// No such address.
pub fn not_found(path: &str) -> Problem {
    Problem::new(
        ProblemKind::NotFound,
        format!("Không có địa chỉ {path}; danh sách địa chỉ ở /docs."),
        format!("There is no address {path}; /docs lists the addresses."),
    )
}

/// The address is there, but not for this method.
pub async fn method_not_allowed(method: Method) -> Problem {
    Problem::new(
        ProblemKind::MethodNotAllowed,
        format!("Địa chỉ này không nhận {method}; các phương thức được nhận ở tiêu đề Allow."),
        format!("This address does not take {method}; the header Allow names those it takes."),
    )
}

/// gzip, br and zstd for whatever shrinks.
pub fn compression() -> CompressionLayer<impl Predicate> {
    let shrinks = SizeAbove::new(WORTH_COMPRESSING)
        .and(NotForContentType::IMAGES)
        .and(NotForContentType::const_new("font/woff2"))
        .and(NotForContentType::const_new(Format::Shp.media_type()))
        .and(NotForContentType::const_new(Format::Xlsx.media_type()));
    CompressionLayer::new().compress_when(shrinks)
}
