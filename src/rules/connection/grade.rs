//! The technical grade of a road.

use crate::model::{RoadClass, RoadSection};

/// Technical grade (cấp kỹ thuật, TCVN 4054:2005), best first. An expressway's grade is its class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Expressway.
    Expressway,
    /// I.
    I,
    /// II.
    II,
    /// III.
    III,
    /// IV.
    IV,
    /// V.
    V,
    /// VI.
    VI,
}

impl Grade {
    /// Every grade, best first.
    pub const ALL: [Grade; 7] = [Grade::Expressway, Grade::I, Grade::II, Grade::III, Grade::IV, Grade::V, Grade::VI];

    /// How it is written.
    pub fn text(self) -> &'static str {
        match self {
            Grade::Expressway => "expressway",
            Grade::I => "I",
            Grade::II => "II",
            Grade::III => "III",
            Grade::IV => "IV",
            Grade::V => "V",
            Grade::VI => "VI",
        }
    }

    /// Reads a grade as offices write it: `III`, `cấp III`, `III đồng bằng`, `Cấp III-MN`, `cao tốc 100 km/h`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Grade> {
        let text = text.trim().to_lowercase();
        if text.starts_with("cao tốc") || text.starts_with("đường cao tốc") {
            return Some(Grade::Expressway);
        }
        let text = ["cấp", "grade"].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(&text).trim_start();
        let end = text.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(text.len());
        Grade::ALL.into_iter().find(|grade| grade.text().to_lowercase() == text[..end])
    }

    /// The planned grade of a section, by which the law goes; `None` = unknown, which the present grade does not tell.
    pub fn planned(section: &RoadSection) -> Option<Grade> {
        if section.class == RoadClass::Expressway {
            return Some(Grade::Expressway);
        }
        section.planned_grade.as_deref().and_then(Grade::parse)
    }
}

#[cfg(test)]
mod tests {
    use super::Grade;

    #[test]
    fn a_grade_is_read_as_offices_write_it() {
        for text in ["III", " iii ", "cấp III", "Cấp III-MN", "III đồng bằng", "Grade III"] {
            assert_eq!(Grade::parse(text), Some(Grade::III), "{text}");
        }
        for text in ["cao tốc", "Cao tốc 100 km/h", "expressway"] {
            assert_eq!(Grade::parse(text), Some(Grade::Expressway), "{text}");
        }
        for text in ["", "IIII", "VII", "3", "A", "đường tốt"] {
            assert_eq!(Grade::parse(text), None, "{text}");
        }
        for grade in Grade::ALL {
            assert_eq!(Grade::parse(grade.text()), Some(grade));
        }
    }
}
