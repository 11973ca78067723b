//! What those who run a shop ask of the program: is it set up, what runs here, its manual.

use std::fs;
use std::path::PathBuf;

use crate::mercer::{command, ran, run, session, told};
use crate::shop::Shop;
use crate::snapshot;

/// `docs/cli.md` is what the program says of itself.
#[test]
fn the_reference_is_the_one_in_docs() {
    let shop = Shop::without_a_store();
    let printed = run(shop.folder(), &["man", "--markdown"]);
    assert_eq!(printed.code, Some(0), "{}", printed.stderr);
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/cli.md");
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(&path, &printed.stdout).expect("the reference can be written");
        return;
    }
    let expected = fs::read_to_string(&path).expect("docs/cli.md is there");
    let differs = expected.lines().zip(printed.stdout.lines());
    let differs = differs.enumerate().find(|(_, (left, right))| left != right);
    assert!(
        expected == printed.stdout,
        "docs/cli.md is not what `mercer man --markdown` prints; run with UPDATE_SNAPSHOTS=1 if it \
         should be. The first line that differs: {differs:?}"
    );
}

#[test]
fn every_command_has_a_man_page_and_every_shell_its_completions() {
    let shop = Shop::without_a_store();
    let folder = shop.folder().join("man1");
    let written = run(shop.folder(), &["man", "--out", "man1"]);
    assert_eq!((written.code, written.stderr.as_str()), (Some(0), ""));
    for page in ["mercer.1", "mercer-products-add.1", "mercer-db-upgrade.1"] {
        let page = fs::read_to_string(folder.join(page)).expect("the page is there");
        assert!(page.contains(".SH NAME"), "{page}");
    }
    for shell in ["bash", "zsh", "fish"] {
        let script = run(shop.folder(), &["completions", shell]);
        assert_eq!(script.code, Some(0), "{}", script.stderr);
        assert!(script.stdout.contains("tax-classes"), "{}", script.stdout);
    }
    assert_eq!(run(shop.folder(), &["completions", "tcsh"]).code, Some(2));
    assert_eq!(run(shop.folder(), &["man"]).code, Some(2));
}

#[test]
fn the_configuration_is_checked_before_it_is_served() {
    let shop = Shop::new();
    let mut text = session(
        shop.folder(),
        &[
            &["config", "check"],
            &["config", "check", "--json"],
            &["config", "check", "--database-url", "sqlite:elsewhere.db"],
        ],
    );
    let mut on_a_platform = command(shop.folder(), &["config", "check"]);
    on_a_platform.env("PORT", "5000");
    let output = on_a_platform.output().expect("mercer starts");
    text += &told(&["config", "check"], &ran(&output));
    let mut public = command(shop.folder(), &["config", "check"]);
    public.env("PORT", "5000").env("MERCER_ADDRESS", "0.0.0.0");
    let output = public.output().expect("mercer starts");
    text += &told(&["config", "check"], &ran(&output));
    let mut wrong = command(shop.folder(), &["config", "check"]);
    let output = wrong.env("PORT", "abc").output().expect("mercer starts");
    text += &told(&["config", "check"], &ran(&output));
    snapshot::check("cli/config_check", &text);
}

#[test]
fn info_tells_versions_size_and_what_is_in_the_store() {
    let shop = Shop::new();
    let text = session(shop.folder(), &[&["info"], &["info", "--json"]]);
    // What another build of the same program may tell otherwise.
    let stable: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with("Size") && !line.contains("size_bytes"))
        .collect();
    snapshot::check("cli/info", &(stable.join("\n") + "\n"));
    let all = run(shop.folder(), &["info", "--all-tables", "--json"]).stdout;
    assert!(all.contains("\"stock_transfer_items\""), "{all}");
}
