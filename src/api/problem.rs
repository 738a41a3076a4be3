//! Everything that can go wrong on the way to an answer, as RFC 9457 `application/problem+json` in both languages.
//!
//! A handler returns a [`Problem`]; [`super::passage`] writes it out in the caller's language. Every room's error is
//! turned into a problem here (those of imports in [`super::import_problems`]), variant by variant, so that a new one does
//! not compile until decided.
//! Invariant: what went wrong inside stays in the log; a caller learns only that it did.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::{IntoResponses, ToSchema};

use super::cursor::CursorError;
use super::language::Language;
use super::params::ParamError;
use crate::export::{ExportError, Fault};
use crate::index::FutureDate;
use crate::model::{Date, Label, Name, Refused};
use crate::query::scenario::ScenarioError;

/// What kind of problem it is; the last word of its `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// A parameter the address does not know.
    UnknownParameter,
    /// A parameter with a value that is not accepted.
    BadValue,
    /// A line that no road can follow.
    UnfitLine,
    /// A cursor that was not handed out for this question.
    BadCursor,
    /// A day after today.
    FutureDate,
    /// Something the public may not ask, or a token that is not the administrator's.
    Unauthorized,
    /// No such address or record.
    NotFound,
    /// The address exists, but not for this method.
    MethodNotAllowed,
    /// What is asked does not go with how the thing stands.
    Conflict,
    /// A body longer than accepted.
    BodyTooLarge,
    /// An address longer than accepted.
    AddressTooLong,
    /// A file that cannot be opened.
    UnreadableFile,
    /// As many as may are there already.
    TooMany,
    /// The server has no data yet.
    NotReady,
    /// Too many others are waiting for the same kind of work.
    Busy,
    /// This server is not set up for what is asked.
    Unavailable,
    /// The answer took too long.
    Timeout,
    /// The server failed.
    Internal,
}

impl ProblemKind {
    /// Stable code, status and title.
    fn facts(self) -> (&'static str, StatusCode, Label) {
        let (code, status, vi, en) = match self {
            Self::UnknownParameter => {
                ("unknown-parameter", StatusCode::BAD_REQUEST, "Tham số không có", "Unknown parameter")
            }
            Self::BadValue => ("bad-value", StatusCode::BAD_REQUEST, "Giá trị không hợp lệ", "Value not accepted"),
            Self::UnfitLine => {
                ("unfit-line", StatusCode::UNPROCESSABLE_ENTITY, "Tuyến không dùng được", "Line not accepted")
            }
            Self::BadCursor => {
                ("bad-cursor", StatusCode::BAD_REQUEST, "Con trỏ trang không hợp lệ", "Cursor not accepted")
            }
            Self::FutureDate => ("future-date", StatusCode::BAD_REQUEST, "Ngày trong tương lai", "Date in the future"),
            Self::Unauthorized => ("unauthorized", StatusCode::UNAUTHORIZED, "Cần quyền quản trị", "Not authorised"),
            Self::NotFound => ("not-found", StatusCode::NOT_FOUND, "Không tìm thấy", "Not found"),
            Self::MethodNotAllowed => (
                "method-not-allowed",
                StatusCode::METHOD_NOT_ALLOWED,
                "Phương thức không được phép",
                "Method not allowed",
            ),
            Self::Conflict => ("conflict", StatusCode::CONFLICT, "Chưa làm được lúc này", "Not as things stand"),
            Self::BodyTooLarge => ("too-large", StatusCode::PAYLOAD_TOO_LARGE, "Nội dung quá lớn", "Body too large"),
            Self::AddressTooLong => ("too-large", StatusCode::URI_TOO_LONG, "Địa chỉ quá dài", "Address too long"),
            Self::UnreadableFile => {
                ("unreadable-file", StatusCode::UNPROCESSABLE_ENTITY, "Không đọc được tệp", "File cannot be read")
            }
            Self::TooMany => ("too-many", StatusCode::TOO_MANY_REQUESTS, "Quá nhiều", "Too many"),
            Self::NotReady => ("not-ready", StatusCode::SERVICE_UNAVAILABLE, "Chưa sẵn sàng", "Not ready"),
            Self::Busy => ("busy", StatusCode::SERVICE_UNAVAILABLE, "Máy chủ đang bận", "Busy"),
            Self::Unavailable => ("unavailable", StatusCode::SERVICE_UNAVAILABLE, "Không phục vụ", "Not available"),
            Self::Timeout => ("timeout", StatusCode::SERVICE_UNAVAILABLE, "Quá thời gian", "Out of time"),
            Self::Internal => ("internal", StatusCode::INTERNAL_SERVER_ERROR, "Lỗi máy chủ", "Server error"),
        };
        (code, status, Label { vi, en })
    }
}

