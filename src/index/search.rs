//! Finding records by name: marks and case ignored, words by their beginning, one typing slip forgiven.
//!
//! Names are split into words once. A query word is compared with the vocabulary, not with every name,
//! so the cost follows the number of different words, which grows far slower than the number of records.

use std::collections::{BTreeMap, HashMap};

use crate::model::{Id, Kind, Name, fold};

/// A name that can be found.
#[derive(Clone, Debug, PartialEq)]
pub struct NameEntry {
    /// Kind of the record.
    pub kind: Kind,
    /// Which record.
    pub id: Id,
    /// What it is called.
    pub name: Name,
    /// More words it answers to (a road's number, an id).
    pub also: String,
}

/// A found name with how well it fits, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NameHit {
    /// Position of the entry in the list the index was built of.
    pub entry: u32,
    /// 1 = every word exact.
    pub score: f64,
}

/// The words of all names.
#[derive(Clone, Debug, Default)]
pub struct NameIndex {
    entries: Vec<NameEntry>,
    vocabulary: Vec<(Box<str>, Box<[u32]>)>,
    /// The folded Vietnamese name, English name and number of each entry, by which whole phrases are recognised.
    phrases: Vec<[Box<str>; 3]>,
}

const EXACT: f64 = 1.0;
const BEGINNING: f64 = 0.8;
const ONE_SLIP: f64 = 0.5;
/// Shorter words with a slip could be anything.
const SHORTEST_WITH_SLIP: usize = 4;
/// All words are there, but apart or in another order: "Yên Bình" is not "Bình Yên".
const SCATTERED: f64 = 0.75;
/// What each word of a name that was not asked for costs, and how many of them count.
const SPARE_WORD: f64 = 0.03;
const MOST_SPARE_WORDS: usize = 8;

impl NameIndex {
    /// Builds the index.
    pub fn new(entries: Vec<NameEntry>) -> Self {
        let mut postings: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        let phrases_of =
            |entry: &NameEntry| [&entry.name.vi, &entry.name.en, &entry.also].map(|text| fold(text).into_boxed_str());
        let phrases: Vec<[Box<str>; 3]> = entries.iter().map(phrases_of).collect();
        for (at, phrases) in (0_u32..).zip(&phrases) {
            for word in phrases.iter().flat_map(|phrase| phrase.split(' ')).filter(|word| !word.is_empty()) {
                let owners = postings.entry(word.to_owned()).or_default();
                if owners.last() != Some(&at) {
                    owners.push(at);
                }
            }
        }
        let vocabulary = postings.into_iter().map(|(word, owners)| (word.into(), owners.into())).collect();
        NameIndex { entries, vocabulary, phrases }
    }

    /// The entries the index was built of.
    pub fn entries(&self) -> &[NameEntry] {
        &self.entries
    }

    /// Entries in which every word of the query is found, best first; equal ones in the order of the list.
    pub fn find(&self, query: &str, limit: usize) -> Vec<NameHit> {
        let folded = fold(query);
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let Some((first, rest)) = words.split_first() else { return Vec::new() };
        let mut scores = self.word_scores(first);
        for word in rest {
            let found = self.word_scores(word);
            scores.retain(|entry, score| found.get(entry).map(|more| *score += more).is_some());
        }
        let mut hits: Vec<NameHit> = scores
            .into_iter()
            .map(|(entry, sum)| NameHit {
                entry,
                score: self.score(entry, sum / words.len() as f64, &folded, words.len()),
            })
            .collect();
        hits.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.entry.cmp(&other.entry)));
        hits.truncate(limit);
        hits
    }

    /// The mean of the word scores, lowered for scattered words, for words that were not asked for, and by kind of record.
    fn score(&self, entry: u32, word_score: f64, asked: &str, asked_words: usize) -> f64 {
        let phrases = &self.phrases[entry as usize];
        let kind = kind_weight(self.entries[entry as usize].kind);
        if &*phrases[2] == asked {
            return kind;
        }
        let together = phrases.iter().any(|phrase| phrase.contains(asked)) || word_score < BEGINNING;
        let order = if together { 1.0 } else { SCATTERED };
        let spare = phrases[0].split(' ').count().saturating_sub(asked_words).min(MOST_SPARE_WORDS);
        word_score * order * (1.0 - SPARE_WORD * spare as f64) * kind
    }

    /// Entries holding the word, its continuation, or the word with one slip, with the best score of each.
    fn word_scores(&self, word: &str) -> HashMap<u32, f64> {
        let mut scores: HashMap<u32, f64> = HashMap::new();
        for (known, owners) in &self.vocabulary {
            let score = match_word(word, known);
            if score > 0.0 {
                for owner in owners {
                    scores.entry(*owner).and_modify(|best| *best = best.max(score)).or_insert(score);
                }
            }
        }
        scores
    }
}

