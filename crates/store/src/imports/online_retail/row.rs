//! One row of the source, checked by itself.

use chrono::{DateTime, Datelike, NaiveDateTime};
use csv::ByteRecord;

use crate::money::parse_decimal;
use crate::{Invalid, Quantity, text};

use super::country;

/// The columns, in the order in which [`Layout`] keeps their places.
pub(super) const COLUMNS: [&str; 8] = [
    INVOICE,
    STOCK_CODE,
    DESCRIPTION,
    QUANTITY,
    DATE,
    UNIT_PRICE,
    CUSTOMER,
    COUNTRY,
];

pub(super) const INVOICE: &str = "InvoiceNo";
pub(super) const STOCK_CODE: &str = "StockCode";
pub(super) const DESCRIPTION: &str = "Description";
pub(super) const QUANTITY: &str = "Quantity";
pub(super) const DATE: &str = "InvoiceDate";
pub(super) const UNIT_PRICE: &str = "UnitPrice";
pub(super) const CUSTOMER: &str = "CustomerID";
pub(super) const COUNTRY: &str = "Country";

/// Prices are kept to a millionth of a pound until a line's total is rounded.
const PRICE_PLACES: u32 = 6;

/// Years that all three databases can keep.
const YEARS: std::ops::RangeInclusive<i32> = 1_000..=9_999;

/// Stock codes that are no goods.
const SERVICES: [&str; 10] = [
    "POST",
    "DOT",
    "C2",
    "M",
    "D",
    "S",
    "B",
    "BANK CHARGES",
    "AMAZONFEE",
    "CRUK",
];

/// Whether an upper-case stock code is no goods.
pub(super) fn is_service(sku: &str) -> bool {
    SERVICES.contains(&sku)
}

/// What a document of the source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Sale,
    Return,
    WriteOff,
}

/// A row, understood.
pub(super) struct Row {
    pub(super) number: String,
    pub(super) sort: Sort,
    pub(super) sku: String,
    pub(super) description: Option<String>,
    /// Thousandths, above zero.
    pub(super) quantity: i64,
    /// Seconds since 1970, UTC.
    pub(super) at: i64,
    /// Millionths of a pound, not below zero.
    pub(super) price: i64,
    pub(super) customer: Option<i64>,
    pub(super) country: &'static str,
}

/// Where each column is.
pub(super) struct Layout {
    width: usize,
    places: [usize; COLUMNS.len()],
}

impl Layout {
    /// Finds the columns in the header, in whatever order; others may stand among them.
    ///
    /// # Errors
    /// The names that are missing.
    pub(super) fn of(header: &ByteRecord) -> Result<Self, Vec<String>> {
        let place = |name: &str| {
            header.iter().position(|field| {
                let field = field.strip_prefix("\u{feff}".as_bytes()).unwrap_or(field);
                field.trim_ascii() == name.as_bytes()
            })
        };
        let found = COLUMNS.map(place);
        let missing: Vec<String> = COLUMNS
            .iter()
            .zip(found)
            .filter(|(_, place)| place.is_none())
            .map(|(name, _)| (*name).to_owned())
            .collect();
        if !missing.is_empty() {
            return Err(missing);
        }
        Ok(Layout {
            width: header.len(),
            places: found.map(Option::unwrap_or_default),
        })
    }

