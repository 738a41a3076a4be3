//! An extract in PBF: blobs one after the other, each unpacked, read and forgotten.
//!
//! The library trusts sums of numbers that a file gives, and passes over texts that are not there; both are looked at here.

use std::fs::File;
use std::io::BufReader;
use std::panic::{AssertUnwindSafe, catch_unwind};

use osmpbf::{Blob, BlobDecode, BlobReader, BlobType, ByteOffset, PrimitiveBlock, PrimitiveGroup, RelMemberType};

use super::element::{Asked, Element, LONGEST_TEXT, MOST_MEMBERS, MOST_NODES, MOST_TAGS, Member, Sink, position};

/// How a PBF begins after the length of its first head.
const START: &[u8] = b"\x0a\x09OSMHeader";

/// The largest blob, bytes: what the format allows.
const LARGEST_BLOB: u64 = 32 << 20;

/// What a reader must understand of a file that needs more than this is not understood.
const UNDERSTOOD: [&str; 2] = ["OsmSchema-V0.6", "DenseNodes"];

/// Whether the first bytes of a file are those of a PBF.
pub fn begins(head: &[u8]) -> bool {
    head.get(4..4 + START.len()) == Some(START)
}

/// A file whose blobs were counted: none ends after the file, none is larger than is allowed.
pub struct Pbf {
    reader: BlobReader<BufReader<File>>,
    blobs: Vec<Known>,
}

/// A blob, and what is known to be in it once it was read.
struct Known {
    at: ByteOffset,
    nodes: bool,
    ways: bool,
    relations: bool,
}

/// Why a file cannot be opened.
pub enum Broken {
    /// It ends inside a blob.
    Cut,
    /// In words.
    Said(String),
}

impl Pbf {
    /// Opens a file and walks over the heads of its blobs.
    pub fn open(path: &str) -> Result<Self, Broken> {
        let said = |error: String| Broken::Said(error);
        let length = std::fs::metadata(path).map_err(|error| said(error.to_string()))?.len();
        let mut reader = BlobReader::seekable_from_path(path).map_err(|error| said(error.to_string()))?;
        let (mut blobs, mut end) = (Vec::new(), 0);
        while let Some(next) = reader.next_header_skip_blob() {
            let number = blobs.len() + 1;
            let (head, at) = next.map_err(|error| said(format!("the head of blob {number}: {error}")))?;
            let size = u64::try_from(head.get_blob_size()).ok().filter(|size| *size <= LARGEST_BLOB);
            let size = size.ok_or_else(|| said(format!("blob {number} says it has {} bytes", head.get_blob_size())))?;
            let (at, after) = match (at, reader.seek_raw(std::io::SeekFrom::Current(0))) {
                (Some(at), Ok(after)) => (at, after),
                _ => return Err(Broken::Cut),
            };
            if after > length || after < size {
                return Err(Broken::Cut);
            }
            end = after;
            match head.blob_type() {
                BlobType::OsmData => blobs.push(Known { at, nodes: true, ways: true, relations: true }),
                BlobType::OsmHeader if at.0 == 0 => {}
                // The format lets readers pass over what they do not know; then a damaged head would cost a block without a word.
                _ => return Err(said(format!("blob {number} is of no known kind"))),
            }
        }
        if end != length {
            return Err(Broken::Cut);
        }
        let mut pbf = Pbf { reader, blobs };
        pbf.check_head().map_err(said)?;
        Ok(pbf)
    }

    fn check_head(&mut self) -> Result<(), String> {
        let blob = self.reader.blob_from_offset(ByteOffset(0)).map_err(|error| error.to_string())?;
        let head = blob.to_headerblock().map_err(|error| format!("the head of the file: {error}"))?;
        match head.required_features().iter().find(|needed| !UNDERSTOOD.contains(&needed.as_str())) {
            Some(needed) => Err(format!("it needs a reader that understands {}", shown(needed))),
            None => Ok(()),
        }
    }

    /// Gives the asked elements in the order of the file.
    pub fn each(&mut self, asked: Asked, sink: &mut Sink) -> Result<(), String> {
        for number in 0..self.blobs.len() {
            let known = &self.blobs[number];
            let is_wanted =
                asked.nodes() && known.nodes || asked.ways() && known.ways || asked.relations() && known.relations;
            if !is_wanted {
                continue;
            }
            let named = |error: String| format!("block {}: {error}", number + 1);
            let blob = self.reader.blob_from_offset(known.at).map_err(|error| named(error.to_string()))?;
            // Sums of made-up numbers overflow inside the library.
            let read = catch_unwind(AssertUnwindSafe(|| each_of_blob(&blob, asked, sink)));
            let [nodes, ways, relations] =
                read.unwrap_or_else(|_| Err("its numbers make no sense".to_owned())).map_err(named)?;
            self.blobs[number] = Known { at: self.blobs[number].at, nodes, ways, relations };
        }
        Ok(())
    }
}

