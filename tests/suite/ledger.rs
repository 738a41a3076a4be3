//! The ledger against the list of lots: every sum, every movement, every record behind a figure.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::door::Door;
use crate::lot_parameters::all;
use crate::random_world::random_world;
use crate::sample::sample;

const LEASABLE: [&str; 5] = ["SKK", "SKN", "SKC", "SCT", "TMD"];
const CELLS: [&str; 13] = [
    "leasable",
    "leased",
    "reserved",
    "available",
    "clean",
    "ready",
    "stale",
    "shown.leased",
    "shown.reserved",
    "shown.ready",
    "shown.clean",
    "shown.in_clearance",
    "shown.planned",
];

/// Whether a lot of the list counts in a figure, by what the list says of it.
fn counts(lot: &Value, cell: &str) -> bool {
    let is = &lot["properties"];
    let holds = match cell {
        "leasable" => true,
        "leased" | "reserved" => is["states"]["marketing"]["state"] == cell,
        "available" | "clean" | "stale" => is[cell] == true,
        "ready" => is["ready"]["now"] == true,
        shown => is["display_status"] == shown.strip_prefix("shown.").unwrap(),
    };
    LEASABLE.contains(&is["land_use"].as_str().unwrap()) && holds
}

fn figure(hectares: &Value, cell: &str) -> f64 {
    cell.split('.').fold(hectares, |value, key| &value[key]).as_f64().unwrap()
}

/// Hectares by key and figure, added up over the list of lots.
async fn by_hand(door: &Door, group_by: &str, day: &str) -> BTreeMap<(String, &'static str), f64> {
    let lots = all(door, &format!("/api/v1/lots?limit=1000&stale=include&as_of={day}")).await;
    let zones = all(door, &format!("/api/v1/zones?limit=1000&as_of={day}")).await;
    let commune_of = |zone: &Value| {
        let found = zones.iter().find(|feature| feature["id"] == *zone).unwrap();
        found["properties"]["commune"]["id"].as_str().unwrap_or("unknown").to_owned()
    };
    let mut sums = BTreeMap::new();
    for lot in &lots {
        let is = &lot["properties"];
        let key = match group_by {
            "zone" => is["zone"].as_str().unwrap().to_owned(),
            "part" => is["zone_part"].as_str().unwrap().to_owned(),
            "kind" => is["zone_kind"].as_str().unwrap().to_owned(),
            _ => commune_of(&is["zone"]),
        };
        for cell in CELLS {
            let area = if counts(lot, cell) { is["area_ha"].as_f64().unwrap() } else { 0.0 };
            *sums.entry((key.clone(), cell)).or_insert(0.0) += area;
        }
    }
    sums
}

async fn ledger(door: &Door, question: &str) -> Value {
    let answer = door.get(&format!("/api/v1/land/ledger?{question}")).await;
    assert!(answer.status.is_success(), "{question}: {}", answer.json());
    answer.json()
}

fn rows(ledger: &Value) -> &Vec<Value> {
    ledger["rows"].as_array().unwrap()
}

fn key(row: &Value) -> String {
    row["key"].as_str().unwrap_or("unknown").to_owned()
}

async fn reconcile(door: &Door, days: &[&str]) {
    for day in days {
        for group_by in ["zone", "part", "kind", "commune"] {
            let by_hand = by_hand(door, group_by, day).await;
            let ledger = ledger(door, &format!("group_by={group_by}&to={day}")).await;
            assert_eq!(rows(&ledger).len() * CELLS.len(), by_hand.len(), "{group_by} on {day}");
            for row in rows(&ledger) {
                for cell in CELLS {
                    let (ours, expected) = (figure(&row["hectares"], cell), by_hand[&(key(row), cell)]);
                    assert!(
                        (ours - expected).abs() < 0.001,
                        "{} {cell} on {day}: {ours}, by hand {expected}",
                        key(row)
                    );
                }
            }
            for cell in CELLS {
                let sum: f64 = rows(&ledger).iter().map(|row| figure(&row["hectares"], cell)).sum();
                assert!((sum - figure(&ledger["total"]["hectares"], cell)).abs() < 0.01, "{group_by} {cell}");
            }
        }
    }
}

