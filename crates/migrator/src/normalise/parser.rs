//! Reads the expressions that checks, index predicates and defaults are made of.
//!
//! Deliberately absent: CASE, subqueries, windows and collations; those are compared as text.

use mercer_database::Kind;

use super::expression::Node;
use crate::tokens::{Token, TokenKind};

/// The tree of an expression, or `None` when it is not understood.
pub(super) fn parse(tokens: &[Token], kind: Kind) -> Option<Node> {
    let mut parser = Parser { tokens, kind };
    let node = parser.expression(0)?;
    parser.tokens.is_empty().then_some(node)
}

struct Parser<'a> {
    tokens: &'a [Token],
    kind: Kind,
}

// How firmly operators hold their sides together.
const OR: u8 = 1;
const AND: u8 = 2;
const NOT: u8 = 3;
const COMPARISON: u8 = 4;
const OTHER: u8 = 5;
const SUM: u8 = 6;
const PRODUCT: u8 = 7;
const SIGN: u8 = 8;

/// Words that end an expression or begin what is not understood here.
const NO_NAMES: [&str; 14] = [
    "and", "or", "not", "in", "is", "like", "between", "case", "when", "then", "else", "end",
    "select", "collate",
];

impl Parser<'_> {
    fn next(&mut self) -> Option<Token> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first.clone())
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = self.tokens.first().is_some_and(|token| token.is_word(word));
        self.tokens = &self.tokens[usize::from(found)..];
        found
    }

    fn take_symbol(&mut self, symbol: &str) -> bool {
        let found = self
            .tokens
            .first()
            .is_some_and(|token| token.is_symbol(symbol));
        self.tokens = &self.tokens[usize::from(found)..];
        found
    }

    fn expression(&mut self, at_least: u8) -> Option<Node> {
        let mut left = self.prefix()?;
        while let Some((operator, binding)) = self.operator_ahead() {
            if binding < at_least {
                break;
            }
            self.next();
            left = self.infix(left, &operator, binding)?;
        }
        Some(left)
    }

    fn operator_ahead(&self) -> Option<(String, u8)> {
        let token = self.tokens.first()?;
        let text = token.text.as_str();
        let binding = match (token.kind, text) {
            (TokenKind::Word, "or") => OR,
            (TokenKind::Symbol, "||") if self.kind == Kind::MySql => {
                return Some(("or".to_owned(), OR));
            }
            (TokenKind::Word, "and") => AND,
            (TokenKind::Word, "is" | "in" | "like" | "between" | "not")
            | (TokenKind::Symbol, "=" | "==" | "<>" | "!=" | "<" | "<=" | ">" | ">=") => COMPARISON,
            (TokenKind::Symbol, "+" | "-") => SUM,
            (TokenKind::Symbol, "*" | "/" | "%") => PRODUCT,
            (TokenKind::Symbol, "||") if self.kind == Kind::Sqlite => SIGN,
            (TokenKind::Symbol, "||" | "~~" | "!~~" | "~~*" | "!~~*" | "~" | "->" | "->>") => OTHER,
            _ => return None,
        };
        Some((text.to_owned(), binding))
    }

    fn infix(&mut self, left: Node, operator: &str, binding: u8) -> Option<Node> {
        match operator {
            "is" => {
                let negated = self.take_word("not");
                let right = self.expression(COMPARISON + 1)?;
                let node = Node::Call("is".to_owned(), vec![left, right]);
                Some(if negated { node.negated() } else { node })
            }
            "not" => {
                let word = self.next()?.text;
                let known = matches!(word.as_str(), "in" | "like" | "between");
                let node = known.then(|| self.infix(left, &word, binding))??;
                Some(node.negated())
            }
            "in" => {
                let list = self.take_symbol("(").then(|| self.list(")"))??;
                Some(one_of(left, list))
            }
            "between" => {
                let low = self.expression(COMPARISON + 1)?;
                let high = self
                    .take_word("and")
                    .then(|| self.expression(COMPARISON + 1))??;
                let above = Node::joined(">=", left.clone(), low);
                Some(Node::joined("and", above, Node::joined("<=", left, high)))
            }
            "=" | "<>"
                if self
                    .tokens
                    .first()
                    .is_some_and(|t| t.is_word("any") || t.is_word("all")) =>
            {
                let word = self.next()?.text;
                let array = self.take_symbol("(").then(|| self.expression(0))??;
                let Node::Call(name, list) = array else {
                    return None;
                };
                let known = name == "array" && self.take_symbol(")");
                match (known, operator, word.as_str()) {
                    (true, "=", "any") => Some(one_of(left, list)),
                    (true, "<>", "all") => Some(one_of(left, list).negated()),
                    _ => None,
                }
            }
            _ => {
                let right = self.expression(binding + 1)?;
                Some(match operator {
                    "!=" => Node::joined("<>", left, right),
                    "==" => Node::joined("=", left, right),
                    "~~" => Node::joined("like", left, right),
                    "!~~" => Node::joined("like", left, right).negated(),
                    other => Node::joined(other, left, right),
                })
            }
        }
    }

    fn prefix(&mut self) -> Option<Node> {
        let token = self.next()?;
        let node = match (token.kind, token.text.as_str()) {
            (TokenKind::Word, "not") => return Some(self.expression(NOT)?.negated()),
            (TokenKind::Symbol, "!") => return Some(self.expression(SIGN)?.negated()),
            (TokenKind::Symbol, "-") => match self.expression(SIGN)? {
                Node::Leaf(number) if number.starts_with(|c: char| c.is_ascii_digit()) => {
                    Node::Leaf(format!("-{number}"))
                }
                other => Node::Call("-".to_owned(), vec![other]),
            },
            (TokenKind::Symbol, "(") => {
                let inner = self.expression(0)?;
                self.take_symbol(")").then_some(inner)?
            }
            (TokenKind::Word, "array") if self.take_symbol("[") => {
                Node::Call("array".to_owned(), self.list("]")?)
            }
            (TokenKind::Word, word) if NO_NAMES.contains(&word) => return None,
            (TokenKind::Word, "_utf8mb4") => return self.prefix(),
            (TokenKind::Word, word) if self.kind != Kind::Postgres && word == "true" => {
                Node::Leaf("1".to_owned())
            }
            (TokenKind::Word, word) if self.kind != Kind::Postgres && word == "false" => {
                Node::Leaf("0".to_owned())
            }
            (TokenKind::Word | TokenKind::Quoted, _) => self.name(token.text)?,
            (TokenKind::Text, text) if self.kind == Kind::MySql => {
                Node::Leaf(text.replace("\\'", "''"))
            }
            (TokenKind::Text | TokenKind::Number, _) => Node::Leaf(token.text),
            (TokenKind::Symbol, _) => return None,
        };
        self.casts(node)
    }

    /// A name, perhaps of several parts, or a call.
    fn name(&mut self, first: String) -> Option<Node> {
        let mut name = first;
        while self.take_symbol(".") {
            name = format!("{name}.{}", self.next()?.text);
        }
        if !self.take_symbol("(") {
            return Some(Node::Leaf(name));
        }
        if name == "cast" {
            return self.cast_call();
        }
        // MariaDB's words for what it was given as `length`, `lower` and `upper`.
        if self.kind == Kind::MySql {
            name = match name.as_str() {
                "octet_length" => "length".to_owned(),
                "lcase" => "lower".to_owned(),
                "ucase" => "upper".to_owned(),
                _ => name,
            };
        }
        Some(Node::Call(name, self.list(")")?))
    }

    /// The rest of `CAST(x AS type)`, which PostgreSQL reads back as one of its casts.
    fn cast_call(&mut self) -> Option<Node> {
        let inner = self.expression(0)?;
        let named = self.take_word("as").then(|| self.type_name())??;
        let inner = self.take_symbol(")").then_some(inner)?;
        Some(match self.kind {
            Kind::Postgres => typed(inner, &named),
            _ => Node::Call(format!("cast as {named}"), vec![inner]),
        })
    }

    fn casts(&mut self, mut node: Node) -> Option<Node> {
        while self.take_symbol("::") {
            let name = self.type_name()?;
            node = typed(node, &name);
        }
        Some(node)
    }

    /// The name of a type, such as `character varying(20)[]`; answers its words.
    fn type_name(&mut self) -> Option<String> {
        let first = self.next()?;
        let mut name = first.is_name().then_some(first.text)?;
        loop {
            if self.take_symbol("(") {
                while !self.take_symbol(")") {
                    self.next()?;
                }
            } else if self.take_symbol("[") {
                self.take_symbol("]").then_some(())?;
            } else if self.take_symbol(".") {
                name = self.next()?.text;
            } else {
                let more = ["varying", "precision", "with", "without", "time", "zone"];
                let Some(word) = more.into_iter().find(|word| self.take_word(word)) else {
                    return Some(name);
                };
                name = format!("{name} {word}");
            }
        }
    }

    fn list(&mut self, end: &str) -> Option<Vec<Node>> {
        let mut parts = Vec::new();
        if self.take_symbol(end) {
            return Some(parts);
        }
        loop {
            parts.push(self.expression(0)?);
            if self.take_symbol(end) {
                return Some(parts);
            }
            self.take_symbol(",").then_some(())?;
        }
    }
}

/// The databases write a list of one as an equation.
fn one_of(item: Node, mut list: Vec<Node>) -> Node {
    if list.len() == 1 {
        return Node::joined("=", item, list.remove(0));
    }
    list.insert(0, item);
    Node::Call("in".to_owned(), list)
}

/// A cast leaves no trace, except that PostgreSQL writes -1 as `'-1'::integer`.
fn typed(node: Node, type_name: &str) -> Node {
    let numeric = [
        "integer",
        "bigint",
        "smallint",
        "numeric",
        "real",
        "double precision",
    ];
    match node {
        Node::Leaf(text) if numeric.contains(&type_name) && text.starts_with('\'') => {
            Node::Leaf(text.trim_matches('\'').to_owned())
        }
        other => other,
    }
}
