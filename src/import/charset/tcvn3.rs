//! TCVN3, the charset of the ABC fonts (`.VnTime`, `.VnArial`): TCVN 5712:1993, one byte a letter.
//!
//! **Source**: TCVN 5712-1; the 74 letters of the fonts agree with `iconv -f TCVN5712-1`.

/// Letters of the bytes 0x80 to 0xFF. Capitals with a tone stand below 0xA0 and were rarely used: the fonts for capitals drew small letters.
const UPPER_HALF: &str = "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ\u{a0}ĂÂÊÔƠƯĐăâêôơưđẶ\u{300}\u{309}\u{303}\u{301}\u{323}àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ";

/// Capitals that stand among the control characters. Tab, line feed and carriage return are not among them.
const LOWER: [(u8, char); 12] = [
    (0x01, 'Ú'),
    (0x02, 'Ụ'),
    (0x04, 'Ừ'),
    (0x05, 'Ử'),
    (0x06, 'Ữ'),
    (0x11, 'Ứ'),
    (0x12, 'Ự'),
    (0x13, 'Ỳ'),
    (0x14, 'Ỷ'),
    (0x15, 'Ỹ'),
    (0x16, 'Ý'),
    (0x17, 'Ỵ'),
];

/// Reads TCVN3. Every byte has a meaning.
pub fn decode(bytes: &[u8]) -> String {
    let upper: Vec<char> = UPPER_HALF.chars().collect();
    let letter = |byte: u8| match byte {
        0x80.. => upper.get(usize::from(byte - 0x80)).copied().unwrap_or('\u{fffd}'),
        _ => LOWER.iter().find(|(known, _)| *known == byte).map_or(char::from(byte), |(_, letter)| *letter),
    };
    bytes.iter().map(|byte| letter(*byte)).collect()
}

/// Writes TCVN3, for tests.
#[cfg(test)]
pub fn encode(text: &str) -> Vec<u8> {
    let byte = |letter: char| {
        let upper = UPPER_HALF.chars().rev().position(|known| known == letter).map(|at| 0xff - at as u8);
        let lower = LOWER.iter().find(|(_, known)| *known == letter).map(|(byte, _)| *byte);
        upper.or(lower).unwrap_or_else(|| u8::try_from(letter).expect("a letter of TCVN3"))
    };
    text.chars().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_upper_half_has_a_letter_for_every_byte() {
        assert_eq!(UPPER_HALF.chars().count(), 128);
        for (byte, letter) in
            [(0xA1, 'Ă'), (0xA7, 'Đ'), (0xAE, 'đ'), (0xB5, 'à'), (0xCB, 'ậ'), (0xD5, 'ế'), (0xEA, 'ờ'), (0xFE, 'ỵ')]
        {
            assert_eq!(decode(&[byte]), letter.to_string(), "{byte:#x}");
        }
        assert_eq!(decode(b"a\tb\r\n"), "a\tb\r\n");
    }
}
