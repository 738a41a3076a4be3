//! What is wrong with a file as a whole, in sentences.

use super::wire::Flaw;
use crate::model::Name;

/// A flaw in both languages: what was found, and what became of it.
pub fn explain(flaw: &Flaw) -> Name {
    let (vi, en) = match flaw {
        Flaw::Empty { file } => (format!("{file} rỗng (0 byte)"), format!("{file} is empty (0 bytes)")),
        Flaw::Incomplete { files } => {
            let files = files.join(", ");
            (format!("thiếu tệp đi kèm: {files}"), format!("companion files are missing: {files}"))
        }
        Flaw::IndexRebuilt { file } => {
            (format!("thiếu {file}; đã lập lại chỉ mục từ hình"), format!("{file} is missing; rebuilt from the shapes"))
        }
        Flaw::NoAttributes { file } => (
            format!("thiếu {file}: chỉ có hình, không có thuộc tính; dòng được đánh số"),
            format!("{file} is missing: shapes without attributes; rows were numbered"),
        ),
        Flaw::Cut { file } => {
            (format!("{file} bị cắt cụt, không có phần cuối"), format!("{file} is cut off before its end"))
        }
        Flaw::BadRecord { file, record } => (
            format!("bản ghi {record} của {file} có phần đầu sai"),
            format!("record {record} of {file} has a wrong head"),
        ),
        Flaw::Unequal { one: (one, first), other: (other, second) } => (
            format!("{one} có {first} bản ghi, {other} có {second}"),
            format!("{one} holds {first} records, {other} {second}"),
        ),
        Flaw::Malformed { file, line, column, found } => (
            format!("{file} sai định dạng ở dòng {line}, cột {column} ({found})"),
            format!("{file} is not of its format at line {line}, column {column} ({found})"),
        ),
        Flaw::Entities { file } => (
            format!("{file} khai báo thực thể XML (<!ENTITY), không được nhận"),
            format!("{file} defines XML entities (<!ENTITY), which are not accepted"),
        ),
        Flaw::NoDatabase { file } => {
            (format!("{file} không phải cơ sở dữ liệu SQLite"), format!("{file} is no SQLite database"))
        }
        Flaw::Utf16 { file } => (
            format!("{file} viết bằng UTF-16; đã chuyển sang UTF-8"),
            format!("{file} is in UTF-16; it was turned into UTF-8"),
        ),
        Flaw::NoUtf8 { file, says } => (
            format!("{says} ghi UTF-8 nhưng chữ trong {file} không phải UTF-8"),
            format!("{says} says UTF-8, but the letters of {file} are none"),
        ),
    };
    Name::new(vi, en)
}

/// Several flaws in one sentence.
pub fn explain_all(flaws: &[Flaw]) -> Name {
    let said: Vec<Name> = flaws.iter().map(explain).collect();
    let join = |word: fn(&Name) -> &str| said.iter().map(word).collect::<Vec<_>>().join("; ");
    Name::new(join(|name| &name.vi), join(|name| &name.en))
}
