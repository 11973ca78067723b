//! The parts that need no database: numbers, encodings, columns.

use std::io::Read;

use super::decimal::plain;
use super::decode::{Decoded, Guess};
use super::layout::Layout;
use super::records::{Form, Records};
use super::shape::Shape;
use crate::exports::{Format, Subject};

#[test]
fn decimal_numbers_are_read_as_people_write_them() {
    for (text, number) in [
        ("2.55", "2.55"),
        ("2,55", "2.55"),
        ("-2,5", "-2.5"),
        ("0,350", "0.350"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1'234.50", "1234.50"),
        ("1 234,50 €", "1234.50"),
        ("£1,234,567", "1234567"),
        ("(3.20)", "-3.20"),
        ("12345,678", "12345.678"),
        ("7", "7"),
    ] {
        assert_eq!(plain(text, None).as_deref(), Ok(number), "{text}");
    }
    assert_eq!(plain("1,234", Some(true)).as_deref(), Ok("1.234"));
    assert_eq!(plain("1,234", Some(false)).as_deref(), Ok("1234"));
    let refused = plain("1,234", None).map_err(|reason| reason.contains("--decimal"));
    assert_eq!(refused, Err(true));
    for text in ["1.2.3", "1,2,3.4", "12,34.5"] {
        assert!(plain(text, None).is_err(), "{text}");
    }
}

#[test]
fn every_usual_encoding_is_recognised() {
    let text = "name,price\nCafé – Größe,2.55\n";
    let utf16 = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect();
    let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    let little: Vec<u8> = utf16(u16::to_le_bytes);
    let big: Vec<u8> = utf16(u16::to_be_bytes);
    let western = b"name,price\nCaf\xe9 \x96 Gr\xf6\xdfe,2.55\n".to_vec();
    for (bytes, encoding) in [
        (text.as_bytes().to_vec(), "UTF-8"),
        (marked(b"\xef\xbb\xbf", text.as_bytes().to_vec()), "UTF-8"),
        (western, "windows-1252"),
        (marked(b"\xff\xfe", little.clone()), "UTF-16LE"),
        (marked(b"\xfe\xff", big.clone()), "UTF-16BE"),
        (little, "UTF-16LE"),
        (big, "UTF-16BE"),
    ] {
        // Cut anywhere, within a letter too.
        for piece in [1, 3, 10_000] {
            let mut guess = Guess::new();
            for piece in bytes.chunks(piece) {
                guess.take(piece, false);
            }
            guess.take(&[], true);
            let found = guess.finish();
            assert_eq!(found.name(), encoding);
            let mut read = String::new();
            let mut decoded = Decoded::new(bytes.as_slice(), found);
            decoded.read_to_string(&mut read).expect("it is text");
            assert_eq!(read, text, "{encoding}");
        }
    }
}

fn records(text: &str) -> Records {
    let content = std::io::Cursor::new(text.to_owned());
    Records::open(&Form::of(text), Box::new(content)).expect("there is a header")
}

#[test]
fn what_divides_the_cells_is_seen_by_the_header() {
    for text in ["sku,name\nA,B\n", "sku;name\nA;B\n", "sku\tname\nA\tB\n"] {
        let mut records = records(text);
        assert_eq!(records.header, ["sku", "name"]);
        let row = records.next().expect("it is readable").expect("a row");
        assert_eq!(
            (row.line, row.cells.as_slice()),
            (2, &["A".into(), "B".into()][..])
        );
    }
    let mut lines = records("{\"sku\":\"A\",\"price\":2.5}\n\n{\"sku\":null}\nnonsense\n");
    assert_eq!(Form::of("{\"a\":1}").format, Format::JsonLines);
    let mut next = || lines.next().expect("it is readable").expect("a row");
    assert_eq!(next().cells, ["2.5", "A"]);
    assert_eq!(next().cells, ["", ""]);
    let wrong = next();
    assert_eq!(wrong.line, 4);
    assert!(wrong.fault.is_some_and(|fault| fault.contains("not JSON")));
}

fn mapped(subject: Subject, header: &[&str], named: &[(&str, &str)]) -> (Shape, Vec<String>) {
    let own = |text: &&str| (*text).to_owned();
    let header: Vec<String> = header.iter().map(own).collect();
    let named: Vec<_> = named.iter().map(|(a, b)| (own(a), own(b))).collect();
    let (shape, columns) = Layout::map(subject, &header, &named).expect("it can be mapped");
    let ours = columns.iter().map(|column| column.ours.unwrap_or("-"));
    (shape, ours.map(str::to_owned).collect())
}

#[test]
fn the_shape_is_seen_by_the_header_and_the_mapping_can_be_overridden() {
    let products = Subject::Products;
    let (shape, ours) = mapped(products, &["SKU", "Product-Type", "Name", "Colour"], &[]);
    assert_eq!(
        (shape, ours.join(" ")),
        (Shape::Mercer, "sku product_type name -".to_owned())
    );
    let header = [
        "Handle",
        "Title",
        "Variant SKU",
        "Variant Price",
        "Cost per item",
        "Compare At Price",
    ];
    let (shape, ours) = mapped(products, &header, &[("Compare At Price", "price")]);
    assert_eq!(
        (shape, ours.join(" ")),
        (Shape::Shopify, "- name sku - cost price".to_owned())
    );
    let header = [
        "ID",
        "Type",
        "SKU",
        "Name",
        "Short description",
        "Regular price",
    ];
    let (shape, ours) = mapped(products, &header, &[]);
    assert_eq!(shape, Shape::WooCommerce);
    assert_eq!(ours.join(" "), "- - sku name description price");
    let header = ["Token", "Item Name", "Variation Name", "SKU", "Price"];
    let (shape, ours) = mapped(products, &header, &[]);
    assert_eq!(
        (shape, ours.join(" ")),
        (Shape::Square, "- name - sku price".to_owned())
    );
    let header = [
        "Item Name",
        "Variation Name",
        "SKU",
        "Current Quantity Main",
    ];
    let (_, ours) = mapped(Subject::Stock, &header, &[]);
    assert_eq!(ours.join(" "), "- - sku on_hand");
}

#[test]
fn a_mapping_that_makes_no_sense_is_refused() {
    let header = ["code".to_owned()];
    for (theirs, ours) in [("none", "sku"), ("code", "colour")] {
        let named = [(theirs.to_owned(), ours.to_owned())];
        assert!(Layout::map(Subject::Products, &header, &named).is_err());
    }
    let no_key = Layout::map(Subject::Products, &header, &[]);
    assert!(no_key.is_err_and(|invalid| invalid.reason.contains("--map THEIRS=sku")));
}
