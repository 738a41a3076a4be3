//! What questions about imports may meet, for their description.

use utoipa::IntoResponses;

use super::problem::ProblemBody;

/// The refusals every question of the office shares, for its description.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes what a problem is written as")]
pub enum OfficeRefusals {
    /// A parameter or an answer is not accepted.
    #[response(status = 400, content_type = "application/problem+json")]
    BadQuestion(#[to_schema] ProblemBody),
    /// The administrator's token is missing or wrong, or this server has none.
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthorized(#[to_schema] ProblemBody),
    /// The data is still being loaded.
    #[response(status = 503, content_type = "application/problem+json")]
    NotReady(#[to_schema] ProblemBody),
}

/// What sending files may meet, for its description.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes what a problem is written as")]
pub enum UploadRefusals {
    /// A part of the form is not accepted, or no file came.
    #[response(status = 400, content_type = "application/problem+json")]
    BadForm(#[to_schema] ProblemBody),
    /// The administrator's token is missing or wrong, or this server has none. The files are not read.
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthorized(#[to_schema] ProblemBody),
    /// The files are larger than is taken.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(#[to_schema] ProblemBody),
    /// A zip that cannot be opened.
    #[response(status = 422, content_type = "application/problem+json")]
    Unreadable(#[to_schema] ProblemBody),
    /// As many imports are kept as may be.
    #[response(status = 429, content_type = "application/problem+json")]
    TooMany(#[to_schema] ProblemBody),
    /// The data is still being loaded.
    #[response(status = 503, content_type = "application/problem+json")]
    NotReady(#[to_schema] ProblemBody),
}

/// What else a question about one import may meet, for its description.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes what a problem is written as")]
#[response(
    status = 404,
    description = "There is no such import, or it is kept no longer.",
    content_type = "application/problem+json"
)]
pub struct NoImport(#[to_schema] ProblemBody);

/// What does not go with how an import stands, for its description.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes what a problem is written as")]
#[response(
    status = 409,
    description = "It is running, being written, or was written.",
    content_type = "application/problem+json"
)]
pub struct NotNow(#[to_schema] ProblemBody);
