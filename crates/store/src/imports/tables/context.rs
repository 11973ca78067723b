//! What the rows of an import refer to, found once.

use std::collections::HashMap;

use mercer_database::Transaction;
use parking_lot::Mutex;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::outcome::Refusal;
use crate::Store;
use crate::categories::{self, Category, CategoryError, CreateCategory, entity as category};
use crate::exports::PATH_SEPARATOR;
use crate::locations::{Location, entity as location};
use crate::taxes::{TaxClass, entity as tax_class};

/// The store of an import, and what its rows refer to.
pub(super) struct Context {
    /// The store that rows are written to; nothing stays of a rehearsal.
    pub(super) store: Store,
    pub(super) is_rehearsal: bool,
    /// Categories by their names.
    categories: Mutex<HashMap<String, i64>>,
    /// Addresses that several customers share, by what the file calls them.
    pub(super) addresses: Mutex<HashMap<String, i64>>,
}

impl Context {
    pub(super) fn new(store: Store, is_rehearsal: bool) -> Self {
        Context {
            store,
            is_rehearsal,
            categories: Mutex::default(),
            addresses: Mutex::default(),
        }
    }

    pub(super) async fn category(&self, name: &str) -> Result<Option<Category>, Refusal> {
        let is_it = category::Column::Name.eq(name);
        self.one::<category::Entity>(is_it).await
    }

    pub(super) async fn tax_class(&self, code: &str) -> Result<Option<TaxClass>, Refusal> {
        let is_it = tax_class::Column::Code.eq(code);
        self.one::<tax_class::Entity>(is_it).await
    }

    pub(super) async fn location(&self, name: &str) -> Result<Option<Location>, Refusal> {
        let is_it = location::Column::Name.eq(name);
        self.one::<location::Entity>(is_it).await
    }

    /// The location that is meant when none is named; `None` in a store that has none yet.
    pub(super) async fn first_location(&self) -> Result<Option<i64>, Refusal> {
        let find = location::Entity::find()
            .filter(location::Column::Active.eq(true))
            .order_by_asc(location::Column::Id);
        let first = self
            .store
            .database()
            .read(move |transaction: Transaction| {
                let find = find.clone();
                async move { Ok::<_, mercer_database::Error>(find.one(&transaction).await?) }
            })
            .await?;
        Ok(first.map(|location| location.id))
    }

    async fn one<E>(
        &self,
        is_it: sea_orm::sea_query::SimpleExpr,
    ) -> Result<Option<E::Model>, Refusal>
    where
        E: EntityTrait,
        E::Model: Send,
    {
        let find = E::find().filter(is_it);
        let found = self
            .store
            .database()
            .read(move |transaction: Transaction| {
                let find = find.clone();
                async move { Ok::<_, mercer_database::Error>(find.one(&transaction).await?) }
            })
            .await?;
        Ok(found)
    }

    /// The category at the end of a path such as `Food > Fruit`; what is missing of it is made,
    /// except in a rehearsal, where `None` stands for it.
    pub(super) async fn category_of_path(&self, path: &str) -> Result<Option<i64>, Refusal> {
        let mut parent_id = None;
        for name in path.split(PATH_SEPARATOR.trim()).map(str::trim) {
            let known = self.categories.lock().get(name).copied();
            let id = match known {
                Some(id) => id,
                None => match self.made(name, parent_id).await? {
                    Some(id) => id,
                    None => return Ok(None),
                },
            };
            self.categories.lock().insert(name.to_owned(), id);
            parent_id = Some(id);
        }
        Ok(parent_id)
    }

    async fn made(&self, name: &str, parent_id: Option<i64>) -> Result<Option<i64>, Refusal> {
        if let Some(found) = self.category(name).await? {
            return Ok(Some(found.id));
        }
        let input = CreateCategory {
            name: name.to_owned(),
            parent_id,
            description: None,
        };
        let refused = |error: CategoryError| match Refusal::from(error) {
            Refusal::Row(mut invalid) => {
                "category".clone_into(&mut invalid.field);
                Refusal::Row(invalid)
            }
            other => other,
        };
        match categories::create(&self.store, input).await {
            Ok(category) => Ok(Some(category.id)),
            // Another row of the same moment made it.
            Err(CategoryError::NameTaken) => {
                Ok(self.category(name).await?.map(|category| category.id))
            }
            Err(error) => match refused(error) {
                Refusal::Rehearsed => Ok(None),
                other => Err(other),
            },
        }
    }
}
