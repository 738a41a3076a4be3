//! The draft of a check: its findings in the words of an application. What the records do not say stays blank.

use super::draft::{Draft, Neighbour, Road, Spot, Surrounding, SurroundingKind, VerdictRow};
use crate::index::View;
use crate::model::{
    AdminLevel, Coded, ConstraintClass, Date, PartialDate, Revision, RoadStructure, Side, ZonePart, chainage_text,
};
use crate::query::connection::{Alternative, Asked, Checked, KnownRoads, RuleVerdict, Site};
use crate::query::roadside::crossings::{Crossing, StructureSpan};
use crate::query::roadside::junctions::{Junction, junctions};
use crate::rules::connection::Family;

/// What is said under every draft.
const CAVEAT: &str = "Rà soát sơ bộ trên dữ liệu đã ghi nhận, không thay văn bản chấp thuận. Điểm đấu nối, cầu, đường sắt, đường gom chưa có trong dữ liệu vẫn có thể có ngoài thực địa; phải khảo sát trước khi nộp hồ sơ.";

/// The draft of a check.
pub fn filled(known: &KnownRoads<'_>, asked: &Asked, checked: &Checked<'_>) -> Draft {
    let (view, site) = (known.view, &checked.site);
    let part =
        asked.zone_part.as_ref().and_then(|id| Some((id, view.snapshot.zone(id.zone())?.part_at(id, view.as_of)?)));
    let shown_over_m = shown_over(checked);
    let reach_m = shown_over_m.unwrap_or_else(|| known.rules().farthest_spacing_m());
    Draft {
        drafted_on: view.today,
        revision: view.snapshot.revision(),
        records_of: view.as_of,
        checked_for: asked.date,
        addressee: checked.authority.agency.map(|(_, agency)| agency.name.vi.clone()),
        addressee_basis: Some(addressee_basis(checked)),
        time_limit: checked.authority.sla_days.map(|days| format!("{days} ngày làm việc mỗi bước (chưa kiểm chứng)")),
        applicant: part.and_then(|(_, part)| applicant(part)),
        serves: part.and_then(|(id, part)| serves(view, id.zone(), part)),
        branch: asked.branch_type.label().vi.to_owned(),
        road: road(view, site),
        spot: spot(known, site),
        attachments: part.map(|(_, part)| attachments(part)).unwrap_or_default(),
        surroundings: Some(surroundings(view, site, reach_m)),
        shown_over_m,
        neighbours: neighbours(site, reach_m),
        overall: checked.overall,
        verdicts: checked.verdicts.iter().map(verdict).collect(),
        alternatives: checked.alternatives.iter().map(alternative).collect(),
        caveat: CAVEAT.to_owned(),
    }
}

/// The widest spacing that was looked at, in force or for orientation, metres.
fn shown_over(checked: &Checked<'_>) -> Option<f64> {
    let spacing =
        checked.verdicts.iter().filter(|said| matches!(said.rule.family, Family::Spacing | Family::Provincial));
    spacing.filter_map(|said| said.required).filter(|metres| *metres > 0.0).reduce(f64::max)
}

fn addressee_basis(checked: &Checked<'_>) -> String {
    let authority = &checked.authority;
    match authority.citation {
        Some(citation) => format!("{} Căn cứ: {citation}.", authority.basis.vi),
        None => authority.basis.vi.clone(),
    }
}

/// Who builds the infrastructure of the part; a company or an authority, never a person's private data.
fn applicant(part: &ZonePart) -> Option<String> {
    let names: Vec<&str> = part.developers.iter().map(|developer| developer.name.as_str()).collect();
    (!names.is_empty()).then(|| format!("{} (chủ đầu tư hạ tầng theo dữ liệu về khu)", names.join("; ")))
}

fn serves(view: &View, zone: &str, part: &ZonePart) -> Option<String> {
    let shard = view.snapshot.zone(zone)?;
    let name = &shard.zone.at(view.as_of)?.name.vi;
    Some(if shard.parts.len() > 1 { format!("{name}, {}", part.label.vi) } else { name.clone() })
}

fn attachments(part: &ZonePart) -> Vec<String> {
    let dated = |day: Option<PartialDate>| day.map(|day| format!(", ngày {day}")).unwrap_or_default();
    let decision = |one: &crate::model::Decision| format!("{}{}: {}", one.number, dated(one.date), one.subject.vi);
    part.decisions.iter().map(decision).collect()
}

fn road(view: &View, site: &Site<'_>) -> Road {
    let section = site.road.section;
    Road {
        number: section.road_ref.clone(),
        name: section.name.vi.clone(),
        class: section.class.label().vi.to_owned(),
        province: province(view),
        present_grade: section.present_grade.clone(),
        planned_grade: section.planned_grade.clone(),
        lanes: section.lanes,
        design_speed_kmh: section.design_speed_kmh,
        terrain: section.terrain.map(|terrain| terrain.label().vi.to_owned()),
        median: section.median,
        urban: section.urban,
    }
}

/// The province the data are about; `None` when there are several: a road does not say which it runs in.
fn province(view: &View) -> Option<String> {
    let units = view.snapshot.base().admin_units.records.iter().filter_map(|record| record.timeline.at(view.as_of));
    let mut provinces = units.filter(|unit| unit.level == AdminLevel::Province && unit.crs.is_some());
    let first = provinces.next()?;
    provinces.next().is_none().then(|| first.name.vi.clone())
}

