//! The canonical form of an expression.

use std::fmt;

use mercer_database::Kind;

use super::parser;
use crate::replay::without_table;
use crate::tokens::tokens;

/// An expression as a tree, without its parentheses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// A name or a value.
    Leaf(String),
    /// A function, or what is written like one here: `in(x, 1, 2)`.
    Call(String, Vec<Node>),
    /// Parts joined by an operator.
    Operator(String, Vec<Node>),
}

impl Node {
    /// Joins two parts. A chain of ANDs, or of ORs, is one list, however it was bracketed.
    pub(super) fn joined(operator: &str, left: Node, right: Node) -> Node {
        let mut parts = Vec::new();
        for side in [left, right] {
            match side {
                Node::Operator(inner, more)
                    if inner == operator && matches!(operator, "and" | "or") =>
                {
                    parts.extend(more);
                }
                other => parts.push(other),
            }
        }
        Node::Operator(operator.to_owned(), parts)
    }

    /// NOT, as far inside as it goes: MariaDB moves it there. NULL makes no difference to that.
    pub(super) fn negated(self) -> Node {
        let opposite = |operator: &str| {
            Some(match operator {
                "and" => "or",
                "or" => "and",
                "=" => "<>",
                "<>" => "=",
                "<" => ">=",
                ">=" => "<",
                ">" => "<=",
                "<=" => ">",
                _ => return None,
            })
        };
        match self {
            Node::Operator(operator, parts) => match opposite(&operator) {
                Some(opposite) if matches!(opposite, "and" | "or") => {
                    let mut parts = parts.into_iter().map(Node::negated);
                    let first = parts.next().unwrap_or(Node::Leaf(String::new()));
                    parts.fold(first, |left, right| Node::joined(opposite, left, right))
                }
                Some(opposite) => Node::Operator(opposite.to_owned(), parts),
                None => Node::Call("not".to_owned(), vec![Node::Operator(operator, parts)]),
            },
            Node::Call(name, mut parts) if name == "not" && parts.len() == 1 => parts.remove(0),
            other => Node::Call("not".to_owned(), vec![other]),
        }
    }
}

impl fmt::Display for Node {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |parts: &[Node], between: &str| {
            let parts: Vec<_> = parts.iter().map(ToString::to_string).collect();
            parts.join(between)
        };
        match self {
            Node::Leaf(text) => formatter.write_str(text),
            Node::Call(name, parts) => write!(formatter, "{name}({})", list(parts, ", ")),
            Node::Operator(operator, parts) => {
                write!(formatter, "({})", list(parts, &format!(" {operator} ")))
            }
        }
    }
}

/// The canonical form: lower case, no quotes around names, one way to bracket, `IN` instead of
/// PostgreSQL's `= ANY (ARRAY[..])`, and none of the casts that PostgreSQL adds.
///
/// A text that the parser does not understand is compared piece by piece as it stands.
pub(crate) fn canonical(text: &str, kind: Kind) -> String {
    let pieces = tokens(text, kind);
    if let Some(node) = parser::parse(&pieces, kind) {
        return node.to_string();
    }
    let words: Vec<_> = pieces.iter().map(|piece| piece.text.as_str()).collect();
    words.join(" ")
}

