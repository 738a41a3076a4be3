//! How far an import has come, for a person at a terminal; in a file or a pipe it would be noise.

use std::io::{IsTerminal, Write};
use std::time::Duration;

use kcn_atlas::command::import::Progress;
use kcn_atlas::model::Coded;
use tokio::time::interval;

/// How often the line is written anew.
const EVERY: Duration = Duration::from_millis(200);

/// Does the work, and shows how far it is on a terminal.
pub async fn shown<T>(progress: &Progress, work: impl Future<Output = T>) -> T {
    if !std::io::stderr().is_terminal() {
        return work.await;
    }
    // The work holds its thread; the line is written by another.
    let progress = progress.clone();
    let line = tokio::spawn(async move {
        let mut tick = interval(EVERY);
        loop {
            tick.tick().await;
            write(&line_of(&progress));
        }
    });
    let done = work.await;
    line.abort();
    // Once it has ended nothing is written over what follows.
    let _ = line.await;
    write("");
    done
}

/// The line: the step in both languages, and rows done of rows expected.
fn line_of(progress: &Progress) -> String {
    let (step, rows, expected) = progress.now();
    let label = step.label();
    let rows = match expected {
        Some(expected) => format!(" {rows}/{expected}"),
        None if rows > 0 => format!(" {rows}"),
        None => String::new(),
    };
    format!("{} / {}{rows} …", label.vi, label.en)
}

/// Writes over the line.
fn write(line: &str) {
    let mut stderr = std::io::stderr();
    // A terminal that is gone is no reason to fail.
    let _ = write!(stderr, "\r\x1b[2K{line}").and_then(|()| stderr.flush());
}

#[cfg(test)]
mod tests {
    use kcn_atlas::command::import::Step;

    use super::*;

    #[test]
    fn the_line_says_the_step_and_how_many_rows_of_how_many() {
        let progress = Progress::default();
        progress.begin(Step::Repair, 300);
        progress.row();
        assert_eq!(line_of(&progress), "Sửa hình / Repairing shapes 1/300 …");
        progress.begin(Step::Place, 0);
        assert_eq!(line_of(&progress), "Xác định tọa độ / Placing …");
    }
}
