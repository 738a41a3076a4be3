//! What the press and the authorities said of clearance in Thái Nguyên comes back from the API, on its day and with its source.

use serde_json::Value;

use crate::door::Door;
use crate::sample::sample;

async fn ask(address: &str) -> Value {
    let answer = Door::to(sample().clone()).get(address).await;
    assert!(answer.status.is_success(), "{address}: {}", answer.json());
    answer.json()
}

async fn area(id: &str, day: &str) -> Value {
    let zone = id.split('.').next().unwrap();
    let file = ask(&format!("/api/v1/zones/{zone}/clearance?as_of={day}")).await;
    let areas = file["areas"].as_array().unwrap().clone();
    areas.into_iter().find(|area| area["id"] == id).unwrap_or_else(|| panic!("no {id} on {day}"))
}

fn stage<'a>(area: &'a Value, code: &str) -> &'a Value {
    area["stages"].as_array().unwrap().iter().find(|stage| stage["stage"] == code).unwrap_or(&Value::Null)
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

/// The event of a stage that is a fact; it must say where it can be read.
fn fact<'a>(area: &'a Value, code: &str) -> &'a Value {
    let events = area["timeline"].as_array().unwrap();
    let event = events.iter().find(|event| event["stage"] == code && event["data_class"] == "fact");
    let event = event.unwrap_or_else(|| panic!("no fact of {code} on {}", area["id"]));
    let source = &event["source"];
    assert!(source["kind"] == "press" || source["kind"] == "official", "{source}");
    assert!(source["url"].as_str().unwrap().starts_with("http"), "{source}");
    event
}

#[tokio::test]
async fn phase_1_of_song_cong_2_is_handed_over_by_more_than_96_per_cent_in_november_2025() {
    let area = area("kcn-song-cong-2.gd1.gpmb", "2025-11-30").await;
    let share = number(&area["handed_over_pct"]);
    assert!((96.0..98.0).contains(&share), "{share}");
    assert_eq!(fact(&area, "HANDOVER")["date"], "2025-11-30", "a month means its last day");
    let claim = &area["figures"]["clearance_pct"];
    assert_eq!((number(&claim["value"]), &claim["as_of"]), (96.0, &"2025-11".into()));
    assert!(claim["source"]["url"].is_string());
}

#[tokio::test]
async fn the_120_hectares_of_area_2_of_phase_2_are_paid_and_handed_over_in_november_2025() {
    let before = area("kcn-song-cong-2.gd2.gpmb-khu-2", "2025-11-29").await;
    assert_eq!(number(&before["handed_over_ha"]), 0.0);
    let area = area("kcn-song-cong-2.gd2.gpmb-khu-2", "2025-11-30").await;
    assert!((number(&area["handed_over_ha"]) - 120.0).abs() < 1.0, "{}", area["handed_over_ha"]);
    assert_eq!(number(&area["handed_over_pct"]), 100.0);
    assert_eq!(number(&stage(&area, "PAID")["pct"]), 100.0);
    assert_eq!(
        (&fact(&area, "PAID")["date"], &fact(&area, "HANDOVER")["date"]),
        (&"2025-11-30".into(), &"2025-11-30".into())
    );
    assert_eq!(stage(&area, "BASIS")["first"], "2024-03-31", "clearance began in March 2024");
}

#[tokio::test]
async fn about_42_per_cent_of_yen_binh_2_is_inventoried_on_23_august_2025() {
    let area = area("kcn-yen-binh-2.toan-khu.gpmb", "2025-08-23").await;
    assert!((number(&area["area_ha"]) - 299.0).abs() < 1.0);
    let inventory = stage(&area, "INVENTORY");
    assert!((number(&inventory["pct"]) - 42.0).abs() < 1.0, "{inventory}");
    assert!((number(&area["area_ha"]) - number(&inventory["ha"]) - 174.0).abs() < 1.0, "174 ha were left");
    assert_eq!(fact(&area, "INVENTORY")["date"], "2025-08-23");
    assert_eq!(number(&area["figures"]["inventoried_pct"]["value"]), 42.0);
    assert_eq!(number(&area["figures"]["households_affected"]["value"]), 1400.0);
}

#[tokio::test]
async fn in_phu_binh_355_households_are_paid_or_advanced_by_20_november_2025() {
    let area = area("kcn-phu-binh.gd1.gpmb", "2025-11-20").await;
    let paid = stage(&area, "PAID");
    assert_eq!((&paid["households"], &paid["households_basis"]), (&355.into(), &"published".into()), "{paid}");
    let event = fact(&area, "PAID");
    assert_eq!(
        (&event["date"], &event["ha"]),
        (&"2025-11-20".into(), &Value::Null),
        "nobody said of how many hectares"
    );
    assert_eq!(stage(&self::area("kcn-phu-binh.gd1.gpmb", "2025-11-19").await, "PAID"), &Value::Null);
}

#[tokio::test]
async fn phase_1_of_the_cluster_yen_lac_is_complete_with_110_households_in_april_2025() {
    let area = area("ccn-yen-lac.toan-khu.gpmb-gd1", "2025-04-30").await;
    assert_eq!(number(&area["handed_over_pct"]), 100.0);
    let handover = stage(&area, "HANDOVER");
    assert_eq!((&handover["households"], &handover["households_basis"]), (&110.into(), &"published".into()));
    assert!(fact(&area, "HANDOVER")["date"].as_str().unwrap().starts_with("2025-04"));
}

#[tokio::test]
async fn promises_of_2025_are_told_with_their_postponements() {
    let song_cong = ask("/api/v1/commitments?zone=kcn-song-cong-2&standing=kept_late").await;
    let promise = &song_cong["features"][0]["properties"];
    assert_eq!((&promise["first_due"], &promise["met_on"]), (&"2025-06-30".into(), &"2025-11-30".into()));
    assert_eq!((number(&promise["promised_ha"]), &promise["days_late"]), (120.0, &153.into()));
    assert_eq!(promise["judged_by"], "fact");
    let yen_binh = ask("/api/v1/commitments?zone=kcn-yen-binh-3&as_of=2025-09-30").await;
    let promise = &yen_binh["features"][0]["properties"];
    assert_eq!((number(&promise["promised_ha"]), &promise["standing"]), (40.0, &"pending".into()));
    assert_eq!(
        (&promise["postponements"][0]["on"], &promise["postponements"][0]["due"]),
        (&"2025-09-12".into(), &"2025-12".into())
    );
    for feature in [&song_cong["features"][0], &yen_binh["features"][0]] {
        assert!(feature["properties"]["source"]["url"].is_string());
    }
}

#[tokio::test]
async fn at_least_thirty_histories_are_complete_from_notice_to_hand_over() {
    let summary = ask("/api/v1/clearance?limit=1000").await;
    let is_complete = |area: &&Value| {
        let area = &area["properties"];
        let has = |code: &str| stage(area, code) != &Value::Null;
        ["NOTICE", "INVENTORY", "PLAN_DRAFT", "PLAN_POSTED", "PLAN_APPROVED", "PAID", "RECOVERY_DECISION", "HANDOVER"]
            .iter()
            .all(|code| has(code))
            && number(&area["handed_over_pct"]) == 100.0
    };
    let complete = summary["features"].as_array().unwrap().iter().filter(is_complete).count();
    assert!(complete >= 30, "{complete} of {}", summary["numberMatched"]);
}
