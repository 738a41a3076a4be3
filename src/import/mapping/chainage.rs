//! Places along a road as offices write them (lý trình): Km62+350, 62+350, 62,350 under a heading in km, 62350 under one in metres.

use super::value::decimal;
use crate::model::{Refused, fold};

/// In what a column of plain numbers counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChainageUnit {
    /// Its heading says metres, or it is called as its key.
    Metres,
    /// Its heading says kilometres.
    Kilometres,
    /// Its heading does not say.
    Untold,
}

impl ChainageUnit {
    /// What a heading says: *Lý trình (m)*, *Km*, `chainage_m`.
    pub fn of_heading(field: &str) -> Self {
        let words = fold(field);
        match words.rsplit(' ').next() {
            Some("m") => ChainageUnit::Metres,
            Some("km") => ChainageUnit::Kilometres,
            _ => ChainageUnit::Untold,
        }
    }
}

/// Numbers below this that have decimals are kilometres, where nothing says what they are: no road of a province is so long.
const LONGEST_KM: f64 = 1000.0;

/// Metres from the start of the road, to a millimetre.
///
/// **Errors**: [`Refused`] with the ways of writing that are understood.
pub fn chainage(text: &str, unit: ChainageUnit) -> Result<f64, Refused> {
    let metres = read(text, unit).ok_or_else(|| {
        let (vi, en) =
            ("lý trình, ví dụ Km62+350, 62+350 hoặc 62350 (m)", "a chainage, such as Km62+350, 62+350 or 62350 (m)");
        Refused::new("chainage", text, vi, en)
    })?;
    Ok((metres * 1000.0).round() / 1000.0)
}

fn read(text: &str, unit: ChainageUnit) -> Option<f64> {
    let written: String = text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>().to_lowercase();
    let (has_km, rest) = match written.strip_prefix("km") {
        Some(rest) => (true, rest.trim_start_matches([':', '.'])),
        None => (false, written.as_str()),
    };
    if let Some((kilometres, metres)) = rest.split_once('+') {
        let metres = metres.strip_suffix('m').unwrap_or(metres);
        let (kilometres, metres) = (digits(kilometres, 4)?, below(decimal(metres).ok()?, 10_000.0)?);
        return Some(kilometres * 1000.0 + metres);
    }
    let number = |text: &str| decimal(text).ok().and_then(|number| below(number, 1e7));
    if let Some(kilometres) = rest.strip_suffix("km") {
        return number(kilometres).map(|kilometres| kilometres * 1000.0);
    }
    if let (false, Some(metres)) = (has_km, rest.strip_suffix('m')) {
        return number(metres);
    }
    let plain = number(rest)?;
    let is_km = match unit {
        _ if has_km => true,
        ChainageUnit::Kilometres => true,
        ChainageUnit::Metres => false,
        ChainageUnit::Untold => plain.fract() != 0.0 && plain < LONGEST_KM,
    };
    Some(if is_km { plain * 1000.0 } else { plain })
}

fn digits(text: &str, most: usize) -> Option<f64> {
    let is_whole = (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_whole { text.parse().ok() } else { None }
}

fn below(number: f64, limit: f64) -> Option<f64> {
    (0.0..limit).contains(&number).then_some(number)
}

/// Whether nothing says if a value counts kilometres or metres.
pub fn is_doubtful(text: &str, unit: ChainageUnit) -> bool {
    unit == ChainageUnit::Untold && decimal(text).is_ok_and(|number| number != 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ChainageUnit::{Kilometres, Metres, Untold};

    #[test]
    fn a_place_along_a_road_is_read_however_offices_write_it() {
        for (text, unit, metres) in [
            ("Km62+350", Untold, 62_350.0),
            ("KM 62 + 350", Metres, 62_350.0),
            ("62+350", Kilometres, 62_350.0),
            ("km62+350,5m", Untold, 62_350.5),
            ("Km.62+0", Untold, 62_000.0),
            ("Km62+1050", Untold, 63_050.0),
            ("Km62", Metres, 62_000.0),
            ("Km 62,35", Untold, 62_350.0),
            ("62,35 km", Untold, 62_350.0),
            ("350 m", Kilometres, 350.0),
            ("62.350", Untold, 62_350.0),
            ("62,35", Untold, 62_350.0),
            ("62,35", Kilometres, 62_350.0),
            ("62", Kilometres, 62_000.0),
            ("62350", Untold, 62_350.0),
            ("62350.5", Metres, 62_350.5),
            ("0", Untold, 0.0),
        ] {
            assert_eq!(chainage(text, unit).unwrap(), metres, "{text} {unit:?}");
        }
    }

    #[test]
    fn what_is_no_place_along_a_road_is_refused() {
        for text in [
            "", "Km", "+350", "Km62+", "62+350+1", "Km62-350", "-5", "km1e9", "62+35000", "99999+1", "ngã ba", "1e300",
            "NaN",
        ] {
            assert!(chainage(text, Untold).is_err(), "{text}");
        }
    }

    #[test]
    fn the_heading_tells_the_unit_and_without_one_a_plain_number_is_doubtful() {
        for (heading, unit) in [
            ("Lý trình (m)", Metres),
            ("chainage_m", Metres),
            ("section.start_chainage_m", Metres),
            ("Km", Kilometres),
            ("Lý trình (km)", Kilometres),
            ("Lý trình", Untold),
        ] {
            assert_eq!(ChainageUnit::of_heading(heading), unit, "{heading}");
        }
        assert!(is_doubtful("62.350", Untold) && is_doubtful("62350", Untold));
        assert!(!is_doubtful("Km62+350", Untold) && !is_doubtful("62.350", Kilometres) && !is_doubtful("0", Untold));
    }
}
