//! Whoever watches a worker at work, and may stop it.

/// Sees the rows go by. A worker that hangs in the middle of one is stopped all the same.
pub trait Watch: std::fmt::Debug + Send + Sync {
    /// One row more came.
    fn row(&self);
    /// Whether the worker is to end now.
    fn is_stopped(&self) -> bool;
}
