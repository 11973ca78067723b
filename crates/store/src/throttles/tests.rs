//! Facts about how often somebody may try, on every database.
#![allow(clippy::unwrap_used)]

use chrono::TimeDelta;
use futures_util::future::join_all;

use super::{Kind, ThrottleError, count, forget, sweep};
use crate::tests::reception::{Reception, receptions};

const ADA: &str = "ada@example.org";

async fn passes(shop: &Reception, kind: Kind, key: &str) -> bool {
    match count(&shop.store, kind, key).await {
        Ok(()) => true,
        Err(ThrottleError::TooMany { .. }) => false,
        Err(error) => panic!("{}: {error}", shop.kind()),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_too_many_is_refused_until_the_window_that_began_with_the_first_ends() {
    for shop in receptions().await {
        let kind = Kind::SignInAccount;
        for _ in 0..10 {
            assert!(passes(&shop, kind, ADA).await, "{}", shop.kind());
            shop.later(TimeDelta::seconds(30));
        }
        let refused = count(&shop.store, kind, " ADA@example.org").await;
        let Err(error @ ThrottleError::TooMany { retry_after, .. }) = refused else {
            panic!("{}: {refused:?}", shop.kind());
        };
        assert_eq!(retry_after, TimeDelta::minutes(10));
        assert_eq!(
            error.to_string(),
            "too many attempts; try again in 600 seconds"
        );
        assert!(passes(&shop, kind, "bob@example.org").await);
        assert!(passes(&shop, Kind::ResetAccount, ADA).await);
        shop.later(retry_after - TimeDelta::seconds(1));
        assert!(!passes(&shop, kind, ADA).await);
        shop.later(TimeDelta::seconds(1));
        assert!(passes(&shop, kind, ADA).await, "{}", shop.kind());
        for _ in 0..9 {
            assert!(passes(&shop, kind, ADA).await, "{}", shop.kind());
        }
        assert!(!passes(&shop, kind, ADA).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_at_the_same_moment_exactly_as_many_pass_as_may() {
    for shop in receptions().await {
        for key in ["192.0.2.7", "2001:db8::7"] {
            let all = (0..30).map(|_| passes(&shop, Kind::RegistrationAddress, key));
            let passed = join_all(all).await.into_iter().filter(|passed| *passed);
            assert_eq!(passed.count(), 20, "{}", shop.kind());
        }
        assert_eq!(
            shop.number("SELECT MAX(attempts) AS n FROM throttles")
                .await,
            30
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_success_lets_attempts_be_forgotten_and_what_is_over_is_swept() {
    for shop in receptions().await {
        for _ in 0..3 {
            assert!(passes(&shop, Kind::ResetAccount, ADA).await);
        }
        assert!(!passes(&shop, Kind::ResetAccount, ADA).await);
        forget(&shop.store, Kind::ResetAccount, ADA).await.unwrap();
        assert!(passes(&shop, Kind::ResetAccount, ADA).await);
        assert!(passes(&shop, Kind::SignInAccount, ADA).await);
        assert!(!shop.every_text_of("throttles").await.contains("example"));
        assert_eq!(sweep(&shop.store).await.unwrap(), 0);
        shop.later(TimeDelta::minutes(15));
        assert_eq!(sweep(&shop.store).await.unwrap(), 1);
        shop.later(TimeDelta::minutes(45));
        assert_eq!(sweep(&shop.store).await.unwrap(), 1);
    }
}

#[test]
fn the_limits_are_those_of_the_table() {
    let told = Kind::WORDS.iter().map(|word| {
        let kind: Kind = word.parse().unwrap();
        let limit = kind.limit();
        format!("{word} {} in {}", limit.attempts, limit.minutes)
    });
    let expected = [
        "sign_in_account 10 in 15",
        "sign_in_address 50 in 15",
        "registration_address 20 in 60",
        "reset_account 3 in 60",
        "reset_address 20 in 60",
        "token_address 100 in 15",
    ];
    assert_eq!(told.collect::<Vec<_>>(), expected);
}
