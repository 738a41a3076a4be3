//! An extract in PBF: blobs one after the other, each read and forgotten.
//!
//! The library trusts sums of numbers that a file gives, and passes over texts that are not there; both are looked at here.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};

use osmpbf::{Blob, BlobDecode, PrimitiveBlock, PrimitiveGroup, RelMemberType};

use super::blob::{Broken, Frame, blob, frames};
use super::element::{Asked, Element, LONGEST_TEXT, MOST_MEMBERS, MOST_NODES, MOST_TAGS, Member, Sink, position};

/// How a PBF begins after the length of its first head.
const START: &[u8] = b"\x0a\x09OSMHeader";

/// What a file may need of its reader.
const UNDERSTOOD: [&str; 2] = ["OsmSchema-V0.6", "DenseNodes"];

/// Whether the first bytes of a file are those of a PBF.
pub fn begins(head: &[u8]) -> bool {
    head.get(4..4 + START.len()) == Some(START)
}

/// A file whose blobs were counted.
pub struct Pbf {
    file: File,
    blobs: Vec<Known>,
}

/// A blob, and what is known to be in it once it was read.
struct Known {
    frame: Frame,
    /// Nodes, ways, relations.
    has: [bool; 3],
}

impl Pbf {
    /// Opens a file and walks over the heads of its blobs.
    pub fn open(path: &str) -> Result<Self, Broken> {
        let mut file = File::open(path).map_err(|error| error.to_string())?;
        let mut frames = frames(&mut file)?.into_iter();
        let head = frames.next().ok_or(Broken::Cut)?;
        check_head(&mut file, &head)?;
        let mut blobs = Vec::new();
        for (frame, number) in frames.zip(2..) {
            // The format lets readers pass over what they do not know; then a damaged head would cost a block without a word.
            if frame.kind != "OSMData" {
                return Err(format!("blob {number} is of no known kind").into());
            }
            blobs.push(Known { frame, has: [true; 3] });
        }
        Ok(Pbf { file, blobs })
    }

    /// Gives the asked elements in the order of the file.
    pub fn each(&mut self, asked: Asked, sink: &mut Sink) -> Result<(), String> {
        for (known, number) in self.blobs.iter_mut().zip(2..) {
            let [nodes, ways, relations] = known.has;
            if !(asked.nodes() && nodes || asked.ways() && ways || asked.relations() && relations) {
                continue;
            }
            let named = |error: String| format!("blob {number}: {error}");
            let blob = blob(&mut self.file, &known.frame).map_err(named)?;
            // Sums of made-up numbers overflow inside the library.
            let read = catch_unwind(AssertUnwindSafe(|| each_of_blob(&blob, asked, sink)));
            known.has = read.unwrap_or_else(|_| Err("its numbers make no sense".to_owned())).map_err(named)?;
        }
        Ok(())
    }
}

fn check_head(file: &mut File, frame: &Frame) -> Result<(), String> {
    let blob = blob(file, frame).map_err(|error| format!("blob 1: {error}"))?;
    let head = blob.to_headerblock().map_err(|error| format!("blob 1: {error}"))?;
    match head.required_features().iter().find(|needed| !UNDERSTOOD.contains(&needed.as_str())) {
        Some(needed) => Err(format!("it needs a reader that understands {}", shown(needed))),
        None => Ok(()),
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
