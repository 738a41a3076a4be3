//! `/zones/{id}/clearance`: everything on record of the clearance of one park.

use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::bottlenecks::{self, BottleneckProperties};
use super::clearance_answers::{basis, properties};
use super::clearance_bodies::{ClearanceProperties, HaBasis};
use super::clearance_summary::ClearanceSumsBody;
use super::coded::*;
use super::commitments::{self, CommitmentProperties, DocumentBody};
use super::common_params::DayParams;
use super::figures::SourceBody;
use super::params::asked;
use super::period::{PeriodParams, period};
use super::problem::{NoRecord, Problem, Refusals};
use super::question::{Question, RecordId};
use super::resettlement_sites::{self, ResettlementSiteProperties};
use crate::index::View;
use crate::model::{Audience, Date, Label};
use crate::query::clearance::{AreaAnswer, Check, of_zone};
use crate::query::clearance_file::{DatedEvent, ZoneFile, zone_file};

asked!(
    /// What `/zones/{id}/clearance` may be asked.
    ZoneClearance: PeriodParams, DayParams
);

/// What is said under every statement about the law.
const CAVEAT: Label = Label {
    vi: "Rà soát sơ bộ, không thay văn bản của cơ quan có thẩm quyền. Khiếu nại và cưỡng chế không công bố.",
    en: "A preliminary check that replaces no decision of an authority. Complaints and enforcement are not public.",
};

/// The clearance of one zone.
#[derive(Serialize, ToSchema)]
pub struct ZoneClearanceBody<'a> {
    /// The zone.
    pub zone: &'a str,
    /// What it is called.
    pub zone_name: NameBody<'a>,
    /// The day it speaks of.
    pub as_of: String,
    /// The revision it was read from.
    pub revision: u64,
    /// How many clearance areas are on record; 0 = nothing is known of its clearance.
    pub areas_recorded: usize,
    /// Everything together; null without an area.
    pub summary: Option<ClearanceSumsBody<'a>>,
    /// By part; parts without an area are left out.
    pub parts: Vec<ClearanceSumsBody<'a>>,
    /// Each area.
    pub areas: Vec<AreaFile<'a>>,
    /// What was promised.
    pub commitments: Vec<CommitmentRecord<'a>>,
    /// What blocks, and what was cleared.
    pub bottlenecks: Vec<BottleneckRecord<'a>>,
    /// Where people and graves go.
    pub resettlement_sites: Vec<ResettlementSiteRecord<'a>>,
    /// How the checks are to be read.
    pub caveat: NameBody<'a>,
}

/// An area with its history and what the law says of it.
#[derive(Serialize, ToSchema)]
pub struct AreaFile<'a> {
    /// Its id.
    pub id: &'a str,
    #[serde(flatten)]
    /// How far it has come.
    pub area: ClearanceProperties<'a>,
    /// What happened, oldest first.
    pub timeline: Vec<EventBody<'a>>,
    /// What the law says of the dates; rules whose stages have not begun are left out.
    pub checks: Vec<CheckBody>,
}

/// Something that happened.
#[derive(Serialize, ToSchema)]
#[schema(as = StageEvent)]
pub struct EventBody<'a> {
    /// What it is called in the record.
    pub event: &'a str,
    /// What happened.
    pub stage: StageCode,
    /// When.
    pub date: String,
    /// Hectares of this event; null = only households are told.
    pub ha: Option<f64>,
    /// Where the hectares come from.
    pub ha_basis: Option<HaBasis>,
    /// The paper.
    pub document: Option<DocumentBody<'a>>,
    /// Who says so.
    pub source: SourceBody<'a>,
    /// What the record is.
    pub data_class: DataClassCode,
}

/// What one rule says.
#[derive(Serialize, ToSchema)]
#[schema(as = ClearanceCheck)]
pub struct CheckBody {
    /// What the rule is called by programs.
    pub rule: String,
    /// What it is called on screen.
    pub label: CheckLabel,
    /// What it says.
    pub verdict: VerdictCode,
    /// At least so many days; null = no minimum.
    pub min_days: Option<u16>,
    /// At most so many days; null = no maximum.
    pub max_days: Option<u16>,
    /// Days taken, or passed so far; negative = the order was turned round; null = a date is missing.
    pub measured_days: Option<i32>,
    /// First event of the earlier stage.
    pub from: Option<String>,
    /// First event of the later stage.
    pub to: Option<String>,
    /// Where it stands.
    pub citation: String,
    /// How sure that is.
    pub certainty: CertaintyCode,
}

