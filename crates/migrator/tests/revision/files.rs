//! Revisions in folders and in programs, their ids, and what takes them back.

use std::fs;
use std::path::Path;

use mercer_migrator::{
    DowngradeError, check_id, file_name, load_embedded, load_files, load_folder, new_id, write_new,
};
use mercer_migrator::{Operation, PerDatabase, Revision, RevisionError, Sql};

use crate::every_operation::{empty, full, operations};

fn named(id: &str, message: &str) -> Revision {
    Revision {
        id: id.to_owned(),
        message: message.to_owned(),
        ..empty()
    }
}

#[test]
fn a_written_revision_is_loaded_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let revisions = [full(), named("0002", "Second"), named("0001", "First")];
    for revision in &revisions {
        let path = write_new(folder.path(), revision).expect("written");
        assert_eq!(path, folder.path().join(file_name(revision)));
    }
    let loaded = load_folder(folder.path()).expect("loaded");
    let [full, second, first] = revisions;
    assert_eq!(loaded, [first, second, full]);
    let files = load_files(folder.path()).expect("loaded");
    assert_eq!(files[0].path, folder.path().join("0001_first.toml"));
    assert_eq!(files[0].revision, loaded[0]);
}

#[test]
fn a_file_is_never_overwritten() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("0001_first.toml");
    fs::write(&path, "mine").expect("written");
    let error = write_new(folder.path(), &named("0001", "First")).expect_err("exists");
    assert!(matches!(&error, RevisionError::Exists { path: there } if *there == path));
    assert_eq!(fs::read_to_string(&path).expect("read"), "mine");
}

#[test]
fn hidden_files_and_other_files_are_no_revisions() {
    let folder = tempfile::tempdir().expect("a folder");
    write_new(folder.path(), &named("0001", "First")).expect("written");
    for name in [".0002.toml", "README.md", "0003.toml.orig", "toml"] {
        fs::write(folder.path().join(name), "no revision").expect("written");
    }
    assert_eq!(load_folder(folder.path()).expect("loaded").len(), 1);
}

#[test]
fn two_files_with_one_id_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    for message in ["b", "a"] {
        write_new(folder.path(), &named("0001", message)).expect("written");
    }
    let expected =
        "0001_a.toml and 0001_b.toml are both revision 0001; give one of them another id";
    let error = load_folder(folder.path()).expect_err("one id");
    assert_eq!(error.to_string(), expected);
    let text = named("0001", "").print();
    let error = load_embedded(&[("0001_a.toml", &text), ("0001_b.toml", &text)]);
    assert_eq!(error.expect_err("one id").to_string(), expected);
}

#[test]
fn a_mistake_names_its_file_and_a_missing_folder_its_path() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("0001_first.toml"), "revision = 1").expect("written");
    let error = load_folder(folder.path()).expect_err("no revision");
    assert!(
        error.to_string().starts_with("0001_first.toml:1:"),
        "{error}"
    );
    let missing = folder.path().join("missing");
    let error = load_folder(&missing).expect_err("no folder").to_string();
    let expected = format!("cannot read {}: ", missing.display());
    assert!(error.starts_with(&expected), "{error}");
}

#[test]
fn embedded_revisions_keep_their_order() {
    let (second, first) = (named("0002", "").print(), named("0001", "").print());
    let loaded = load_embedded(&[("0002.toml", &second), ("0001.toml", &first)]).expect("loaded");
    let ids: Vec<_> = loaded.iter().map(|revision| &revision.id).collect();
    assert_eq!(ids, ["0002", "0001"]);
}

#[test]
fn a_file_is_named_after_id_and_message() {
    for (message, expected) in [
        ("Add a nickname", "0003_add_a_nickname.toml"),
        ("", "0003.toml"),
        ("  ../../etc/passwd\n", "0003_etc_passwd.toml"),
        ("Größe: ändern!", "0003_gr_e_ndern.toml"),
        ("日本", "0003.toml"),
    ] {
        assert_eq!(file_name(&named("0003", message)), expected);
    }
    for message in ["word ".repeat(100), "x".repeat(500)] {
        let name = file_name(&named("0003", &message));
        assert!(name.len() <= 4 + 60 + 5, "{name}");
        assert!(name.starts_with("0003_"), "{name}");
        assert_eq!(Path::new(&name).file_name(), Some(name.as_ref()));
    }
}

#[test]
fn a_new_id_is_twelve_hexadecimal_characters_and_another_each_time() {
    let ids: std::collections::HashSet<_> = (0..1000).map(|_| new_id()).collect();
    assert_eq!(ids.len(), 1000);
    for id in ids {
        assert_eq!(id.len(), 12);
        assert!(
            id.bytes().all(|byte| b"0123456789abcdef".contains(&byte)),
            "{id}"
        );
        assert_eq!(check_id(&id), Ok(()));
    }
}

#[test]
fn a_downgrade_is_derived_from_the_last_operation_to_the_first() {
    let operations = operations();
    let operations: Vec<_> = operations
        .into_iter()
        .filter(|operation| operation.reverse().is_ok())
        .collect();
    let revision = Revision {
        operations: operations.clone(),
        ..empty()
    };
    let reversed = operations.iter().rev();
    let expected: Vec<_> = reversed
        .flat_map(|operation| operation.reverse().expect("reversible"))
        .collect();
    assert_eq!(revision.downgrade_operations(), Ok(expected));
}

#[test]
fn a_downgrade_that_is_written_goes_before_the_derived_one() {
    let down = operations().split_off(20);
    let revision = Revision {
        operations: operations(),
        down_operations: Some(down.clone()),
        ..empty()
    };
    assert_eq!(revision.downgrade_operations(), Ok(down));
}

#[test]
fn sql_without_a_way_back_loads_and_refuses_the_downgrade() {
    let sql = Operation::Sql(Sql {
        up: PerDatabase::same("SELECT 1"),
        down: None,
    });
    let revision = Revision {
        operations: vec![operations().remove(0), sql],
        ..empty()
    };
    let revision = Revision::parse(&revision.print(), "a.toml").expect("it loads");
    let error = revision.downgrade_operations().expect_err("no way back");
    assert!(matches!(error, DowngradeError::Operation { number: 2, .. }));
    let message = error.to_string();
    let expected = "revision 1f0c7a2b9d34, operation 2: this `sql` operation says nothing under";
    assert!(message.starts_with(expected), "{message}");
}

#[test]
fn an_irreversible_revision_says_why() {
    let revision = Revision {
        irreversible: Some("the rows are gone".to_owned()),
        ..empty()
    };
    assert_eq!(
        revision
            .downgrade_operations()
            .map_err(|error| error.to_string()),
        Err("revision 1f0c7a2b9d34 cannot be taken back: the rows are gone".to_owned())
    );
}
