//! `/roads/{id}/diagram`: a road as a straight line.

use axum::response::Response;

use super::belonging::named_agency;
use super::coded::*;
use super::common_params::DayParams;
use super::diagram_bodies::*;
use super::geojson::Position;
use super::params::asked;
use super::problem::{NoRecord, Problem, Refusals};
use super::question::{Question, RecordId};
use super::road_bodies::RoadBody;
use crate::index::View;
use crate::index::linear::SectionLine;
use crate::model::{ChainageBasis, Side};
use crate::query::roadside::crossings::{Crossing, StructureSpan};
use crate::query::roadside::frontage::Frontage;
use crate::query::roadside::junctions::Junction;
use crate::query::roadside::points::{self, PlacedPoint};
use crate::query::roadside::service_roads::ServiceRoad;
use crate::query::roadside::{self, Diagram};

/// What is said under every answer about the land along a road.
pub const CAVEAT: NameBody<'static> = NameBody {
    vi: "Rà soát sơ bộ trên dữ liệu đã ghi nhận, phần lớn là sơ đồ; lý trình tính từ tim đường có thể lệch. Không có trong dữ liệu không có nghĩa là không có ngoài thực địa. Không thay văn bản chấp thuận.",
    en: "A preliminary review of recorded data, most of it schematic; chainage computed from the centreline may be off. What is not on record may still be there. No substitute for an approval.",
};

asked!(
    /// What a diagram may be asked.
    OneRoad: DayParams
);

/// A road as a straight line
///
/// Connection points, junctions, bridges, crossings, fronting parks and service roads by chainage and side (trái tuyến, phải tuyến).
#[utoipa::path(get, path = "/api/v1/roads/{id}/diagram", tag = "roads", params(("id" = String, Path, description = "Id of the section"), DayParams), responses(
    (status = 200, description = "The road.", body = DiagramBody), Refusals, NoRecord))]
pub async fn show_road_diagram(RecordId(id): RecordId, asked: Question<OneRoad>) -> Result<Response, Problem> {
    if asked
        .view
        .snapshot
        .base()
        .road_sections
        .find(id.as_str())
        .is_none_or(|road| road.timeline.at(asked.view.as_of).is_none())
    {
        return Err(Problem::no_record(id.as_str(), asked.view.as_of));
    }
    if let Some(unchanged) = asked.unchanged() {
        return Ok(unchanged);
    }
    let found = roadside::diagram(&asked.view, &id);
    let diagram = found.ok_or_else(|| Problem::no_record(id.as_str(), asked.view.as_of))?;
    asked.json(&body(&asked.view, &diagram))
}

fn body<'a>(view: &'a View, diagram: &'a Diagram<'a>) -> DiagramBody<'a> {
    let line = diagram.line.as_ref();
    let span = line.map(SectionLine::span);
    let runs = line.map(SectionLine::runs).unwrap_or_default();
    DiagramBody {
        section: section(view, diagram),
        as_of: view.as_of.to_string(),
        revision: view.snapshot.revision(),
        from_m: span.map(|(from, _)| tenths(from)),
        to_m: span.map(|(_, to)| tenths(to)),
        basis: line.map(|line| basis(line).into()),
        length_m: line.map(|line| tenths(line.length_m())),
        geometry_accuracy: line.and_then(|line| {
            line.links().iter().map(|link| line.accuracy_at((link.from_m + link.to_m) / 2.0)).max().map(Code)
        }),
        runs: runs.iter().map(|run| SpanBody { from_m: tenths(run.from_m), to_m: tenths(run.to_m) }).collect(),
        km_posts: line.map(km_posts).unwrap_or_default(),
        km_posts_refused: line.into_iter().flat_map(|line| line.posts_refused()).map(|id| id.as_str()).collect(),
        points: diagram.points.iter().map(point).collect(),
        junctions: diagram.junctions.iter().map(junction).collect(),
        structures: diagram.structures.iter().map(structure).collect(),
        crossings: diagram.crossings.iter().map(crossing).collect(),
        zones: diagram.frontages.iter().filter_map(|frontage| zone(view, frontage)).collect(),
        service_roads: diagram.service_roads.iter().map(service_road).collect(),
        spacing: SidesBody { left: rooms(diagram, Side::Left), right: rooms(diagram, Side::Right) },
        caveat: CAVEAT,
    }
}

fn section<'a>(view: &'a View, diagram: &'a Diagram<'a>) -> DiagramSection<'a> {
    let road = diagram.road;
    DiagramSection {
        id: diagram.record.id.as_str(),
        r#ref: road.road_ref.as_deref(),
        name: (&road.name).into(),
        class: road.class.into(),
        present_grade: road.present_grade.as_deref(),
        planned_grade: road.planned_grade.as_deref(),
        agency: road.agency.as_ref().and_then(|id| named_agency(view, id)),
        status: road.status.into(),
        data_class: road.data_class.into(),
    }
}

