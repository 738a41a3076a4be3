//! Links and sections that are closed.

use serde_json::{Value, json};

use super::world::{ask, figures, line, province, zone};
use crate::door::Door;

const IC: &str = "expressway_interchange";

#[tokio::test]
async fn a_closed_link_cuts_off_what_lies_behind_it() {
    let door = Door::to(province().snapshot());
    let answer = ask(&door, &json!({ "close": ["north.1"], "classes": [IC], "limit_km": 30.5 })).await;
    assert_eq!(answer["closed"], json!([{ "id": "north.1", "kind": "link", "open_links": 1 }]));
    assert_eq!(figures(&answer, "far", IC)[1], Value::Null);
    let far = zone(&answer, "far");
    assert_eq!((&far["loses"], &far["classes"][IC]["delta_m"]), (&json!([IC]), &Value::Null));
    let summary = &answer["summary"];
    assert_eq!((&summary["zones_worse"], &summary["zones_losing"]), (&json!(2), &json!(2)));
    assert_eq!((&summary["clean_ha_losing"], &summary["clean_ha_gaining"]), (&json!(2.0), &json!(0.0)));
}

#[tokio::test]
async fn a_section_is_closed_with_all_its_links_and_another_road_may_stand_in() {
    let door = Door::to(province().snapshot());
    let around = json!({ "geometry": line(&[(0.0, 10_000.0), (-20_000.0, 0.0)]), "speed_kmh": 36.0 });
    let scenario = json!({ "close": ["north"], "add": [around], "classes": [IC], "rank": true });
    let answer = ask(&door, &scenario).await;
    assert_eq!(answer["closed"][0]["open_links"], json!(2));
    let [before, after] = figures(&answer, "far", IC);
    assert_eq!((&before["distance_m"], &after["distance_m"]), (&json!(30_000.0), &json!(22_360.7)));
    // The gate of the other zone stands on the closed road, and no other passes it.
    assert_eq!(figures(&answer, "bare", IC)[1], Value::Null);
    // Alone, beside what is closed, it brings back the one zone.
    assert_eq!(answer["ranking"][0]["summary"]["zones_gaining"], json!(0), "22 km are not within 15");
    assert_eq!(answer["ranking"][0]["summary"]["zones_better"], json!(1));
}

#[tokio::test]
async fn what_was_closed_anyway_changes_nothing() {
    let door = Door::to(province().snapshot());
    let answer = ask(&door, &json!({ "close": ["west.1"], "classes": ["icd"] })).await;
    assert_eq!((&answer["zones"], &answer["zones_compared"]), (&json!([]), &json!(2)));
    let text = "Không khu, cụm nào thay đổi quãng đường, thời gian tới cảng cạn, kho ngoại quan.";
    assert_eq!(answer["summary"]["headline"]["vi"], json!(text));
}
