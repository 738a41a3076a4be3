//! Where a table begins: titles above the heading, a heading of two rows under merged cells, a row of column numbers, or no heading at all.

use crate::wire::{FieldHead, Text, Value};

/// Rows that are looked at to find the heading.
pub const ROWS_LOOKED_AT: usize = 50;

/// How the type of a column without a name is called.
const UNNAMED: &str = "Unnamed";

/// The columns of a table, and where its rows begin.
pub struct Heading {
    /// The columns.
    pub fields: Vec<FieldHead>,
    /// Position of the first row below the heading.
    pub first_row: usize,
}

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Nothing,
    Word,
    Number,
}

fn kind(value: &Value) -> Kind {
    match value {
        Value::Null => Kind::Nothing,
        Value::Number(_) => Kind::Number,
        Value::Text(Text(bytes)) => {
            let is_blank = bytes.iter().all(u8::is_ascii_whitespace);
            let has_digit = bytes.iter().any(u8::is_ascii_digit);
            let is_number = bytes.iter().all(|byte| byte.is_ascii_digit() || b" .,-+".contains(byte));
            match (is_blank, has_digit && is_number) {
                (true, _) => Kind::Nothing,
                (_, true) => Kind::Number,
                _ => Kind::Word,
            }
        }
    }
}

/// Finds the heading among the first rows of a table: the first row nearly as wide as the table, if it holds words alone.
///
/// A table that begins with numbers has none: its columns are numbered, and somebody has to say what they are.
pub fn find(rows: &[Vec<Value>]) -> Heading {
    let kinds: Vec<Vec<Kind>> = rows.iter().map(|row| row.iter().map(kind).collect()).collect();
    let filled = |row: &Vec<Kind>| row.iter().filter(|kind| **kind != Kind::Nothing).count();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = kinds.iter().map(filled).max().unwrap_or(0);
    // A title over the table is one merged cell; a heading may leave a few columns without a name.
    let enough = (width * 3).div_ceil(5).max(width.min(2));
    let Some(at) = kinds.iter().position(|row| filled(row) >= enough && filled(row) > 0) else {
        return Heading { fields: unnamed(columns), first_row: 0 };
    };
    if kinds[at].contains(&Kind::Number) {
        return Heading { fields: unnamed(columns), first_row: at };
    }
    let lower = kinds.get(at + 1).filter(|lower| is_second_row(&kinds[at], lower, columns)).map(|_| &rows[at + 1]);
    let mut first_row = at + 1 + usize::from(lower.is_some());
    if rows.get(first_row).is_some_and(|row| numbers_columns(row)) {
        first_row += 1;
    }
    Heading { fields: named(&rows[at], lower, columns), first_row }
}

fn cell(kinds: &[Kind], at: usize) -> Kind {
    kinds.get(at).copied().unwrap_or(Kind::Nothing)
}

/// Whether a row names the columns under merged cells: words, none of them under a name that stands for its column alone.
fn is_second_row(upper: &[Kind], lower: &[Kind], columns: usize) -> bool {
    let is_merged =
        |at: usize| cell(upper, at) == Kind::Nothing || at + 1 < columns && cell(upper, at + 1) == Kind::Nothing;
    let fills_a_gap = (0..columns).any(|at| cell(upper, at) == Kind::Nothing && cell(lower, at) == Kind::Word);
    fills_a_gap
        && (0..columns).all(|at| match cell(lower, at) {
            Kind::Nothing => true,
            Kind::Word => is_merged(at),
            Kind::Number => false,
        })
}

/// Whether a row only numbers the columns: (1) (2) (3).
fn numbers_columns(row: &[Value]) -> bool {
    let number = |value: &Value| match value {
        Value::Number(number) => Some((*number, false)),
        Value::Text(Text(bytes)) => {
            let text = std::str::from_utf8(bytes).ok()?.trim();
            let plain = text.trim_start_matches('(').trim_end_matches(')');
            Some((plain.parse().ok()?, plain.len() < text.len()))
        }
        Value::Null => None,
    };
    let filled: Vec<Option<(f64, bool)>> =
        row.iter().filter(|value| kind(value) != Kind::Nothing).map(number).collect();
    let counts =
        filled.iter().zip(1_u32..).all(|(number, at)| number.is_some_and(|(number, _)| number == f64::from(at)));
    let has_brackets = filled.iter().flatten().all(|(_, has_brackets)| *has_brackets);
    counts && (filled.len() > 3 || filled.len() > 1 && has_brackets)
}