fn basis(line: &SectionLine) -> ChainageBasis {
    let (from, to) = line.span();
    let both = [from, to].iter().all(|at| line.basis_at(*at) == ChainageBasis::Surveyed);
    if both { ChainageBasis::Surveyed } else { ChainageBasis::Computed }
}

fn km_posts(line: &SectionLine) -> Vec<KmPostBody<'_>> {
    let post = |post: &'_ crate::index::linear::Post| line.at(post.chainage_m).map(Position);
    let body =
        |one| KmPostBody { at: post(one), id: one.id.as_str(), chainage_m: one.chainage_m, surveyed: one.surveyed };
    line.posts().iter().map(body).collect()
}

fn point<'a>(placed: &'a PlacedPoint<'a>) -> DiagramPoint<'a> {
    let on = &placed.on;
    DiagramPoint {
        id: on.record.id.as_str(),
        label: on.point.label.as_deref(),
        chainage_m: placed.chainage.map(|(chainage, _)| tenths(chainage)),
        basis: placed.chainage.map(|(_, basis)| basis.into()),
        side: placed.side.map(Code),
        at: on.at().map(Position),
        permit_state: on.permit.map(|permit| permit.state.into()),
        standing: on.standing().into(),
        branch_type: on.point.branch_type.into(),
        zone_part: on.point.zone_part.as_ref().map(|part| part.as_str()),
        expires_on: on.permit.and_then(|permit| permit.expires_on).map(|day| day.to_string()),
    }
}

fn junction<'a>(junction: &'a Junction<'a>) -> JunctionBody<'a> {
    let road = |branch: &crate::query::roadside::junctions::Branch<'a>| JunctionRoad {
        road: RoadBody {
            section: branch.record.id.as_str(),
            r#ref: branch.road.road_ref.as_deref(),
            class: branch.road.class.into(),
        },
        status: branch.road.status.into(),
        side: branch.side.map(Code),
    };
    JunctionBody {
        chainage_m: tenths(junction.chainage_m),
        at: Position(junction.at),
        roads: junction.roads.iter().map(road).collect(),
        side: junction.side().map(Code),
    }
}

fn structure(span: &StructureSpan) -> StructureBody {
    StructureBody {
        kind: span.kind.into(),
        from_m: tenths(span.from_m),
        to_m: tenths(span.to_m),
        basis: if span.is_recorded { "recorded" } else { "derived" },
    }
}

fn crossing<'a>(crossing: &'a Crossing<'a>) -> CrossingBody<'a> {
    CrossingBody {
        kind: crossing.constraint.class.into(),
        constraint: crossing.record.id.as_str(),
        name: (&crossing.constraint.name).into(),
        chainage_m: tenths(crossing.chainage_m()),
        at: Position(crossing.at),
        status: crossing.constraint.status.map(Code),
    }
}

fn zone<'a>(view: &View, frontage: &'a Frontage<'a>) -> Option<FrontageBody<'a>> {
    Some(FrontageBody {
        zone: frontage.shard.id.as_str(),
        zone_part: frontage.record.id.as_str(),
        name: (&frontage.shard.zone.at(view.as_of)?.name).into(),
        side: frontage.stretch.side.into(),
        from_m: tenths(frontage.stretch.from_m),
        to_m: tenths(frontage.stretch.to_m),
        offset_m: tenths(frontage.stretch.offset_m),
        geometry_accuracy: frontage.accuracy.into(),
    })
}

fn service_road<'a>(one: &'a ServiceRoad<'a>) -> DiagramServiceRoad<'a> {
    DiagramServiceRoad {
        section: one.record.id.as_str(),
        r#ref: one.road.road_ref.as_deref(),
        name: (&one.road.name).into(),
        status: one.road.status.into(),
        basis: if one.is_recorded { "recorded" } else { "derived" },
        side: one.stretch.map(|stretch| stretch.side.into()),
        from_m: one.stretch.map(|stretch| tenths(stretch.from_m)),
        to_m: one.stretch.map(|stretch| tenths(stretch.to_m)),
    }
}

fn rooms<'a>(diagram: &'a Diagram<'a>, side: Side) -> Vec<RoomBody<'a>> {
    let room = |(from, gap): (&'a crate::model::Id, points::Gap<'a>)| RoomBody {
        from: from.as_str(),
        to: gap.to.as_str(),
        gap_m: tenths(gap.gap_m),
        basis: gap.basis.into(),
    };
    points::rooms(&diagram.points, side).into_iter().map(room).collect()
}
