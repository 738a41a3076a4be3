//! An extract in XML: read from end to end in pieces of bounded size. Entities are none, and nothing lies deeper than tags and members.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufReader, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::element::{Asked, Element, LONGEST_TEXT, MOST_MEMBERS, MOST_NODES, MOST_TAGS, Member, Sink, position};

/// How deep elements lie inside each other: `osm`, `way`, `nd`; changesets have one more.
const DEEPEST: usize = 8;

/// The most bytes of one piece of markup.
const LARGEST_PIECE: u64 = 64 * 1024;

/// Whether the first element of a text is that of an extract.
pub fn begins(head: &[u8]) -> bool {
    let mut rest = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    for (open, close) in [(&b"<?"[..], &b"?>"[..]), (b"<!--", b"-->"), (b"<!--", b"-->")] {
        if rest.starts_with(open) {
            let Some(end) = rest.windows(close.len()).position(|window| window == close) else { return false };
            rest = rest[end + close.len()..].trim_ascii_start();
        }
    }
    rest.strip_prefix(b"<osm").and_then(<[u8]>::first).is_some_and(|next| next.is_ascii_whitespace() || *next == b'>')
}

/// An element that is being read.
#[derive(Default)]
struct Open {
    /// Whether it was asked for.
    is_asked: bool,
    id: i64,
    at: Option<[i32; 2]>,
    nodes: Vec<i64>,
    members: Vec<Member>,
    has_more: bool,
    tags: Vec<(String, String)>,
    is_deleted: bool,
}

/// Gives the asked elements in the order of the file.
pub fn each(path: &str, asked: Asked, sink: &mut Sink) -> Result<(), String> {
    let file = BufReader::with_capacity(1 << 16, File::open(path).map_err(|error| error.to_string())?);
    let mut reader = Reader::from_reader(BufReader::with_capacity(4096, Pieces { file, left: LARGEST_PIECE }));
    let (mut buffer, mut depth, mut is_over) = (Vec::new(), 0, false);
    let mut open = Open::default();
    loop {
        buffer.clear();
        reader.get_mut().get_mut().left = LARGEST_PIECE;
        let at = reader.buffer_position();
        let said = |error: String| format!("at byte {at}: {error}");
        match reader.read_event_into(&mut buffer).map_err(|error| said(error.to_string()))? {
            Event::Start(start) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(said("elements inside elements without end".to_owned()));
                }
                open.begin(&start, depth, asked).map_err(said)?;
            }
            Event::Empty(start) => {
                open.begin(&start, depth + 1, asked).map_err(said)?;
                if depth == 1 {
                    open.give(start.name().as_ref(), sink).map_err(said)?;
                }
            }
            Event::End(end) => {
                if depth == 2 {
                    open.give(end.name().as_ref(), sink).map_err(said)?;
                }
                depth -= 1;
                is_over |= depth == 0;
            }
            Event::DocType(_) => return Err(said("it declares a document type".to_owned())),
            Event::Eof if is_over => return Ok(()),
            Event::Eof => return Err(said("it ends before its end".to_owned())),
            _ => {}
        }
    }
}

impl Open {
    /// An element begins: one of the three kinds at the second level, what belongs to it below.
    fn begin(&mut self, start: &BytesStart<'_>, depth: usize, asked: Asked) -> Result<(), String> {
        let name = start.name();
        match (depth, name.as_ref()) {
            (1, "osm") => Ok(()),
            (1, _) => Err("it is no extract of OpenStreetMap".to_owned()),
            (2, "node") if asked.nodes() => self.begin_element(start),
            (2, "way") if asked.ways() => self.begin_element(start),
            (2, "relation") if asked.relations() => self.begin_element(start),
            _ if !self.is_asked => Ok(()),
            (3, "tag") => self.tag(start),
            (3, "nd") if asked.ways() => self.node(start),
            (3, "member") if asked.relations() => self.member(start),
            _ => Ok(()),
        }
    }

