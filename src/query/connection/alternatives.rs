//! What else could be done: another place, a point to share, a service road, an interchange. Best first, at most three.

use std::rc::Rc;

use geo::{Coord, Geometry, LineString, MultiLineString};

use super::check::judge;
use super::free::{Free, free};
use super::interchange::nearest_interchange;
use super::known::{KnownRoads, Road};
use super::neighbours::neighbours;
use super::site::{Asked, Place, Site, zone_part};
use super::spacing::reference;
use super::surroundings::{kept_clear, service_road_at};
use super::verdicts::{RuleVerdict, overall_of};
use crate::model::{
    AlternativeKind, ChainageBasis, ConnectionStanding, Id, Name, RoadClass, Side, Verdict, chainage_text,
};
use crate::query::roadside::Vicinity;
use crate::query::roadside::frontage::stretches;
use crate::query::roadside::points::PlacedPoint;
use crate::rules::connection::{Family, Rule};

/// The most alternatives that are told.
const MOST: usize = 3;
/// The most places that are judged before one is taken.
const MOST_JUDGED: usize = 6;
/// A place nearer than this is the same, metres.
const SAME_M: f64 = 0.5;

/// Something else that could be done.
#[derive(Clone)]
pub struct Alternative<'v> {
    /// What.
    pub kind: AlternativeKind,
    /// In words.
    pub text: Name,
    /// The road that is joined; of an interchange the transport node's id.
    pub section: Id,
    /// Where, metres.
    pub chainage_m: Option<f64>,
    /// On which side.
    pub side: Option<Side>,
    /// The spot, degrees.
    pub at: Option<Coord<f64>>,
    /// The point that is shared.
    pub share_with: Option<Id>,
    /// How long the way to it or the service road is, metres.
    pub length_m: Option<f64>,
    /// Its line, degrees.
    pub geometry: Option<Geometry<f64>>,
    /// What all deciding rules say together.
    pub overall: Verdict,
    /// What each says.
    pub verdicts: Vec<RuleVerdict<'v>>,
}

/// What could be done instead of a place.
pub(super) fn alternatives<'v>(
    known: &KnownRoads<'v>,
    site: &Site<'v>,
    asked: &Asked,
    said: &[RuleVerdict<'v>],
) -> Vec<Alternative<'v>> {
    if site.road.section.class == RoadClass::Expressway {
        return interchange(known, site, asked).into_iter().collect();
    }
    let finder = Finder { known, site, asked };
    let mut found: Vec<Alternative> = finder.existing_service_road().into_iter().collect();
    let place = finder.other_place(said);
    let shared = finder.shared_point();
    found.extend(finder.new_service_road(&place, &shared));
    found.extend(place.into_iter().chain(shared));
    found.sort_by(|one, other| cost(one).0.cmp(&cost(other).0).then(cost(one).1.total_cmp(&cost(other).1)));
    found.truncate(MOST);
    found
}

fn cost(alternative: &Alternative) -> (u8, f64) {
    let weight = match alternative.overall {
        Verdict::Pass | Verdict::NotApplicable => 0,
        Verdict::MissingData => 1,
        Verdict::NeedsReview => 2,
        Verdict::Fail => 3,
    };
    // Of equals, what needs nothing built comes first.
    let built = if alternative.kind == AlternativeKind::ServiceRoad { 1.0 } else { 0.0 };
    (weight, alternative.length_m.unwrap_or_default() + built)
}

struct Finder<'a, 'v> {
    known: &'a KnownRoads<'v>,
    site: &'a Site<'v>,
    asked: &'a Asked,
}

