//! What stands around a place: service roads, curves, bridges, tunnels, railways, the safety corridor, the angle of the branch.

use geo::{Coord, Geometry};

use super::known::{KnownRoads, Road};
use super::level_crossing::level_crossings;
use super::site::{Asked, Site};
use super::spacing::opposite_side;
use super::verdicts::RuleVerdict;
use crate::index::linear::Curve;
use crate::model::{
    BranchType, ConstraintClass, ConstraintStatus, DataClass, GeometryAccuracy, RoadClass, RoadStructure, Verdict,
};
use crate::query::roadside::crossings::{Crossing, StructureSpan};
use crate::query::roadside::service_roads::ServiceRoad;
use crate::rules::connection::{Design, Family, Grade, Rule, engineering};

/// Railways that cross the road farther from the place than this do not matter, metres.
const RAIL_WITHIN_M: f64 = 2_000.0;
/// A branch must be drawn to within this distance of the junction to tell its angle, metres.
const JOINS_WITHIN_M: f64 = 50.0;

/// Everything said of what stands around a place.
pub(super) fn surroundings<'v>(
    known: &KnownRoads<'v>,
    site: &Site<'v>,
    asked: &Asked,
    is_by_chainage: bool,
) -> Vec<RuleVerdict<'v>> {
    let around = Around { known, site, asked };
    let mut found = vec![];
    found.extend(around.with(Family::Expressway, |rule| around.expressway(rule, is_by_chainage)));
    found.extend(around.with(Family::PlannedExpressway, |rule| around.planned_expressway(rule)));
    found.extend(around.with(Family::ServiceRoad, |rule| around.service_road(rule)));
    if site.road.section.class != RoadClass::Expressway {
        found.extend(around.with(Family::Median, |rule| around.median(rule)));
        found.extend(opposite_side(known, site));
        found.extend(around.with(Family::Sight, |rule| Some(around.sight(rule))));
        found.extend(around.with(Family::Curve, |rule| Some(around.curve(rule))));
        found.extend(around.with(Family::Gradient, |rule| Some(RuleVerdict::missing(rule).shown_only())));
        found.extend(around.with(Family::Angle, |rule| around.angle(rule)));
        found.extend(
            around
                .with(Family::Bridge, |rule| around.structure(rule, &[RoadStructure::Bridge, RoadStructure::Viaduct])),
        );
        found.extend(around.with(Family::Tunnel, |rule| around.structure(rule, &[RoadStructure::Tunnel])));
        found.extend(around.with(Family::Rail, |rule| Some(around.rail(rule))));
        found.extend(level_crossings(known, site, asked));
    }
    found.extend(around.with(Family::Corridor, |rule| Some(around.corridor(rule))));
    found
}

/// The service roads one may drive on that run along a place.
pub(super) fn service_road_at<'s, 'v>(site: &'s Site<'v>) -> Option<&'s ServiceRoad<'v>> {
    let is_along = |road: &&ServiceRoad| road.stretch.is_some_and(|stretch| stretch.holds(site.side, site.chainage_m));
    site.road.service_roads().iter().filter(|road| road.road.status.is_open()).find(is_along)
}

/// Stretches kept clear around bridges, tunnels and railways: open intervals of chainage, metres.
pub(super) fn kept_clear(known: &KnownRoads, road: &Road) -> Vec<(f64, f64)> {
    let case = road.case(known.date);
    let required = |family| {
        let rule = known.rules().in_force(family, &case).next();
        rule.and_then(|rule| clear_of(rule, design_of(known, road))).unwrap_or(0.0)
    };
    let carried = road.structures().iter().map(|span| {
        let family = if span.kind == RoadStructure::Tunnel { Family::Tunnel } else { Family::Bridge };
        (span.from_m - required(family), span.to_m + required(family))
    });
    let rails = road.crossings().iter().filter(|crossing| is_railway(crossing)).map(|crossing| {
        (crossing.chainage_m() - required(Family::Rail), crossing.chainage_m() + required(Family::Rail))
    });
    carried.chain(rails).collect()
}

