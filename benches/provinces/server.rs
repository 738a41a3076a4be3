//! The server's side: builds a generated province, measures what needs no network, then serves until its input closes.

use std::collections::BTreeMap;
use std::io::Read;
use std::process::ExitCode;
use std::sync::Arc;

use axum::body::{self, Bytes, to_bytes};
use axum::http::Request;
use axum::routing::get;
use kcn_atlas::api::{ApiState, Origin, router};
use kcn_atlas::command::generate;
use kcn_atlas::index::{Description, Live, Snapshot, SnapshotBuilder, View};
use kcn_atlas::model::*;
use kcn_atlas::query::lots::{LotFilter, LotSort, lots};
use kcn_atlas::query::page::PageRequest;
use kcn_atlas::rules::Rules;
use tower::ServiceExt;

use crate::measure::{p50_p99, resident_mb, timed};

/// The day the benchmark calls today: the generated histories end before it.
pub const TODAY: &str = "2026-11-24";

pub fn run(size: usize) -> ExitCode {
    let builder = generated(size);
    let extent = generate::extent(size).expect("an extent");
    let description = Description { name: Name::new("Tỉnh thử", "Trial province"), extent, edition: String::new() };
    let today = parse_date(TODAY).expect("a date");
    let rules = Rules::built_in().expect("rules");
    let (snapshot, build) = timed(|| builder.build(1, today, description, rules));
    say("build_s", build.as_secs_f64());
    say("rss_mb", resident_mb(std::process::id()));
    let edits = edit_times(&snapshot);
    say_both("edit", edits);
    let live = Arc::new(Live::new(snapshot));
    let view = live.view(None).expect("today");
    say_both("query10", query_times(&view, &extent, 10));
    say_both("query1000", query_times(&view, &extent, 1000));
    drop(view);
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    runtime.block_on(serve(live, extent));
    ExitCode::SUCCESS
}

fn say(name: &str, value: f64) {
    println!("{name} {value}");
}

fn say_both(name: &str, (p50, p99): (f64, f64)) {
    say(&format!("{name}_p50_us"), p50);
    say(&format!("{name}_p99_us"), p99);
}

fn generated(size: usize) -> SnapshotBuilder {
    let mut builder = SnapshotBuilder::default();
    let mut take = |(key, valid_from, body)| builder.add(Fact { key, valid_from, revision: 1, body: Some(body) });
    generate::generate(size, 2907, &mut take).expect("a province");
    builder
}

/// Marks one lot after the other as serviced, each in a snapshot of its own.
fn edit_times(snapshot: &Snapshot) -> (f64, f64) {
    let zones = snapshot.zones().len();
    let mut current = snapshot.clone();
    let times = (0..200_usize).map(|round| {
        let shard = &current.zones()[(round * 7919) % zones];
        let key = RowKey {
            kind: Kind::Lot,
            id: shard.lots[round % shard.lots.len()].id.clone(),
            facet: Id::new("servicing").expect("an id"),
        };
        let source = Arc::new(Source { kind: SourceKind::Official, title: "bench".into(), url: None, date: None });
        let body = Body::Servicing(Servicing { state: ServicingState::Serviced, source });
        let valid_from = parse_date("2026-11-01").expect("a date");
        let fact = Fact { key: key.clone(), valid_from, revision: round as u64 + 2, body: Some(body) };
        let (next, time) = timed(|| current.with(&[key], vec![fact], round as u64 + 2));
        current = next;
        time
    });
    p50_p99(times.collect())
}

/// A box of 1.6 km somewhere in the province: about two hundred lots. The same numbers give the same box.
pub fn box_number(number: usize, extent: &Bbox) -> Bbox {
    let share = |salt: u64| {
        let mixed = (number as u64 + salt)
            .wrapping_mul(0x9E37_79B9_7F4A_7C15)
            .rotate_left(31)
            .wrapping_mul(0xD6E8_FEB8_6659_FD93);
        (mixed >> 11) as f64 / (1_u64 << 53) as f64
    };
    let west = extent.min_lon + share(1) * (extent.max_lon - extent.min_lon);
    let south = extent.min_lat + share(2) * (extent.max_lat - extent.min_lat);
    Bbox { min_lon: west, min_lat: south, max_lon: west + 0.0155, max_lat: south + 0.0145 }
}

fn query_times(view: &View, extent: &Bbox, limit: usize) -> (f64, f64) {
    let request = PageRequest { limit, after: None };
    let times = (0..2_000).map(|number| {
        let filter = LotFilter {
            clean: Some(true),
            min_area: Hectares::new(0.4).ok(),
            bbox: Some(box_number(number, extent)),
            ..LotFilter::default()
        };
        timed(|| lots(view, &filter, LotSort::Id, &request)).1
    });
    p50_p99(times.collect())
}

/// Serves the API and, on a second port, the bytes of each answer by number from a bare handler.
async fn serve(live: Arc<Live>, extent: Bbox) {
    let state = ApiState::default();
    state.open(live, Origin::Record);
    let app = router(state);
    let mut bodies: BTreeMap<(usize, usize), Bytes> = BTreeMap::new();
    for limit in [10, 1000] {
        for number in 0..DIFFERENT_BOXES {
            let request = Request::get(address(number, limit, &extent)).body(body::Body::empty()).expect("a request");
            let response = app.clone().oneshot(request).await.expect("an answer");
            assert!(response.status().is_success(), "{}", response.status());
            bodies.insert((limit, number), to_bytes(response.into_body(), usize::MAX).await.expect("a body"));
        }
    }
    let bodies = Arc::new(bodies);
    let bare = axum::Router::new().route(
        "/{limit}/{number}",
        get(move |axum::extract::Path(key): axum::extract::Path<(usize, usize)>| {
            let bytes = bodies[&key].clone();
            async move { ([("content-type", "application/geo+json")], bytes) }
        }),
    );
    let ours = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let plain = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    println!("extent {} {} {} {}", extent.min_lon, extent.min_lat, extent.max_lon, extent.max_lat);
    println!("ready {} {}", ours.local_addr().expect("a port").port(), plain.local_addr().expect("a port").port());
    tokio::spawn(async move { axum::serve(ours, app).await });
    tokio::spawn(async move { axum::serve(plain, bare).await });
    // The parent closes our input when it has measured enough.
    tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new())).await.expect("input").expect("input");
    std::process::exit(0);
}

/// How many different questions are asked.
pub const DIFFERENT_BOXES: usize = 500;

/// The question with a number.
pub fn address(number: usize, limit: usize, extent: &Bbox) -> String {
    let bbox = box_number(number, extent);
    format!(
        "/api/v1/lots?clean=true&min_area_ha=0.4&limit={limit}&bbox={:.5},{:.5},{:.5},{:.5}",
        bbox.min_lon, bbox.min_lat, bbox.max_lon, bbox.max_lat
    )
}
