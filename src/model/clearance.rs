//! Land being cleared (giải phóng mặt bằng, GPMB): areas, their stage events, graves.

use std::sync::Arc;

use geo::Geometry;

use super::code::codes;
use super::{
    Audience, BillionVnd, Claim, DataClass, GeometryAccuracy, Hectares, Id, LonLat, Name, PartialDate, Source,
};

codes! {
    /// Under which land law the clearance runs; it decides the order of the stages.
    LandRegime "regime" {
        LandLaw2013 = "land_law_2013" "Luật Đất đai 2013" "Land Law 2013";
        LandLaw2024 = "land_law_2024" "Luật Đất đai 2024" "Land Law 2024";
    }
}

codes! {
    /// Stages of clearance in the order of the Land Law 2024 (Art. 85–89).
    Stage "stage" {
        Basis = "BASIS" "Căn cứ thu hồi" "Legal basis";
        Meeting = "MEETING" "Họp phổ biến" "Public meeting";
        Notice = "NOTICE" "Thông báo thu hồi đất" "Recovery notice";
        Inventory = "INVENTORY" "Kiểm đếm" "Inventory";
        PlanDraft = "PLAN_DRAFT" "Lập phương án" "Plan drafted";
        PlanPosted = "PLAN_POSTED" "Niêm yết phương án" "Plan posted";
        PlanAppraised = "PLAN_APPRAISED" "Thẩm định phương án" "Plan appraised";
        PlanApproved = "PLAN_APPROVED" "Duyệt phương án" "Plan approved";
        PlanDelivered = "PLAN_DELIVERED" "Gửi phương án" "Plan delivered";
        Paid = "PAID" "Chi trả" "Paid";
        Resettled = "RESETTLED" "Bố trí tái định cư" "Resettled";
        RecoveryDecision = "RECOVERY_DECISION" "Quyết định thu hồi đất" "Recovery decision";
        Handover = "HANDOVER" "Bàn giao mặt bằng" "Hand-over";
        Enforcement = "ENFORCEMENT" "Cưỡng chế" "Enforcement";
        Complaint = "COMPLAINT" "Khiếu nại" "Complaint";
    }
}

impl Stage {
    /// Whether it is told to an audience. Enforcement and complaints concern people, not land.
    pub fn is_for(self, audience: Audience) -> bool {
        audience == Audience::Office || !matches!(self, Stage::Enforcement | Stage::Complaint)
    }
}

impl LandRegime {
    /// The stages in the order of this law, up to the hand-over. The law of 2013 decides on recovery before it pays.
    pub fn order(self) -> &'static [Stage] {
        use Stage::*;
        match self {
            LandRegime::LandLaw2013 => &[
                Basis,
                Meeting,
                Notice,
                Inventory,
                PlanDraft,
                PlanPosted,
                PlanAppraised,
                PlanApproved,
                RecoveryDecision,
                PlanDelivered,
                Paid,
                Resettled,
                Handover,
            ],
            LandRegime::LandLaw2024 => &[
                Basis,
                Meeting,
                Notice,
                Inventory,
                PlanDraft,
                PlanPosted,
                PlanAppraised,
                PlanApproved,
                PlanDelivered,
                Paid,
                Resettled,
                RecoveryDecision,
                Handover,
            ],
        }
    }

    /// How far along this law a stage stands; `None` for what stands beside the order.
    pub fn rank(self, stage: Stage) -> Option<usize> {
        self.order().iter().position(|other| *other == stage)
    }
}

/// An area being cleared for a part.
#[derive(Clone, Debug, PartialEq)]
pub struct ClearanceArea {
    /// The part it is cleared for.
    pub zone_part: Id,
    /// What it is called.
    pub label: Name,
    /// Outline.
    pub geometry: LonLat<Geometry<f64>>,
    /// How the outline was made.
    pub geometry_accuracy: GeometryAccuracy,
    /// Law it runs under.
    pub regime: LandRegime,
    /// Hectares by land-use code, where known.
    pub area_by_land_code: Vec<(String, Hectares)>,
    /// Statements about it.
    pub claims: Vec<Claim>,
    /// Who says so.
    pub source: Arc<Source>,
    /// Fact, schematic or illustration.
    pub data_class: DataClass,
}

/// Graves on the land, as counted on some day.
#[derive(Clone, Debug, PartialEq)]
pub struct GravesCount {
    /// How many there were.
    pub total: Option<u32>,
    /// How many are left.
    pub remaining: u32,
    /// Who says so.
    pub source: Arc<Source>,
}

/// Money for the people of an area, together, as it stood on some day. What one household gets is never on record here.
#[derive(Clone, Debug, PartialEq)]
pub struct ClearanceMoney {
    /// What the approved plans come to.
    pub approved: Option<BillionVnd>,
    /// What was made available.
    pub funded: Option<BillionVnd>,
    /// What was paid.
    pub paid: Option<BillionVnd>,
    /// Who says so.
    pub source: Arc<Source>,
}

/// Something that happened. A plan is not an event.
#[derive(Clone, Debug, PartialEq)]
pub struct StageEvent {
    /// What happened.
    pub stage: Stage,
    /// The land it concerns; `None` = the whole area.
    pub geometry: Option<LonLat<Geometry<f64>>>,
    /// How that land was drawn.
    pub geometry_accuracy: Option<GeometryAccuracy>,
    /// Hectares, as the source says.
    pub area: Option<Hectares>,
    /// Households it concerned. Not public as it stands: see [`super::PublicCount`].
    pub households: Option<u32>,
    /// Organisations it concerned.
    pub organisations: Option<u32>,
    /// The paper.
    pub document: Option<Document>,
    /// Who says so.
    pub source: Arc<Source>,
    /// Fact, schematic or illustration.
    pub data_class: DataClass,
}

/// Which land an event concerns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum EventLand<'e> {
    /// The land that is drawn.
    Drawn(&'e LonLat<Geometry<f64>>),
    /// The whole area.
    Whole,
    /// So many hectares that nobody has drawn.
    Stated(Hectares),
    /// Only households are told.
    Untold,
}

impl StageEvent {
    /// Which land it concerns. An event that tells nothing of land or households concerns the whole area.
    pub fn land(&self) -> EventLand<'_> {
        match (&self.geometry, self.area, self.households) {
            (Some(drawn), _, _) => EventLand::Drawn(drawn),
            (None, Some(hectares), _) => EventLand::Stated(hectares),
            (None, None, Some(_)) => EventLand::Untold,
            (None, None, None) => EventLand::Whole,
        }
    }
}

/// A paper that proves an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Number, as on the paper.
    pub number: String,
    /// When it was signed.
    pub date: Option<PartialDate>,
}
