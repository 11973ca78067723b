//! What only the text of SQLite's CREATE statements tells: the names of constraints, checks,
//! collations, expressions.

use mercer_database::Kind;

use crate::Unmodelled;
use crate::tokens::{Token, tokens};

/// What a CREATE TABLE says beyond the pragmas.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Definition {
    /// Name and condition.
    pub(super) checks: Vec<(Option<String>, String)>,
    /// Name and columns.
    pub(super) uniques: Vec<(Option<String>, Vec<String>)>,
    /// Name, columns and parent.
    pub(super) foreign_keys: Vec<(Option<String>, Vec<String>, String)>,
    /// Column and collation.
    pub(super) collations: Vec<(String, String)>,
    /// Column and `GENERATED ALWAYS AS (..)`.
    pub(super) generated: Vec<(String, String)>,
    /// Whether the key's numbers are never given twice.
    pub(super) autoincrement: bool,
    /// What the model has no words for.
    pub(super) unmodelled: Vec<Unmodelled>,
}

/// Reads a CREATE TABLE.
pub(super) fn definition(sql: &str) -> Definition {
    let mut found = Definition::default();
    let pieces = tokens(sql, Kind::Sqlite);
    let Some(open) = pieces.iter().position(|token| token.is_symbol("(")) else {
        return found;
    };
    let close = closing(&pieces, open);
    for item in split(&pieces[open + 1..close]) {
        let words = ["constraint", "primary", "unique", "check", "foreign"];
        match item.first() {
            Some(first) if words.iter().any(|word| first.is_word(word)) => {
                clauses(sql, item, None, &mut found);
                unmodelled(sql, item, "", &mut found.unmodelled);
            }
            Some(first) => {
                let name = plain(first, &sql[first.start..first.end]);
                clauses(sql, &item[1..], Some(&name), &mut found);
                unmodelled(sql, &item[1..], &name, &mut found.unmodelled);
            }
            None => {}
        }
    }
    let mut options = pieces.iter().skip(close);
    if options.any(|token| token.is_word("strict")) {
        found.unmodelled.push(Unmodelled {
            part: String::new(),
            words: "STRICT".to_owned(),
        });
    }
    found
}

/// Reads a CREATE INDEX: its parts and the predicate, as text.
pub(super) fn index(sql: &str) -> (Vec<String>, Option<String>) {
    let pieces = tokens(sql, Kind::Sqlite);
    let Some(open) = pieces.iter().position(|token| token.is_symbol("(")) else {
        return (Vec::new(), None);
    };
    let close = closing(&pieces, open);
    let parts = split(&pieces[open + 1..close])
        .into_iter()
        .map(|part| match part.split_last() {
            Some((last, before)) if last.is_word("desc") || last.is_word("asc") => {
                between(sql, before)
            }
            _ => between(sql, part),
        })
        .collect();
    let rest = pieces.get(close + 1..).unwrap_or_default();
    let predicate = rest.iter().position(|token| token.is_word("where"));
    (
        parts,
        predicate.map(|place| between(sql, &rest[place + 1..])),
    )
}