/// Of equal fits people mean the park before the village it is named after.
fn kind_weight(kind: Kind) -> f64 {
    match kind {
        Kind::Zone => 1.0,
        Kind::RoadSection | Kind::TransportNode => 0.94,
        Kind::ZonePart => 0.92,
        _ => 0.9,
    }
}

fn match_word(asked: &str, known: &str) -> f64 {
    if asked == known {
        EXACT
    } else if known.starts_with(asked) {
        BEGINNING
    } else if asked.len() >= SHORTEST_WITH_SLIP && within_one_slip(asked, known) {
        ONE_SLIP
    } else {
        0.0
    }
}

/// Whether two words differ by one letter added, left out, mistyped, or two neighbours swapped.
fn within_one_slip(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let same_start = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[same_start..], &other[same_start..]);
    match (one, other) {
        ([], []) => true,
        ([a, b, rest @ ..], [c, d, other_rest @ ..]) if a == d && b == c && rest == other_rest => true,
        _ => {
            let skip = |letters: &[char], count: usize| letters.get(count..).map(<[char]>::to_vec);
            match one.len().cmp(&other.len()) {
                std::cmp::Ordering::Equal => skip(one, 1) == skip(other, 1),
                std::cmp::Ordering::Less => Some(one.to_vec()) == skip(other, 1),
                std::cmp::Ordering::Greater => skip(one, 1) == Some(other.to_vec()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(names: &[&str]) -> NameIndex {
        let entry = |(at, name): (usize, &&str)| NameEntry {
            kind: Kind::Zone,
            id: Id::new(&format!("zone-{at}")).unwrap(),
            name: Name::new(*name, *name),
            also: String::new(),
        };
        NameIndex::new(names.iter().enumerate().map(entry).collect())
    }

    fn found<'i>(index: &'i NameIndex, query: &str) -> Vec<&'i str> {
        index.find(query, 10).iter().map(|hit| index.entries()[hit.entry as usize].name.vi.as_str()).collect()
    }

    #[test]
    fn marks_case_and_one_slip_are_forgiven() {
        let index = index(&["KCN Điềm Thụy", "CCN Điềm Thụy", "KCN Sông Công II", "Xã Thượng Đình"]);
        assert_eq!(found(&index, "diem thuy"), ["KCN Điềm Thụy", "CCN Điềm Thụy"]);
        assert_eq!(found(&index, "DIEM THUI ccn"), ["CCN Điềm Thụy"], "a slip in one word, a kind in another");
        assert_eq!(found(&index, "song cong"), ["KCN Sông Công II"]);
        assert_eq!(found(&index, "thuong di"), ["Xã Thượng Đình"], "the last word may be unfinished");
        assert!(found(&index, "hanoi").is_empty());
        assert!(found(&index, " – ").is_empty());
    }

    #[test]
    fn an_exact_name_comes_before_a_longer_one() {
        let index = index(&["KCN Yên Bình 2 mở rộng", "KCN Yên Bình 2"]);
        assert_eq!(found(&index, "yen binh 2")[0], "KCN Yên Bình 2");
    }

    #[test]
    fn words_in_another_order_come_last() {
        let index = index(&["Bình Yên", "KCN Yên Bình I", "Nút giao Yên Bình"]);
        assert_eq!(found(&index, "yen binh"), ["KCN Yên Bình I", "Nút giao Yên Bình", "Bình Yên"]);
    }

    #[test]
    fn a_road_is_found_by_its_number_first() {
        let road = |at: usize, name: &str, number: &str| NameEntry {
            kind: Kind::RoadSection,
            id: Id::new(&format!("r-{at}")).unwrap(),
            name: Name::new(name, name),
            also: number.into(),
        };
        let index = NameIndex::new(vec![road(0, "Nối nút giao – QL3", ""), road(1, "Quốc lộ 3 đoạn Chợ Mới", "QL3")]);
        assert_eq!(index.entries()[index.find("ql3", 5)[0].entry as usize].also, "QL3");
    }

    #[test]
    fn slips_are_one_letter_or_two_swapped() {
        for (asked, known, expected) in [
            ("thuy", "thuy", true),
            ("thyu", "thuy", true),
            ("thuyy", "thuy", true),
            ("thy", "thuy", true),
            ("tkuy", "thuy", true),
            ("tkyu", "thuy", false),
            ("song", "cong", true),
            ("songs", "cong", false),
        ] {
            assert_eq!(within_one_slip(asked, known), expected, "{asked} {known}");
        }
    }
}
