//! What `/lots` may be asked, and how that becomes a filter.

use utoipa::IntoParams;

use super::params::{ParamError, Params};
use super::problem::Problem;
use super::road_params::{max_access, roads_asked};
use crate::model::{Coded, Currency, Date, Hectares, PriceBasis, Refused};
use crate::query::lots::{LotFilter, LotSort, OneOf, PriceLimit, StaleRule};

/// Areas beyond this are typing errors, in hectares.
const LARGEST_AREA_HA: f64 = 1_000_000.0;

/// Prices beyond this are typing errors, in any currency per square metre.
const HIGHEST_PRICE: f64 = 1e12;

/// Which lots.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct LotParams {
    /// Offered and vacant, or not.
    available: Option<bool>,
    /// Clean land (cleared, allocated, undisputed, no grave left, not leased), or not.
    clean: Option<bool>,
    /// Ready to lease, or not.
    ready: Option<bool>,
    /// At least so large.
    #[param(minimum = 0, maximum = 1_000_000)]
    min_area_ha: Option<f64>,
    /// At most so large.
    #[param(minimum = 0, maximum = 1_000_000)]
    max_area_ha: Option<f64>,
    /// Codes separated by commas: `none`, `in_progress`, `cleared`, `unknown`.
    #[param(example = "none,in_progress")]
    clearance: Option<String>,
    /// Codes separated by commas: `not_allocated`, `allocated`, `certified`, `unknown`.
    tenure: Option<String>,
    /// Codes separated by commas: `none`, `planned`, `under_way`, `serviced`, `unknown`.
    servicing: Option<String>,
    /// Codes separated by commas: `not_offered`, `offered`, `reserved`, `leased`, `unknown`.
    marketing: Option<String>,
    /// Codes separated by commas: `vacant`, `under_construction`, `operating`, `idle`, `unknown`.
    occupation: Option<String>,
    /// Codes separated by commas: `leased`, `reserved`, `ready`, `clean`, `in_clearance`, `planned`.
    display_status: Option<String>,
    /// Ids of zones, separated by commas.
    #[param(example = "kcn-song-cong-2")]
    zone: Option<String>,
    /// Ids of zone parts, separated by commas.
    zone_part: Option<String>,
    /// Kinds of zone, separated by commas: `park`, `cluster`, `it_park`, `craft_cluster`.
    zone_kind: Option<String>,
    /// Sectors, separated by commas; a lot without recorded limits takes those of its zone; one without either is left out.
    sector: Option<String>,
    /// Price ceiling per square metre; goes with `price_basis` and `currency`. Lots without a price are left out.
    #[param(minimum = 0)]
    max_price: Option<f64>,
    /// For which time the ceiling is meant: `per_year`, `whole_term`.
    price_basis: Option<String>,
    /// Currency of the ceiling: `VND`, `USD`.
    currency: Option<String>,
    /// At least so many years until the part's term ends; lots without a known term are left out.
    #[param(minimum = 0, maximum = 100)]
    min_remaining_years: Option<f64>,
    /// Ready by this day, as far as `confidence` says.
    #[param(format = Date)]
    ready_by: Option<String>,
    /// `p90` (default): nine chances in ten; `p50`: an even chance. Goes with `ready_by`.
    confidence: Option<String>,
    /// At most so far over the network from the lot's gate, `class:km`; may be repeated, all must hold. What lies between gate and
    /// network does not count; a lot without a way does not fit. Classes are those of `/access`.
    #[param(example = json!(["expressway_interchange:5"]))]
    max_access_km: Option<Vec<String>>,
    /// Records past their age: `exclude` (default), `include`, `only`.
    stale: Option<String>,
    /// Order: `id` (default), `area_ha`, `-area_ha`, `price`, `distance` (with `near`).
    sort: Option<String>,
}

const STALE_RULES: [(&str, StaleRule); 3] =
    [("exclude", StaleRule::Exclude), ("include", StaleRule::Include), ("only", StaleRule::Only)];

