//! The command line: what may be asked, and who does it.

mod clock;
mod export;
pub mod failure;
mod import;
mod import_progress;
mod issues_file;
mod log;
mod record;
mod serve;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};

use self::failure::Failure;
use crate::config::{Common, Serving, Settings};

/// Land availability, clearance and road connection of industrial parks, as a map and an API
#[derive(Parser)]
#[command(
    version,
    after_help = "Every flag also reads KCN_ATLAS_…, and kcn-atlas.toml holds the same keys.\n\
    Exit codes: 0 done, 1 failed, 2 asked wrongly, 3 data refused (nothing written)."
)]
struct CommandLine {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// What may be asked. A new command has its line here and in [`run`].
#[derive(Subcommand)]
enum Command {
    /// Answer over HTTP: the map at /, the API under /api/v1, its description at /docs
    Serve(Box<Serving>),
    /// Write the whole record as a bundle: a folder, or one file ending in .zip
    Dump {
        /// Where to; must not exist
        bundle: PathBuf,
    },
    /// Load a bundle into an empty record
    Load {
        /// A folder, or one file ending in .zip
        bundle: PathBuf,
    },
    /// Say everything that is wrong with the record
    Check,
    /// Fill an empty record with a made-up province: the same seed makes the same one. For trials, never for planning
    Generate {
        /// How many lots
        #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=2_000_000))]
        lots: u32,
        /// Which province
        #[arg(long, default_value_t = 2907)]
        seed: u64,
    },
    /// Read a file of an office into the record: GeoPackage, Shapefile, GeoJSON, FlatGeobuf, DXF, DGN, MapInfo, KML, GML, CSV, XLSX
    Import(Box<import::Importing>),
    /// Write a layer of the record as a file: GeoPackage, Shapefile, GeoJSON, FlatGeobuf, KML, DXF, CSV, XLSX
    Export(Box<export::Exporting>),
    /// Copy the record into a new file, while it is in use
    Backup {
        /// Where to; must not exist
        file: PathBuf,
    },
    /// Put a backup in the place of the record
    Restore {
        /// The backup
        file: PathBuf,
        /// Replace a record that holds something; the old one is kept beside it
        #[arg(long)]
        replace: bool,
    },
}

/// Does what the command line asks.
pub fn main() -> ExitCode {
    let line = match CommandLine::try_parse() {
        Ok(line) => line,
        Err(error) => return told(&error),
    };
    match run(line) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(),
    }
}

/// Help goes to stdout; a mistake gets a sentence in both languages.
fn told(error: &clap::Error) -> ExitCode {
    let is_help = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    if !is_help {
        eprintln!(
            "Dòng lệnh không đúng; xem kcn-atlas --help.\nThe command line is not understood; see kcn-atlas --help."
        );
    }
    // A terminal that is gone is no reason to fail otherwise.
    let _ = error.print();
    if is_help { ExitCode::SUCCESS } else { ExitCode::from(2) }
}

fn run(line: CommandLine) -> Result<(), Failure> {
    let serving = match &line.command {
        Command::Serve(serving) => (**serving).clone(),
        _ => Serving::default(),
    };
    let settings = Settings::decide(line.common, serving)?;
    log::start(&settings)?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| {
        Failure::failed(format!("không khởi động được: {error}"), format!("the program could not start: {error}"))
    })?;
    runtime.block_on(async {
        match line.command {
            Command::Serve(_) => serve::serve(&settings).await,
            Command::Dump { bundle } => record::dump(&settings, &bundle).await,
            Command::Load { bundle } => record::load(&settings, &bundle).await,
            Command::Check => record::check(&settings).await,
            Command::Generate { lots, seed } => record::generate(&settings, lots, seed).await,
            Command::Import(importing) => import::run(&settings, &importing).await,
            Command::Export(exporting) => export::run(&settings, &exporting).await,
            Command::Backup { file } => record::backup(&settings, &file).await,
            Command::Restore { file, replace } => record::restore(&settings, &file, replace).await,
        }
    })
}
