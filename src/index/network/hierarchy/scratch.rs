//! Room for searches, one for each thread and used again and again: a search touches a few hundred states of many thousands.

use std::cell::Cell;

use super::topology::TOP;
use super::weights::Via;
use crate::index::network::Effort;

/// How a state is reached.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    pub effort: Effort,
    /// The rank below from which it is reached, and the hop; `TOP` where the search began.
    pub before: u32,
    pub via: Via,
}

/// Labels by rank, all of them as new between searches.
#[derive(Default)]
pub(super) struct Scratch {
    pub forwards: Vec<Label>,
    pub backwards: Vec<Label>,
    /// Ranks whose labels are not as new.
    pub touched: Vec<u32>,
    /// Ranks that are still to be looked at, the lowest last.
    pub chain: Vec<u32>,
    /// Distance, car and truck to a state, by rank; counts only where `forwards` does.
    pub measures: Vec<[u32; 3]>,
}

impl Label {
    pub const NEW: Label = Label { effort: Effort::FAR, before: TOP, via: Via::NONE };
}

impl Scratch {
    /// Lends this thread's room to a search over so many states.
    pub fn lend<T>(states: usize, search: impl FnOnce(&mut Scratch) -> T) -> T {
        thread_local!(static ROOM: Cell<Scratch> = Cell::default());
        // Taken out, not borrowed: a search that panics loses the room instead of leaving labels in it.
        let mut scratch = ROOM.take();
        if scratch.forwards.len() < states {
            scratch.forwards.resize(states, Label::NEW);
            scratch.backwards.resize(states, Label::NEW);
            scratch.measures.resize(states, [0; 3]);
        }
        let found = search(&mut scratch);
        for rank in scratch.touched.drain(..) {
            scratch.forwards[rank as usize] = Label::NEW;
            scratch.backwards[rank as usize] = Label::NEW;
        }
        ROOM.set(scratch);
        found
    }

    /// Puts a rank among those to be looked at, unless it is there.
    #[inline]
    pub fn put(chain: &mut Vec<u32>, rank: u32) {
        if rank == TOP {
            return;
        }
        let mut at = chain.len();
        while at > 0 && chain[at - 1] < rank {
            at -= 1;
        }
        if at == 0 || chain[at - 1] != rank {
            chain.insert(at, rank);
        }
    }
}
