//! What would give a part of a zone a lawful connection to a national or provincial road.

use geo::{Coord, CoordsIter, Geometry};

use super::alternatives::{Alternative, alternatives};
use super::check::judge;
use super::known::KnownRoads;
use super::site::{Asked, Place, Site};
use super::verdicts::{RuleVerdict, overall_of};
use crate::model::{
    AlternativeKind, Bbox, BranchType, FixKind, Id, Name, RoadClass, RoadSection, Side, Verdict, chainage_text,
};

/// Roads farther from a part than this are not looked at, metres.
const ROAD_WITHIN_M: f64 = 5_000.0;
/// Vertices of an outline that are measured; of a longer one every so many.
const MOST_VERTICES: usize = 400;

/// What would fix it.
#[derive(Clone)]
pub struct Fix<'v> {
    /// What.
    pub kind: FixKind,
    /// In words.
    pub text: Name,
    /// The nearest road of the classes that were asked for; `None` = none within 5 km.
    pub nearest: Option<Nearest<'v>>,
    /// Section, chainage in metres, side and spot in degrees of the point that is used or made.
    pub point: Option<(Id, f64, Side, Coord<f64>)>,
    /// The point that is shared.
    pub share_with: Option<Id>,
    /// Length in metres and line in degrees of a service road.
    pub service_road: Option<(f64, Option<Geometry<f64>>)>,
    /// What the rules say of it.
    pub verdict: Verdict,
}

/// The nearest road.
#[derive(Clone, Copy)]
pub struct Nearest<'v> {
    /// Its section.
    pub id: &'v Id,
    /// The section.
    pub section: &'v RoadSection,
    /// From the outline or position to the centreline, metres.
    pub distance_m: f64,
    /// The spot of the centreline, degrees.
    pub at: Coord<f64>,
}

/// The best fix for a part of a zone, or for a position: a point on the nearest road of some classes if the rules allow it, else the
/// first of its alternatives.
pub fn best_fix<'v>(
    known: &KnownRoads<'v>,
    zone_part: Option<&Id>,
    shape: &Geometry<f64>,
    classes: &[RoadClass],
) -> Fix<'v> {
    let Some((site, nearest)) = nearest_site(known, shape, classes) else { return none_found(None) };
    let place = Place::On { section: nearest.id.clone(), chainage_m: site.chainage_m, side: site.side };
    let asked = Asked {
        place,
        zone_part: zone_part.cloned(),
        branch_type: BranchType::DedicatedPark,
        branch: None,
        date: known.date,
    };
    let verdicts = judge(known, &site, &asked, None);
    let overall = overall_of(&verdicts);
    // A lapsed figure decides nothing, and is reason enough to look for a better place first.
    let is_crowded = verdicts.iter().any(|said| {
        said.neighbour.is_some()
            && matches!(said.verdict, Verdict::Fail | Verdict::NeedsReview)
            && said.rule.unit == "m"
    });
    if overall != Verdict::Fail && !is_crowded {
        return new_point(&site, nearest, &verdicts);
    }
    let better = alternatives(known, &site, &asked, &verdicts).into_iter().find(|found| found.overall != Verdict::Fail);
    match better {
        Some(found) => of_alternative(found, nearest),
        None if overall != Verdict::Fail => new_point(&site, nearest, &verdicts),
        None => none_found(Some(nearest)),
    }
}

fn none_found(nearest: Option<Nearest<'_>>) -> Fix<'_> {
    let (vi, en) = match nearest {
        None => {
            ("Không có đường thuộc loại cần xét trong 5 km.", "There is no road of the classes asked for within 5 km.")
        }
        Some(_) => (
            "Chưa tìm thấy phương án phù hợp quy định trên tuyến gần nhất.",
            "Nothing that keeps the rules was found on the nearest road.",
        ),
    };
    let text = Name::new(vi, en);
    let verdict = if nearest.is_some() { Verdict::Fail } else { Verdict::MissingData };
    Fix { kind: FixKind::NoneFound, text, nearest, point: None, share_with: None, service_road: None, verdict }
}

/// Nearer than this the park's own road reaches the main road, metres; farther off a road in between is said to be needed.
const AT_THE_ROAD_M: f64 = 100.0;

fn new_point<'v>(site: &Site<'v>, nearest: Nearest<'v>, verdicts: &[RuleVerdict<'v>]) -> Fix<'v> {
    let here = chainage_text(site.chainage_m);
    let verdict = overall_of(verdicts);
    let (vi, en) = conclusion(verdicts);
    let (vi, en) = if nearest.distance_m > AT_THE_ROAD_M {
        let metres = (nearest.distance_m / 10.0).round() as u64 * 10;
        let far = |thousand: &str| match metres {
            1_000.. => format!("{}{thousand}{:03}", metres / 1_000, metres % 1_000),
            _ => metres.to_string(),
        };
        (
            format!("cần đường nối khoảng {} m; {vi}", far(".")),
            format!("a road of about {} m to it is needed; {en}", far(",")),
        )
    } else {
        (vi, en)
    };
    Fix {
        kind: FixKind::NewPoint,
        text: Name::new(
            format!("Điểm đấu nối mới tại {here} {}: {vi}.", nearest.section.name.vi),
            format!("A new point at {here} of {}: {en}.", nearest.section.name.en),
        ),
        nearest: Some(nearest),
        point: Some((nearest.id.clone(), site.chainage_m, site.side, site.at)),
        share_with: None,
        service_road: None,
        verdict,
    }
}

