//! KCN Atlas, in reading order. Data walks one way: store → index → query → api; all speak the words of `model`.

/// The nouns: lots, zones, claims, days, units. Plain checked types.
pub mod model;

/// The law and our own limits, as data.
pub mod rules;

/// The bitemporal record: rows, revisions, versioned bodies, SQLite, the native bundle.
pub mod store;

/// One revision of everything, in memory, made for reading.
pub mod index;

/// The questions: a view and a filter in, an answer out.
pub mod query;

/// Everything that changes or guards the record.
pub mod command;

/// HTTP: parse, ask, wrap.
pub mod api;
