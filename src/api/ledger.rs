//! `/land/ledger`: hectares by what they are, by zone, part, kind, commune or month, how they moved, and the lots behind each figure.

use axum::response::Response;
use utoipa::IntoParams;

use super::common_params::{DayParams, PageParams};
use super::ledger_bodies::{Ledger, LedgerRowBody};
use super::lot_bodies::LotCollection;
use super::lots::feature;
use super::params::{ParamError, Params, asked, encode};
use super::problem::{Problem, Refusals};
use super::question::{Question, USUAL_PAGE};
use crate::index::View;
use crate::model::{Coded, Date, DisplayStatus, Refused};
use crate::query::ledger::{self, Cell, GroupBy, LedgerQuestion, LedgerRow, MOST_MONTHS, UNKNOWN};
use crate::query::lots;

/// Which ledger.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct LedgerParams {
    /// What a row stands for: `zone` (default), `part`, `kind`, `commune`, `month`.
    group_by: Option<String>,
    /// Movement since this day; for months the first month. Not after `to`.
    #[param(format = Date, example = "2025-12-31")]
    from: Option<String>,
    /// The day the ledger speaks of, for months the last one; `as_of` unless given, and not after it.
    #[param(format = Date)]
    to: Option<String>,
    /// Ids of zones, separated by commas.
    zone: Option<String>,
    /// Kinds of zone, separated by commas.
    zone_kind: Option<String>,
}

/// Which figure of which row.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct CellParams {
    /// The row's key; `unknown` for a commune that is not known; the total unless given.
    key: Option<String>,
    /// The figure: `leasable` (default), `leased`, `reserved`, `available`, `clean`, `ready`, `stale`, or `shown.` and what the map shows.
    #[param(example = "clean")]
    cell: Option<String>,
}

asked!(
    /// What `/land/ledger` may be asked.
    Ledgers: LedgerParams, DayParams
);
asked!(
    /// What `/land/ledger/records` may be asked.
    Records: LedgerParams, CellParams, PageParams, DayParams
);

const GROUPS: [(&str, GroupBy); 5] = [
    ("zone", GroupBy::Zone),
    ("part", GroupBy::Part),
    ("kind", GroupBy::Kind),
    ("commune", GroupBy::Commune),
    ("month", GroupBy::Month),
];

fn word_of(group_by: GroupBy) -> &'static str {
    GROUPS.iter().find(|(_, group)| *group == group_by).map_or("zone", |(word, _)| word)
}

/// Reads the question. Days after the view's are not on record for it.
fn question(params: &Params, view: &View) -> Result<LedgerQuestion, ParamError> {
    let to = params.date("to")?.unwrap_or(view.as_of);
    if to > view.as_of {
        let until = view.as_of.to_string();
        return Err(Refused::new("to", to, &format!("đến {until}"), &format!("up to {until}")).into());
    }
    let group_by = params.choice("group_by", &GROUPS)?.unwrap_or_default();
    let from = params.date("from")?;
    if let Some(from) = from.filter(|from| *from > to) {
        return Err(Refused::new("from", from, &format!("không sau {to}"), &format!("not after {to}")).into());
    }
    if let Some(from) =
        from.filter(|_| group_by == GroupBy::Month).filter(|from| months_between(*from, to) > MOST_MONTHS)
    {
        let (vi, en) =
            (format!("tối đa {MOST_MONTHS} tháng trước {to}"), format!("at most {MOST_MONTHS} months before {to}"));
        return Err(Refused::new("from", from, &vi, &en).into());
    }
    Ok(LedgerQuestion {
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

/// Hectares by what they are, and how they moved
#[utoipa::path(get, path = "/api/v1/land/ledger", tag = "land", params(LedgerParams, DayParams), responses(
    (status = 200, description = "The ledger.", body = Ledger), Refusals))]
pub async fn show_ledger(asked: Question<Ledgers>) -> Result<Response, Problem> {
    let question = question(&asked.params, &asked.view)?;
    if let Some(unchanged) = asked.unchanged() {
        return Ok(unchanged);
    }
    let found = ledger::ledger(&asked.view, &question);
    let address = |row: &LedgerRow, is_total: bool| records_address(&asked.params, &question, row, is_total);
    asked.json(&Ledger {
        group_by: word_of(question.group_by),
        from: question.from.map(|day| day.to_string()),
        to: question.to.to_string(),
        revision: asked.view.snapshot.revision(),
        rows: found.rows.iter().map(|row| LedgerRowBody::new(row, address(row, false))).collect(),
        total: LedgerRowBody::new(&found.total, address(&found.total, true)),
    })
}

/// Where the lots behind a row are listed: the same question about the row's own day.
fn records_address(params: &Params, question: &LedgerQuestion, row: &LedgerRow, is_total: bool) -> String {
    let mut address = format!("/api/v1/land/ledger/records?group_by={}&to={}", word_of(question.group_by), row.at);
    for name in ["zone", "zone_kind", "as_of"] {
        if let Some(value) = params.text(name) {
            address.push_str(&format!("&{name}={}", encode(value)));
        }
    }
    if !is_total {
        address.push_str(&format!("&key={}", encode(row.key.as_deref().unwrap_or(UNKNOWN))));
    }
    address
}

/// The lots behind one figure of the ledger
#[utoipa::path(get, path = "/api/v1/land/ledger/records", tag = "land", params(LedgerParams, CellParams, PageParams, DayParams), responses(
    (status = 200, description = "Lots, stale ones included: they count in the ledger.", body = LotCollection, content_type = "application/geo+json"), Refusals))]
pub async fn list_ledger_records(asked: Question<Records>) -> Result<Response, Problem> {
    let question = question(&asked.params, &asked.view)?;
    let cell = asked.params.choice("cell", &cells())?.unwrap_or(Cell::Leasable);
    let key = asked.params.phrase("key", 100)?;
    let page = asked.page(USUAL_PAGE)?;
    if let Some(unchanged) = asked.unchanged() {
        return Ok(unchanged);
    }
    let view = View { as_of: question.to, ..asked.view.clone() };
    let found = ledger::records(&view, &question, key.as_deref(), cell, &page);
    let found = found.filter_map(|hit| lots::answer(&view, &hit));
    asked.collection(&found, feature)
}

fn cells() -> Vec<(&'static str, Cell)> {
    let words = [
        ("leasable", Cell::Leasable),
        ("leased", Cell::Leased),
        ("reserved", Cell::Reserved),
        ("available", Cell::Available),
        ("clean", Cell::Clean),
        ("ready", Cell::Ready),
        ("stale", Cell::Stale),
    ];
    let shown = DisplayStatus::ALL.iter().map(|status| (shown_word(*status), Cell::Shown(*status)));
    words.into_iter().chain(shown).collect()
}

fn shown_word(status: DisplayStatus) -> &'static str {
    match status {
        DisplayStatus::Leased => "shown.leased",
        DisplayStatus::Reserved => "shown.reserved",
        DisplayStatus::Ready => "shown.ready",
        DisplayStatus::Clean => "shown.clean",
        DisplayStatus::InClearance => "shown.in_clearance",
        DisplayStatus::Planned => "shown.planned",
    }
}
