//! Scenarios from the words of the query to those of the wire, and the sentence that sums one up.

use geo::{Geometry, MultiLineString};

use super::coded::{NameBody, ha, tenths};
use super::geojson::{Position, Shape};
use super::road_answers::metres;
use super::road_bodies::TextBody;
use super::scenario_bodies::*;
use crate::index::network::what_if::JoinKind;
use crate::model::{Coded, Optimise};
use crate::query::scenario::{Added, ClassChange, Closed, Figure, JoinFound, Question, Summary, ZoneChange};

/// What is said under every scenario.
pub const CAVEAT: NameBody<'static> = NameBody {
    vi: "Phương án giả định, không lưu. Tính trên tim đường đã ghi nhận, phần lớn là sơ đồ; tốc độ tuyến mới là giả định theo cấp đường trừ khi nêu rõ. \
         Chưa xét địa hình, giải phóng mặt bằng, kinh phí và thủ tục đấu nối.",
    en: "A scenario, not stored. Computed on recorded centrelines, most of them schematic; the speed of a new road is assumed from its class unless given. \
         Terrain, clearance, cost and permits of connection are not considered.",
};

/// An added road.
pub fn added(added: &Added) -> AddedBody<'_> {
    AddedBody {
        name: (&added.name).into(),
        section: added.section.as_ref().map(|id| id.as_str()),
        class: added.class.into(),
        speed_kmh: tenths(added.speed_kmh),
        speed_is_assumed: added.speed_is_assumed,
        length_m: tenths(added.length as f64 / 1e3),
        joins: added.joins.iter().map(join).collect(),
        geometry: match added.lines.as_slice() {
            [line] => Shape::from(Geometry::LineString(line.clone())),
            lines => Shape::from(Geometry::MultiLineString(MultiLineString(lines.to_vec()))),
        },
    }
}

fn join(found: &JoinFound) -> JoinBody<'_> {
    JoinBody {
        at: Position(found.join.at),
        kind: match found.join.kind {
            JoinKind::End => "end",
            JoinKind::Crossing => "crossing",
            JoinKind::Vertex => "vertex",
        },
        section: found.section.as_ref().map(|id| id.as_str()),
        added: found.added,
        off_network_m: metres(found.join.off_network),
    }
}

/// What was closed.
pub fn closed(closed: &Closed) -> ClosedBody<'_> {
    let kind = if closed.is_section { "section" } else { "link" };
    ClosedBody { id: closed.id.as_str(), kind, open_links: closed.open_links }
}

/// A zone.
pub fn zone<'a>(zone: &ZoneChange<'a>) -> ZoneChangeBody<'a> {
    let codes =
        |is: fn(&ClassChange) -> bool| zone.classes.iter().filter(move |class| is(class)).map(|class| class.class.code());
    ZoneChangeBody {
        id: zone.id.as_str(),
        name: zone.name.into(),
        location: zone.at.map(Position),
        clean_ha: zone.clean_ha.map(ha),
        clean_is_known: zone.clean_ha.is_some(),
        classes: zone.classes.iter().map(|class| (class.class.code(), class_change(class))).collect(),
        gains: codes(|class| class.gains).collect(),
        loses: codes(|class| class.loses).collect(),
    }
}

fn class_change(class: &ClassChange) -> ClassChangeBody {
    ClassChangeBody {
        before: class.before.map(figure),
        after: class.after.map(figure),
        delta_m: class.delta_distance().map(|delta| no_minus_zero(tenths(delta as f64 / 1e3))),
        delta_minutes: class.delta_time().map(|delta| no_minus_zero(tenths(delta as f64 / 6e4))),
    }
}

/// A little less than nothing is nothing.
fn no_minus_zero(value: f64) -> f64 {
    value + 0.0
}

fn figure(figure: Figure) -> ScenarioFigureBody {
    ScenarioFigureBody {
        distance_m: metres(figure.distance),
        minutes: super::road_answers::minutes(figure.time),
        off_network_m: metres(figure.off_network),
    }
}

/// All zones together.
pub fn summary(sum: &Summary, question: &Question) -> ScenarioSummaryBody {
    ScenarioSummaryBody {
        zones_better: sum.zones_better,
        zones_worse: sum.zones_worse,
        zones_gaining: sum.zones_gaining,
        zones_gaining_unknown: sum.zones_gaining_unknown,
        zones_losing: sum.zones_losing,
        clean_ha_gaining: known_gain(sum).map(ha),
        clean_ha_losing: ha(sum.clean_ha_losing),
        clean_ha_better: ha(sum.clean_ha_better),
        weighted_minutes_saved: no_minus_zero(tenths(sum.hectare_minutes)),
        headline: headline(sum, question),
    }
}

/// Clean land that gains access; `None` when zones gain it and nothing is known of the land of any.
fn known_gain(sum: &Summary) -> Option<f64> {
    let is_unknown = sum.zones_gaining > 0 && sum.zones_gaining == sum.zones_gaining_unknown;
    (!is_unknown).then_some(sum.clean_ha_gaining)
}