    fn begin_element(&mut self, start: &BytesStart<'_>) -> Result<(), String> {
        *self = Open { is_asked: true, ..Open::default() };
        let (mut lon, mut lat) = (None, None);
        each_attribute(start, |key, value| {
            match key {
                "id" => self.id = number(value)?,
                "lon" => lon = Some(nano(value)?),
                "lat" => lat = Some(nano(value)?),
                "visible" => self.is_deleted |= value == "false",
                "action" => self.is_deleted |= value == "delete",
                _ => {}
            }
            Ok(())
        })?;
        if let (Some(lon), Some(lat)) = (lon, lat) {
            self.at = Some(position(self.id, lon, lat)?);
        }
        Ok(())
    }

    fn tag(&mut self, start: &BytesStart<'_>) -> Result<(), String> {
        let (mut name, mut said) = (String::new(), String::new());
        each_attribute(start, |key, value| {
            match key {
                "k" => name = value.to_owned(),
                "v" => said = value.to_owned(),
                _ => {}
            }
            Ok(())
        })?;
        if self.tags.len() == MOST_TAGS || name.len().max(said.len()) > LONGEST_TEXT {
            return Err(format!("element {} has more or longer tags than are read", self.id));
        }
        self.tags.push((name, said));
        Ok(())
    }

    fn node(&mut self, start: &BytesStart<'_>) -> Result<(), String> {
        let mut node = None;
        each_attribute(start, |key, value| {
            if key == "ref" {
                node = Some(number(value)?);
            }
            Ok(())
        })?;
        if self.nodes.len() == MOST_NODES {
            return Err(format!("way {} has more than {MOST_NODES} nodes", self.id));
        }
        self.nodes.push(node.ok_or("a node of a way without a number")?);
        Ok(())
    }

    fn member(&mut self, start: &BytesStart<'_>) -> Result<(), String> {
        let mut member = Member { kind: 'r', id: 0, role: String::new() };
        each_attribute(start, |key, value| {
            match key {
                "type" => member.kind = value.chars().next().unwrap_or('r'),
                "ref" => member.id = number(value)?,
                "role" => member.role = value.chars().take(LONGEST_TEXT).collect(),
                _ => {}
            }
            Ok(())
        })?;
        if self.members.len() == MOST_MEMBERS {
            self.has_more = true;
        } else {
            self.members.push(member);
        }
        Ok(())
    }

    /// The element is whole.
    fn give(&mut self, name: &str, sink: &mut Sink) -> Result<(), String> {
        let open = std::mem::take(self);
        if !open.is_asked || open.is_deleted {
            return Ok(());
        }
        let tags: Vec<(&str, &str)> = open.tags.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        let id = open.id;
        match name {
            "node" => match open.at {
                Some(at) => sink(Element::Node { id, at, tags: &tags }),
                None => Err(format!("node {id} has no position")),
            },
            "way" => sink(Element::Way { id, nodes: &open.nodes, tags: &tags }),
            _ => sink(Element::Relation { id, members: &open.members, has_more: open.has_more, tags: &tags }),
        }
    }
}

fn each_attribute(
    start: &BytesStart<'_>,
    mut take: impl FnMut(&str, &str) -> Result<(), String>,
) -> Result<(), String> {
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        // Only the five entities that XML has by itself are understood.
        let value: Cow<'_, str> =
            attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
        take(attribute.key.as_ref(), &value)?;
    }
    Ok(())
}

fn number(text: &str) -> Result<i64, String> {
    text.parse().map_err(|_| format!("{:?} is no number", text.chars().take(40).collect::<String>()))
}

/// Degrees in steps of 1e-9.
fn nano(text: &str) -> Result<i64, String> {
    let degrees = text.parse::<f64>().ok().filter(|degrees| degrees.abs() <= 1000.0);
    let degrees = degrees.ok_or_else(|| format!("{:?} is no degree", text.chars().take(40).collect::<String>()))?;
    Ok((degrees * 1e9).round() as i64)
}

/// A file that gives no more than so much before it is allowed more: a piece of markup without an end is never held.
struct Pieces {
    file: BufReader<File>,
    left: u64,
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.left == 0 {
            return Err(std::io::Error::other("a piece of markup longer than is read"));
        }
        let most = buffer.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let read = self.file.read(&mut buffer[..most])?;
        self.left -= read as u64;
        Ok(read)
    }
}
