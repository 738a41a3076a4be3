//! Typed reading of parameters: a bad value is refused with the parameter, the value and what is allowed.

use std::ops::RangeInclusive;

use geo::Coord;

use super::params::{ParamError, Params};
use crate::model::{Bbox, Coded, Date, Id, LonLat, Metres, Refused, parse_code, parse_date};
use crate::query::near::Near;

/// The largest radius that may be asked, in metres: it spans a province.
const LARGEST_RADIUS_M: f64 = 200_000.0;

/// The most values one list may hold.
const LONGEST_LIST: usize = 200;

/// What a reader gives: nothing when the parameter is absent.
type Read<T> = Result<Option<T>, ParamError>;

impl Params {
    /// Reads a parameter with a reader that knows nothing of its name.
    pub fn read<T>(&self, name: &str, reader: impl FnOnce(&str) -> Result<T, Refused>) -> Read<T> {
        self.text(name).map(reader).transpose().map_err(|refused| refused.of_field(name).into())
    }

    /// `true` or `false`.
    pub fn flag(&self, name: &str) -> Read<bool> {
        self.choice(name, &[("true", true), ("false", false)])
    }

    /// One word of a list.
    pub fn choice<T: Copy>(&self, name: &str, choices: &[(&str, T)]) -> Read<T> {
        self.read(name, |text| {
            choices.iter().find(|(word, _)| *word == text).map(|(_, value)| *value).ok_or_else(|| {
                let words = choices.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
                Refused::new(name, text, &words, &words)
            })
        })
    }

    /// A finite number within a range.
    pub fn number(&self, name: &str, range: RangeInclusive<f64>) -> Read<f64> {
        self.read(name, |text| {
            finite(text).filter(|number| range.contains(number)).ok_or_else(|| {
                let allowed = format!("{}–{}", range.start(), range.end());
                Refused::new(name, text, &allowed, &allowed)
            })
        })
    }

    /// A whole number within a range.
    pub fn count(&self, name: &str, range: RangeInclusive<usize>) -> Read<usize> {
        self.read(name, |text| {
            let digits = text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse().ok().filter(|number| digits && range.contains(number)).ok_or_else(|| {
                let allowed = format!("{}–{}", range.start(), range.end());
                Refused::new(name, text, &allowed, &allowed)
            })
        })
    }

    /// A text of 1 to `most` characters, without control characters.
    pub fn phrase(&self, name: &str, most: usize) -> Read<String> {
        self.read(name, |text| {
            let length = text.chars().count();
            if (1..=most).contains(&length) && !text.chars().any(char::is_control) && !text.trim().is_empty() {
                return Ok(text.to_owned());
            }
            Err(Refused::new(name, text, &format!("1–{most} ký tự"), &format!("1–{most} characters")))
        })
    }

    /// A day.
    pub fn date(&self, name: &str) -> Read<Date> {
        self.read(name, parse_date)
    }

    /// Ids, separated by commas.
    pub fn ids(&self, name: &str) -> Read<Vec<Id>> {
        self.list(name, Id::new)
    }

    /// Codes, separated by commas.
    pub fn codes<T: Coded>(&self, name: &str) -> Read<Vec<T>> {
        self.list(name, parse_code)
    }

    /// Codes, separated by commas, where `unknown` (read as `None`) asks for records of which it is not known.
    pub fn codes_or_unknown<T: Coded>(&self, name: &str) -> Read<Vec<Option<T>>> {
        self.list(name, |word| match word {
            "unknown" => Ok(None),
            word => parse_code(word).map(Some).map_err(|mut refused| {
                refused.allowed.vi.push_str(", unknown");
                refused.allowed.en.push_str(", unknown");
                refused
            }),
        })
    }

    fn list<T>(&self, name: &str, reader: impl Fn(&str) -> Result<T, Refused>) -> Read<Vec<T>> {
        self.read(name, |text| {
            if text.split(',').count() > LONGEST_LIST {
                let (vi, en) = (format!("tối đa {LONGEST_LIST} giá trị"), format!("at most {LONGEST_LIST} values"));
                return Err(Refused::new(name, text, &vi, &en));
            }
            text.split(',').map(&reader).collect()
        })
    }

    /// A box, `min_lon,min_lat,max_lon,max_lat`.
    pub fn bbox(&self, name: &str) -> Read<Bbox> {
        self.read(name, |text| {
            let refuse = || {
                let vi = "kinh_độ_nhỏ,vĩ_độ_nhỏ,kinh_độ_lớn,vĩ_độ_lớn trong −180…180, −90…90";
                Refused::new(name, text, vi, "min_lon,min_lat,max_lon,max_lat within −180…180, −90…90")
            };
            let [min_lon, min_lat, max_lon, max_lat] = numbers(text).ok_or_else(refuse)?;
            Bbox::new(min_lon, min_lat, max_lon, max_lat).map_err(|_| refuse())
        })
    }

