//! GeoJSON is JSON whose coordinates are numbers. The driver takes `NaN`, numbers that are infinite, and texts, and makes shapes of some of them.

use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader};

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};

use super::said;
use crate::wire::Flaw;

pub fn look(file: &str, flaws: &mut Vec<Flaw>) -> Result<(), String> {
    let mut content = BufReader::new(File::open(format!("./{file}")).map_err(said)?);
    // A mark of byte order is no JSON, and harmless.
    if content.fill_buf().map_err(said)?.starts_with(b"\xef\xbb\xbf") {
        content.consume(3);
    }
    let mut reader = serde_json::Deserializer::from_reader(content);
    let Err(error) = Document::deserialize(&mut reader).and_then(|_| reader.end()) else { return Ok(()) };
    let text = error.to_string();
    let found = text.split(" at line ").next().unwrap_or(&text).to_owned();
    let (line, column) = (error.line() as u64, error.column() as u64);
    flaws.push(Flaw::Malformed { file: file.to_owned(), line, column, found });
    Ok(())
}

/// Whatever of GeoJSON stands at the top. Nothing is kept: reading it is the test.
#[derive(Deserialize)]
#[expect(dead_code, reason = "reading it is the test")]
struct Document {
    features: Option<Vec<Feature>>,
    geometry: Option<Shape>,
    coordinates: Option<Numbers>,
    geometries: Option<Vec<Shape>>,
    properties: Option<Anything>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "reading it is the test")]
struct Feature {
    geometry: Option<Shape>,
    properties: Option<Anything>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "reading it is the test")]
struct Shape {
    coordinates: Option<Numbers>,
    geometries: Option<Vec<Shape>>,
}

/// Numbers in lists in lists; `serde_json` bounds how deep.
struct Numbers;

impl<'de> Deserialize<'de> for Numbers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumbersVisitor)
    }
}

struct NumbersVisitor;

impl<'de> Visitor<'de> for NumbersVisitor {
    type Value = Numbers;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("coordinates as numbers")
    }

    fn visit_i64<E>(self, _: i64) -> Result<Numbers, E> {
        Ok(Numbers)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Numbers, E> {
        Ok(Numbers)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Numbers, E> {
        Ok(Numbers)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Numbers, A::Error> {
        while list.next_element::<Numbers>()?.is_some() {}
        Ok(Numbers)
    }
}

/// Any value that is no deeper than `serde_json` goes: the driver would follow it down until its stack ends.
struct Anything;

impl<'de> Deserialize<'de> for Anything {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnythingVisitor)
    }
}

struct AnythingVisitor;

impl<'de> Visitor<'de> for AnythingVisitor {
    type Value = Anything;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Anything, E> {
        Ok(Anything)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Anything, E> {
        Ok(Anything)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Anything, E> {
        Ok(Anything)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Anything, E> {
        Ok(Anything)
    }

    fn visit_str<E>(self, _: &str) -> Result<Anything, E> {
        Ok(Anything)
    }

    fn visit_unit<E>(self) -> Result<Anything, E> {
        Ok(Anything)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Anything, A::Error> {
        while list.next_element::<Anything>()?.is_some() {}
        Ok(Anything)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Anything, A::Error> {
        while map.next_entry::<Anything, Anything>()?.is_some() {}
        Ok(Anything)
    }
}
