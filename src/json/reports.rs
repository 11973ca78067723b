//! What the books tell of a time. Days are in UTC; a step is named by its first day.

use chrono::NaiveDate;
use mercer_store::amounts::TaxRate;
use mercer_store::{Currency, Quantity, Unit, reports};
use schemars::JsonSchema;
use serde::Serialize;

use super::Money;

/// The days that a report is of, the first and the last included.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub(crate) struct Period {
    pub(crate) from: NaiveDate,
    pub(crate) to: NaiveDate,
}

/// `mercer report sales`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct SalesReport {
    pub(crate) period: Period,
    pub(crate) by: &'static str,
    pub(crate) rows: Vec<SalesRow>,
    pub(crate) total: SalesRow,
    /// Orders of the time in other currencies, which are not counted.
    pub(crate) in_other_currencies: i64,
}

/// The sales of a step.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub(crate) struct SalesRow {
    pub(crate) begin: NaiveDate,
    pub(crate) orders: i64,
    /// Tax and delivery included.
    pub(crate) sold: Money,
    /// What of that is no longer owed.
    pub(crate) credited: Money,
    /// Returns without a sale.
    pub(crate) taken_back: Money,
    /// Sold, less credited and taken back.
    pub(crate) revenue: Money,
    /// The tax in the revenue.
    pub(crate) tax: Money,
    /// The revenue without it.
    pub(crate) net: Money,
    pub(crate) margin: Margin,
    pub(crate) average_basket: Money,
}

/// What the goods left over. Delivery is in none of these figures.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub(crate) struct Margin {
    /// Revenue without tax of the lines whose cost is known.
    pub(crate) net: Money,
    /// What the goods of these lines cost the shop.
    pub(crate) cost: Money,
    /// The net less the cost.
    pub(crate) profit: Money,
    /// Its share of the net in percent, with one decimal; null without any net.
    pub(crate) percent: Option<f64>,
    /// Revenue without tax of the lines whose cost is not known, which are not in the figures above.
    pub(crate) net_without_cost: Money,
}

/// `mercer report products`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct ProductsReport {
    pub(crate) period: Period,
    pub(crate) best: Vec<ProductRow>,
    pub(crate) slow: Vec<ProductRow>,
    /// How many products were sold.
    pub(crate) sold: usize,
    /// What all of them came to, without delivery.
    pub(crate) revenue: Money,
    pub(crate) margin: Margin,
}

/// A product in a report.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct ProductRow {
    pub(crate) id: i64,
    pub(crate) sku: String,
    pub(crate) name: String,
    pub(crate) unit: Unit,
    pub(crate) orders: i64,
    /// Sold, less what came back.
    pub(crate) quantity: Quantity,
    pub(crate) revenue: Money,
    pub(crate) margin: Margin,
    pub(crate) on_hand: Quantity,
}

/// `mercer report customers`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct CustomersReport {
    pub(crate) period: Period,
    /// Customers who bought in the time.
    pub(crate) buying: i64,
    /// Of these, had never bought before it.
    pub(crate) new: i64,
    /// Of these, bought more than once, before the time or in it.
    pub(crate) repeat: i64,
    pub(crate) orders: i64,
    pub(crate) revenue: Money,
    pub(crate) top: Vec<TopCustomer>,
    pub(crate) cohorts: Vec<Cohort>,
}

/// A customer who spent much.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct TopCustomer {
    pub(crate) id: i64,
    pub(crate) username: String,
    pub(crate) name: String,
    pub(crate) orders: i64,
    pub(crate) revenue: Money,
}

/// The customers whose first order was in one month.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Cohort {
    pub(crate) month: NaiveDate,
    pub(crate) customers: i64,
    /// How many of them bought in that month, in the next, and so on.
    pub(crate) buying: Vec<i64>,
}

/// `mercer report stock`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct StockReport {
    pub(crate) period: Period,
    pub(crate) rows: Vec<StockRow>,
    pub(crate) in_stock: usize,
    pub(crate) out_of_stock: usize,
    /// What everything on hand would sell for.
    pub(crate) value: Money,
    pub(crate) in_other_currencies: usize,
}

/// The stock of a product.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct StockRow {
    pub(crate) id: i64,
    pub(crate) sku: String,
    pub(crate) name: String,
    pub(crate) unit: Unit,
    pub(crate) on_hand: Quantity,
    pub(crate) reserved: Quantity,
    pub(crate) value: Money,
    /// Sold in the time, less what came back.
    pub(crate) sold: Quantity,
    /// How many days what is available lasts at that pace; null when nothing was sold.
    pub(crate) days_of_cover: Option<i64>,
}

/// `mercer report tax`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct TaxReport {
    pub(crate) period: Period,
    pub(crate) by: &'static str,
    pub(crate) rows: Vec<TaxRow>,
    pub(crate) totals: Vec<TaxRow>,
    /// Charged for delivery, without tax and in no row.
    pub(crate) delivery: Money,
}

