//! The whole source in a compact form, before anything is written.

use std::collections::HashMap;
use std::ops::Range;

use super::row::{self, Row, Sort};
use crate::Invalid;
use crate::imports::Rejection;
use crate::money::round_half_away;

/// What a source holds.
pub(super) struct Plan {
    pub(super) fingerprint: String,
    /// In the order of their first rows, which is the order of time.
    pub(super) documents: Vec<Document>,
    /// The lines of the first document, then of the second, ..
    pub(super) lines: Vec<Line>,
    pub(super) products: Vec<PlannedProduct>,
    pub(super) customers: Vec<PlannedCustomer>,
    pub(super) texts: Vec<Box<str>>,
    pub(super) rejected: u64,
    pub(super) rejections: Vec<Rejection>,
}

/// A sale, a return or a write-off.
pub(super) struct Document {
    pub(super) number: Box<str>,
    pub(super) sort: Sort,
    pub(super) customer: u32,
    pub(super) country: &'static str,
    /// Seconds since 1970, UTC, of its first row.
    pub(super) at: i64,
    /// Its lines among all lines.
    pub(super) lines: Range<usize>,
}

/// One line; half a million of them are in memory.
pub(super) struct Line {
    pub(super) document: u32,
    pub(super) product: u32,
    /// The description in [`Plan::texts`].
    pub(super) text: Option<std::num::NonZeroU32>,
    /// Thousandths.
    pub(super) quantity: i64,
    /// Millionths of a pound.
    pub(super) price: i64,
}

/// A product with what its rows say about it.
pub(super) struct PlannedProduct {
    pub(super) sku: Box<str>,
    /// Its most frequent description, those of write-offs only where there is no other.
    pub(super) name: Option<Box<str>>,
    /// Its most frequent price in sales, in minor units.
    pub(super) price: i64,
    pub(super) is_service: bool,
}

/// A customer of the source.
pub(super) struct PlannedCustomer {
    /// `None` for the walk-in customer.
    pub(super) number: Option<i64>,
    /// Of the latest row.
    pub(super) country: &'static str,
}

impl Plan {
    pub(super) fn text(&self, line: &Line) -> Option<&str> {
        line.text.map(|text| &*self.texts[text.get() as usize])
    }
}

impl Line {
    /// Price of one piece in minor units, rounded.
    pub(super) fn unit_price(&self) -> i64 {
        // Smaller than the price, so it fits.
        i64::try_from(round_half_away(self.price.into(), 10_000)).unwrap_or(i64::MAX)
    }

    /// The exact price times the quantity, rounded once; `None` above what fits.
    pub(super) fn total(&self) -> Option<i64> {
        let exact = i128::from(self.price) * i128::from(self.quantity);
        i64::try_from(round_half_away(exact, 10_000 * 1_000)).ok()
    }
}

/// Gathers rows into a plan.
#[derive(Default)]
pub(super) struct Gathering {
    documents: Vec<Document>,
    document_of: HashMap<Box<str>, u32>,
    lines: Vec<Line>,
    skus: Interner,
    texts: Interner,
    customers: Vec<PlannedCustomer>,
    customer_of: HashMap<Option<i64>, u32>,
    /// By product: all that ever moved, either way, so that no sum of it can overflow.
    volumes: Vec<i64>,
    /// All totals together, for the same reason.
    value: i64,
    names: Tally,
    prices: Tally,
}

impl Gathering {
    /// Adds a row, unless it contradicts the rows before it; then nothing is changed.
    pub(super) fn add(&mut self, row: &Row) -> Result<(), Invalid> {
        let document = self.document_of.get(row.number.as_str()).copied();
        if let Some(index) = document {
            self.check_belonging(row, index)?;
        }
        let mut line = Line {
            document: 0,
            product: 0,
            text: None,
            quantity: row.quantity,
            price: row.price,
        };
        let (volume, value) = self.weigh(&row.sku, &line)?;
        self.value = value;
        line.product = self.skus.number(&row.sku);
        match self.volumes.get_mut(line.product as usize) {
            Some(known) => *known = volume,
            None => self.volumes.push(volume),
        }
        let is_trade = row.sort != Sort::WriteOff;
        if let Some(text) = &row.description {
            let text = self.texts.number(text);
            // Number 0 is the empty text that the plan's list begins with.
            line.text = std::num::NonZeroU32::new(text + 1);
            self.names.count(line.product, i64::from(text), is_trade);
        }
        if row.sort == Sort::Sale && row.price > 0 {
            self.prices.count(line.product, line.unit_price(), true);
        }
        let customer = self.customer(row);
        line.document = document.unwrap_or_else(|| self.begin(row, customer));
        self.lines.push(line);
        Ok(())
    }

    /// A document is one thing, with one customer; its first row decides.
    fn check_belonging(&self, row: &Row, document: u32) -> Result<(), Invalid> {
        let document = &self.documents[document as usize];
        if row.sort != document.sort {
            let reason = "the rows of this document before it go the other way";
            return Err(Invalid::new(row::QUANTITY, reason));
        }
        if row.customer != self.customers[document.customer as usize].number {
            let reason = "the rows of this document before it name another customer";
            return Err(Invalid::new(row::CUSTOMER, reason));
        }
        Ok(())
    }

