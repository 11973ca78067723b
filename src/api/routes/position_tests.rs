//! Who has to see what, where there is a replica.

use axum::http::{HeaderMap, HeaderValue};
use mercer_database::Freshness;

use super::position::{POSITION, asked};
use crate::api::principal::Principal;

fn headers(position: &str) -> HeaderMap {
    let value = HeaderValue::try_from(position).expect("a header");
    HeaderMap::from_iter([(POSITION, value)])
}

#[test]
fn a_visitor_sees_what_is_a_few_seconds_old_at_most() {
    let none = HeaderMap::new();
    assert_eq!(asked(&Principal::Anonymous, &none), Freshness::Recent);
}

#[test]
fn whoever_tells_a_position_sees_what_was_there_by_then() {
    let position = "16/B374D848".parse().expect("a position");
    let expected = Freshness::AtLeast(position);
    assert_eq!(
        asked(&Principal::Anonymous, &headers("16/B374D848")),
        expected
    );
}

#[test]
fn whoever_tells_something_else_sees_the_latest() {
    for other in ["latest", "", "1", "g/h", "1/2/3"] {
        let asked = asked(&Principal::Anonymous, &headers(other));
        assert_eq!(asked, Freshness::Latest, "{other:?}");
    }
}

#[test]
fn whoever_is_somebody_and_tells_nothing_sees_the_latest() {
    let somebody = Principal::Customer {
        id: 1,
        username: "jane".to_owned(),
        scopes: None,
        session_id: 1,
    };
    assert_eq!(asked(&somebody, &HeaderMap::new()), Freshness::Latest);
}
