//! Texts longer than a cell of the format, carried on in further columns: `claims`, `claims#2`, `claims#3` … Nothing is cut off.

use super::Value;

/// How much text a cell takes.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    /// At most so much,
    pub most: usize,
    /// counted so.
    pub measure: fn(char) -> usize,
    /// Blanks at both ends of a cell are lost.
    pub is_trimmed: bool,
}

impl Cell {
    /// A text as pieces that fit; one empty piece for an empty text.
    pub fn cut<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let mut pieces = Vec::new();
        let mut rest = text;
        loop {
            let (piece, after) = rest.split_at(self.end(rest));
            pieces.push(piece);
            if after.is_empty() {
                return pieces;
            }
            rest = after;
        }
    }

    /// Where the first piece ends: not beside a blank, where that would be lost and there is another place.
    fn end(&self, text: &str) -> usize {
        let mut taken = 0;
        let mut fits = |letter: char| {
            taken += (self.measure)(letter);
            taken <= self.most
        };
        let end = text.char_indices().find(|(_, letter)| !fits(*letter)).map_or(text.len(), |(at, _)| at);
        if !self.is_trimmed || end == text.len() {
            return end;
        }
        let is_blank = |letter: Option<char>| letter == Some(' ');
        let between = text[..end].char_indices().skip(1).map(|(at, _)| at).chain([end]);
        let sound = |at: &usize| !is_blank(text[..*at].chars().next_back()) && !is_blank(text[*at..].chars().next());
        between.filter(sound).last().unwrap_or(end)
    }
}

/// How many columns each column takes, so that its longest text fits.
#[derive(Clone, Debug)]
pub struct Pieces {
    cell: Cell,
    /// One entry a column, each at least 1.
    pub counts: Vec<usize>,
}

impl Pieces {
    /// Nothing seen yet of so many columns.
    pub fn new(cell: Cell, columns: usize) -> Self {
        Pieces { cell, counts: vec![1; columns] }
    }

    /// Looks at a row.
    pub fn see(&mut self, values: &[Value]) {
        for (count, value) in self.counts.iter_mut().zip(values) {
            if let Value::Text(text) = value {
                *count = (*count).max(self.cell.cut(text).len());
            }
        }
    }

    /// The names of the columns.
    pub fn names<'k>(&self, keys: impl Iterator<Item = &'k str>) -> Vec<String> {
        let named = |(key, count): (&str, &usize)| {
            let first = std::iter::once(key.to_owned());
            first.chain((2..=*count).map(|piece| format!("{key}#{piece}"))).collect::<Vec<_>>()
        };
        keys.zip(&self.counts).flat_map(named).collect()
    }

    /// A row with its texts cut: as many values as [`names`](Pieces::names).
    pub fn apart(&self, values: &[Value]) -> Vec<Value> {
        let mut apart = Vec::with_capacity(values.len());
        for (count, value) in self.counts.iter().zip(values) {
            let before = apart.len();
            match value {
                Value::Text(text) if *count > 1 => {
                    apart.extend(self.cell.cut(text).into_iter().map(|piece| Value::Text(piece.to_owned())));
                }
                value => apart.push(value.clone()),
            }
            apart.resize(before + count, Value::Nothing);
        }
        apart
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CELL: Cell = Cell { most: 10, measure: char::len_utf8, is_trimmed: true };

    #[test]
    fn a_text_is_cut_between_letters_and_put_together_again() {
        for text in
            ["", "short", "exactly 10", "Đường tỉnh lộ 261 nối vào", "a         b   c          d", "            "]
        {
            let pieces = CELL.cut(text);
            assert_eq!(pieces.concat(), text);
            assert!(pieces.iter().all(|piece| piece.len() <= 10), "{pieces:?}");
        }
        for text in ["Đường tỉnh lộ 261 nối vào", "ab cd ef gh ij kl mn", "ab          c"] {
            let pieces = CELL.cut(text);
            let is_whole = |piece: &&str| piece.trim() == *piece;
            assert_eq!(pieces.iter().all(is_whole), !text.starts_with("ab  "), "{pieces:?}");
        }
    }

    #[test]
    fn the_longest_text_decides_how_many_columns_there_are() {
        let rows =
            [vec![Value::Text("a".into()), Value::Text("x".repeat(25))], vec![Value::Number(1.0), Value::Nothing]];
        let mut pieces = Pieces::new(CELL, 2);
        rows.iter().for_each(|row| pieces.see(row));
        assert_eq!(pieces.names(["id", "claims"].into_iter()), ["id", "claims", "claims#2", "claims#3"]);
        assert_eq!(pieces.apart(&rows[1]), [Value::Number(1.0), Value::Nothing, Value::Nothing, Value::Nothing]);
        assert_eq!(pieces.apart(&rows[0])[3], Value::Text("xxxxx".into()));
    }
}
