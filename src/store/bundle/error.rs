//! What can be wrong with a bundle.

use std::path::PathBuf;

use crate::model::{Name, Refused};

/// A value in a bundle that is not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleProblem {
    /// In which file.
    pub file: String,
    /// In which feature, counted from 1; 0 = the file as a whole.
    pub row: usize,
    /// In which field.
    pub field: String,
    /// What was found.
    pub value: String,
    /// What is allowed.
    pub allowed: Name,
}

impl BundleProblem {
    /// A refusal, said of a place in a bundle.
    pub fn new(file: &str, row: usize, refused: Refused) -> Self {
        let Refused { field, value, allowed } = refused;
        BundleProblem { file: file.to_owned(), row, field, value, allowed }
    }
}

impl std::fmt::Display for BundleProblem {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let BundleProblem { file, row, field, value, allowed } = self;
        write!(formatter, "{file} row {row}: {field}: {value} is not accepted; allowed: {}", allowed.en)
    }
}

/// Why a bundle was not read or written.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// There is nothing at the path.
    #[error("{path} does not exist")]
    Missing {
        /// Which.
        path: PathBuf,
    },
    /// Neither a folder nor a zip.
    #[error("{path} is neither a folder nor a zip")]
    NotABundle {
        /// Which.
        path: PathBuf,
    },
    /// No `manifest.json`.
    #[error("{path} has no manifest.json; it is not a bundle")]
    NoManifest {
        /// Which.
        path: PathBuf,
    },
    /// A `manifest.json` of something else.
    #[error("{path} is not a kcn-atlas-bundle but {found:?}")]
    OtherFormat {
        /// Which.
        path: PathBuf,
        /// What it says it is.
        found: String,
    },
    /// Written by a later version of this program.
    #[error("{path} is a bundle of version {found}; this program knows {known}. Use a newer program")]
    TooNew {
        /// Which.
        path: PathBuf,
        /// Its version.
        found: u64,
        /// The newest known here.
        known: u64,
    },
    /// A file the manifest lists is not there.
    #[error("{file} is listed in manifest.json and not there")]
    MissingFile {
        /// Which.
        file: String,
    },
    /// A file was changed after the manifest was written, or was cut off.
    #[error("{file} is not the file manifest.json describes (sha256 {found}, not {expected})")]
    WrongChecksum {
        /// Which.
        file: String,
        /// What the manifest says.
        expected: String,
        /// What the file has.
        found: String,
    },
    /// More bytes than a bundle may have.
    #[error("{file} inflates beyond {limit_mib} MiB; unpack the zip and load the folder")]
    TooLarge {
        /// Which.
        file: String,
        /// The limit for all files together.
        limit_mib: u64,
    },
    /// A zip with a path in it, which could lead out of the folder.
    #[error("{entry:?} in the zip is not the name of a file of a bundle")]
    BadEntry {
        /// Which.
        entry: String,
    },
    /// Values that are not accepted, every one up to a bound.
    #[error("{} problems, the first: {}", .0.len(), .0.first().map(ToString::to_string).unwrap_or_default())]
    Problems(Vec<BundleProblem>),
    /// Something is there already and would be lost.
    #[error("{path} exists and is not overwritten")]
    AlreadyExists {
        /// Which.
        path: PathBuf,
    },
    /// A row that cannot be written.
    #[error("{row}: {refused}")]
    Unwritable {
        /// Which.
        row: String,
        /// Why.
        refused: Box<Refused>,
    },
    /// The system refuses.
    #[error("{path} cannot be read or written")]
    Io {
        /// Which.
        path: PathBuf,
        /// What it says.
        #[source]
        source: std::io::Error,
    },
}

impl BundleError {
    /// What is wrong and what to do, in Vietnamese and English.
    pub fn explain(&self) -> Name {
        let en = match self {
            BundleError::Io { source, .. } => format!("{self}: {source}"),
            other => other.to_string(),
        };
        Name::new(self.vietnamese(), en)
    }

    fn vietnamese(&self) -> String {
        match self {
            BundleError::Missing { path } => format!("không có {}", path.display()),
            BundleError::NotABundle { path } => {
                format!("{} không phải thư mục, cũng không phải tệp zip", path.display())
            }
            BundleError::NoManifest { path } => {
                format!("{} không có manifest.json; đây không phải gói dữ liệu", path.display())
            }
            BundleError::OtherFormat { path, found } => {
                format!("{} không phải kcn-atlas-bundle mà là {found:?}", path.display())
            }
            BundleError::TooNew { path, found, known } => format!(
                "{} là gói dữ liệu phiên bản {found}; chương trình này chỉ biết đến {known}. Hãy dùng chương trình mới hơn",
                path.display()
            ),
            BundleError::MissingFile { file } => format!("manifest.json có ghi {file} nhưng không thấy tệp này"),
            BundleError::WrongChecksum { file, expected, found } => {
                format!("{file} không đúng là tệp ghi trong manifest.json (sha256 {found}, không phải {expected})")
            }
            BundleError::TooLarge { file, limit_mib } => {
                format!("{file} khi giải nén vượt {limit_mib} MiB; hãy giải nén rồi nạp thư mục")
            }
            BundleError::BadEntry { entry } => format!("{entry:?} trong tệp zip không phải tên tệp của gói dữ liệu"),
            BundleError::Problems(problems) => {
                let first = problems.first().map(|problem| {
                    let BundleProblem { file, row, field, value, allowed } = problem;
                    format!("{file} dòng {row}: {field}: {value} không được nhận; cho phép: {}", allowed.vi)
                });
                format!("{} lỗi, đầu tiên là: {}", problems.len(), first.unwrap_or_default())
            }
            BundleError::AlreadyExists { path } => format!("{} đã có và không bị ghi đè", path.display()),
            BundleError::Unwritable { row, refused } => {
                format!("{row}: {} = {}; cho phép: {}", refused.field, refused.value, refused.allowed.vi)
            }
            BundleError::Io { path, source } => format!("không đọc hoặc ghi được {}: {source}", path.display()),
        }
    }
}
