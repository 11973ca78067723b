//! Takes the files that the browsable page of the API needs out of the archive of Swagger UI, so
//! that they are in the binary and the rest of the archive is not.
//!
//! A file of a ZIP archive is a DEFLATE stream, and so is a gzip file: it only needs another head
//! and tail, and nothing has to be unpacked.

use std::path::Path;
use std::{env, fs};

const FILES: [&str; 2] = ["swagger-ui-bundle.js", "swagger-ui.css"];

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let archive = utoipa_swagger_ui_vendored::SWAGGER_UI_VENDORED;
    let folder = env::var_os("OUT_DIR").expect("cargo names the folder");
    for name in FILES {
        let file = entries(archive).find(|entry| entry.name.ends_with(&format!("/dist/{name}")));
        let file = file.unwrap_or_else(|| panic!("the archive of Swagger UI lacks {name}"));
        let path = Path::new(&folder).join(format!("{name}.gz"));
        fs::write(path, gzip(archive, &file)).expect("cargo's folder can be written");
    }
}

/// An entry of the archive's directory.
struct Entry {
    name: String,
    checksum: u32,
    packed: usize,
    size: u32,
    /// Where the entry's own header begins.
    offset: usize,
}

const DIRECTORY_ENTRY: &[u8] = b"PK\x01\x02";
const DIRECTORY_END: &[u8] = b"PK\x05\x06";
const DEFLATED: u16 = 8;

fn two(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes(bytes[at..at + 2].try_into().expect("two bytes"))
}

fn four(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}

fn entries(archive: &[u8]) -> impl Iterator<Item = Entry> {
    let end = archive.windows(4).rposition(|word| word == DIRECTORY_END);
    let end = end.expect("a ZIP archive has a directory");
    let mut at = four(archive, end + 16) as usize;
    std::iter::from_fn(move || {
        if archive.get(at..at + 4)? != DIRECTORY_ENTRY {
            return None;
        }
        let head = &archive[at..];
        let name = 46..46 + usize::from(two(head, 28));
        let entry = Entry {
            name: String::from_utf8_lossy(&head[name.clone()]).into_owned(),
            checksum: four(head, 16),
            packed: four(head, 20) as usize,
            size: four(head, 24),
            offset: four(head, 42) as usize,
        };
        at += name.end + usize::from(two(head, 30)) + usize::from(two(head, 32));
        Some(entry)
    })
}

/// The entry as a gzip file (RFC 1952).
fn gzip(archive: &[u8], entry: &Entry) -> Vec<u8> {
    let head = &archive[entry.offset..];
    assert_eq!(two(head, 8), DEFLATED, "{} is packed otherwise", entry.name);
    let begin = 30 + usize::from(two(head, 26)) + usize::from(two(head, 28));
    let mut file = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    file.extend(&head[begin..begin + entry.packed]);
    file.extend(entry.checksum.to_le_bytes());
    file.extend(entry.size.to_le_bytes());
    file
}
