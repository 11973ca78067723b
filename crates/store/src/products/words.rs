//! Search by words that occur anywhere in a product's name or description.

use sea_orm::ColumnTrait;
use sea_orm::sea_query::{ExprTrait, LikeExpr, SimpleExpr};

use super::entity::Column;
use crate::case::without_case;
use crate::{Invalid, text};

/// The most words of one search; each is one more look at every text.
const MOST_WORDS: usize = 10;

/// Whether all these words occur in the name or the description; `None` without a word.
pub(super) fn all_occur(words: Option<&str>) -> Result<Option<SimpleExpr>, Invalid> {
    let words = text::bounded("words", words, 200)?.unwrap_or_default();
    let words: Vec<&str> = words.split_whitespace().collect();
    if words.len() > MOST_WORDS {
        let reason = format!(
            "{} words were given, at most {MOST_WORDS} are searched for",
            words.len()
        );
        return Err(Invalid::new("words", reason));
    }
    Ok(words.into_iter().map(occurs).reduce(ExprTrait::and))
}

fn occurs(word: &str) -> SimpleExpr {
    let literally: String = without_case(word)
        .chars()
        .flat_map(|letter| {
            let escape = matches!(letter, '%' | '_' | '!').then_some('!');
            escape.into_iter().chain([letter])
        })
        .collect();
    let like = LikeExpr::new(format!("%{literally}%")).escape('!');
    let in_name = Column::SearchName.into_expr().like(like.clone());
    in_name.or(Column::SearchDescription.into_expr().like(like))
}
