//! One form for what databases write in different words, so that equal things compare equal.
//!
//! Deliberately absent: proving that two conditions mean the same. `a > 0 AND b > 0` and
//! `b > 0 AND a > 0` differ.

mod defaults;
mod expression;
mod names;
mod parser;

pub(crate) use defaults::{default, is_generated};
pub(crate) use expression::{canonical, canonical_of};
pub(crate) use names::{
    comparable, drop_indexes_of_keys, same_key, same_name, unique_indexes_as_constraints,
};
