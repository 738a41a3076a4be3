//! Proposed roads, drawn or on record, as what can be laid over a network.

use std::collections::HashSet;

use geo::{Geometry, LineString};

use super::closing::links_of_section;
use super::{Added, DrawnRoad, JoinFound, Proposal, ProposedRoad, ScenarioError};
use crate::index::network::Cost;
use crate::index::network::what_if::{NewRoad, Overlay};
use crate::index::{RoadsOn, View};
use crate::model::{Id, Name, Optimise, Refused, RoadClass, RoadLink, RoadSection};
use crate::query::way_facts::cost_of;
use crate::rules::LinkSpeed;

/// What a proposal came to.
struct Resolved {
    name: Name,
    section: Option<Id>,
    class: RoadClass,
    roads: Vec<NewRoad>,
}

/// Every proposal, in the order of the question.
pub(super) struct Resolutions(Vec<Resolved>);

/// Finds what each proposal means.
///
/// **Errors**: [`ScenarioError::Value`] of `add[…]`.
pub(super) fn resolve(view: &View, roads: &RoadsOn, add: &[Proposal]) -> Result<Resolutions, ScenarioError> {
    let one = |(number, proposal): (usize, &Proposal)| match &proposal.road {
        ProposedRoad::Drawn(drawn) => resolve_drawn(view, roads, number, proposal.name.as_deref(), drawn),
        ProposedRoad::Section(id) => resolve_section(view, roads, number, proposal.name.as_deref(), id),
    };
    add.iter().enumerate().map(one).collect::<Result<_, _>>().map(Resolutions)
}

fn resolve_drawn(
    view: &View,
    roads: &RoadsOn,
    number: usize,
    name: Option<&str>,
    drawn: &DrawnRoad,
) -> Result<Resolved, ScenarioError> {
    let weight = roads.vehicle.gross_weight_t();
    if let (Some(most), Some(weight)) = (drawn.max_weight_t, weight)
        && most < weight
    {
        let (vi, en) = (
            format!("ít nhất {weight} t, bằng tổng trọng lượng của xe được hỏi"),
            format!("at least {weight} t, the gross weight of the asked vehicle"),
        );
        return Err(refused(number, ".max_weight_t", &most, &vi, &en));
    }
    let speed = view.snapshot.rules().speeds.on_link(drawn.speed_kmh, None, drawn.class);
    let road = NewRoad { line: drawn.line.clone(), class: drawn.class, speed, one_way: drawn.one_way, nodes: None };
    let name = name.map_or_else(
        || Name::new(format!("Tuyến {}", number + 1), format!("Road {}", number + 1)),
        |name| Name::new(name, name),
    );
    Ok(Resolved { name, section: None, class: drawn.class, roads: vec![road] })
}

fn resolve_section(
    view: &View,
    roads: &RoadsOn,
    number: usize,
    name: Option<&str>,
    id: &Id,
) -> Result<Resolved, ScenarioError> {
    let base = view.snapshot.base();
    let section = base.road_sections.find(id.as_str()).and_then(|record| record.timeline.at(view.as_of));
    let Some(section) = section else {
        let (vi, en) = (
            format!("mã của một tuyến đường (section) có trong dữ liệu ngày {}", view.as_of),
            format!("the id of a road section that is on record on {}", view.as_of),
        );
        return Err(refused(number, ".section", id, &vi, &en));
    };
    let links = links_of_section(view, id);
    let open: HashSet<u32> = roads.network.graph().pieces().iter().map(|piece| piece.link).collect();
    let body = |at: &u32| base.road_links.records[*at as usize].timeline.at(view.as_of);
    let new: Vec<NewRoad> = links
        .iter()
        .filter(|at| !open.contains(at))
        .filter_map(body)
        .filter(|link| roads.vehicle.may_use(link))
        .filter_map(|link| recorded_road(view, section, link))
        .collect();
    if new.is_empty() {
        let (vi, en) = if links.is_empty() {
            ("tuyến đã có tim đường trong dữ liệu", "a section whose centreline is on record")
        } else {
            (
                "tuyến chưa mở (quy hoạch, đề xuất) mà xe được hỏi đi được",
                "a section not open yet that the asked vehicle may use",
            )
        };
        return Err(refused(number, ".section", id, vi, en));
    }
    let name = name.map_or_else(|| section.name.clone(), |name| Name::new(name, name));
    Ok(Resolved { name, section: Some(id.clone()), class: section.class, roads: new })
}

