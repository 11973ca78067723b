//! What may stand after the `?` of a list.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use mercer_store::{Invalid, PageRequest};

use super::problem::Problem;

/// `?limit=20&after=..&q=..`; anything else is refused by name.
pub(super) struct ListQuery {
    pub(super) page: PageRequest,
    pub(super) q: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for ListQuery {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Query(pairs) = Query::<Vec<(String, String)>>::from_request_parts(parts, state)
            .await
            .map_err(|rejection| Problem::invalid(rejection.body_text()))?;
        read(pairs)
    }
}

fn read(pairs: Vec<(String, String)>) -> Result<ListQuery, Problem> {
    let (mut limit, mut after, mut q) = (None, None, None);
    for (name, value) in pairs {
        let slot = match name.as_str() {
            "limit" => &mut limit,
            "after" => &mut after,
            "q" => &mut q,
            _ => {
                return Err(refused(
                    &name,
                    "it is not known here; known are limit, after, q",
                ));
            }
        };
        if slot.replace(value).is_some() {
            return Err(refused(&name, "it is given twice"));
        }
    }
    let limit = number("limit", limit, "it is not a whole number such as 20")?;
    let after = number("after", after, "it is not the `next` of a page")?;
    let page = PageRequest::new(after, limit)
        .map_err(|Invalid { field, reason }| refused(&field, &reason))?;
    Ok(ListQuery { page, q })
}

fn number<N: std::str::FromStr>(
    name: &str,
    text: Option<String>,
    otherwise: &str,
) -> Result<Option<N>, Problem> {
    text.map(|text| text.parse().map_err(|_| refused(name, otherwise)))
        .transpose()
}

/// A refusal of one parameter.
pub(super) fn refused(parameter: &str, reason: &str) -> Problem {
    Problem::invalid(format!("{parameter}: {reason}")).in_query(parameter, reason)
}
