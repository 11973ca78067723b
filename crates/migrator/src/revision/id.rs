//! The names of revisions and of branches.

/// The words that mean places in the history and can name no revision.
const TARGETS: [&str; 4] = ["base", "current", "head", "heads"];

const LONGEST: usize = 64;

/// What a revision's id or a branch's label has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "1 to 64 of the characters A-Z, a-z, 0-9, \"_\", \".\" and \"-\", not beginning with \".\" or \
     \"-\", and none of the words base, current, head, heads"
)]
pub struct BadId;

/// A new random id: 12 hexadecimal characters.
pub fn new_id() -> String {
    format!("{:012x}", rand::random::<u64>() >> 16)
}

/// Checks an id or a branch label that a person chose. One that begins with a point or a dash
/// would be a hidden file, or an option or a step back on a command line.
pub fn check_id(id: &str) -> Result<(), BadId> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
    let good = (1..=LONGEST).contains(&id.len())
        && id.bytes().all(allowed)
        && !id.starts_with(['.', '-'])
        && !TARGETS.contains(&id);
    if good { Ok(()) } else { Err(BadId) }
}
