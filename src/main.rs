//! The hallway: it alone opens every door.

fn main() {}
