//! What every handler may reach: the current snapshot, once there is one, and the meter.

use std::sync::{Arc, OnceLock};

use axum::http::HeaderMap;

use super::audience::{self, AdminToken};
use super::meter::Meter;
use super::problem::{Problem, ProblemKind};
use super::turns::{Files, Scenarios, Turns};
use crate::command::Atlas;
use crate::command::imports::{Desk, DeskSettings, Worker};
use crate::index::Live;
use crate::model::Audience;

/// What the data is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The sample that comes with the program.
    Sample,
    /// A record of one's own.
    Record,
}

/// Shared by all requests.
#[derive(Clone, Default)]
pub struct ApiState {
    data: Arc<OnceLock<(Arc<Live>, Origin)>>,
    /// Counts requests.
    pub meter: Arc<Meter>,
    /// Files that are being written.
    pub exports: Arc<Turns<Files>>,
    /// Scenarios that are worked out.
    pub scenarios: Arc<Turns<Scenarios>>,
    token: Option<AdminToken>,
    worker: Worker,
    desk: Arc<OnceLock<Desk>>,
}

impl ApiState {
    /// Without data yet; who holds the token is served as the office. `None` = nobody is.
    pub fn new(token: Option<AdminToken>) -> Self {
        ApiState { token, ..ApiState::default() }
    }

    /// The same with another worker for files than the one beside this program.
    pub fn with_worker(self, worker: Worker) -> Self {
        ApiState { worker, ..self }
    }

    /// The worker for files.
    pub fn worker(&self) -> &Worker {
        &self.worker
    }

    /// From now on files may be imported into a record. A second call changes nothing but opens a desk of its own.
    ///
    /// **Errors**: those of the disk.
    pub fn take_imports(&self, atlas: Atlas, settings: DeskSettings) -> std::io::Result<Desk> {
        let desk = Desk::open(atlas, self.worker.clone(), settings)?;
        if self.desk.set(desk.clone()).is_err() {
            tracing::warn!("a desk for imports was opened twice; the first is used");
        }
        Ok(desk)
    }

    /// The desk on which imports lie.
    ///
    /// **Errors**: a *not-ready* problem while the data is being loaded.
    pub fn desk(&self) -> Result<&Desk, Problem> {
        self.live()?;
        self.desk.get().ok_or_else(|| {
            Problem::new(
                ProblemKind::NotReady,
                "Máy chủ này chưa nhận tệp; xem nhật ký của máy chủ.",
                "This server takes no files; its log says why.",
            )
        })
    }

    /// Who sent these headers.
    ///
    /// **Errors**: an *unauthorized* problem for a token that is not the administrator's.
    pub fn audience(&self, headers: &HeaderMap) -> Result<Audience, Problem> {
        audience::of(headers, self.token)
    }

    /// Hands over the data; from now on questions are answered. A second call changes nothing.
    pub fn open(&self, live: Arc<Live>, origin: Origin) {
        if self.data.set((live, origin)).is_err() {
            tracing::warn!("data was handed over twice; the first is kept");
        }
    }

    /// Whether the data is the sample.
    pub fn is_sample(&self) -> bool {
        self.data.get().is_some_and(|(_, origin)| *origin == Origin::Sample)
    }

    /// The data.
    ///
    /// **Errors**: a *not-ready* problem while it is being loaded.
    pub fn live(&self) -> Result<&Arc<Live>, Problem> {
        self.data.get().map(|(live, _)| live).ok_or_else(|| {
            Problem::new(
                ProblemKind::NotReady,
                "Máy chủ đang nạp dữ liệu; hãy thử lại sau vài giây.",
                "The server is loading its data; try again in a few seconds.",
            )
        })
    }
}
