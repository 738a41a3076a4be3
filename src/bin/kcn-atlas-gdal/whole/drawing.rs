//! Drawings: a DXF ends with `EOF`, a DGN with the word 0xFFFF. Their drivers give what they have read until the cut.

use std::fs::File;
use std::io::{BufReader, Read};

use super::{bytes_at, said};
use crate::wire::Flaw;

/// How much of the end is looked at: a mark and a few empty lines.
const TAIL: u64 = 256;

/// The first two bytes of the end of a design.
const END_OF_DESIGN: [u8; 2] = [0xff, 0xff];

pub fn look_dxf(file: &str, flaws: &mut Vec<Flaw>) -> Result<(), String> {
    let mut opened = File::open(format!("./{file}")).map_err(said)?;
    let end = opened.metadata().map_err(said)?.len();
    let tail = bytes_at(&mut opened, end.saturating_sub(TAIL), TAIL)?;
    let text = String::from_utf8_lossy(&tail);
    // Some programs end with Ctrl-Z.
    if text.trim_end_matches(|letter: char| letter.is_whitespace() || letter == '\u{1a}').ends_with("EOF") {
        return Ok(());
    }
    flaws.push(Flaw::Cut { file: file.to_owned() });
    Ok(())
}

pub fn look_dgn(file: &str, flaws: &mut Vec<Flaw>) -> Result<(), String> {
    let mut opened = BufReader::new(File::open(format!("./{file}")).map_err(said)?);
    loop {
        let mut start = [0; 2];
        if opened.read_exact(&mut start).is_err() {
            break;
        }
        if start == END_OF_DESIGN {
            return Ok(());
        }
        let mut words = [0; 2];
        if opened.read_exact(&mut words).is_err() {
            break;
        }
        // So many words of two bytes follow.
        let rest = u64::from(u16::from_le_bytes(words)) * 2;
        if std::io::copy(&mut opened.by_ref().take(rest), &mut std::io::sink()).map_err(said)? < rest {
            break;
        }
    }
    flaws.push(Flaw::Cut { file: file.to_owned() });
    Ok(())
}
