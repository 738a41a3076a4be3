//! The nodes that ways run through: their numbers first, their positions later, sixteen bytes each.

/// The most nodes that are kept: a quarter of a gigabyte. All roads of Việt Nam have about as many.
const MOST: usize = 16_000_000;

/// A position that was not found.
const NOWHERE: [i32; 2] = [i32::MIN; 2];

/// Nodes by number.
#[derive(Default)]
pub struct Nodes {
    ids: Vec<i64>,
    /// How many of the ids are sorted, each once.
    sorted: usize,
    positions: Vec<[i32; 2]>,
}

impl Nodes {
    /// Asks for nodes.
    ///
    /// **Errors**: a sentence when there are more than are kept.
    pub fn ask(&mut self, ids: &[i64]) -> Result<(), String> {
        self.ids.extend_from_slice(ids);
        // Sorted anew whenever it has grown by half: repeats never pile up.
        if self.ids.len() > self.sorted + self.sorted / 2 + 1_000_000 {
            self.sort();
        }
        if self.sorted > MOST {
            return Err(format!("its roads run through more than {MOST} points; cut it to one province"));
        }
        Ok(())
    }

    /// No more are asked for.
    pub fn sort(&mut self) {
        self.ids.sort_unstable();
        self.ids.dedup();
        self.sorted = self.ids.len();
    }

    /// Makes room for positions.
    pub fn begin(&mut self) {
        self.sort();
        self.ids.shrink_to_fit();
        self.positions = vec![NOWHERE; self.ids.len()];
    }

    /// A node was found.
    pub fn found(&mut self, id: i64, at: [i32; 2]) {
        if let Ok(index) = self.ids.binary_search(&id) {
            self.positions[index] = at;
        }
    }

    /// Where a node is; `None` = the file does not hold it.
    pub fn at(&self, id: i64) -> Option<[i32; 2]> {
        let index = self.ids.binary_search(&id).ok()?;
        self.positions.get(index).copied().filter(|at| *at != NOWHERE)
    }
}
