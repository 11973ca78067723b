//! Names within SQL expressions: whether one is there, and giving it another.
//!
//! Deliberately absent: scopes. In a check or an index a name is a column of the one table; in a
//! trigger or a view, where it may be another table's, the renaming is as good as the words are.

use mercer_database::Kind;

use crate::tokens::{Token, TokenKind, tokens};

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A column, alone or after its table.
    Column,
    /// A table in front of its column.
    Table,
    /// A table anywhere.
    Any,
}

/// Words that no database reads as a name unless they are quoted.
const RESERVED: [&str; 62] = [
    "all",
    "and",
    "as",
    "asc",
    "between",
    "by",
    "case",
    "cast",
    "check",
    "collate",
    "column",
    "constraint",
    "create",
    "cross",
    "default",
    "delete",
    "desc",
    "distinct",
    "drop",
    "else",
    "end",
    "exists",
    "false",
    "for",
    "foreign",
    "from",
    "full",
    "grant",
    "group",
    "having",
    "in",
    "index",
    "inner",
    "insert",
    "into",
    "is",
    "join",
    "key",
    "left",
    "like",
    "limit",
    "not",
    "null",
    "offset",
    "on",
    "or",
    "order",
    "outer",
    "primary",
    "references",
    "right",
    "select",
    "set",
    "table",
    "then",
    "to",
    "true",
    "union",
    "unique",
    "update",
    "when",
    "where",
];

/// Whether the expression uses the column.
pub(crate) fn mentions(text: &str, column: &str, kind: Option<Kind>) -> bool {
    let pieces = tokens(text, kind.unwrap_or_else(|| kind_of(text)));
    (0..pieces.len()).any(|place| is(&pieces, place, column, Meaning::Column, kind))
}

/// The expression with another name for the column or table.
pub(super) fn rename_in(
    text: &str,
    from: &str,
    to: &str,
    meaning: Meaning,
    kind: Option<Kind>,
) -> String {
    let kind = kind.unwrap_or_else(|| kind_of(text));
    let pieces = tokens(text, kind);
    let mut renamed = String::new();
    let mut done = 0;
    for (place, piece) in pieces.iter().enumerate() {
        if is(&pieces, place, from, meaning, Some(kind)) {
            renamed.push_str(&text[done..piece.start]);
            renamed.push_str(&written(to, piece.kind, kind));
            done = piece.end;
        }
    }
    renamed.push_str(&text[done..]);
    renamed
}

/// In whose words a text is. Only MySQL's catalog has backticks, and backslashes in strings.
fn kind_of(text: &str) -> Kind {
    if text.contains('`') {
        Kind::MySql
    } else {
        Kind::Postgres
    }
}

fn is(pieces: &[Token], place: usize, name: &str, meaning: Meaning, kind: Option<Kind>) -> bool {
    let piece = &pieces[place];
    let fits = match piece.kind {
        TokenKind::Word => piece.text.eq_ignore_ascii_case(name),
        TokenKind::Quoted if kind == Some(Kind::Sqlite) => piece.text.eq_ignore_ascii_case(name),
        TokenKind::Quoted => piece.text == name,
        _ => false,
    };
    if !fits {
        return false;
    }
    let next = pieces.get(place + 1);
    let next_is = |symbol: &str| next.is_some_and(|next| next.is_symbol(symbol));
    let last = place.checked_sub(1).map(|last| &pieces[last]);
    if meaning != Meaning::Column {
        return meaning == Meaning::Any || next_is(".");
    }
    // `text '..'`, `x::text`, `CAST(x AS date)` and `lower(..)` are no columns.
    let is_type = last.is_some_and(|last| last.is_symbol("::") || last.is_word("as"))
        || next.is_some_and(|next| next.kind == TokenKind::Text);
    let is_word = piece.kind == TokenKind::Word;
    !next_is(".") && !(is_word && (is_type || next_is("(")))
}

/// The name as it stands in the text: quoted as the old one was, or where it must be.
fn written(name: &str, old: TokenKind, kind: Kind) -> String {
    let mut letters = name.chars();
    let is_plain = letters
        .next()
        .is_some_and(|c| c.is_ascii_lowercase() || c == '_')
        && letters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !RESERVED.contains(&name);
    if is_plain && old == TokenKind::Word {
        return name.to_owned();
    }
    let quote = if kind == Kind::MySql { '`' } else { '"' };
    let doubled = name.replace(quote, &format!("{quote}{quote}"));
    format!("{quote}{doubled}{quote}")
}

/// The expression without its table's name in front of columns.
pub(crate) fn without_table(text: &str, table: &str, kind: Kind) -> String {
    let pieces = tokens(text, kind);
    let mut bare = String::new();
    let mut done = 0;
    for place in 0..pieces.len() {
        if is(&pieces, place, table, Meaning::Table, Some(kind)) {
            bare.push_str(&text[done..pieces[place].start]);
            done = pieces[place + 1].end;
        }
    }
    bare.push_str(&text[done..]);
    bare
}
