//! Every parameter of `/lots`, through the front door: the answer is recomputed from the unfiltered list, on the sample for
//! three days and on a random world that has prices, sectors and terms.

use std::collections::BTreeSet;

use geo::{Distance, Euclidean, Geometry, Intersects};
use kcn_atlas::index::Snapshot;
use kcn_atlas::model::{Bbox, Crs, MetricFrame, RoadClass};
use serde_json::Value;

use crate::door::Door;
use crate::random_world::random_world;
use crate::roads::scene::RoadScene;
use crate::sample::sample;
use crate::scene::position;

/// The properties of a feature.
fn is(lot: &Value, path: &str) -> Value {
    path.split('.').fold(lot["properties"].clone(), |value, key| value[key].clone())
}

fn number(lot: &Value, path: &str) -> Option<f64> {
    is(lot, path).as_f64()
}

fn text(lot: &Value, path: &str) -> String {
    is(lot, path).as_str().unwrap_or("unknown").to_owned()
}

fn shape(lot: &Value) -> Geometry<f64> {
    let geometry: geojson::Geometry = serde_json::from_value(lot["geometry"].clone()).unwrap();
    Geometry::try_from(geometry).unwrap()
}

/// Follows every page and returns the features.
pub async fn all(door: &Door, question: &str) -> Vec<Value> {
    let mut features = vec![];
    let mut next = Some(question.to_owned());
    let mut matched = None;
    while let Some(address) = next {
        let answer = door.get(&address).await;
        assert!(answer.status.is_success(), "{address}: {}", answer.json());
        let page = answer.json();
        assert_eq!(*matched.get_or_insert(page["numberMatched"].clone()), page["numberMatched"]);
        features.extend(page["features"].as_array().unwrap().iter().cloned());
        let links = page["links"].as_array().unwrap().iter();
        next = links.filter(|link| link["rel"] == "next").map(|link| link["href"].as_str().unwrap().to_owned()).next();
    }
    assert_eq!(matched.unwrap(), features.len(), "the count is exact: {question}");
    features
}

fn ids<'a>(lots: impl IntoIterator<Item = &'a Value>) -> BTreeSet<String> {
    lots.into_iter().map(|lot| lot["id"].as_str().unwrap().to_owned()).collect()
}

type Fits = Box<dyn Fn(&Value) -> bool>;

/// A parameter with its meaning, in terms of what the unfiltered list shows.
fn questions() -> Vec<(String, Fits)> {
    let mut all: Vec<(String, Fits)> = vec![];
    for word in ["available", "clean"] {
        all.push((format!("{word}=true"), Box::new(move |lot| is(lot, word) == true)));
        all.push((format!("{word}=false"), Box::new(move |lot| is(lot, word) == false)));
    }
    all.push(("ready=true".into(), Box::new(|lot| is(lot, "ready.now") == true)));
    all.push(("ready=false".into(), Box::new(|lot| is(lot, "ready.now") == false)));
    all.push(("ready_by=2027-06-30&confidence=p50".into(), Box::new(|lot| is(lot, "ready.now") == true)));
    all.push(("min_area_ha=2.2".into(), Box::new(|lot| number(lot, "area_ha").unwrap() >= 2.2)));
    all.push(("max_area_ha=1.5".into(), Box::new(|lot| number(lot, "area_ha").unwrap() <= 1.5)));
    for (state, codes) in [
        ("clearance", "none,in_progress"),
        ("clearance", "cleared"),
        ("clearance", "unknown"),
        ("tenure", "allocated,certified"),
        ("tenure", "not_allocated,unknown"),
        ("servicing", "serviced"),
        ("servicing", "none,planned,unknown"),
        ("marketing", "leased,reserved"),
        ("marketing", "offered,not_offered,unknown"),
        ("occupation", "vacant"),
        ("occupation", "operating,idle,under_construction,unknown"),
    ] {
        let path = format!("states.{state}.state");
        all.push((
            format!("{state}={codes}"),
            Box::new(move |lot| codes.split(',').any(|code| code == text(lot, &path))),
        ));
    }
    for codes in ["ready,clean", "leased", "in_clearance,planned,reserved"] {
        all.push((
            format!("display_status={codes}"),
            Box::new(move |lot| codes.split(',').any(|code| is(lot, "display_status") == code)),
        ));
    }
    all.push(("zone_kind=cluster,craft_cluster".into(), Box::new(|lot| text(lot, "zone_kind").ends_with("cluster"))));
    all.push(("stale=only".into(), Box::new(|lot| is(lot, "stale") == true)));
    all.push((
        "min_remaining_years=40".into(),
        Box::new(|lot| number(lot, "remaining_years").is_some_and(|left| left >= 40.0)),
    ));
    all.push((
        "max_price=60&price_basis=per_year&currency=USD".into(),
        Box::new(|lot| {
            is(lot, "price.basis") == "per_year"
                && is(lot, "price.currency") == "USD"
                && number(lot, "price.amount").is_some_and(|amount| amount <= 60.0)
        }),
    ));
    for limits in [&[("national_road", 2.5)][..], &[("national_road", 6.0), ("provincial_road", 4.0)]] {
        let asked: Vec<String> = limits.iter().map(|(class, km)| format!("max_access_km={class}:{km}")).collect();
        let near = |lot: &Value, class: &str, km: f64| {
            number(lot, &format!("access.{class}.distance_m")).is_some_and(|metres| metres <= km * 1_000.0)
        };
        all.push((asked.join("&"), Box::new(move |lot| limits.iter().all(|(class, km)| near(lot, class, *km)))));
    }
    all
}

