//! How a cell is read: numbers and days as they are written in Việt Nam and in programs, lists, yes and no, JSON.

use serde_json::{Value, json};

use super::chainage::{ChainageUnit, chainage};
use super::codes::Codes;
use super::documents::documents;
use crate::import::table::Cell;
use crate::model::{Name, Refused, fold, parse_date};

/// How the values of a column are read.
#[derive(Clone, Debug)]
pub enum Reads {
    /// As they stand.
    Text,
    /// A number.
    Number,
    /// A number without decimals.
    Whole,
    /// A number times what makes hectares of it.
    Hectares(f64),
    /// A place along a road, as metres from its start.
    Chainage(ChainageUnit),
    /// One code of a list.
    Code(Codes),
    /// Texts, or codes of a list.
    List(Option<Codes>),
    /// A value of parts.
    Json,
    /// A day.
    Date,
    /// Yes or no.
    Flag,
    /// Papers with their days.
    Documents,
}

impl Reads {
    /// Reads a cell; `None` = it says nothing.
    ///
    /// **Errors**: [`Refused`] with the value and what is allowed.
    pub fn read(&self, cell: &Cell) -> Result<Option<Value>, Refused> {
        match cell {
            Cell::Nothing => Ok(None),
            Cell::Number(number) => self.number(*number).map(Some),
            Cell::Text(text) => self.text(plain(text)).map(Some),
        }
    }

    /// Whether numbers are read.
    pub fn is_number(&self) -> bool {
        matches!(self, Reads::Number | Reads::Whole | Reads::Hectares(_))
    }

    fn text(&self, text: &str) -> Result<Value, Refused> {
        Ok(match self {
            Reads::Text => json!(text),
            Reads::Code(codes) => json!(codes.read(text)?),
            Reads::List(codes) => list(text, codes.as_ref())?,
            Reads::Json => parsed(text)?,
            Reads::Date => json!(date(text)?),
            Reads::Flag => json!(flag(text)?),
            Reads::Chainage(unit) => json!(chainage(text, *unit)?),
            Reads::Documents => documents(text)?,
            Reads::Number | Reads::Whole | Reads::Hectares(_) => return self.number(decimal(text)?),
        })
    }

    fn number(&self, number: f64) -> Result<Value, Refused> {
        match self {
            Reads::Hectares(to_hectares) => Ok(json!((number * to_hectares * 1e6).round() / 1e6)),
            Reads::Number => Ok(json!(number)),
            Reads::Whole if number.fract() == 0.0 && number.abs() < 1e15 => Ok(json!(number as i64)),
            Reads::Whole => Err(Refused::new("number", number, "số nguyên", "a whole number")),
            Reads::Flag if number == 0.0 || number == 1.0 => Ok(json!(number == 1.0)),
            // Codes and signs that look like numbers keep no decimals.
            _ => self.text(&number.to_string()),
        }
    }
}

/// Text that begins like a formula travels behind an apostrophe, which is no part of it.
fn plain(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        _ => text,
    }
}

fn list(text: &str, codes: Option<&Codes>) -> Result<Value, Refused> {
    let members = if text.starts_with('[') {
        match parsed(text)? {
            Value::Array(members) => members,
            other => return Err(Refused::new("list", other, "danh sách", "a list")),
        }
    } else {
        text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).map(|part| json!(part)).collect()
    };
    let Some(codes) = codes else { return Ok(Value::Array(members)) };
    let code = |member: Value| match member {
        Value::String(word) => Ok(json!(codes.read(&word)?)),
        other => Ok(other),
    };
    Ok(Value::Array(members.into_iter().map(code).collect::<Result<_, Refused>>()?))
}

pub(super) fn parsed(text: &str) -> Result<Value, Refused> {
    // serde_json gives up at 128 levels: no text can exhaust the stack.
    serde_json::from_str(text).map_err(|error| {
        let (vi, en) = (format!("JSON như trong bundle.md ({error})"), format!("JSON as in bundle.md ({error})"));
        Refused::new("json", text, &vi, &en)
    })
}

fn flag(text: &str) -> Result<bool, Refused> {
    match fold(text).as_str() {
        "true" | "1" | "co" | "x" | "yes" | "y" | "dung" => Ok(true),
        "false" | "0" | "khong" | "no" | "n" | "sai" => Ok(false),
        _ => Err(Refused::new("flag", text, "có hoặc không", "yes or no")),
    }
}