/// What the deciding rules say together, with those that need a look or lack data by name.
fn conclusion(verdicts: &[RuleVerdict]) -> (String, String) {
    let of = |verdict: Verdict| {
        let titles = verdicts.iter().filter(move |said| !said.informational && said.verdict == verdict);
        let titles: Vec<&Name> = titles.map(|said| &said.rule.title).collect();
        let list = |text: fn(&Name) -> &str| {
            let mut named: Vec<&str> = titles.iter().map(|title| text(title)).collect();
            named.dedup();
            named.join(", ")
        };
        (!titles.is_empty()).then(|| (list(|title| &title.vi), list(|title| &title.en)))
    };
    let review =
        of(Verdict::NeedsReview).map(|(vi, en)| (format!("cần thẩm tra: {vi}"), format!("to be reviewed: {en}")));
    let missing =
        of(Verdict::MissingData).map(|(vi, en)| (format!("thiếu dữ liệu: {vi}"), format!("data missing: {en}")));
    match (review, missing) {
        (None, None) => ("chưa thấy vướng quy định nào".into(), "no rule stands against it".into()),
        (Some(one), None) | (None, Some(one)) => one,
        (Some(review), Some(missing)) => {
            (format!("{}; {}", review.0, missing.0), format!("{}; {}", review.1, missing.1))
        }
    }
}

fn of_alternative<'v>(found: Alternative<'v>, nearest: Nearest<'v>) -> Fix<'v> {
    let kind = match found.kind {
        AlternativeKind::OtherChainage => FixKind::NewPoint,
        AlternativeKind::SharePoint => FixKind::SharePoint,
        AlternativeKind::ServiceRoad => FixKind::ServiceRoad,
        AlternativeKind::Interchange => FixKind::NoneFound,
    };
    let point = match (found.chainage_m, found.side, found.at) {
        (Some(chainage_m), Some(side), Some(at)) => Some((found.section, chainage_m, side, at)),
        _ => None,
    };
    let service_road = (kind == FixKind::ServiceRoad).then(|| (found.length_m.unwrap_or_default(), found.geometry));
    Fix {
        kind,
        text: found.text,
        nearest: Some(nearest),
        point,
        share_with: found.share_with,
        service_road,
        verdict: found.overall,
    }
}

/// The spot of the nearest open road of some classes, seen from the outline.
fn nearest_site<'v>(
    known: &KnownRoads<'v>,
    shape: &Geometry<f64>,
    classes: &[RoadClass],
) -> Option<(Site<'v>, Nearest<'v>)> {
    let view = known.view;
    let vertices: Vec<Coord<f64>> = shape.coords_iter().collect();
    let every = vertices.len().div_ceil(MOST_VERTICES).max(1);
    let bbox = Bbox::around(shape)?;
    let corners = [(bbox.min_lon, bbox.min_lat), (bbox.max_lon, bbox.max_lat)];
    let around = corners.map(|(x, y)| Bbox::around_position(Coord { x, y }, ROAD_WITHIN_M));
    let sections = view.snapshot.base().road_sections.within(Some(&around[0].union(&around[1])), view.as_of);
    let open = sections.into_iter().filter(|(_, section)| classes.contains(&section.class) && section.status.is_open());
    let spots = open.filter_map(|(record, section)| {
        let road = known.find(&record.id)?;
        let located = vertices.iter().step_by(every).map(|vertex| road.line.locate(*vertex));
        let nearest = located.min_by(|one, other| one.offset_m.total_cmp(&other.offset_m))?;
        Some((nearest, road, &record.id, section))
    });
    let (located, road, id, section) = spots.min_by(|one, other| one.0.offset_m.total_cmp(&other.0.offset_m))?;
    if located.offset_m > ROAD_WITHIN_M {
        return None;
    }
    let side = located.side.unwrap_or(Side::Right);
    let nearest = Nearest { id, section, distance_m: located.offset_m, at: located.at };
    Some((Site::on(&road, located.chainage_m, side)?, nearest))
}
