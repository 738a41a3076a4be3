//! Workbooks (XLSX, XLS, XLSB, ODS): each sheet that has anything in it is a layer.

use calamine::{Data, Range, Reader, open_workbook_auto};

use crate::Answers;
use crate::heading::{Heading, ROWS_LOOKED_AT, find};
use crate::wire::{Description, Frame, Layer, Row, Text, Value};
use crate::written::Written;

/// Whether a file is a workbook, by its name.
pub fn is_workbook(file: &str) -> bool {
    let name = file.to_lowercase();
    [".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"].iter().any(|ending| name.ends_with(ending))
}

/// A sheet that has anything in it.
struct Sheet {
    name: String,
    /// Number of each row as the sheet shows it, and its cells.
    rows: Vec<(u64, Vec<Value>)>,
}

impl Sheet {
    fn new(name: String, range: &Range<Data>) -> Option<Self> {
        let first = u64::from(range.start()?.0) + 1;
        let filled = |cells: &[Value]| cells.iter().any(|cell| *cell != Value::Null);
        let rows =
            (first..).zip(range.rows()).map(|(number, cells)| (number, cells.iter().map(value).collect::<Vec<_>>()));
        let rows: Vec<(u64, Vec<Value>)> = rows.filter(|(_, cells)| filled(cells)).collect();
        (!rows.is_empty()).then_some(Sheet { name, rows })
    }

    fn heading(&self) -> Heading {
        find(&self.rows.iter().take(ROWS_LOOKED_AT).map(|(_, cells)| cells.clone()).collect::<Vec<_>>())
    }

    fn layer(&self) -> Layer {
        let Heading { mut fields, first_row } = self.heading();
        Written::take(&mut fields);
        Layer {
            name: Text(self.name.clone().into_bytes()),
            rows: Some((self.rows.len() - first_row.min(self.rows.len())) as u64),
            geometry: "None".to_owned(),
            fields,
            crs: None,
            extent: None,
        }
    }
}

fn sheets(file: &str) -> Result<Vec<Sheet>, String> {
    let path = crate::describe::in_this_folder(file)?;
    let mut workbook = open_workbook_auto(path).map_err(|error| error.to_string())?;
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        let range = workbook.worksheet_range(&name).map_err(|error| error.to_string())?;
        sheets.extend(Sheet::new(name, &range));
    }
    Ok(sheets)
}

/// Describes a workbook.
pub fn describe(file: &str) -> Result<Description, String> {
    let layers = sheets(file)?.iter().map(Sheet::layer).collect();
    Ok(Description { driver: "Workbook".to_owned(), layers, flaws: vec![] })
}

/// Gives every row of a sheet below its heading, with the number it has in the sheet.
pub fn read(file: &str, layer: usize, answers: &mut Answers) -> Result<(), String> {
    let sheet = sheets(file)?.into_iter().nth(layer).ok_or("there is no such sheet")?;
    let Heading { mut fields, first_row } = sheet.heading();
    let columns = fields.len();
    let written = Written::take(&mut fields);
    let mut given = 0;
    for (number, mut values) in sheet.rows.into_iter().skip(first_row) {
        values.resize(columns, Value::Null);
        let row = match written.shape(&mut values) {
            Ok((wkb, flattened)) => Row { number, wkb, flattened, values },
            Err(reason) => {
                let told = answers.give(&Frame::Warning(format!("row {number}: {reason}")));
                told.map_err(|error| error.to_string())?;
                Row { number, wkb: None, flattened: vec![], values }
            }
        };
        given += 1;
        answers.give(&Frame::Row(row)).map_err(|error| error.to_string())?;
    }
    answers.give(&Frame::Done { rows: given }).map_err(|error| error.to_string())
}

fn value(cell: &Data) -> Value {
    let text = |text: String| if text.trim().is_empty() { Value::Null } else { Value::Text(Text(text.into_bytes())) };
    match cell {
        Data::Empty => Value::Null,
        Data::Int(number) => Value::Number(*number as f64),
        Data::Float(number) if number.is_finite() => Value::Number(*number),
        Data::Float(_) => Value::Null,
        Data::String(words) => text(words.clone()),
        Data::Bool(is_true) => text(is_true.to_string()),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            text(format!("{year:04}-{month:02}-{day:02}"))
        }
        other => text(other.to_string()),
    }
}