async fn prove(door: &Door, unfiltered: &[Value], day: &str, question: &str, fits: &dyn Fn(&Value) -> bool) -> usize {
    let stale = if question.contains("stale=") { "" } else { "&stale=include" };
    let asked = all(door, &format!("/api/v1/lots?limit=400&as_of={day}{stale}&{question}")).await;
    let expected = ids(unfiltered.iter().filter(|lot| fits(lot)));
    assert_eq!(ids(&asked), expected, "{question} on {day}");
    expected.len()
}

async fn prove_all(snapshot: Snapshot, days: &[&str], centre: (f64, f64)) -> BTreeSet<String> {
    let door = Door::to(snapshot);
    let mut found_something = BTreeSet::new();
    for day in days {
        let unfiltered = all(&door, &format!("/api/v1/lots?limit=1000&as_of={day}&stale=include")).await;
        for (question, fits) in questions() {
            if prove(&door, &unfiltered, day, &question, &*fits).await > 0 {
                found_something.insert(question);
            }
        }
        prove_places(&door, &unfiltered, day, centre).await;
        prove_names(&door, &unfiltered, day).await;
        let fresh = all(&door, &format!("/api/v1/lots?limit=1000&as_of={day}")).await;
        assert_eq!(
            ids(&fresh),
            ids(unfiltered.iter().filter(|lot| is(lot, "stale") == false)),
            "stale lots leave the default list"
        );
    }
    found_something
}

/// `bbox`, and `near` with `within_m`, recomputed from the outlines.
async fn prove_places(door: &Door, unfiltered: &[Value], day: &str, (lon, lat): (f64, f64)) {
    let bbox = Bbox::new(lon - 0.01, lat - 0.008, lon + 0.012, lat + 0.01).unwrap();
    let question = format!("bbox={},{},{},{}", bbox.min_lon, bbox.min_lat, bbox.max_lon, bbox.max_lat);
    let in_box = prove(door, unfiltered, day, &question, &|lot| shape(lot).intersects(&bbox.rect())).await;
    let frame = MetricFrame::new(Crs::THAI_NGUYEN);
    let here = frame.to_metric(&geo::Point::new(lon, lat)).0;
    let within = |metres: f64| {
        let frame = frame.clone();
        move |lot: &Value| Euclidean.distance(&frame.to_metric(&shape(lot)).0, &Geometry::Point(here)) <= metres
    };
    let near = prove(door, unfiltered, day, &format!("near={lon},{lat}&within_m=1500"), &within(1_500.0)).await;
    assert!(unfiltered.is_empty() || (in_box > 0 && near > 0), "the places hold lots on {day}: {in_box}, {near}");
}

