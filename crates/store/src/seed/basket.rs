//! What is bought at a moment: by whom, which products, at which prices.

use chrono::{DateTime, Utc};

use super::catalogue::count;
use super::random::{Random, running_sums};
use super::shop::{Ids, Shop};
use crate::addresses::document_of;
use crate::amounts::{LineTerms, line_amounts};
use crate::orders::{Order, OrderItem};
use crate::{Money, Quantity};

/// Sent for less than this costs the delivery.
const FREE_DELIVERY_FROM: i64 = 4_000;
const DELIVERY: i64 = 395;

/// The order with its lines, and the places of their products in the catalogue.
pub(super) fn basket(
    shop: &Shop,
    random: &mut Random,
    ids: &mut Ids,
    at: DateTime<Utc>,
    is_sent: bool,
) -> (Order, Vec<OrderItem>, Vec<usize>) {
    let customer = customer(shop, random, at);
    let mut order = shop.blank(ids.order, at);
    ids.order += 1;
    order.customer_id = shop.people.id(customer);
    let address = document_of(&shop.people.address(customer));
    order.billing_address = Some(address.clone());
    order.shipping_address = Some(address);
    let products = products(shop, random, at);
    let mut items: Vec<OrderItem> = (products.iter().enumerate())
        .map(|(index, product)| item(shop, random, &order, index, *product))
        .collect();
    let subtotal: i64 = items.iter().map(|item| item.subtotal).sum();
    let off = if random.per_mille(60) {
        subtotal / 20
    } else {
        0
    };
    if off > 0 {
        order.discount_reason = Some("loyalty card, 5 %".to_owned());
    }
    let terms: Vec<LineTerms> = items
        .iter()
        .map(|item| LineTerms {
            subtotal: item.subtotal,
            discount: 0,
            tax_rate: item.tax_rate,
        })
        .collect();
    let amounts = line_amounts(&terms, off, order.prices_include_tax)
        .expect("a basket of groceries costs less than can be counted");
    for (item, amounts) in items.iter_mut().zip(amounts) {
        item.order_discount = amounts.order_discount;
        item.tax = amounts.tax;
        item.total = amounts.total;
    }
    order.last_line = count(items.len());
    order.subtotal = subtotal;
    order.discount = off;
    order.tax = items.iter().map(|item| item.tax).sum();
    if is_sent && subtotal - off < FREE_DELIVERY_FROM {
        order.shipping = DELIVERY;
    }
    order.total = items.iter().map(|item| item.total).sum::<i64>() + order.shipping;
    (order, items, products)
}

/// The longer somebody is there, the likelier it is them; but who has just come buys soon.
fn customer(shop: &Shop, random: &mut Random, at: DateTime<Utc>) -> usize {
    let there = shop.people.there_at(at).max(1);
    if random.per_mille(220) {
        let newest = there / 12 + 1;
        return there - 1 - random.index(newest.min(there));
    }
    let most = random.index(there);
    random.index(most + 1)
}

/// Different ones.
fn products(shop: &Shop, random: &mut Random, at: DateTime<Utc>) -> Vec<usize> {
    const LINES: [u64; 7] = [24, 33, 22, 12, 6, 2, 1];
    let most = shop.catalogue.goods.len();
    let lines = random.weighted(&running_sums(LINES)) + 1;
    let mut products = Vec::with_capacity(lines);
    for _ in 0..lines.min(most) {
        let product = shop.catalogue.choose(at, random);
        if !products.contains(&product) {
            products.push(product);
        }
    }
    products
}

fn item(
    shop: &Shop,
    random: &mut Random,
    order: &Order,
    index: usize,
    product: usize,
) -> OrderItem {
    let goods = &shop.catalogue.goods[product];
    let price = goods.price_at(order.created_at);
    let quantity = if goods.product.unit.is_whole() {
        const PIECES: [i64; 10] = [1, 1, 1, 1, 1, 1, 2, 2, 3, 4];
        random.pick(&PIECES) * 1_000
    } else {
        random.between(40, 480) * 5
    };
    let subtotal = Money::new(price, shop.currency)
        .times(Quantity::from_thousandths(quantity))
        .expect("groceries cost less than can be counted");
    OrderItem {
        order_id: order.id,
        line: count(index) + 1,
        product_id: goods.product.id,
        sku: goods.product.sku.clone(),
        name: goods.product.name.clone(),
        unit: goods.product.unit,
        stocked: true,
        unit_price: price,
        unit_cost: goods.product.cost,
        quantity,
        subtotal: subtotal.amount,
        discount: 0,
        discount_reason: None,
        order_discount: 0,
        tax_rate: goods.tax_rate,
        tax: 0,
        total: 0,
        allocated: 0,
        shipped: 0,
        delivered: 0,
        returned: 0,
        refunded: 0,
    }
}