impl<'v> Finder<'_, 'v> {
    /// The question asked of another place; the drawn branch does not lead there.
    fn asked_at(&self, road: &Road, chainage_m: f64, side: Side) -> Asked {
        let place = Place::On { section: road.record.id.clone(), chainage_m, side };
        Asked { place, branch: None, ..self.asked.clone() }
    }

    fn judged(&self, site: &Site<'v>) -> (Verdict, Vec<RuleVerdict<'v>>) {
        let verdicts = judge(self.known, site, &self.asked_at(&site.road, site.chainage_m, site.side), None);
        (overall_of(&verdicts), verdicts)
    }

    /// The service road that runs along the place already.
    fn existing_service_road(&self) -> Option<Alternative<'v>> {
        let service = service_road_at(self.site)
            .filter(|_| self.asked.branch_type != crate::model::BranchType::ServiceRoadLink)?;
        let road = self.known.find(&service.record.id)?;
        let position = match self.asked.place {
            Place::At(position, _) => position,
            Place::On { .. } => self.site.at,
        };
        let located = road.line.locate(position);
        let site = Site::on(&road, located.chainage_m, located.side.unwrap_or(self.site.side))?;
        let (overall, verdicts) = self.judged(&site);
        let name = &road.section.name;
        Some(Alternative {
            kind: AlternativeKind::ServiceRoad,
            text: Name::new(
                format!("Đấu vào đường gom đã có “{}” thay vì đấu trực tiếp vào đường chính.", name.vi),
                format!("Join the service road “{}” that is there instead of the main road.", name.en),
            ),
            section: road.record.id.clone(),
            chainage_m: Some(site.chainage_m),
            side: Some(site.side),
            at: Some(site.at),
            share_with: None,
            length_m: Some(0.0),
            geometry: None,
            overall,
            verdicts,
        })
    }

    /// The nearest place on the same side that no rule forbids; where there is none, the one with most room.
    fn other_place(&self, said: &[RuleVerdict<'v>]) -> Option<Alternative<'v>> {
        let rule = reference(self.known, &self.site.road)?;
        let lawful = self.places(rule).into_iter().take(MOST_JUDGED).find_map(|chainage_m| {
            let site = Site::on(&self.site.road, chainage_m, self.site.side)?;
            let (overall, verdicts) = self.judged(&site);
            let is_clear = verdicts
                .iter()
                .filter(|said| is_spacing(said.rule))
                .all(|said| said.verdict != Verdict::Fail && keeps(said));
            (overall != Verdict::Fail && is_clear).then_some((site, overall, verdicts))
        });
        let is_lawful = lawful.is_some();
        let (site, overall, verdicts) = lawful.or_else(|| self.most_room(said))?;
        let (here, moved) =
            (chainage_text(site.chainage_m), self.site.road.line.length_between(self.site.chainage_m, site.chainage_m));
        let (vi, en) = if is_lawful {
            ("đủ khoảng cách tới các điểm lân cận đã ghi nhận", "far enough from the neighbours on record")
        } else {
            (
                "khoảng trống rộng nhất trên phía này, vẫn chưa đủ khoảng cách",
                "the widest room on this side, still too little",
            )
        };
        Some(Alternative {
            kind: AlternativeKind::OtherChainage,
            text: Name::new(
                format!("Vị trí {here} cùng phía, cách vị trí đề nghị {moved:.0} m dọc tuyến: {vi}."),
                format!("{here} on the same side, {moved:.0} m along the road from the asked place: {en}."),
            ),
            section: site.road.record.id.clone(),
            chainage_m: Some(site.chainage_m),
            side: Some(site.side),
            at: Some(site.at),
            share_with: None,
            length_m: Some(moved),
            geometry: None,
            overall,
            verdicts,
        })
    }

    /// Places nothing takes, nearest first: to the frontage of the part, then to the place that was asked.
    fn places(&self, rule: &Rule) -> Vec<f64> {
        let (road, asked_m) = (&self.site.road, self.site.chainage_m);
        let runs: Vec<Free> = road.line.runs().iter().map(|run| Free { from_m: run.from_m, to_m: run.to_m }).collect();
        let fronts = self.fronts();
        let apart_from_front =
            |at: f64| fronts.iter().map(|front| (front.nearest(at) - at).abs()).min_by(f64::total_cmp).unwrap_or(0.0);
        let mut places: Vec<f64> = vec![];
        for stretch in free(&runs, self.taken(rule)) {
            places.push(stretch.nearest(asked_m));
            places.extend(fronts.iter().map(|front| stretch.nearest(front.nearest(asked_m))));
        }
        places.retain(|at| (at - asked_m).abs() > SAME_M);
        places.sort_by(|one, other| {
            let key = |at: f64| (apart_from_front(at), (at - asked_m).abs());
            let (one, other) = (key(*one), key(*other));
            one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1))
        });
        places.dedup();
        places
    }

    /// The stretches along which the part fronts this side.
    fn fronts(&self) -> Vec<Free> {
        let part = self.asked.zone_part.as_ref().and_then(|part| zone_part(self.known.view, part));
        let Some(outline) = part.and_then(|(_, part)| part.geometry.as_ref()) else { return vec![] };
        let stretches = stretches(&Vicinity::of(&self.site.road.line), &outline.polygons());
        let same_side = stretches.iter().filter(|stretch| stretch.side == self.site.side);
        same_side.map(|stretch| Free { from_m: stretch.from_m, to_m: stretch.to_m }).collect()
    }

    /// What keeps a point away: neighbours, bridges, tunnels, railways, service roads.
    fn taken(&self, rule: &Rule) -> Vec<(f64, f64)> {
        let (road, side) = (&self.site.road, self.site.side);
        let required = rule.value.unwrap_or_default();
        let own = road.points.iter().filter(|point| point.side.is_none_or(|of| of == side) && point.on.takes_room());
        let mut centres: Vec<f64> = own.filter_map(|point| Some(point.chainage?.0)).collect();
        let (first, last) = road.line.span();
        for (end_m, outward) in [(first, -1.0), (last, 1.0)] {
            let beyond = neighbours(self.known, road, (end_m, road.line.basis_at(end_m)), side, None);
            let across = beyond.iter().filter(|neighbour| !neighbour.crossed.is_empty());
            centres.extend(across.map(|neighbour| end_m + outward * neighbour.gap_m));
        }
        // Where a surveyed limit is enough, judging the place tells; the tolerance is only added where it is needed.
        let margin = |at: f64| match road.line.basis_at(at) {
            ChainageBasis::Surveyed => required,
            ChainageBasis::Computed => required + self.known.rules().tolerance_m(ChainageBasis::Computed),
        };
        let mut taken: Vec<(f64, f64)> =
            centres.iter().map(|at| (at - margin(at - required), at + margin(at + required))).collect();
        taken.extend(self.needing_tolerance(required));
        taken.extend(kept_clear(self.known, road));
        if self.asked.branch_type != crate::model::BranchType::ServiceRoadLink {
            let along = road.service_roads().iter().filter(|service| service.road.status.is_open());
            let same_side = along.filter_map(|service| service.stretch).filter(|stretch| stretch.side == side);
            taken.extend(same_side.map(|stretch| (stretch.from_m - 1.0, stretch.to_m + 1.0)));
        }
        taken
    }

    /// Around points whose own chainage is computed the tolerance counts, wherever the place lies.
    fn needing_tolerance(&self, required: f64) -> Vec<(f64, f64)> {
        let margin = required + self.known.rules().tolerance_m(ChainageBasis::Computed);
        let side = self.site.side;
        let points = self
            .site
            .road
            .points
            .iter()
            .filter(|point| point.side.is_none_or(|of| of == side) && point.on.takes_room());
        let computed = points.filter(|point| !super::neighbours::is_point_surveyed(point));
        computed.filter_map(|point| Some((point.chainage?.0 - margin, point.chainage?.0 + margin))).collect()
    }

    /// The middle of the widest room between points of the side, if it gives more room than the asked place.
    fn most_room(&self, said: &[RuleVerdict<'v>]) -> Option<(Site<'v>, Verdict, Vec<RuleVerdict<'v>>)> {
        let road = &self.site.road;
        let (first, last) = road.line.span();
        let points = road.points.iter().filter(|point| point.side == Some(self.site.side) && point.on.takes_room());
        let mut cuts: Vec<f64> =
            points.filter_map(|point| Some(point.chainage?.0)).filter(|at| (first..=last).contains(at)).collect();
        cuts.sort_by(f64::total_cmp);
        // Towards an open end there is room on one side only: the end itself is farthest.
        let ends = [cuts.first().map(|at| (first, at - first)), cuts.last().map(|at| (last, last - at))];
        let middles = cuts.windows(2).map(|pair| ((pair[0] + pair[1]) / 2.0, (pair[1] - pair[0]) / 2.0));
        let (at, room) = middles.chain(ends.into_iter().flatten()).max_by(|one, other| one.1.total_cmp(&other.1))?;
        let now =
            said.iter().filter(|said| is_spacing(said.rule)).filter_map(|said| said.measured).fold(f64::MAX, f64::min);
        let site = Site::on(road, at, self.site.side).filter(|_| room > now + SAME_M)?;
        let (overall, verdicts) = self.judged(&site);
        Some((site, overall, verdicts))
    }

    /// The nearest point of the side whose approval is in force.
    fn shared_point(&self) -> Option<Alternative<'v>> {
        let rule = self.known.rules().rules.iter().find(|rule| rule.family == Family::Shared)?;
        let is_open = |point: &&PlacedPoint<'v>| {
            point.side == Some(self.site.side) && point.on.standing() == ConnectionStanding::Approved
        };
        let points = self.site.road.points.iter().filter(is_open).filter_map(|point| Some((point, point.chainage?.0)));
        let apart = |at: f64| self.site.road.line.length_between(self.site.chainage_m, at);
        let (point, at_m) = points.min_by(|one, other| apart(one.1).total_cmp(&apart(other.1)))?;
        let has_papers = point.on.permit.is_some_and(|permit| !permit.documents.is_empty());
        let said = RuleVerdict::of(rule, if has_papers { Verdict::Pass } else { Verdict::NeedsReview });
        let said = if has_papers {
            said
        } else {
            said.saying("Chưa có văn bản chấp thuận kèm theo.", "No document of the approval is on record.")
        };
        let (length, here, id) = (apart(at_m), chainage_text(at_m), &point.on.record.id);
        Some(Alternative {
            kind: AlternativeKind::SharePoint,
            text: Name::new(
                format!("Dùng chung điểm đấu nối đã được chấp thuận tại {here}, cách {length:.0} m dọc tuyến."),
                format!("Share the approved point at {here}, {length:.0} m along the road."),
            ),
            section: self.site.road.record.id.clone(),
            chainage_m: Some(at_m),
            side: point.side,
            at: point.on.at(),
            share_with: Some(id.clone()),
            length_m: Some(length),
            geometry: None,
            overall: said.verdict,
            verdicts: vec![said],
        })
    }

    /// A service road outside the corridor, from the asked place to the nearest place or point that may be used.
    fn new_service_road(
        &self,
        place: &Option<Alternative<'v>>,
        shared: &Option<Alternative<'v>>,
    ) -> Option<Alternative<'v>> {
        let widths = self.known.rules().widths(self.site.road.section, self.known.date)?;
        let targets = [place, shared].into_iter().flatten();
        let target =
            targets.min_by(|one, other| cost(one).0.cmp(&cost(other).0).then(cost(one).1.total_cmp(&cost(other).1)))?;
        let at_m = target.chainage_m.filter(|at| (at - self.site.chainage_m).abs() > 1.0)?;
        let line = self.site.road.line.beside(self.site.chainage_m, at_m, self.site.side, widths.out_m());
        let length = length_of(&self.site.road, &line);
        let (from, to, out) = (chainage_text(self.site.chainage_m), chainage_text(at_m), widths.out_m());
        Some(Alternative {
            kind: AlternativeKind::ServiceRoad,
            text: Name::new(
                format!(
                    "Làm đường gom dài khoảng {length:.0} m ngoài hành lang an toàn (cách tim đường {out:.1} m), từ {from} tới {to}, đấu ra đường chính tại {to}."
                ),
                format!(
                    "Build a service road of about {length:.0} m outside the safety corridor ({out:.1} m from the centreline), from {from} to {to}, joining the main road at {to}."
                ),
            ),
            length_m: Some(length),
            geometry: as_geometry(line),
            ..Alternative { kind: AlternativeKind::ServiceRoad, ..target.clone() }
        })
    }
}