/// A problem, not yet said in a language.
#[derive(Clone, Debug)]
pub struct Problem {
    kind: ProblemKind,
    detail: Box<Name>,
    about: Option<Box<About>>,
}

/// Which parameter a problem is about.
#[derive(Clone, Debug)]
struct About {
    parameter: String,
    value: String,
    allowed: Name,
}

impl Problem {
    /// A problem with a sentence that explains it.
    pub fn new(kind: ProblemKind, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Problem { kind, detail: Box::new(Name::new(vi, en)), about: None }
    }

    /// No record with this id on that day.
    pub fn no_record(id: &str, day: Date) -> Self {
        Problem::new(
            ProblemKind::NotFound,
            format!("Không có bản ghi “{id}” vào ngày {day}."),
            format!("There is no record “{id}” on {day}."),
        )
    }

    /// The server failed; the reason is logged here and told to nobody.
    pub fn internal(reason: &dyn std::fmt::Display) -> Self {
        tracing::error!("an answer could not be made: {reason}");
        Problem::new(
            ProblemKind::Internal,
            "Máy chủ gặp lỗi khi trả lời; lỗi đã được ghi lại.",
            "The server failed to answer; the failure was logged.",
        )
    }

    /// What kind of problem it is.
    pub fn kind(&self) -> ProblemKind {
        self.kind
    }

    /// What the kind of problem is called.
    pub fn title(&self) -> Label {
        self.kind.facts().2
    }

    /// The sentence that explains it.
    pub fn detail(&self) -> &Name {
        &self.detail
    }

    /// The parameter it is about, the value that was given, and what would have been accepted.
    pub fn subject(&self) -> Option<(&str, &str, &Name)> {
        self.about.as_ref().map(|about| (about.parameter.as_str(), about.value.as_str(), &about.allowed))
    }

    /// The same, said of a parameter.
    pub fn about(self, parameter: &str, value: impl Into<String>, allowed: Name) -> Self {
        let about = About { parameter: parameter.into(), value: value.into(), allowed };
        Problem { about: Some(Box::new(about)), ..self }
    }

    /// The response in a language.
    pub fn said_in(&self, language: Language, instance: &str) -> Response {
        let (code, status, title) = self.kind.facts();
        let body = ProblemBody {
            r#type: format!("urn:kcn-atlas:problem:{code}"),
            title: language.of_label(title).to_owned(),
            status: status.as_u16(),
            detail: language.of_name(&self.detail).to_owned(),
            instance: instance.to_owned(),
            parameter: self.about.as_ref().map(|about| about.parameter.clone()),
            value: self.about.as_ref().map(|about| about.value.clone()),
            allowed: self.about.as_ref().map(|about| language.of_name(&about.allowed).to_owned()),
        };
        // Strings and a number cannot fail to serialise; an empty body would still carry the status.
        let mut response = Response::new(Body::from(serde_json::to_vec(&body).unwrap_or_default()));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(language.code()));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.kind == ProblemKind::Busy {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("10"));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// Why a request was not answered (RFC 9457).
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// `urn:kcn-atlas:problem:` and one of `unknown-parameter`, `bad-value`, `unfit-line`, `bad-cursor`, `future-date`, `unauthorized`, `not-found`,
    /// `method-not-allowed`, `conflict`, `too-large`, `unreadable-file`, `too-many`, `not-ready`, `busy`,
    /// `unavailable`, `timeout`, `internal`.
    #[schema(example = "urn:kcn-atlas:problem:bad-value")]
    r#type: String,
    /// The kind of problem in words, in the language of `Accept-Language`.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What is wrong with this request.
    detail: String,
    /// The path that was asked.
    #[schema(example = "/api/v1/lots")]
    instance: String,
    /// The parameter that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<String>,
    /// The value that was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    /// What would have been accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    allowed: Option<String>,
}

