//! Codes and names on the wire.

use std::borrow::Cow;

use serde::{Serialize, Serializer};
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{RefOr, schema};
use utoipa::{PartialSchema, ToSchema};

use crate::command::import::Step;
use crate::command::imports::{Charset, ImportState, IssueKind, Severity};
use crate::model::*;

/// A coded word, written as its code and described as the list of its codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code<T>(pub T);

impl<T: Coded> Serialize for Code<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.code())
    }
}

impl<T: Coded> From<T> for Code<T> {
    fn from(value: T) -> Self {
        Code(value)
    }
}

impl<T: Coded> PartialSchema for Code<T> {
    fn schema() -> RefOr<schema::Schema> {
        let labels = T::ALL.iter().map(|value| format!("`{}` {}", value.code(), value.label().en)).collect::<Vec<_>>();
        RefOr::T(Schema::Object(
            ObjectBuilder::new()
                .schema_type(SchemaType::Type(Type::String))
                .enum_values(Some(T::ALL.iter().map(|value| value.code())))
                .description(Some(labels.join(" · ")))
                .build(),
        ))
    }
}

impl<T: Coded> ToSchema for Code<T> {
    fn name() -> Cow<'static, str> {
        let path = std::any::type_name::<T>();
        Cow::Borrowed(path.rsplit("::").next().unwrap_or(path))
    }
}

// The schema generator reads type names, not types: every code that a body shows has a name without brackets.
macro_rules! code_names {
    ($($alias:ident = $code:ty;)+) => { $(#[doc = concat!("[`", stringify!($code), "`] as a code.")] pub type $alias = Code<$code>;)+ };
}
code_names! {
    AccuracyCode = Accuracy;
    ApprovalRegimeCode = ApprovalRegime;
    AlternativeKindCode = AlternativeKind;
    BottleneckCategoryCode = BottleneckCategory;
    BranchTypeCode = BranchType;
    BuildStatusCode = BuildStatus;
    CertaintyCode = Certainty;
    ChainageBasisCode = ChainageBasis;
    CharsetCode = Charset;
    ClearanceStateCode = ClearanceState;
    ConnectionStandingCode = ConnectionStanding;
    ConnectionStateCode = ConnectionState;
    ConstraintClassCode = ConstraintClass;
    ConstraintStatusCode = ConstraintStatus;
    CurrencyCode = Currency;
    DataClassCode = DataClass;
    DisplayStatusCode = DisplayStatus;
    FigureCode = Figure;
    FixKindCode = FixKind;
    GeometryAccuracyCode = GeometryAccuracy;
    ImportStateCode = ImportState;
    IssueKindCode = IssueKind;
    LandRegimeCode = LandRegime;
    LandUseCode = LandUse;
    LeaseStatusCode = LeaseStatus;
    LocationAccuracyCode = LocationAccuracy;
    MarketingStateCode = MarketingState;
    MaterialKindCode = MaterialKind;
    MissingCode = Missing;
    NodeClassCode = NodeClass;
    NodeStatusCode = NodeStatus;
    NoAccessCode = NoAccess;
    OccupationStateCode = OccupationState;
    PaymentModeCode = PaymentMode;
    PermitStateCode = PermitState;
    OptimiseCode = Optimise;
    PlaceBasisCode = PlaceBasis;
    PlaceClassCode = PlaceClass;
    PriceBasisCode = PriceBasis;
    ResettlementKindCode = ResettlementKind;
    RoadClassCode = RoadClass;
    RoadStatusCode = RoadStatus;
    RoadStructureCode = RoadStructure;
    SectorCode = Sector;
    SeverityCode = Severity;
    ServicingStateCode = ServicingState;
    SideCode = Side;
    SourceKindCode = SourceKind;
    StageCode = Stage;
    StandingCode = Standing;
    StepCode = Step;
    TenureStateCode = TenureState;
    VerdictCode = Verdict;
    WeakReasonCode = WeakReason;
    ZoneKindCode = ZoneKind;
    ZoneStatusCode = ZoneStatus;
}

/// A text in both languages.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = Name)]
pub struct NameBody<'a> {
    /// Vietnamese.
    pub vi: &'a str,
    /// English.
    pub en: &'a str,
}

impl<'a> From<&'a Name> for NameBody<'a> {
    fn from(name: &'a Name) -> Self {
        NameBody { vi: &name.vi, en: &name.en }
    }
}

impl From<Label> for NameBody<'static> {
    fn from(label: Label) -> Self {
        NameBody { vi: label.vi, en: label.en }
    }
}

/// A record that is only named here.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = NamedRecord)]
pub struct NamedRecordBody<'a> {
    /// Its id.
    pub id: &'a str,
    /// What it is called.
    pub name: NameBody<'a>,
}

/// Hectares and billions of đồng for the wire: to four decimals (a square metre), so that no float noise shows.
pub fn ha(hectares: f64) -> f64 {
    (hectares * 1e4).round() / 1e4
}

/// Metres, per cent and years for the wire: to one decimal.
pub fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
