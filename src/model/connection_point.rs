//! Where a branch road meets a main road (điểm đấu nối), and the posts its place along the road is told by (cột Km).

use std::sync::Arc;

use geo::Geometry;

use super::code::codes;
use super::{DataClass, Date, Document, GeometryAccuracy, Id, LonLat, Metres, Side, Source};

codes! {
    /// What kind of road joins (regulations on branch roads, "đường nhánh").
    BranchType "branch_type" {
        Provincial = "provincial" "Đường tỉnh" "Provincial road";
        District = "district" "Đường huyện" "District road";
        Commune = "commune" "Đường xã" "Commune road";
        Urban = "urban" "Đường đô thị" "Urban road";
        PetrolStation = "petrol_station" "Cửa hàng xăng dầu" "Petrol station";
        RestStop = "rest_stop" "Trạm dừng nghỉ" "Rest stop";
        DedicatedPark = "dedicated_kcn" "Đường chuyên dùng của KCN, CCN" "Dedicated road of a park or cluster";
        DedicatedOther = "dedicated_other" "Đường chuyên dùng khác" "Other dedicated road";
        SingleFacility = "single_facility" "Đường vào một công trình" "Road of a single facility";
        ServiceRoadLink = "service_road_link" "Đường nối từ đường gom" "Link from a service road";
        TemporaryConstruction = "temporary_construction" "Đấu nối tạm phục vụ thi công" "Temporary, for construction";
    }
}

codes! {
    /// How far the permit of a connection point has come.
    PermitState "permit_state" {
        Draft = "draft" "Dự thảo" "Draft";
        Submitted = "submitted" "Đã nộp hồ sơ" "Submitted";
        SupplementRequested = "supplement_requested" "Yêu cầu bổ sung hồ sơ" "Supplement requested";
        PositionAgreed = "position_agreed" "Đã thỏa thuận vị trí" "Position agreed";
        DesignApproved = "design_approved" "Đã chấp thuận thiết kế" "Design approved";
        PermitIssued = "permit_issued" "Đã cấp phép thi công" "Construction permit issued";
        UnderConstruction = "under_construction" "Đang thi công" "Under construction";
        Accepted = "accepted" "Đã nghiệm thu" "Accepted";
        InOperation = "in_operation" "Đang khai thác" "In operation";
        ToBeRemoved = "to_be_removed" "Phải xóa bỏ" "To be removed";
        Removed = "removed" "Đã xóa bỏ" "Removed";
        Rejected = "rejected" "Không chấp thuận" "Rejected";
        Withdrawn = "withdrawn" "Đã rút hồ sơ" "Withdrawn";
        Expired = "expired" "Hết hiệu lực" "Expired";
    }
}

impl PermitState {
    /// Whether an approval of the position is on file and has not been taken back by a later state.
    pub fn is_approved(self) -> bool {
        use PermitState::*;
        matches!(self, PositionAgreed | DesignApproved | PermitIssued | UnderConstruction | Accepted | InOperation)
    }

    /// Whether an application is being dealt with.
    pub fn is_in_progress(self) -> bool {
        matches!(self, PermitState::Draft | PermitState::Submitted | PermitState::SupplementRequested)
    }

    /// Whether traffic uses, or will use, the point: one that counts when spacing is measured.
    pub fn takes_room(self) -> bool {
        self.is_approved() || self == PermitState::ToBeRemoved
    }
}

codes! {
    /// The text under which a point was approved. A point keeps the approval of its time.
    ApprovalRegime "approval_regime" {
        Tt39Of2011 = "tt39_2011" "TT 39/2011/TT-BGTVT" "Circular 39/2011/TT-BGTVT";
        Tt50Of2015 = "tt50_2015" "TT 50/2015/TT-BGTVT" "Circular 50/2015/TT-BGTVT";
        Nd165Of2024 = "nd165_2024" "NĐ 165/2024/NĐ-CP" "Decree 165/2024/NĐ-CP";
        Nd241Of2026 = "nd241_2026" "NĐ 241/2026/NĐ-CP" "Decree 241/2026/NĐ-CP";
    }
}

codes! {
    /// How a place along a road is known.
    ChainageBasis "chainage_basis" {
        Surveyed = "surveyed" "Lý trình đo theo cột Km" "Surveyed from Km posts";
        Computed = "computed" "Lý trình tính từ tim đường" "Computed from the centreline";
    }
}

codes! {
    /// What is known of a point's right to be there, on a day.
    ConnectionStanding "connection_standing" {
        Approved = "approved" "Đã được chấp thuận, còn hiệu lực" "Approved, in force";
        InProgress = "in_progress" "Đang làm thủ tục" "In progress";
        None = "none" "Không có chấp thuận còn hiệu lực" "No approval in force";
        Unknown = "unknown" "Chưa có số liệu" "Unknown";
    }
}

/// A chainage as it stands on plans: `Km62+350`, to the metre. Before the first post, `Km0-050`.
pub fn chainage_text(metres: f64) -> String {
    let whole = metres.abs().round();
    let (kilometre, rest) = ((whole / 1000.0).floor(), whole % 1000.0);
    let sign = if metres < 0.0 && whole > 0.0 { '-' } else { '+' };
    format!("Km{kilometre}{sign}{rest:03}")
}

