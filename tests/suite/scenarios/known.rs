//! A small province in which every figure is plain arithmetic.

use kcn_atlas::model::*;
use serde_json::{Value, json};

use super::world::{ask, figures, line, province, zone};
use crate::door::Door;
use crate::roads::scene::RoadScene;

const IC: &str = "expressway_interchange";

/// From the gate of `far` straight to the interchange: √(20² + 10²) km = 22 360.7 m instead of 30 km; at 72 km/h 1 118.0 s instead of 3 000 s.
fn short_cut() -> Value {
    json!({ "name": "Đường tắt", "geometry": line(&[(0.0, 10_000.0), (-20_000.0, 0.0)]), "speed_kmh": 72.0 })
}

#[tokio::test]
async fn a_new_road_brings_a_zone_near_as_reckoned_by_hand() {
    let door = Door::to(province().snapshot());
    let answer = ask(&door, &json!({ "add": [short_cut()], "classes": [IC], "limit_km": 24 })).await;
    let [before, after] = figures(&answer, "far", IC);
    assert_eq!(before, json!({ "distance_m": 30_000.0, "minutes": 50.0, "off_network_m": 0.0 }));
    assert_eq!(after, json!({ "distance_m": 22_360.7, "minutes": 18.6, "off_network_m": 0.0 }));
    let far = zone(&answer, "far");
    assert_eq!(
        (&far["classes"][IC]["delta_m"], &far["classes"][IC]["delta_minutes"]),
        (&json!(-7_639.3), &json!(-31.4))
    );
    assert_eq!((&far["gains"], &far["clean_ha"], &far["clean_is_known"]), (&json!([IC]), &json!(2.0), &json!(true)));
    // Half way up one is quicker round by the new road, though it is farther; by the shortest way nothing changes.
    let [before, after] = figures(&answer, "bare", IC);
    assert_eq!((&before["distance_m"], &after["distance_m"]), (&json!(25_000.0), &json!(27_360.7)));
    assert_eq!((&before["minutes"], &after["minutes"]), (&json!(41.7), &json!(27.0)));
    let bare = zone(&answer, "bare");
    assert_eq!((&bare["gains"], &bare["clean_ha"], &bare["clean_is_known"]), (&json!([]), &Value::Null, &json!(false)));
    let summary = &answer["summary"];
    assert_eq!(summary["zones_better"], json!(2));
    assert_eq!((&summary["clean_ha_gaining"], &summary["clean_ha_better"]), (&json!(2.0), &json!(2.0)));
    // 2 ha × (3 000 − 1 118.03) s; nothing is known of the land of the other zone.
    assert_eq!(summary["weighted_minutes_saved"], json!(62.7));
    assert_eq!(
        summary["headline"]["vi"],
        json!(
            "1 khu, cụm (2 ha đất sạch) vào trong phạm vi 24 km tới nút giao cao tốc; 2 khu, cụm (2 ha đất sạch, 1 khu, cụm chưa có số liệu) đi nhanh hơn."
        )
    );
    let road = &answer["added"][0];
    assert_eq!(
        (&road["length_m"], &road["speed_kmh"], &road["speed_is_assumed"]),
        (&json!(22_360.7), &json!(72.0), &json!(false))
    );
    assert_eq!((&answer["data_class"], &answer["profile"]), (&json!("illustration"), &json!("truck")));
}

#[tokio::test]
async fn the_speed_of_a_road_is_that_of_its_class_unless_given() {
    let door = Door::to(province().snapshot());
    let scenario = json!({ "add": [{ "class": "national", "geometry": short_cut()["geometry"] }], "classes": [IC, "national_road"] });
    let answer = ask(&door, &scenario).await;
    // 22 360.7 m at 60 km/h.
    assert_eq!(figures(&answer, "far", IC)[1]["minutes"], json!(22.4));
    assert_eq!(
        (&answer["added"][0]["speed_kmh"], &answer["added"][0]["speed_is_assumed"]),
        (&json!(60.0), &json!(true))
    );
    // It is itself a national road, and begins at the gate.
    let [before, after] = figures(&answer, "far", "national_road");
    assert_eq!((&before["distance_m"], &after["distance_m"]), (&json!(10_000.0), &json!(0.0)));
}

