//! KCN Atlas.
