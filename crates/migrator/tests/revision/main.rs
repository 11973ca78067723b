//! Revision files: what is read, what is printed, what is hashed, what is refused.

mod every_operation;
mod files;
mod hashes;
mod mistakes;
mod random;
mod round_trip;
mod types;