/// What was sold at one rate in one step.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub(crate) struct TaxRow {
    pub(crate) begin: NaiveDate,
    /// Percent.
    pub(crate) rate: TaxRate,
    pub(crate) net: Money,
    pub(crate) tax: Money,
    pub(crate) gross: Money,
}

impl From<reports::Period> for Period {
    fn from(period: reports::Period) -> Self {
        Period {
            from: period.first(),
            to: period.last(),
        }
    }
}

fn money(amount: i64, currency: Currency) -> Money {
    mercer_store::Money::new(amount, currency).into()
}

impl Margin {
    fn of(margin: reports::Margin, currency: Currency) -> Self {
        // Exact: a number of tenths below 2^53 survives the trip through a double.
        #[allow(clippy::cast_precision_loss)]
        let percent = |per_mille: i64| per_mille as f64 / 10.0;
        Margin {
            net: money(margin.net, currency),
            cost: money(margin.cost, currency),
            profit: money(margin.profit(), currency),
            percent: margin.per_mille().map(percent),
            net_without_cost: money(margin.net_without_cost, currency),
        }
    }
}

impl From<reports::SalesReport> for SalesReport {
    fn from(report: reports::SalesReport) -> Self {
        let money = |amount| money(amount, report.currency);
        let row = |row: &reports::SalesRow| SalesRow {
            begin: row.begin,
            orders: row.orders,
            sold: money(row.sold),
            credited: money(row.credited),
            taken_back: money(row.taken_back),
            revenue: money(row.revenue),
            tax: money(row.tax),
            net: money(row.net()),
            margin: Margin::of(row.margin, report.currency),
            average_basket: money(row.average_basket()),
        };
        SalesReport {
            period: report.period.into(),
            by: report.step.as_str(),
            rows: report.rows.iter().map(row).collect(),
            total: row(&report.total),
            in_other_currencies: report.in_other_currencies,
        }
    }
}

impl From<reports::ProductsReport> for ProductsReport {
    fn from(report: reports::ProductsReport) -> Self {
        let currency = report.currency;
        let row = |row: reports::ProductRow| ProductRow {
            id: row.id,
            sku: row.sku,
            name: row.name,
            unit: row.unit,
            orders: row.orders,
            quantity: row.quantity,
            revenue: money(row.revenue, currency),
            margin: Margin::of(row.margin, currency),
            on_hand: row.on_hand,
        };
        ProductsReport {
            period: report.period.into(),
            best: report.best.into_iter().map(row).collect(),
            slow: report.slow.into_iter().map(row).collect(),
            sold: report.sold,
            revenue: money(report.revenue, currency),
            margin: Margin::of(report.margin, currency),
        }
    }
}

impl From<reports::CustomersReport> for CustomersReport {
    fn from(report: reports::CustomersReport) -> Self {
        let currency = report.currency;
        let top = report.top.into_iter().map(|customer| TopCustomer {
            id: customer.id,
            username: customer.username,
            name: customer.name,
            orders: customer.orders,
            revenue: money(customer.revenue, currency),
        });
        let cohorts = report.cohorts.into_iter().map(|cohort| Cohort {
            month: cohort.month,
            customers: cohort.customers,
            buying: cohort.buying,
        });
        CustomersReport {
            period: report.period.into(),
            buying: report.customers.buying,
            new: report.customers.new,
            repeat: report.customers.repeat,
            orders: report.customers.orders,
            revenue: money(report.customers.revenue, currency),
            top: top.collect(),
            cohorts: cohorts.collect(),
        }
    }
}

impl From<reports::StockReport> for StockReport {
    fn from(report: reports::StockReport) -> Self {
        let currency = report.currency;
        let rows = report.rows.into_iter().map(|row| StockRow {
            id: row.id,
            sku: row.sku,
            name: row.name,
            unit: row.unit,
            on_hand: row.on_hand,
            reserved: row.reserved,
            value: money(row.value, currency),
            sold: row.sold,
            days_of_cover: row.days_of_cover,
        });
        StockReport {
            period: report.period.into(),
            rows: rows.collect(),
            in_stock: report.in_stock,
            out_of_stock: report.out_of_stock,
            value: money(report.value, currency),
            in_other_currencies: report.in_other_currencies,
        }
    }
}

impl From<reports::TaxReport> for TaxReport {
    fn from(report: reports::TaxReport) -> Self {
        let money = |amount| money(amount, report.currency);
        let row = |row: &reports::TaxRow| TaxRow {
            begin: row.begin,
            rate: row.rate,
            net: money(row.net),
            tax: money(row.tax),
            gross: money(row.gross()),
        };
        TaxReport {
            period: report.period.into(),
            by: report.step.as_str(),
            rows: report.rows.iter().map(row).collect(),
            totals: report.totals.iter().map(row).collect(),
            delivery: money(report.delivery),
        }
    }
}
