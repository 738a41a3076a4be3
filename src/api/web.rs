//! The map: the files of `web/dist`, which are part of the binary.
//!
//! Files under `assets/` carry a hash in their name and never change; everything else is asked for again each time.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, ETAG};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use super::etag;
use super::passage::{method_not_allowed, not_found};

#[derive(RustEmbed)]
#[folder = "web/dist"]
struct App;

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// Shown at `/` by a server that was built without the map.
const NO_MAP: &str = r#"<!doctype html><html lang="vi"><meta charset="utf-8"><title>KCN Atlas</title>
<h1>KCN Atlas</h1>
<p>Máy chủ này được biên dịch không kèm bản đồ. Chạy <code>make run</code>, hoặc <code>cd web &amp;&amp; npm ci &amp;&amp; npm run build</code> rồi biên dịch lại.
API vẫn hoạt động: <a href="/docs/">/docs</a>.</p>
<p lang="en">This server was built without the map. Run <code>make run</code>, or <code>cd web &amp;&amp; npm ci &amp;&amp; npm run build</code>, then build it again.
The API works: <a href="/docs/">/docs</a>.</p></html>"#;

/// A file of the map, or *not found*.
pub async fn find_file(request: Request) -> Response {
    let path = request.uri().path();
    let name = path.trim_start_matches('/');
    let name = if name.is_empty() { "index.html" } else { name };
    let Some(file) = App::get(name) else {
        return if path == "/" && is_read(request.method()) {
            Html(NO_MAP).into_response()
        } else {
            not_found(path).into_response()
        };
    };
    if is_read(request.method()) {
        return serve(name, file, request.headers());
    }
    let mut response = method_not_allowed(request.method().clone()).await.into_response();
    response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET,HEAD"));
    response
}

fn is_read(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

fn serve(name: &str, file: EmbeddedFile, asked: &HeaderMap) -> Response {
    let tag: String = file.metadata.sha256_hash()[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    let tag = format!("W/\"{tag}\"");
    let mut response = if etag::is_held(asked, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Body::from(file.data.into_owned()).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, if name.starts_with("assets/") { FOR_EVER } else { ASK_AGAIN });
    for (header, value) in [(CONTENT_TYPE, media_type(name)), (ETAG, tag)] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(header, value);
        }
    }
    response
}

fn media_type(name: &str) -> String {
    if name.ends_with(".pbf") {
        return "application/x-protobuf".into();
    }
    // The table of types still calls scripts by their old name.
    if name.ends_with(".js") || name.ends_with(".mjs") {
        return "text/javascript; charset=utf-8".into();
    }
    let guess = mime_guess::from_path(name).first_or_octet_stream();
    if guess.type_() == "text" { format!("{guess}; charset=utf-8") } else { guess.to_string() }
}

#[cfg(test)]
mod tests {
    use super::media_type;

    #[test]
    fn files_have_the_types_a_browser_insists_on() {
        assert_eq!(media_type("index.html"), "text/html; charset=utf-8");
        assert_eq!(media_type("assets/index-abc.js"), "text/javascript; charset=utf-8");
        assert_eq!(media_type("assets/worker.mjs"), "text/javascript; charset=utf-8");
        assert_eq!(media_type("assets/index.css"), "text/css; charset=utf-8");
        assert_eq!(media_type("favicon.svg"), "image/svg+xml");
        assert_eq!(media_type("glyphs/Noto Sans/0-255.pbf"), "application/x-protobuf");
    }
}
