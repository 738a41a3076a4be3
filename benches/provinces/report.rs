//! Puts the figures between the markers of `docs/benchmarks.md`; the prose around them is written by people.

use std::fmt::Write;

use crate::roads::Roads;

const PAGE: &str = "docs/benchmarks.md";
const START: &str = "<!-- figures: written by make bench -->";
const END: &str = "<!-- end of figures -->";

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

/// Writes the tables to the page and to the screen.
pub fn write(rows: &[Row], roads: &Roads) {
    let tables = tables(rows) + &road_table(roads) + &scenario_table(roads);
    println!("{tables}");
    let page = std::fs::read_to_string(PAGE).expect("docs/benchmarks.md");
    let (before, rest) = page.split_once(START).expect("the start marker");
    let (_, after) = rest.split_once(END).expect("the end marker");
    std::fs::write(PAGE, format!("{before}{START}\n\n{tables}\n{END}{after}")).expect("docs/benchmarks.md");
}

fn tables(rows: &[Row]) -> String {
    let mut text = String::new();
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let _ = writeln!(text, "Machine: {}, {cores} cores. Measured on {}.\n", processor(), today());
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

fn road_table(roads: &Roads) -> String {
    format!(
        "\n| directed edges | network and labels s | road edit s | route p50 / p99 ms | nine nearest p50 / p99 µs | filter of 100 000 lots p50 ms | with `max_access_km` | more | lots within |\n\
         |---:|---:|---:|---:|---:|---:|---:|---:|---:|\n\
         | {} | {:.2} | {:.2} | {:.2} / {:.2} | {:.2} / {:.2} | {:.3} | {:.3} | {:+.0} % | {:.0} % |\n",
        roads.edges,
        roads.network_s,
        roads.edit_s,
        roads.route.0 / 1e3,
        roads.route.1 / 1e3,
        roads.access.0,
        roads.access.1,
        roads.plain.0 / 1e3,
        roads.near.0 / 1e3,
        100.0 * (roads.near.0 / roads.plain.0 - 1.0),
        100.0 * roads.near_share
    )
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
