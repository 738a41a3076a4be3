//! `/service-roads/gaps`: frontages without a service road, parks without a known lawful connection, points that have to go.

use axum::response::Response;
use utoipa::IntoParams;

use super::coded::*;
use super::common_params::DayParams;
use super::gap_answers::{frontage, known_connection, removal, zone_gap};
use super::gap_bodies::{FrontageGaps, PointRemovals, RoadGaps, ZoneGaps};
use super::params::asked;
use super::problem::{Problem, Refusals};
use super::question::{LARGEST_PAGE, Question};
use super::road_bodies::TextBody;
use super::road_diagram::CAVEAT;
use crate::model::{Date, RoadClass, ZoneKind};
use crate::query::connection::KnownRoads;
use crate::query::road_gaps::frontages::frontage_gaps;
use crate::query::road_gaps::removals::removals;
use crate::query::road_gaps::zones::zone_connections;
use crate::query::road_gaps::{GapFilter, lacking};

/// How many items are shown unless asked otherwise.
const USUAL_LIMIT: usize = 200;

/// What is said of *required*.
const HEURISTIC: NameBody<'static> = NameBody {
    vi: "Cần đường gom khi số lối ra vượt số điểm đấu nối mà mặt tiền chứa được: lối ra > ⌊chiều dài / khoảng cách⌋ + 1. Đây là cách ước lượng của sản phẩm, không phải quy định.",
    en: "A service road is needed when there are more ways out than the frontage has room for: ways out > ⌊length / spacing⌋ + 1. A rule of thumb of this product, not of the law.",
};

/// Which gaps.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct GapParams {
    /// `zones` (default): parks without a known lawful connection, and what would fix each; `frontages`: service roads along parks;
    /// `points_to_remove`: connection points that have to go, the most overdue first.
    #[param(example = "zones")]
    show: Option<String>,
    /// Ids of zones, separated by commas.
    zone: Option<String>,
    /// Ids of road sections, separated by commas.
    section: Option<String>,
    /// Classes of road, separated by commas; `national,provincial` unless given.
    #[param(example = "national,provincial")]
    class: Option<String>,
    /// The day of rules and permits; the asked day unless given. It may lie in the future.
    #[param(format = Date, example = "2027-06-30")]
    date: Option<String>,
    /// Items that are shown.
    #[param(minimum = 1, maximum = 1000, default = 200)]
    limit: Option<u16>,
}

asked!(
    /// What `/service-roads/gaps` may be asked.
    Gaps: GapParams, DayParams
);

/// Which list.
#[derive(Clone, Copy)]
enum Show {
    Zones,
    Frontages,
    Removals,
}

const SHOWS: [(&str, Show); 3] =
    [("zones", Show::Zones), ("frontages", Show::Frontages), ("points_to_remove", Show::Removals)];

/// What is asked.
struct GapQuestion {
    filter: GapFilter,
    date: Date,
    limit: usize,
}

/// Which parks lack a known lawful connection to a national or provincial road, and what would fix each?
///
/// And, with `show`: frontages without a service road, connection points that have to go.
#[utoipa::path(get, path = "/api/v1/service-roads/gaps", tag = "roads", params(GapParams, DayParams), responses(
    (status = 200, description = "One of the three lists.", body = RoadGaps), Refusals))]
pub async fn list_road_gaps(asked: Question<Gaps>) -> Result<Response, Problem> {
    let params = &asked.params;
    let show = params.choice("show", &SHOWS)?.unwrap_or(Show::Zones);
    let question = GapQuestion {
        filter: GapFilter {
            zones: params.ids("zone")?.unwrap_or_default(),
            sections: params.ids("section")?.unwrap_or_default(),
            classes: params.codes("class")?.unwrap_or_else(|| vec![RoadClass::National, RoadClass::Provincial]),
        },
        date: params.date("date")?.unwrap_or(asked.view.as_of),
        limit: params.count("limit", 1..=LARGEST_PAGE)?.unwrap_or(USUAL_LIMIT),
    };
    if let Some(unchanged) = asked.unchanged() {
        return Ok(unchanged);
    }
    match show {
        Show::Zones => zones(&asked, &question),
        Show::Frontages => frontages(&asked, &question),
        Show::Removals => points_to_remove(&asked, &question),
    }
}

fn zones(asked: &Question<Gaps>, question: &GapQuestion) -> Result<Response, Problem> {
    let (view, filter) = (&asked.view, &question.filter);
    let known_roads = KnownRoads::new(view, question.date);
    let (known, mut without): (Vec<_>, Vec<_>) =
        zone_connections(view, question.date, filter).into_iter().partition(|zone| zone.standing.is_known());
    without.sort_by_key(|zone| zone.zone.kind != ZoneKind::Park);
    let total = without.len();
    without.truncate(question.limit);
    let items: Vec<_> = without.into_iter().map(|zone| lacking(&known_roads, zone, &filter.classes)).collect();
    asked.json(&RoadGaps::Zones(ZoneGaps {
        show: "zones",
        question: question_in_words(&filter.classes),
        as_of: view.as_of.to_string(),
        date: question.date.to_string(),
        revision: view.snapshot.revision(),
        classes: filter.classes.iter().copied().map(Code).collect(),
        total,
        items: items.iter().map(zone_gap).collect(),
        known: known.iter().map(known_connection).collect(),
        caveat: CAVEAT,
    }))
}

fn question_in_words(classes: &[RoadClass]) -> TextBody {
    use crate::model::Coded;
    let list = |of: fn(crate::model::Label) -> &'static str, and: &str| {
        classes.iter().map(|class| of(class.label()).to_lowercase()).collect::<Vec<_>>().join(and)
    };
    TextBody {
        vi: format!(
            "Khu, cụm nào chưa ghi nhận đấu nối hợp pháp vào {}, và khắc phục thế nào?",
            list(|label| label.vi, " hoặc ")
        ),
        en: format!(
            "Which parks lack a known lawful connection to a {}, and what would fix each?",
            list(|label| label.en, " or ")
        ),
    }
}

fn frontages(asked: &Question<Gaps>, question: &GapQuestion) -> Result<Response, Problem> {
    let (view, filter) = (&asked.view, &question.filter);
    let known = KnownRoads::new(view, question.date);
    let found = frontage_gaps(&known, filter);
    asked.json(&RoadGaps::Frontages(FrontageGaps {
        show: "frontages",
        as_of: view.as_of.to_string(),
        date: question.date.to_string(),
        revision: view.snapshot.revision(),
        classes: filter.classes.iter().copied().map(Code).collect(),
        total: found.len(),
        items: found.iter().take(question.limit).filter_map(|gap| frontage(view, gap, question.date)).collect(),
        heuristic: HEURISTIC,
        caveat: CAVEAT,
    }))
}

fn points_to_remove(asked: &Question<Gaps>, question: &GapQuestion) -> Result<Response, Problem> {
    let (view, filter) = (&asked.view, &question.filter);
    let found = removals(view, filter);
    asked.json(&RoadGaps::Removals(PointRemovals {
        show: "points_to_remove",
        as_of: view.as_of.to_string(),
        revision: view.snapshot.revision(),
        classes: filter.classes.iter().copied().map(Code).collect(),
        total: found.len(),
        items: found.iter().take(question.limit).map(removal).collect(),
        caveat: CAVEAT,
    }))
}