#[tokio::test]
async fn the_ledger_adds_up_to_the_list_of_lots_for_every_group_and_three_days() {
    reconcile(&Door::to(sample().clone()), &["2026-11-24", "2025-06-30", "2020-12-31"]).await;
    reconcile(&Door::to(random_world(61, 4, 50).snapshot()), &["2026-11-24", "2024-06-30", "2022-03-15"]).await;
}

#[tokio::test]
async fn movement_is_the_difference_of_two_days() {
    let door = Door::to(sample().clone());
    let mut moved = 0;
    for group_by in ["zone", "part", "kind", "commune"] {
        let both = ledger(&door, &format!("group_by={group_by}&from=2025-06-30&to=2026-11-24")).await;
        let before = ledger(&door, &format!("group_by={group_by}&to=2025-06-30")).await;
        for row in rows(&both) {
            assert_eq!(row["movement"]["since"], "2025-06-30");
            let earlier = rows(&before).iter().find(|earlier| earlier["key"] == row["key"]);
            for cell in CELLS {
                let was = earlier.map_or(0.0, |earlier| figure(&earlier["hectares"], cell));
                let change = figure(&row["movement"]["hectares"], cell);
                assert!((figure(&row["hectares"], cell) - was - change).abs() < 1e-6, "{} {cell}", key(row));
                moved += usize::from(change != 0.0);
            }
        }
    }
    assert!(moved > 20, "land moved between the two days: {moved}");
}

#[tokio::test]
async fn every_figure_lists_its_records() {
    let door = Door::to(sample().clone());
    let ledger = ledger(&door, "group_by=commune&from=2024-01-01&to=2026-03-31").await;
    let mut listed = 0;
    for row in rows(&ledger).iter().chain([&ledger["total"]]) {
        for cell in CELLS {
            let address = format!("{}&cell={cell}&limit=1000", row["records"].as_str().unwrap());
            let lots = all(&door, &address).await;
            let sum: f64 = lots.iter().map(|lot| lot["properties"]["area_ha"].as_f64().unwrap()).sum();
            assert!((sum - figure(&row["hectares"], cell)).abs() < 0.001, "{address}");
            assert!(lots.iter().all(|lot| counts(lot, cell)), "{address}");
            listed += lots.len();
        }
    }
    assert!(listed > 1_000);
}

#[tokio::test]
async fn a_month_is_the_state_on_its_last_day() {
    let door = Door::to(sample().clone());
    let months = ledger(&door, "group_by=month&from=2025-05-20&to=2026-11-24").await;
    let keys: Vec<String> = rows(&months).iter().map(key).collect();
    assert_eq!((keys.len(), &keys[0][..], &keys[18][..]), (19, "2025-05", "2026-11"));
    assert_eq!((&rows(&months)[1]["at"], &rows(&months)[18]["at"]), (&"2025-06-30".into(), &"2026-11-24".into()));
    for row in rows(&months) {
        let that_day = ledger(&door, &format!("to={}", row["at"].as_str().unwrap())).await;
        assert_eq!(row["hectares"], that_day["total"]["hectares"], "{}", key(row));
        let before = ledger(&door, &format!("to={}", row["movement"]["since"].as_str().unwrap())).await;
        let clean = |ledger: &Value| figure(&ledger["total"]["hectares"], "clean");
        assert!((figure(&row["movement"]["hectares"], "clean") - (clean(&that_day) - clean(&before))).abs() < 1e-6);
    }
}

#[tokio::test]
async fn a_ledger_that_makes_no_sense_is_refused_and_an_empty_one_is_empty() {
    let door = Door::to(sample().clone());
    for (question, parameter) in [
        ("from=2026-11-24&to=2026-11-23", "from"),
        ("to=2026-11-25", "to"),
        ("as_of=2025-01-01&to=2025-01-02", "to"),
        ("group_by=district", "group_by"),
        ("group_by=month&from=1900-01-01", "from"),
    ] {
        let answer = door.get(&format!("/api/v1/land/ledger?{question}")).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["parameter"]), (400, &parameter.into()), "{question}");
    }
    let empty = ledger(&door, "zone=no-such-zone").await;
    assert_eq!((rows(&empty).len(), &empty["total"]["hectares"]["leasable"]), (0, &0.0.into()));
    assert!(all(&door, "/api/v1/land/ledger/records?key=nowhere").await.is_empty());
    let unknown = door.get("/api/v1/land/ledger/records?cell=dirty").await;
    assert_eq!((unknown.status.as_u16(), &unknown.json()["parameter"]), (400, &"cell".into()));
}