fn unnamed(columns: usize) -> Vec<FieldHead> {
    (1..=columns).map(|at| field(format!("column {at}").into_bytes(), UNNAMED)).collect()
}

fn field(name: Vec<u8>, kind: &str) -> FieldHead {
    FieldHead { name: Text(name), kind: kind.to_owned() }
}

fn named(upper: &[Value], lower: Option<&Vec<Value>>, columns: usize) -> Vec<FieldHead> {
    let text = |row: &[Value], at: usize| match row.get(at) {
        Some(Value::Text(Text(bytes))) => bytes.trim_ascii().to_vec(),
        _ => Vec::new(),
    };
    let mut over: Vec<u8> = Vec::new();
    let name = |at: usize| {
        let (own, under) = (text(upper, at), lower.map(|lower| text(lower, at)).unwrap_or_default());
        if !own.is_empty() {
            over.clone_from(&own);
        }
        match (own.is_empty(), under.is_empty()) {
            (_, false) => field(joined(&over, &under), "String"),
            (false, true) => field(own, "String"),
            (true, true) => field(format!("column {}", at + 1).into_bytes(), UNNAMED),
        }
    };
    (0..columns).map(name).collect()
}

/// `Tọa độ (m)` over `X` is `Tọa độ X (m)`.
fn joined(over: &[u8], under: &[u8]) -> Vec<u8> {
    let cut = over.iter().position(|byte| *byte == b'(').unwrap_or(over.len());
    let (words, unit) = over.split_at(cut);
    [words.trim_ascii(), under, unit].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(&b' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(rows: &[&[&str]]) -> (Vec<String>, usize) {
        let value =
            |text: &&str| if text.is_empty() { Value::Null } else { Value::Text(Text(text.as_bytes().to_vec())) };
        let rows: Vec<Vec<Value>> = rows.iter().map(|row| row.iter().map(value).collect()).collect();
        let heading = find(&rows);
        let names = heading.fields.iter().map(|field| String::from_utf8(field.name.0.clone()).unwrap());
        (names.collect(), heading.first_row)
    }

    #[test]
    fn a_heading_is_found_under_titles_and_over_the_numbers_of_its_columns() {
        let title: &[&str] = &["BẢNG TỌA ĐỘ LÔ ĐẤT", "", ""];
        let row: &[&str] = &["A-01", "2380000,12", "430000,5"];
        assert_eq!(found(&[title, &["Tên lô", "X", "Y"], row]), (vec!["Tên lô".into(), "X".into(), "Y".into()], 2));
        assert_eq!(found(&[title, &["Tên lô", "X", "Y"], &["(1)", "(2)", "(3)"], row]).1, 3);
        assert_eq!(found(&[&["Tên lô", "X", "Y"], row]).1, 1);
    }

    #[test]
    fn a_heading_of_two_rows_under_merged_cells_is_one() {
        let upper: &[&str] = &["Số hiệu điểm", "Tọa độ (m)", "", "Cạnh"];
        let lower: &[&str] = &["", "X", "Y", ""];
        let (names, first_row) = found(&[upper, lower, &["1", "2380000", "430000", "12,5"]]);
        assert_eq!(names, ["Số hiệu điểm", "Tọa độ X (m)", "Tọa độ Y (m)", "Cạnh"]);
        assert_eq!(first_row, 2);
        let words = found(&[&["Tên", "Loại", ""], &["A", "SKK", "ghi chú"]]);
        assert_eq!((words.0[2].as_str(), words.1), ("column 3", 1), "words under names of their own are a row");
    }

    #[test]
    fn a_table_of_numbers_has_no_heading() {
        let (names, first_row) =
            found(&[&["P1", "2380000.1", "430000.2", "25.3", "GOC"], &["P2", "2380001.1", "430002.2", "25.1", "GOC"]]);
        assert_eq!((names[0].as_str(), names[4].as_str(), first_row), ("column 1", "column 5", 0));
        assert_eq!(found(&[]).0.len(), 0);
    }
}
