//! `/clearance/summary`: clearance added up by zone, part, kind, commune or month.

use axum::response::Response;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::clearance_answers::{households, share};
use super::clearance_bodies::{HouseholdsBasis, StageMovement};
use super::coded::{NameBody, StageCode, ha, tenths};
use super::common_params::DayParams;
use super::grouping::{GroupingParams, grouping, word_of};
use super::params::{Params, asked, encode};
use super::period::PeriodParams;
use super::problem::{Problem, Refusals};
use super::question::Question;
use crate::model::{Date, Stage};
use crate::query::clearance_sums::{ClearanceSums, StageSums, summary};
use crate::query::grouping::{GroupBy, Grouping, Row};

/// Which rows.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct RowParams {
    /// `true`: only rows where hectares were handed over in the period; `false`: only the others. Needs `from`. The total is of all rows.
    moved: Option<bool>,
}

asked!(
    /// What `/clearance/summary` may be asked.
    Summaries: GroupingParams, RowParams, PeriodParams, DayParams
);

/// Clearance by group, on a day, and how it moved.
#[derive(Serialize, ToSchema)]
pub struct ClearanceSummary<'a> {
    /// What a row stands for: `zone`, `part`, `kind`, `commune`, `month`.
    pub group_by: &'static str,
    /// Movement since this day; null = none was asked for.
    pub from: Option<String>,
    /// The day the sums speak of.
    pub to: String,
    /// The revision it was read from.
    pub revision: u64,
    /// The rows, in order of key.
    pub rows: Vec<ClearanceSumsBody<'a>>,
    /// Everything together.
    pub total: ClearanceSumsBody<'a>,
}

/// One row of the summary.
#[derive(Serialize, ToSchema)]
#[schema(as = ClearanceSums)]
pub struct ClearanceSumsBody<'a> {
    /// Id of the zone, part or commune, code of the kind, or the month; null = the commune is unknown, or the total.
    pub key: Option<&'a str>,
    /// What it is called.
    pub name: NameBody<'a>,
    /// The day the sums speak of.
    pub at: String,
    /// How many areas.
    pub areas: usize,
    /// Their size.
    pub area_ha: f64,
    /// Handed over.
    pub handed_over_ha: f64,
    /// Share handed over, per cent.
    pub handed_over_pct: f64,
    /// Not handed over.
    pub remaining_ha: f64,
    /// Every stage that happened to any of them.
    pub stages: Vec<StageSumsBody>,
    /// Money, over the areas that state it; null = none does.
    pub money: Option<MoneySumsBody>,
    /// Graves left, over the areas that were counted; null = none was.
    pub graves: Option<GravesSumBody>,
    /// Plots of the sites that serve its parts, each site once; null = none states any.
    pub resettlement: Option<PlotSumsBody>,
    /// Open bottlenecks.
    pub bottlenecks_open: usize,
    /// Those past their date.
    pub bottlenecks_overdue: usize,
    /// Overdue commitments.
    pub commitments_late: usize,
    /// What moved; null = it was not asked.
    pub movement: Option<SumsMovement>,
    /// Address of the areas behind the row; null where a list cannot be asked for so.
    pub records: Option<String>,
}

/// One stage over several areas.
#[derive(Serialize, ToSchema)]
#[schema(as = StageSums)]
pub struct StageSumsBody {
    /// The stage.
    pub stage: StageCode,
    /// Hectares that have reached it; null = nobody tells of land.
    pub ha: Option<f64>,
    /// Size of the areas where its land is on record.
    pub known_of_ha: f64,
    /// Households: the sum of what is shown of each area.
    pub households: Option<u64>,
    /// What that sum rests on.
    pub households_basis: Option<HouseholdsBasis>,
}

/// Money over several areas, billions of đồng.
#[derive(Serialize, ToSchema)]
#[schema(as = MoneySums)]
pub struct MoneySumsBody {
    /// Approved.
    pub approved_bn_vnd: Option<f64>,
    /// Made available.
    pub funded_bn_vnd: Option<f64>,
    /// Paid.
    pub paid_bn_vnd: Option<f64>,
    /// How many areas state any of it.
    pub areas: usize,
}

/// Graves over several areas.
#[derive(Serialize, ToSchema)]
#[schema(as = GravesSum)]
pub struct GravesSumBody {
    /// How many are left.
    pub remaining: u64,
    /// How many areas were counted.
    pub areas: usize,
}

/// Plots over several sites.
#[derive(Serialize, ToSchema)]
#[schema(as = PlotSums)]
pub struct PlotSumsBody {
    /// Needed.
    pub needed: Option<u32>,
    /// Fit to be built on.
    pub ready: Option<u32>,
    /// Given out.
    pub allocated: Option<u32>,
    /// How many sites serve its parts.
    pub sites: usize,
}

/// What moved.
#[derive(Serialize, ToSchema)]
pub struct SumsMovement {
    /// Since the evening of this day.
    pub since: String,
    /// Hectares handed over since.
    pub handed_over_ha: f64,
    /// Hectares that reached each stage since; stages that did not move are left out.
    pub stages: Vec<StageMovement>,
}