/// Reads the constraints of a column, or of the table.
fn clauses(sql: &str, item: &[Token], column: Option<&str>, found: &mut Definition) {
    let mut name = None;
    let mut columns: Vec<String> = column.map(ToOwned::to_owned).into_iter().collect();
    let mut place = 0;
    while let Some(token) = item.get(place) {
        let after = item.get(place + 1);
        let opens = after.is_some_and(|next| next.is_symbol("("));
        let end = if opens {
            closing(item, place + 1)
        } else {
            place
        };
        let within = if opens { &item[place + 2..end] } else { &[] };
        if token.is_symbol("(") {
            place = closing(item, place);
        } else if let (true, Some(next)) = (token.is_word("constraint"), after) {
            name = Some(plain(next, &sql[next.start..next.end]));
            place += 1;
        } else if token.is_word("check") {
            found.checks.push((name.take(), between(sql, within)));
            place = end;
        } else if token.is_word("unique") {
            let listed = if opens {
                listed(sql, within)
            } else {
                columns.clone()
            };
            found.uniques.push((name.take(), listed));
            place = end;
        } else if token.is_word("key") && opens {
            columns = listed(sql, within);
            place = end;
        } else if let (true, Some(next)) = (token.is_word("references"), after) {
            let parent = plain(next, &sql[next.start..next.end]);
            found
                .foreign_keys
                .push((name.take(), columns.clone(), parent));
            place += 1;
        } else if let (true, Some(next), Some(column)) = (token.is_word("collate"), after, column) {
            let collation = plain(next, &sql[next.start..next.end]);
            if !collation.eq_ignore_ascii_case("binary") {
                found.collations.push((column.to_owned(), collation));
            }
            place += 1;
        } else if let (true, true, Some(column)) = (token.is_word("as"), opens, column) {
            let text = format!("GENERATED ALWAYS AS ({})", between(sql, within));
            found.generated.push((column.to_owned(), text));
            place = end;
        } else if token.is_word("autoincrement") {
            found.autoincrement = true;
        } else if token.is_word("primary") || token.is_word("null") || token.is_word("default") {
            // A name given to one of these is not that of the next constraint.
            name = None;
        }
        place += 1;
    }
}

/// Finds what the model has no words for in the constraints of a column, or of the table.
fn unmodelled(sql: &str, item: &[Token], column: &str, found: &mut Vec<Unmodelled>) {
    let mut part = column.to_owned();
    let word = |place: usize| item.get(place).map_or("", |token| token.text.as_str());
    let mut place = 0;
    while let Some(token) = item.get(place) {
        let last = place.checked_sub(1).map(&word).unwrap_or_default();
        let mut end = place;
        let words = if token.is_symbol("(") {
            end = closing(item, place);
            let listed = matches!(last, "unique" | "key").then(|| &item[place + 1..end]);
            let sorts = |token: &Token| token.is_word("collate") || token.is_word("desc");
            let sorted = listed.filter(|within| within.iter().any(sorts));
            sorted.map(|within| format!("({})", between(sql, within)))
        } else if let (true, Some(name)) = (token.is_word("constraint"), item.get(place + 1)) {
            part = plain(name, &sql[name.start..name.end]);
            end += 1;
            None
        } else if token.is_word("on") && word(place + 1) == "conflict" {
            end += 2;
            let usual = word(end) == "abort";
            (!usual).then(|| format!("ON CONFLICT {}", word(end).to_uppercase()))
        } else if token.is_word("deferrable") && last != "not" {
            let deferred = word(place + 1) == "initially" && word(place + 2) == "deferred";
            let when = if deferred { " INITIALLY DEFERRED" } else { "" };
            Some(format!("DEFERRABLE{when}"))
        } else if token.is_word("match") && word(place + 1) != "simple" {
            Some(format!("MATCH {}", word(place + 1).to_uppercase()))
        } else if token.is_word("desc") {
            Some("PRIMARY KEY DESC".to_owned())
        } else {
            None
        };
        found.extend(words.map(|words| Unmodelled {
            part: part.clone(),
            words,
        }));
        place = end + 1;
    }
}

/// A name as the pragmas tell it: without quotes, and otherwise as written.
fn plain(token: &Token, written: &str) -> String {
    if token.text.eq_ignore_ascii_case(written) {
        return written.to_owned();
    }
    token.text.clone()
}

fn listed(sql: &str, within: &[Token]) -> Vec<String> {
    let first = |part: &[Token]| {
        part.first()
            .map(|token| plain(token, &sql[token.start..token.end]))
    };
    split(within).into_iter().filter_map(first).collect()
}

/// The text from the first to the last of these pieces.
fn between(sql: &str, pieces: &[Token]) -> String {
    match (pieces.first(), pieces.last()) {
        (Some(first), Some(last)) => sql[first.start..last.end].to_owned(),
        _ => String::new(),
    }
}

