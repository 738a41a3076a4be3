//! `\U+1EA1`: how AutoCAD writes a letter its font does not have.

/// Reads the escapes; anything that only looks like one stays as it is.
pub fn unescape(text: &str) -> String {
    let mut read = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("\\U+").or_else(|| rest.find("\\u+")) {
        let (before, escape) = rest.split_at(at);
        read.push_str(before);
        let letter = escape.get(3..7).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        match letter.and_then(|digits| char::from_u32(u32::from_str_radix(digits, 16).ok()?)) {
            Some(letter) => {
                read.push(letter);
                rest = &escape[7..];
            }
            None => {
                read.push_str(&escape[..3]);
                rest = &escape[3..];
            }
        }
    }
    read.push_str(rest);
    read
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn escapes_become_letters_and_lookalikes_stay() {
        assert_eq!(unescape(r"S\U+00F4ng C\U+00F4ng"), "Sông Công");
        assert_eq!(unescape(r"\U+1EA1"), "ạ");
        for text in [r"\U+", r"\U+12", r"\U+12G4", r"\U+D800", r"C:\Users", "\\U+1ẽạ"] {
            assert_eq!(unescape(text), text);
        }
    }
}
