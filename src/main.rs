//! The hallway: it alone opens every door, and hands one room's result to the next.

mod cli;
mod config;

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::main()
}
