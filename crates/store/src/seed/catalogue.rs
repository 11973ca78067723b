//! The generated catalogue: categories, and products with brands, sizes, barcodes and prices.

use chrono::{DateTime, Datelike, Duration, Utc};

use super::goods::{BRANDS, CATEGORIES, Tax};
use super::random::{Random, Stream, running_sums};
use crate::amounts::TaxRate;
use crate::case::without_case;
use crate::categories::Category;
use crate::products::{Barcode, Kind, PriceChange, Product};
use crate::{Currency, Unit};

/// A product as its orders need it.
pub(super) struct Goods {
    pub(super) product: Product,
    pub(super) tax_rate: TaxRate,
    /// What it cost before, and until when.
    pub(super) earlier: Option<(i64, DateTime<Utc>)>,
    /// How often it is bought, against the others.
    popularity: u64,
}

impl Goods {
    pub(super) fn price_at(&self, moment: DateTime<Utc>) -> i64 {
        match self.earlier {
            Some((price, until)) if moment < until => price,
            _ => self.product.price,
        }
    }
}

/// All of it.
pub(super) struct Catalogue {
    pub(super) categories: Vec<Category>,
    pub(super) goods: Vec<Goods>,
    /// Running sums of what is asked for, by month.
    demand: Vec<Vec<u64>>,
}

/// Where its ids begin, and what else it takes.
pub(super) struct Terms {
    pub(super) first_category_id: i64,
    pub(super) first_product_id: i64,
    /// The ids and rates of the tax classes.
    pub(super) taxes: Vec<(Tax, i64, TaxRate)>,
    pub(super) currency: Currency,
    pub(super) from: DateTime<Utc>,
}

impl Catalogue {
    pub(super) fn of(seed: u64, products: usize, terms: &Terms) -> Self {
        let (categories, leaves) = categories(terms);
        let mut random = Random::of(seed, Stream::Products);
        let mut goods: Vec<Goods> = (0..products)
            .map(|index| product(index, terms, leaves, &mut random))
            .collect();
        // A few are bought all the time and most now and then: Zipf's law, in a random order.
        for rank in (1..goods.len()).rev() {
            let other = random.index(rank + 1);
            let popularity = goods[rank].popularity;
            goods[rank].popularity = goods[other].popularity;
            goods[other].popularity = popularity;
        }
        let demand = (0..12)
            .map(|month| {
                let weights = goods.iter().enumerate().map(|(index, goods)| {
                    goods.popularity * CATEGORIES[index % CATEGORIES.len()].season[month]
                });
                running_sums(weights)
            })
            .collect();
        Catalogue {
            categories,
            goods,
            demand,
        }
    }

    /// Which product a line is of.
    pub(super) fn choose(&self, moment: DateTime<Utc>, random: &mut Random) -> usize {
        random.weighted(&self.demand[moment.month0() as usize])
    }

    /// How many of a million lines are of each product, over the year.
    pub(super) fn shares(&self) -> Vec<u64> {
        let popularities = || self.goods.iter().map(|goods| goods.popularity);
        let total = popularities().sum::<u64>().max(1);
        popularities()
            .map(|popularity| popularity * 1_000_000 / total)
            .collect()
    }

    /// The history of the prices.
    pub(super) fn prices(&self, first_id: i64, actor: &str) -> Vec<PriceChange> {
        let mut changes = Vec::new();
        for goods in &self.goods {
            let product = &goods.product;
            let earlier = goods.earlier.map(|(price, _)| (price, product.created_at));
            let since = goods.earlier.map_or(product.created_at, |(_, until)| until);
            for (price, valid_from) in earlier.into_iter().chain([(product.price, since)]) {
                changes.push(PriceChange {
                    id: first_id + count(changes.len()),
                    product_id: product.id,
                    price,
                    currency: product.currency.clone(),
                    valid_from,
                    actor: actor.to_owned(),
                });
            }
        }
        changes
    }
}

