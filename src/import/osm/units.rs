//! Limits as mappers write them, in tonnes, metres and kilometres an hour: `3.5`, `3,5 t`, `3500 kg`, `4'6"`, `30 mph`.

/// Tonnes of a weight; a bare number is tonnes.
pub fn tonnes(text: &str) -> Option<f64> {
    let (number, unit) = split(text)?;
    let factor = match unit {
        "" | "t" | "tonne" | "tonnes" | "ton" | "tấn" | "tan" => 1.0,
        "kg" => 0.001,
        "st" => 0.907_184_74,
        "lt" => 1.016_046_908_8,
        "lb" | "lbs" => 0.000_453_592_37,
        "kn" => 1.0 / 9.806_65,
        _ => return None,
    };
    Some(rounded(number * factor))
}

/// Metres of a height; a bare number is metres.
pub fn metres(text: &str) -> Option<f64> {
    if let Some(feet) = feet(text) {
        return Some(rounded(feet));
    }
    let (number, unit) = split(text)?;
    let factor = match unit {
        "" | "m" => 1.0,
        "cm" => 0.01,
        "ft" | "feet" => 0.3048,
        _ => return None,
    };
    Some(rounded(number * factor))
}

/// Kilometres an hour of a speed; a bare number is kilometres an hour.
pub fn kilometres_an_hour(text: &str) -> Option<f64> {
    let (number, unit) = split(text)?;
    let factor = match unit {
        "" | "km/h" | "kmh" | "kph" => 1.0,
        "mph" => 1.609_344,
        "knots" => 1.852,
        _ => return None,
    };
    Some(rounded(number * factor))
}

/// Feet and inches, in metres: `13'6"`, `13'`.
fn feet(text: &str) -> Option<f64> {
    let (feet, rest) = text.trim().split_once('\'')?;
    let inches = rest.trim().trim_end_matches('"').trim_end_matches("''").trim();
    let inches = if inches.is_empty() { 0.0 } else { plain(inches)? };
    Some((plain(feet)? + inches / 12.0) * 0.3048)
}

/// A number and the unit after it.
fn split(text: &str) -> Option<(f64, &str)> {
    let text = text.trim();
    let end = text.find(|letter: char| !(letter.is_ascii_digit() || matches!(letter, '.' | ','))).unwrap_or(text.len());
    Some((plain(&text[..end])?, text[end..].trim()))
}

/// A number with a comma or a point before its decimals.
fn plain(text: &str) -> Option<f64> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    text.trim().replace(',', ".").parse().ok().filter(|_| is_number)
}

fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_read_in_whatever_unit_they_are_written() {
        for (text, expected) in [
            ("3.5", Some(3.5)),
            ("3,5 t", Some(3.5)),
            ("3500 kg", Some(3.5)),
            ("10 tấn", Some(10.0)),
            ("7.5st", Some(6.804)),
            ("38000 lbs", Some(17.237)),
            ("3.5 t; 10 t", None),
            ("vài tấn", None),
            ("", None),
            ("1.2.3", None),
            ("-5", None),
        ] {
            assert_eq!(tonnes(text), expected, "{text}");
        }
        for (text, expected) in [
            ("4.2", Some(4.2)),
            ("4,2 m", Some(4.2)),
            ("420 cm", Some(4.2)),
            ("13'6\"", Some(4.115)),
            ("4'6\"", Some(1.372)),
            ("14'", Some(4.267)),
            ("14 ft", Some(4.267)),
            ("'6\"", None),
            ("cao", None),
        ] {
            assert_eq!(metres(text), expected, "{text}");
        }
        for (text, expected) in
            [("50", Some(50.0)), ("50 km/h", Some(50.0)), ("30 mph", Some(48.28)), ("VN:urban", None), ("50;60", None)]
        {
            assert_eq!(kilometres_an_hour(text), expected, "{text}");
        }
    }
}
