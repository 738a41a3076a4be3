//! Puts the figures between the markers of `docs/benchmarks.md`; the prose around them is written by people.

use std::fmt::Write;

use crate::roads::Roads;

const PAGE: &str = "docs/benchmarks.md";
const START: &str = "<!-- figures: written by make bench -->";
const END: &str = "<!-- end of figures -->";
const ROADS_START: &str = "<!-- roads: written by make bench -->";
const ROADS_END: &str = "<!-- end of roads -->";

/// Figures of one size.
pub struct Row {
    pub lots: usize,
    pub build_s: f64,
    pub rss_mb: f64,
    pub edit: (f64, f64),
    pub query10: (f64, f64),
    pub query1000: (f64, f64),
    pub http10: Http,
    pub http1000: Http,
    pub serving_mb: f64,
}

/// Our server beside a bare handler with the same bytes.
pub struct Http {
    pub ours: Cost,
    pub bare: Cost,
}

/// What asking cost.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// Answers per second of the server's CPU time.
    pub per_cpu_second: f64,
    /// Median latency seen by the client, microseconds.
    pub p50_us: f64,
    /// 99th percentile.
    pub p99_us: f64,
    /// Mean size of an answer, bytes.
    pub bytes: f64,
}

/// Writes the tables of sizes to the page and to the screen.
pub fn write(rows: &[Row]) {
    put(&tables(rows), START, END);
}

/// Writes the tables of roads to the page and to the screen.
pub fn write_roads(roads: &Roads) {
    put(&(road_tables(roads) + &scenario_table(roads)), ROADS_START, ROADS_END);
}

fn put(tables: &str, start: &str, end: &str) {
    println!("{tables}");
    let page = std::fs::read_to_string(PAGE).expect("docs/benchmarks.md");
    let (before, rest) = page.split_once(start).expect("the start marker");
    let (_, after) = rest.split_once(end).expect("the end marker");
    std::fs::write(PAGE, format!("{before}{start}\n\n{tables}\n{end}{after}")).expect("docs/benchmarks.md");
}

/// Which machine, and when.
fn circumstances() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    format!("Machine: {}, {cores} cores. Measured on {}.\n\n", processor(), today())
}

fn tables(rows: &[Row]) -> String {
    let mut text = circumstances();
    text.push_str("| lots | build s | memory MB | while serving MB | edit p50 / p99 ms | list of 10 p50 / p99 µs | list of 1000 p50 / p99 µs |\n|---:|---:|---:|---:|---:|---:|---:|\n");
    for row in rows {
        let _ = writeln!(
            text,
            "| {} | {:.2} | {:.0} | {:.0} | {:.2} / {:.2} | {:.1} / {:.1} | {:.1} / {:.1} |",
            row.lots,
            row.build_s,
            row.rss_mb,
            row.serving_mb,
            row.edit.0 / 1e3,
            row.edit.1 / 1e3,
            row.query10.0,
            row.query10.1,
            row.query1000.0,
            row.query1000.1
        );
    }
    text.push_str("\n| lots | limit | bytes | requests per CPU-second | bare handler, same bytes | share | p50 / p99 µs | bare p50 / p99 µs |\n|---:|---:|---:|---:|---:|---:|---:|---:|\n");
    for row in rows {
        for (limit, http) in [(10, &row.http10), (1000, &row.http1000)] {
            let (ours, bare) = (&http.ours, &http.bare);
            let _ = writeln!(
                text,
                "| {} | {limit} | {:.0} | {:.0} | {:.0} | {:.0} % | {:.0} / {:.0} | {:.0} / {:.0} |",
                row.lots,
                ours.bytes,
                ours.per_cpu_second,
                bare.per_cpu_second,
                100.0 * ours.per_cpu_second / bare.per_cpu_second,
                ours.p50_us,
                ours.p99_us,
                bare.p50_us,
                bare.p99_us
            );
        }
    }
    text
}

fn road_tables(roads: &Roads) -> String {
    let (ours, plain, other) = (&roads.car, &roads.plain_search, &roads.fast_paths);
    let us = |times: &(f64, f64)| format!("{:.0} / {:.0}", times.0, times.1);
    let ms = |times: &(f64, f64)| format!("{:.2} / {:.2}", times.0 / 1e3, times.1 / 1e3);
    let mut text = circumstances();
    let _ = writeln!(
        text,
        "| directed edges | states and hops | hierarchy of one cost s | networks, labels, hierarchies s | road edit s | memory of a hierarchy MB |\n\
         |---:|---:|---:|---:|---:|---:|\n\
         | {} | {} and {} | {:.2} | {:.2} | {:.2} | {:.0} |\n",
        roads.edges, roads.size.0, roads.size.1, roads.hierarchy_s, roads.network_s, roads.edit_s, roads.hierarchy_mb
    );
    let _ = writeln!(
        text,
        "| route of a car p50 / p99 µs | of a truck | by distance | plain search p50 / p99 ms | `fast_paths` p50 / p99 µs | ours is of its median | its preparation s |\n\
         |---:|---:|---:|---:|---:|---:|---:|\n\
         | {} | {} | {} | {} | {} | {:.0} % | {:.2} |\n",
        us(ours),
        us(&roads.truck),
        us(&roads.distance),
        ms(plain),
        us(other),
        100.0 * roads.between_nodes.0 / other.0,
        roads.fast_paths_s
    );
    let _ = writeln!(
        text,
        "| 1 × 1000 p50 / p99 ms | 50 × 50 p50 / p99 ms | one to all, plain p50 / p99 ms | 10 000 lots × 9 classes ms | nine nearest p50 / p99 µs | filter of 100 000 lots p50 ms | with `max_access_km` | more | lots within |\n\
         |---:|---:|---:|---:|---:|---:|---:|---:|---:|\n\
         | {} | {} | {} | {:.0} | {:.2} / {:.2} | {:.3} | {:.3} | {:+.0} % | {:.0} % |",
        ms(&roads.one_to_thousand),
        ms(&roads.fifty_to_fifty),
        ms(&roads.one_to_all),
        roads.access_table_ms,
        roads.access.0,
        roads.access.1,
        roads.plain.0 / 1e3,
        roads.near.0 / 1e3,
        100.0 * (roads.near.0 / roads.plain.0 - 1.0),
        100.0 * roads.near_share
    );
    text
}

fn scenario_table(roads: &Roads) -> String {
    let found = &roads.scenarios;
    format!(
        "\n| directed edges | zones | scenario: one road across, p50 / p99 ms | its joins | scenario: one link closed, p50 / p99 ms |\n\
         |---:|---:|---:|---:|---:|\n\
         | {} | {} | {:.0} / {:.0} | {} | {:.0} / {:.0} |\n",
        roads.edges,
        found.zones,
        found.added.0 / 1e3,
        found.added.1 / 1e3,
        found.joins,
        found.closed.0 / 1e3,
        found.closed.1 / 1e3
    )
}

fn processor() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    name.map_or("unknown processor", |(_, name)| name).to_owned()
}

fn today() -> String {
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    jiff::Timestamp::from_second(seconds as i64)
        .map(|now| jiff::tz::Offset::constant(7).to_datetime(now).date().to_string())
        .unwrap_or_default()
}
