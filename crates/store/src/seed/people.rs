//! The generated customers. Each follows from the seed and its place alone, so that nothing of a
//! million of them has to be kept while their orders are made.

use chrono::{DateTime, Duration, Utc};

use super::countries::{COUNTRIES, Country};
use super::random::{Random, Stream};
use crate::addresses::{Address, CustomerAddress};
use crate::case::without_case;
use crate::customers::Customer;

/// How many of a hundred customers were there before the year of the orders began.
const THERE_BEFORE: u64 = 40;
/// Over how many days before it those came.
const DAYS_BEFORE: u64 = 700;

/// Who is generated.
#[derive(Clone, Copy, Debug)]
pub(super) struct People {
    pub(super) seed: u64,
    pub(super) count: usize,
    /// The ids of the first one and of their address; the others' follow.
    pub(super) first_customer_id: i64,
    pub(super) first_address_id: i64,
    /// The year of the orders.
    pub(super) from: DateTime<Utc>,
    pub(super) until: DateTime<Utc>,
}

/// A customer with the address that they live at.
pub(super) struct Person {
    pub(super) customer: Customer,
    pub(super) address: Address,
    pub(super) link: CustomerAddress,
}

impl People {
    pub(super) fn id(&self, index: usize) -> i64 {
        self.first_customer_id + offset(index)
    }

    /// How many there are at a moment of the year: they come one after the other.
    pub(super) fn there_at(&self, moment: DateTime<Utc>) -> usize {
        let year = seconds(self.until - self.from).max(1);
        let gone = seconds(moment - self.from).min(year);
        let before = self.before();
        let later = (self.count as u64 - before) * gone / year;
        usize::try_from(before + later).unwrap_or(0)
    }

    fn before(&self) -> u64 {
        (self.count as u64 * THERE_BEFORE).div_ceil(100)
    }

    /// When this one came.
    fn came_at(&self, index: usize) -> DateTime<Utc> {
        let (index, before) = (index as u64, self.before());
        if index < before {
            let ago = DAYS_BEFORE * 86_400 * (before - index) / before;
            return self.from - whole_seconds(ago);
        }
        let later = self.count as u64 - before;
        let year = seconds(self.until - self.from);
        self.from + whole_seconds((index - before) * year / later.max(1))
    }

    pub(super) fn person(&self, index: usize) -> Person {
        let mut random = Random::of(self.seed, Stream::Customer(index));
        let country = country(&mut random);
        let first_name = *random.pick(country.first_names);
        let last_name = *random.pick(country.last_names);
        let address = self.address_of(index, country, &mut random);
        let at = address.created_at;
        // The number makes it one of a kind: no name holds digits.
        let username = format!("{}.{}{}", plain(first_name), plain(last_name), index + 1);
        let customer = Customer {
            id: self.id(index),
            email: Some(format!("{username}@example.com")),
            username,
            password_hash: None,
            first_name: first_name.to_owned(),
            last_name: last_name.to_owned(),
            phone: address.phone_number.clone(),
            created_at: at,
            updated_at: at,
            version: 1,
            first_name_key: without_case(first_name),
            last_name_key: without_case(last_name),
            erased_at: None,
        };
        let link = CustomerAddress {
            customer_id: customer.id,
            address_id: address.id,
            label: Some("home".to_owned()),
            default_shipping: true,
            default_billing: true,
        };
        Person {
            customer,
            address,
            link,
        }
    }

    /// The address of [`People::person`], for an order.
    pub(super) fn address(&self, index: usize) -> Address {
        let mut random = Random::of(self.seed, Stream::Customer(index));
        let country = country(&mut random);
        random.pick(country.first_names);
        random.pick(country.last_names);
        self.address_of(index, country, &mut random)
    }

    fn address_of(&self, index: usize, country: &Country, random: &mut Random) -> Address {
        let (town, state, zip) = *random.pick(country.towns);
        let house = random.between(1, 180).to_string();
        let at = self.came_at(index);
        Address {
            id: self.first_address_id + offset(index),
            line1: random.pick(country.streets).replace('#', &house),
            line2: random
                .per_mille(120)
                .then(|| format!("Flat {}", random.between(1, 24))),
            city: town.to_owned(),
            state: state.map(str::to_owned),
            country: country.code.to_owned(),
            zip_code: Some(filled(zip, random)),
            phone_number: country.phone.map(|pattern| filled(pattern, random)),
            created_at: at,
            updated_at: at,
            version: 1,
        }
    }
}

fn country(random: &mut Random) -> &'static Country {
    let mut place = random.below(100);
    for country in COUNTRIES {
        if place < country.share {
            return country;
        }
        place -= country.share;
    }
    &COUNTRIES[0]
}

/// A pattern with its digits and letters chosen. Letters that are taken for digits are left out.
fn filled(pattern: &str, random: &mut Random) -> String {
    const LETTERS: &[char] = &[
        'A', 'B', 'D', 'E', 'F', 'G', 'H', 'J', 'L', 'N', 'P', 'R', 'T', 'W',
    ];
    const DIGITS: &[char] = &['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
    let fill = |letter| match letter {
        '#' => *random.pick(DIGITS),
        '@' => *random.pick(LETTERS),
        letter => letter,
    };
    pattern.chars().map(fill).collect()
}

/// A name in the letters of user names.
fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for letter in without_case(name).chars() {
        match letter {
            'á' | 'à' | 'ä' | 'å' => plain.push('a'),
            'é' | 'è' => plain.push('e'),
            'í' | 'ı' => plain.push('i'),
            'ñ' => plain.push('n'),
            'ó' | 'ò' | 'ö' => plain.push('o'),
            'ú' | 'ü' => plain.push('u'),
            'ß' => plain.push_str("ss"),
            letter if letter.is_ascii_alphanumeric() => plain.push(letter),
            _ => {}
        }
    }
    plain
}

fn offset(index: usize) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX)
}

fn seconds(duration: Duration) -> u64 {
    u64::try_from(duration.num_seconds()).unwrap_or(0)
}

fn whole_seconds(seconds: u64) -> Duration {
    Duration::seconds(i64::try_from(seconds).unwrap_or(0))
}
