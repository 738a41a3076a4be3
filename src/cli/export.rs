//! `export`: a layer of the record as a file. Who runs it is the office.

use std::fs::{File, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use clap::Args;
use kcn_atlas::command::Atlas;
use kcn_atlas::export::{self, ExportError, Exported, Flat, Format, Selection, TargetCrs};
use kcn_atlas::gis::Worker;
use kcn_atlas::index::View;
use kcn_atlas::model::{Audience, Coded, DataLayer, Date, Id, Name, Refused, parse_code, parse_date};
use kcn_atlas::store::Store;

use super::clock::Clock;
use super::failure::Failure;
use crate::config::Settings;

/// What `export` takes.
#[derive(Args, Clone, Debug)]
pub struct Exporting {
    /// Layer: zones, zone-parts, lots, clearance-areas, resettlement-sites, roads, connection-points, km-posts, gates, internal-roads,
    /// transport-nodes, material-zones, constraints, admin-units, places
    #[arg(long)]
    layer: String,
    /// Format: gpkg, shp (a zip), geojson, fgb, kml, dxf, csv, xlsx; unless given, as the file is called
    #[arg(long)]
    format: Option<String>,
    /// The file; its folder must exist
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
    /// Coordinate system: EPSG:4326, or a zone of VN-2000 such as EPSG:9213. Degrees unless given; a drawing has the province's zone
    #[arg(long)]
    crs: Option<String>,
    /// The day it speaks of, YYYY-MM-DD (today)
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// Only these zones (may be repeated)
    #[arg(long, value_name = "ID", num_args = 1..)]
    zone: Vec<String>,
    /// Replace the file where there is one
    #[arg(long)]
    replace: bool,
}

/// What is asked, understood.
struct Order {
    layer: DataLayer,
    format: Format,
    crs: Option<TargetCrs>,
    as_of: Option<Date>,
    zones: Vec<Id>,
}

/// Writes a layer into a file. The file is whole or it is not there.
///
/// **Errors**: [`Failure`] for what cannot be asked, a file that is there already, and whatever keeps it from being written.
pub async fn run(settings: &Settings, exporting: &Exporting) -> Result<(), Failure> {
    let order = order(exporting).map_err(Failure::usage_of)?;
    if exporting.output.exists() && !exporting.replace {
        return Err(already_there(&exporting.output));
    }
    let atlas = Atlas::open(Store::open(&settings.database).await?, Clock::new(settings.today).today()).await?;
    let view = atlas.live().view(order.as_of).map_err(|future| {
        Failure::usage_of(Refused::new(
            "as_of",
            future.asked,
            &format!("đến {}", future.today),
            &format!("up to {}", future.today),
        ))
    })?;
    let crs = TargetCrs::of(order.format, order.crs, &view).map_err(Failure::usage_of)?;
    let (output, replace, format) = (exporting.output.clone(), exporting.replace, order.format);
    let work = move || {
        let exported = made(&view, &order, crs)?;
        put(exported.path(), &output, replace)?;
        Ok::<Exported, Failure>(exported)
    };
    let done = tokio::task::spawn_blocking(work).await.map_err(|error| {
        Failure::failed(format!("công việc bị dừng: {error}"), format!("the work was cut off: {error}"))
    })?;
    tell(&done?, &exporting.output, format, crs);
    Ok(())
}

fn order(exporting: &Exporting) -> Result<Order, Refused> {
    let layer: DataLayer = parse_code(&exporting.layer)?;
    let format = format(exporting)?;
    let zones = exporting.zone.iter().flat_map(|ids| ids.split(',')).map(Id::new).collect::<Result<Vec<_>, _>>();
    let zones = zones.map_err(|refused| refused.of_field("zone"))?;
    if !zones.is_empty() && !export::flat::is_of_zones(layer) {
        let (vi, en) = ("các lớp thuộc khu, cụm", "layers that belong to zones");
        return Err(Refused::new("zone", layer.code(), vi, en));
    }
    Ok(Order {
        layer,
        format,
        crs: exporting.crs.as_deref().map(TargetCrs::parse).transpose()?,
        as_of: exporting.as_of.as_deref().map(parse_date).transpose().map_err(|refused| refused.of_field("as_of"))?,
        zones,
    })
}

/// The format, and that the file is called so: a Shapefile called `.shp` would be a zip in disguise.
fn format(exporting: &Exporting) -> Result<Format, Refused> {
    let ending = exporting.output.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let by_ending = Format::ALL.iter().find(|format| format.extension() == ending).copied();
    let format = match (&exporting.format, by_ending) {
        (Some(code), _) => parse_code(code)?,
        (None, Some(format)) => format,
        (None, None) => {
            let endings =
                Format::ALL.iter().map(|format| format!(".{}", format.extension())).collect::<Vec<_>>().join(", ");
            return Err(Refused::new("output", exporting.output.display(), &endings, &endings));
        }
    };
    if format.extension() == ending {
        return Ok(format);
    }
    let (code, ending) = (format.code(), format.extension());
    Err(Refused::new(
        "output",
        exporting.output.display(),
        &format!("tên kết thúc bằng .{ending} khi --format {code}"),
        &format!("a name that ends in .{ending} with --format {code}"),
    ))
}

fn made(view: &View, order: &Order, crs: TargetCrs) -> Result<Exported, Failure> {
    if let Some(unknown) = order.zones.iter().find(|id| view.snapshot.zone(id.as_str()).is_none()) {
        return Err(Failure::usage_of(Refused::new(
            "zone",
            unknown,
            "mã của một khu, cụm",
            "the id of a zone on record",
        )));
    }
    let selection = Selection::of_zones(order.zones.clone());
    let flat = Flat::of(view, order.layer, &selection, Audience::Office);
    Ok(export::write(&flat, order.format, crs, &Worker::beside_this_program())?)
}

/// Puts the finished file in its place: copied beside it first, then given its name in one step.
fn put(from: &Path, to: &Path, replace: bool) -> Result<(), Failure> {
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let cannot = |error: &io::Error| {
        let shown = to.display();
        Failure::failed(format!("không ghi được {shown}: {error}"), format!("{shown} cannot be written: {error}"))
    };
    // As any new file: what the umask leaves.
    let readable = Permissions::from_mode(0o666);
    let builder = tempfile::Builder::new().prefix(".kcn-atlas-export-").permissions(readable).tempfile_in(folder);
    let mut beside = builder.map_err(|error| cannot(&error))?;
    let copied = File::open(from).and_then(|mut file| io::copy(&mut file, beside.as_file_mut()));
    copied.and_then(|_| beside.flush()).and_then(|()| beside.as_file().sync_all()).map_err(|error| cannot(&error))?;
    let placed = if replace { beside.persist(to) } else { beside.persist_noclobber(to) };
    placed.map(drop).map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => already_there(to),
        _ => cannot(&error.error),
    })
}

fn already_there(path: &Path) -> Failure {
    let shown = path.display();
    Failure::failed(
        format!("{shown} đã có; thêm --replace để thay"),
        format!("{shown} is there already; add --replace to replace it"),
    )
}

fn tell(exported: &Exported, output: &Path, format: Format, crs: TargetCrs) {
    let (rows, left_out, shown) = (exported.rows, exported.left_out, output.display());
    println!("đã ghi {rows} dòng vào {shown} ({crs})\n{rows} rows written to {shown} ({crs})");
    if left_out > 0 {
        let code = format.code();
        println!(
            "{left_out} dòng không có hình nên không có trong tệp {code}\n{left_out} rows have no shape and are not in a {code} file"
        );
    }
}

impl From<ExportError> for Failure {
    fn from(error: ExportError) -> Self {
        let Name { vi, en } = error.explain();
        match error {
            ExportError::Asked(refused) => Failure::usage_of(refused),
            ExportError::Record { .. } | ExportError::DoesNotFit(_) => Failure::data_refused(vi, en, vec![]),
            ExportError::Worker(_) | ExportError::Disk(_) | ExportError::Sheet(_) | ExportError::Zip(_) => {
                Failure::failed(vi, en)
            }
        }
    }
}
