//! How far an import has come, and the word to stop it: shared by whoever runs it and whoever watches.

use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};

use crate::model::Coded;
use crate::model::code::codes;

codes! {
    /// What an import is doing, in order.
    Step "import_step" {
        Read = "read" "Đọc tệp" "Reading";
        Place = "place" "Xác định tọa độ" "Placing";
        Map = "map" "Ghép cột" "Matching columns";
        Repair = "repair" "Sửa hình" "Repairing shapes";
        Check = "check" "Kiểm tra" "Checking";
        Compare = "compare" "So sánh" "Comparing";
        Commit = "commit" "Ghi" "Committing";
    }
}

/// How far an import has come. A stopped import writes nothing.
#[derive(Debug, Default)]
pub struct Progress {
    step: AtomicU8,
    rows: AtomicU64,
    expected: AtomicU64,
    is_stopped: AtomicBool,
}

impl Progress {
    /// Begins a step; rows are counted anew. `expected` = how many there will be, 0 = unknown.
    pub fn begin(&self, step: Step, expected: u64) {
        self.rows.store(0, Ordering::Relaxed);
        self.expected.store(expected, Ordering::Relaxed);
        self.step.store(step as u8, Ordering::Relaxed);
    }

    /// One row more is done.
    pub fn row(&self) {
        self.rows.fetch_add(1, Ordering::Relaxed);
    }

    /// The step, rows done in it, and rows there will be (`None` = unknown).
    pub fn now(&self) -> (Step, u64, Option<u64>) {
        let step = Step::ALL.get(self.step.load(Ordering::Relaxed) as usize).copied().unwrap_or(Step::Read);
        let expected = self.expected.load(Ordering::Relaxed);
        (step, self.rows.load(Ordering::Relaxed), (expected > 0).then_some(expected))
    }

    /// Asks the import to stop at the next row.
    pub fn stop(&self) {
        self.is_stopped.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked to.
    pub fn is_stopped(&self) -> bool {
        self.is_stopped.load(Ordering::Relaxed)
    }
}