/// A gate 2 km from the only road, and a new road that passes it at 100 m.
#[tokio::test]
async fn a_gate_uses_a_new_road_that_is_nearer_when_that_is_better() {
    let scene = province()
        .park("off", crate::scene::rect(2_000.0, 2_000.0, 300.0, 300.0))
        .gate("off.p.g", 2_000.0, 2_500.0, None);
    let door = Door::to(scene.snapshot());
    let passing = json!({ "geometry": line(&[(0.0, 0.0), (2_000.0, 2_400.0)]), "speed_kmh": 36.0 });
    let answer = ask(&door, &json!({ "add": [passing], "classes": [IC], "optimise": "distance" })).await;
    let [before, after] = figures(&answer, "off", IC);
    assert_eq!((&before["distance_m"], &before["off_network_m"]), (&json!(22_500.0), &json!(2_000.0)));
    assert_eq!((&after["distance_m"], &after["off_network_m"]), (&json!(23_124.1), &json!(100.0)));
    // 24 500 m in all became 23 224.1 m.
    assert_eq!(zone(&answer, "off")["classes"][IC]["delta_m"], json!(-1_275.9));
    // One that leads away is nearer to the gate too, and is not taken.
    let away =
        json!({ "geometry": line(&[(2_000.0, 2_400.0), (9_000.0, 9_000.0)]), "speed_kmh": 36.0, "one_way": true });
    let answer = ask(&door, &json!({ "add": [away], "classes": [IC], "all": true })).await;
    let [before, after] = figures(&answer, "off", IC);
    assert_eq!(before, after);
}

#[tokio::test]
async fn several_roads_are_ranked_each_alone_and_clean_land_that_gains_comes_first() {
    let door = Door::to(province().snapshot());
    let useless = json!({ "name": "Vô ích", "geometry": line(&[(0.0, 10_000.0), (0.0, 14_000.0)]) });
    // Half of what the short cut saves, and no zone comes within 24 km.
    let some =
        json!({ "name": "Nửa chừng", "geometry": line(&[(0.0, 10_000.0), (-10_000.0, 0.0)]), "speed_kmh": 36.0 });
    let scenario = json!({ "add": [useless, some, short_cut()], "classes": [IC], "limit_km": 24, "rank": true });
    let answer = ask(&door, &scenario).await;
    let ranking = answer["ranking"].as_array().unwrap();
    let order: Vec<&Value> = ranking.iter().map(|one| &one["road"]).collect();
    assert_eq!(order, [2, 1, 0]);
    assert_eq!(ranking[0]["summary"]["clean_ha_gaining"], json!(2.0));
    assert_eq!(ranking[1]["summary"]["clean_ha_gaining"], json!(0.0));
    assert_eq!((&ranking[2]["name"]["vi"], &ranking[2]["summary"]["zones_better"]), (&json!("Vô ích"), &json!(0)));
    // Alone is alone: what the short cut does is what it does when nothing else is asked.
    let alone = ask(&door, &json!({ "add": [short_cut()], "classes": [IC], "limit_km": 24 })).await;
    assert_eq!(ranking[0]["summary"], alone["summary"]);
    assert_eq!(ask(&door, &json!({ "add": [short_cut()] })).await["ranking"], Value::Null, "unless asked for");
}

/// A section on record that is only planned is what the same section in operation is.
#[tokio::test]
async fn a_planned_section_is_taken_as_if_it_were_open() {
    let with = |status| {
        province()
            .section_with("new", RoadClass::Provincial, |section| {
                section.status = status;
                section.present_grade = Some("III".into());
            })
            .link_with("new.1", ("n-n", "n-x"), &[(0.0, 10_000.0), (-9_000.0, 6_000.0)], |link| link.speed_kmh = None)
            // It meets the old road in the middle, where that has no vertex; and by name at its end.
            .link_with("new.2", ("n-x", "n-w"), &[(-9_000.0, 6_000.0), (-20_000.0, 0.0)], |link| link.speed_kmh = None)
    };
    let planned = Door::to(with(RoadStatus::Planned).snapshot());
    let open = Door::to(with(RoadStatus::Operating).snapshot());
    let answer = ask(&planned, &json!({ "add": [{ "section": "new" }], "classes": [IC], "all": true })).await;
    assert_eq!(answer["added"][0]["section"], json!("new"));
    let joins: Vec<&Value> =
        answer["added"][0]["joins"].as_array().unwrap().iter().map(|join| &join["section"]).collect();
    assert_eq!(joins, ["north", "west"]);
    for name in ["far", "bare"] {
        let built =
            open.get(&format!("/api/v1/access?from=zone:{name}&to={IC}&optimise=time&profile=truck")).await.json();
        let after = &figures(&answer, name, IC)[1];
        for key in ["distance_m", "minutes", "off_network_m"] {
            assert_eq!(after[key], built["access"][IC][key], "{name} {key}");
        }
    }
}
