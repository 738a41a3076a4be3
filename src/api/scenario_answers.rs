//! Scenarios from the words of the query to those of the wire, and the sentence that sums one up.

use geo::{Geometry, MultiLineString};

use super::coded::{NameBody, ha, tenths};
use super::geojson::{Position, Shape};
use super::road_answers::metres;
use super::road_bodies::TextBody;
use super::scenario_bodies::*;
use crate::index::network::what_if::JoinKind;
use crate::model::{Coded, Optimise};
use crate::query::scenario::{Added, ClassChange, Closed, Figure, Group, JoinFound, Question, Summary, ZoneChange};

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
    let codes = |is: fn(&ClassChange) -> bool| {
        zone.classes.iter().filter(move |class| is(class)).map(|class| class.class.code())
    };
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
        zones_better: sum.better.zones,
        zones_worse: sum.worse.zones,
        zones_gaining: sum.gaining.zones,
        zones_gaining_unknown: sum.gaining.unknown,
        zones_losing: sum.losing.zones,
        clean_ha_gaining: sum.gaining.clean_ha().map(ha),
        clean_ha_losing: sum.losing.clean_ha().map(ha),
        clean_ha_better: sum.better.clean_ha().map(ha),
        weighted_minutes_saved: no_minus_zero(tenths(sum.hectare_minutes)),
        headline: headline(sum, question),
    }
}

/// One sentence: what gains access, what loses it, what is nearer, what is farther.
fn headline(sum: &Summary, question: &Question) -> TextBody {
    let list = |or: &str, label: fn(crate::model::Label) -> &'static str| {
        let labels: Vec<String> = question.classes.iter().map(|class| label(class.label()).to_lowercase()).collect();
        labels.join(or)
    };
    let (to_vi, to_en) = (list(" hoặc ", |label| label.vi), list(" or ", |label| label.en));
    let km = f64::from(question.limit) / 1e6;
    let km_vi = vietnamese(km);
    let [(nearer_vi, nearer_en), (farther_vi, farther_en)] = match question.optimise {
        Optimise::Time => [("đi nhanh hơn", "faster"), ("đi lâu hơn", "slower")],
        Optimise::Distance => [("đi gần hơn", "nearer"), ("đi xa hơn", "farther")],
    };
    let parts = [
        (sum.gaining, format!("vào trong phạm vi {km_vi} km tới {to_vi}"), format!("newly within {km} km of {to_en}")),
        (
            sum.losing,
            format!("không còn trong phạm vi {km_vi} km tới {to_vi}"),
            format!("no longer within {km} km of {to_en}"),
        ),
        (sum.better, nearer_vi.into(), nearer_en.into()),
        (sum.worse, format!("{farther_vi} hoặc mất đường"), format!("{farther_en} or cut off")),
    ];
    let said: Vec<(String, String)> = parts.iter().filter_map(|(group, vi, en)| part(*group, vi, en)).collect();
    if said.is_empty() {
        return TextBody {
            vi: format!("Không khu, cụm nào thay đổi quãng đường, thời gian tới {to_vi}."),
            en: format!("No zone is nearer to or farther from {to_en}."),
        };
    }
    let (vi, en): (Vec<String>, Vec<String>) = said.into_iter().unzip();
    TextBody { vi: vi.join("; ") + ".", en: en.join("; ") + "." }
}

/// Zones, their clean land as far as it is known, and what is true of them; `None` of no zones.
fn part(group: Group, vi: &str, en: &str) -> Option<(String, String)> {
    let zones = (group.zones > 0).then_some(group.zones)?;
    let (land_vi, land_en) = match (group.clean_ha().map(tenths), group.unknown) {
        (None, _) => ("đất sạch chưa có số liệu".to_owned(), "clean land not on record".to_owned()),
        (Some(clean), 0) => (format!("{} ha đất sạch", vietnamese(clean)), format!("{clean} ha clean")),
        (Some(clean), unknown) => (
            format!("{} ha đất sạch, {unknown} khu, cụm chưa có số liệu", vietnamese(clean)),
            format!("{clean} ha clean, {unknown} not on record"),
        ),
    };
    let noun = if zones == 1 { "zone" } else { "zones" };
    Some((format!("{zones} khu, cụm ({land_vi}) {vi}"), format!("{zones} {noun} ({land_en}) {en}")))
}

/// A number as it is written in Vietnamese.
fn vietnamese(number: f64) -> String {
    number.to_string().replace('.', ",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::AccessClass;

    #[test]
    fn the_headline_says_what_is_known_and_what_is_not() {
        let classes = vec![AccessClass::ExpresswayInterchange];
        let question =
            Question { add: vec![], close: vec![], classes, optimise: Optimise::Time, limit: 7_500_000, rank: false };
        let said = |sum: Summary| headline(&sum, &question);
        let none = said(Summary::default());
        assert_eq!(none.vi, "Không khu, cụm nào thay đổi quãng đường, thời gian tới nút giao cao tốc.");
        let sum = Summary { gaining: Group::of(2, 1, 12.34), better: Group::of(1, 1, 0.0), ..Summary::default() };
        assert_eq!(
            said(sum).vi,
            "2 khu, cụm (12,3 ha đất sạch, 1 khu, cụm chưa có số liệu) vào trong phạm vi 7,5 km tới nút giao cao tốc; \
             1 khu, cụm (đất sạch chưa có số liệu) đi nhanh hơn."
        );
        assert_eq!(
            said(sum).en,
            "2 zones (12.3 ha clean, 1 not on record) newly within 7.5 km of expressway interchange; \
             1 zone (clean land not on record) faster."
        );
        let sum = Summary { worse: Group::of(1, 0, 3.0), losing: Group::of(1, 0, 3.0), ..Summary::default() };
        assert!(said(sum).en.ends_with("; 1 zone (3 ha clean) slower or cut off."), "{}", said(sum).en);
    }
}
