//! The worker process that opens files of strangers, and what is said to it.

pub mod wire;
