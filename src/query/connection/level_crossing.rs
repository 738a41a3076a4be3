//! A branch road that crosses a railway on the level: how far the next crossing is. Asked only where the branch is drawn.

use geo::line_intersection::{LineIntersection, line_intersection};
use geo::{Coord, Geometry, LineString};

use super::known::KnownRoads;
use super::site::{Asked, Site};
use super::verdicts::RuleVerdict;
use crate::model::{Bbox, ConstraintClass, ConstraintStatus, MetricFrame, RoadStructure, Verdict};
use crate::rules::connection::{Family, engineering};

/// Crossings farther apart than this do not matter, metres.
const WITHIN_M: f64 = 3_000.0;
/// The most crossings of one branch that are looked at.
const MOST_CROSSINGS: usize = 4;

/// One verdict for each railway the branch crosses.
pub(super) fn level_crossings<'v>(known: &KnownRoads<'v>, site: &Site<'v>, asked: &Asked) -> Vec<RuleVerdict<'v>> {
    let Some(branch) = &asked.branch else { return vec![] };
    let frame = site.road.line.frame();
    let (case, base) = (site.road.case(known.date), known.view.snapshot.base());
    let Some(rule) = known.rules().in_force(Family::LevelCrossing, &case).next() else { return vec![] };
    let Some(bbox) = Bbox::around(&Geometry::LineString(branch.clone())) else { return vec![] };
    let railways = base.constraints.within(Some(&bbox), known.view.as_of).into_iter().filter(|(_, constraint)| {
        constraint.class == ConstraintClass::Railway && constraint.status != Some(ConstraintStatus::Inactive)
    });
    let mut found = vec![];
    for (_, railway) in railways {
        let tracks = lines_of(railway.geometry.get(), frame);
        for at in crossings(&frame.to_metric(branch).0, &tracks) {
            found.push(at.map_to_verdict(known, frame, &tracks, rule, &case));
        }
    }
    found.truncate(MOST_CROSSINGS);
    found
}

/// Where the branch crosses, metres.
struct Crossing(Coord<f64>);

impl Crossing {
    fn map_to_verdict<'v>(
        self,
        known: &KnownRoads<'v>,
        frame: &MetricFrame,
        tracks: &[LineString<f64>],
        rule: &'v crate::rules::connection::Rule,
        case: &crate::rules::connection::Case,
    ) -> RuleVerdict<'v> {
        let nearest = self.next_crossing(known, frame, tracks);
        if !rule.is_surely_about(case) {
            return RuleVerdict::missing(rule)
                .saying("Chưa biết đoạn này trong hay ngoài nội thị.", "Whether it is urban is not on record.");
        }
        match nearest {
            None => RuleVerdict::of(rule, Verdict::Pass).saying(
                "Không có chỗ giao đường sắt nào khác được ghi nhận trong 3 km.",
                "No other crossing of the railway is on record within 3 km.",
            ),
            // Measured straight on drawn lines: enough for a warning, never for a refusal.
            Some(apart) => {
                RuleVerdict::of(rule, engineering(rule.value.is_none_or(|least| apart >= least))).measuring(apart)
            }
        }
    }

    /// How far the next crossing of the railway by a road on the ground is.
    fn next_crossing(&self, known: &KnownRoads, frame: &MetricFrame, tracks: &[LineString<f64>]) -> Option<f64> {
        let here = frame.to_degrees(&crate::model::Metric(geo::Point(self.0))).0;
        let around = Bbox::around_position(here, WITHIN_M);
        let links = known.view.snapshot.base().road_links.within(Some(&around), known.view.as_of);
        let on_ground = links.into_iter().filter(|(_, link)| {
            !matches!(link.structure, Some(RoadStructure::Bridge | RoadStructure::Viaduct | RoadStructure::Tunnel))
        });
        let others = on_ground
            .flat_map(|(_, link)| lines_of(link.geometry.get(), frame))
            .flat_map(|line| crossings(&line, tracks));
        let apart = others.map(|other| (other.0.x - self.0.x).hypot(other.0.y - self.0.y));
        apart.filter(|apart| (1.0..=WITHIN_M).contains(apart)).min_by(f64::total_cmp)
    }
}

fn lines_of(shape: &Geometry<f64>, frame: &MetricFrame) -> Vec<LineString<f64>> {
    match shape {
        Geometry::LineString(line) => vec![frame.to_metric(line).0],
        Geometry::MultiLineString(lines) => frame.to_metric(lines).0.0,
        _ => vec![],
    }
}

fn crossings(line: &LineString<f64>, tracks: &[LineString<f64>]) -> Vec<Crossing> {
    let segments = || tracks.iter().flat_map(LineString::lines);
    let of_step = |step: geo::Line<f64>| {
        segments().filter_map(move |track| match line_intersection(step, track)? {
            LineIntersection::SinglePoint { intersection, .. } => Some(Crossing(intersection)),
            LineIntersection::Collinear { .. } => None,
        })
    };
    line.lines().flat_map(of_step).collect()
}
