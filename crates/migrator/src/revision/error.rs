//! What is wrong with a revision file, where, and what was expected there.

use std::fmt;
use std::path::PathBuf;

/// Why revisions could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum RevisionError {
    /// A file does not say what a revision says.
    #[error("{file}:{line}:{column}: {problem}")]
    File {
        /// The file's name.
        file: String,
        /// The line, from 1.
        line: usize,
        /// The character in the line, from 1.
        column: usize,
        /// What is wrong there.
        problem: Box<Problem>,
    },
    /// Two files hold a revision with the same id.
    #[error("{first} and {second} are both revision {id}; give one of them another id")]
    SameId {
        /// The id.
        id: String,
        /// The file that comes first.
        first: String,
        /// The other file.
        second: String,
    },
    /// A new revision would take the place of a file.
    #[error("{} exists already and is left as it is; choose another id or message", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The folder or a file in it cannot be used.
    #[error("cannot {action} {}: {source}", path.display())]
    Io {
        /// What was tried, such as "read".
        action: &'static str,
        /// The folder or file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
}

/// One mistake in a revision file. `place` says in which part, such as `[[op]] add_column`; it is
/// empty at the head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It is not TOML; also a key given twice.
    Syntax(String),
    /// A key that nothing reads.
    UnknownKey {
        /// In which part.
        place: String,
        /// The key.
        key: String,
        /// The key that may be meant, or the keys that are possible.
        advice: String,
    },
    /// An operation that does not exist.
    UnknownOperation {
        /// `[[op]]` or `[[down]]`.
        place: String,
        /// What follows `do`.
        found: String,
        /// The operation that may be meant, or all that exist.
        advice: String,
    },
    /// Something that has to be said is not.
    Missing {
        /// In which part.
        place: String,
        /// The key.
        key: String,
        /// What to write for it.
        expected: String,
    },
    /// A value that cannot be what its key asks for.
    Wrong {
        /// In which part.
        place: String,
        /// The key; empty when the part itself is meant.
        key: String,
        /// What stands there.
        found: String,
        /// What to write instead.
        expected: String,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::Syntax(message) => f.write_str(message),
            Problem::UnknownKey { place, key, advice } => {
                write!(f, "{}unknown key {key:?}; {advice}", before(place))
            }
            Problem::UnknownOperation {
                place,
                found,
                advice,
            } => write!(f, "{}unknown operation {found:?}; {advice}", before(place)),
            Problem::Missing {
                place,
                key,
                expected,
            } => write!(
                f,
                "{}\"{key}\" is missing; expected {expected}",
                before(place)
            ),
            Problem::Wrong {
                place,
                key,
                found,
                expected,
            } => write!(
                f,
                "{}{}found {found}, expected {expected}",
                before(place),
                before(key)
            ),
        }
    }
}

fn before(place: &str) -> String {
    match place {
        "" => String::new(),
        place => format!("{place}: "),
    }
}

/// What to say of a word that is not one of those known.
pub(super) fn advice(word: &str, known: &[&str]) -> String {
    let bound = (word.chars().count() / 3).max(1) + 1;
    let nearest = known
        .iter()
        .map(|candidate| (strsim::levenshtein(word, candidate), *candidate))
        .filter(|(distance, candidate)| *distance < bound.max(candidate.len() / 3))
        .min();
    match nearest {
        Some((_, candidate)) => format!("did you mean {candidate:?}?"),
        None => format!("expected one of: {}", known.join(", ")),
    }
}
