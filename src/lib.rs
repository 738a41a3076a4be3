//! KCN Atlas, in reading order. Data walks one way: store → index → query → api; all speak the words of `model`.

/// The nouns: lots, zones, claims, days, units. Plain checked types.
pub mod model;

/// The law and our own limits, as data.
pub mod rules;

/// The bitemporal record: rows, revisions, versioned bodies, SQLite, the native bundle.
pub mod store;

/// The worker that opens files of strangers, and what is said to it.
pub mod gis;

/// Files of offices turned into records and a list of what is wrong with them.
pub mod import;

/// One revision of everything, in memory, made for reading.
pub mod index;

/// The questions: a view and a filter in, an answer out.
pub mod query;

/// Everything that changes or guards the record.
pub mod command;

/// Answers as files.
pub mod export;

/// HTTP: parse, ask, wrap.
pub mod api;
