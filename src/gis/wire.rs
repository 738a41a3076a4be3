//! What server and worker say to each other: lines of JSON. The first line on the worker's standard input is the request; where it
//! asks for a file to be written, a line a row follows, and one that says that all were given. The worker answers in lines on its output.
//!
//! Texts of a file travel as the bytes they are: which letters they mean is decided by `import`, not by GDAL.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What the worker is to do. Files are names inside its job folder.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "snake_case", tag = "do")]
pub enum Request {
    /// Say what is in a file.
    Describe {
        /// The file.
        file: String,
    },
    /// Give the rows of a layer.
    Read {
        /// The file.
        file: String,
        /// Position of the layer.
        layer: usize,
        /// Of an extract of OpenStreetMap: which roads and places.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        roads: Option<RoadsAsked>,
    },
    /// Write the rows that follow.
    Write(Writing),
    /// Move points from one coordinate system to another, as PROJ does it.
    Transform {
        /// EPSG code of the system they are in.
        from: u32,
        /// EPSG code of the system they go to.
        to: u32,
        /// East and north, or longitude and latitude, of each.
        points: Vec<[f64; 2]>,
    },
}

/// Which roads and places of an extract of OpenStreetMap are asked for; every ban on turning comes with them.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct RoadsAsked {
    /// Values of `highway`.
    pub highways: Vec<String>,
    /// Keys and values of places.
    pub places: Vec<(String, String)>,
}

/// What stands in a row of an extract. `what` is `way`, `place`, `turn` (a ban), or `other` (roads that were not asked for: `id` is their number).
/// `nodes` are the numbers of a way's nodes, `x` for one that the file does not hold and the line therefore lacks; of a ban its members
/// (`from w 12;via n 3;to w 14`); of a place `n` or `w`, for a node and for the middle of a way. `tags` are JSON.
pub const EXTRACT_FIELDS: [&str; 4] = ["what", "id", "nodes", "tags"];

/// Files that are to be written.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Writing {
    /// By which driver.
    pub driver: Driver,
    /// Layers, each a file of its own. They share their columns.
    pub layers: Vec<WriteLayer>,
    /// What stands in each row.
    pub columns: Vec<WriteColumn>,
    /// EPSG code of the coordinate system, easting or longitude first; `None` = the format names none.
    pub epsg: Option<u16>,
}

/// Formats the worker writes.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Driver {
    /// GeoPackage.
    Gpkg,
    /// ESRI Shapefile, UTF-8.
    Shapefile,
    /// FlatGeobuf; it has no place for a row without a shape.
    FlatGeobuf,
    /// KML.
    Kml,
    /// DXF. Its columns are the DXF layer, a text or nothing, and the text's height.
    Dxf,
}

/// A layer that is to be written.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct WriteLayer {
    /// What it is called.
    pub name: String,
    /// The file, in the job folder.
    pub file: String,
    /// What its shapes are.
    pub shape: Shape,
}

/// What the shapes of a layer are.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// There are none.
    None,
    /// Of several types.
    Any,
    /// Points.
    Point,
    /// Lines.
    Line,
    /// Lines of several parts.
    MultiLine,
    /// Outlines.
    Polygon,
    /// Outlines of several parts.
    MultiPolygon,
}

/// A column that is to be written.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct WriteColumn {
    /// What it is called.
    pub name: String,
    /// What stands in it.
    pub kind: ColumnKind,
    /// Width in bytes and decimals, for formats of fixed widths.
    pub width: Option<(u8, u8)>,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// Texts.
    Text,
    /// Numbers.
    Number,
    /// Yes and no, given as 1 and 0.
    Bool,
    /// Days, given as `2026-11-24`.
    Date,
}

/// A line after a request to write.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Given {
    /// A row.
    Row(NewRow),
    /// Every row was given; without this line nothing counts as written.
    All {
        /// How many.
        rows: u64,
    },
}

/// A row that is to be written.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct NewRow {
    /// Position of its layer.
    pub layer: usize,
    /// Its geometry as WKB; `None` = it has none.
    pub wkb: Option<Bytes>,
    /// One value a column.
    pub values: Vec<Value>,
}

/// The longest line of rows, in bytes, either way: a geometry of half a million vertices in base 64.
pub const LONGEST_LINE: u64 = 16 << 20;

/// One line of an answer. The last one is `Done` or `Failed`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Frame {
    /// What is in the file.
    Described(Description),
    /// A row of the layer.
    Row(Row),
    /// Something GDAL complained of and went on.
    Warning(String),
    /// The points of a [`Request::Transform`], in order; `None` = one that has no place there.
    Points(Vec<Option<[f64; 2]>>),
    /// The file is so broken that it is not opened.
    Flawed(Vec<Flaw>),
    /// Nothing more comes; what was to be written is whole.
    Done {
        /// Rows given, or written.
        rows: u64,
    },
    /// The file cannot be read, or not written.
    Failed(String),
}

/// A file.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Description {
    /// Which driver opened it.
    pub driver: String,
    /// Its layers.
    pub layers: Vec<Layer>,
    /// What is wrong with the file as a whole, and yet lets it be read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flaws: Vec<Flaw>,
}