fn headline(sum: &Summary, question: &Question) -> TextBody {
    let list = |or: &str, label: fn(crate::model::Label) -> &'static str| {
        let labels: Vec<String> = question.classes.iter().map(|class| label(class.label()).to_lowercase()).collect();
        labels.join(or)
    };
    let (to_vi, to_en) = (list(" hoặc ", |label| label.vi), list(" or ", |label| label.en));
    let km = f64::from(question.limit) / 1e6;
    let (km_vi, km_en) = (vietnamese(km), km.to_string());
    let (mut vi, mut en): (Vec<String>, Vec<String>) = (vec![], vec![]);
    if sum.zones_gaining > 0 {
        let zones = sum.zones_gaining;
        let (land_vi, land_en) = land(known_gain(sum), sum.zones_gaining_unknown);
        vi.push(format!("{zones} khu, cụm{land_vi} vào được trong phạm vi {km_vi} km tới {to_vi}"));
        en.push(format!(
            "{} come{}{land_en} within {km_en} km of {to_en}",
            counted(zones),
            if zones == 1 { "s" } else { "" }
        ));
    }
    if sum.zones_losing > 0 {
        vi.push(format!(
            "{} khu, cụm ({} ha đất sạch) không còn trong phạm vi {km_vi} km",
            sum.zones_losing,
            vietnamese(tenths(sum.clean_ha_losing))
        ));
        en.push(format!(
            "{} ({} ha clean) no longer within {km_en} km",
            counted(sum.zones_losing),
            tenths(sum.clean_ha_losing)
        ));
    }
    let [(better_vi, better_en), (worse_vi, worse_en)] = match question.optimise {
        Optimise::Time => [("đi nhanh hơn", "faster"), ("đi lâu hơn", "slower")],
        Optimise::Distance => [("đi gần hơn", "nearer"), ("đi xa hơn", "farther")],
    };
    if sum.zones_better > 0 {
        let clean = tenths(sum.clean_ha_better);
        vi.push(format!("{} khu, cụm {better_vi} ({} ha đất sạch)", sum.zones_better, vietnamese(clean)));
        en.push(format!("{} {better_en} ({clean} ha clean)", counted(sum.zones_better)));
    }
    if sum.zones_worse > 0 {
        vi.push(format!("{} khu, cụm {worse_vi} hoặc mất đường", sum.zones_worse));
        en.push(format!("{} {worse_en} or cut off", counted(sum.zones_worse)));
    }
    if vi.is_empty() {
        vi.push(format!("Không khu, cụm nào thay đổi quãng đường, thời gian tới {to_vi}"));
        en.push(format!("No zone is nearer to or farther from {to_en}"));
    }
    TextBody { vi: vi.join("; ") + ".", en: en.join("; ") + "." }
}

/// The clean land of zones that gain access, in brackets.
fn land(known: Option<f64>, unknown: usize) -> (String, String) {
    match (known.map(tenths), unknown) {
        (None, _) => (" (đất sạch chưa có số liệu)".into(), " (clean land not on record)".into()),
        (Some(clean), 0) => (format!(" ({} ha đất sạch)", vietnamese(clean)), format!(" ({clean} ha clean)")),
        (Some(clean), unknown) => (
            format!(" ({} ha đất sạch; {unknown} khu, cụm chưa có số liệu)", vietnamese(clean)),
            format!(" ({clean} ha clean; {unknown} without figures)"),
        ),
    }
}

fn counted(zones: usize) -> String {
    if zones == 1 { "1 zone".into() } else { format!("{zones} zones") }
}

/// A number as it is written in Vietnamese.
fn vietnamese(number: f64) -> String {
    number.to_string().replace('.', ",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::AccessClass;

    fn question() -> Question {
        let classes = vec![AccessClass::ExpresswayInterchange];
        Question { add: vec![], close: vec![], classes, optimise: Optimise::Time, limit: 7_500_000, rank: false }
    }

    #[test]
    fn the_headline_says_what_is_known_and_what_is_not() {
        let said = |sum: Summary| headline(&sum, &question());
        let none = said(Summary::default());
        assert_eq!(none.vi, "Không khu, cụm nào thay đổi quãng đường, thời gian tới nút giao cao tốc.");
        let gain = Summary {
            zones_gaining: 2,
            zones_gaining_unknown: 1,
            clean_ha_gaining: 12.34,
            zones_better: 1,
            ..Summary::default()
        };
        let text = said(gain);
        assert_eq!(
            text.vi,
            "2 khu, cụm (12,3 ha đất sạch; 1 khu, cụm chưa có số liệu) vào được trong phạm vi 7,5 km tới nút giao cao tốc; \
             1 khu, cụm đi nhanh hơn (0 ha đất sạch)."
        );
        assert_eq!(
            text.en,
            "2 zones come (12.3 ha clean; 1 without figures) within 7.5 km of expressway interchange; 1 zone faster (0 ha clean)."
        );
        let unknown = said(Summary { zones_gaining: 1, zones_gaining_unknown: 1, ..Summary::default() });
        assert!(unknown.vi.starts_with("1 khu, cụm (đất sạch chưa có số liệu) vào được"), "{}", unknown.vi);
        let worse = said(Summary { zones_worse: 1, zones_losing: 1, clean_ha_losing: 3.0, ..Summary::default() });
        assert_eq!(worse.en, "1 zone (3 ha clean) no longer within 7.5 km; 1 zone slower or cut off.");
    }
}
