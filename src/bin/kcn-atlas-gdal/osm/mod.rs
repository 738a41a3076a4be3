//! Extracts of OpenStreetMap, in PBF and in XML: their roads, the bans on turning, and some places.
//!
//! Which roads and places is asked for; what they mean is decided by the server. The file is gone through three times, so that nothing
//! is held but the numbers and positions of the nodes that roads run through:
//!
//! ```text
//! ways: which nodes  ─▶  nodes: where they are  ─▶  ways again: one row each
//! relations: bans         places                     areas of places
//! ```

mod blob;
mod element;
mod nodes;
mod pbf;
mod xml;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read;

use self::blob::Broken;
use self::element::{Asked, Element, Member, Sink, Tags, tag};
use self::nodes::Nodes;
use self::pbf::Pbf;
use crate::Answers;
use crate::wire::{
    Bytes, Description, EXTRACT_FIELDS, FieldHead, FileCrs, Flaw, Frame, Layer, RoadsAsked, Row, Text, Value,
};

/// Kinds of roads that are counted one by one when they are passed over; the rest is counted together.
const MOST_KINDS: usize = 40;

/// The formats.
#[derive(Clone, Copy, PartialEq)]
enum Format {
    Pbf,
    Xml,
}

fn format_of(file: &str) -> Option<Format> {
    let path = crate::describe::in_this_folder(file).ok()?;
    let mut head = Vec::new();
    File::open(path).ok()?.take(4096).read_to_end(&mut head).ok()?;
    let by_content = [(Format::Pbf, pbf::begins(&head)), (Format::Xml, xml::begins(&head))];
    by_content.into_iter().find(|(_, begins)| *begins).map(|(format, _)| format)
}

/// Whether a file is an extract, by its content.
pub fn is_extract(file: &str) -> bool {
    format_of(file).is_some()
}

/// Whether the blobs of a PBF are whole; an XML shows that when it is read.
pub fn look(file: &str, flaws: &mut Vec<Flaw>) {
    if format_of(file) == Some(Format::Pbf)
        && let Err(Broken::Cut) = Pbf::open(&format!("./{file}"))
    {
        flaws.push(Flaw::Cut { file: file.to_owned() });
    }
}

/// Describes an extract.
pub fn describe(file: &str) -> Result<Description, String> {
    let driver = match format_of(file).ok_or("it is no extract of OpenStreetMap")? {
        Format::Pbf => {
            open_pbf(file)?;
            "OSM PBF"
        }
        Format::Xml => "OSM XML",
    };
    let field = |name: &str| FieldHead { name: Text(name.as_bytes().to_vec()), kind: "String".to_owned() };
    let layer = Layer {
        name: Text(b"roads".to_vec()),
        rows: None,
        geometry: "Line String".to_owned(),
        fields: EXTRACT_FIELDS.into_iter().map(field).collect(),
        crs: Some(FileCrs {
            name: "WGS 84".to_owned(),
            epsg: Some(4326),
            proj4: "+proj=longlat +datum=WGS84 +no_defs".to_owned(),
            datum: Some("WGS_1984".to_owned()),
            is_geographic: true,
        }),
        extent: None,
    };
    Ok(Description { driver: driver.to_owned(), layers: vec![layer], flaws: vec![] })
}

fn open_pbf(file: &str) -> Result<Pbf, String> {
    Pbf::open(&format!("./{file}")).map_err(|broken| match broken {
        Broken::Cut => "it is cut off".to_owned(),
        Broken::Said(said) => said,
    })
}

/// Gives the asked roads and places, and every ban on turning.
pub fn read(file: &str, asked: &RoadsAsked, answers: &mut Answers) -> Result<(), String> {
    let mut source = match format_of(file).ok_or("it is no extract of OpenStreetMap")? {
        Format::Pbf => Source::Pbf(open_pbf(file)?),
        Format::Xml => Source::Xml(format!("./{file}")),
    };
    let wanted = Wanted {
        highways: asked.highways.iter().map(String::as_str).collect(),
        places: asked.places.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect(),
    };
    let (mut nodes, mut passed_over) = (Nodes::default(), BTreeMap::new());
    let mut out = Out { answers, rows: 0 };
    source.each(Asked::WaysAndRelations, &mut |element| match element {
        Element::Way { nodes: ids, tags, .. } if wanted.road(tags) || wanted.place(tags) => nodes.ask(ids),
        Element::Way { tags, .. } => {
            count_passed_over(tags, &mut passed_over);
            Ok(())
        }
        Element::Relation { id, members, has_more, tags } if is_ban(tags) => {
            out.give("turn", id, named(members, has_more), tags, None)
        }
        _ => Ok(()),
    })?;
    nodes.begin();
    source.each(Asked::Nodes, &mut |element| {
        let Element::Node { id, at, tags } = element else { return Ok(()) };
        nodes.found(id, at);
        if wanted.place(tags) { out.give("place", id, "n".to_owned(), tags, Some(point(at))) } else { Ok(()) }
    })?;
    source.each(Asked::Ways, &mut |element| {
        let Element::Way { id, nodes: ids, tags } = element else { return Ok(()) };
        if wanted.road(tags) {
            let (names, line) = line(ids, &nodes);
            out.give("way", id, names, tags, line)?;
        }
        match middle(ids, &nodes).filter(|_| wanted.place(tags)) {
            Some(at) => out.give("place", id, "w".to_owned(), tags, Some(point(at))),
            None => Ok(()),
        }
    })?;
    for (kind, count) in &passed_over {
        out.give("other", *count, String::new(), &[("highway", kind.as_str())], None)?;
    }
    let rows = out.rows;
    answers.give(&Frame::Done { rows }).map_err(|error| error.to_string())
}

