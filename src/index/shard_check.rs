//! References inside a zone that lead nowhere.

use super::{Inconsistency, ZoneShard, find_record};
use crate::model::{Id, Kind};

impl ZoneShard {
    /// References inside the zone that lead nowhere.
    pub(super) fn inconsistencies(&self) -> Vec<Inconsistency> {
        let mut found = Vec::new();
        let part_exists = |id: &Id| find_record(&self.parts, id.as_str()).is_some();
        if self.zone.is_empty() {
            let first = self.parts.first().map_or(&self.id, |part| &part.id);
            found.push(Inconsistency::unknown_reference(
                Kind::ZonePart,
                first,
                "zone",
                &self.id,
                ("khu, cụm công nghiệp", "zone"),
            ));
        }
        for lot in &self.lots {
            for core in lot.core.entries().filter_map(|(_, core)| core) {
                if !part_exists(&core.zone_part) {
                    found.push(Inconsistency::unknown_reference(
                        Kind::Lot,
                        &lot.id,
                        "zone_part",
                        &core.zone_part,
                        ("giai đoạn, khu", "zone part"),
                    ));
                }
                for road in core.opens_onto.iter().filter(|id| find_record(&self.internal_roads, id.as_str()).is_none())
                {
                    found.push(Inconsistency::unknown_reference(
                        Kind::Lot,
                        &lot.id,
                        "opens_onto",
                        road,
                        ("đường nội bộ", "internal road"),
                    ));
                }
            }
        }
        for lease in &self.leases {
            let lots = lease.timeline.entries().filter_map(|(_, lease)| lease).flat_map(|lease| &lease.lots);
            for lot in lots.filter(|id| self.find_lot(id.as_str()).is_none()) {
                found.push(Inconsistency::unknown_reference(Kind::Lease, &lease.id, "lots", lot, ("lô đất", "lot")));
            }
        }
        for road in &self.internal_roads {
            let gates = road.timeline.entries().filter_map(|(_, road)| road).flat_map(|road| &road.leads_to);
            for gate in gates.filter(|id| self.gates.binary_search_by(|gate| gate.id.cmp(id)).is_err()) {
                found.push(Inconsistency::unknown_reference(
                    Kind::InternalRoad,
                    &road.id,
                    "leads_to",
                    gate,
                    ("cổng", "gate"),
                ));
            }
        }
        self.check_clearance(&mut found);
        for area in &self.clearance_areas {
            for core in area.core.entries().filter_map(|(_, core)| core).filter(|core| !part_exists(&core.zone_part)) {
                found.push(Inconsistency::unknown_reference(
                    Kind::ClearanceArea,
                    &area.id,
                    "zone_part",
                    &core.zone_part,
                    ("giai đoạn, khu", "zone part"),
                ));
            }
        }
        found
    }

    /// Bottlenecks and commitments that speak of parts or areas that are not there.
    fn check_clearance(&self, found: &mut Vec<Inconsistency>) {
        let mut check = |kind, record: &Id, part: &Id, areas: &mut dyn Iterator<Item = &Id>| {
            if find_record(&self.parts, part.as_str()).is_none() {
                let what = ("giai đoạn, khu", "zone part");
                found.push(Inconsistency::unknown_reference(kind, record, "zone_part", part, what));
            }
            for area in areas.filter(|area| self.find_area(area.as_str()).is_none()) {
                let what = ("khu vực giải phóng mặt bằng", "clearance area");
                found.push(Inconsistency::unknown_reference(kind, record, "clearance_area", area, what));
            }
        };
        for record in &self.bottlenecks {
            for bottleneck in record.timeline.entries().filter_map(|(_, bottleneck)| bottleneck) {
                let mut areas = bottleneck.clearance_area.iter();
                check(Kind::Bottleneck, &record.id, &bottleneck.zone_part, &mut areas);
            }
        }
        for record in &self.commitments {
            for commitment in record.timeline.entries().filter_map(|(_, commitment)| commitment) {
                let mut areas = commitment.clearance_areas.iter();
                check(Kind::Commitment, &record.id, &commitment.zone_part, &mut areas);
            }
        }
    }
}
