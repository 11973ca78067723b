//! Page through the catalogue.

use sea_orm::ColumnTrait;

use super::entity::{Column, Entity, Kind, Model};
use super::inside::inside;
use super::{ProductError, row, words};
use crate::case::without_case;
use crate::filters::Filters;
use crate::listing::Listing;
use crate::prefix::starts_with;
use crate::sort::{Sort, sort_keys};
use crate::statement_text::StatementText;
use crate::{Invalid, Page, PageRequest, Store, text};

static LIST: StatementText = StatementText::new();

/// The list that those who shop read.
static LIST_FOR_SALE: StatementText = StatementText::new();

sort_keys! {
    /// What products can be sorted by.
    pub enum ProductSort of Entity by Column {
        /// The name without regard to case.
        Name = "name": Text SearchName search_name,
        /// The product code.
        Sku = "sku": Text Sku sku,
        /// The price of one unit, in minor units.
        Price = "price": Integer Price price,
    }
    default Id ascending, by position LIST row::product
}

/// Which products are wanted; `None` leaves a filter out.
#[derive(Clone, Debug, Default)]
pub struct ListProducts {
    /// Which part of the list.
    pub page: PageRequest,
    /// In which order; by id, oldest first, unless told otherwise.
    pub sort: Sort<ProductSort>,
    /// The first letters of the name, without regard to case; read from an index.
    pub name_prefix: Option<String>,
    /// Words that all occur in the name or the description, in any order and without regard to
    /// case. Reads the whole catalogue until the page is full: a shop's few thousand products are
    /// read in milliseconds.
    pub words: Option<String>,
    /// The product code, letter for letter.
    pub sku: Option<String>,
    /// The barcode as it is kept: digits without a superfluous zero in front.
    pub barcode: Option<String>,
    /// Goods or services.
    pub kind: Option<Kind>,
    /// The shop's own grouping, letter for letter.
    pub product_type: Option<String>,
    /// The category itself, without those inside it.
    pub category_id: Option<i64>,
    /// The category and all those inside it.
    pub inside_category_id: Option<i64>,
    /// How it is taxed.
    pub tax_class_id: Option<i64>,
    /// This price or a higher one, minor units.
    pub price_at_least: Option<i64>,
    /// This price or a lower one, minor units.
    pub price_at_most: Option<i64>,
    /// Only those that can, or cannot, be ordered.
    pub active: Option<bool>,
    /// Only those that are, or are not, archived; both unless told otherwise.
    pub archived: Option<bool>,
}

/// The products that are wanted, a page of them.
pub async fn list(store: &Store, input: ListProducts) -> Result<Page<Model>, ProductError> {
    listing(input)?.read(store.database()).await
}

/// What is read.
pub(crate) fn listing(input: ListProducts) -> Result<Listing<ProductSort>, Invalid> {
    let prefix = text::bounded("name_prefix", input.name_prefix.as_deref(), 200)?;
    let words = words::all_occur(input.words.as_deref())?;
    let is_archived = |archived| {
        if archived {
            Column::ArchivedAt.is_not_null()
        } else {
            Column::ArchivedAt.is_null()
        }
    };
    let filters = Filters::new()
        .and(prefix.map(|prefix| starts_with(Column::SearchName, &without_case(&prefix))))
        .and(words)
        .equal_text(Column::Sku, "sku", input.sku.as_deref())?
        .equal_text(Column::Barcode, "barcode", input.barcode.as_deref())?
        .equal(Column::Kind, input.kind)
        .equal_text(
            Column::ProductType,
            "product_type",
            input.product_type.as_deref(),
        )?
        .equal(Column::CategoryId, input.category_id)
        .and(input.inside_category_id.map(inside))
        .equal(Column::TaxClassId, input.tax_class_id)
        .from(Column::Price, input.price_at_least)
        .at_most(Column::Price, input.price_at_most)
        .equal(Column::Active, input.active)
        .and(input.archived.map(is_archived));
    let is_for_sale = input.active == Some(true) && filters.len() == 1;
    let text = is_for_sale.then(|| (&LIST_FOR_SALE, vec![true.into()]));
    Ok(Listing::new(input.page, input.sort, filters)?.known_as(text))
}
