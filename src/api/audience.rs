//! Who is asking: anyone, or the office that holds the administrator's token.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use sha2::{Digest, Sha256};

use super::problem::{Problem, ProblemKind};
use crate::model::Audience;

/// The administrator's token. Only its digest is kept, so that it stands in no log and comparing takes the same time for every guess.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct AdminToken([u8; 32]);

impl AdminToken {
    /// Keeps a token; `None` for an empty one, which would let everyone in.
    pub fn new(token: &str) -> Option<Self> {
        (!token.is_empty()).then(|| AdminToken(Sha256::digest(token).into()))
    }
}

impl std::fmt::Debug for AdminToken {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("AdminToken(…)")
    }
}

/// Who sent these headers.
///
/// **Errors**: an *unauthorized* problem for a token that is not the administrator's; nobody is served as the public by mistake.
pub fn of(headers: &HeaderMap, token: Option<AdminToken>) -> Result<Audience, Problem> {
    let Some(given) = headers.get(AUTHORIZATION) else { return Ok(Audience::Public) };
    let given = given.to_str().ok().and_then(|text| text.strip_prefix("Bearer ")).and_then(AdminToken::new);
    match (given, token) {
        (Some(given), Some(token)) if given == token => Ok(Audience::Office),
        _ => Err(Problem::new(
            ProblemKind::Unauthorized,
            "Mã quản trị không đúng, hoặc máy chủ này không đặt mã quản trị.",
            "This is not the administrator's token, or this server has none.",
        )),
    }
}

/// The refusal of something the public may not ask.
pub fn office_only(parameter: &str) -> Problem {
    Problem::new(
        ProblemKind::Unauthorized,
        format!("Tham số {parameter} chỉ dành cho cơ quan quản lý; hãy gửi kèm mã quản trị (Authorization: Bearer …)."),
        format!(
            "Parameter {parameter} is for the authority; send the administrator's token (Authorization: Bearer …)."
        ),
    )
}

/// The refusal of an address that is for the authority alone.
pub fn office_address() -> Problem {
    Problem::new(
        ProblemKind::Unauthorized,
        "Địa chỉ này chỉ dành cho cơ quan quản lý; hãy gửi kèm mã quản trị (Authorization: Bearer …).",
        "This address is for the authority; send the administrator's token (Authorization: Bearer …).",
    )
}
