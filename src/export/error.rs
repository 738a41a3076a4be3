//! Why a layer could not be written.

use std::io;

use rust_xlsxwriter::XlsxError;

use crate::gis::WorkerError;
use crate::model::{Name, Refused};

/// Why a layer could not be written; then there is no file.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// It is asked in a way that cannot be done: the format, or a coordinate system it does not take.
    #[error(transparent)]
    Asked(Refused),
    /// A record does not fit the format, or cannot be written at all.
    #[error("{layer} {id}: {}", .reason.en)]
    Record {
        /// The layer.
        layer: &'static str,
        /// The record.
        id: String,
        /// What does not fit.
        reason: Name,
    },
    /// The layer as a whole does not fit the format.
    #[error("{}", .0.en)]
    DoesNotFit(Name),
    /// The worker.
    #[error(transparent)]
    Worker(#[from] WorkerError),
    /// The disk.
    #[error("the file cannot be written: {0}")]
    Disk(#[from] io::Error),
    /// The sheet.
    #[error("the sheet cannot be written: {0}")]
    Sheet(#[from] XlsxError),
    /// The zip.
    #[error("the zip cannot be written: {0}")]
    Zip(#[from] zip::result::ZipError),
}

/// Whose fault it is that there is no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Another format or coordinate system would do.
    Asked,
    /// The worker is not installed; formats without it would do.
    NoWorker,
    /// This machine failed.
    Ours,
}

impl ExportError {
    /// A record that does not fit.
    pub(super) fn record(layer: &'static str, id: &str, reason: Name) -> Self {
        ExportError::Record { layer, id: id.to_owned(), reason }
    }

    /// What the caller may conclude.
    pub fn fault(&self) -> Fault {
        match self {
            ExportError::Asked(_) | ExportError::Record { .. } | ExportError::DoesNotFit(_) => Fault::Asked,
            ExportError::Worker(WorkerError::Missing { .. }) => Fault::NoWorker,
            ExportError::Worker(_) | ExportError::Disk(_) | ExportError::Sheet(_) | ExportError::Zip(_) => Fault::Ours,
        }
    }

    /// The same in both languages.
    pub fn explain(&self) -> Name {
        match self {
            ExportError::Asked(Refused { field, value, allowed }) => Name::new(
                format!("{field} không nhận “{value}”; cho phép: {}", allowed.vi),
                format!("{field} does not accept “{value}”; allowed: {}", allowed.en),
            ),
            ExportError::Record { layer, id, reason } => {
                Name::new(format!("{layer} {id}: {}", reason.vi), format!("{layer} {id}: {}", reason.en))
            }
            ExportError::DoesNotFit(reason) => reason.clone(),
            ExportError::Worker(error) => explained(error),
            ExportError::Disk(error) => {
                Name::new(format!("không ghi được tệp ({error})"), format!("the file cannot be written ({error})"))
            }
            ExportError::Sheet(error) => Name::new(
                format!("không ghi được bảng tính ({error})"),
                format!("the sheet cannot be written ({error})"),
            ),
            ExportError::Zip(error) => {
                Name::new(format!("không nén được tệp ({error})"), format!("the zip cannot be written ({error})"))
            }
        }
    }
}

/// The worker's own words are those of reading.
fn explained(error: &WorkerError) -> Name {
    match error {
        WorkerError::Missing { .. } => {
            let Name { vi, en } = error.explain();
            Name::new(
                format!("{vi}; định dạng này cần nó, còn geojson, csv và xlsx thì không"),
                format!("{en}; this format needs it, geojson, csv and xlsx do not"),
            )
        }
        WorkerError::Refused(reason) => {
            Name::new(format!("không ghi được tệp ({reason})"), format!("the file could not be written ({reason})"))
        }
        // Only a file that is read has flaws.
        WorkerError::Flawed(_) | WorkerError::Stopped => error.explain(),
        WorkerError::TooLong(seconds) => Name::new(
            format!("ghi tệp quá {seconds} giây; đã dừng"),
            format!("writing the file took more than {seconds} s and was stopped"),
        ),
        WorkerError::Crashed(reason) => Name::new(
            format!("chương trình ghi tệp dừng đột ngột ({reason})"),
            format!("the writer of the file stopped abruptly ({reason})"),
        ),
    }
}

/// A table that could not be written.
pub(super) fn disk(error: csv::Error) -> ExportError {
    ExportError::Disk(error.into())
}
