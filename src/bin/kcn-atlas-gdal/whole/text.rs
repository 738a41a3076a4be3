//! Texts: those in UTF-16 become UTF-8, and XML that defines entities is not read.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};

use encoding_rs::{CoderResult, Encoding};

use super::said;
use crate::wire::Flaw;

/// Bytes that are decoded at once.
const CHUNK: usize = 64 * 1024;

/// What no file of an office needs.
const ENTITY: &[u8] = b"<!ENTITY";

/// Turns a text in UTF-16 into UTF-8, in its place. Excel writes such tables, Notepad such everything.
pub fn to_utf8(file: &str, flaws: &mut Vec<Flaw>) -> Result<(), String> {
    let path = format!("./{file}");
    let mut content = BufReader::new(File::open(&path).map_err(said)?);
    let encoding = match Encoding::for_bom(content.fill_buf().map_err(said)?) {
        Some((encoding, _)) if encoding != encoding_rs::UTF_8 => encoding,
        _ => return Ok(()),
    };
    let recoded = "./.recoded";
    recode(&mut content, encoding, &mut BufWriter::new(File::create(recoded).map_err(said)?)).map_err(said)?;
    std::fs::rename(recoded, &path).map_err(said)?;
    flaws.push(Flaw::Utf16 { file: file.to_owned() });
    Ok(())
}

fn recode(from: &mut impl Read, encoding: &'static Encoding, to: &mut impl Write) -> std::io::Result<()> {
    let mut decoder = encoding.new_decoder_with_bom_removal();
    let (mut bytes, mut text) = (vec![0; CHUNK], vec![0; CHUNK]);
    loop {
        let read = from.read(&mut bytes)?;
        let mut rest = &bytes[..read];
        loop {
            let (result, taken, written, _) = decoder.decode_to_utf8(rest, &mut text, read == 0);
            to.write_all(&text[..written])?;
            rest = &rest[taken..];
            if result == CoderResult::InputEmpty {
                break;
            }
        }
        if read == 0 {
            return to.flush();
        }
    }
}

/// The first byte that is no blank, after a mark of byte order.
pub fn first_letter(path: &str) -> Result<Option<u8>, String> {
    let mut head = Vec::new();
    File::open(path).and_then(|file| file.take(1024).read_to_end(&mut head)).map_err(said)?;
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
    Ok(head.iter().copied().find(|byte| !byte.is_ascii_whitespace()))
}

/// Entities may name other files, or unfold without end.
pub fn look_for_entities(file: &str, flaws: &mut Vec<Flaw>) -> Result<(), String> {
    let mut content = File::open(format!("./{file}")).map_err(said)?;
    let (mut seen, mut bytes) = (Vec::new(), vec![0; CHUNK]);
    loop {
        let read = content.read(&mut bytes).map_err(said)?;
        if read == 0 {
            return Ok(());
        }
        // The end of one piece is looked at again with the next: the word may lie across.
        seen.extend_from_slice(&bytes[..read]);
        if seen.windows(ENTITY.len()).any(|window| window.eq_ignore_ascii_case(ENTITY)) {
            flaws.push(Flaw::Entities { file: file.to_owned() });
            return Ok(());
        }
        seen.drain(..seen.len().saturating_sub(ENTITY.len()));
    }
}
