//! Every command that a viewer may not give is refused before it runs, by the permission that it
//! takes.

use std::fmt::Write;

use crate::mercer::{run, run_with_input};
use crate::shop::Shop;
use crate::snapshot;

/// With whatever they need to be understood; nothing that they name has to be there.
const COMMANDS: &[&str] = &[
    "customers add x --first-name x --last-name x --line1 x --city x --country GB",
    "customers edit x",
    "customers reset-password x --none",
    "customers erase x --yes",
    "customers remove x --yes",
    "addresses add --customer x --line1 x --city x --country GB",
    "addresses edit 1",
    "addresses assign 1 x",
    "addresses remove 1 --yes",
    "payment-methods add x cash",
    "payment-methods edit 1",
    "payment-methods default 1",
    "payment-methods remove 1 --yes",
    "categories add x",
    "categories edit x",
    "categories remove x --yes",
    "products add x --name x --price 1",
    "products edit x",
    "products edit x --price 1",
    "products archive x",
    "products unarchive x",
    "products remove x --yes",
    "tax-classes add x --name x --rate 1",
    "tax-classes edit x",
    "tax-classes remove x --yes",
    "locations add x",
    "locations edit x",
    "locations remove x --yes",
    "stock receive x 1",
    "stock adjust x 1 --reason x",
    "stock count x 1",
    "stock transfer x 1 --from x --to x",
    "stock reorder-point x 1",
    "transfers send --from x --to x --line x=1",
    "transfers receive 1",
    "transfers cancel 1",
    "counts open",
    "counts record 1 --line x=1",
    "counts close 1 --reason x",
    "counts cancel 1",
    "orders place --customer x --line x=1",
    "orders place --customer x --line x=1 --return",
    "orders draft --customer x --line x=1",
    "orders place-draft 1",
    "orders edit 1",
    "orders note 1 x",
    "orders cancel 1",
    "orders credit 1 --amount 1 --reason x",
    "orders remove 1 --yes",
    "payments pay 1",
    "payments record 1 --amount 1 --by cash",
    "payments capture 1",
    "payments confirm 1",
    "payments void 1",
    "payments refund 1 --amount 1 --reason x",
    "payments reconcile",
    "returns add 1 --line 1=1 --reason x",
    "shipments add 1",
    "shipments edit 1",
    "shipments dispatch 1",
    "shipments transit 1",
    "shipments deliver 1",
    "shipments cancel 1",
    "shipments return 1 --reason x",
    "invoices issue 1",
    "invoices credit 1 --reason x",
    "users list",
    "users show x",
    "users add x --role clerk --first-name x --last-name x",
    "users edit x",
    "users role x clerk",
    "users enable x",
    "users disable x",
    "users reset-password x",
    "users remove x --yes",
    "api-keys list",
    "api-keys show x",
    "api-keys add x --all-scopes",
    "api-keys revoke x",
    "oauth-clients list",
    "oauth-clients show x",
    "oauth-clients add x --kind public --scope orders.read",
    "oauth-clients edit x",
    "oauth-clients remove x --yes",
    "settings list",
    "settings show x",
    "settings set x x",
    "settings reset x",
    "audit list",
    "audit show 1",
    "audit verify",
    "config show",
    "config check",
    "info",
    "doctor --repair",
    "seed",
];

#[test]
fn a_viewer_is_refused_whatever_takes_more_than_looking() {
    let shop = Shop::new();
    let add = "users add vera --role viewer --first-name Vera --last-name V --password-stdin";
    let add: Vec<&str> = add.split(' ').collect();
    let added = run_with_input(shop.folder(), &add, "correct horse battery\n");
    assert_eq!(added.code, Some(0), "{}", added.stderr);
    let before = shop.dump();
    let mut told = String::new();
    for command in COMMANDS {
        let words: Vec<&str> = ["--as", "vera"]
            .into_iter()
            .chain(command.split(' '))
            .collect();
        let ran = run(shop.folder(), &words);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{command}");
        let permission = ran.stderr.split("lacks the permission ").nth(1);
        let permission = permission.and_then(|rest| rest.lines().next());
        let permission = permission.unwrap_or_else(|| panic!("{command}: {}", ran.stderr));
        let _ = writeln!(told, "{command:<77} {permission}");
    }
    shop.assert_unchanged_since(&before, "refused");
    snapshot::check("cli/permissions", &told);
}
