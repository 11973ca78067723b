//! Something about one line of an order, as people type it: `2=0.350`.

use std::fmt::Display;
use std::str::FromStr;

/// A line's number and what is said about it; line 0 is the delivery.
#[derive(Clone, Debug)]
pub(super) struct OnLine<T> {
    /// The number that `mercer orders show` tells.
    pub(super) line: i64,
    /// What is said.
    pub(super) value: T,
    /// As it was typed.
    pub(super) text: String,
}

impl<T> FromStr for OnLine<T>
where
    T: FromStr,
    T::Err: Display,
{
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "write a line's number, an equals sign and a value, such as 2=1".to_owned();
        let (line, value) = text.split_once('=').ok_or_else(wrong)?;
        Ok(OnLine {
            line: line.parse().map_err(|_| wrong())?,
            value: value.parse().map_err(|error: T::Err| error.to_string())?,
            text: text.to_owned(),
        })
    }
}

/// The texts as they were typed, for [`super::Failure::of_field`].
pub(super) fn texts<T>(lines: &[OnLine<T>]) -> Vec<&str> {
    lines.iter().map(|line| line.text.as_str()).collect()
}