/// `zone`, `zone_part` and `sector`, with the names that occur.
async fn prove_names(door: &Door, unfiltered: &[Value], day: &str) {
    let Some(some) = unfiltered.get(unfiltered.len() / 2) else { return };
    for field in ["zone", "zone_part"] {
        let wanted = text(some, field);
        prove(door, unfiltered, day, &format!("{field}={wanted}"), &|lot| text(lot, field) == wanted).await;
    }
    let zones = door.get(&format!("/api/v1/zones?limit=1000&as_of={day}")).await.json();
    let sectors_of_zone = |zone: &str| -> Vec<Value> {
        let features = zones["features"].as_array().unwrap();
        let zone = features.iter().find(|feature| feature["id"] == zone).unwrap();
        zone["properties"]["sectors"].as_array().unwrap().clone()
    };
    prove(door, unfiltered, day, "sector=electronics,wood", &|lot| {
        let own = is(lot, "sectors").as_array().unwrap().clone();
        let taken = if own.is_empty() { sectors_of_zone(&text(lot, "zone")) } else { own };
        taken.iter().any(|sector| ["electronics", "wood", "multi_sector"].contains(&sector.as_str().unwrap()))
    })
    .await;
}

#[tokio::test]
async fn every_parameter_of_lots_is_what_the_unfiltered_list_says_on_the_sample() {
    let found = prove_all(sample().clone(), &["2026-11-24", "2025-06-30", "2020-12-31"], (105.830, 21.494)).await;
    assert!(found.len() > 18, "questions that find nothing prove nothing: {found:?}");
}

#[tokio::test]
async fn every_parameter_of_lots_is_what_the_unfiltered_list_says_on_a_random_world() {
    let centre = position(1_000.0, 900.0);
    let world = random_world(41, 4, 90)
        .section("ql", RoadClass::National)
        .section("dt", RoadClass::Provincial)
        .section("dh", RoadClass::District)
        .link("dh.1", ("n-1", "n-2"), &[(-300.0, -40.0), (12_000.0, -40.0)])
        .link("ql.1", ("n-1", "n-3"), &[(-300.0, -40.0), (-300.0, -5_000.0)])
        .link("dt.1", ("n-2", "n-4"), &[(12_000.0, -40.0), (12_000.0, -5_000.0)])
        .link("dt.2", ("n-1", "n-5"), &[(-300.0, -40.0), (-5_000.0, -40.0)])
        .snapshot();
    let found = prove_all(world, &["2026-11-24", "2024-06-30"], (centre.x, centre.y)).await;
    let nothing: Vec<String> =
        questions().into_iter().map(|(question, _)| question).filter(|one| !found.contains(one)).collect();
    assert_eq!(nothing, Vec::<String>::new(), "every question finds something here");
}

#[tokio::test]
async fn sorted_lists_are_sorted() {
    let door = Door::to(random_world(42, 3, 60).snapshot());
    let centre = position(1_000.0, 900.0);
    let near = format!("distance&near={},{}&within_m=5000", centre.x, centre.y);
    for (sort, path, sign) in [
        ("area_ha", "area_ha", 1.0),
        ("-area_ha", "area_ha", -1.0),
        ("price", "price.amount", 1.0),
        (&near, "distance_m", 1.0),
    ] {
        let lots = all(&door, &format!("/api/v1/lots?limit=17&stale=include&sort={sort}")).await;
        let keys: Vec<f64> = lots.iter().map(|lot| number(lot, path).map_or(f64::MAX, |value| value * sign)).collect();
        assert!(keys.is_sorted(), "{sort}: {keys:?}");
        assert_eq!(ids(&lots).len(), lots.len(), "{sort}: no lot twice");
    }
}
