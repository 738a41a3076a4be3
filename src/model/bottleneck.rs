//! What stands in the way of clearance (khó khăn, vướng mắc).

use std::sync::Arc;

use super::code::codes;
use super::{Audience, DataClass, Date, Id, Name, PartialDate, Refused, Source};

codes! {
    /// What it is about, in the words of the reports on clearance.
    BottleneckCategory "category" {
        Price = "price" "Giá đất, giá bồi thường" "Land price, compensation rate";
        LandOrigin = "land_origin" "Nguồn gốc đất" "Origin of the land";
        Resettlement = "resettlement" "Tái định cư" "Resettlement";
        Policy = "policy" "Cơ chế, chính sách" "Policy";
        Funding = "funding" "Thiếu vốn" "Funding";
        Complaint = "complaint" "Khiếu nại" "Complaint";
        Graves = "graves" "Mồ mả" "Graves";
        Utilities = "utilities" "Di dời công trình hạ tầng" "Utilities to be moved";
        Other = "other" "Khác" "Other";
    }
}

impl BottleneckCategory {
    /// Whether it is told to an audience. Complaints concern people.
    pub fn is_for(self, audience: Audience) -> bool {
        audience == Audience::Office || self != BottleneckCategory::Complaint
    }
}

/// Something that blocks a part or one of its clearance areas, as it stands from some day on.
#[derive(Clone, Debug, PartialEq)]
pub struct Bottleneck {
    /// The part it blocks.
    pub zone_part: Id,
    /// The area it blocks; `None` = the part as a whole.
    pub clearance_area: Option<Id>,
    /// What it is about.
    pub category: BottleneckCategory,
    /// What it is, in words.
    pub subject: Name,
    /// Who must clear it. Not public.
    pub owner: Option<Id>,
    /// When it arose.
    pub opened: PartialDate,
    /// By when it is to be cleared.
    pub due: Option<PartialDate>,
    /// When it was cleared.
    pub closed: Option<PartialDate>,
    /// Who says so.
    pub source: Arc<Source>,
    /// Fact, schematic or illustration.
    pub data_class: DataClass,
}

impl Bottleneck {
    /// Checks what must agree.
    ///
    /// **Errors**: [`Refused`] (field `closed` or `due`) for a day before it arose.
    pub fn check(self) -> Result<Self, Refused> {
        let opened = self.opened.first_day();
        for (field, day) in [("closed", self.closed), ("due", self.due)] {
            if let Some(day) = day.filter(|day| day.last_day() < opened) {
                return Err(Refused::new(field, day, "không trước ngày phát sinh", "not before it was opened"));
            }
        }
        Ok(self)
    }

    /// Whether it blocks on a day: it has arisen and is not cleared.
    pub fn is_open(&self, day: Date) -> bool {
        self.opened.first_day() <= day && self.closed.is_none_or(|closed| day < closed.last_day())
    }

    /// Whether it blocks on a day past its due date.
    pub fn is_overdue(&self, day: Date) -> bool {
        self.is_open(day) && self.due.is_some_and(|due| due.last_day() < day)
    }
}
