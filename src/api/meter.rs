//! Counts and times of requests, as Prometheus text.

use std::time::Duration;

use metrics::{counter, gauge, histogram, with_local_recorder};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle, PrometheusRecorder};

use crate::index::Snapshot;

/// Upper bounds of the latency histogram, in seconds: answers come from memory, so it starts below a millisecond.
const BOUNDS_S: [f64; 12] = [0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

/// Counts the requests of one server.
pub struct Meter {
    recorder: PrometheusRecorder,
    handle: PrometheusHandle,
}

impl Default for Meter {
    fn default() -> Self {
        let latency = Matcher::Full("kcn_atlas_request_seconds".into());
        let builder = PrometheusBuilder::new();
        // The only refusal is of an empty list of bounds.
        let builder = builder.set_buckets_for_metric(latency, &BOUNDS_S).unwrap_or_default();
        let recorder = builder.build_recorder();
        with_local_recorder(&recorder, describe);
        Meter { handle: recorder.handle(), recorder }
    }
}

fn describe() {
    metrics::describe_counter!("kcn_atlas_requests_total", "Requests by route, method and status.");
    metrics::describe_histogram!("kcn_atlas_request_seconds", "Time to answer, by route.");
    metrics::describe_gauge!("kcn_atlas_snapshot_revision", "Revision of the data that is being answered from.");
    metrics::describe_gauge!("kcn_atlas_snapshot_zones", "Zones in that revision, past ones too.");
    metrics::describe_gauge!("kcn_atlas_snapshot_lots", "Lots in that revision, past ones too.");
}

impl Meter {
    /// Counts one answered request.
    pub fn count(&self, route: &str, method: &'static str, status: u16, duration: Duration) {
        with_local_recorder(&self.recorder, || {
            counter!("kcn_atlas_requests_total", "route" => route.to_owned(), "method" => method, "status" => status.to_string())
                .increment(1);
            histogram!("kcn_atlas_request_seconds", "route" => route.to_owned()).record(duration.as_secs_f64());
        });
    }

    /// Files away what was timed since the last call; to be called every few seconds, or samples pile up.
    pub fn tidy(&self) {
        self.handle.run_upkeep();
    }

    /// Everything counted, with the state of the data.
    pub fn report(&self, snapshot: Option<&Snapshot>) -> String {
        if let Some(snapshot) = snapshot {
            with_local_recorder(&self.recorder, || {
                gauge!("kcn_atlas_snapshot_revision").set(snapshot.revision() as f64);
                gauge!("kcn_atlas_snapshot_zones").set(snapshot.zones().len() as f64);
                gauge!("kcn_atlas_snapshot_lots").set(snapshot.lot_count() as f64);
            });
        }
        self.handle.render()
    }
}