/// A link that is not open yet, as if it were: with the speed of the grade it is planned to have.
fn recorded_road(view: &View, section: &RoadSection, link: &RoadLink) -> Option<NewRoad> {
    let Geometry::LineString(line) = link.geometry.get() else { return None };
    let grade = section.present_grade.as_deref().or(section.planned_grade.as_deref());
    let speed = view.snapshot.rules().speeds.on_link(link.speed_kmh, grade, section.class);
    let nodes = Some((link.from_node.clone(), link.to_node.clone()));
    let one_way = link.one_way == Some(true);
    (line.0.len() > 1).then(|| NewRoad { line: line.clone(), class: section.class, speed, one_way, nodes })
}

fn refused(number: usize, key: &str, value: &dyn std::fmt::Display, vi: &str, en: &str) -> ScenarioError {
    ScenarioError::Value(Refused::new(format!("add[{number}]{key}"), value, vi, en))
}

impl Resolutions {
    /// The roads of some proposals, in their order.
    pub fn roads_of(&self, numbers: &[usize]) -> Vec<NewRoad> {
        numbers.iter().flat_map(|number| self.0[*number].roads.iter().cloned()).collect()
    }

    /// Every proposal as it was laid.
    pub fn added(&self, view: &View, roads: &RoadsOn, overlay: &Overlay<'_>) -> Vec<Added> {
        // A proposal on record is several roads; joins tell roads, and here proposals are told.
        let owners: Vec<usize> =
            (0..).zip(&self.0).flat_map(|(number, own)| own.roads.iter().map(move |_| number)).collect();
        let one = |(number, own): (usize, &Resolved)| {
            let laid: Vec<_> = owners.iter().zip(overlay.roads()).filter(|(owner, _)| **owner == number).collect();
            let speed = own.roads.first().map_or(LinkSpeed { car: 0.0, truck: 0.0, assumed: true }, |road| road.speed);
            let joins = laid.iter().flat_map(|(_, laid)| &laid.joins).filter_map(|join| {
                let added = join.road.map(|road| owners[road]).filter(|owner| *owner != number);
                let section = join.piece.and_then(|piece| {
                    let at = roads.network.graph().pieces()[piece as usize].section;
                    Some(view.snapshot.base().road_sections.records.get(at as usize)?.id.clone())
                });
                (section.is_some() || added.is_some()).then_some(JoinFound { join: *join, section, added })
            });
            let mut joins: Vec<JoinFound> = joins.collect();
            // Where two links of a section meet, both join what is there.
            let mut seen = vec![];
            joins.retain(|found| {
                let place = (found.join.at, found.section.clone(), found.added);
                let is_new = !seen.contains(&place);
                seen.push(place);
                is_new
            });
            let is_car = cost_of(roads.vehicle, Optimise::Time) == Cost::Car;
            Added {
                name: own.name.clone(),
                section: own.section.clone(),
                class: own.class,
                speed_kmh: if is_car { speed.car } else { speed.truck },
                speed_is_assumed: speed.assumed,
                length: laid.iter().map(|(_, laid)| laid.length).sum(),
                joins,
                lines: laid
                    .iter()
                    .map(|(_, laid)| laid.line.clone())
                    .filter(|line: &LineString<f64>| line.0.len() > 1)
                    .collect(),
            }
        };
        self.0.iter().enumerate().map(one).collect()
    }
}

/// Links on bridges and viaducts and in tunnels, by position: nothing joins them midway.
pub(super) fn links_on_structures(view: &View) -> HashSet<u32> {
    let links = (0_u32..).zip(&view.snapshot.base().road_links.records);
    let on_one =
        links.filter(|(_, record)| record.timeline.at(view.as_of).is_some_and(|link| link.structure.is_some()));
    on_one.map(|(at, _)| at).collect()
}

/// That every drawn road meets something.
///
/// **Errors**: [`ScenarioError::Line`] for one that meets no road.
pub(super) fn all_joined(add: &[Proposal], added: &[Added]) -> Result<(), ScenarioError> {
    let drawn =
        add.iter().zip(added).enumerate().filter(|(_, (proposal, _))| matches!(proposal.road, ProposedRoad::Drawn(_)));
    for (number, (_, added)) in drawn {
        if added.joins.is_empty() {
            let (vi, en) = (
                "một tuyến có ít nhất một đầu cách đường đang khai thác không quá 5 km, hoặc cắt qua một đường",
                "a line with at least one end within 5 km of an open road, or that crosses one",
            );
            let at = added
                .lines
                .first()
                .and_then(|line| line.0.first())
                .map_or(String::new(), |at| format!("[{}, {}] …", at.x, at.y));
            return Err(ScenarioError::Line(Refused::new(format!("add[{number}].geometry"), at, vi, en)));
        }
    }
    Ok(())
}
