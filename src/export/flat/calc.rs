//! Columns that are worked out: answers of `query`, for people; an import passes them over.

use crate::export::Value;
use crate::gis::wire::ColumnKind::{self, Bool, Number, Text};
use crate::index::View;
use crate::model::{Coded, DataLayer, Figure, Id, Label, Zone};
use crate::query::clearance::AreaAnswer;
use crate::query::land_sums::LandSums;
use crate::query::lots::LotHit;
use crate::query::zones::{PartAnswer, ZoneAnswer};

/// A column: its name after `calc.`, what stands in it, what it is called.
pub type Calc = (&'static str, ColumnKind, Label);

const ZONE_NAME: [Calc; 2] = [
    ("zone_name.vi", Text, Label { vi: "Tên khu (tiếng Việt)", en: "Name of the zone (Vietnamese)" }),
    ("zone_name.en", Text, Label { vi: "Tên khu (tiếng Anh)", en: "Name of the zone (English)" }),
];

const ROAD: [Calc; 2] = [
    ("road_ref", Text, Label { vi: "Số hiệu tuyến", en: "Road number" }),
    ("road_name.vi", Text, Label { vi: "Tên tuyến", en: "Name of the section" }),
];

const LAND: [Calc; 10] = [
    ("lots_count", Number, Label { vi: "Số lô", en: "Lots" }),
    ("leasable_ha", Number, Label { vi: "Đất cho thuê được (ha)", en: "Leasable land (ha)" }),
    ("leased_ha", Number, Label { vi: "Đã cho thuê (ha)", en: "Leased (ha)" }),
    ("reserved_ha", Number, Label { vi: "Đã giữ chỗ (ha)", en: "Reserved (ha)" }),
    ("available_ha", Number, Label { vi: "Đang chào thuê (ha)", en: "Available (ha)" }),
    ("clean_ha", Number, Label { vi: "Đất sạch (ha)", en: "Clean (ha)" }),
    ("ready_ha", Number, Label { vi: "Sẵn sàng cho thuê (ha)", en: "Ready (ha)" }),
    ("stale_ha", Number, Label { vi: "Quá hạn xác nhận (ha)", en: "Past confirmation (ha)" }),
    ("occupancy_pct", Number, Label { vi: "Tỷ lệ lấp đầy (NĐ 35/2022, %)", en: "Occupancy (ND 35/2022, %)" }),
    ("clearance_pct", Number, Label { vi: "Tỷ lệ bàn giao mặt bằng (%)", en: "Handed over (%)" }),
];

const ZONE: [Calc; 2] = [
    ("status", Text, Label { vi: "Tình trạng khu", en: "Status of the zone" }),
    ("gross_ha", Number, Label { vi: "Tổng diện tích theo nguồn (ha)", en: "Gross area as claimed (ha)" }),
];

const PART: [Calc; 2] = [
    ("gross_ha", Number, Label { vi: "Tổng diện tích theo nguồn (ha)", en: "Gross area as claimed (ha)" }),
    ("measured_ha", Number, Label { vi: "Diện tích đo trên hình (ha)", en: "Area of its outline (ha)" }),
];

const LOT: [Calc; 9] = [
    ("area_ha", Number, Label { vi: "Diện tích (ha)", en: "Area (ha)" }),
    ("display_status", Text, Label { vi: "Tình trạng hiển thị", en: "Display status" }),
    ("available", Bool, Label { vi: "Đang chào thuê, còn trống", en: "Available" }),
    ("clean", Bool, Label { vi: "Đất sạch", en: "Clean" }),
    ("ready", Bool, Label { vi: "Sẵn sàng cho thuê", en: "Ready" }),
    ("clearance", Text, Label { vi: "Giải phóng mặt bằng", en: "Clearance" }),
    ("cleared_pct", Number, Label { vi: "Đã bàn giao mặt bằng (%)", en: "Handed over (%)" }),
    ("marketing", Text, Label { vi: "Chào thuê, kể cả hợp đồng thuê", en: "Offer, leases counted" }),
    ("stale", Bool, Label { vi: "Quá hạn xác nhận", en: "Past confirmation" }),
];

const AREA: [Calc; 8] = [
    ("stage", Text, Label { vi: "Bước đã tới", en: "Furthest stage" }),
    ("area_ha", Number, Label { vi: "Diện tích (ha)", en: "Area (ha)" }),
    ("handed_over_ha", Number, Label { vi: "Đã bàn giao mặt bằng (ha)", en: "Handed over (ha)" }),
    ("handed_over_pct", Number, Label { vi: "Đã bàn giao mặt bằng (%)", en: "Handed over (%)" }),
    ("remaining_ha", Number, Label { vi: "Còn lại (ha)", en: "Remaining (ha)" }),
    ("bottlenecks_open", Number, Label { vi: "Vướng mắc chưa gỡ", en: "Open bottlenecks" }),
    ("bottlenecks_overdue", Number, Label { vi: "Vướng mắc quá hạn", en: "Overdue bottlenecks" }),
    ("commitments_late", Number, Label { vi: "Cam kết quá hạn", en: "Overdue commitments" }),
];

/// The worked-out columns of a layer, in the order of its rows.
pub fn columns(layer: DataLayer) -> Vec<Calc> {
    match layer {
        DataLayer::Zones => [ZONE.as_slice(), &LAND].concat(),
        DataLayer::ZoneParts => [ZONE_NAME.as_slice(), &PART, &LAND].concat(),
        DataLayer::Lots => [ZONE_NAME.as_slice(), &LOT].concat(),
        DataLayer::ClearanceAreas => [ZONE_NAME.as_slice(), &AREA].concat(),
        DataLayer::Gates | DataLayer::InternalRoads => ZONE_NAME.to_vec(),
        DataLayer::ConnectionPoints => [ROAD.as_slice(), &ZONE_NAME].concat(),
        DataLayer::KmPosts => ROAD.to_vec(),
        _ => vec![],
    }
}

/// Hectares to a square metre, so that no noise of adding shows.
fn ha(hectares: f64) -> Value {
    Value::Number((hectares * 1e4).round() / 1e4)
}

/// Shares to a tenth.
fn pct(share: Option<f64>) -> Value {
    share.map_or(Value::Nothing, |share| Value::Number((share * 10.0).round() / 10.0))
}

fn count(count: usize) -> Value {
    Value::Number(count as f64)
}

fn code<T: Coded>(value: Option<T>) -> Value {
    value.map_or(Value::Nothing, |value| Value::Text(value.code().to_owned()))
}

fn name(zone: &Zone) -> Vec<Value> {
    [&zone.name.vi, &zone.name.en].map(|name| Value::Text(name.clone())).to_vec()
}

/// The name of a zone on the day.
pub fn zone_name(view: &View, zone: &Id) -> Vec<Value> {
    let found = view.snapshot.zone(zone.as_str()).and_then(|shard| shard.zone.at(view.as_of));
    found.map_or_else(|| vec![Value::Nothing, Value::Nothing], name)
}

/// Number and name of a road section on the day.
pub fn road(view: &View, section: &Id) -> Vec<Value> {
    let found = view.snapshot.base().road_sections.find(section.as_str());
    let Some(section) = found.and_then(|record| record.timeline.at(view.as_of)) else {
        return vec![Value::Nothing, Value::Nothing];
    };
    let number = section.road_ref.clone().map_or(Value::Nothing, Value::Text);
    vec![number, Value::Text(section.name.vi.clone())]
}

/// Without lots nothing is known of the land.
fn land(sums: &LandSums) -> Vec<Value> {
    let known = |hectares: f64| if sums.lots > 0 { ha(hectares) } else { Value::Nothing };
    vec![
        count(sums.lots),
        known(sums.leasable_ha),
        known(sums.leased_ha),
        known(sums.reserved_ha),
        known(sums.available_ha),
        known(sums.clean_ha),
        known(sums.ready_ha),
        known(sums.stale_ha),
        pct(sums.occupancy_nd35_pct()),
        pct(sums.clearance_pct()),
    ]
}

/// Of a zone.
pub fn zone(answer: &ZoneAnswer<'_>) -> Vec<Value> {
    let gross = answer.gross_ha().map_or(Value::Nothing, |(hectares, _)| ha(hectares));
    [vec![code(answer.status), gross], land(&answer.land)].concat()
}

/// Of a part.
pub fn part(zone: &Zone, answer: &PartAnswer<'_>) -> Vec<Value> {
    let gross = answer.leading(Figure::GrossAreaHa).map_or(Value::Nothing, |figure| ha(figure.claim.value));
    let measured = answer.measured_ha().map_or(Value::Nothing, ha);
    [name(zone), vec![gross, measured], land(&answer.land)].concat()
}

/// Of a lot.
pub fn lot(view: &View, hit: &LotHit<'_>) -> Vec<Value> {
    let day = &hit.day;
    let own = vec![
        ha(day.area.get()),
        code(day.display),
        Value::Bool(day.available),
        Value::Bool(day.clean),
        Value::Bool(day.ready),
        code(day.clearance),
        pct(day.cleared_pct.map(f64::from)),
        code(day.marketing),
        Value::Bool(day.stale),
    ];
    [zone_name(view, &hit.shard.id), own].concat()
}

/// Of a clearance area.
pub fn area(answer: &AreaAnswer<'_>) -> Vec<Value> {
    let (total, handed_over) = (answer.total().get(), answer.handed_over().get());
    let share = if total > 0.0 { 100.0 * handed_over / total } else { 0.0 };
    let zone = answer.shard.zone.at(answer.day).map_or_else(|| vec![Value::Nothing, Value::Nothing], name);
    let own = vec![
        code(answer.furthest()),
        ha(total),
        ha(handed_over),
        pct(Some(share)),
        ha(answer.remaining().get()),
        count(answer.bottlenecks_open),
        count(answer.bottlenecks_overdue),
        count(answer.commitments_late),
    ];
    [zone, own].concat()
}
