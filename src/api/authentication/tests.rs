//! Facts about access tokens: what is not exactly one of ours is nobody's.
#![allow(clippy::unwrap_used)]

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use mercer_store::sessions::Subject;
use mercer_store::staff::Permission;
use serde_json::{Value, json};

use super::Authentication;
use super::access_token::{Access, LIFETIME};
use crate::signing_keys::Keyring;

fn noon() -> DateTime<Utc> {
    "2026-03-01T12:00:00Z".parse().unwrap()
}

fn somebody() -> Access {
    Access::Session {
        subject: Subject::User(7),
        session: "0123".to_owned(),
    }
}

struct Fixture {
    authentication: std::sync::Arc<Authentication>,
    folder: tempfile::TempDir,
}

impl Fixture {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Fixture {
            authentication: Authentication::in_tests(folder.path()),
            folder,
        }
    }

    fn access(&self, token: &str) -> Option<Access> {
        self.authentication.access(token, noon())
    }

    /// Signed by our key, with anything in it.
    fn forged(&self, header: &Value, claims: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let text = format!("{}.{}", part(header), part(claims));
        let key = self.authentication.keys().newest();
        let signature = URL_SAFE_NO_PAD.encode(key.sign(text.as_bytes()));
        format!("{text}.{signature}")
    }

    fn header(&self) -> Value {
        let kid = self.authentication.keys().newest().id().to_owned();
        json!({ "alg": "EdDSA", "typ": "at+jwt", "kid": kid })
    }
}

fn claims() -> Value {
    json!({
        "iss": "https://shop.test", "aud": "https://shop.test", "sub": "user:7", "sid": "0123",
        "iat": noon().timestamp(), "exp": noon().timestamp() + 900, "jti": "x",
    })
}

fn with(mut value: Value, name: &str, other: Value) -> Value {
    value[name] = other;
    value
}

#[test]
fn a_token_gives_access_as_whom_it_was_made_for() {
    let fixture = Fixture::new();
    let machine = Access::Client {
        client_id: "abc".to_owned(),
        scopes: vec![Permission::OrdersRead, Permission::OrdersPlace],
    };
    let customer = Access::Session {
        subject: Subject::Customer(9),
        session: "4567".to_owned(),
    };
    for access in [somebody(), customer, machine] {
        let token = fixture.authentication.token(access.clone(), noon());
        assert_eq!(fixture.access(&token), Some(access));
    }
    // What the forgeries below differ from.
    let plain = fixture.forged(&fixture.header(), &claims());
    assert_eq!(fixture.access(&plain), Some(somebody()));
}

#[test]
fn a_token_says_who_and_until_when_in_the_claims_of_the_standard() {
    let fixture = Fixture::new();
    let token = fixture.authentication.token(somebody(), noon());
    let parts: Vec<_> = token.split('.').collect();
    let read = |part: &str| -> Value {
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
    };
    assert_eq!(read(parts[0]), fixture.header());
    let mut told = read(parts[1]);
    assert_eq!(told["jti"].take().as_str().unwrap().len(), 22);
    let mut expected = claims();
    expected["jti"].take();
    assert_eq!(told, expected);
}

#[test]
fn a_token_is_good_for_a_quarter_of_an_hour() {
    let fixture = Fixture::new();
    let token = fixture.authentication.token(somebody(), noon());
    let at = |later| fixture.authentication.access(&token, noon() + later);
    assert!(at(LIFETIME).is_some(), "clocks may differ by seconds");
    assert!(at(LIFETIME + TimeDelta::seconds(4)).is_some());
    assert_eq!(at(LIFETIME + TimeDelta::seconds(5)), None);
    assert!(at(TimeDelta::seconds(-5)).is_some());
    assert_eq!(at(TimeDelta::seconds(-6)), None, "it is not yet given");
}

#[test]
fn another_algorithm_type_or_key_is_refused_however_well_it_is_signed() {
    let fixture = Fixture::new();
    let header = fixture.header();
    for (name, other) in [
        ("alg", json!("none")),
        ("alg", json!("HS256")),
        ("alg", json!("ES256")),
        ("alg", json!("eddsa")),
        ("alg", Value::Null),
        ("typ", json!("JWT")),
        ("typ", json!("id+jwt")),
        ("typ", Value::Null),
        ("kid", json!("other")),
        ("kid", Value::Null),
        ("crit", json!(["exp"])),
        ("jwk", json!({ "kty": "OKP" })),
    ] {
        let forged = fixture.forged(&with(header.clone(), name, other.clone()), &claims());
        assert_eq!(fixture.access(&forged), None, "{name} {other}");
    }
}

#[test]
fn other_claims_are_refused_however_well_they_are_signed() {
    let fixture = Fixture::new();
    for (name, other) in [
        ("iss", json!("https://other.test")),
        ("aud", json!("https://other.test")),
        ("aud", json!(["https://shop.test", "https://other.test"])),
        ("sub", json!("7")),
        ("sub", json!("admin:7")),
        ("sub", json!("client:abc")),
        ("sub", Value::Null),
        ("sid", Value::Null),
        ("client_id", json!("abc")),
        ("exp", Value::Null),
        ("exp", json!("never")),
        ("exp", json!(i64::MAX)),
        ("exp", json!(noon().timestamp() - 5)),
        ("iat", json!(noon().timestamp() + 60)),
        ("role", json!("owner")),
    ] {
        let forged = fixture.forged(&fixture.header(), &with(claims(), name, other.clone()));
        assert_eq!(fixture.access(&forged), None, "{name} {other}");
    }
}

#[test]
fn a_token_without_its_signature_or_with_another_is_refused() {
    let fixture = Fixture::new();
    let token = fixture.authentication.token(somebody(), noon());
    let (text, signature) = token.rsplit_once('.').unwrap();
    let none = URL_SAFE_NO_PAD.encode(json!({ "alg": "none", "typ": "at+jwt" }).to_string());
    let body = text.split_once('.').unwrap().1;
    let other_body = URL_SAFE_NO_PAD.encode(with(claims(), "sub", json!("user:1")).to_string());
    let header = text.split_once('.').unwrap().0;
    for forged in [
        text.to_owned(),
        format!("{text}."),
        format!("{none}.{body}."),
        format!("{none}.{body}.{signature}"),
        format!("{header}.{other_body}.{signature}"),
        format!("{text}.{signature}="),
        format!("{text}.{signature}.{signature}"),
        String::new(),
        "..".to_owned(),
        "x".repeat(10_000),
    ] {
        assert_eq!(fixture.access(&forged), None, "{forged}");
    }
    let elsewhere = Fixture::new();
    assert_eq!(elsewhere.access(&token), None);
}

#[test]
fn tokens_of_an_older_key_are_good_and_new_ones_are_of_the_new_key() {
    let fixture = Fixture::new();
    let old = fixture.authentication.token(somebody(), noon());
    let id = Keyring::rotate(&fixture.folder.path().join("keys")).unwrap();
    fixture.authentication.keys().grow_old();
    let new = fixture.authentication.token(somebody(), noon());
    assert_eq!(fixture.access(&old), Some(somebody()));
    assert_eq!(fixture.access(&new), Some(somebody()));
    let header = new.split('.').next().unwrap();
    let header: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header).unwrap()).unwrap();
    assert_eq!(header["kid"], id);
}