/// The refusals every question shares, for its description.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes what a problem is written as")]
pub enum Refusals {
    /// A parameter is unknown, its value is not accepted, the cursor is not of this question, or the day is in the future.
    #[response(status = 400, content_type = "application/problem+json")]
    BadQuestion(#[to_schema] ProblemBody),
    /// The token is not the administrator's, or something is asked that the public may not know.
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthorized(#[to_schema] ProblemBody),
    /// The data is still being loaded.
    #[response(status = 503, content_type = "application/problem+json")]
    NotReady(#[to_schema] ProblemBody),
}

/// What else a question about one record may meet, for its description.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes what a problem is written as")]
#[response(
    status = 404,
    description = "There is no such record on that day.",
    content_type = "application/problem+json"
)]
pub struct NoRecord(#[to_schema] ProblemBody);

impl IntoResponse for Problem {
    /// A response that carries the problem; [`super::passage`] replaces it by words.
    fn into_response(self) -> Response {
        let (_, status, _) = self.kind.facts();
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        let Refused { field, value, allowed } = refused;
        Problem::new(
            ProblemKind::BadValue,
            format!("Tham số {field} không nhận giá trị “{value}”; cho phép: {}.", allowed.vi),
            format!("Parameter {field} does not accept “{value}”; allowed: {}.", allowed.en),
        )
        .about(&field, value, allowed)
    }
}

impl From<ScenarioError> for Problem {
    fn from(error: ScenarioError) -> Self {
        let kind = if matches!(error, ScenarioError::Line(_)) { ProblemKind::UnfitLine } else { ProblemKind::BadValue };
        let (ScenarioError::Value(refused) | ScenarioError::Line(refused)) = error;
        Problem { kind, ..refused.into() }
    }
}

impl From<ParamError> for Problem {
    fn from(error: ParamError) -> Self {
        match error {
            ParamError::Refused(refused) => refused.into(),
            ParamError::Unknown { name, value, allowed } => Problem::new(
                ProblemKind::UnknownParameter,
                format!("Không có tham số “{name}”; cho phép: {allowed}."),
                format!("There is no parameter “{name}”; allowed: {allowed}."),
            )
            .about(&name, value, Name::new(allowed.clone(), allowed)),
            ParamError::TooLong { length, most } => Problem::new(
                ProblemKind::AddressTooLong,
                format!("Chuỗi truy vấn dài {length} byte; tối đa {most}."),
                format!("The query string has {length} bytes; at most {most} are accepted."),
            ),
        }
    }
}

impl From<ExportError> for Problem {
    fn from(error: ExportError) -> Self {
        let said = error.explain();
        match (error.fault(), error) {
            (_, ExportError::Asked(refused)) => refused.into(),
            (Fault::Asked, _) => Problem::new(ProblemKind::BadValue, format!("{}.", said.vi), format!("{}.", said.en)),
            (Fault::NoWorker, _) => {
                tracing::error!("{}", said.en);
                Problem::new(
                    ProblemKind::Unavailable,
                    "Máy chủ này chưa cài chương trình ghi tệp; các định dạng geojson, csv, xlsx thì không cần.",
                    "This server lacks the writer of files; the formats geojson, csv and xlsx do without it.",
                )
            }
            (Fault::Ours, error) => Problem::internal(&error),
        }
    }
}

impl From<FutureDate> for Problem {
    fn from(FutureDate { asked, today }: FutureDate) -> Self {
        Problem::new(
            ProblemKind::FutureDate,
            format!("Ngày {asked} sau hôm nay ({today}); dữ liệu chỉ nói về hôm nay và trước đó."),
            format!("{asked} is after today ({today}); the data speaks of today and before."),
        )
        .about("as_of", asked.to_string(), Name::new(format!("đến {today}"), format!("up to {today}")))
    }
}

impl From<CursorError> for Problem {
    fn from(error: CursorError) -> Self {
        let (vi, en) = match error {
            CursorError::Unreadable => (
                "Con trỏ trang không đọc được; hãy dùng nguyên liên kết “next”.",
                "The cursor cannot be read; follow the “next” link as it is.",
            ),
            CursorError::OtherQuestion => (
                "Con trỏ trang thuộc về một câu hỏi khác; hãy hỏi lại từ trang đầu.",
                "The cursor belongs to another question; start again at the first page.",
            ),
        };
        Problem::new(ProblemKind::BadCursor, vi, en).about(
            "cursor",
            "",
            Name::new(
                "con trỏ trong liên kết “next” của cùng câu hỏi",
                "the cursor of a “next” link of the same question",
            ),
        )
    }
}
