//! The hallway: it alone opens every door, and hands one room's result to the next.

mod cli;
mod config;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
