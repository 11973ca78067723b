//! Options whose value is one of a few words.

use std::error::Error;
use std::str::FromStr;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use mercer_store::{Sort, SortKey};

/// One of these words: help lists them, shells complete them, and a misspelt one is answered with
/// the one that was meant.
pub(super) fn one_of<T>(words: &'static [&'static str]) -> impl TypedValueParser<Value = T>
where
    T: FromStr<Err: Error + Send + Sync + 'static> + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(words.iter().copied()).try_map(|word| word.parse())
}

/// In which order a list comes.
#[derive(Args, Clone, Debug)]
pub(super) struct SortArgument<K: SortKey> {
    /// In which order they come; a minus in front turns it round.
    #[arg(
        long = "sort",
        value_name = "KEY",
        value_parser = one_of::<Sort<K>>(K::WORDS),
        // Not default_value_t: clap keeps its text in a static, which all sorts would share.
        default_value = K::DEFAULT.as_str(),
        allow_hyphen_values = true
    )]
    pub(super) by: Sort<K>,
}