/// A place where a branch road meets a main road.
#[derive(Clone, Debug, PartialEq)]
pub struct ConnectionPoint {
    /// The section of the main road.
    pub section: Id,
    /// What the office calls it.
    pub label: Option<String>,
    /// Chainage along the main road as written in the file; `None` = only the position is known.
    pub chainage: Option<Metres>,
    /// How the chainage is known; never without one.
    pub chainage_basis: Option<ChainageBasis>,
    /// The side of the main road, seen with growing chainage.
    pub side: Option<Side>,
    /// What joins.
    pub branch_type: BranchType,
    /// The part of a zone it serves.
    pub zone_part: Option<Id>,
    /// Position.
    pub geometry: LonLat<Geometry<f64>>,
    /// How it was located.
    pub geometry_accuracy: GeometryAccuracy,
    /// By when it must be removed, where a roadmap says so.
    pub removal_due: Option<Date>,
    /// Who says so.
    pub source: Arc<Source>,
    /// Fact, schematic or illustration.
    pub data_class: DataClass,
}

/// The permit of a connection point. No record = unknown, never "unlawful".
#[derive(Clone, Debug, PartialEq)]
pub struct ConnectionPermit {
    /// How far it has come.
    pub state: PermitState,
    /// Papers on file.
    pub documents: Vec<Document>,
    /// When the approval lapses.
    pub expires_on: Option<Date>,
    /// The text it was approved under.
    pub regime: Option<ApprovalRegime>,
    /// Who says so.
    pub source: Arc<Source>,
}

impl ConnectionPermit {
    /// Whether its approval has lapsed by a day. The day named is the last on which it holds.
    ///
    /// A junction that was accepted stays lawful whatever its papers said before; a temporary one goes when its time is over.
    pub fn is_expired(&self, branch: BranchType, day: Date) -> bool {
        let is_built = matches!(self.state, PermitState::Accepted | PermitState::InOperation);
        let may_lapse = self.state.is_approved() && (!is_built || branch == BranchType::TemporaryConstruction);
        self.state == PermitState::Expired || may_lapse && self.expires_on.is_some_and(|last| last < day)
    }

    /// Whether the point keeps others at a distance on a day: traffic uses it, or may still build it. What was approved and lapsed before
    /// anybody built it leaves its place to others.
    pub fn takes_room(&self, branch: BranchType, day: Date) -> bool {
        let is_on_paper =
            matches!(self.state, PermitState::PositionAgreed | PermitState::DesignApproved | PermitState::PermitIssued);
        self.state.takes_room() && !(is_on_paper && self.is_expired(branch, day))
    }

    /// What it says of the point's right to be there on a day.
    pub fn standing(&self, branch: BranchType, day: Date) -> ConnectionStanding {
        match self.state {
            state if state.is_in_progress() => ConnectionStanding::InProgress,
            state if state.is_approved() && !self.is_expired(branch, day) => ConnectionStanding::Approved,
            _ => ConnectionStanding::None,
        }
    }
}

/// A post that tells the chainage of a road (cột Km, cọc H).
#[derive(Clone, Debug, PartialEq)]
pub struct KmPost {
    /// The section it stands on.
    pub section: Id,
    /// The chainage it tells, metres from the start of the road.
    pub chainage: Metres,
    /// Position.
    pub geometry: LonLat<Geometry<f64>>,
    /// How it was located.
    pub geometry_accuracy: GeometryAccuracy,
    /// Who says so.
    pub source: Arc<Source>,
    /// Fact, schematic or illustration.
    pub data_class: DataClass,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Coded, SourceKind, parse_date};

    fn permit(state: PermitState, expires_on: &str) -> ConnectionPermit {
        let source = Source { kind: SourceKind::Official, title: "t".into(), url: None, date: None };
        let expires_on = parse_date(expires_on).ok();
        ConnectionPermit { state, documents: vec![], expires_on, regime: None, source: Arc::new(source) }
    }

    #[test]
    fn an_approval_holds_through_its_last_day_and_an_accepted_junction_stays() {
        let (last, after) = (parse_date("2026-06-30").unwrap(), parse_date("2026-07-01").unwrap());
        let design = permit(PermitState::DesignApproved, "2026-06-30");
        let lasting = BranchType::DedicatedPark;
        assert_eq!(design.standing(lasting, last), ConnectionStanding::Approved);
        assert_eq!(design.standing(lasting, after), ConnectionStanding::None);
        let built = permit(PermitState::InOperation, "2026-06-30");
        assert_eq!(built.standing(lasting, after), ConnectionStanding::Approved);
        assert_eq!(built.standing(BranchType::TemporaryConstruction, after), ConnectionStanding::None);
    }

    #[test]
    fn a_chainage_is_written_as_on_plans() {
        let texts = [0.0, 62_350.0, 999.6, 7.4, -50.0, -0.2].map(chainage_text);
        assert_eq!(texts, ["Km0+000", "Km62+350", "Km1+000", "Km0+007", "Km0-050", "Km0+000"]);
    }

    #[test]
    fn no_state_is_taken_for_approved_that_was_refused_or_given_up() {
        let day = parse_date("2026-06-30").unwrap();
        for state in PermitState::ALL {
            let standing = permit(*state, "").standing(BranchType::DedicatedPark, day);
            let expected = match state.code() {
                "draft" | "submitted" | "supplement_requested" => ConnectionStanding::InProgress,
                "to_be_removed" | "removed" | "rejected" | "withdrawn" | "expired" => ConnectionStanding::None,
                _ => ConnectionStanding::Approved,
            };
            assert_eq!(standing, expected, "{state:?}");
        }
    }
}
