//! Facts about the keys and their folder.
#![allow(clippy::unwrap_used)]

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::{KeyError, Keyring, SigningKey};

#[test]
fn the_first_start_makes_a_key_that_only_its_owner_can_read() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("keys");
    let ring = Keyring::open(&folder).unwrap();
    let files: Vec<_> = fs::read_dir(&folder).unwrap().map(Result::unwrap).collect();
    assert_eq!(files.len(), 1);
    let mode = files[0].metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(
        fs::metadata(&folder).unwrap().permissions().mode() & 0o777,
        0o700
    );
    let again = Keyring::open(&folder).unwrap();
    assert_eq!(again.newest().id(), ring.newest().id());
}

#[test]
fn a_new_key_signs_and_the_old_one_still_verifies() {
    let place = tempfile::tempdir().unwrap();
    let ring = Keyring::open(place.path()).unwrap();
    let old = ring.newest();
    let signature = old.sign(b"text");
    let new = Keyring::rotate(place.path()).unwrap();
    assert_ne!(new, old.id());
    assert_eq!(ring.newest().id(), old.id(), "the folder was read just now");
    ring.grow_old();
    assert_eq!(ring.newest().id(), new);
    let found = ring.find(old.id()).unwrap();
    assert!(found.has_signed(b"text", &signature));
    assert!(!found.has_signed(b"texT", &signature));
    assert!(!ring.newest().has_signed(b"text", &signature));
}

#[test]
fn keys_whose_files_go_verify_no_more_but_for_the_last_one() {
    let place = tempfile::tempdir().unwrap();
    let ring = Keyring::open(place.path()).unwrap();
    let old = ring.newest();
    let file = fs::read_dir(place.path()).unwrap().next().unwrap().unwrap();
    Keyring::rotate(place.path()).unwrap();
    fs::remove_file(file.path()).unwrap();
    ring.grow_old();
    assert!(ring.find(old.id()).is_none());
    for file in fs::read_dir(place.path()).unwrap() {
        fs::remove_file(file.unwrap().path()).unwrap();
    }
    ring.grow_old();
    assert_eq!(ring.keys().len(), 1);
}

#[test]
fn what_is_no_key_is_refused_by_name() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("a.pem"), "nonsense").unwrap();
    let refused = Keyring::open(place.path());
    assert!(matches!(refused, Err(KeyError::NotAKey { path }) if path.ends_with("a.pem")));
}

#[test]
fn the_thumbprint_is_that_of_the_standard() {
    // The key of RFC 8037, appendix A; its thumbprint stands in A.3.
    let seed = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
    let mut document = vec![
        0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04,
        0x20,
    ];
    document.extend(URL_SAFE_NO_PAD.decode(seed).unwrap());
    let pem = format!(
        "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
        STANDARD.encode(document)
    );
    let key = SigningKey::read(&pem).unwrap();
    assert_eq!(key.id(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    let public = key.public();
    assert_eq!(public["x"], "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    assert!(
        public.get("d").is_none(),
        "the secret half stays where it is"
    );
}
