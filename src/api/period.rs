//! A period: what moved since one day, until another.

use utoipa::IntoParams;

use super::params::{ParamError, Params};
use crate::index::View;
use crate::model::{Date, Refused};

/// A period.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct PeriodParams {
    /// Movement since the evening of this day; in a table of months, the first month. Not after `to`.
    #[param(format = Date, example = "2026-10-31")]
    from: Option<String>,
    /// The day the answer speaks of, in a table of months the last one; `as_of` unless given, and not after it.
    #[param(format = Date)]
    to: Option<String>,
}

/// The start of a period and the view of its end.
///
/// **Errors**: a refusal of an end after the asked day, or a start after the end.
pub fn period(params: &Params, view: &View) -> Result<(Option<Date>, View), ParamError> {
    let to = params.date("to")?.unwrap_or(view.as_of);
    if to > view.as_of {
        let until = view.as_of.to_string();
        return Err(Refused::new("to", to, &format!("đến {until}"), &format!("up to {until}")).into());
    }
    let from = params.date("from")?;
    if let Some(from) = from.filter(|from| *from > to) {
        return Err(Refused::new("from", from, &format!("không sau {to}"), &format!("not after {to}")).into());
    }
    Ok((from, View { as_of: to, ..view.clone() }))
}