    /// The product's volume and the value of everything with this line; refuses amounts whose
    /// sums could not be kept exactly.
    fn weigh(&self, sku: &str, line: &Line) -> Result<(i64, i64), Invalid> {
        let known = self.skus.number_of.get(sku);
        let volume = known.map_or(0, |product| self.volumes[*product as usize]);
        let volume = volume.checked_add(line.quantity);
        let volume = volume.filter(|volume| *volume <= i64::MAX / 2);
        let volume = volume.ok_or_else(|| {
            let reason = "the product's rows together exceed what can be counted";
            Invalid::new(row::QUANTITY, reason)
        })?;
        let value = line.total().and_then(|total| self.value.checked_add(total));
        let value = value.ok_or_else(|| {
            Invalid::new(row::UNIT_PRICE, "the total is too large to be kept exactly")
        })?;
        Ok((volume, value))
    }

    fn begin(&mut self, row: &Row, customer: u32) -> u32 {
        let index = small(self.documents.len());
        self.document_of.insert(row.number.as_str().into(), index);
        self.documents.push(Document {
            number: row.number.as_str().into(),
            sort: row.sort,
            customer,
            country: row.country,
            at: row.at,
            lines: 0..0,
        });
        index
    }

    fn customer(&mut self, row: &Row) -> u32 {
        let customers = &mut self.customers;
        *self.customer_of.entry(row.customer).or_insert_with(|| {
            customers.push(PlannedCustomer {
                number: row.customer,
                country: row.country,
            });
            small(customers.len() - 1)
        })
    }

    pub(super) fn finish(self, fingerprint: String, refused: (u64, Vec<Rejection>)) -> Plan {
        let Gathering {
            mut documents,
            mut lines,
            ..
        } = self;
        // Rows of one document may stand apart; within it they keep their order.
        lines.sort_by_key(|line| line.document);
        let mut start = 0;
        for (index, document) in documents.iter_mut().enumerate() {
            let belonging = lines[start..]
                .iter()
                .take_while(|line| line.document as usize == index)
                .count();
            document.lines = start..start + belonging;
            start += belonging;
        }
        let mut texts = vec![Box::from("")];
        texts.extend(self.texts.into_list());
        let (names, prices) = (self.names.favourites(), self.prices.favourites());
        let product = |(index, sku): (usize, Box<str>)| {
            let index = small(index);
            let name = names
                .get(&index)
                .and_then(|&text| usize::try_from(text).ok());
            PlannedProduct {
                name: name.map(|text| texts[text + 1].clone()),
                price: prices.get(&index).copied().unwrap_or(0),
                is_service: row::is_service(&sku),
                sku,
            }
        };
        let products = self.skus.into_list().into_iter().enumerate();
        Plan {
            products: products.map(product).collect(),
            fingerprint,
            documents,
            lines,
            customers: self.customers,
            texts,
            rejected: refused.0,
            rejections: refused.1,
        }
    }
}

/// Texts by number, each kept once.
#[derive(Default)]
struct Interner {
    number_of: HashMap<Box<str>, u32>,
}

impl Interner {
    fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.number_of.get(text) {
            return *number;
        }
        let number = small(self.number_of.len());
        self.number_of.insert(text.into(), number);
        number
    }

    fn into_list(self) -> Vec<Box<str>> {
        let mut numbered: Vec<_> = self.number_of.into_iter().collect();
        numbered.sort_unstable_by_key(|(_, number)| *number);
        numbered.into_iter().map(|(text, _)| text).collect()
    }
}

/// How often each product's rows say something.
#[derive(Default)]
struct Tally {
    counts: HashMap<(u32, i64), Count>,
}

struct Count {
    in_trade: u32,
    in_all: u32,
    first_seen: usize,
}

impl Tally {
    fn count(&mut self, product: u32, said: i64, in_trade: bool) {
        let first_seen = self.counts.len();
        let count = self.counts.entry((product, said)).or_insert(Count {
            in_trade: 0,
            in_all: 0,
            first_seen,
        });
        count.in_trade += u32::from(in_trade);
        count.in_all += 1;
    }

    /// What each product's rows say most often, in trade if anything; of equals the first.
    fn favourites(&self) -> HashMap<u32, i64> {
        let mut best: HashMap<u32, (i64, &Count)> = HashMap::new();
        let rank = |count: &Count| {
            let elsewhere = if count.in_trade == 0 { count.in_all } else { 0 };
            let earliest = std::cmp::Reverse(count.first_seen);
            (count.in_trade, elsewhere, earliest)
        };
        for ((product, said), count) in &self.counts {
            let favourite = best.entry(*product).or_insert((*said, count));
            if rank(count) > rank(favourite.1) {
                *favourite = (*said, count);
            }
        }
        best.into_iter()
            .map(|(product, (said, _))| (product, said))
            .collect()
    }
}

/// Sources are read into memory, which ends long before their rows exceed this.
fn small(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