const SORTS: [(&str, LotSort); 5] = [
    ("id", LotSort::Id),
    ("area_ha", LotSort::Area),
    ("-area_ha", LotSort::AreaDescending),
    ("price", LotSort::Price),
    ("distance", LotSort::Distance),
];

/// Reads the filter.
///
/// **Errors**: [`ParamError`] for a bad value, or for one of several that only make sense together.
pub fn filter(params: &Params) -> Result<LotFilter, ParamError> {
    Ok(LotFilter {
        available: params.flag("available")?,
        clean: params.flag("clean")?,
        ready: params.flag("ready")?,
        min_area: hectares(params, "min_area_ha")?,
        max_area: hectares(params, "max_area_ha")?,
        clearance: one_of(params, "clearance")?,
        tenure: one_of(params, "tenure")?,
        servicing: one_of(params, "servicing")?,
        marketing: one_of(params, "marketing")?,
        occupation: one_of(params, "occupation")?,
        display: params.codes("display_status")?.unwrap_or_default(),
        zones: params.ids("zone")?.unwrap_or_default(),
        zone_parts: params.ids("zone_part")?.unwrap_or_default(),
        zone_kinds: params.codes("zone_kind")?.unwrap_or_default(),
        sectors: params.codes("sector")?.unwrap_or_default(),
        max_price: max_price(params)?,
        min_remaining_years: params.number("min_remaining_years", 0.0..=100.0)?,
        ready_by: ready_by(params)?,
        bbox: params.bbox("bbox")?,
        near: params.near()?,
        max_access: max_access(params)?,
        roads: roads_asked(params)?,
        stale: params.choice("stale", &STALE_RULES)?.unwrap_or_default(),
    })
}

/// Reads the order.
///
/// **Errors**: a problem for an unknown order, or for `distance` without `near`.
pub fn sort(params: &Params) -> Result<LotSort, Problem> {
    let sort = params.choice("sort", &SORTS)?.unwrap_or_default();
    if sort == LotSort::Distance && params.text("near").is_none() {
        return Err(
            Refused::new("sort", "distance", "distance chỉ đi cùng near", "distance only together with near").into()
        );
    }
    Ok(sort)
}

fn hectares(params: &Params, name: &str) -> Result<Option<Hectares>, ParamError> {
    Ok(params.number(name, 0.0..=LARGEST_AREA_HA)?.map(Hectares::new).transpose()?)
}

/// A ceiling needs its basis and currency: without them no price is comparable.
fn max_price(params: &Params) -> Result<Option<PriceLimit>, ParamError> {
    let amount = params.number("max_price", 0.0..=HIGHEST_PRICE)?;
    let basis = params.choice("price_basis", &words::<PriceBasis>())?;
    let currency = params.choice("currency", &words::<Currency>())?;
    match (amount, basis, currency) {
        (None, None, None) => Ok(None),
        (Some(amount), Some(basis), Some(currency)) => Ok(Some(PriceLimit { amount, basis, currency })),
        (None, ..) => Err(Params::missing(
            "max_price",
            "số, cùng với price_basis và currency",
            "a number, together with price_basis and currency",
        )),
        (_, None, _) => Err(Params::missing("price_basis", "per_year, whole_term", "per_year, whole_term")),
        (_, _, None) => Err(Params::missing("currency", "VND, USD", "VND, USD")),
    }
}

fn words<T: Coded>() -> Vec<(&'static str, T)> {
    T::ALL.iter().map(|value| (value.code(), *value)).collect()
}

/// Without a forecast `p50` and `p90` are the same day: that on which a lot was ready already.
fn ready_by(params: &Params) -> Result<Option<Date>, ParamError> {
    let confidence = params.choice("confidence", &[("p90", ()), ("p50", ())])?;
    match (params.date("ready_by")?, confidence) {
        (None, Some(())) => {
            Err(Params::missing("ready_by", "một ngày, cùng với confidence", "a day, together with confidence"))
        }
        (day, _) => Ok(day),
    }
}

fn one_of<T: Coded>(params: &Params, name: &str) -> Result<OneOf<T>, ParamError> {
    Ok(OneOf(params.codes_or_unknown(name)?.unwrap_or_default()))
}