/// The canonical form of an expression of this table: columns have no table in front, however it
/// was written; SQLite keeps what was.
pub(crate) fn canonical_of(table: &str, text: &str, kind: Kind) -> String {
    canonical(&without_table(text, table, kind), kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(kind: Kind, declared: &str, read_back: &str) {
        assert_eq!(canonical(declared, kind), canonical(read_back, kind));
        assert!(
            parser::parse(&tokens(declared, kind), kind).is_some(),
            "{declared}"
        );
        assert!(
            parser::parse(&tokens(read_back, kind), kind).is_some(),
            "{read_back}"
        );
    }

    #[test]
    fn postgresqls_words_equal_the_declared_ones() {
        for (declared, read_back) in [
            (
                "kind IN ('a', 'b')",
                "((kind)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))",
            ),
            ("kind IN ('a')", "((kind)::text = 'a'::text)"),
            ("n IN (1, 2)", "(n = ANY (ARRAY[(1)::bigint, (2)::bigint]))"),
            ("n NOT IN (1, 2)", "(n <> ALL (ARRAY[1, 2]))"),
            ("n >= -1", "(n >= '-1'::integer)"),
            (
                "a >= 0 AND b >= 0 AND a <= b",
                "((a >= 0) AND (b >= 0) AND (a <= b))",
            ),
            (
                "t = s - d + h AND t >= 0 OR t IS NULL",
                "(((t = ((s - d) + h)) AND (t >= 0)) OR (t IS NULL))",
            ),
            ("n BETWEEN 1 AND 3", "((n >= 1) AND (n <= 3))"),
            ("name LIKE 'a%'", "((name)::text ~~ 'a%'::text)"),
            ("name NOT LIKE 'a%'", "((name)::text !~~ 'a%'::text)"),
            ("length(name) > 0", "(length((name)::text) > 0)"),
            (
                "k != 'x' OR r IS NOT NULL",
                "(((k)::text <> 'x'::text) OR (r IS NOT NULL))",
            ),
            ("NOT (a AND b)", "(NOT (a AND b))"),
            (
                "t > '2020-01-01 00:00:00+00'",
                "(t > '2020-01-01 00:00:00+00'::timestamp with time zone)",
            ),
        ] {
            same(Kind::Postgres, declared, read_back);
        }
    }

    #[test]
    fn mariadbs_words_equal_the_declared_ones() {
        for (declared, read_back) in [
            ("kind IN ('a', 'b')", "`kind` in ('a','b')"),
            (
                "kind <> 'a' OR reason IS NOT NULL",
                "`kind` <> 'a' or `reason` is not null",
            ),
            (
                "t = s - d + h AND t >= 0",
                "`t` = `s` - `d` + `h` and `t` >= 0",
            ),
            ("length(name) > 0", "octet_length(`name`) > 0"),
            ("NOT (a = 3 AND b > 4)", "`a` <> 3 or `b` <= 4"),
            ("kind = 'it''s'", r"`kind` = 'it\'s'"),
        ] {
            same(Kind::MySql, declared, read_back);
        }
    }

    #[test]
    fn different_conditions_stay_different() {
        for (one, other) in [
            ("a > 0", "a >= 0"),
            ("a - (b - c) > 0", "a - b - c > 0"),
            ("a AND (b OR c)", "a AND b OR c"),
            ("kind IN ('a', 'b')", "kind IN ('A', 'b')"),
            ("NOT a = b", "NOT (a) = (NOT b)"),
            ("\"a\" = 'b'", "'a' = 'b'"),
        ] {
            for kind in [Kind::Sqlite, Kind::Postgres, Kind::MySql] {
                assert_ne!(canonical(one, kind), canonical(other, kind), "{one}");
            }
        }
    }

    #[test]
    fn what_is_not_understood_is_compared_as_it_stands() {
        let odd = "CASE WHEN a > 0 THEN  1 END = 1";
        assert_eq!(
            canonical(odd, Kind::Sqlite),
            "case when a > 0 then 1 end = 1"
        );
    }

    #[test]
    fn the_tables_own_name_before_a_column_says_nothing() {
        for (written, bare, kind) in [
            (
                "t.n > 0 AND \"T\".\"n\" < 9",
                "n > 0 AND n < 9",
                Kind::Sqlite,
            ),
            (
                "CASE WHEN t.n > 0 THEN 1 END",
                "CASE WHEN n > 0 THEN 1 END",
                Kind::Sqlite,
            ),
            ("`t`.`n` > 0", "`n` > 0", Kind::MySql),
        ] {
            assert_eq!(canonical_of("t", written, kind), canonical(bare, kind));
        }
        let other = canonical_of("t", "u.n > 't.n'", Kind::Sqlite);
        assert_eq!(other, "(u.n > 't.n')");
    }
}