enum Source {
    Pbf(Pbf),
    Xml(String),
}

impl Source {
    fn each(&mut self, asked: Asked, sink: &mut Sink) -> Result<(), String> {
        match self {
            Source::Pbf(pbf) => pbf.each(asked, sink),
            Source::Xml(path) => xml::each(path, asked, sink),
        }
    }
}

struct Wanted<'w> {
    highways: BTreeSet<&'w str>,
    places: BTreeSet<(&'w str, &'w str)>,
}

impl Wanted<'_> {
    /// Whether a way is a road that was asked for; of one being built or proposed, what it will be.
    fn road(&self, tags: &Tags<'_>) -> bool {
        let kind = match tag(tags, "highway") {
            Some(stage @ ("construction" | "proposed")) => tag(tags, stage),
            kind => kind,
        };
        kind.is_some_and(|kind| self.highways.contains(kind))
    }

    fn place(&self, tags: &Tags<'_>) -> bool {
        tags.iter().any(|tag| self.places.contains(tag))
    }
}

fn is_ban(tags: &Tags<'_>) -> bool {
    tag(tags, "type").is_some_and(|kind| kind == "restriction" || kind.starts_with("restriction:"))
}

fn count_passed_over(tags: &Tags<'_>, passed_over: &mut BTreeMap<String, i64>) {
    let Some(kind) = tag(tags, "highway") else { return };
    let is_full = passed_over.len() >= MOST_KINDS && !passed_over.contains_key(kind);
    *passed_over.entry(if is_full { "…".to_owned() } else { kind.to_owned() }).or_default() += 1;
}

/// The members of a ban: `from w 12;via n 3;to w 14`.
fn named(members: &[Member], has_more: bool) -> String {
    let one = |member: &Member| format!("{} {} {}", member.role.replace([' ', ';'], "_"), member.kind, member.id);
    let mut members: Vec<String> = members.iter().map(one).collect();
    members.extend(has_more.then(|| "more r 0".to_owned()));
    members.join(";")
}

/// Rows on their way out.
struct Out<'o> {
    answers: &'o mut Answers,
    rows: u64,
}

impl Out<'_> {
    fn give(&mut self, what: &str, id: i64, nodes: String, tags: &Tags<'_>, wkb: Option<Bytes>) -> Result<(), String> {
        self.rows += 1;
        let tags: BTreeMap<&str, &str> = tags.iter().copied().collect();
        let tags = serde_json::to_string(&tags).map_err(|error| error.to_string())?;
        let text = |text: String| Value::Text(Text(text.into_bytes()));
        let values = vec![text(what.to_owned()), text(id.to_string()), text(nodes), text(tags)];
        let row = Row { number: self.rows, wkb, flattened: vec![], values };
        self.answers.give(&Frame::Row(row)).map_err(|error| error.to_string())
    }
}

/// The numbers of a way's nodes, `x` where the file does not hold one, and the line through the others.
fn line(ids: &[i64], nodes: &Nodes) -> (String, Option<Bytes>) {
    let (mut names, mut corners) = (String::with_capacity(ids.len() * 12), Vec::with_capacity(ids.len()));
    for id in ids {
        if !names.is_empty() {
            names.push(' ');
        }
        match nodes.at(*id) {
            Some(at) => {
                names.push_str(&id.to_string());
                corners.push(at);
            }
            None => names.push('x'),
        }
    }
    let mut wkb = vec![1];
    wkb.extend(2_u32.to_le_bytes());
    wkb.extend((corners.len() as u32).to_le_bytes());
    corners.iter().for_each(|at| position(*at, &mut wkb));
    (names, (corners.len() > 1).then_some(Bytes(wkb)))
}

/// The middle of the box around a way.
fn middle(ids: &[i64], nodes: &Nodes) -> Option<[i32; 2]> {
    let corners = || ids.iter().filter_map(|id| nodes.at(*id));
    let between = |axis: usize| {
        let (least, most) = (corners().map(|at| at[axis]).min()?, corners().map(|at| at[axis]).max()?);
        i32::try_from((i64::from(least) + i64::from(most)) / 2).ok()
    };
    Some([between(0)?, between(1)?])
}

fn point(at: [i32; 2]) -> Bytes {
    let mut wkb = vec![1];
    wkb.extend(1_u32.to_le_bytes());
    position(at, &mut wkb);
    Bytes(wkb)
}

fn position(at: [i32; 2], wkb: &mut Vec<u8>) {
    at.iter().for_each(|steps| wkb.extend((f64::from(*steps) / 1e7).to_le_bytes()));
}
