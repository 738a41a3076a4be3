//! Records that others name must be there: on record, or in the file.

use std::collections::BTreeSet;

use super::Checks;
use crate::command::import::Fate;
use crate::command::import::bodies::Record;
use crate::import::issue::{Issue, IssueKind, Severity};
use crate::model::{Body, Coded, Id, Kind};

/// A record that another names.
type Named<'r> = (&'static str, Kind, &'r Id);

impl Checks<'_> {
    /// References that lead nowhere.
    pub(super) fn references(&self) -> Vec<Issue> {
        let in_file: BTreeSet<(Kind, &Id)> =
            self.records.iter().map(|record| (record.key.kind, &record.key.id)).collect();
        let mut seen: BTreeSet<(Kind, &Id)> = BTreeSet::new();
        let mut issues = Vec::new();
        // What is on record is on record: only what would be written must lead somewhere.
        for record in self.records.iter().filter(|record| record.fate != Fate::Unchanged) {
            for (field, kind, id) in named(&record.body) {
                let is_there = in_file.contains(&(kind, id)) || seen.contains(&(kind, id));
                if is_there || self.known.was_ever(kind, id) {
                    seen.insert((kind, id));
                } else {
                    issues.push(self.leads_nowhere(record, field, kind, id));
                }
            }
        }
        issues
    }

    fn leads_nowhere(&self, record: &Record, field: &str, kind: Kind, id: &Id) -> Issue {
        let label = kind.label();
        let vi = format!("{} đã có trong dữ liệu hoặc trong tệp", label.vi.to_lowercase());
        let en = format!("{} on record or in the file", label.en.to_lowercase());
        // A lot that another was made of may be older than the record.
        let severity = if field == "predecessors" { Severity::Note } else { Severity::Refused };
        let issue = self.issue(severity, IssueKind::Reference, record.row, id.to_string(), &vi, &en);
        Issue { field: Some(field.to_owned()), ..issue }
    }
}

/// Every record that a body names.
fn named(body: &Body) -> Vec<Named<'_>> {
    fn all<'r>(field: &'static str, kind: Kind, ids: impl IntoIterator<Item = &'r Id>) -> Vec<Named<'r>> {
        ids.into_iter().map(|id| (field, kind, id)).collect()
    }
    match body {
        Body::Zone(zone) => {
            let mut named = all("commune", Kind::AdminUnit, &zone.commune);
            named.extend(all("former_district", Kind::AdminUnit, &zone.former_district));
            named
        }
        Body::ZonePart(part) => all("zone", Kind::Zone, [&part.zone]),
        Body::Lot(lot) => {
            let mut named = all("zone_part", Kind::ZonePart, [&lot.zone_part]);
            named.extend(all("opens_onto", Kind::InternalRoad, &lot.opens_onto));
            named.extend(all("predecessors", Kind::Lot, &lot.predecessors));
            named
        }
        Body::ClearanceArea(area) => all("zone_part", Kind::ZonePart, [&area.zone_part]),
        Body::Gate(gate) => all("zone_part", Kind::ZonePart, [&gate.zone_part]),
        Body::InternalRoad(road) => {
            let mut named = all("zone_part", Kind::ZonePart, [&road.zone_part]);
            named.extend(all("leads_to", Kind::Gate, &road.leads_to));
            named
        }
        Body::ResettlementSite(site) => all("serves", Kind::ZonePart, &site.serves),
        Body::RoadSection(section) => {
            let mut named = all("section.agency", Kind::Agency, &section.agency);
            named.extend(all("section.beside", Kind::RoadSection, &section.beside));
            named
        }
        Body::ConnectionPoint(point) => {
            let mut named = all("section", Kind::RoadSection, [&point.section]);
            named.extend(all("zone_part", Kind::ZonePart, &point.zone_part));
            named
        }
        Body::KmPost(post) => all("section", Kind::RoadSection, [&post.section]),
        Body::RoadLink(link) => {
            let mut named = all("section", Kind::RoadSection, [&link.section]);
            named.extend(all("banned_turns", Kind::RoadLink, link.banned_turns.iter().map(|turn| &turn.onto)));
            named
        }
        Body::MaterialZone(zone) => all("commune", Kind::AdminUnit, &zone.commune),
        Body::AdminUnit(unit) => {
            let mut named = all("parent", Kind::AdminUnit, &unit.parent);
            named.extend(all("successors", Kind::AdminUnit, &unit.successors));
            named
        }
        Body::Place(place) => all("admin_unit", Kind::AdminUnit, &place.admin_unit),
        _ => Vec::new(),
    }
}
