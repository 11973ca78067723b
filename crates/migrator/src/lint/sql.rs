//! What can be seen of statements of a revision's own: the words by which data go.

use mercer_database::Kind;

use super::past::Past;
use crate::Sql;
use crate::tokens::{Token, TokenKind, tokens};

/// What may follow DROP in ALTER TABLE without being a column.
const NO_COLUMN: [&str; 11] = [
    "constraint",
    "index",
    "key",
    "primary",
    "foreign",
    "check",
    "default",
    "not",
    "expression",
    "identity",
    "period",
];

/// The first words by which data go, on any database, such as `DROP TABLE`, and the database that
/// they are written for.
///
/// A statement inside a trigger or function counts, though it runs later: nothing here
/// understands SQL. What is put together in a string is not seen.
pub(super) fn loss(sql: &Sql, past: &Past) -> Option<(String, Kind)> {
    [Kind::Sqlite, Kind::Postgres, Kind::MySql]
        .into_iter()
        .find_map(|kind| {
            let pieces = tokens(sql.up.of(kind), kind);
            let mut statements = pieces.split(|piece| piece.is_symbol(";"));
            let words = statements.find_map(|statement| of_statement(statement, past))?;
            Some((words, kind))
        })
}

fn of_statement(statement: &[Token], past: &Past) -> Option<String> {
    let alters = statement
        .first()
        .is_some_and(|first| first.is_word("alter"))
        && statement
            .get(1)
            .is_some_and(|second| second.is_word("table"));
    (0..statement.len()).find_map(|at| of_word(&statement[at..], at == 0, alters, past))
}

/// Judges the word that these pieces begin with.
fn of_word(pieces: &[Token], begins: bool, alters: bool, past: &Past) -> Option<String> {
    let next = pieces.get(1);
    let follows = |words: &[&str]| next.is_some_and(|next| words.iter().any(|w| next.is_word(w)));
    let word = &pieces[0];
    if word.is_word("drop") {
        if follows(&["table"]) && !only_own(&pieces[2..], past) {
            return Some("DROP TABLE".to_owned());
        }
        if follows(&["column"]) {
            return Some("DROP COLUMN".to_owned());
        }
        if follows(&["schema", "database", "partition", "owned"]) {
            let what = next.map_or("", |next| next.text.as_str());
            return Some(format!("DROP {}", what.to_uppercase()));
        }
        if follows(&["type", "domain", "extension"])
            && pieces.iter().any(|piece| piece.is_word("cascade"))
        {
            return Some("DROP ... CASCADE".to_owned());
        }
        let names = next.is_some_and(Token::is_name);
        if alters && names && !follows(&["table"]) && !follows(&NO_COLUMN) {
            return Some("DROP of a column".to_owned());
        }
    }
    if word.is_word("truncate") {
        let elsewhere = follows(&["on", "or"]) || next.is_some_and(|next| next.is_symbol("("));
        if !elsewhere && next.is_some() {
            return Some("TRUNCATE".to_owned());
        }
    }
    if word.is_word("delete") && (begins || follows(&["from"])) {
        return Some("DELETE".to_owned());
    }
    None
}

/// Whether what is dropped is one table, which the revision itself made.
fn only_own(pieces: &[Token], past: &Past) -> bool {
    let conditional = pieces.len() > 1 && pieces[0].is_word("if") && pieces[1].is_word("exists");
    let names = if conditional { &pieces[2..] } else { pieces };
    match names {
        [name] if name.kind == TokenKind::Word || name.kind == TokenKind::Quoted => {
            past.made_table(&name.text)
        }
        _ => false,
    }
}
