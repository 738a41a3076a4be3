//! The ledger on the wire.

use serde::Serialize;
use utoipa::ToSchema;

use super::coded::{NameBody, ha};
use super::zone_bodies::DisplayLand;
use crate::query::land_sums::LandSums;
use crate::query::ledger::LedgerRow;

/// Hectares by what they are, by group, on a day, and how they moved.
#[derive(Serialize, ToSchema)]
pub struct Ledger<'a> {
    /// What a row stands for: `zone`, `part`, `kind`, `commune`, `month`.
    pub group_by: &'static str,
    /// Movement since this day; null = none was asked for.
    pub from: Option<String>,
    /// The day the ledger speaks of.
    pub to: String,
    /// The revision it was read from.
    pub revision: u64,
    /// The rows, in order of key.
    pub rows: Vec<LedgerRowBody<'a>>,
    /// Everything together.
    pub total: LedgerRowBody<'a>,
}

/// One row of the ledger.
#[derive(Serialize, ToSchema)]
#[schema(as = LedgerRow)]
pub struct LedgerRowBody<'a> {
    /// Id of the zone, part or commune, code of the kind, or the month; null = the commune is unknown, or the total.
    pub key: Option<&'a str>,
    /// What it is called.
    pub name: NameBody<'a>,
    /// The day the hectares speak of.
    pub at: String,
    /// How many lots of every use it has.
    pub lots: usize,
    /// Hectares on that day.
    pub hectares: LedgerHectares,
    /// Change since the earlier day; null = none was asked for.
    pub movement: Option<LedgerMovement>,
    /// Address of the lots behind the row; add `&cell=`.
    pub records: String,
}

/// Hectares of land that can be leased. Each is also a `cell` whose lots can be listed.
#[derive(Clone, Copy, Serialize, ToSchema)]
pub struct LedgerHectares {
    /// All of it.
    pub leasable: f64,
    /// Leased.
    pub leased: f64,
    /// Reserved.
    pub reserved: f64,
    /// Offered and vacant.
    pub available: f64,
    /// Clean.
    pub clean: f64,
    /// Ready.
    pub ready: f64,
    /// On records past their age; included in all others.
    pub stale: f64,
    /// By what the map shows; these add up to `leasable`.
    pub shown: DisplayLand,
}

/// A change of hectares.
#[derive(Serialize, ToSchema)]
pub struct LedgerMovement {
    /// Since the evening of this day.
    pub since: String,
    /// Hectares gained or lost.
    pub hectares: LedgerHectares,
}

impl<'a> LedgerRowBody<'a> {
    /// A row whose lots are listed at an address.
    pub fn new(row: &'a LedgerRow, records: String) -> Self {
        let now = hectares(&row.now);
        let movement = row.before.as_ref().map(|(since, land)| LedgerMovement {
            since: since.to_string(),
            hectares: difference(&now, &hectares(land)),
        });
        LedgerRowBody {
            key: row.key.as_deref(),
            name: (&row.name).into(),
            at: row.at.to_string(),
            lots: row.now.lots,
            hectares: now,
            movement,
            records,
        }
    }
}

fn hectares(land: &LandSums) -> LedgerHectares {
    let [leased, reserved, ready, clean, in_clearance, planned] = land.display_ha.map(ha);
    LedgerHectares {
        leasable: ha(land.leasable_ha),
        leased: ha(land.leased_ha),
        reserved: ha(land.reserved_ha),
        available: ha(land.available_ha),
        clean: ha(land.clean_ha),
        ready: ha(land.ready_ha),
        stale: ha(land.stale_ha),
        shown: DisplayLand { leased, reserved, ready, clean, in_clearance, planned },
    }
}

/// What was shown, subtracted: a reader who does the sum gets the same.
fn difference(now: &LedgerHectares, before: &LedgerHectares) -> LedgerHectares {
    LedgerHectares {
        leasable: ha(now.leasable - before.leasable),
        leased: ha(now.leased - before.leased),
        reserved: ha(now.reserved - before.reserved),
        available: ha(now.available - before.available),
        clean: ha(now.clean - before.clean),
        ready: ha(now.ready - before.ready),
        stale: ha(now.stale - before.stale),
        shown: DisplayLand {
            leased: ha(now.shown.leased - before.shown.leased),
            reserved: ha(now.shown.reserved - before.shown.reserved),
            ready: ha(now.shown.ready - before.shown.ready),
            clean: ha(now.shown.clean - before.shown.clean),
            in_clearance: ha(now.shown.in_clearance - before.shown.in_clearance),
            planned: ha(now.shown.planned - before.shown.planned),
        },
    }
}
