//! Clocks, percentiles, and what the kernel says of a process.

use std::time::{Duration, Instant};

/// Runs `work` once and tells how long it took.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

/// The median and the 99th percentile of durations, in microseconds.
pub fn p50_p99(mut durations: Vec<Duration>) -> (f64, f64) {
    durations.sort_unstable();
    let at = |share: f64| durations[((durations.len() - 1) as f64 * share).round() as usize].as_secs_f64() * 1e6;
    (at(0.5), at(0.99))
}

/// CPU time a process has used, user and system, in seconds.
pub fn cpu_seconds(pid: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).expect("a running process");
    // The command may hold spaces and brackets; fields are counted from the last bracket.
    let fields: Vec<&str> = stat[stat.rfind(')').expect("a stat line") + 2..].split(' ').collect();
    let ticks = |at: usize| fields[at].parse::<f64>().expect("ticks");
    // Linux counts in hundredths of a second wherever it runs on a desktop or server.
    (ticks(11) + ticks(12)) / 100.0
}

/// Memory a process holds, in MB (10⁶ bytes).
pub fn resident_mb(pid: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("a running process");
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("VmRSS");
    let kibibytes: f64 = line.split_whitespace().nth(1).expect("a number").parse().expect("a number");
    kibibytes * 1024.0 / 1e6
}
