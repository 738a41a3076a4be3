//! Days, partly known days, and values that change from day to day.

use super::Refused;

/// A civil date. All dates are days in Việt Nam (UTC+7).
pub type Date = jiff::civil::Date;

/// Years outside this range are typing errors, not history or plans.
const SANE_YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;

/// Reads `YYYY-MM-DD`, strictly.
///
/// **Errors**: [`Refused`] (field `date`) for another format, a day that does not exist (2026-02-30) or a year outside 1900–2200.
pub fn parse_date(text: &str) -> Result<Date, Refused> {
    let refuse = || {
        Refused::new(
            "date",
            text,
            "ngày có thật, dạng NĂM-THÁNG-NGÀY, ví dụ 2026-06-30",
            "a day that exists, as YEAR-MONTH-DAY, for example 2026-06-30",
        )
    };
    let [year, month, day] = digit_groups::<3>(text, [4, 2, 2]).ok_or_else(refuse)?;
    let date = Date::new(year, month as i8, day as i8).map_err(|_| refuse())?;
    if SANE_YEARS.contains(&year) { Ok(date) } else { Err(refuse()) }
}

/// Splits `text` at hyphens into exactly `N` groups of digits of the given lengths.
fn digit_groups<const N: usize>(text: &str, lengths: [usize; N]) -> Option<[i16; N]> {
    let mut groups = [0_i16; N];
    let mut parts = text.split('-');
    for (group, length) in groups.iter_mut().zip(lengths) {
        let part = parts.next()?;
        if part.len() != length || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *group = part.parse().ok()?;
    }
    parts.next().is_none().then_some(groups)
}

/// A day known to the year, the month or the day. As a day it is the last one it can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    last_day: Date,
    /// 1 = year, 2 = month, 3 = day
    known_parts: u8,
}

impl PartialDate {
    /// Reads `2025`, `2025-11` or `2025-11-20`.
    ///
    /// **Errors**: [`Refused`] for anything else.
    pub fn parse(text: &str) -> Result<Self, Refused> {
        match text.len() {
            4 => parse_date(&format!("{text}-12-31")).map(|day| (day, 1)),
            7 => parse_date(&format!("{text}-01")).map(|day| (day.last_of_month(), 2)),
            _ => parse_date(text).map(|day| (day, 3)),
        }
        .map(|(last_day, known_parts)| PartialDate { last_day, known_parts })
        .map_err(|_| {
            Refused::new("date", text, "NĂM, NĂM-THÁNG hoặc NĂM-THÁNG-NGÀY", "YEAR, YEAR-MONTH or YEAR-MONTH-DAY")
        })
    }

    /// The last day it can mean: a month means its last day, a year the 31st of December.
    pub fn last_day(self) -> Date {
        self.last_day
    }

    /// The first day it can mean.
    pub fn first_day(self) -> Date {
        match self.known_parts {
            1 => self.last_day.first_of_year(),
            2 => self.last_day.first_of_month(),
            _ => self.last_day,
        }
    }
}

impl std::fmt::Display for PartialDate {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = (self.last_day.year(), self.last_day.month(), self.last_day.day());
        match self.known_parts {
            1 => write!(formatter, "{year:04}"),
            2 => write!(formatter, "{year:04}-{month:02}"),
            _ => write!(formatter, "{year:04}-{month:02}-{day:02}"),
        }
    }
}

/// A value that changes on known days: sorted by day, one entry a day, `None` from the day it ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline<T> {
    entries: Box<[(Date, Option<T>)]>,
}

impl<T> Default for Timeline<T> {
    fn default() -> Self {
        Timeline { entries: Box::default() }
    }
}

impl<T> Timeline<T> {
    /// Builds a timeline; where two entries share a day the later one in the list wins.
    pub fn new(mut entries: Vec<(Date, Option<T>)>) -> Self {
        entries.sort_by_key(|(day, _)| *day);
        let mut kept: Vec<(Date, Option<T>)> = Vec::with_capacity(entries.len());
        for entry in entries {
            match kept.last_mut() {
                Some(last) if last.0 == entry.0 => *last = entry,
                _ => kept.push(entry),
            }
        }
        Timeline { entries: kept.into() }
    }

    /// The value on a day: that of the greatest day not after it. `None` before the first entry and after an end.
    pub fn at(&self, day: Date) -> Option<&T> {
        self.entry_at(day).map(|(_, value)| value)
    }

    /// The value on a day, with the day since when it holds.
    pub fn entry_at(&self, day: Date) -> Option<(Date, &T)> {
        let after = self.entries.partition_point(|(from, _)| *from <= day);
        let (from, value) = self.entries.get(after.checked_sub(1)?)?;
        value.as_ref().map(|value| (*from, value))
    }

    /// Every entry, oldest first; `None` marks an end.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = (Date, Option<&T>)> {
        self.entries.iter().map(|(day, value)| (*day, value.as_ref()))
    }

    /// Whether nothing was ever recorded.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        parse_date(text).unwrap()
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused() {
        for text in
            ["2026-02-30", "2026-2-3", "20260203", "2026-06-30T00:00", "", "2026-06-31", "0001-01-01", "+026-01-01"]
        {
            assert!(parse_date(text).is_err(), "{text}");
        }
        assert!(parse_date("2024-02-29").is_ok());
    }

    #[test]
    fn a_month_means_its_last_day() {
        assert_eq!(PartialDate::parse("2024-02").unwrap().last_day(), day("2024-02-29"));
        assert_eq!(PartialDate::parse("2022").unwrap().last_day(), day("2022-12-31"));
        assert_eq!(PartialDate::parse("2024-02").unwrap().to_string(), "2024-02");
        assert!(PartialDate::parse("2024-13").is_err());
    }

    #[test]
    fn the_greatest_day_not_after_the_asked_one_wins() {
        let timeline = Timeline::new(vec![
            (day("2025-01-01"), Some("b")),
            (day("2020-01-01"), Some("a")),
            (day("2026-01-01"), None),
        ]);
        assert_eq!(timeline.at(day("2019-12-31")), None);
        assert_eq!(timeline.at(day("2024-12-31")), Some(&"a"));
        assert_eq!(timeline.entry_at(day("2025-01-01")), Some((day("2025-01-01"), &"b")));
        assert_eq!(timeline.at(day("2026-01-01")), None, "an end is an end");
    }
}