/// Gives the elements of a blob, and says whether it has nodes, ways and relations.
fn each_of_blob(blob: &Blob, asked: Asked, sink: &mut Sink) -> Result<[bool; 3], String> {
    let block = match blob.decode().map_err(|error| error.to_string())? {
        BlobDecode::OsmData(block) => block,
        _ => return Ok([false; 3]),
    };
    let texts = Texts::of(&block);
    let mut has = [false; 3];
    for group in block.groups() {
        has[0] |= group.nodes().len() + group.dense_nodes().len() > 0;
        has[1] |= group.ways().len() > 0;
        has[2] |= group.relations().len() > 0;
        if asked.nodes() {
            each_node(&group, &texts, sink)?;
        }
        if asked.ways() {
            each_way(&group, &texts, sink)?;
        }
        if asked.relations() {
            each_relation(&group, &texts, sink)?;
        }
    }
    Ok(has)
}

/// The texts that elements of a block name by number.
struct Texts<'b>(&'b [Vec<u8>]);

impl<'b> Texts<'b> {
    fn of(block: &'b PrimitiveBlock) -> Self {
        Texts(block.raw_stringtable())
    }

    fn get(&self, at: usize) -> Result<&'b str, String> {
        let bytes = self.0.get(at).ok_or_else(|| format!("it names text {at} of {}", self.0.len()))?;
        let text = std::str::from_utf8(bytes).map_err(|_| format!("text {at} is no UTF-8"))?;
        if text.len() > LONGEST_TEXT { Err(format!("text {at} has {} bytes", text.len())) } else { Ok(text) }
    }

    fn tags<N: TryInto<usize>>(
        &self,
        pairs: impl Iterator<Item = (N, N)>,
        tags: &mut Vec<(&'b str, &'b str)>,
    ) -> Result<(), String> {
        tags.clear();
        for (key, value) in pairs {
            let number = |at: N| at.try_into().map_err(|_| "it names a text below nought".to_owned());
            if tags.len() == MOST_TAGS {
                return Err(format!("an element of more than {MOST_TAGS} tags"));
            }
            tags.push((self.get(number(key)?)?, self.get(number(value)?)?));
        }
        Ok(())
    }
}

fn each_node(group: &PrimitiveGroup<'_>, texts: &Texts<'_>, sink: &mut Sink) -> Result<(), String> {
    let mut tags = Vec::new();
    for node in group.nodes() {
        texts.tags(node.raw_tags(), &mut tags)?;
        let at = position(node.id(), node.nano_lon(), node.nano_lat())?;
        sink(Element::Node { id: node.id(), at, tags: &tags })?;
    }
    for node in group.dense_nodes() {
        texts.tags(node.raw_tags(), &mut tags)?;
        let at = position(node.id(), node.nano_lon(), node.nano_lat())?;
        sink(Element::Node { id: node.id(), at, tags: &tags })?;
    }
    Ok(())
}

fn each_way(group: &PrimitiveGroup<'_>, texts: &Texts<'_>, sink: &mut Sink) -> Result<(), String> {
    let (mut tags, mut nodes) = (Vec::new(), Vec::new());
    for way in group.ways() {
        if way.raw_refs().len() > MOST_NODES {
            return Err(format!("way {} has {} nodes", way.id(), way.raw_refs().len()));
        }
        texts.tags(way.raw_tags(), &mut tags)?;
        nodes.clear();
        nodes.extend(way.refs());
        sink(Element::Way { id: way.id(), nodes: &nodes, tags: &tags })?;
    }
    Ok(())
}

fn each_relation(group: &PrimitiveGroup<'_>, texts: &Texts<'_>, sink: &mut Sink) -> Result<(), String> {
    let (mut tags, mut members) = (Vec::new(), Vec::new());
    for relation in group.relations() {
        texts.tags(relation.raw_tags(), &mut tags)?;
        members.clear();
        for member in relation.members().take(MOST_MEMBERS) {
            let kind = match member.member_type {
                RelMemberType::Node => 'n',
                RelMemberType::Way => 'w',
                RelMemberType::Relation => 'r',
            };
            let role = member.role().map_err(|error| error.to_string())?;
            let role = role.chars().take(LONGEST_TEXT).collect();
            members.push(Member { kind, id: member.member_id, role });
        }
        let has_more = relation.members().len() > members.len();
        sink(Element::Relation { id: relation.id(), members: &members, has_more, tags: &tags })?;
    }
    Ok(())
}

/// A text of a file as far as it is worth showing.
fn shown(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(80).collect()
}
