//! One form for what databases write in different words, so that equal things compare equal.
//!
//! Deliberately absent: proving that two conditions mean the same. `a > 0 AND b > 0` and
//! `b > 0 AND a > 0` differ.

mod expression;
mod names;
mod parser;

pub(crate) use expression::canonical;
pub(crate) use names::{
    as_read_back, comparable_live, drop_indexes_of_keys, unique_indexes_as_constraints,
};