/// What the bytes of a file show to be wrong before any driver opens it: drivers read broken files without a word.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "flaw")]
pub enum Flaw {
    /// Nothing is in it.
    Empty {
        /// The file.
        file: String,
    },
    /// Companions without which it cannot be read.
    Incomplete {
        /// The companions.
        files: Vec<String>,
    },
    /// The index of shapes is missing; it was built again from the shapes.
    IndexRebuilt {
        /// The index.
        file: String,
    },
    /// The table of attributes is missing: only shapes are there.
    NoAttributes {
        /// The table.
        file: String,
    },
    /// It ends before its end.
    Cut {
        /// The file.
        file: String,
    },
    /// A record whose head is not what the index says.
    BadRecord {
        /// The file.
        file: String,
        /// The number of the record, from 1.
        record: u64,
    },
    /// Two files that belong together do not hold the same number of records.
    Unequal {
        /// One file and its records.
        one: (String, u64),
        /// The other.
        other: (String, u64),
    },
    /// No text of its format.
    Malformed {
        /// The file.
        file: String,
        /// The line, from 1.
        line: u64,
        /// The column, from 1.
        column: u64,
        /// What the reader says.
        found: String,
    },
    /// XML that defines entities: they may name other files, or unfold without end.
    Entities {
        /// The file.
        file: String,
    },
    /// Named as a database and none.
    NoDatabase {
        /// The file.
        file: String,
    },
    /// It was in UTF-16, and was read as such.
    Utf16 {
        /// The file.
        file: String,
    },
    /// Its companion says that its letters are UTF-8, and they are not.
    NoUtf8 {
        /// The file.
        file: String,
        /// The companion.
        says: String,
    },
}

impl Flaw {
    /// Whether the file is not worth opening.
    pub fn is_fatal(&self) -> bool {
        use Flaw::{Empty, Entities, Incomplete, Malformed, NoDatabase};
        matches!(self, Empty { .. } | Entities { .. } | Incomplete { .. } | Malformed { .. } | NoDatabase { .. })
    }
}

/// A layer of a file.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Layer {
    /// What it is called.
    pub name: Text,
    /// How many rows its header promises; `None` = it does not say.
    pub rows: Option<u64>,
    /// The type of its geometries, as GDAL names it.
    pub geometry: String,
    /// Its fields.
    pub fields: Vec<FieldHead>,
    /// Its coordinate system; `None` = the file names none.
    pub crs: Option<FileCrs>,
    /// The box around it as its header says: min x, min y, max x, max y.
    pub extent: Option<[f64; 4]>,
}

/// A field of a layer.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct FieldHead {
    /// What it is called.
    pub name: Text,
    /// Its type, as GDAL names it.
    pub kind: String,
}

/// A coordinate system as a file names it.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct FileCrs {
    /// Its name.
    pub name: String,
    /// EPSG code, where the file says it.
    pub epsg: Option<u32>,
    /// In PROJ's words.
    pub proj4: String,
    /// Name of its datum.
    pub datum: Option<String>,
    /// Whether coordinates are degrees.
    pub is_geographic: bool,
}

/// A row of a layer.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Row {
    /// Its number in the file, from 1.
    pub number: u64,
    /// Its geometry as two-dimensional, linear WKB; `None` = it has none.
    pub wkb: Option<Bytes>,
    /// What was changed to make it so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flattened: Vec<Flattened>,
    /// One value a field.
    pub values: Vec<Value>,
}

/// What was dropped of a geometry.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Flattened {
    /// Heights or measures.
    Ordinates,
    /// Curves became lines.
    Curves,
}

/// A value of a field.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// Nothing.
    Null,
    /// A number.
    Number(f64),
    /// A text.
    Text(Text),
}

/// A text as the bytes that stand in the file; plain UTF-8 travels as itself.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Text(pub Vec<u8>);

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match std::str::from_utf8(&self.0) {
            Ok(text) => serializer.serialize_str(text),
            Err(_) => RawText { bytes: Bytes(self.0.clone()) }.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either {
            Plain(String),
            Raw(RawText),
        }
        Ok(match Either::deserialize(deserializer)? {
            Either::Plain(text) => Text(text.into_bytes()),
            Either::Raw(RawText { bytes }) => Text(bytes.0),
        })
    }
}

#[derive(Deserialize, Serialize)]
struct RawText {
    bytes: Bytes,
}

/// Bytes, in base 64.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Bytes(pub Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        STANDARD.decode(text).map(Bytes).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_no_utf8_travels_as_its_bytes() {
        for bytes in [b"Ph\xad\xeang".to_vec(), "Phường".as_bytes().to_vec(), vec![]] {
            let line = serde_json::to_string(&Value::Text(Text(bytes.clone()))).unwrap();
            assert_eq!(serde_json::from_str::<Value>(&line).unwrap(), Value::Text(Text(bytes)));
        }
        assert_eq!(serde_json::from_str::<Value>("null").unwrap(), Value::Null);
        assert_eq!(serde_json::from_str::<Value>("2.5").unwrap(), Value::Number(2.5));
    }
}
