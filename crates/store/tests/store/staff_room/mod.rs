//! People who work in the shop.
#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used)]

use mercer_store::password::Password;
use mercer_store::staff::{self, CreateUser, Role, SignIn, User};

use crate::empty_shop::Shop;

pub fn password(text: &str) -> Password {
    Password::parse(text).unwrap()
}

pub fn person(username: &str, role: Role) -> CreateUser {
    CreateUser {
        username: username.to_owned(),
        email: Some(format!("{username}@example.org")),
        password: password("correct horse"),
        first_name: "Ann".to_owned(),
        last_name: "Baker".to_owned(),
        role,
    }
}

pub async fn hired(shop: &Shop, username: &str, role: Role) -> User {
    staff::create(&shop.store, person(username, role))
        .await
        .unwrap()
}

pub fn signing_in(name: &str, text: &str) -> SignIn {
    SignIn {
        name: name.to_owned(),
        password: Password::claimed(text).unwrap(),
    }
}
