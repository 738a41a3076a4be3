//! Which of the two languages a caller reads: Vietnamese unless `Accept-Language` prefers English.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;

use crate::model::{Label, Name};

/// A language the service speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Vietnamese, the default.
    #[default]
    Vi,
    /// English.
    En,
}

impl Language {
    /// The language a caller prefers; of equals, the one named first.
    pub fn of(headers: &HeaderMap) -> Self {
        let mut best = (Language::Vi, 0.0);
        for range in headers
            .get_all(ACCEPT_LANGUAGE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|text| text.split(','))
        {
            let (tag, quality) = weighed(range);
            if let Some(language) = Language::of_tag(tag)
                && quality > best.1
            {
                best = (language, quality);
            }
        }
        best.0
    }

    /// The language of a tag such as `en-GB`.
    fn of_tag(tag: &str) -> Option<Self> {
        match tag.split('-').next().unwrap_or(tag).to_ascii_lowercase().as_str() {
            "vi" => Some(Language::Vi),
            "en" => Some(Language::En),
            _ => None,
        }
    }

    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Language::Vi => "vi",
            Language::En => "en",
        }
    }

    /// The text in this language.
    pub fn of_name(self, name: &Name) -> &str {
        match self {
            Language::Vi => &name.vi,
            Language::En => &name.en,
        }
    }

    /// The label in this language.
    pub fn of_label(self, label: Label) -> &'static str {
        match self {
            Language::Vi => label.vi,
            Language::En => label.en,
        }
    }
}

/// Splits `en;q=0.8` into tag and weight; an unreadable weight counts as none.
fn weighed(range: &str) -> (&str, f32) {
    let mut pieces = range.split(';').map(str::trim);
    let tag = pieces.next().unwrap_or_default();
    let quality = pieces.find_map(|piece| piece.strip_prefix("q=")).map_or(1.0, |text| text.parse().unwrap_or(0.0));
    (tag, quality)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoken(accept: &str) -> Language {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, accept.parse().unwrap());
        Language::of(&headers)
    }

    #[test]
    fn the_preferred_of_the_two_languages_is_spoken() {
        assert_eq!(spoken("en"), Language::En);
        assert_eq!(spoken("en-GB,en;q=0.9"), Language::En);
        assert_eq!(spoken("fr, vi;q=0.9, en;q=0.8"), Language::Vi);
        assert_eq!(spoken("vi;q=0.2, en-US;q=0.7"), Language::En);
        assert_eq!(spoken("fr"), Language::Vi, "neither: the default");
        assert_eq!(spoken("en;q=x, *"), Language::Vi, "nonsense is no preference");
    }
}
