//! Distance to the next points: rules in force, the province's own, and those that lapsed and are shown for orientation.

use super::known::{KnownRoads, Road};
use super::neighbours::{Neighbour, neighbours, opposite};
use super::site::Site;
use super::verdicts::{NeighbourFact, RuleVerdict};
use crate::model::{ChainageBasis, Id, RoadClass, Verdict};
use crate::rules::connection::{Case, Family, Gap, Rule, Sureness, spacing};

/// Everything said of spacing at a place.
pub(super) fn spacing_verdicts<'v>(
    known: &KnownRoads<'v>,
    site: &Site<'v>,
    except: Option<&Id>,
) -> Vec<RuleVerdict<'v>> {
    let case = site.road.case(known.date);
    if case.class == RoadClass::Expressway {
        return vec![];
    }
    let around = neighbours(known, &site.road, (site.chainage_m, site.basis), site.side, except);
    let judge = Judge { known, case, around: &around, has_points: !site.road.points.is_empty() };
    let rules = known.rules();
    let mut found: Vec<RuleVerdict> =
        rules.rules.iter().filter(|rule| is_in_force(rule, &case)).map(|rule| judge.rule(rule)).collect();
    found.extend(rules.provincial(&case).map(|rule| judge.rule(rule)));
    found.extend(rules.lapsed_spacing(&case).into_iter().map(|rule| judge.lapsed(rule)));
    found
}

fn is_in_force(rule: &Rule, case: &Case) -> bool {
    rule.family == Family::Spacing && rule.validity.holds(case.day) && rule.is_about(case)
}

/// The figure a place is looked for by: one in force, else the province's, else the lapsed one; `None` when the road is not known well enough.
pub(super) fn reference<'v>(known: &KnownRoads<'v>, road: &Road<'v>) -> Option<&'v Rule> {
    let case = road.case(known.date);
    let rules = known.rules();
    let is_figure = |rule: &&Rule| rule.value.is_some() && rule.is_surely_about(&case);
    let in_force = rules.rules.iter().find(|rule| is_in_force(rule, &case) && is_figure(rule));
    in_force
        .or_else(|| rules.provincial(&case).filter(is_figure))
        .or_else(|| rules.lapsed_spacing(&case).into_iter().find(is_figure))
}

struct Judge<'a, 'v> {
    known: &'a KnownRoads<'v>,
    case: Case<'v>,
    around: &'a [Neighbour<'v>],
    /// Whether any point of the road is on record at all.
    has_points: bool,
}

