//! Weak entity tags: an answer is the same while record, revision, day, program, language and audience are the same.

use axum::http::HeaderMap;
use axum::http::header::IF_NONE_MATCH;

use super::language::Language;
use crate::index::View;
use crate::model::Audience;

/// Changes with every change of the program, so that no browser keeps an older program's answer.
pub const BUILD: &str = env!("KCN_ATLAS_BUILD");

/// The tag of every answer to a view, in a language and for an audience.
pub fn of_view(view: &View, language: Language, audience: Audience) -> String {
    let (revision, as_of, today) = (view.snapshot.revision(), view.as_of, view.today);
    // Digits alone: a time may hold characters that no tag may.
    let edition: String = view.snapshot.description().edition.chars().filter(char::is_ascii_digit).collect();
    let office = if audience == Audience::Office { "-office" } else { "" };
    format!("W/\"{revision}.{edition}-{as_of}-{today}-{BUILD}-{}{office}\"", language.code())
}

/// Whether the caller already holds an answer with this tag (RFC 9110, 13.1.2: weak comparison).
pub fn is_held(headers: &HeaderMap, tag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let tag = opaque(tag);
    headers
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|text| text.split(','))
        .any(|held| held.trim() == "*" || opaque(held) == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_found_in_a_list_weak_or_strong() {
        let held = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(IF_NONE_MATCH, value.parse().unwrap());
            is_held(&headers, "W/\"1-x\"")
        };
        assert!(held("W/\"1-x\"") && held("\"1-x\"") && held("\"0\", W/\"1-x\"") && held("*"));
        assert!(!held("W/\"2-x\"") && !held("1-x"));
    }
}
