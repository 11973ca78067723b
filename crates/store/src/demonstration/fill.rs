//! Fill an empty store with the demonstration.

use std::collections::HashMap;

use super::DemonstrationError;
use super::data::{CUSTOMERS, ORDERS, PRODUCTS, Then};
use crate::addresses::NewAddress;
use crate::categories::{self, CreateCategory};
use crate::customers::{self, AddressChoice, CreateCustomer, CustomerError, NewCustomerAddress};
use crate::inventory::counts::{self, CloseCount, CountedLine, OpenCount, RecordCount};
use crate::inventory::transfers::{self, ReceiveTransfer, SendTransfer};
use crate::inventory::{self, Receive, StockLine};
use crate::invoices;
use crate::locations::{self, CreateLocation};
use crate::orders::{self, Fulfilment, OrderKind, OrderLine, OrderWithItems, PlaceOrder};
use crate::payments::{self, Means, Record};
use crate::products::{self, CreateProduct};
use crate::returns::{self, CreateReturn, Disposition, ReturnLine};
use crate::shipments::{self, CreateShipment};
use crate::{Money, Quantity, Store, password::Password};

/// Who can sign in to the demonstration.
pub const USERNAME: &str = "john.doe";
/// The demonstration's password. It is public: a real store is never filled with it.
pub const PASSWORD: &str = "demonstration";

/// What was put into the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Filled {
    /// False when the store was filled before and nothing was changed.
    pub created: bool,
    /// Customers.
    pub customers: usize,
    /// Products.
    pub products: usize,
    /// Orders, returns and cancelled ones included.
    pub orders: usize,
}

/// Fills the store, unless the demonstration's first customer is there already.
pub async fn fill(store: &Store) -> Result<Filled, DemonstrationError> {
    let filled = |created| Filled {
        created,
        customers: CUSTOMERS.len(),
        products: PRODUCTS.len(),
        orders: ORDERS.len(),
    };
    match customers::find_by_username(store, USERNAME).await {
        Ok(_) => return Ok(filled(false)),
        Err(CustomerError::NotFound(_)) => {}
        Err(error) => return Err(error.into()),
    }
    let products = fill_catalogue(store).await?;
    fill_stockroom(store, &products).await?;
    let customers = fill_customers(store).await?;
    for (customer, lines, then) in ORDERS {
        fill_order(store, customers[*customer], lines, then, &products).await?;
    }
    Ok(filled(true))
}

/// Product ids by SKU.
async fn fill_catalogue(store: &Store) -> Result<HashMap<&'static str, i64>, DemonstrationError> {
    let mut categories = HashMap::new();
    let mut products = HashMap::new();
    for product in PRODUCTS {
        let category_id = if let Some(id) = categories.get(product.category) {
            *id
        } else {
            let input = CreateCategory {
                name: product.category.to_owned(),
                parent_id: None,
                description: None,
            };
            let category = categories::create(store, input).await?;
            categories.insert(product.category, category.id);
            category.id
        };
        let input = CreateProduct {
            sku: product.sku.to_owned(),
            barcode: product.barcode.map(str::to_owned),
            name: product.name.to_owned(),
            description: None,
            product_type: Some("grocery".to_owned()),
            kind: product.kind,
            category_id: Some(category_id),
            tax_class_id: None,
            unit: product.unit,
            price: product.price,
            cost: product.cost.map(|cost| Money::new(cost, store.currency())),
            currency: None,
            active: true,
        };
        let created = products::create(store, input).await?;
        if product.stock > 0 {
            let input = Receive {
                product_id: created.id,
                location_id: None,
                quantity: Quantity::from_thousandths(product.stock * 1_000),
                reason: Some("opening stock".to_owned()),
            };
            inventory::receive(store, input).await?;
        }
        products.insert(product.sku, created.id);
    }
    Ok(products)
}

/// A second place with goods on their way to it, and a count that found a little less.
async fn fill_stockroom(
    store: &Store,
    products: &HashMap<&str, i64>,
) -> Result<(), DemonstrationError> {
    let pasta = products["PASTA-500"];
    let levels = inventory::levels(store, pasta).await?;
    let Some(shop) = levels.first().map(|level| level.location_id) else {
        return Ok(());
    };
    let input = CreateLocation {
        name: "Stockroom".to_owned(),
        active: true,
    };
    let stockroom = locations::create(store, input).await?;
    let pasta = |units: i64| StockLine {
        product_id: pasta,
        quantity: Quantity::from_thousandths(units * 1_000),
    };
    let input = SendTransfer {
        from_location_id: shop,
        to_location_id: stockroom.id,
        lines: vec![pasta(24)],
        note: Some("two trays".to_owned()),
    };
    let sent = transfers::send(store, input).await?;
    let input = ReceiveTransfer {
        transfer_id: sent.transfer.id,
        lines: Some(vec![pasta(12)]),
        ..ReceiveTransfer::default()
    };
    transfers::receive(store, input).await?;
    let lemon = products["LEMON"];
    let input = OpenCount {
        location_id: Some(shop),
        product_ids: Some(vec![lemon]),
        note: None,
    };
    let count = counts::open(store, input).await?;
    let input = RecordCount {
        count_id: count.id,
        expected_version: None,
        lines: vec![CountedLine {
            product_id: lemon,
            counted: Quantity::from_thousandths(89_000),
        }],
        counted_by: None,
    };
    counts::record(store, input).await?;
    let input = CloseCount {
        count_id: count.id,
        expected_version: None,
        reason: "squashed".to_owned(),
        leave_uncounted: false,
    };
    counts::close(store, input).await?;
    Ok(())
}