/// The place of the bracket that closes the one at `open`, or the end of the text.
fn closing(pieces: &[Token], open: usize) -> usize {
    let mut depth = 0_usize;
    for (place, token) in pieces.iter().enumerate().skip(open) {
        if token.is_symbol("(") {
            depth += 1;
        } else if token.is_symbol(")") {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return place;
            }
        }
    }
    pieces.len()
}

/// Cuts at the commas that are in no brackets.
fn split(pieces: &[Token]) -> Vec<&[Token]> {
    let mut depth = 0_i32;
    pieces
        .split(|token| {
            depth += i32::from(token.is_symbol("(")) - i32::from(token.is_symbol(")"));
            depth == 0 && token.is_symbol(",")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constraints_are_found_with_their_names() {
        let found = definition(
            "CREATE TABLE \"t (\" ( -- a comment, with (\n\
             id INTEGER PRIMARY KEY AUTOINCREMENT, \"Sku\" VARCHAR(4) NOT NULL UNIQUE,\n\
             name TEXT COLLATE nocase DEFAULT (')' || 'x') CHECK (name <> ',)'),\n\
             parent BIGINT CONSTRAINT up REFERENCES t (id) ON DELETE CASCADE,\n\
             twice BIGINT AS (id * 2),\n\
             CONSTRAINT pair UNIQUE (name, \"Sku\") CONSTRAINT rule CHECK ((a) > (b)),\n\
             FOREIGN KEY (a, b) REFERENCES other)",
        );
        let text = |text: &str| text.to_owned();
        assert_eq!(
            found,
            Definition {
                checks: vec![
                    (None, text("name <> ',)'")),
                    (Some(text("rule")), text("(a) > (b)")),
                ],
                uniques: vec![
                    (None, vec![text("Sku")]),
                    (Some(text("pair")), vec![text("name"), text("Sku")]),
                ],
                foreign_keys: vec![
                    (Some(text("up")), vec![text("parent")], text("t")),
                    (None, vec![text("a"), text("b")], text("other")),
                ],
                collations: vec![(text("name"), text("nocase"))],
                generated: vec![(text("twice"), text("GENERATED ALWAYS AS (id * 2)"))],
                autoincrement: true,
                unmodelled: Vec::new(),
            }
        );
    }

    #[test]
    fn what_the_model_has_no_words_for_is_told() {
        let found = definition(
            "CREATE TABLE t (id INTEGER PRIMARY KEY DESC ON CONFLICT IGNORE, \
             a TEXT NOT NULL ON CONFLICT ABORT DEFAULT 'strict' CHECK (a MATCH 'x'), \
             \"deferrable\" BIGINT REFERENCES p (id) MATCH FULL NOT DEFERRABLE, \
             c BIGINT REFERENCES p MATCH SIMPLE DEFERRABLE INITIALLY DEFERRED, \
             CONSTRAINT both UNIQUE (a COLLATE nocase, c DESC) ON CONFLICT REPLACE, \
             UNIQUE (a, c)) STRICT, WITHOUT ROWID",
        );
        let words: Vec<_> = found.unmodelled.iter().map(ToString::to_string).collect();
        assert_eq!(
            words,
            [
                "id PRIMARY KEY DESC",
                "id ON CONFLICT IGNORE",
                "deferrable MATCH FULL",
                "c DEFERRABLE INITIALLY DEFERRED",
                "both (a COLLATE nocase, c DESC)",
                "both ON CONFLICT REPLACE",
                "STRICT",
            ]
        );
    }

    #[test]
    fn an_index_tells_its_parts_and_its_predicate() {
        let (parts, predicate) =
            index("CREATE UNIQUE INDEX i ON t (lower(a, 1) DESC, \"b\") WHERE a > 0");
        assert_eq!(parts, ["lower(a, 1)", "\"b\""]);
        assert_eq!(predicate.as_deref(), Some("a > 0"));
        assert_eq!(index(""), (Vec::new(), None));
    }

    #[test]
    fn broken_text_is_survived() {
        for text in [
            "",
            "CREATE TABLE t",
            "CREATE TABLE t (a CHECK (",
            "CREATE TABLE t (a UNIQUE (",
        ] {
            let _ = definition(text);
        }
    }
}
