//! Coded words: an enum inside, a code on the wire and in the store, a label in two languages on screen.

use super::Refused;

/// What a code is called on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// Vietnamese.
    pub vi: &'static str,
    /// English.
    pub en: &'static str,
}

/// An enum whose values have a code and a label. Made by `codes!`.
pub trait Coded: Copy + Eq + Sized + 'static {
    /// What the field is called in files, in the API and in refusals.
    const FIELD: &'static str;
    /// Every value, in the order a legend or menu shows them.
    const ALL: &'static [Self];
    /// The code on the wire and in the store.
    fn code(self) -> &'static str;
    /// The word on screen.
    fn label(self) -> Label;
}

/// Reads a code.
///
/// **Errors**: [`Refused`] naming the field and every allowed code.
pub fn parse_code<T: Coded>(code: &str) -> Result<T, Refused> {
    T::ALL.iter().copied().find(|value| value.code() == code).ok_or_else(|| {
        let allowed = T::ALL.iter().map(|value| value.code()).collect::<Vec<_>>().join(", ");
        Refused::new(T::FIELD, code, &allowed, &allowed)
    })
}

/// Declares a coded enum: `codes! { /// doc  Name "field" { Value = "code" "tiếng Việt" "English"; … } }`.
macro_rules! codes {
    ($(#[$meta:meta])* $name:ident $field:literal { $($variant:ident = $code:literal $vi:literal $en:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = $en] $variant),+
        }
        impl $crate::model::Coded for $name {
            const FIELD: &'static str = $field;
            const ALL: &'static [Self] = &[$($name::$variant),+];
            fn code(self) -> &'static str {
                match self { $($name::$variant => $code),+ }
            }
            fn label(self) -> $crate::model::Label {
                match self { $($name::$variant => $crate::model::Label { vi: $vi, en: $en }),+ }
            }
        }
    };
}
pub(crate) use codes;