fn is_spacing(rule: &Rule) -> bool {
    matches!(rule.family, Family::Spacing | Family::Provincial) && rule.value.is_some()
}

/// Whether the figure is kept, whatever its certainty; a figure that cannot be told to apply counts as kept.
fn keeps(said: &RuleVerdict) -> bool {
    match (said.required, said.measured) {
        (Some(required), Some(measured)) => measured >= required || said.verdict == Verdict::MissingData,
        _ => true,
    }
}

fn length_of(road: &Rc<Road>, line: &MultiLineString<f64>) -> f64 {
    let metric = road.line.frame().to_metric(line).0;
    metric.0.iter().flat_map(LineString::lines).map(|step| step.dx().hypot(step.dy())).sum()
}

fn as_geometry(mut line: MultiLineString<f64>) -> Option<Geometry<f64>> {
    match line.0.len() {
        0 => None,
        1 => line.0.pop().map(Geometry::LineString),
        _ => Some(Geometry::MultiLineString(line)),
    }
}

fn interchange<'v>(known: &KnownRoads<'v>, site: &Site<'v>, asked: &Asked) -> Option<Alternative<'v>> {
    let position = match asked.place {
        Place::At(position, _) => position,
        Place::On { .. } => site.at,
    };
    let found = nearest_interchange(known, position)?;
    let (name, length) = (&found.node.name, found.length_m);
    Some(Alternative {
        kind: AlternativeKind::Interchange,
        text: Name::new(
            format!("Ra cao tốc tại nút giao “{}”, cách {:.1} km theo mạng đường đã ghi nhận.", name.vi, length / 1e3),
            format!(
                "Reach the expressway at the interchange “{}”, {:.1} km over the roads on record.",
                name.en,
                length / 1e3
            ),
        ),
        section: found.id.clone(),
        chainage_m: None,
        side: None,
        at: found.at,
        share_with: None,
        length_m: Some(length),
        geometry: Some(found.line).filter(|line| line.0.len() >= 2).map(Geometry::LineString),
        overall: Verdict::Pass,
        verdicts: vec![],
    })
}
