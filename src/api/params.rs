//! The query string, read strictly: a parameter is known and stands once (a few may be repeated), or the request is refused.
//!
//! What a question may be asked is declared once, by the structs that describe it in OpenAPI ([`Asked`]); the strict
//! reader takes its list of names from there. Typed reading is in [`super::values`].

use std::sync::OnceLock;

use utoipa::IntoParams;

use crate::model::Refused;

/// The longest query string that is read, in bytes.
pub const LONGEST_QUERY: usize = 8 * 1024;

/// Parameters that may stand more than once: each time another condition.
const REPEATABLE: [&str; 1] = ["max_access_km"];

/// What can be wrong with a query string.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParamError {
    /// A value that is not accepted.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// A parameter this address does not know.
    #[error("there is no parameter {name}; allowed: {allowed}")]
    Unknown {
        /// What it is called.
        name: String,
        /// What was given.
        value: String,
        /// Every known parameter.
        allowed: String,
    },
    /// A query string longer than is read.
    #[error("the query string has {length} bytes; at most {most} are read")]
    TooLong {
        /// Its length.
        length: usize,
        /// The longest that is read.
        most: usize,
    },
}

/// The parameters a question takes: a type that stands for one or more documented groups of them.
pub trait Asked: Send + Sync + 'static {
    /// Names of every parameter, in the order of the documentation.
    fn names() -> &'static [String];
}

/// Names of the parameters of a documented group.
pub fn names_of<P: IntoParams>() -> Vec<String> {
    P::into_params(|| None).into_iter().map(|parameter| parameter.name).collect()
}

/// Keeps the names of a question; used by `asked!`.
pub type Names = OnceLock<Vec<String>>;

/// Declares a question: `asked!(Lots: LotParams, NearParams, DayParams);`
macro_rules! asked {
    ($(#[$meta:meta])* $name:ident: $($group:ty),*) => {
        $(#[$meta])*
        pub struct $name;
        impl $crate::api::params::Asked for $name {
            fn names() -> &'static [String] {
                static NAMES: $crate::api::params::Names = $crate::api::params::Names::new();
                NAMES.get_or_init(|| {
                    let groups: Vec<Vec<String>> = vec![$($crate::api::params::names_of::<$group>()),*];
                    groups.concat()
                })
            }
        }
    };
}
pub(crate) use asked;

/// The parameters of one request, decoded.
#[derive(Debug)]
pub struct Params {
    given: Vec<(String, String)>,
}

impl Params {
    /// Reads a query string.
    ///
    /// **Errors**: [`ParamError`] for an unknown or repeated parameter, an encoding that cannot be read, or too long a text.
    pub fn parse(query: &str, allowed: &[String]) -> Result<Self, ParamError> {
        if query.len() > LONGEST_QUERY {
            return Err(ParamError::TooLong { length: query.len(), most: LONGEST_QUERY });
        }
        let mut given: Vec<(String, String)> = vec![];
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = decode(name).ok_or_else(|| unreadable(name, name))?;
            if !allowed.contains(&name) {
                let value = Refused::new("", value, "", "").value;
                let name = Refused::new("", name, "", "").value;
                return Err(ParamError::Unknown { name, value, allowed: allowed.join(", ") });
            }
            let value = decode(value).ok_or_else(|| unreadable(&name, value))?;
            if !REPEATABLE.contains(&name.as_str()) && given.iter().any(|(known, _)| *known == name) {
                return Err(Refused::new(name, value, "mỗi tham số một lần", "each parameter once").into());
            }
            given.push((name, value));
        }
        Ok(Params { given })
    }

    /// The value of a parameter, if it was given.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.given.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Every value of a parameter that may stand more than once.
    pub fn texts(&self, name: &str) -> impl Iterator<Item = &str> {
        self.given.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// What was given, in the order of the request.
    pub fn given(&self) -> impl Iterator<Item = (&str, &str)> {
        self.given.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

fn unreadable(name: &str, value: &str) -> ParamError {
    Refused::new(name, value, "mã hóa phần trăm của UTF-8", "percent-encoded UTF-8").into()
}

/// Decodes a name or value: `+` is a space, `%XX` a byte, and the bytes must be UTF-8. `None` for anything else.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => hex_digit(rest.next()?)? * 16 + hex_digit(rest.next()?)?,
            _ => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

fn hex_digit(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// Encodes a value for a link.
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b',' => encoded.push(byte.into()),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(query: &str) -> Result<Params, ParamError> {
        Params::parse(query, &["limit", "q"].map(String::from))
    }

    #[test]
    fn an_unknown_parameter_is_refused_with_the_known_ones() {
        let ParamError::Unknown { name, allowed, .. } = parsed("limit=3&limits=4").unwrap_err() else { panic!() };
        assert_eq!((name.as_str(), allowed.as_str()), ("limits", "limit, q"));
    }

    #[test]
    fn a_repeated_parameter_is_refused_even_when_spelled_otherwise() {
        let ParamError::Refused(refused) = parsed("limit=3&%6Cimit=4").unwrap_err() else { panic!() };
        assert_eq!((refused.field.as_str(), refused.value.as_str()), ("limit", "4"));
    }

    #[test]
    fn what_is_not_utf8_in_percent_encoding_is_refused() {
        for query in ["q=%", "q=%4", "q=%zz", "q=%ff", "%ff=1", "q=%+1"] {
            assert!(matches!(parsed(query), Err(ParamError::Refused(_))), "{query}");
        }
        assert_eq!(parsed("q=%C4%90i%E1%BB%81m+Th%E1%BB%A5y&").unwrap().text("q"), Some("Điềm Thụy"));
        assert_eq!(parsed("q").unwrap().text("q"), Some(""), "a name without a value is empty, not absent");
    }

    #[test]
    fn a_query_of_more_than_eight_kibibytes_is_not_read() {
        let query = format!("q={}", "a".repeat(LONGEST_QUERY));
        assert!(matches!(parsed(&query), Err(ParamError::TooLong { length: 8194, .. })));
    }

    #[test]
    fn what_is_encoded_reads_back() {
        let text = "Điềm Thụy & 100% +1/2";
        assert_eq!(decode(&encode(text)).as_deref(), Some(text));
    }
}
