//! Parameters that several questions share, described once.

use utoipa::IntoParams;

/// The day a question is about.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct DayParams {
    /// The day the question is about; today in Việt Nam unless given. A later day is refused.
    #[param(format = Date, example = "2026-06-30")]
    as_of: Option<String>,
}

/// Where and how far.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct PlaceParams {
    /// Box that records must touch: `min_lon,min_lat,max_lon,max_lat`.
    #[param(example = "105.8,21.4,105.9,21.5")]
    bbox: Option<String>,
    /// Centre of a circle, `lon,lat`; goes with `within_m`.
    #[param(example = "105.84,21.50")]
    near: Option<String>,
    /// Radius of the circle, metres; goes with `near`.
    #[param(minimum = 1, maximum = 200_000)]
    within_m: Option<f64>,
}

/// Where.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct BoxParams {
    /// Box that records must touch: `min_lon,min_lat,max_lon,max_lat`.
    #[param(example = "105.8,21.4,105.9,21.5")]
    bbox: Option<String>,
}

/// Which part of a long answer.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct PageParams {
    /// Records in a page.
    #[param(minimum = 1, maximum = 1000, default = 100)]
    limit: Option<u16>,
    /// From the `next` link of the page before.
    cursor: Option<String>,
}
