//! Statements of a revision's own.

use mercer_database::Kind;

use super::Statement;
use crate::tokens::{Token, TokenKind, tokens};

/// On SQLite and PostgreSQL the whole text, which they run as a script within the transaction. On
/// MySQL, where each statement commits by itself, one by one, unless it holds a body of statements.
pub(super) fn statements(sql: &str, kind: Kind) -> Vec<Statement> {
    let pieces = tokens(sql, kind);
    if pieces.iter().all(|piece| piece.is_symbol(";")) {
        return Vec::new();
    }
    let has_body = pieces.iter().any(|piece| piece.is_word("begin"));
    if kind != Kind::MySql || has_body {
        return vec![Statement::new(without_end(sql))];
    }
    let mut split = Vec::new();
    let ends = |piece: &&Token| piece.kind == TokenKind::Symbol && piece.text == ";";
    let mut start = 0;
    for end in pieces
        .iter()
        .filter(ends)
        .map(|piece| piece.start)
        .chain([sql.len()])
    {
        let text = &sql[start..end];
        if !tokens(text, kind).is_empty() {
            split.push(Statement::new(text.trim()));
        }
        start = (end + 1).min(sql.len());
    }
    split
}

fn without_end(sql: &str) -> &str {
    let sql = sql.trim();
    sql.strip_suffix(';').unwrap_or(sql)
}
