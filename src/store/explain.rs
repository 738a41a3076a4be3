//! The same errors in the two languages a person is spoken to.

use super::StoreError;
use crate::model::Name;

impl StoreError {
    /// What is wrong and what to do, in Vietnamese and English.
    pub fn explain(&self) -> Name {
        Name::new(self.vietnamese(), self.english())
    }

    fn english(&self) -> String {
        match self {
            StoreError::Sqlite(source) => format!("{self}: {source}"),
            other => other.to_string(),
        }
    }

    fn vietnamese(&self) -> String {
        match self {
            StoreError::BadLocation { text } => {
                format!("{text:?} không phải nơi đặt cơ sở dữ liệu; hãy ghi sqlite:ĐƯỜNG_DẪN hoặc sqlite::memory:")
            }
            StoreError::PostgresNotYet => "Chưa hỗ trợ PostgreSQL; hãy ghi sqlite:ĐƯỜNG_DẪN".into(),
            StoreError::NotEmpty { head } => {
                format!("cơ sở dữ liệu đã có {head} phiên bản; gói dữ liệu chỉ nạp được vào cơ sở dữ liệu trống")
            }
            StoreError::EmptyChange => "thay đổi không có dòng nào".into(),
            StoreError::BadRecordedAt { recorded_at } => {
                format!("{recorded_at:?} không phải thời điểm; hãy ghi theo RFC 3339, ví dụ 2026-11-24T09:00:00Z")
            }
            StoreError::RefusedRow { row, refused } => format!(
                "{row}: {} = {} không được nhận; cho phép: {}",
                refused.field, refused.value, refused.allowed.vi
            ),
            StoreError::DuplicateRow { row } => format!("{row} xuất hiện hai lần trong một thay đổi"),
            StoreError::NothingToRetract { row } => format!("không thể rút lại {row}: chưa có gì được ghi ở đó"),
            StoreError::UnknownRevision { asked, head } => {
                format!("chưa có phiên bản {asked}; phiên bản cuối là {head}")
            }
            StoreError::UnreadableRow { row, revision, refused } => format!(
                "{row} của phiên bản {revision} không đọc được: {} = {}; cho phép: {}",
                refused.field, refused.value, refused.allowed.vi
            ),
            StoreError::NotWritten { why } => format!("thay đổi chưa được ghi: {}", why.vi),
            StoreError::ShutDown => "kho dữ liệu đã đóng".into(),
            StoreError::Sqlite(source) => format!("không dùng được cơ sở dữ liệu: {source}"),
            of_a_file => of_a_file.vietnamese_of_file(),
        }
    }

    fn vietnamese_of_file(&self) -> String {
        match self {
            StoreError::IsAFolder { path } => {
                format!("{} là thư mục; cơ sở dữ liệu phải là một tệp", path.display())
            }
            StoreError::EmptyFile { path } => format!(
                "{} là tệp rỗng; hãy phục hồi từ bản sao lưu, hoặc chuyển tệp đi nơi khác để bắt đầu mới",
                path.display()
            ),
            StoreError::NotADatabase { path } => format!("{} không phải cơ sở dữ liệu SQLite", path.display()),
            StoreError::OtherProgram { path, application_id } => {
                format!("{} là cơ sở dữ liệu của chương trình khác (mã {application_id:#x})", path.display())
            }
            StoreError::NewerSchema { path, found, known } => format!(
                "{} có cấu trúc phiên bản {found}; chương trình này chỉ biết đến {known}. Hãy dùng chương trình mới hơn",
                path.display()
            ),
            StoreError::Damaged { path, detail } => {
                format!("{} bị hỏng ({detail}). Hãy phục hồi từ bản sao lưu; tệp chưa bị sửa", path.display())
            }
            StoreError::Missing { path } => format!("không có {}", path.display()),
            StoreError::NotWritable { path, detail } => format!("không ghi được {} ({detail})", path.display()),
            StoreError::AlreadyExists { path } => format!("{} đã có và không bị ghi đè", path.display()),
            StoreError::InUse { path } => {
                format!("{} đang được tiến trình khác dùng; hãy dừng tiến trình đó trước", path.display())
            }
            StoreError::DiskFull { path } => format!("hết chỗ trống cho {}; chưa ghi gì", path.display()),
            other => other.to_string(),
        }
    }
}
