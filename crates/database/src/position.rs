//! How far a server's log has come, and how new what is read has to be.

use std::fmt;
use std::str::FromStr;

/// A place in the log of a PostgreSQL server: whoever has replayed the log so far shows every
/// change that was committed before the place was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position(u64);

impl fmt::Display for Position {
    /// As PostgreSQL writes it: two halves in hexadecimal digits.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:X}/{:X}", self.0 >> 32, self.0 & 0xFFFF_FFFF)
    }
}

/// A text that is no place in a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a position is two numbers in hexadecimal digits, as in 16/B374D848")]
pub struct NoPosition;

impl FromStr for Position {
    type Err = NoPosition;

    fn from_str(text: &str) -> Result<Self, NoPosition> {
        let (high, low) = text.split_once('/').ok_or(NoPosition)?;
        Ok(Position(half(high)? << 32 | half(low)?))
    }
}

fn half(text: &str) -> Result<u64, NoPosition> {
    // A sign would be taken for a part of the number.
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(NoPosition);
    }
    u32::from_str_radix(text, 16)
        .map(u64::from)
        .map_err(|_| NoPosition)
}

/// How new what a reading unit sees has to be. Without a replica everything is the latest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Freshness {
    /// Everything that was committed: the replica is not asked.
    #[default]
    Latest,
    /// Everything up to there, and nothing that is older than a few seconds.
    AtLeast(Position),
    /// Nothing that is older than a few seconds.
    Recent,
}

#[cfg(test)]
mod tests {
    use super::{NoPosition, Position};

    #[test]
    fn a_position_is_read_as_it_is_written() {
        for text in ["0/0", "16/B374D848", "FFFFFFFF/FFFFFFFF", "1/A"] {
            let position: Position = text.parse().expect("a position");
            assert_eq!(position.to_string(), text);
        }
        let early: Position = "0/FFFFFFFF".parse().expect("a position");
        let late: Position = "1/0".parse().expect("a position");
        assert!(early < late);
    }

    #[test]
    fn anything_else_is_no_position() {
        for text in [
            "",
            "/",
            "1/",
            "/1",
            "1",
            "+1/1",
            "1/-1",
            "1/123456789",
            "x/1",
            "1/1/1",
        ] {
            assert_eq!(text.parse::<Position>(), Err(NoPosition), "{text:?}");
        }
    }
}
