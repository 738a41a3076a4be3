//! Who decides: the agency that manages the road on the date, its successors followed.

use crate::index::{Base, View};
use crate::model::{Agency, Certainty, Date, Id, Name, RoadSection};
use crate::rules::connection::ConnectionRules;

/// A chain of successors longer than this goes round in a circle.
const MOST_SUCCESSORS: usize = 8;

/// Who approves.
#[derive(Clone, Debug)]
pub struct Authority<'v> {
    /// The managing agency on the date; `None` = not on record.
    pub agency: Option<(&'v Id, &'v Agency)>,
    /// Why, in words.
    pub basis: Name,
    /// Where that stands; `None` when no row fits.
    pub citation: Option<&'v str>,
    /// Working days for a step; never certain.
    pub sla_days: Option<u16>,
    /// How sure the basis is.
    pub certainty: Certainty,
}

/// Who approves a connection to a section on a date.
pub fn authority<'v>(view: &'v View, rules: &'v ConnectionRules, section: &RoadSection, date: Date) -> Authority<'v> {
    let agency = section.agency.as_ref().and_then(|id| agency_on(view.snapshot.base(), id, date));
    let approval = agency.and_then(|(_, agency)| rules.approval(agency.level, section.class, date));
    let (vi, en) = match agency {
        None => (
            "Chưa ghi nhận cơ quan quản lý đoạn đường nên chưa xác định được cơ quan chấp thuận.",
            "Who manages the section is not on record, so who approves cannot be told.",
        ),
        Some(_) => (
            "Chưa có quy định về thẩm quyền phù hợp với cấp quản lý này trong dữ liệu.",
            "What the law says of roads managed at this level is not on record.",
        ),
    };
    Authority {
        agency,
        basis: approval.map_or_else(|| Name::new(vi, en), |approval| approval.text.clone()),
        citation: approval.map(|approval| approval.citation.as_str()),
        sla_days: approval.map(|approval| approval.sla_days),
        certainty: approval.map_or(Certainty::Low, |approval| approval.certainty),
    }
}

/// The agency that does the work of another on a day.
fn agency_on<'v>(base: &'v Base, id: &Id, day: Date) -> Option<(&'v Id, &'v Agency)> {
    let mut record = base.agencies.find(id.as_str())?;
    for _ in 0..MOST_SUCCESSORS {
        if let Some(agency) = record.timeline.at(day) {
            return Some((&record.id, agency));
        }
        // It ended, or had not begun: only what ended has an heir.
        let last =
            record.timeline.entries().filter(|(from, _)| *from <= day).filter_map(|(_, agency)| agency).next_back()?;
        record = base.agencies.find(last.successor.as_ref()?.as_str())?;
    }
    None
}
