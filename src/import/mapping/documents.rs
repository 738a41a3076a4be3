//! Papers on file in one cell: `1123/SXD-QLKCHTGT ngày 12/5/2025; 45/UBND-CNNXD`.

use serde_json::{Value, json};

use super::value::{date, parsed};
use crate::model::{Name, PartialDate, Refused};

/// Reads papers, separated by `;` or lines, each with its day behind *ngày* where it has one; or JSON as in the bundle.
///
/// **Shape**: a list of `{number, date}`.
///
/// **Errors**: [`Refused`] for a day that is none, and for a paper without a number.
pub fn documents(text: &str) -> Result<Value, Refused> {
    if text.starts_with('[') {
        return parsed(text);
    }
    let papers = text.split([';', '\n']).map(str::trim).filter(|paper| !paper.is_empty());
    papers.map(document).collect::<Result<_, Refused>>().map(Value::Array)
}

fn document(paper: &str) -> Result<Value, Refused> {
    let Some((number, day)) = paper.split_once(" ngày ").or_else(|| paper.split_once(" ngay ")) else {
        return Ok(json!({"number": paper}));
    };
    let refuse = || {
        let expected = Name::new(
            "số văn bản và ngày, ví dụ 1123/SXD-QLKCHTGT ngày 12/5/2025; nhiều văn bản cách nhau bằng dấu ;",
            "number and day of each paper, such as 1123/SXD-QLKCHTGT ngày 12/5/2025, separated by ;",
        );
        Refused { allowed: expected, ..Refused::new("documents", paper, "", "") }
    };
    let number = number.trim_end_matches([',', ' ']).trim();
    if number.is_empty() {
        return Err(refuse());
    }
    let day = partial(day.trim()).ok_or_else(refuse)?;
    Ok(json!({"number": number, "date": day}))
}

/// A day, a month (5/2025) or a year.
fn partial(text: &str) -> Option<String> {
    let written = match text.split_once('/') {
        Some((month, year)) if year.len() == 4 && !year.contains('/') => format!("{year}-{month:0>2}"),
        Some(_) => date(text).ok()?,
        None => date(text).unwrap_or_else(|_| text.to_owned()),
    };
    PartialDate::parse(&written).ok().map(|_| written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_are_read_with_and_without_their_day() {
        assert_eq!(
            documents("1123/SXD-QLKCHTGT ngày 12/5/2025; 45/UBND-CNNXD, ngày 3/2024;\n7/GP").unwrap(),
            json!([
                {"number": "1123/SXD-QLKCHTGT", "date": "2025-05-12"},
                {"number": "45/UBND-CNNXD", "date": "2024-03"},
                {"number": "7/GP"}
            ])
        );
        assert_eq!(documents(r#"[{"number":"a; b"}]"#).unwrap(), json!([{"number": "a; b"}]));
        for text in ["12 ngày 31/2/2025", "12 ngày hôm qua", " ngày 1/1/2025", "[{"] {
            assert!(documents(text).is_err(), "{text}");
        }
    }
}
