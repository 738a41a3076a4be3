//! `/codes`: what every code is called on screen.

use std::collections::BTreeMap;

use axum::response::Response;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::common_params::DayParams;
use super::language::Language;
use super::params::asked;
use super::problem::{Problem, Refusals};
use super::question::Question;
use crate::model::*;

/// In which language.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the strict reader takes")]
pub struct CodesParams {
    /// `vi` or `en`; otherwise as `Accept-Language` says.
    #[param(example = "vi")]
    lang: Option<String>,
}

asked!(
    /// What `/codes` may be asked.
    Codes: CodesParams, DayParams
);

/// Labels of every code.
#[derive(Serialize, ToSchema)]
pub struct CodeLists {
    /// The language of the labels.
    #[schema(example = "vi")]
    lang: &'static str,
    /// Codes by field, in the order a legend or menu shows them.
    codes: BTreeMap<&'static str, Vec<CodeLabel>>,
}

/// What a code is called.
#[derive(Serialize, ToSchema)]
pub struct CodeLabel {
    /// The code.
    code: &'static str,
    /// The word on screen.
    label: &'static str,
    /// A longer explanation, where there is one.
    description: Option<&'static str>,
}

/// Labels of every code
#[utoipa::path(get, path = "/api/v1/codes", tag = "find", params(CodesParams, DayParams), responses(
    (status = 200, description = "Codes by field.", body = CodeLists), Refusals))]
pub async fn list_codes(question: Question<Codes>) -> Result<Response, Problem> {
    let asked = question.params.choice("lang", &[("vi", Language::Vi), ("en", Language::En)])?;
    if let Some(unchanged) = question.unchanged() {
        return Ok(unchanged);
    }
    let language = asked.unwrap_or(question.language);
    question.json(&CodeLists { lang: language.code(), codes: every_list(language) })
}

/// Every coded word of the model. A new one is added here, or callers cannot name it.
fn every_list(language: Language) -> BTreeMap<&'static str, Vec<CodeLabel>> {
    macro_rules! lists {
        ($($code:ty),+ $(,)?) => { BTreeMap::from([$((<$code>::FIELD, labels::<$code>(language))),+]) };
    }
    lists!(
        AccessClass,
        AlternativeKind,
        Accuracy,
        AdminLevel,
        AgencyKind,
        AgencyLevel,
        ApprovalRegime,
        BottleneckCategory,
        BranchType,
        BuildStatus,
        Certainty,
        ChainageBasis,
        ClearanceState,
        ConnectionStanding,
        ConnectionState,
        ConstraintClass,
        ConstraintStatus,
        Currency,
        DataClass,
        DisplayStatus,
        Figure,
        FixKind,
        GeometryAccuracy,
        Graves,
        Kind,
        LandRegime,
        LandUse,
        LeaseStatus,
        LocationAccuracy,
        MarketingState,
        MaterialKind,
        Missing,
        NoAccess,
        NodeClass,
        NodeStatus,
        OccupationState,
        OfferState,
        Optimise,
        PaymentMode,
        PermitState,
        PlaceBasis,
        PlaceClass,
        PriceBasis,
        ResettlementKind,
        RoadClass,
        RoadStatus,
        RoadStructure,
        Sector,
        ServicingState,
        Side,
        SourceKind,
        Stage,
        Standing,
        TenureState,
        Terrain,
        Verdict,
        WeakReason,
        ZoneKind,
        ZoneStatus,
    )
}

fn labels<T: Coded>(language: Language) -> Vec<CodeLabel> {
    let label =
        |value: &T| CodeLabel { code: value.code(), label: language.of_label(value.label()), description: None };
    T::ALL.iter().map(label).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_a_name_of_its_own_and_both_languages() {
        let (vi, en) = (every_list(Language::Vi), every_list(Language::En));
        assert_eq!(vi.len(), 59, "two lists share a name, or one was forgotten");
        assert_eq!(vi["display_status"][2].label, "Sẵn sàng cho thuê");
        assert_eq!(en["display_status"][2].label, "Ready to lease");
        assert!(en.values().flatten().all(|code| !code.label.is_empty() && !code.code.is_empty()));
    }
}
