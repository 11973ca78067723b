//! A target in its parts, as the generator makes it and the model reads it.

/// A target before it is written down.
#[derive(Debug)]
pub(crate) struct Ask {
    pub(crate) branch: Option<String>,
    pub(crate) symbol: Symbol,
    /// Above zero up, below zero down.
    pub(crate) steps: i32,
}

#[derive(Debug)]
pub(crate) enum Symbol {
    Head,
    Heads,
    Base,
    Current,
    Here,
    Name(String),
}

impl Ask {
    pub(crate) fn text(&self) -> String {
        let branch = self
            .branch
            .as_ref()
            .map(|name| format!("{name}@"))
            .unwrap_or_default();
        let symbol = match &self.symbol {
            Symbol::Head => "head",
            Symbol::Heads => "heads",
            Symbol::Base => "base",
            Symbol::Current => "current",
            Symbol::Here => "",
            Symbol::Name(name) => name,
        };
        let steps = if self.steps == 0 {
            String::new()
        } else {
            format!("{:+}", self.steps)
        };
        format!("{branch}{symbol}{steps}")
    }

    /// Whether it counts from where the database stands.
    pub(crate) fn is_here(&self) -> bool {
        matches!(self.symbol, Symbol::Here | Symbol::Current)
    }
}
