//! The JSON shapes that both edges print: the API as response bodies, the command line with
//! `--json`.
//!
//! They are translated from the store's types field by field, so that a new column never becomes
//! public by accident. Money is `{"amount": minor units, "currency": "GBP"}`, a quantity is a
//! number with at most three decimals, a time is RFC 3339 in UTC.

mod address;
mod api_key;
mod audit;
mod category;
mod count;
mod customer;
mod identity;
mod import;
mod invoice;
mod level;
mod location;
mod money;
mod movement;
mod oauth_client;
mod order;
mod page;
mod payment;
mod payment_method;
mod price;
mod product;
mod report;
mod reports;
mod returned;
mod seed;
mod session;
mod shipment;
mod stock;
mod tax_class;
mod transfer;
mod user;

pub(crate) use api_key::{ApiKey, CreatedApiKey};
mod role;
mod setting;

pub(crate) use address::{Address, CustomerAddress};
pub(crate) use audit::{AuditChain, AuditEntry};
pub(crate) use category::Category;
pub(crate) use count::{Count, CountedLine, RecordedLines, SheetLine};
pub(crate) use customer::{Customer, Erasure};
pub(crate) use identity::Identity;
pub(crate) use import::ImportSummary;
pub(crate) use invoice::{Invoice, InvoiceLine, InvoiceWithLines};
pub(crate) use level::{Level, LowLevel};
pub(crate) use location::Location;
pub(crate) use money::Money;
pub(crate) use movement::Movement;
pub(crate) use oauth_client::{CreatedOauthClient, OauthClient};
pub(crate) use order::{
    ItemOfOrder, Order, OrderItem, OrderModification, OrderNote, OrderWithItems,
};
pub(crate) use page::Page;
pub(crate) use payment::{Payment, PaymentEvent, PaymentOperation, PaymentWithEvents, Refund};
pub(crate) use payment_method::PaymentMethod;
pub(crate) use price::{LowestPrice, PriceChange};
pub(crate) use product::{Product, ProductType};
pub(crate) use report::{Repair, Repaired, Report};
pub(crate) use reports::{
    CustomersReport, Margin, Period, ProductRow, ProductsReport, SalesReport, SalesRow,
    StockReport, TaxReport, TaxRow,
};
pub(crate) use returned::{Return, ReturnWithItems};
pub(crate) use role::Role;
pub(crate) use seed::Seeded;
pub(crate) use session::Session;
pub(crate) use setting::Setting;
pub(crate) use shipment::{PickLine, Shipment, ShipmentWithItems};
pub(crate) use stock::{StockLevel, StockLevels};
pub(crate) use tax_class::TaxClass;
pub(crate) use transfer::{Transfer, TransferWithItems};
pub(crate) use user::User;
