//! What every handler may reach: the current snapshot, once there is one, and the meter.

use std::sync::{Arc, OnceLock};

use super::meter::Meter;
use super::problem::{Problem, ProblemKind};
use crate::index::Live;

/// Shared by all requests.
#[derive(Clone, Default)]
pub struct ApiState {
    live: Arc<OnceLock<Arc<Live>>>,
    /// Whether the data is the sample that comes with the program.
    pub sample: bool,
    /// Counts requests.
    pub meter: Arc<Meter>,
}

/// What the data is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The sample that comes with the program.
    Sample,
    /// A record of one's own.
    Record,
}

struct Data {
    live: Arc<Live>,
    origin: Origin,
}

impl ApiState {
    /// Hands over the data; from now on questions are answered. A second call changes nothing.
    pub fn open(&self, live: Arc<Live>) {
        if self.live.set(live).is_err() {
            tracing::warn!("data was handed over twice; the first is kept");
        }
    }

    /// Whether the data is the sample.
    pub fn is_sample(&self) -> bool {
        self.data.get().is_some_and(|data| data.origin == Origin::Sample)
    }

    /// The data.
    ///
    /// **Errors**: a *not-ready* problem while it is being loaded.
    pub fn live(&self) -> Result<&Arc<Live>, Problem> {
        self.live.get().ok_or_else(|| {
            Problem::new(
                ProblemKind::NotReady,
                "Máy chủ đang nạp dữ liệu; hãy thử lại sau vài giây.",
                "The server is loading its data; try again in a few seconds.",
            )
        })
    }
}
