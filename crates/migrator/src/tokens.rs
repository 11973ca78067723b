//! SQL text in pieces: words, quoted names, strings, numbers and operators, without comments.
//!
//! Deliberately absent: meaning. What the pieces say is for those who read them.

use mercer_database::Kind;

/// What a piece of SQL is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A word without quotes, in lower case.
    Word,
    /// A name in quotes, without them.
    Quoted,
    /// A string, with its quotes.
    Text,
    /// A number.
    Number,
    /// An operator or a bracket.
    Symbol,
}

/// A piece of SQL, with its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    pub(crate) text: String,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Token {
    /// Whether this is the word (in lower case), not a quoted name that reads alike.
    pub(crate) fn is_word(&self, word: &str) -> bool {
        self.kind == TokenKind::Word && self.text == word
    }

    pub(crate) fn is_symbol(&self, symbol: &str) -> bool {
        self.kind == TokenKind::Symbol && self.text == symbol
    }

    /// Whether this can be the name of something.
    pub(crate) fn is_name(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Quoted)
    }
}

const OPERATORS: [&str; 13] = [
    "!~~*", "!~~", "->>", "~~*", "~~", "::", "<>", "!=", "<=", ">=", "==", "||", "->",
];

/// Cuts SQL text into its pieces. An unclosed quote or comment reaches to the end.
pub(crate) fn tokens(sql: &str, kind: Kind) -> Vec<Token> {
    let mut found = Vec::new();
    let mut start = 0;
    while let Some(letter) = sql[start..].chars().next() {
        let rest = &sql[start..];
        let (token_kind, length) = if letter.is_whitespace() {
            start += letter.len_utf8();
            continue;
        } else if rest.starts_with("--") {
            start += rest.find('\n').unwrap_or(rest.len());
            continue;
        } else if rest.starts_with("/*") {
            start += rest.find("*/").map_or(rest.len(), |end| end + 2);
            continue;
        } else if letter == '\'' {
            (
                TokenKind::Text,
                quoted_length(rest, '\'', kind == Kind::MySql),
            )
        } else if letter == '"' || letter == '`' {
            (TokenKind::Quoted, quoted_length(rest, letter, false))
        } else if letter == '[' && kind == Kind::Sqlite {
            (
                TokenKind::Quoted,
                rest.find(']').map_or(rest.len(), |end| end + 1),
            )
        } else if letter.is_ascii_digit() {
            (
                TokenKind::Number,
                length_while(rest, |c| c.is_ascii_alphanumeric() || c == '.'),
            )
        } else if letter.is_alphanumeric() || letter == '_' {
            (
                TokenKind::Word,
                length_while(rest, |c| c.is_alphanumeric() || c == '_' || c == '$'),
            )
        } else {
            let operator = OPERATORS
                .iter()
                .find(|operator| rest.starts_with(**operator));
            (
                TokenKind::Symbol,
                operator.map_or(letter.len_utf8(), |operator| operator.len()),
            )
        };
        let text = &rest[..length];
        found.push(Token {
            kind: token_kind,
            text: match token_kind {
                TokenKind::Quoted => unquoted(text, letter),
                TokenKind::Word => text.to_lowercase(),
                _ => text.to_owned(),
            },
            start,
            end: start + length,
        });
        start += length;
    }
    found
}

fn length_while(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|letter| !belongs(letter)).unwrap_or(text.len())
}

/// The length of a quoted piece with both quotes; a doubled quote stands for one.
fn quoted_length(text: &str, quote: char, backslash_escapes: bool) -> usize {
    let mut letters = text.char_indices().skip(1).peekable();
    while let Some((index, letter)) = letters.next() {
        if letter == '\\' && backslash_escapes {
            letters.next();
        } else if letter == quote {
            match letters.peek() {
                Some((_, next)) if *next == quote => drop(letters.next()),
                _ => return index + 1,
            }
        }
    }
    text.len()
}

fn unquoted(text: &str, quote: char) -> String {
    let inner = text.strip_prefix(quote).unwrap_or(text);
    if quote == '[' {
        return inner.strip_suffix(']').unwrap_or(inner).to_owned();
    }
    let inner = inner.strip_suffix(quote).unwrap_or(inner);
    inner.replace(&format!("{quote}{quote}"), &quote.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(sql: &str, kind: Kind) -> Vec<String> {
        tokens(sql, kind)
            .into_iter()
            .map(|token| token.text)
            .collect()
    }

    #[test]
    fn quotes_and_comments_do_not_end_a_piece() {
        let sql = "A \"b \"\" ) c\" /* ) */ 'it''s (' -- , \n[x y]>=1.5";
        assert_eq!(
            texts(sql, Kind::Sqlite),
            ["a", "b \" ) c", "'it''s ('", "x y", ">=", "1.5"]
        );
        assert_eq!(texts("ARRAY[1]", Kind::Postgres), ["array", "[", "1", "]"]);
        assert_eq!(texts(r"'a\'b' x", Kind::MySql), [r"'a\'b'", "x"]);
        assert_eq!(texts("'never closed", Kind::Sqlite), ["'never closed"]);
    }
}
