//! Pages by key: the next page starts after the last record shown, whatever was added or removed meanwhile.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use crate::model::Id;

/// Records for which room is made beforehand.
const USUAL_ROOM: usize = 1000;

/// Where a page ended: the sort value of the last record, its zone (empty outside zones) and its id.
#[derive(Clone, Debug, PartialEq)]
pub struct PageKey {
    /// The value sorted by; 0 when sorted by id alone.
    pub value: f64,
    /// The zone of the record, `None` for what belongs to no zone.
    pub zone: Option<Id>,
    /// The record.
    pub id: Id,
}

/// Which page is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct PageRequest {
    /// How many records at most.
    pub limit: usize,
    /// Start after this key; `None` = from the beginning.
    pub after: Option<PageKey>,
}

impl PageRequest {
    /// Every record, as one page.
    pub fn everything() -> Self {
        PageRequest { limit: usize::MAX - 2, after: None }
    }
}

/// One page of an answer.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// How many records match in all.
    pub matched: usize,
    /// The records of this page, in order.
    pub records: Vec<T>,
    /// Where the next page starts; `None` = this is the last one.
    pub next: Option<PageKey>,
}

impl<T> Page<T> {
    /// The same page with each record looked at more closely; what turns out not to be there is left out.
    pub fn filter_map<U>(self, look: impl FnMut(T) -> Option<U>) -> Page<U> {
        Page { matched: self.matched, records: self.records.into_iter().filter_map(look).collect(), next: self.next }
    }
}

/// Collects one page while all matches pass by **in order of zone and id**; keeps no more than the page, whatever the number of matches.
pub struct PageBuilder<'r, T> {
    request: &'r PageRequest,
    matched: usize,
    kept: BinaryHeap<Kept<T>>,
}

/// A record on the page so far. `sequence` stands for (zone, id), in whose order records pass by.
struct Kept<T> {
    value: f64,
    sequence: usize,
    record: T,
}

impl<'r, T> PageBuilder<'r, T> {
    /// An empty page.
    pub fn new(request: &'r PageRequest) -> Self {
        // A page of everything grows as it is filled.
        let room = request.limit.min(USUAL_ROOM) + 2;
        PageBuilder { request, matched: 0, kept: BinaryHeap::with_capacity(room) }
    }

    /// Counts a match and keeps it when it belongs on the page. `value` is finite.
    pub fn add(&mut self, value: f64, zone: Option<&Id>, id: &Id, record: impl FnOnce() -> T) {
        let sequence = self.matched;
        self.matched += 1;
        let is_after = self.request.after.as_ref().is_none_or(|after| {
            let order = value.total_cmp(&after.value);
            order.then_with(|| zone.cmp(&after.zone.as_ref())).then_with(|| id.cmp(&after.id)).is_gt()
        });
        // One more than the page tells whether there is a next one.
        let full = self.kept.len() > self.request.limit;
        let before_last = !full || self.kept.peek().is_some_and(|last| value.total_cmp(&last.value).is_lt());
        if is_after && before_last {
            self.kept.push(Kept { value, sequence, record: record() });
            if self.kept.len() > self.request.limit + 1 {
                self.kept.pop();
            }
        }
    }

    /// The page. `key_of` gives the zone and id of a record.
    pub fn finish(self, key_of: impl Fn(&T) -> (Option<Id>, Id)) -> Page<T> {
        let mut kept = self.kept.into_sorted_vec();
        let more = kept.len() > self.request.limit;
        kept.truncate(self.request.limit);
        let next = kept.last().filter(|_| more).map(|last| {
            let (zone, id) = key_of(&last.record);
            PageKey { value: last.value, zone, id }
        });
        Page { matched: self.matched, records: kept.into_iter().map(|kept| kept.record).collect(), next }
    }
}

impl<T> Ord for Kept<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.total_cmp(&other.value).then(self.sequence.cmp(&other.sequence))
    }
}

impl<T> PartialOrd for Kept<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> PartialEq for Kept<T> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<T> Eq for Kept<T> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_laid_end_to_end_are_the_sorted_list() {
        // Records pass by in order of id; their values are out of order and repeat.
        let all: Vec<(f64, Id)> =
            (0..97).map(|number| (f64::from(number * 5 % 7), Id::new(&format!("r-{number:03}")).unwrap())).collect();
        let mut sorted = all.clone();
        sorted.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        let mut paged = vec![];
        let mut after = None;
        loop {
            let request = PageRequest { limit: 10, after };
            let mut builder = PageBuilder::new(&request);
            all.iter().for_each(|(value, id)| builder.add(*value, None, id, || (*value, id.clone())));
            let page = builder.finish(|(_, id)| (None, id.clone()));
            assert_eq!(page.matched, 97, "every page says how many there are in all");
            paged.extend(page.records);
            match page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        assert_eq!(paged, sorted);
    }
}
