//! `/connection-checks`: may a branch road connect here?

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use axum::response::Response;

use super::coded::{Code, NameBody, tenths};
use super::connection_asked::CheckAsked;
use super::connection_check_bodies::*;
use super::geojson::{Position, Shape};
use super::office_question::json;
use super::problem::{Problem, Refusals};
use super::road_bodies::TextBody;
use super::state::ApiState;
use crate::index::View;
use crate::model::{Certainty, Name, chainage_text};
use crate::query::connection::{
    Alternative, Asked, Authority, Basis, Checked, KnownRoads, NeighbourFact, Place, Regime, RuleVerdict, Widths, check,
};

/// What is said under every check.
pub const CAVEAT: NameBody<'static> = NameBody {
    vi: "Rà soát sơ bộ, không thay văn bản chấp thuận. Điểm, đường gom, công trình chưa ghi nhận là chưa biết, không phải không có.",
    en: "A preliminary check, no substitute for an approval. Points, service roads and structures that are not on record are unknown, not absent.",
};

/// May a branch road connect here?
///
/// By a position, or by section, chainage and side. The date chooses rules and authorities, `as_of` the records. Every rule is told with
/// what it asks for, what was measured, where it stands and how sure that is; where the place does not pass, up to three
/// alternatives follow. Nothing is stored.
#[utoipa::path(post, path = "/api/v1/connection-checks", tag = "roads", request_body = CheckAsked, responses(
    (status = 200, description = "What the rules say.", body = CheckBody), Refusals))]
pub async fn check_connection(
    State(state): State<ApiState>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let (view, asked) = CheckAsked::read(body)?.understood(&state)?;
    answered(&view, &asked)
}

fn answered(view: &View, asked: &Asked) -> Result<Response, Problem> {
    let known = KnownRoads::new(view, asked.date);
    let checked = check(&known, asked)?;
    json(StatusCode::OK, "application/json", &checked_body(view, asked, &checked))
}

/// A check as it is written.
pub fn checked_body<'a>(view: &View, asked: &Asked, checked: &'a Checked<'a>) -> CheckBody<'a> {
    CheckBody {
        asked: asked_body(asked),
        located: located(checked),
        date: asked.date.to_string(),
        as_of: view.as_of.to_string(),
        regime: checked.regime.map(regime),
        overall: checked.overall.into(),
        verdicts: checked.verdicts.iter().map(verdict).collect(),
        authority: authority(&checked.authority),
        corridor: checked.corridor.as_ref().map(strips),
        alternatives: checked.alternatives.iter().map(alternative).collect(),
        caveat: CAVEAT,
        records: checked.records.iter().map(ToString::to_string).collect(),
    }
}

fn asked_body(asked: &Asked) -> AskedBody {
    let (at, section, chainage_m, side) = match &asked.place {
        Place::At(at, side) => (Some(Position(*at)), None, None, *side),
        Place::On { section, chainage_m, side } => (None, Some(section.to_string()), Some(*chainage_m), Some(*side)),
    };
    AskedBody {
        at,
        section,
        chainage_m,
        side: side.map(Code),
        zone_part: asked.zone_part.as_ref().map(ToString::to_string),
        branch_type: asked.branch_type.into(),
        has_branch: asked.branch.is_some(),
    }
}

fn located<'a>(checked: &'a Checked<'a>) -> LocatedBody<'a> {
    let site = &checked.site;
    let section = site.road.section;
    LocatedBody {
        section: CheckedSectionBody {
            id: site.road.record.id.as_str(),
            r#ref: section.road_ref.as_deref(),
            name: (&section.name).into(),
            class: section.class.into(),
            planned_grade: section.planned_grade.as_deref(),
            present_grade: section.present_grade.as_deref(),
            urban: section.urban,
            median: section.median,
        },
        chainage_m: tenths(site.chainage_m),
        chainage_text: chainage_text(site.chainage_m),
        basis: site.basis.into(),
        tolerance_m: checked.tolerance_m,
        side: site.side.into(),
        offset_m: site.offset_m.map(tenths),
        at: Position(site.at),
        geometry_accuracy: site.accuracy.into(),
    }
}

fn regime(regime: &Regime) -> RegimeBody<'_> {
    RegimeBody { id: &regime.id, citation: &regime.citation, certainty: regime.certainty.into() }
}

fn text(name: &Name) -> TextBody {
    TextBody { vi: name.vi.clone(), en: name.en.clone() }
}

/// What a rule says, as it is written.
pub fn verdict<'a>(said: &'a RuleVerdict<'a>) -> RuleVerdictBody<'a> {
    let rule = said.rule;
    let measure = |value: f64| MeasureBody { value: tenths(value), unit: &rule.unit };
    RuleVerdictBody {
        rule: &rule.code,
        title: (&rule.title).into(),
        verdict: said.verdict.into(),
        required: said.required.map(measure),
        measured: said.measured.map(measure),
        certainty: rule.certainty.into(),
        citation: &rule.citation,
        basis: match rule.basis {
            Basis::Law => "law",
            Basis::Engineering => "engineering",
            Basis::Product => "product",
        },
        note: said.note.as_ref().map(text),
        informational: said.informational,
        neighbour: said.neighbour.as_ref().map(neighbour),
    }
}

fn neighbour<'a>(fact: &NeighbourFact<'a>) -> NeighbourBody<'a> {
    NeighbourBody { id: fact.id.as_str(), chainage_m: tenths(fact.chainage_m), gap_m: tenths(fact.gap_m) }
}

fn authority<'a>(found: &'a Authority<'a>) -> AuthorityBody<'a> {
    AuthorityBody {
        agency: found.agency.map(|(id, agency)| NamedAgencyBody { id: id.as_str(), name: (&agency.name).into() }),
        basis: text(&found.basis),
        citation: found.citation,
        sla_days: found.sla_days,
        sla_certainty: Certainty::Low.into(),
        certainty: found.certainty.into(),
    }
}

fn strips<'a>(widths: &Widths<'a>) -> StripsBody<'a> {
    StripsBody {
        strip_m: widths.strips.protection_m,
        corridor_m: widths.strips.corridor_m,
        half_roadbed_m: widths.half_roadbed_m,
        approximate: true,
        citation: &widths.strips.citation,
        certainty: widths.strips.certainty.into(),
    }
}

fn alternative<'a>(found: &'a Alternative<'a>) -> AlternativeBody<'a> {
    AlternativeBody {
        kind: found.kind.into(),
        text: text(&found.text),
        section: found.section.to_string(),
        chainage_m: found.chainage_m.map(tenths),
        chainage_text: found.chainage_m.map(chainage_text),
        side: found.side.map(Code),
        at: found.at.map(Position),
        share_with: found.share_with.as_ref().map(ToString::to_string),
        length_m: found.length_m.map(tenths),
        geometry: found.geometry.as_ref().map(Shape::from),
        overall: found.overall.into(),
        verdicts: found.verdicts.iter().map(verdict).collect(),
    }
}
