//! Files of offices, read through the real worker.

mod formats;
