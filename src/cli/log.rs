//! The log: on stderr, as lines for people or objects for machines.

use std::io::IsTerminal;

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
    // Colours are for a terminal; in a file they would be noise.
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    match settings.log_format {
        LogFormat::Text => log.with_target(false).init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
    Ok(())
}