/// The departments and, below them, the categories; and the id of the first of these.
fn categories(terms: &Terms) -> (Vec<Category>, i64) {
    let mut departments: Vec<&str> = CATEGORIES.iter().map(|c| c.department).collect();
    departments.dedup();
    let at = terms.from - Duration::days(720);
    let row = |place: usize, name: &str, parent_id| Category {
        id: terms.first_category_id + count(place),
        name: name.to_owned(),
        parent_id,
        description: None,
        created_at: at,
        updated_at: at,
        version: 1,
    };
    let mut rows = Vec::new();
    for department in &departments {
        rows.push(row(rows.len(), department, None));
    }
    for category in CATEGORIES {
        let parent = departments.iter().position(|d| *d == category.department);
        let parent_id = parent.map(|place| terms.first_category_id + count(place));
        rows.push(row(rows.len(), category.name, parent_id));
    }
    (rows, terms.first_category_id + count(departments.len()))
}

fn product(index: usize, terms: &Terms, leaves: i64, random: &mut Random) -> Goods {
    let place = index % CATEGORIES.len();
    let category = &CATEGORIES[place];
    // Every item in every brand and size, and then over again as another variety.
    let turn = index / CATEGORIES.len();
    let (item, base) = category.items[turn % category.items.len()];
    let turn = turn / category.items.len();
    let brand_place = (turn + place) % BRANDS.len();
    let brand = BRANDS[brand_place];
    let turn = turn / BRANDS.len();
    let (size, percent) = category.sizes[turn % category.sizes.len()];
    let variety = turn / category.sizes.len();
    let variety = match variety {
        0 => String::new(),
        variety => format!(" no. {}", variety + 1),
    };
    let name = format!("{brand} {item}{variety}, {size}");
    // The last brand is the cheap one, and prices end on 5 or 9.
    let level = if brand_place == BRANDS.len() - 1 {
        72
    } else {
        92 + random.between(0, 30)
    };
    let price = (base * percent / 100 * level / 100 / 10 * 10 + *random.pick(&[-1, 5])).max(9);
    let at = terms.from - Duration::days(random.between(1, 700));
    let earlier = random.per_mille(300).then(|| {
        let until = terms.from + Duration::days(random.between(20, 340));
        ((price * random.between(88, 97) / 100).max(5), until)
    });
    let is_loose = category.unit == Unit::Kilogram;
    let (_, tax_class_id, tax_rate) = *terms
        .taxes
        .iter()
        .find(|(tax, ..)| *tax == category.tax)
        .expect("every tax of the catalogue has its class");
    let description = (!is_loose).then(|| format!("{item} by {brand}. Contents: {size}."));
    let product = Product {
        id: terms.first_product_id + count(index),
        sku: format!("{}-{:05}", category.code, index + 1),
        barcode: (!is_loose).then(|| barcode(index)),
        search_name: without_case(&name),
        name,
        search_description: description.as_deref().map(without_case),
        description,
        product_type: Some("grocery".to_owned()),
        kind: Kind::Goods,
        category_id: Some(leaves + count(place)),
        tax_class_id: Some(tax_class_id),
        unit: category.unit,
        price,
        cost: cost(index, price),
        currency: terms.currency.code().to_owned(),
        active: true,
        archived_at: None,
        created_at: at,
        updated_at: earlier.map_or(at, |(_, until)| until),
        version: 1 + i64::from(earlier.is_some()),
    };
    Goods {
        product,
        tax_rate,
        earlier,
        popularity: 1_000_000 / (index as u64 + 12),
    }
}

/// A half to three quarters of the price, and in one product of twenty what nobody wrote down. It
/// follows from the place, so that chance makes the same of everything else as ever.
fn cost(index: usize, price: i64) -> Option<i64> {
    let percent = 50 + count(index * 7 % 23);
    (index % 20 != 13).then(|| price * percent / 100)
}

/// From the range for use inside a shop (20 to 29), beside the fixed demonstration's.
fn barcode(index: usize) -> String {
    Barcode::ean_13(210_000_000_001 + index as u64).into_string()
}

pub(super) fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}
