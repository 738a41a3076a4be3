//! From serde's words to ours: a body that does not read is refused naming the field, the value and what is allowed.
//!
//! serde carries errors as text. A refusal of the model travels through it packed between control characters,
//! which JSON cannot hold unescaped, and is unpacked on the other side with the path serde was on.

use serde::de::{DeserializeSeed, Error};

use super::field::{Field, Read};
use super::sources::Sources;
use crate::model::Refused;

/// Whether a refusal speaks of the value serde is on, or of a field of the object it is on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Of the value itself: the path is the field.
    Value,
    /// Of the object: the field is one of its keys.
    Object,
}

const START: char = '\u{1}';
const BETWEEN: char = '\u{1f}';

/// Packs a refusal into an error of serde.
pub fn to_serde<E: Error>(refused: &Refused, level: Level) -> E {
    let level = if level == Level::Value { 'v' } else { 'o' };
    let Refused { field, value, allowed } = refused;
    E::custom(format_args!(
        "{START}{level}{BETWEEN}{field}{BETWEEN}{value}{BETWEEN}{}{BETWEEN}{}{BETWEEN}",
        allowed.vi, allowed.en
    ))
}

/// Reads a whole text as one value.
pub fn read_whole<T: Field>(text: &str, sources: &Sources) -> Result<T, Refused> {
    let mut json = serde_json::Deserializer::from_str(text);
    let read = Read::<T>::new(sources).deserialize(&mut json).and_then(|value| json.end().map(|()| value));
    // The path costs time to track, so it is tracked only once something is known to be wrong.
    read.map_err(|_| why_refused::<T>(text, sources))
}

fn why_refused<T: Field>(text: &str, sources: &Sources) -> Refused {
    let mut json = serde_json::Deserializer::from_str(text);
    let mut track = serde_path_to_error::Track::new();
    let tracked = serde_path_to_error::Deserializer::new(&mut json, &mut track);
    let error = match Read::<T>::new(sources).deserialize(tracked) {
        Err(error) => error,
        Ok(_) => match json.end() {
            Err(error) => error,
            Ok(()) => return not_json(text, "text changed while it was read"),
        },
    };
    let path = track.path().to_string();
    let path = match path.as_str() {
        "." => "",
        // Nobody edits a single coordinate; the shape is what is wrong.
        path if path.starts_with("geometry.") => "geometry",
        path => path,
    };
    translate(path, &error.to_string()).unwrap_or_else(|| {
        let refused = not_json(text, &error.to_string());
        if path.is_empty() { refused } else { refused.of_field(path) }
    })
}

fn not_json(text: &str, error: &str) -> Refused {
    Refused::new("body", text, &format!("JSON đọc được ({error})"), &format!("readable JSON ({error})"))
}

/// Makes a refusal of the path and serde's message; `None` when the text is not JSON at all.
fn translate(path: &str, message: &str) -> Option<Refused> {
    if let Some(packed) = message.strip_prefix(START) {
        return unpack(path, packed);
    }
    if let Some(rest) = message.strip_prefix("unknown field `") {
        let (key, rest) = rest.split_once('`')?;
        let known = rest.split('`').skip(1).step_by(2).collect::<Vec<_>>().join(", ");
        return Some(Refused::new(join(path, key), key, &known, &known));
    }
    if let Some(rest) = message.strip_prefix("missing field `") {
        let key = rest.split('`').next()?;
        return Some(Refused::new(join(path, key), "", "bắt buộc phải có", "a value; this field is required"));
    }
    if let Some(rest) = message.strip_prefix("duplicate field `") {
        let key = rest.split('`').next()?;
        return Some(Refused::new(join(path, key), key, "mỗi trường một lần", "each field once"));
    }
    let rest = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "))?;
    let (value, expected) = rest.rsplit_once(", expected ")?;
    let expected = expected.rsplit_once(" at line ").map_or(expected, |(expected, _)| expected);
    let (vi, en) = expected_words(expected);
    Some(Refused::new(if path.is_empty() { "body" } else { path }, value, vi, en))
}

fn unpack(path: &str, packed: &str) -> Option<Refused> {
    let mut parts = packed.split(BETWEEN);
    let (level, field, value, vi, en) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let field = match level {
        "v" if path.is_empty() => field.to_owned(),
        "v" => path.to_owned(),
        _ => join(path, field),
    };
    Some(Refused::new(field, value, vi, en))
}

fn join(path: &str, key: &str) -> String {
    let ends_with_key = path == key || path.strip_suffix(key).is_some_and(|rest| rest.ends_with('.'));
    match (path.is_empty(), ends_with_key) {
        (true, _) => key.to_owned(),
        (_, true) => path.to_owned(),
        _ => format!("{path}.{key}"),
    }
}

/// serde's word for a type, in both languages.
fn expected_words(expected: &str) -> (&'static str, &'static str) {
    match expected {
        "f64" => ("một số", "a number"),
        "u8" => ("số nguyên 0–255", "a whole number, 0–255"),
        "u32" => ("số nguyên không âm", "a whole number, not negative"),
        "a string" | "string" => ("một chuỗi", "a text"),
        "a boolean" => ("true hoặc false", "true or false"),
        "a sequence" => ("một danh sách", "a list"),
        "a map" => ("một đối tượng", "an object"),
        _ => ("giá trị đúng kiểu", "a value of the right type"),
    }
}
