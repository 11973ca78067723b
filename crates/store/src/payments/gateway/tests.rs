//! Facts about the gateways that are built in.

use std::sync::Arc;

use super::{
    Answer, Authorise, BankTransfer, Effect, FollowUp, GatewayFailure, Gateways, PaymentGateway,
    Simulator,
};
use crate::Money;
use crate::payment_methods::PaymentKind;

fn pounds(amount: i64) -> Money {
    Money::new(amount, "GBP".parse().expect("GBP is a currency"))
}

fn promise(key: &str, token: &str) -> Authorise {
    Authorise {
        amount: pounds(500),
        idempotency_key: key.to_owned(),
        token: Some(token.to_owned()),
        provider_reference: None,
    }
}

fn follow_up(key: &str, reference: &str) -> FollowUp {
    FollowUp {
        amount: pounds(500),
        idempotency_key: key.to_owned(),
        provider_reference: reference.to_owned(),
    }
}

async fn promised(simulator: &Simulator, token: &str) -> String {
    let answer = simulator.authorise(promise("promise", token)).await;
    let Ok(Answer::Approved {
        provider_reference, ..
    }) = answer
    else {
        panic!("{token}: {answer:?}");
    };
    provider_reference
}

#[tokio::test]
async fn the_same_key_gives_the_same_answer_in_every_process() {
    let (here, elsewhere) = (Simulator::default(), Simulator::default());
    for token in ["sim_approve", "sim_decline", "sim_action", "sim_pending"] {
        let request = promise(token, token);
        let first = here.authorise(request.clone()).await;
        assert_eq!(here.authorise(request.clone()).await, first);
        assert_eq!(elsewhere.authorise(request).await, first);
    }
    let reference = promised(&here, "sim_approve").await;
    let taken = here.capture(follow_up("take", &reference)).await;
    assert_eq!(here.capture(follow_up("take", &reference)).await, taken);
    assert_eq!(
        elsewhere.capture(follow_up("take", &reference)).await,
        taken
    );
    assert_ne!(here.capture(follow_up("more", &reference)).await, taken);
    assert_eq!((here.balance(), elsewhere.balance()), (1_000, 500));
}

#[tokio::test]
async fn a_key_that_is_used_for_another_amount_is_refused() {
    let simulator = Simulator::default();
    let reference = promised(&simulator, "sim_approve").await;
    let request = follow_up("take", &reference);
    simulator.capture(request.clone()).await.expect("approved");
    let other = FollowUp {
        amount: pounds(1),
        ..request
    };
    let answer = simulator.capture(other).await;
    assert!(matches!(answer, Ok(Answer::Declined { code, .. }) if code == "key_reused"));
    assert_eq!(simulator.balance(), 500);
}

#[tokio::test]
async fn a_timeout_leaves_open_whether_the_money_was_taken_and_the_repetition_tells() {
    for (token, taken_at_once) in [
        ("sim_capture_timeout_before", 0),
        ("sim_capture_timeout_after", 500),
    ] {
        let simulator = Simulator::default();
        let reference = promised(&simulator, token).await;
        let first = simulator.capture(follow_up("take", &reference)).await;
        assert!(matches!(first, Err(GatewayFailure::Unknown(_))), "{token}");
        assert_eq!(simulator.balance(), taken_at_once, "{token}");
        let again = simulator.capture(follow_up("take", &reference)).await;
        assert!(matches!(again, Ok(Answer::Approved { .. })), "{token}");
        assert_eq!(simulator.balance(), 500, "{token}");
        let effect = Effect::Captured(pounds(500));
        assert_eq!(simulator.effects().get("take"), Some(&effect));
    }
}

#[tokio::test]
async fn every_token_of_the_table_does_what_the_table_says_at_the_promise() {
    let table = [
        ("sim_approve", "approved"),
        ("sim_decline", "card_declined"),
        ("sim_insufficient_funds", "insufficient_funds"),
        ("sim_action", "action"),
        ("sim_action_decline", "action"),
        ("sim_pending", "pending"),
        ("sim_unreachable", "unreachable"),
        ("sim_timeout_before", "unknown"),
        ("sim_timeout_after", "unknown"),
        ("sim_capture_decline", "approved"),
        ("sim_refund_decline", "approved"),
        ("tok_1", "unknown_token"),
    ];
    for (token, expected) in table {
        let answer = Simulator::default().authorise(promise("key", token)).await;
        let told = match answer {
            Ok(Answer::Approved { .. }) => "approved".to_owned(),
            Ok(Answer::Declined { code, .. }) => code,
            Ok(Answer::RequiresAction { .. }) => "action".to_owned(),
            Ok(Answer::Pending { .. }) => "pending".to_owned(),
            Err(GatewayFailure::Unreachable(_)) => "unreachable".to_owned(),
            Err(GatewayFailure::Unknown(_)) => "unknown".to_owned(),
        };
        assert_eq!(told, expected, "{token}");
    }
}

#[tokio::test]
async fn a_transfer_is_pending_until_it_is_asked_for_again() {
    let request = Authorise {
        token: None,
        ..promise("transfer", "")
    };
    let first = BankTransfer.authorise(request.clone()).await;
    let Ok(Answer::Pending { provider_reference }) = first else {
        panic!("{first:?}");
    };
    let arrived = Authorise {
        idempotency_key: "arrived".to_owned(),
        provider_reference: Some(provider_reference.clone()),
        ..request
    };
    let expected = Answer::Approved {
        provider_reference,
        provider_event_id: "arrived".to_owned(),
    };
    assert_eq!(BankTransfer.authorise(arrived).await, Ok(expected));
}

#[test]
fn gateways_are_found_by_means_and_name() {
    let gateways = Gateways::without_providers();
    assert!(gateways.find(PaymentKind::Card, "simulator").is_none());
    assert!(gateways.find(PaymentKind::Cash, "till").is_some());
    let gateways = gateways.with(PaymentKind::Card, "acme", Arc::new(Simulator::default()));
    assert!(gateways.find(PaymentKind::Card, "acme").is_some());
    assert!(gateways.find(PaymentKind::Paypal, "acme").is_none());
    assert_eq!(gateways.providers(PaymentKind::BankTransfer), ["bank"]);
    let usual = Gateways::default();
    assert_eq!(usual.providers(PaymentKind::Paypal), ["simulator"]);
}

#[test]
fn a_token_is_not_written_into_logs() {
    let words = format!("{:?}", promise("key", "sim_secret"));
    assert!(
        !words.contains("sim_secret") && words.contains("key"),
        "{words}"
    );
}