async fn fill_customers(store: &Store) -> Result<Vec<i64>, DemonstrationError> {
    let mut ids = Vec::new();
    for customer in CUSTOMERS {
        let [line1, city, state, country, zip_code] = customer.address.map(str::to_owned);
        let address = NewAddress {
            line1,
            line2: None,
            city,
            state: Some(state),
            country,
            zip_code: Some(zip_code),
            phone_number: Some(customer.phone.to_owned()),
        };
        let [first_name, last_name] = customer.names.map(str::to_owned);
        let input = CreateCustomer {
            username: customer.username.to_owned(),
            email: Some(customer.email.to_owned()),
            password: Some(Password::parse(PASSWORD)?),
            first_name,
            last_name,
            phone: Some(customer.phone.to_owned()),
            addresses: vec![NewCustomerAddress {
                address: AddressChoice::New(address),
                label: Some("home".to_owned()),
                default_shipping: true,
                default_billing: true,
            }],
        };
        ids.push(customers::create(store, input).await?.id);
    }
    Ok(ids)
}

async fn fill_order(
    store: &Store,
    customer_id: i64,
    lines: &[(&str, i64)],
    then: &Then,
    products: &HashMap<&str, i64>,
) -> Result<(), DemonstrationError> {
    let is_return = matches!(then, Then::IsAReturn);
    let is_carried = matches!(then, Then::IsCarriedHome);
    let input = PlaceOrder {
        customer_id,
        kind: if is_return {
            OrderKind::Return
        } else {
            OrderKind::Sale
        },
        lines: lines
            .iter()
            .map(|(sku, thousandths)| {
                OrderLine::of(products[sku], Quantity::from_thousandths(*thousandths))
            })
            .collect(),
        currency: None,
        location_id: None,
        fulfilment: if is_carried {
            Fulfilment::HandOver
        } else {
            Fulfilment::Reserve
        },
        discount: None,
        shipping: 0,
    };
    let placed = orders::place(store, input).await?;
    match then {
        Then::Waits => {}
        Then::IsPacked => {
            pay(store, &placed, card(&placed)).await?;
            invoices::issue(store, placed.order.id, None).await?;
            let packed = CreateShipment::of(placed.order.id);
            shipments::create(store, packed).await?;
        }
        Then::IsSent => {
            pay(store, &placed, card(&placed)).await?;
            invoices::issue(store, placed.order.id, None).await?;
            send(store, &placed).await?;
            invoices::credit(store, placed.order.id, "arrived broken", None).await?;
        }
        Then::IsCarriedHome | Then::IsAReturn => pay(store, &placed, Means::Cash).await?,
        Then::IsCancelled => drop(orders::cancel(store, placed.order.id, None).await?),
    }
    Ok(())
}

/// Everything is sent and arrives; goods of the first line come back and cannot be sold again.
async fn send(store: &Store, placed: &OrderWithItems) -> Result<(), DemonstrationError> {
    let parcel = CreateShipment {
        carrier: Some("Royal Mail".to_owned()),
        tracking_number: Some("RM0000DEMO1GB".to_owned()),
        ..CreateShipment::of(placed.order.id)
    };
    let id = shipments::create(store, parcel).await?.shipment.id;
    shipments::ship(store, id, None).await?;
    shipments::deliver(store, id, None).await?;
    let first = &placed.items[0];
    let line = ReturnLine {
        disposition: Disposition::WriteOff,
        ..ReturnLine::of(first.line, Quantity::from_thousandths(first.quantity))
    };
    let input = CreateReturn {
        order_id: placed.order.id,
        location_id: None,
        reason: "the bag was torn".to_owned(),
        lines: vec![line],
    };
    returns::create(store, input).await?;
    Ok(())
}

fn card(placed: &OrderWithItems) -> Means {
    Means::Card {
        provider: "demonstration".to_owned(),
        token: format!("tok_{}", placed.order.id),
        brand: Some("Visa".to_owned()),
        last4: Some("4242".to_owned()),
    }
}

async fn pay(
    store: &Store,
    placed: &OrderWithItems,
    means: Means,
) -> Result<(), DemonstrationError> {
    let amount = Money::new(placed.order.total, store.currency());
    payments::record(
        store,
        Record {
            order_id: placed.order.id,
            amount,
            means,
        },
    )
    .await?;
    Ok(())
}
