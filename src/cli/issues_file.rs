//! What is wrong with a file, written for whoever drew it; the file is whole or is not there.

use std::fs::Permissions;
use std::io::{BufWriter, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use kcn_atlas::command::import::ImportReport;
use kcn_atlas::export::{geojson, issues, xlsx};
use kcn_atlas::model::{Name, Refused};

use super::failure::Failure;

/// A file of issues to be written.
#[derive(Debug)]
pub struct IssuesFile {
    path: PathBuf,
    format: Format,
}

#[derive(Clone, Copy, Debug)]
enum Format {
    Xlsx,
    GeoJson,
}

impl IssuesFile {
    /// A file in the format its ending says.
    ///
    /// **Errors**: [`Refused`] for another ending.
    pub fn at(path: &Path) -> Result<Self, Refused> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        let format = match ending.as_str() {
            "xlsx" => Format::Xlsx,
            "geojson" => Format::GeoJson,
            _ => {
                let (vi, en) =
                    ("tên tệp kết thúc bằng .xlsx hoặc .geojson", "a file name that ends in .xlsx or .geojson");
                return Err(Refused::new("issues", path.display(), vi, en));
            }
        };
        Ok(IssuesFile { path: path.to_owned(), format })
    }

    /// Writes every issue of a report.
    ///
    /// **Errors**: [`Failure`] when it cannot be written; what stood there before stays.
    pub fn write(&self, report: &ImportReport) -> Result<(), Failure> {
        let table = issues::table(&report.issues, &report.file, report.grid);
        let failed = |error: &dyn std::fmt::Display| {
            let shown = self.path.display();
            let (vi, en) = (format!("không ghi được {shown}: {error}"), format!("{shown} cannot be written: {error}"));
            Failure::failed(vi, en)
        };
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // Whoever is to mend the file may read it: as open as any file this person makes.
        let mut made = tempfile::Builder::new();
        let made = made.permissions(Permissions::from_mode(0o666)).tempfile_in(folder);
        let mut file = made.map_err(|error| failed(&error))?;
        match self.format {
            Format::Xlsx => {
                let bytes = xlsx::write(&table).map_err(|error| failed(&error))?;
                file.write_all(&bytes).map_err(|error| failed(&error))?;
            }
            Format::GeoJson => {
                let mut buffered = BufWriter::new(&mut file);
                let written = geojson::write(&table, &mut buffered).and_then(|()| buffered.flush());
                written.map_err(|error| failed(&error))?;
            }
        }
        file.as_file().sync_all().map_err(|error| failed(&error))?;
        file.persist(&self.path).map_err(|error| failed(&error))?;
        let (count, Name { vi, en }) = (report.issues.len(), Name::new("điểm được ghi vào", "points written to"));
        println!("{count} {vi} / {en} {}", self.path.display());
        Ok(())
    }
}
