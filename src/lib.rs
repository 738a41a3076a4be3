//! KCN Atlas, in reading order. Data walks one way: store → index → query → api; all speak the words of `model`.

/// The nouns: lots, zones, claims, days, units. Plain checked types.
pub mod model;

/// The bitemporal record: rows, revisions, versioned bodies, SQLite, the native bundle.
pub mod store;
