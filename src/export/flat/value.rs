//! The written form of a body, laid flat: one value a column.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use serde_json::value::RawValue;

use super::keys::{Holds, Key};
use crate::export::Value;
use crate::model::{Refused, parse_date};

/// The keys of a body with the text of their values: lists and objects stand in a file as they stand in the bundle.
pub struct Written<'t>(BTreeMap<&'t str, &'t RawValue>);

impl<'t> Written<'t> {
    /// Reads the keys of a body's text.
    ///
    /// **Errors**: [`Refused`] (field `body`) for what is no body.
    pub fn read(text: &'t str) -> Result<Self, Refused> {
        let keys = serde_json::from_str(text);
        keys.map(Written).map_err(|error| Refused::new("body", error, "JSON đọc được", "readable JSON"))
    }

    fn get(&self, key: &str) -> Option<Json> {
        self.0.get(key).and_then(|raw| serde_json::from_str(raw.get()).ok())
    }

    /// The values of a key: two for a name, else one.
    pub fn values(&self, key: &Key) -> Vec<Value> {
        if key.holds == Holds::Json {
            return vec![self.0.get(key.key).map_or(Value::Nothing, |raw| Value::Text(raw.get().to_owned()))];
        }
        let json = self.get(key.key);
        let json = json.as_ref();
        match key.holds {
            Holds::Name => ["vi", "en"].map(|language| plain(json.and_then(|name| name.get(language)))).to_vec(),
            Holds::Texts => vec![json.map_or(Value::Nothing, texts)],
            Holds::Date => {
                let day = json.and_then(Json::as_str).and_then(|text| parse_date(text).ok());
                vec![day.map_or_else(|| plain(json), Value::Date)]
            }
            // Left out where it is the usual one; a person is told all the same.
            Holds::Text if key.key == "data_class" && json.is_none() => vec![Value::Text("fact".to_owned())],
            Holds::Text | Holds::Number | Holds::Bool | Holds::Json => vec![plain(json)],
        }
    }
}

fn plain(json: Option<&Json>) -> Value {
    match json {
        None | Some(Json::Null) => Value::Nothing,
        Some(Json::String(text)) => Value::Text(text.clone()),
        Some(Json::Number(number)) => number.as_f64().map_or(Value::Nothing, Value::Number),
        Some(Json::Bool(bool)) => Value::Bool(*bool),
        Some(other) => Value::Text(other.to_string()),
    }
}

/// A list of texts, joined where reading it apart again gives the same list.
fn texts(list: &Json) -> Value {
    let parts: Option<Vec<&str>> = list.as_array().map(|list| list.iter().filter_map(Json::as_str).collect());
    match parts {
        Some(parts) if parts.iter().all(|part| can_be_joined(part)) => Value::Text(parts.join("; ")),
        _ => Value::Text(list.to_string()),
    }
}

fn can_be_joined(text: &str) -> bool {
    !text.is_empty() && text.trim() == text && !text.contains([',', ';']) && !text.starts_with(['[', '{'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_list_is_joined_where_that_can_be_undone_and_json_where_not() {
        for (list, text) in [
            (json!(["a", "b c"]), "a; b c"),
            (json!(["a"]), "a"),
            (json!(["tờ 12, thửa 34"]), r#"["tờ 12, thửa 34"]"#),
            (json!(["a;b", "c"]), r#"["a;b","c"]"#),
            (json!([" a"]), r#"[" a"]"#),
            (json!([""]), r#"[""]"#),
            (json!(["[1]"]), r#"["[1]"]"#),
        ] {
            assert_eq!(texts(&list), Value::Text(text.to_owned()));
        }
    }
}
