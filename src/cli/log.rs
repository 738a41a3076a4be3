//! The log: on stderr, as lines for people or objects for machines.

use kcn_atlas::model::Name;
use tracing_subscriber::EnvFilter;

use super::failure::Failure;
use crate::config::{LogFormat, Settings};

/// Starts the log.
///
/// **Errors**: [`Failure`] for a filter that cannot be read.
pub fn start(settings: &Settings) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(&settings.log).map_err(|error| {
        Failure::usage(Name::new(
            format!("không hiểu bộ lọc nhật ký {:?}: {error}", settings.log),
            format!("the log filter {:?} cannot be read: {error}", settings.log),
        ))
    })?;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match settings.log_format {
        LogFormat::Text => log.with_target(false).init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
    Ok(())
}