    /// Reads a row. The error's field is the column; it is empty for the row as a whole.
    pub(super) fn read(&self, record: &ByteRecord) -> Result<Row, Invalid> {
        if record.len() != self.width {
            let (found, width) = (record.len(), self.width);
            let reason = format!("the row has {found} fields, the header has {width}");
            return Err(Invalid::new("", reason));
        }
        let mut fields = [""; COLUMNS.len()];
        for (index, field) in fields.iter_mut().enumerate() {
            *field = std::str::from_utf8(&record[self.places[index]])
                .map_err(|_| Invalid::new(COLUMNS[index], "it is not UTF-8"))?
                .trim();
        }
        let [
            number,
            code,
            description,
            quantity,
            date,
            price,
            customer,
            country,
        ] = fields;
        let number = text::required(INVOICE, number, 32)?;
        let (sort, quantity, price) = sort(
            &number,
            self::quantity(quantity)?,
            decimal(UNIT_PRICE, price, PRICE_PLACES)?,
        )?;
        let sku = text::required(STOCK_CODE, code, 64)?.to_ascii_uppercase();
        if sort == Sort::WriteOff && is_service(&sku) {
            let reason = format!("{sku} is a service and has no stock to write off");
            return Err(Invalid::new(STOCK_CODE, reason));
        }
        Ok(Row {
            number,
            sort,
            sku,
            description: text::optional(DESCRIPTION, Some(description), 200)?,
            quantity,
            at: moment(date)?,
            price,
            customer: self::customer(customer)?,
            country: country::code(country),
        })
    }
}

/// What the row's document is, with quantity and price turned positive.
fn sort(number: &str, quantity: i64, price: i64) -> Result<(Sort, i64, i64), Invalid> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let letter = number.strip_prefix(['A', 'C']).filter(|n| is_number(n));
    let wrong_quantity = |reason: &str| Err(Invalid::new(QUANTITY, reason));
    let wrong_price = |reason: &str| Err(Invalid::new(UNIT_PRICE, reason));
    match (number.as_bytes().first(), letter) {
        (Some(b'A'), Some(_)) => match quantity {
            1.. if price < 0 => Ok((Sort::Return, quantity, -price)),
            1.. => Ok((Sort::Sale, quantity, price)),
            _ => wrong_quantity("an adjustment (A) states its direction by the sign of the price"),
        },
        _ if price < 0 => wrong_price("only an adjustment (A) may have a price below zero"),
        (Some(b'C'), Some(_)) => match quantity {
            1.. => wrong_quantity("a return (C) has a quantity below zero"),
            _ => Ok((Sort::Return, -quantity, price)),
        },
        _ if !is_number(number) => Err(Invalid::new(
            INVOICE,
            format!("{number:?} is neither digits, nor A or C with digits"),
        )),
        _ if quantity > 0 => Ok((Sort::Sale, quantity, price)),
        _ if price == 0 => Ok((Sort::WriteOff, -quantity, 0)),
        _ => wrong_quantity("below zero it is a write-off, which has no price"),
    }
}

/// Thousandths, of whole pieces, not zero.
fn quantity(field: &str) -> Result<i64, Invalid> {
    let pieces = decimal(QUANTITY, field, 0)?;
    let largest = Quantity::MAX.thousandths() / 1_000;
    if pieces == 0 {
        return Err(Invalid::new(QUANTITY, "it is zero"));
    }
    if !(-largest..=largest).contains(&pieces) {
        return Err(Invalid::new(QUANTITY, "it is above the limit of 10^12"));
    }
    Ok(pieces * 1_000)
}

fn decimal(column: &str, field: &str, places: u32) -> Result<i64, Invalid> {
    parse_decimal(field, places).map_err(|reason| {
        let reason = format!("{field:?} is not such a number: {reason}");
        Invalid::new(column, reason)
    })
}

fn moment(field: &str) -> Result<i64, Invalid> {
    NaiveDateTime::parse_from_str(field, "%Y-%m-%d %H:%M:%S")
        .ok()
        .filter(|time| YEARS.contains(&time.year()))
        .map(|time| DateTime::timestamp(&time.and_utc()))
        .ok_or_else(|| {
            let reason = format!("{field:?} is not a time written YYYY-MM-DD HH:MM:SS");
            Invalid::new(DATE, reason)
        })
}

/// The source has been through a program that writes `17850` as `17850.0`.
fn customer(field: &str) -> Result<Option<i64>, Invalid> {
    if field.is_empty() {
        return Ok(None);
    }
    match decimal(CUSTOMER, field, 0)? {
        number @ 1.. => Ok(Some(number)),
        _ => Err(Invalid::new(CUSTOMER, "it is not above zero")),
    }
}