    /// A position, `lon,lat`.
    pub fn position(&self, name: &str) -> Read<Coord<f64>> {
        self.read(name, |text| {
            let refuse = || {
                let vi = "kinh_độ,vĩ_độ trong −180…180, −90…90 (WGS 84, kinh độ trước)";
                Refused::new(name, text, vi, "lon,lat within −180…180, −90…90 (WGS 84, longitude first)")
            };
            parse_position(text).ok_or_else(refuse)
        })
    }

    /// The circle of `near` and `within_m`, which go together.
    pub fn near(&self) -> Read<Near> {
        match (self.position("near")?, self.number("within_m", 1.0..=LARGEST_RADIUS_M)?) {
            (Some(position), Some(metres)) => Ok(Some(Near { position, within: Metres::new(metres)? })),
            (None, None) => Ok(None),
            (Some(_), None) => {
                Err(Self::missing("within_m", "1–200000, cùng với near", "1–200000, together with near"))
            }
            (None, Some(_)) => {
                Err(Self::missing("near", "kinh_độ,vĩ_độ, cùng với within_m", "lon,lat, together with within_m"))
            }
        }
    }

    /// The refusal of a parameter that should have been given.
    pub fn missing(name: &str, vi: &str, en: &str) -> ParamError {
        Refused::new(name, "", vi, en).into()
    }
}

/// A position on the globe, `lon,lat`.
pub fn parse_position(text: &str) -> Option<Coord<f64>> {
    let [lon, lat] = numbers(text)?;
    LonLat::position(lon, lat).map(|position| *position.get()).ok()
}

/// A finite number in decimal notation; the words `inf` and `nan` are no numbers here.
fn finite(text: &str) -> Option<f64> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'e' | b'E'));
    text.parse::<f64>().ok().filter(|number| is_plain && number.is_finite())
}

/// Exactly `N` finite numbers, separated by commas.
fn numbers<const N: usize>(text: &str) -> Option<[f64; N]> {
    let numbers = text.split(',').map(finite).collect::<Option<Vec<_>>>()?;
    numbers.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ClearanceState, ZoneKind};

    fn given(value: &str) -> Params {
        Params::parse(&format!("x={value}"), &["x".to_owned()]).unwrap()
    }

    fn refused<T: std::fmt::Debug>(read: Read<T>) -> Refused {
        match read {
            Err(ParamError::Refused(refused)) => refused,
            other => panic!("not refused: {other:?}"),
        }
    }

    #[test]
    fn a_number_is_finite_plain_and_within_its_range() {
        assert_eq!(given("2.5").number("x", 0.0..=10.0), Ok(Some(2.5)));
        for text in ["", "nan", "inf", "-inf", "infinity", "1e999", "+1", "0x1", "1,5", " 1", "10.1", "-0.1"] {
            let refused = refused(given(text).number("x", 0.0..=10.0));
            assert_eq!((refused.field.as_str(), refused.allowed.en.as_str()), ("x", "0–10"), "{text}");
        }
        for text in ["0", "1001", "-1", "1.0", "99999999999999999999999"] {
            assert_eq!(refused(given(text).count("x", 1..=1000)).allowed.vi, "1–1000", "{text}");
        }
    }

    #[test]
    fn codes_are_read_as_a_list_and_unknown_is_one_of_them_where_it_makes_sense() {
        assert_eq!(given("park,cluster").codes("x"), Ok(Some(vec![ZoneKind::Park, ZoneKind::Cluster])));
        let read = given("unknown,none").codes_or_unknown("x");
        assert_eq!(read, Ok(Some(vec![None, Some(ClearanceState::None)])));
        assert_eq!(refused(given("park,").codes::<ZoneKind>("x")).value, "");
        assert_eq!(
            refused(given("unknown").codes::<ZoneKind>("x")).allowed.en,
            "park, cluster, it_park, craft_cluster"
        );
        let refused = refused(given("done").codes_or_unknown::<ClearanceState>("x"));
        assert_eq!((refused.field.as_str(), refused.allowed.vi.as_str()), ("x", "none, in_progress, cleared, unknown"));
    }

    #[test]
    fn a_box_has_four_finite_numbers_in_order_on_the_globe() {
        assert!(given("105.4,21.3,106.3,22.1").bbox("x").unwrap().is_some());
        for text in
            ["1,2,3", "1,2,3,4,5", "nan,1,2,3", "106,21,105,22", "105,22,106,21", "105,21,181,22", "1;2;3;4", ""]
        {
            let refused = refused(given(text).bbox("x"));
            assert_eq!((refused.field.as_str(), refused.value.as_str()), ("x", text));
        }
    }

    #[test]
    fn a_position_is_longitude_first() {
        assert_eq!(given("105.85,21.5").position("x"), Ok(Some(Coord { x: 105.85, y: 21.5 })));
        for text in ["21.5,105.85", "105.85", "105.85,nan", "105.85,21.5,3"] {
            assert_eq!(refused(given(text).position("x")).value, text);
        }
    }
}