/// A text in both languages.
#[derive(Serialize, ToSchema)]
pub struct CheckLabel {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

/// A commitment and its id.
#[derive(Serialize, ToSchema)]
pub struct CommitmentRecord<'a> {
    /// Its id.
    pub id: &'a str,
    #[serde(flatten)]
    /// What was promised.
    pub commitment: CommitmentProperties<'a>,
}

/// A bottleneck and its id.
#[derive(Serialize, ToSchema)]
pub struct BottleneckRecord<'a> {
    /// Its id.
    pub id: &'a str,
    #[serde(flatten)]
    /// What blocks.
    pub bottleneck: BottleneckProperties<'a>,
}

/// A site and its id.
#[derive(Serialize, ToSchema)]
pub struct ResettlementSiteRecord<'a> {
    /// Its id.
    pub id: &'a str,
    #[serde(flatten)]
    /// What it is.
    pub site: ResettlementSiteProperties<'a>,
}

/// Everything on record of the clearance of one park
#[utoipa::path(get, path = "/api/v1/zones/{id}/clearance", tag = "clearance",
    params(("id" = String, Path, description = "Id of the zone.", example = "kcn-song-cong-2"), PeriodParams, DayParams), responses(
    (status = 200, description = "The clearance of the zone.", body = ZoneClearanceBody), Refusals, NoRecord))]
pub async fn show_zone_clearance(RecordId(id): RecordId, asked: Question<ZoneClearance>) -> Result<Response, Problem> {
    let (from, view) = period(&asked.params, &asked.view)?;
    let file = zone_file(&view, id.as_str(), from, asked.audience);
    let file = file.ok_or_else(|| Problem::no_record(id.as_str(), view.as_of))?;
    if let Some(unchanged) = asked.unchanged() {
        return Ok(unchanged);
    }
    asked.json(&body(&view, &file, from, asked.audience))
}

fn body<'a>(view: &'a View, file: &'a ZoneFile<'a>, from: Option<Date>, audience: Audience) -> ZoneClearanceBody<'a> {
    let areas = of_zone(view, file.shard, audience);
    ZoneClearanceBody {
        zone: file.shard.id.as_str(),
        zone_name: (&file.zone.name).into(),
        as_of: view.as_of.to_string(),
        revision: view.snapshot.revision(),
        areas_recorded: areas.len(),
        summary: file.summary.as_ref().map(|row| ClearanceSumsBody::new(row, None)),
        parts: file.parts.iter().map(|row| ClearanceSumsBody::new(row, None)).collect(),
        areas: areas.iter().map(|answer| area_file(view, answer, from)).collect(),
        commitments: file
            .commitments
            .iter()
            .map(|answer| CommitmentRecord {
                id: answer.record.id.as_str(),
                commitment: commitments::properties(view, answer),
            })
            .collect(),
        bottlenecks: file
            .bottlenecks
            .iter()
            .map(|answer| BottleneckRecord {
                id: answer.record.id.as_str(),
                bottleneck: bottlenecks::properties(view, answer, audience),
            })
            .collect(),
        resettlement_sites: file
            .sites
            .iter()
            .map(|answer| ResettlementSiteRecord {
                id: answer.record.id.as_str(),
                site: resettlement_sites::properties(view, answer),
            })
            .collect(),
        caveat: CAVEAT.into(),
    }
}

fn area_file<'a>(view: &'a View, answer: &AreaAnswer<'a>, from: Option<Date>) -> AreaFile<'a> {
    AreaFile {
        id: answer.record.id.as_str(),
        area: properties(view, answer, from),
        timeline: answer.events().into_iter().map(event).collect(),
        checks: answer.checks(view).into_iter().map(check).collect(),
    }
}

fn event(dated: DatedEvent<'_>) -> EventBody<'_> {
    let event = dated.event;
    EventBody {
        event: dated.facet.as_str(),
        stage: event.stage.into(),
        date: dated.date.to_string(),
        ha: dated.hectares.map(|hectares| ha(hectares.get())),
        ha_basis: dated.hectares.map(|_| basis(dated.basis)),
        document: event.document.as_ref().map(DocumentBody::from),
        source: event.source.as_ref().into(),
        data_class: event.data_class.into(),
    }
}

fn check(check: Check) -> CheckBody {
    CheckBody {
        rule: check.rule,
        label: CheckLabel { vi: check.label.vi, en: check.label.en },
        verdict: check.verdict.into(),
        min_days: check.required.and_then(|required| required.min_days),
        max_days: check.required.and_then(|required| required.max_days),
        measured_days: check.measured_days,
        from: check.from.map(|day| day.to_string()),
        to: check.to.map(|day| day.to_string()),
        citation: check.citation,
        certainty: check.certainty.into(),
    }
}
