//! The program run as a planner runs it, watched from outside.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often memory is looked at; the kernel keeps the most.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// What an import cost.
pub struct Cost {
    pub seconds: f64,
    /// Of the importing process and its worker.
    pub cpu_seconds: f64,
    /// The most memory the importing process held, MB (10⁶ bytes).
    pub most_mb: f64,
    /// The same of its worker.
    pub worker_mb: f64,
}

/// Imports a file into a layer of a database.
pub fn import(file: &Path, layer: &str, database: &Path, is_trial: bool) -> Cost {
    let start = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_kcn-atlas"));
    command.arg("import").arg(file).args(["--layer", layer, "--valid-from", "2016-01-01"]);
    command.arg("--database").arg(format!("sqlite:{}", database.display()));
    if is_trial {
        command.arg("--dry-run");
    }
    let mut child = command.stdout(Stdio::null()).spawn().expect("the program");
    let pid = child.id();
    let (mut most_mb, mut worker_mb, mut cpu_seconds) = (0.0_f64, 0.0_f64, 0.0_f64);
    let status = loop {
        if let Some(status) = child.try_wait().expect("the program") {
            break status;
        }
        most_mb = most_mb.max(most_resident_mb(pid).unwrap_or(0.0));
        let others = std::fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
        let of_threads = others.filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok());
        for worker in of_threads.flat_map(|pids| pids.split_whitespace().map(str::to_owned).collect::<Vec<_>>()) {
            worker_mb = worker_mb.max(worker.parse().ok().and_then(most_resident_mb).unwrap_or(0.0));
        }
        cpu_seconds = cpu_seconds.max(cpu_with_children(pid).unwrap_or(0.0));
        std::thread::sleep(LOOK_EVERY);
    };
    assert!(status.success(), "the import failed: {status}");
    Cost { seconds: start.elapsed().as_secs_f64(), cpu_seconds, most_mb, worker_mb }
}

fn most_resident_mb(pid: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<f64>().ok().map(|kibibytes| kibibytes * 1024.0 / 1e6)
}

/// CPU time of a process and of its children that have ended.
fn cpu_with_children(pid: u32) -> Option<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let fields: Vec<&str> = stat[stat.rfind(')')? + 2..].split(' ').collect();
    // user, system, children's user, children's system, in hundredths of a second.
    fields.get(11..15)?.iter().map(|ticks| ticks.parse::<f64>().ok()).sum::<Option<f64>>().map(|ticks| ticks / 100.0)
}
