//! Programs' keys and OAuth clients at the command line. Their secrets are different every time.

use crate::mercer::{run, session, told};
use crate::shop::Shop;
use crate::snapshot;

#[test]
fn api_keys() {
    let shop = Shop::new();
    let add = ["api-keys", "add", "till-3", "--scope", "orders.read"];
    let added = run(shop.folder(), &add);
    let key = added.stdout.trim().to_owned();
    let prefix = &key[..=key.rfind('_').expect("a key has parts")];
    let mut text = told(&add, &added);
    text += &session(
        shop.folder(),
        &[
            &["api-keys", "create", "till-3", "--scope", "orders.read"],
            &["api-keys", "add", "till-4", "--scope", "orders.raed"],
            &["api-keys", "add", "till-4"],
            &["api-keys", "list"],
            &["api-keys", "show", "till-3"],
            &["api-keys", "show", "till-2"],
            &["api-keys", "revoke", "till-3"],
            &["api-keys", "list", "--json"],
        ],
    );
    let text = text.replace(&key, "<key>").replace(prefix, "<prefix>");
    snapshot::check("cli/api_keys", &text);
}

#[test]
fn oauth_clients() {
    let shop = Shop::new();
    let add = [
        "oauth-clients",
        "add",
        "accounting",
        "--kind",
        "confidential",
        "--scope",
        "books.read",
    ];
    let added = run(shop.folder(), &add);
    let value = |name: &str| {
        let line = added.stdout.lines().find(|line| line.starts_with(name));
        let value = line.and_then(|line| line.split_whitespace().last());
        value.expect("it is printed").to_owned()
    };
    let (client_id, secret) = (value("Client id"), value("Secret"));
    let mut text = told(&add, &added);
    text += &session(
        shop.folder(),
        &[
            &["oauth-clients", "list"],
            &["oauth-clients", "show", "acounting"],
            &[
                "oauth-clients",
                "edit",
                "accounting",
                "--active",
                "false",
                "--scope",
                "orders.read",
            ],
            &["oauth-clients", "show", "accounting", "--json"],
            &["oauth-clients", "remove", "accounting"],
            &["oauth-clients", "remove", "accounting", "--yes"],
            &["oauth-clients", "list"],
        ],
    );
    let text = text
        .replace(&secret, "<secret>")
        .replace(&client_id, "<id>");
    snapshot::check("cli/oauth_clients", &text);
}
