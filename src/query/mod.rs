//! The questions, as plain functions: a view and a filter in, an answer out.
//!
//! Invariant: a query fails only because of the question, and never reads a file, a clock or the network.
//! Nothing found is an empty answer, not an error.

pub mod access;
pub mod bottlenecks;
pub mod claims;
pub mod clearance;
pub mod clearance_file;
pub mod clearance_sums;
pub mod commitments;
pub mod connection;
pub mod connection_points;
pub mod grouping;
pub mod isochrone;
pub mod land_sums;
pub mod layers;
pub mod leases;
pub mod ledger;
mod lot_answer;
mod lot_filter;
mod lot_hit;
mod lot_match;
pub mod lots;
pub mod material_zones;
pub mod matrix;
pub mod near;
pub mod page;
pub mod places;
pub mod planning_info;
pub mod resettlement_sites;
pub mod road_gaps;
pub mod roadside;
pub mod route;
pub mod scenario;
pub mod search;
pub mod summary;
pub mod way_facts;
pub mod ways;
pub mod zones;