/// Clearance added up, and how it moved
#[utoipa::path(get, path = "/api/v1/clearance/summary", tag = "clearance", params(GroupingParams, RowParams, PeriodParams, DayParams), responses(
    (status = 200, description = "The summary.", body = ClearanceSummary), Refusals))]
pub async fn show_clearance_summary(asked: Question<Summaries>) -> Result<Response, Problem> {
    let grouping = grouping(&asked.params, &asked.view)?;
    let moved = asked.params.flag("moved")?;
    if moved.is_some() && grouping.from.is_none() {
        return Err(Params::missing("from", "ngày đầu kỳ, cùng với moved", "the first day, together with moved").into());
    }
    if let Some(unchanged) = asked.unchanged() {
        return Ok(unchanged);
    }
    let found = summary(&asked.view, &grouping, asked.audience);
    let shown = |row| ClearanceSumsBody::new(row, records_address(&asked.params, &grouping, row));
    asked.json(&ClearanceSummary {
        group_by: word_of(grouping.group_by),
        from: grouping.from.map(|day| day.to_string()),
        to: grouping.to.to_string(),
        revision: asked.view.snapshot.revision(),
        rows: found.rows.iter().map(shown).filter(|row| moved.is_none_or(|moved| moved == row.has_moved())).collect(),
        total: shown(&found.total),
    })
}

/// Where the areas behind a row are listed. Kinds and communes are no parameters of that list.
fn records_address(params: &Params, grouping: &Grouping, row: &Row<ClearanceSums>) -> Option<String> {
    let mut address = format!("/api/v1/clearance?to={}", row.at);
    let mut add = |name: &str, value: &str| address.push_str(&format!("&{name}={}", encode(value)));
    match (grouping.group_by, row.key.as_deref()) {
        (GroupBy::Zone, Some(zone)) => add("zone", zone),
        (GroupBy::Part, Some(part)) => add("zone_part", part),
        (GroupBy::Kind | GroupBy::Commune, _) => return None,
        _ if !grouping.kinds.is_empty() => return None,
        _ => params.text("zone").into_iter().for_each(|zones| add("zone", zones)),
    }
    if let Some((since, _)) = &row.before {
        add("from", &since.to_string());
    }
    params.text("as_of").into_iter().for_each(|day| add("as_of", day));
    Some(address)
}

impl<'a> ClearanceSumsBody<'a> {
    /// A row whose areas are listed at an address.
    pub fn new(row: &'a Row<ClearanceSums>, records: Option<String>) -> Self {
        let now = &row.now;
        let money = &now.money;
        ClearanceSumsBody {
            key: row.key.as_deref(),
            name: (&row.name).into(),
            at: row.at.to_string(),
            areas: now.areas,
            area_ha: ha(now.area_ha),
            handed_over_ha: ha(now.handed_over_ha),
            handed_over_pct: tenths(share(now.handed_over_ha, now.area_ha)),
            remaining_ha: ha(now.remaining_ha()),
            stages: now.stages.iter().map(|(stage, sums)| StageSumsBody::new(*stage, sums)).collect(),
            money: (money.areas > 0).then_some(MoneySumsBody {
                approved_bn_vnd: money.approved.map(ha),
                funded_bn_vnd: money.funded.map(ha),
                paid_bn_vnd: money.paid.map(ha),
                areas: money.areas,
            }),
            graves: (now.graves.areas > 0)
                .then_some(GravesSumBody { remaining: now.graves.count, areas: now.graves.areas }),
            resettlement: now.plots().map(|plots| PlotSumsBody {
                needed: plots.needed,
                ready: plots.ready,
                allocated: plots.allocated,
                sites: now.sites.len(),
            }),
            bottlenecks_open: now.bottlenecks_open,
            bottlenecks_overdue: now.bottlenecks_overdue,
            commitments_late: now.commitments_late,
            movement: row.before.as_ref().map(|(since, before)| movement(*since, before, now)),
            records,
        }
    }
}

impl ClearanceSumsBody<'_> {
    /// Whether hectares were handed over in the period, as far as is shown.
    fn has_moved(&self) -> bool {
        self.movement.as_ref().is_some_and(|movement| movement.handed_over_ha != 0.0)
    }
}

impl StageSumsBody {
    fn new(stage: Stage, sums: &StageSums) -> Self {
        let (households, households_basis) = households(sums.households);
        StageSumsBody {
            stage: stage.into(),
            ha: sums.hectares.map(ha),
            known_of_ha: ha(sums.known_of_ha),
            households,
            households_basis,
        }
    }
}

/// What was shown, subtracted: a reader who does the sum gets the same.
fn movement(since: Date, before: &ClearanceSums, now: &ClearanceSums) -> SumsMovement {
    let shown = |sums: &ClearanceSums, stage: &Stage| sums.stages.get(stage).and_then(|stage| stage.hectares).map(ha);
    let moved = now.stages.keys().filter_map(|stage| {
        let gained = ha(shown(now, stage)? - shown(before, stage).unwrap_or(0.0));
        (gained != 0.0).then(|| StageMovement { stage: (*stage).into(), ha: gained })
    });
    SumsMovement {
        since: since.to_string(),
        handed_over_ha: ha(ha(now.handed_over_ha) - ha(before.handed_over_ha)),
        stages: moved.collect(),
    }
}
