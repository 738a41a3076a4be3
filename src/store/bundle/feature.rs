//! One line of a bundle: a GeoJSON feature, and the row it stands for.
//!
//! The mapping knows nothing of any kind: `geometry` and every property that is no row key are the body.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::model::{Id, Kind, Refused, Revision, RowKey, parse_date};
use crate::store::body::{self, Sources};
use crate::store::{Content, Row};

/// A key and its value, still text.
type Member<'a> = (Cow<'a, str>, &'a RawValue);

/// An object whose values are still text, in the order they stand.
struct Members<'a>(Vec<Member<'a>>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;
        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Members<'de>;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some((body::Key(key), value)) = map.next_entry::<body::Key<'de>, &'de RawValue>()? {
                    if members.iter().any(|(known, _)| *known == key) {
                        return Err(A::Error::custom(format_args!("{key} stands twice")));
                    }
                    members.push((key, value));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(MembersVisitor)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Feature<'a> {
    r#type: String,
    id: String,
    #[serde(borrow, default)]
    geometry: Option<&'a RawValue>,
    #[serde(borrow)]
    properties: Members<'a>,
}

#[derive(Default)]
struct RowKeys {
    part: Option<String>,
    valid_from: Option<String>,
    revision: Option<Revision>,
    state: Option<String>,
}

/// Reads a feature as a row of `kind`.
///
/// **Errors**: [`Refused`] with the first thing that is wrong.
pub fn row(kind: Kind, text: &str, newest: Revision, sources: &Sources) -> Result<Row, Refused> {
    let feature: Feature<'_> = serde_json::from_str(text).map_err(|error| {
        Refused::new("feature", text, &format!("một Feature ({error})"), &format!("a Feature ({error})"))
    })?;
    if feature.r#type != "Feature" {
        return Err(Refused::new("type", feature.r#type, "Feature", "Feature"));
    }
    let (keys, members) = split(feature.properties)?;
    let id = Id::new(&feature.id)?;
    let facet = Id::new(&required(keys.part, "part")?).map_err(|refused| refused.of_field("part"))?;
    let valid_from =
        parse_date(&required(keys.valid_from, "valid_from")?).map_err(|refused| refused.of_field("valid_from"))?;
    let revision = required(keys.revision, "revision")?;
    if !(1..=newest).contains(&revision) {
        let allowed = format!("1–{newest}");
        return Err(Refused::new("revision", revision, &allowed, &allowed));
    }
    let key = RowKey { kind, id, facet };
    body::check_key(&key)?;
    let geometry = feature.geometry.filter(|geometry| geometry.get() != "null");
    let content = content(&key, keys.state.as_deref(), geometry, &members, sources)?;
    Ok(Row { key, valid_from, revision, content })
}

fn content(
    key: &RowKey,
    state: Option<&str>,
    geometry: Option<&RawValue>,
    members: &[Member<'_>],
    sources: &Sources,
) -> Result<Content, Refused> {
    let empty = match state {
        None => {
            let body = body::decode(key.kind, key.facet.as_str(), &body_text(members, geometry), sources)?;
            return body::check_outline(&body).map(|()| Content::Body(body));
        }
        Some("ended") => Content::Ended,
        Some("retracted") => Content::Retracted,
        Some(other) => {
            return Err(Refused::new("state", other, "ended, retracted hoặc không có", "ended, retracted or absent"));
        }
    };
    let said = members.first().map(|(key, _)| key.as_ref()).or(geometry.map(|_| "geometry"));
    match said {
        None => Ok(empty),
        Some(field) => Err(Refused::new(field, field, "không có gì cùng với state", "nothing beside state")),
    }
}

/// Puts a body together again. `v` comes first, where the reader of bodies looks for it.
fn body_text(members: &[Member<'_>], geometry: Option<&RawValue>) -> String {
    let mut text = String::from("{");
    let (version, others): (Vec<_>, Vec<_>) = members.iter().partition(|(key, _)| key == "v");
    let geometry = geometry.map(|geometry| (Cow::Borrowed("geometry"), geometry));
    for (key, value) in version.into_iter().chain(others).chain(geometry.as_ref()) {
        if text.len() > 1 {
            text.push(',');
        }
        push_key(&mut text, key);
        text.push_str(value.get());
    }
    text.push('}');
    text
}

fn push_key(text: &mut String, key: &str) {
    // A text always has a JSON form.
    text.push_str(&serde_json::Value::from(key).to_string());
    text.push(':');
}

fn split(members: Members<'_>) -> Result<(RowKeys, Vec<Member<'_>>), Refused> {
    let mut keys = RowKeys::default();
    let mut rest = Vec::with_capacity(members.0.len());
    for (key, value) in members.0 {
        match &*key {
            "part" => keys.part = Some(text_of(&key, value)?),
            "valid_from" => keys.valid_from = Some(text_of(&key, value)?),
            "state" => keys.state = Some(text_of(&key, value)?),
            "revision" => {
                let refuse = |_| Refused::new("revision", value, "số nguyên từ 1", "a whole number from 1");
                keys.revision = Some(serde_json::from_str(value.get()).map_err(refuse)?);
            }
            "geometry" => {
                return Err(Refused::new(
                    "geometry",
                    value,
                    "hình ở cạnh properties",
                    "the geometry beside properties",
                ));
            }
            _ => rest.push((key, value)),
        }
    }
    Ok((keys, rest))
}

fn text_of(key: &str, value: &RawValue) -> Result<String, Refused> {
    serde_json::from_str(value.get()).map_err(|_| Refused::new(key, value, "một chuỗi", "a text"))
}

fn required<T>(value: Option<T>, field: &str) -> Result<T, Refused> {
    value.ok_or_else(|| Refused::new(field, "", "bắt buộc phải có", "a value; this field is required"))
}

/// Writes a row as a feature.
///
/// **Errors**: [`Refused`] for a body that cannot be written.
pub fn line(row: &Row) -> Result<String, Refused> {
    let body = match &row.content {
        Content::Body(body) => body::encode(body)?,
        Content::Ended => r#"{"state":"ended"}"#.to_owned(),
        Content::Retracted => r#"{"state":"retracted"}"#.to_owned(),
    };
    let Members(members) =
        serde_json::from_str(&body).map_err(|error| Refused::new("body", error, "đối tượng JSON", "a JSON object"))?;
    let geometry = members.iter().find(|(key, _)| key == "geometry").map_or("null", |(_, value)| value.get());
    // Ids and days have no character that JSON escapes.
    let mut line = format!(
        r#"{{"type":"Feature","id":"{}","geometry":{geometry},"properties":{{"part":"{}","valid_from":"{}","revision":{}"#,
        row.key.id, row.key.facet, row.valid_from, row.revision
    );
    for (key, value) in members.iter().filter(|(key, _)| key != "geometry") {
        line.push(',');
        push_key(&mut line, key);
        line.push_str(value.get());
    }
    line.push_str("}}");
    Ok(line)
}
