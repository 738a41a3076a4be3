//! What the public may know of how many households a clearance concerns.

use super::Source;

/// Unpublished counts are shown to the nearest multiple of this.
pub const ROUNDED_TO: u64 = 5;

/// Households of one clearance area at one stage.
///
/// Invariant: what it [`shows`](PublicCount::shown) is what public sources say, exactly, plus a multiple of
/// [`ROUNDED_TO`]. So no sum or difference of shown numbers tells an unpublished count more closely.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PublicCount {
    published: u64,
    /// Not rounded. Never leaves this type.
    unpublished: u64,
    has_published: bool,
    has_unpublished: bool,
}

/// Where a shown count comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountBasis {
    /// A public source says so.
    Published,
    /// Rounded.
    Rounded,
    /// A public source says a part of it, the rest is rounded.
    Mixed,
}

impl PublicCount {
    /// One count by one source.
    pub fn stated(count: u64, source: &Source) -> Self {
        let mut one = PublicCount::default();
        one.add(count, source);
        one
    }

    /// Adds what a source says of other households of the same area and stage.
    pub fn add(&mut self, count: u64, source: &Source) {
        if source.is_published() {
            self.published += count;
            self.has_published = true;
        } else {
            self.unpublished += count;
            self.has_unpublished = true;
        }
    }

    /// What is shown, and what it rests on; `None` = nobody said anything.
    pub fn shown(&self) -> Option<(u64, CountBasis)> {
        let basis = match (self.has_published, self.has_unpublished) {
            (false, false) => return None,
            (true, false) => CountBasis::Published,
            (false, true) => CountBasis::Rounded,
            (true, true) => CountBasis::Mixed,
        };
        Some((self.published + rounded(self.unpublished), basis))
    }
}

fn rounded(count: u64) -> u64 {
    (count + ROUNDED_TO / 2) / ROUNDED_TO * ROUNDED_TO
}

/// Adds up shown counts: totals are made of rounded cells. `None` where nothing was shown.
pub fn total_shown(cells: impl IntoIterator<Item = (u64, CountBasis)>) -> Option<(u64, CountBasis)> {
    cells
        .into_iter()
        .reduce(|(sum, basis), (count, other)| (sum + count, if basis == other { basis } else { CountBasis::Mixed }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SourceKind;

    fn source(kind: SourceKind, url: Option<&str>) -> Source {
        Source { kind, title: "x".to_owned(), url: url.map(str::to_owned), date: None }
    }

    #[test]
    fn what_is_shown_is_published_or_a_multiple_of_five_more() {
        let press = source(SourceKind::Press, Some("https://example.vn"));
        let file = source(SourceKind::Official, None);
        assert_eq!(PublicCount::default().shown(), None);
        assert_eq!(PublicCount::stated(353, &press).shown(), Some((353, CountBasis::Published)));
        for (count, shown) in [(0, 0), (2, 0), (3, 5), (7, 5), (8, 10), (12, 10)] {
            assert_eq!(PublicCount::stated(count, &file).shown(), Some((shown, CountBasis::Rounded)), "{count}");
        }
        let mut both = PublicCount::stated(353, &press);
        both.add(3, &file);
        assert_eq!(both.shown(), Some((358, CountBasis::Mixed)));
    }

    #[test]
    fn the_internal_file_of_an_authority_is_not_published() {
        let is_exact =
            |kind, url| PublicCount::stated(3, &source(kind, url)).shown() == Some((3, CountBasis::Published));
        assert!(is_exact(SourceKind::Official, Some("https://example.vn")));
        assert!(!is_exact(SourceKind::Official, None));
        assert!(!is_exact(SourceKind::Press, None));
        assert!(!is_exact(SourceKind::Illustration, Some("https://example.vn")));
    }
}