impl<'v> Judge<'_, 'v> {
    /// A rule in force.
    fn rule(&self, rule: &'v Rule) -> RuleVerdict<'v> {
        self.judged(rule, rule.may_fail(&self.case))
    }

    /// A figure that lapsed: shown, never deciding.
    fn lapsed(&self, rule: &'v Rule) -> RuleVerdict<'v> {
        let over = rule.validity.to.and_then(|to| to.yesterday().ok());
        let (vi, en) = over.map_or_else(Default::default, |over| {
            (
                format!("Theo {}, hết hiệu lực {}; chỉ là ngưỡng tham khảo.", rule.citation, vietnamese(over)),
                format!("By {}, lapsed on {over}; for orientation only.", rule.citation),
            )
        });
        self.judged(rule, false).shown_only().saying(vi, en)
    }

    fn judged(&self, rule: &'v Rule, may_fail: bool) -> RuleVerdict<'v> {
        let Some(value) = rule.value else { return self.without_figure(rule) };
        let said = self.around.iter().map(|neighbour| self.to_neighbour(rule, value, neighbour, may_fail));
        let worst =
            said.min_by(|one, other| weight(other).cmp(&weight(one)).then(gap_of(one).total_cmp(&gap_of(other))));
        let found = worst.unwrap_or_else(|| self.without_neighbours(rule));
        if rule.is_surely_about(&self.case) {
            return found;
        }
        let (vi, en) = self.unknown();
        RuleVerdict { verdict: Verdict::MissingData, ..found }.saying(vi, en)
    }

    fn unknown(&self) -> (&'static str, &'static str) {
        match (self.case.grade, self.case.urban) {
            (None, None) => (
                "Chưa biết cấp quy hoạch và đoạn này trong hay ngoài nội thị.",
                "Neither the planned grade nor whether it is urban is on record.",
            ),
            (None, _) => ("Chưa biết cấp quy hoạch của đoạn đường.", "The planned grade of the road is not on record."),
            (_, _) => ("Chưa biết đoạn này trong hay ngoài nội thị.", "Whether it is urban is not on record."),
        }
    }

    /// No figure: the nearest point is told all the same.
    fn without_figure(&self, rule: &'v Rule) -> RuleVerdict<'v> {
        let nearest = self.around.iter().min_by(|one, other| one.gap_m.total_cmp(&other.gap_m));
        let missing = RuleVerdict::missing(rule);
        nearest.map_or(missing.clone(), |neighbour| with_neighbour(missing, neighbour))
    }

    fn without_neighbours(&self, rule: &'v Rule) -> RuleVerdict<'v> {
        if !self.has_points {
            return RuleVerdict::missing(rule).saying(
                "Chưa có điểm đấu nối nào được ghi nhận trên đoạn này nên chưa so sánh được.",
                "No connection point is on record on this section, so nothing can be compared.",
            );
        }
        let verdict =
            spacing(0.0, Gap { metres: f64::MAX, is_surveyed: false, tolerance_m: 0.0 }, self.sure(rule, false));
        RuleVerdict::of(rule, verdict).saying(
            "Không có điểm đấu nối nào được ghi nhận cùng phía trong khoảng cần xét.",
            "No point on the same side is on record within the distance that counts.",
        )
    }

    fn sure(&self, rule: &Rule, may_fail: bool) -> Sureness {
        Sureness { certainty: rule.certainty, may_fail }
    }

    fn to_neighbour(&self, own: &'v Rule, value: f64, neighbour: &Neighbour<'v>, may_fail: bool) -> RuleVerdict<'v> {
        // Where grades change on the way, the stricter one counts.
        let others = neighbour.crossed.iter().filter_map(|road| self.same_kind(own, road));
        let stricter = others
            .filter(|rule| rule.value > Some(value))
            .max_by(|one, other| one.value.partial_cmp(&other.value).unwrap_or(std::cmp::Ordering::Equal));
        let rule = stricter.unwrap_or(own);
        let required = rule.value.unwrap_or(value);
        let basis = if neighbour.is_surveyed { ChainageBasis::Surveyed } else { ChainageBasis::Computed };
        let tolerance_m = self.known.rules().tolerance_m(basis);
        let gap = Gap { metres: neighbour.gap_m, is_surveyed: neighbour.is_surveyed, tolerance_m };
        let may_fail = may_fail && neighbour.is_sure;
        let mut said =
            with_neighbour(RuleVerdict::of(rule, spacing(required, gap, self.sure(rule, may_fail))), neighbour);
        let is_grade_unknown =
            neighbour.crossed.iter().any(|road| !own.grades.is_empty() && road.case(self.case.day).grade.is_none());
        if is_grade_unknown && said.verdict == Verdict::Pass {
            said.verdict = Verdict::MissingData;
            said = said.saying(
                "Chưa biết cấp quy hoạch của đoạn kế tiếp.",
                "The planned grade of the adjoining section is not on record.",
            );
        }
        if stricter.is_some() {
            said = said.saying(
                "Qua chỗ đổi cấp đường: lấy cấp yêu cầu cao hơn.",
                "Across a change of grade the stricter one counts.",
            );
        }
        if !neighbour.crossed.is_empty() {
            said = said.saying(
                "Khoảng cách đo qua chỗ nối hai đoạn của cùng tuyến.",
                "Measured across the joint of two sections of the road.",
            );
        }
        if !neighbour.is_sure {
            said = said.saying(
                "Điểm lân cận chưa rõ giấy phép hoặc phía tuyến.",
                "The permit or the side of the neighbour is not on record.",
            );
        }
        said
    }

    /// The rule of the same kind for another section of the road.
    fn same_kind(&self, own: &Rule, road: &Road<'v>) -> Option<&'v Rule> {
        let case = road.case(self.case.day);
        let rules = self.known.rules();
        let fits = |rule: &&Rule| rule.is_surely_about(&case) && rule.value.is_some();
        match own.family {
            Family::Provincial => rules.provincial(&case).filter(fits),
            _ if own.validity.holds(self.case.day) => {
                rules.rules.iter().find(|rule| is_in_force(rule, &case) && fits(rule))
            }
            _ => rules.lapsed_spacing(&case).into_iter().find(fits),
        }
    }
}

fn weight(verdict: &RuleVerdict) -> u8 {
    match verdict.verdict {
        Verdict::Fail => 4,
        Verdict::NeedsReview => 3,
        Verdict::MissingData => 2,
        Verdict::Pass => 1,
        Verdict::NotApplicable => 0,
    }
}

fn gap_of(verdict: &RuleVerdict) -> f64 {
    verdict.measured.unwrap_or(f64::MAX)
}

fn with_neighbour<'v>(said: RuleVerdict<'v>, neighbour: &Neighbour<'v>) -> RuleVerdict<'v> {
    let fact = NeighbourFact { id: neighbour.id, chainage_m: neighbour.chainage_m, gap_m: neighbour.gap_m };
    RuleVerdict { neighbour: Some(fact), ..said.measuring(neighbour.gap_m) }
}

/// 31/12/2024.
fn vietnamese(day: crate::model::Date) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}

/// Points across the road: a warning of our own, where no median divides it.
pub(super) fn opposite_side<'v>(known: &KnownRoads<'v>, site: &Site<'v>) -> Option<RuleVerdict<'v>> {
    let case = site.road.case(known.date);
    let rule = known.rules().rules.iter().find(|rule| rule.family == Family::Opposite && rule.is_about(&case))?;
    let value = rule.value?;
    if case.class == RoadClass::Expressway {
        return None;
    }
    let said = match site.road.section.median {
        Some(true) => RuleVerdict { note: None, ..RuleVerdict::of(rule, Verdict::NotApplicable) },
        median => {
            let around = neighbours(known, &site.road, (site.chainage_m, site.basis), opposite(site.side), None);
            let nearest = around.iter().min_by(|one, other| one.gap_m.total_cmp(&other.gap_m));
            let near = nearest.filter(|nearest| nearest.gap_m < value);
            let verdict = match (median, near) {
                (_, None) if site.road.points.is_empty() => Verdict::MissingData,
                (_, None) => Verdict::Pass,
                (Some(_), Some(_)) => Verdict::NeedsReview,
                (None, Some(_)) => Verdict::MissingData,
            };
            let said = RuleVerdict::of(rule, verdict);
            nearest.map_or(said.clone(), |nearest| with_neighbour(said, nearest))
        }
    };
    Some(said.shown_only())
}
