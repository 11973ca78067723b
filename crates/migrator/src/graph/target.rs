//! The form of a target: `[branch@][symbol][+N or -N]`.

use super::{TargetError, names::WORDS};

/// A target as written, not yet looked up in a graph.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) asked: String,
    /// What stands before `@`.
    pub(super) branch: Option<String>,
    pub(super) symbol: Symbol,
    pub(super) steps: Option<Steps>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Symbol {
    Head,
    Heads,
    Base,
    Current,
    /// Nothing before the steps: they count from where one is.
    Here,
    Name(String),
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Steps {
    Up(usize),
    Down(usize),
}

impl Target {
    pub(super) fn parse(asked: &str) -> Result<Self, TargetError> {
        let malformed = |why: &'static str| TargetError::Malformed {
            asked: asked.to_owned(),
            why,
        };
        if asked.is_empty() {
            return Err(malformed("it is empty"));
        }
        if asked.contains(char::is_whitespace) {
            return Err(malformed("it holds white space"));
        }
        if asked.contains(':') {
            return Err(malformed("a range `from:to` has no place here"));
        }
        let (branch, rest) = match asked.split_once('@') {
            None => (None, asked),
            Some(("", _)) => return Err(malformed("no label stands before `@`")),
            Some((_, "")) => return Err(malformed("nothing stands after `@`")),
            Some((_, rest)) if rest.contains('@') => {
                return Err(malformed("it has more than one `@`"));
            }
            Some((branch, rest)) => (Some(branch.to_owned()), rest),
        };
        if branch
            .as_ref()
            .is_some_and(|name| is_word(name) || name.starts_with(['+', '-']))
        {
            return Err(malformed("before `@` stands a label or a revision"));
        }
        let (symbol, steps) = split_steps(rest).map_err(malformed)?;
        Ok(Self {
            asked: asked.to_owned(),
            branch,
            symbol: symbol_of(symbol),
            steps,
        })
    }
}

fn is_word(name: &str) -> bool {
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(name))
}

fn symbol_of(text: &str) -> Symbol {
    match text.to_ascii_lowercase().as_str() {
        "" => Symbol::Here,
        "head" => Symbol::Head,
        "heads" => Symbol::Heads,
        "base" => Symbol::Base,
        "current" => Symbol::Current,
        _ => Symbol::Name(text.to_owned()),
    }
}

/// Splits `abc-2` into `abc` and two steps down. A `-` inside a name is never before a digit.
fn split_steps(text: &str) -> Result<(&str, Option<Steps>), &'static str> {
    let Some(place) = text.rfind(['+', '-']) else {
        return Ok((text, None));
    };
    let (symbol, count) = (&text[..place], &text[place + 1..]);
    let up = text[place..].starts_with('+');
    if count.is_empty() || !count.bytes().all(|byte| byte.is_ascii_digit()) {
        let in_name = !text.contains('+') && !text.starts_with('-');
        return if in_name {
            Ok((text, None))
        } else {
            Err("after `+` or `-` stands a number")
        };
    }
    if symbol.contains('+') || symbol.starts_with('-') {
        return Err("only one number of steps can be given");
    }
    match count.parse() {
        Ok(0) => Err("the number of steps is at least 1"),
        Ok(steps) if up => Ok((symbol, Some(Steps::Up(steps)))),
        Ok(steps) => Ok((symbol, Some(Steps::Down(steps)))),
        Err(_) => Err("the number of steps is too large"),
    }
}
