//! Leases of land (hợp đồng thuê lại đất).

use std::sync::Arc;

use super::code::codes;
use super::{DataClass, Date, Id, Refused, Source};

codes! {
    /// Where a lease stands.
    LeaseStatus "lease_status" {
        Mou = "mou" "Biên bản ghi nhớ" "Memorandum";
        Deposit = "deposit" "Đặt cọc" "Deposit";
        InForce = "in_force" "Đang hiệu lực" "In force";
        Transferred = "transferred" "Đã chuyển nhượng" "Transferred";
        Liquidated = "liquidated" "Đã thanh lý" "Liquidated";
        Recovered = "recovered" "Đã thu hồi" "Recovered";
    }
}

codes! {
    /// How the rent is paid.
    PaymentMode "payment" {
        Annual = "annual" "Trả hằng năm" "Annual";
        OneOff = "one_off" "Trả một lần" "One-off";
    }
}

/// A lease, as it stands from some day on.
#[derive(Clone, Debug, PartialEq)]
pub struct Lease {
    /// The part the land lies in.
    pub zone_part: Id,
    /// The lots it covers.
    pub lots: Vec<Id>,
    /// Where it stands.
    pub status: LeaseStatus,
    /// When it was signed.
    pub signed: Option<Date>,
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// How the rent is paid.
    pub payment: Option<PaymentMode>,
    /// The tenant's name.
    pub tenant: Option<String>,
    /// Whether the tenant's name may be shown.
    pub tenant_public: bool,
    /// Who says so.
    pub source: Arc<Source>,
    /// Fact, schematic or illustration.
    pub data_class: DataClass,
}

impl Lease {
    /// Checks what must agree.
    ///
    /// **Errors**: [`Refused`] for an end before the start (field `end`) or a lease of no lot (field `lots`).
    pub fn check(self) -> Result<Self, Refused> {
        if let (Some(start), Some(end)) = (self.start, self.end)
            && end < start
        {
            return Err(Refused::new("end", end, "không trước ngày bắt đầu", "not before the start"));
        }
        if self.lots.is_empty() {
            return Err(Refused::new("lots", "[]", "ít nhất một lô", "at least one lot"));
        }
        Ok(self)
    }

    /// Whether it makes its lots *leased* on a day: in force, and the day within its dates as far as they are known.
    pub fn is_in_force(&self, day: Date) -> bool {
        self.status == LeaseStatus::InForce
            && self.start.is_none_or(|start| start <= day)
            && self.end.is_none_or(|end| day <= end)
    }
}
