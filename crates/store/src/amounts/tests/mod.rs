//! What holds for every order, tried with thousands of random ones, and what some amounts are.
//!
//! Every property is also tried on arithmetic that rounds as one would at first, and has to find
//! it wrong.
#![allow(clippy::unwrap_used)]

mod credits;
mod examples;
mod lines;
mod random;
mod shares;
