//! What the facts of several nouns start from.

pub(crate) mod reception;
