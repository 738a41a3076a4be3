//! `/land/ledger`: hectares by what they are, by zone, part, kind, commune or month, how they moved, and the lots behind each figure.

use axum::response::Response;
use utoipa::IntoParams;

use super::common_params::{DayParams, PageParams};
use super::grouping::{GroupingParams, grouping, word_of};
use super::ledger_bodies::{Ledger, LedgerRowBody};
use super::lot_bodies::LotCollection;
use super::lots::feature;
use super::params::{Params, asked, encode};
use super::period::PeriodParams;
use super::problem::{Problem, Refusals};
use super::question::{Question, USUAL_PAGE};
use crate::index::View;
use crate::model::{Coded, DisplayStatus};
use crate::query::grouping::{Grouping, UNKNOWN};
use crate::query::ledger::{self, Cell, LedgerRow};
use crate::query::lots;

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
    Ledgers: GroupingParams, PeriodParams, DayParams
);
asked!(
    /// What `/land/ledger/records` may be asked.
    Records: GroupingParams, PeriodParams, CellParams, PageParams, DayParams
);

/// Hectares by what they are, and how they moved
#[utoipa::path(get, path = "/api/v1/land/ledger", tag = "land", params(GroupingParams, PeriodParams, DayParams), responses(
    (status = 200, description = "The ledger.", body = Ledger), Refusals))]
pub async fn show_ledger(asked: Question<Ledgers>) -> Result<Response, Problem> {
    let question = grouping(&asked.params, &asked.view)?;
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
fn records_address(params: &Params, question: &Grouping, row: &LedgerRow, is_total: bool) -> String {
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
#[utoipa::path(get, path = "/api/v1/land/ledger/records", tag = "land", params(GroupingParams, PeriodParams, CellParams, PageParams, DayParams), responses(
    (status = 200, description = "Lots, stale ones included: they count in the ledger.", body = LotCollection, content_type = "application/geo+json"), Refusals))]
pub async fn list_ledger_records(asked: Question<Records>) -> Result<Response, Problem> {
    let question = grouping(&asked.params, &asked.view)?;
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