fn spot(known: &KnownRoads<'_>, site: &Site<'_>) -> Spot {
    let frame = site.road.line.frame();
    let grid = frame.to_metric(&geo::Point(site.at)).0;
    Spot {
        chainage: chainage_text(site.chainage_m),
        basis: site.basis.label().vi.to_owned(),
        tolerance_m: known.rules().tolerance_m(site.basis),
        side: Some(site.side.label().vi.to_owned()),
        lon_lat: (site.at.x, site.at.y),
        grid: Some((grid.x(), grid.y(), frame.crs().to_string())),
    }
}

fn surroundings(view: &View, site: &Site<'_>, reach_m: f64) -> Vec<Surrounding> {
    let here = site.chainage_m;
    let mut found: Vec<Surrounding> = vec![];
    found.extend(site.road.structures().iter().map(|span| structure(span, here)));
    found.extend(site.road.crossings().iter().map(|crossing| crossed(crossing, here)));
    found.extend(junctions(view, &site.road.line).iter().map(|junction| met(junction, here)));
    found.retain(|one| one.gap_m <= reach_m);
    found.sort_by(|one, other| one.gap_m.total_cmp(&other.gap_m));
    found
}

fn structure(span: &StructureSpan, here: f64) -> Surrounding {
    let kind = match span.kind {
        RoadStructure::Tunnel => SurroundingKind::Tunnel,
        RoadStructure::Bridge | RoadStructure::Viaduct => SurroundingKind::Bridge,
    };
    Surrounding {
        kind,
        name: Some(span.kind.label().vi.to_owned()),
        chainage: chainage_text(here.clamp(span.from_m, span.to_m)),
        gap_m: span.apart_m(here),
        is_recorded: span.is_recorded,
    }
}

fn crossed(crossing: &Crossing<'_>, here: f64) -> Surrounding {
    let is_railway = crossing.constraint.class == ConstraintClass::Railway;
    Surrounding {
        kind: if is_railway { SurroundingKind::Railway } else { SurroundingKind::Water },
        name: Some(crossing.constraint.name.vi.clone()),
        chainage: chainage_text(crossing.chainage_m()),
        gap_m: (crossing.chainage_m() - here).abs(),
        is_recorded: false,
    }
}

fn met(junction: &Junction<'_>, here: f64) -> Surrounding {
    let names: Vec<&str> =
        junction.roads.iter().map(|one| one.road.road_ref.as_deref().unwrap_or(&one.road.name.vi)).collect();
    Surrounding {
        kind: SurroundingKind::Junction,
        name: Some(names.join(", ")),
        chainage: chainage_text(junction.chainage_m),
        gap_m: (junction.chainage_m - here).abs(),
        is_recorded: true,
    }
}

fn neighbours(site: &Site<'_>, reach_m: f64) -> Vec<Neighbour> {
    let near = site.road.points.iter().filter_map(|point| {
        let (chainage_m, _) = point.chainage?;
        let gap_m = (chainage_m - site.chainage_m).abs();
        (gap_m <= reach_m && point.on.takes_room()).then(|| Neighbour {
            label: point.on.point.label.clone().unwrap_or_else(|| point.on.record.id.to_string()),
            chainage: chainage_text(chainage_m),
            side: point.side.map(|side: Side| side.label().vi.to_owned()),
            gap_m,
            branch: point.on.point.branch_type.label().vi.to_owned(),
            permit: point.on.permit.map(|permit| permit.state.label().vi.to_owned()),
        })
    });
    near.collect()
}

fn verdict(said: &RuleVerdict<'_>) -> VerdictRow {
    let measure = |value: f64| measure(value, &said.rule.unit);
    VerdictRow {
        title: said.rule.title.vi.clone(),
        required: said.required.map(measure),
        measured: said.measured.map(measure),
        verdict: said.verdict,
        citation: said.rule.citation.clone(),
        certainty: said.rule.certainty.label().vi.to_owned(),
        note: said.note.as_ref().map(|note| note.vi.clone()),
        informational: said.informational,
    }
}

fn alternative(found: &Alternative<'_>) -> String {
    format!("{} Kết quả rà soát: {}.", found.text.vi, found.overall.label().vi.to_lowercase())
}

/// A figure as it is written in Vietnamese: `1.500 m`, `0,5 m`.
fn measure(value: f64, unit: &str) -> String {
    let tenths = (value.abs() * 10.0).round();
    let (whole, rest) = ((tenths / 10.0).floor(), tenths % 10.0);
    let digits = format!("{whole:.0}");
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    let rest = if rest > 0.0 { format!(",{rest:.0}") } else { String::new() };
    let sign = if value < 0.0 && tenths > 0.0 { "−" } else { "" };
    format!("{sign}{grouped}{rest} {unit}").trim_end().to_owned()
}

/// The name of the file.
pub fn file_name(site: &Site<'_>, drafted_on: Date) -> String {
    let place = chainage_text(site.chainage_m).to_lowercase().replace('+', "-");
    format!("du-thao-dau-noi-{}-{place}-{drafted_on}.docx", site.road.record.id)
}

/// What stands at the foot of a draft about the data it was made of.
pub(super) fn made_of(revision: Revision, records_of: Date) -> String {
    format!("Dữ liệu đến ngày {records_of}, phiên bản {revision}.")
}

#[cfg(test)]
mod tests {
    use super::measure;

    #[test]
    fn figures_are_written_as_in_vietnamese() {
        let written: Vec<String> =
            [0.0, 12.34, 999.95, 1_500.0, 1_234_567.0, -5.5].map(|value| measure(value, "m")).into();
        assert_eq!(written, ["0 m", "12,3 m", "1.000 m", "1.500 m", "1.234.567 m", "−5,5 m"]);
    }
}
