//! Frontages without a service road, parks without a known lawful connection, points to be removed.
