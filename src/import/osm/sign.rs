//! Numbers on signs, however they are written.

use crate::model::fold;

/// A number on a sign: QL.3B.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sign {
    /// As it is written.
    pub text: String,
    /// Its letters without marks: `ql`; none in a bare number.
    pub letters: String,
    /// What follows them: `3B`.
    pub number: String,
}

impl Sign {
    /// The numbers on a sign; several are separated by semicolons.
    pub fn all(text: &str) -> Vec<Sign> {
        text.split([';', ',', '/']).map(str::trim).filter(|part| !part.is_empty()).filter_map(Sign::one).collect()
    }

    fn one(text: &str) -> Option<Sign> {
        let folded = fold(text);
        let letters: String = folded.chars().take_while(|letter| letter.is_alphabetic()).collect();
        let number: String = folded[letters.len()..].chars().filter(|letter| *letter != ' ').collect();
        (!number.is_empty()).then(|| Sign { text: text.to_owned(), letters, number: number.to_uppercase() })
    }

    /// What is the same however it is written: `ql3b`.
    pub fn key(&self) -> String {
        format!("{}{}", self.letters, self.number.to_lowercase())
    }
}
