//! What can go wrong with an import, as a problem: at the desk, and in the file.

use super::problem::{Problem, ProblemKind};
use crate::command::import::ImportError;
use crate::command::imports::{DeskError, JobError, WorkerError};
use crate::model::{Coded, DataLayer, Label, Name};

impl From<DeskError> for Problem {
    fn from(error: DeskError) -> Self {
        let conflict = |vi: String, en: String| Problem::new(ProblemKind::Conflict, vi, en);
        match error {
            DeskError::TooMany { most } => Problem::new(
                ProblemKind::TooMany,
                format!("Đang giữ {most} lần nhập, nhiều nhất có thể; hãy bỏ bớt một lần nhập rồi gửi lại."),
                format!("{most} imports are kept, as many as may be; forget one of them and send again."),
            ),
            DeskError::Unknown(id) => Problem::new(
                ProblemKind::NotFound,
                format!("Không có lần nhập “{id}”, hoặc đã hết hạn giữ; hãy gửi tệp lại."),
                format!("There is no import “{id}”, or it is kept no longer; send the files again."),
            ),
            DeskError::Running => conflict(
                "Lần nhập này còn đang chạy; hãy chờ xong hoặc dừng nó.".into(),
                "This import is still running; wait for it, or stop it.".into(),
            ),
            DeskError::Committing => conflict(
                "Lần nhập này đang được ghi nên không dừng được nữa; hãy chờ vài giây.".into(),
                "This import is being written and can no longer be stopped; wait a few seconds.".into(),
            ),
            DeskError::Committed { revision } => conflict(
                format!("Lần nhập này đã được ghi thành phiên bản {revision}; muốn nhập lại, hãy gửi tệp lại."),
                format!("This import was written as revision {revision}; to import again, send the files again."),
            ),
            DeskError::NothingYet => conflict(
                "Chưa có gì để xem: lần nhập chưa đọc xong, hoặc không đọc được.".into(),
                "There is nothing to see: the import has not been read, or cannot be.".into(),
            ),
            DeskError::NoFile => bad_part("file", "", "ít nhất một tệp", "at least one file"),
            DeskError::Closed => {
                Problem::new(ProblemKind::NotReady, "Máy chủ đang dừng.", "The server is being stopped.")
            }
            DeskError::Job(error) => error.into(),
        }
    }
}

/// A part of a form that is not accepted.
pub fn bad_part(part: &str, value: &str, vi: &str, en: &str) -> Problem {
    crate::model::Refused::new(part, value, vi, en).into()
}

impl From<JobError> for Problem {
    fn from(error: JobError) -> Self {
        let Name { vi, en } = error.explain();
        let kind = match error {
            JobError::Name(_) | JobError::Twice(_) => ProblemKind::BadValue,
            JobError::TooLarge { .. } | JobError::TooMany => ProblemKind::BodyTooLarge,
            JobError::Zip(_) => ProblemKind::UnreadableFile,
            JobError::Disk(error) => return Problem::internal(&error),
        };
        Problem::new(kind, format!("Không nhận tệp: {vi}."), format!("The file is not taken: {en}."))
    }
}

impl From<&ImportError> for Problem {
    fn from(error: &ImportError) -> Self {
        match error {
            ImportError::Refused(refused) => refused.clone().into(),
            ImportError::Choose { refused, choices } => {
                let Name { vi, en } = to_choose(&refused.field, &refused.value, choices.is_empty());
                Problem::new(ProblemKind::BadValue, vi, en).about(
                    &refused.field,
                    refused.value.clone(),
                    refused.allowed.clone(),
                )
            }
            ImportError::Worker(WorkerError::Missing { program, reason }) => {
                tracing::error!("{program} cannot be started: {reason}");
                Problem::new(
                    ProblemKind::NotReady,
                    "Máy chủ không khởi động được chương trình đọc tệp (kcn-atlas-gdal); lỗi đã được ghi lại.",
                    "The server cannot start the program that reads files (kcn-atlas-gdal); the failure was logged.",
                )
            }
            ImportError::Worker(error) => {
                let Name { vi, en } = error.explain();
                Problem::new(ProblemKind::UnreadableFile, sentence(&vi), sentence(&en))
            }
            ImportError::Command(error) => Problem::internal(error),
            ImportError::BrokeOff(reason) => Problem::internal(reason),
            ImportError::Moved => Problem::new(
                ProblemKind::Conflict,
                "Dữ liệu vừa được người khác sửa trong lúc đọc tệp; chưa ghi gì. Hãy đọc lại để so sánh với dữ liệu mới.",
                "Somebody else changed the record while the file was read; nothing was written. Read it again to compare with the record as it is now.",
            ),
            ImportError::Stopped => Problem::new(
                ProblemKind::Conflict,
                "Lần nhập đã được dừng; chưa ghi gì.",
                "The import was stopped; nothing was written.",
            ),
        }
    }
}

/// What an import's problem is called: something to be chosen is no mistake.
pub fn title(error: &ImportError, problem: &Problem) -> Label {
    match error {
        ImportError::Choose { choices, .. } if !choices.is_empty() => Label { vi: "Cần chọn", en: "To be chosen" },
        _ => problem.title(),
    }
}

/// What may be chosen instead.
pub fn choices(error: &ImportError) -> Vec<String> {
    match error {
        ImportError::Choose { choices, .. } => choices.clone(),
        ImportError::Refused(refused) if refused.field == "layer" => {
            DataLayer::ALL.iter().map(|layer| layer.code().to_owned()).collect()
        }
        _ => vec![],
    }
}

fn to_choose(field: &str, given: &str, is_nothing_there: bool) -> Name {
    let (vi, en) = match (field, is_nothing_there) {
        ("file", true) => ("Không có tệp nào đọc được trong những tệp đã gửi", "None of the files sent can be read"),
        ("file", false) => ("Có nhiều tệp đọc được; hãy chọn một", "Several files can be read; choose one"),
        ("file_layer", true) => ("Tệp không có lớp nào", "The file has no layer"),
        ("file_layer", false) => ("Tệp có nhiều lớp; hãy chọn một", "The file has several layers; choose one"),
        _ => ("Hãy chọn dữ liệu này thuộc lớp nào", "Choose which layer of the record this is"),
    };
    if given.is_empty() {
        return Name::new(format!("{vi}."), format!("{en}."));
    }
    Name::new(format!("Không có “{given}”. {vi}."), format!("There is no “{given}”. {en}."))
}

/// A clause as a sentence.
fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}
