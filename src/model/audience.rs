//! Who is told.

/// To whom an answer is given. Nothing personal is told to either.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// Anyone.
    #[default]
    Public,
    /// The authority that keeps the record.
    Office,
}
