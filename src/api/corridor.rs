//! `/roads/{id}/corridor`: the strips beside a road as outlines.

use std::borrow::Cow;

use axum::response::Response;
use geo::Geometry;
use serde::Serialize;
use utoipa::ToSchema;

use super::coded::{CertaintyCode, NameBody};
use super::common_params::DayParams;
use super::geojson::{Collection, Feature, Layer};
use super::params::asked;
use super::problem::{Problem, ProblemKind, Refusals};
use super::question::{Question, RecordId};
use crate::model::{Id, RoadClass};
use crate::query::connection::corridor::{Strip, StripOutline, strips};
use crate::query::connection::{AskError, Grade, KnownRoads, Road, Widths};
use crate::query::page::Page;

asked!(
    /// What the corridor of a road may be asked.
    CorridorAsked: DayParams
);

/// A strip beside a road, on both sides.
#[derive(Serialize, ToSchema)]
pub struct CorridorProperties<'a> {
    /// `protection` (phần đất bảo vệ, bảo trì) or `corridor` (hành lang an toàn), outward from it.
    #[schema(example = "corridor")]
    strip: &'static str,
    /// Its width on each side, metres.
    width_m: f64,
    /// Along a viaduct or tunnel of an expressway: measured from the structure's outer edge.
    at_structure: bool,
    /// Planned technical grade it goes by.
    #[schema(example = "III")]
    grade: &'static str,
    /// From the centreline to the edge of the roadbed, assumed from the grade, metres.
    half_roadbed_m: f64,
    /// Where the width stands.
    citation: &'a str,
    /// How sure that is.
    certainty: CertaintyCode,
    /// Only a centreline is known, so the outline is approximate.
    approximate: bool,
    /// What else is to be said; null = nothing.
    note: Option<NameBody<'static>>,
}

impl Layer for CorridorProperties<'_> {
    const NAME: &'static str = "Corridor";
    const SHAPES: &'static [&'static str] = &["MultiPolygon"];
}

/// Strips beside a road.
pub type CorridorCollection = Collection<'static, CorridorProperties<'static>>;

const URBAN: NameBody<'static> = NameBody {
    vi: "Trong đô thị hành lang tới chỉ giới đường đỏ và không rộng hơn đường ngoài đô thị cùng cấp; chưa có chỉ giới trong dữ liệu.",
    en: "In urban areas the corridor runs to the red line and is no wider than outside them; the red line is not on record.",
};

/// The protection strip and the safety corridor of a road, by its planned grade
///
/// Outlines are approximate: only centrelines are on record, and half the roadbed is assumed from the grade.
#[utoipa::path(get, path = "/api/v1/roads/{id}/corridor", tag = "roads",
    params(("id" = String, Path, description = "Id of the section"), DayParams), responses(
    (status = 200, description = "The strips.", body = CorridorCollection, content_type = "application/geo+json"),
    (status = 404, description = "No such section on the day.", body = super::problem::ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "The planned grade is unknown, and with it the widths.", body = super::problem::ProblemBody, content_type = "application/problem+json"),
    Refusals))]
pub async fn show_corridor(question: Question<CorridorAsked>, RecordId(id): RecordId) -> Result<Response, Problem> {
    answered(&question, &id)
}

fn answered(question: &Question<CorridorAsked>, id: &Id) -> Result<Response, Problem> {
    let known = KnownRoads::new(&question.view, question.view.as_of);
    let on_record = question.view.snapshot.base().road_sections.find(id.as_str());
    if on_record.and_then(|record| record.timeline.at(question.view.as_of)).is_none() {
        return Err(Problem::no_record(id.as_str(), question.view.as_of));
    }
    let road = known.find(id).ok_or_else(|| AskError::NotDrawn(id.clone()))?;
    let widths = known.rules().widths(road.section, known.date).ok_or_else(|| no_widths(&road))?;
    if let Some(unchanged) = question.unchanged() {
        return Ok(unchanged);
    }
    let records = strips(&road, &widths);
    let page = Page { matched: records.len(), records, next: None };
    question.collection(&page, |strip| feature(&road, &widths, strip))
}

fn no_widths(road: &Road) -> Problem {
    let grade = road.section.planned_grade.as_deref();
    Problem::new(
        ProblemKind::Conflict,
        match grade {
            None => "Chưa biết cấp quy hoạch của đoạn đường nên chưa biết bề rộng hành lang.".to_owned(),
            Some(grade) => format!("Không có bề rộng hành lang cho cấp quy hoạch “{grade}” vào ngày này."),
        },
        match grade {
            None => "The planned grade of the section is not on record, so the widths are unknown.".to_owned(),
            Some(grade) => format!("No widths are on record for the planned grade “{grade}” on this day."),
        },
    )
}

fn feature<'a>(road: &'a Road, widths: &Widths<'a>, strip: &'a StripOutline) -> Feature<'a, CorridorProperties<'a>> {
    let code = match strip.strip {
        Strip::Protection => "protection",
        Strip::Corridor => "corridor",
    };
    let at = if strip.is_at_structure { "-structure" } else { "" };
    let is_urban = road.section.urban == Some(true) && road.section.class != RoadClass::Expressway;
    Feature {
        id: Cow::Owned(format!("{}-{code}{at}", road.record.id)),
        version: road.record.version,
        geometry: Some(Geometry::MultiPolygon(strip.outline.clone()).into()),
        properties: CorridorProperties {
            strip: code,
            width_m: strip.width_m,
            at_structure: strip.is_at_structure,
            grade: Grade::planned(road.section).map_or("", Grade::text),
            half_roadbed_m: widths.half_roadbed_m,
            citation: &widths.strips.citation,
            certainty: widths.strips.certainty.into(),
            approximate: true,
            note: is_urban.then_some(URBAN),
        },
    }
}