fn design_of<'v>(known: &KnownRoads<'v>, road: &Road) -> Option<&'v Design> {
    known.rules().design(road.section.design_speed_kmh?)
}

/// How far a bridge, railway … must be: the stopping sight, and never less than the rule says.
fn clear_of(rule: &Rule, design: Option<&Design>) -> Option<f64> {
    Some(rule.value?.max(design.map_or(0.0, |design| design.s1_m)))
}

/// A distance without the noise of a computation, so that a place at the limit is at the limit.
pub(super) fn whole_millimetres(metres: f64) -> f64 {
    (metres * 1e3).round() / 1e3
}

fn is_railway(crossing: &Crossing) -> bool {
    let constraint = crossing.constraint;
    constraint.class == ConstraintClass::Railway && constraint.status != Some(ConstraintStatus::Planned)
}

struct Around<'a, 'v> {
    known: &'a KnownRoads<'v>,
    site: &'a Site<'v>,
    asked: &'a Asked,
}

impl<'v> Around<'_, 'v> {
    fn with(&self, family: Family, say: impl FnOnce(&'v Rule) -> Option<RuleVerdict<'v>>) -> Option<RuleVerdict<'v>> {
        let case = self.site.road.case(self.known.date);
        self.known.rules().in_force(family, &case).next().and_then(say)
    }

    fn design(&self) -> Option<&'v Design> {
        design_of(self.known, &self.site.road)
    }

    fn expressway(&self, rule: &'v Rule, is_by_chainage: bool) -> Option<RuleVerdict<'v>> {
        // Who names the section needs no drawing; who points at a map may have meant the road beside it.
        let is_certain = is_by_chainage || self.site.accuracy == GeometryAccuracy::Surveyed;
        let is_fact = self.site.road.section.data_class == DataClass::Fact;
        let verdict = if is_certain && is_fact { Verdict::Fail } else { Verdict::NeedsReview };
        Some(RuleVerdict::of(rule, verdict).saying(
            "Đường của khu, cụm công nghiệp không được đấu trực tiếp vào cao tốc; chỉ tính đường tới nút giao gần nhất.",
            "A park's road never joins an expressway directly; what counts is the way to the nearest interchange.",
        ))
    }

    fn planned_expressway(&self, rule: &'v Rule) -> Option<RuleVerdict<'v>> {
        let is_planned = Grade::planned(self.site.road.section) == Some(Grade::Expressway);
        (is_planned && self.site.road.section.class != RoadClass::Expressway).then(|| {
            RuleVerdict::of(rule, Verdict::NeedsReview).saying(
                "Khi nâng cấp thành cao tốc, tuyến chỉ còn kết nối qua nút giao; đấu nối mới phải xem theo quy hoạch.",
                "Once it is an expressway it is entered at interchanges only; a new junction has to be seen against the plan.",
            )
        })
    }

    fn service_road(&self, rule: &'v Rule) -> Option<RuleVerdict<'v>> {
        let Some(service) = service_road_at(self.site) else {
            return Some(RuleVerdict::of(rule, Verdict::NotApplicable).saying(
                "Chưa ghi nhận đường gom dọc vị trí này. Khu công nghiệp có nghĩa vụ làm đường gom ngoài hành lang an toàn.",
                "No service road is on record here. A park has the duty to build one outside the safety corridor.",
            ));
        };
        if self.asked.branch_type == BranchType::ServiceRoadLink {
            return Some(RuleVerdict::of(rule, Verdict::Pass));
        }
        // A road that is only sketched may end before the place.
        let is_certain = service.is_recorded
            && service.road.data_class == DataClass::Fact
            && self.site.accuracy == GeometryAccuracy::Surveyed
            && self.known.find(&service.record.id).is_some_and(|road| {
                let (from, to) = road.line.span();
                [from, to].iter().all(|at| road.line.accuracy_at(*at) == GeometryAccuracy::Surveyed)
            });
        let verdict = if is_certain { Verdict::Fail } else { Verdict::NeedsReview };
        let name = &service.road.name;
        Some(RuleVerdict::of(rule, verdict).saying(
            format!("Dọc vị trí này có đường gom “{}”: đấu vào đường gom.", name.vi),
            format!("The service road “{}” runs along this place: join it.", name.en),
        ))
    }

    fn median(&self, rule: &'v Rule) -> Option<RuleVerdict<'v>> {
        let said = RuleVerdict::of(rule, Verdict::Pass).shown_only();
        (self.site.road.section.median == Some(true)).then_some(said)
    }

    fn sight(&self, rule: &'v Rule) -> RuleVerdict<'v> {
        let missing = RuleVerdict::missing(rule).shown_only();
        let Some(design) = self.design() else {
            return missing.saying("Chưa biết vận tốc thiết kế.", "The design speed is not on record.");
        };
        let two_way = design.s2_m.filter(|_| self.site.road.section.median != Some(true));
        missing.requiring(two_way.unwrap_or(design.s1_m))
    }

    fn curve(&self, rule: &'v Rule) -> RuleVerdict<'v> {
        let Some(design) = self.design() else {
            return RuleVerdict::missing(rule)
                .shown_only()
                .saying("Chưa biết vận tốc thiết kế.", "The design speed is not on record.");
        };
        let said = |verdict| RuleVerdict::of(rule, verdict).requiring(design.radius_m);
        match self.site.road.line.curve(self.site.chainage_m) {
            None => said(Verdict::MissingData).shown_only().saying(
                "Tim đường vẽ chưa đủ chi tiết để biết bán kính.",
                "The centreline is not drawn well enough to tell the radius.",
            ),
            Some(Curve::Straight) => said(Verdict::Pass).saying("Đoạn thẳng.", "The road is straight here."),
            Some(Curve::Radius(radius)) if radius < design.radius_m => said(engineering(false)).measuring(radius),
            Some(Curve::Radius(radius)) if radius < rule.factor * design.radius_m => {
                said(engineering(false)).measuring(radius).saying(
                    "Bán kính nhỏ hơn hai lần trị số tối thiểu: nên xem xét tầm nhìn.",
                    "The radius is less than twice the minimum: look at the sight.",
                )
            }
            Some(Curve::Radius(radius)) => said(Verdict::Pass).measuring(radius),
        }
    }

    /// The angle between the branch where it joins and the road.
    fn angle(&self, rule: &'v Rule) -> Option<RuleVerdict<'v>> {
        let branch = self.asked.branch.as_ref()?;
        let frame = self.site.road.line.frame();
        let mut line = frame.to_metric(branch).0.0;
        let junction = frame.to_metric(&geo::Point(self.site.at)).0.0;
        let apart = |at: Coord<f64>| (at.x - junction.x).hypot(at.y - junction.y);
        if line.last().map(|end| apart(*end)) < line.first().map(|start| apart(*start)) {
            line.reverse();
        }
        let start = line.first().copied().filter(|start| apart(*start) <= JOINS_WITHIN_M);
        let next =
            line.iter().copied().find(|at| start.is_some_and(|start| (at.x - start.x).hypot(at.y - start.y) > 1.0));
        let bearing = self.site.road.line.bearing(self.site.chainage_m);
        let (Some(start), Some(next), Some(bearing)) = (start, next, bearing) else {
            return Some(RuleVerdict::missing(rule).shown_only().saying(
                "Tim đường nhánh chưa vẽ tới vị trí đấu nối.",
                "The branch road is not drawn to the junction.",
            ));
        };
        let own = (next.x - start.x).atan2(next.y - start.y).to_degrees();
        let turned = (own - bearing).rem_euclid(180.0);
        let angle = turned.min(180.0 - turned);
        Some(RuleVerdict::of(rule, engineering(rule.value.is_none_or(|least| angle >= least))).measuring(angle))
    }

    fn structure(&self, rule: &'v Rule, kinds: &[RoadStructure]) -> Option<RuleVerdict<'v>> {
        let required = clear_of(rule, self.design())?;
        let spans = self.site.road.structures().iter().filter(|span| kinds.contains(&span.kind));
        let apart = |span: &StructureSpan| (whole_millimetres(span.apart_m(self.site.chainage_m)), span.is_recorded);
        let nearest = spans.map(apart).min_by(|one, other| one.0.total_cmp(&other.0));
        Some(match nearest {
            None => RuleVerdict::missing(rule).requiring(required).shown_only().saying(
                "Chưa ghi nhận công trình loại này trên đoạn đường; chưa biết, không phải không có.",
                "None is on record on the section; that is unknown, not absent.",
            ),
            Some((apart, is_recorded)) => {
                let said = RuleVerdict::of(rule, engineering(apart >= required)).requiring(required).measuring(apart);
                if is_recorded {
                    said
                } else {
                    said.saying(
                        "Cầu suy ra từ sông, kênh cắt qua đường.",
                        "A bridge concluded from water that crosses.",
                    )
                }
            }
        })
    }

    fn rail(&self, rule: &'v Rule) -> RuleVerdict<'v> {
        let required = clear_of(rule, self.design()).unwrap_or_default();
        let crossings = self.site.road.crossings().iter().filter(|crossing| is_railway(crossing));
        let nearest = crossings
            .map(|crossing| whole_millimetres((crossing.chainage_m() - self.site.chainage_m).abs()))
            .min_by(f64::total_cmp);
        match nearest.filter(|apart| *apart <= RAIL_WITHIN_M) {
            None => RuleVerdict::of(rule, Verdict::NotApplicable).requiring(required),
            Some(apart) => RuleVerdict::of(rule, engineering(apart >= required)).requiring(required).measuring(apart),
        }
    }

    /// Gates of the part must stand outside the corridor. The roadbed is assumed, so nothing fails by it.
    fn corridor(&self, rule: &'v Rule) -> RuleVerdict<'v> {
        let Some(widths) = self.known.rules().widths(self.site.road.section, self.known.date) else {
            return RuleVerdict::missing(rule).saying(
                "Chưa biết cấp quy hoạch nên chưa biết bề rộng hành lang an toàn.",
                "The planned grade is not on record, so the width of the safety corridor is unknown.",
            );
        };
        let out_m = widths.out_m();
        let said = |verdict| {
            RuleVerdict::of(rule, verdict).requiring(out_m).saying(
                "Tính từ tim đường, nửa nền đường lấy theo cấp (gần đúng).",
                "From the centreline; half the roadbed is assumed from the grade.",
            )
        };
        let line = &self.site.road.line;
        let nearest = self.gates().map(|at| line.locate(at).offset_m).min_by(f64::total_cmp);
        match nearest {
            None => said(Verdict::MissingData)
                .shown_only()
                .saying("Chưa ghi nhận cổng của khu.", "No gate of the part is on record."),
            Some(offset) => said(engineering(offset >= out_m)).measuring(offset),
        }
    }

    fn gates(&self) -> impl Iterator<Item = Coord<f64>> {
        let view = self.known.view;
        let part = self.asked.zone_part.as_ref();
        let gates = part.and_then(|part| view.snapshot.zone(part.zone())).into_iter().flat_map(|shard| &shard.gates);
        gates.filter_map(move |gate| {
            let gate = gate.core.at(view.as_of).filter(|gate| Some(&gate.zone_part) == part)?;
            match gate.geometry.get() {
                Geometry::Point(point) => Some(point.0),
                _ => None,
            }
        })
    }
}
