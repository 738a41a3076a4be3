//! What every question about sums by group is asked with, and where the records behind a row are listed.

use utoipa::IntoParams;

use super::params::{ParamError, Params};
use super::period::period;
use crate::index::View;
use crate::model::{Date, Refused};
use crate::query::grouping::{GroupBy, Grouping, MOST_MONTHS};

/// Which sums.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct GroupingParams {
    /// What a row stands for: `zone` (default), `part`, `kind`, `commune`, `month`.
    group_by: Option<String>,
    /// Ids of zones, separated by commas.
    zone: Option<String>,
    /// Kinds of zone, separated by commas.
    zone_kind: Option<String>,
}

const GROUPS: [(&str, GroupBy); 5] = [
    ("zone", GroupBy::Zone),
    ("part", GroupBy::Part),
    ("kind", GroupBy::Kind),
    ("commune", GroupBy::Commune),
    ("month", GroupBy::Month),
];

/// The word for a grouping.
pub fn word_of(group_by: GroupBy) -> &'static str {
    GROUPS.iter().find(|(_, group)| *group == group_by).map_or("zone", |(word, _)| word)
}

/// Reads the question. Days after the view's are not on record for it.
pub fn grouping(params: &Params, view: &View) -> Result<Grouping, ParamError> {
    let (from, View { as_of: to, .. }) = period(params, view)?;
    let group_by = params.choice("group_by", &GROUPS)?.unwrap_or_default();
    if let Some(from) =
        from.filter(|_| group_by == GroupBy::Month).filter(|from| months_between(*from, to) > MOST_MONTHS)
    {
        let (vi, en) =
            (format!("tối đa {MOST_MONTHS} tháng trước {to}"), format!("at most {MOST_MONTHS} months before {to}"));
        return Err(Refused::new("from", from, &vi, &en).into());
    }
    Ok(Grouping {
        group_by,
        from,
        to,
        zones: params.ids("zone")?.unwrap_or_default(),
        kinds: params.codes("zone_kind")?.unwrap_or_default(),
    })
}

fn months_between(from: Date, to: Date) -> usize {
    let months = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month());
    usize::try_from(months(to) - months(from) + 1).unwrap_or(0)
}