/// A number as it is written in Việt Nam (1.234,5) or in programs (1234.5). A single sign, comma or dot, starts the
/// decimals (1,234 and 1.234 are a little over one); of two different signs the last does, and a sign that comes again
/// groups thousands.
///
/// **Errors**: [`Refused`] for anything else.
pub fn decimal(text: &str) -> Result<f64, Refused> {
    let refuse =
        || Refused::new("number", text, "một số, ví dụ 1.234,5 hoặc 1234.5", "a number, such as 1.234,5 or 1234.5");
    let text = text.trim().replace([' ', '\u{a0}'], "");
    let (dots, commas) = (text.matches('.').count(), text.matches(',').count());
    let plain = match (dots, commas) {
        (_, 1) if dots == 0 || text.rfind('.') < text.rfind(',') => text.replace('.', "").replace(',', "."),
        (1, _) if commas > 0 => text.replace(',', ""),
        (0 | 1, 0) => text.clone(),
        (_, 0) => text.replace('.', ""),
        _ => return Err(refuse()),
    };
    let is_number = plain.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    plain.parse::<f64>().ok().filter(|number| is_number && number.is_finite()).ok_or_else(refuse)
}

/// How a number's only sign stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// It has none, or several.
    Clear,
    /// It has one, and it can only start decimals.
    Decimal,
    /// It has one with three digits after it, which may be thousands: 1,234.
    Doubtful,
}

/// Whether a number can be read in two ways.
pub fn sign_of(text: &str) -> Sign {
    let mut parts = text.trim().trim_start_matches('-').split([',', '.']);
    let (Some(before), Some(after), None) = (parts.next(), parts.next(), parts.next()) else { return Sign::Clear };
    let is_group = after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0');
    if is_group { Sign::Doubtful } else { Sign::Decimal }
}

/// A day as it is written in Việt Nam (31/12/2025) or in programs, with or without an hour.
pub fn date(text: &str) -> Result<String, Refused> {
    let day = text.split([' ', 'T']).next().unwrap_or(text);
    let turned = day.split(['/', '-', '.']).collect::<Vec<_>>();
    let iso = match turned.as_slice() {
        [day, month, year] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => day.replace('/', "-"),
    };
    parse_date(&iso).map(|day| day.to_string()).map_err(|refused| Refused {
        value: text.to_owned(),
        allowed: Name::new("ngày, ví dụ 31/12/2025", "a day, such as 31/12/2025"),
        ..refused
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written_here_and_in_programs() {
        for (text, number) in [
            ("1.234,5", 1234.5),
            ("1234.5", 1234.5),
            ("1,234.5", 1234.5),
            ("12,5", 12.5),
            ("2.345.678", 2345678.0),
            ("24,43", 24.43),
            ("-3", -3.0),
            ("1 234,5", 1234.5),
        ] {
            assert_eq!(decimal(text).unwrap(), number, "{text}");
        }
        for text in ["", "abc", "1.2,3.4", "1e400", "nan", "=SUM(A1)", "1,2,3"] {
            assert!(decimal(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_number_that_may_be_thousands_is_told_from_one_that_cannot() {
        for (text, sign) in [
            ("1,234", Sign::Doubtful),
            ("12.345", Sign::Doubtful),
            ("0,123", Sign::Decimal),
            ("2,35", Sign::Decimal),
            ("1234.567", Sign::Decimal),
            ("1.234,5", Sign::Clear),
            ("950", Sign::Clear),
        ] {
            assert_eq!(sign_of(text), sign, "{text}");
        }
    }

    #[test]
    fn cells_are_read_by_the_kind_of_their_column() {
        let read = |reads: &Reads, text: &str| reads.read(&Cell::Text(text.to_owned())).map(|value| value.unwrap());
        assert_eq!(read(&Reads::Text, "'=A1").unwrap(), "=A1");
        assert_eq!(read(&Reads::Text, "'Ô 1'").unwrap(), "'Ô 1'", "an apostrophe before a word is part of it");
        assert_eq!(read(&Reads::List(None), "a; b,c").unwrap(), json!(["a", "b", "c"]));
        assert_eq!(read(&Reads::List(None), r#"["a, b"]"#).unwrap(), json!(["a, b"]));
        assert_eq!(read(&Reads::Json, r#"{"a":1}"#).unwrap(), json!({"a": 1}));
        assert!(read(&Reads::Json, "QĐ 225").is_err());
        assert_eq!(read(&Reads::Flag, "Có").unwrap(), true);
        assert!(read(&Reads::Flag, "có lẽ").is_err());
        assert_eq!(read(&Reads::Date, "2025/12/31 00:00:00").unwrap(), "2025-12-31");
        assert_eq!(Reads::Text.read(&Cell::Number(5.0)).unwrap().unwrap(), "5");
        assert_eq!(Reads::Whole.read(&Cell::Number(5.0)).unwrap().unwrap(), 5);
        assert!(Reads::Whole.read(&Cell::Number(5.5)).is_err());
        assert_eq!(Reads::Flag.read(&Cell::Number(1.0)).unwrap().unwrap(), true);
    }
}
