//! Text in two languages, and the folding that lets "diem thuy" find "Điềm Thụy".

/// A name or sentence in Vietnamese and English.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// Vietnamese, with diacritics, Unicode NFC.
    pub vi: String,
    /// English.
    pub en: String,
}

impl Name {
    /// A text in both languages.
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Name { vi: vi.into(), en: en.into() }
    }
}

/// Folds text for comparison: lower case, Vietnamese letters without their marks, đ as d, runs of anything else as one space.
///
/// Works on composed (NFC) and decomposed text alike, since combining marks are dropped.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match base_letter(letter) {
            Some(base) => folded.push(base),
            None if is_combining_mark(letter) => {}
            None if letter.is_alphanumeric() => folded.push(letter),
            None if folded.ends_with(' ') || folded.is_empty() => {}
            None => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn is_combining_mark(letter: char) -> bool {
    ('\u{0300}'..='\u{036f}').contains(&letter)
}

/// The unmarked letter of a lower-case Vietnamese letter; `None` for everything outside the alphabet.
fn base_letter(letter: char) -> Option<char> {
    Some(match letter {
        'a'..='z' | '0'..='9' => letter,
        'à' | 'á' | 'ả' | 'ã' | 'ạ' | 'ă' | 'ằ' | 'ắ' | 'ẳ' | 'ẵ' | 'ặ' | 'â' | 'ầ' | 'ấ' | 'ẩ' | 'ẫ' | 'ậ' => {
            'a'
        }
        'đ' => 'd',
        'è' | 'é' | 'ẻ' | 'ẽ' | 'ẹ' | 'ê' | 'ề' | 'ế' | 'ể' | 'ễ' | 'ệ' => 'e',
        'ì' | 'í' | 'ỉ' | 'ĩ' | 'ị' => 'i',
        'ò' | 'ó' | 'ỏ' | 'õ' | 'ọ' | 'ô' | 'ồ' | 'ố' | 'ổ' | 'ỗ' | 'ộ' | 'ơ' | 'ờ' | 'ớ' | 'ở' | 'ỡ' | 'ợ' => {
            'o'
        }
        'ù' | 'ú' | 'ủ' | 'ũ' | 'ụ' | 'ư' | 'ừ' | 'ứ' | 'ử' | 'ữ' | 'ự' => 'u',
        'ỳ' | 'ý' | 'ỷ' | 'ỹ' | 'ỵ' => 'y',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn marks_case_and_punctuation_do_not_matter() {
        assert_eq!(fold("KCN Điềm Thụy – khu A"), "kcn diem thuy khu a");
        assert_eq!(fold("Đie\u{0302}\u{0300}m"), "diem", "decomposed letters fold like composed ones");
        assert_eq!(fold("  ĐT.261 "), "dt 261");
        assert_eq!(fold("…"), "");
    }
}
