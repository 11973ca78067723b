//! The text fields of customers and addresses.

use mercer_store::addresses::{self, AddressError, LinkAddress, NewAddress, UpdateAddress};
use mercer_store::customers::{
    self, AddressChoice, CreateCustomer, CustomerError, NewCustomerAddress, UpdateCustomer,
};
use mercer_store::password::Password;
use mercer_store::patch::Patch;
use mercer_store::staff::{self, CreateUser, Role, StaffError, UpdateUser};

use super::{Attempt, Attempts, asked};
use crate::empty_shop::{Shop, belonging_to, entry, house, newcomer};

pub fn all(shop: &Shop, text: &str) -> Attempts {
    let mut attempts = of_new_customers(shop, text);
    attempts.extend(of_changed_customers(shop, text));
    attempts.extend(of_new_addresses(shop, text));
    attempts.extend(of_changed_addresses(shop, text));
    attempts.extend(of_staff(shop, text));
    attempts
}

fn of_staff(shop: &Shop, text: &str) -> Attempts {
    let words = || text.to_owned();
    let [username, email, first, last] = [
        (words(), None, "Eve".to_owned(), "Hill".to_owned()),
        (
            "eve".to_owned(),
            Some(format!("{text}@example.org")),
            "Eve".to_owned(),
            "Hill".to_owned(),
        ),
        ("eve".to_owned(), None, words(), "Hill".to_owned()),
        ("eve".to_owned(), None, "Eve".to_owned(), words()),
    ]
    .map(|(username, email, first_name, last_name)| CreateUser {
        username,
        email,
        password: Password::parse("correct horse").unwrap(),
        first_name,
        last_name,
        role: Role::Viewer,
    });
    let unchanged = UpdateUser::default;
    let renamed = UpdateUser {
        username: Some(words()),
        ..unchanged()
    };
    let named = UpdateUser {
        last_name: Some(words()),
        ..unchanged()
    };
    vec![
        asked!("username", shop, StaffError, |store| staff::create(
            &store, username
        )),
        asked!("email", shop, StaffError, |store| staff::create(
            &store, email
        )),
        asked!("first_name", shop, StaffError, |store| staff::create(
            &store, first
        )),
        asked!("last_name", shop, StaffError, |store| staff::create(
            &store, last
        )),
        asked!("username", shop, StaffError, |store| staff::update(
            &store, 1, renamed
        )),
        asked!("last_name", shop, StaffError, |store| staff::update(
            &store, 1, named
        )),
    ]
}

fn of_new_customers(shop: &Shop, text: &str) -> Attempts {
    let words = || text.to_owned();
    let some = || Some(text.to_owned());
    let eve = || newcomer("eve");
    let labelled = NewCustomerAddress {
        label: some(),
        ..entry(AddressChoice::New(house("1 Hill")))
    };
    let housed = entry(AddressChoice::New(house(text)));
    let book = vec![entry(AddressChoice::New(house("2 Hill"))), labelled];
    let new = [
        CreateCustomer {
            username: words(),
            ..eve()
        },
        CreateCustomer {
            email: Some(format!("{text}@example.org")),
            ..eve()
        },
        CreateCustomer {
            first_name: words(),
            ..eve()
        },
        CreateCustomer {
            last_name: words(),
            ..eve()
        },
        CreateCustomer {
            phone: some(),
            ..eve()
        },
        CreateCustomer {
            addresses: book,
            ..eve()
        },
        CreateCustomer {
            addresses: vec![housed],
            ..eve()
        },
    ];
    let [username, email, first, last, phone, label, line] = new;
    vec![
        asked!("username", shop, CustomerError, |store| customers::create(
            &store, username
        )),
        asked!("email", shop, CustomerError, |store| customers::create(
            &store, email
        )),
        asked!(
            "first_name",
            shop,
            CustomerError,
            |store| customers::create(&store, first)
        ),
        asked!("last_name", shop, CustomerError, |store| customers::create(
            &store, last
        )),
        asked!("phone", shop, CustomerError, |store| customers::create(
            &store, phone
        )),
        asked!("addresses/1/label", shop, CustomerError, |store| {
            customers::create(&store, label)
        }),
        asked!("addresses/0/address/line1", shop, CustomerError, |store| {
            customers::create(&store, line)
        }),
    ]
}

fn of_changed_customers(shop: &Shop, text: &str) -> Attempts {
    let some = || Some(text.to_owned());
    let set = || Patch::Set(text.to_owned());
    let unchanged = UpdateCustomer::default;
    let [username, email, first, last, phone] = [
        UpdateCustomer {
            username: some(),
            ..unchanged()
        },
        UpdateCustomer {
            email: Patch::Set(format!("{text}@example.org")),
            ..unchanged()
        },
        UpdateCustomer {
            first_name: some(),
            ..unchanged()
        },
        UpdateCustomer {
            last_name: some(),
            ..unchanged()
        },
        UpdateCustomer {
            phone: set(),
            ..unchanged()
        },
    ];
    vec![
        asked!("username", shop, CustomerError, |store| customers::update(
            &store, 1, username
        )),
        asked!("email", shop, CustomerError, |store| customers::update(
            &store, 1, email
        )),
        asked!(
            "first_name",
            shop,
            CustomerError,
            |store| customers::update(&store, 1, first)
        ),
        asked!("last_name", shop, CustomerError, |store| customers::update(
            &store, 1, last
        )),
        asked!("phone", shop, CustomerError, |store| customers::update(
            &store, 1, phone
        )),
    ]
}

fn of_new_addresses(shop: &Shop, text: &str) -> Attempts {
    let words = || text.to_owned();
    let some = || Some(text.to_owned());
    let [line1, line2, city, state, zip_code, phone] = [
        NewAddress {
            line1: words(),
            ..house("3 Hill")
        },
        NewAddress {
            line2: some(),
            ..house("3 Hill")
        },
        NewAddress {
            city: words(),
            ..house("3 Hill")
        },
        NewAddress {
            state: some(),
            ..house("3 Hill")
        },
        NewAddress {
            zip_code: some(),
            ..house("3 Hill")
        },
        NewAddress {
            phone_number: some(),
            ..house("3 Hill")
        },
    ]
    .map(|address| belonging_to(address, &[1]));
    let mut label = belonging_to(house("3 Hill"), &[1]);
    label.label = some();
    vec![
        asked!("line1", shop, AddressError, |store| addresses::create(
            &store, line1
        )),
        asked!("line2", shop, AddressError, |store| addresses::create(
            &store, line2
        )),
        asked!("city", shop, AddressError, |store| addresses::create(
            &store, city
        )),
        asked!("state", shop, AddressError, |store| addresses::create(
            &store, state
        )),
        asked!("zip_code", shop, AddressError, |store| addresses::create(
            &store, zip_code
        )),
        asked!("phone_number", shop, AddressError, |store| {
            addresses::create(&store, phone)
        }),
        asked!("label", shop, AddressError, |store| addresses::create(
            &store, label
        )),
    ]
}

fn of_changed_addresses(shop: &Shop, text: &str) -> Attempts {
    let some = || Some(text.to_owned());
    let set = || Patch::Set(text.to_owned());
    let unchanged = UpdateAddress::default;
    let [line1, line2, city, state, zip_code, phone] = [
        UpdateAddress {
            line1: some(),
            ..unchanged()
        },
        UpdateAddress {
            line2: set(),
            ..unchanged()
        },
        UpdateAddress {
            city: some(),
            ..unchanged()
        },
        UpdateAddress {
            state: set(),
            ..unchanged()
        },
        UpdateAddress {
            zip_code: set(),
            ..unchanged()
        },
        UpdateAddress {
            phone_number: set(),
            ..unchanged()
        },
    ];
    let link = LinkAddress {
        customer_id: 1,
        address_id: 1,
        label: some(),
        default_shipping: false,
        default_billing: false,
    };
    vec![
        asked!("line1", shop, AddressError, |store| addresses::update(
            &store, 1, line1
        )),
        asked!("line2", shop, AddressError, |store| addresses::update(
            &store, 1, line2
        )),
        asked!("city", shop, AddressError, |store| addresses::update(
            &store, 1, city
        )),
        asked!("state", shop, AddressError, |store| addresses::update(
            &store, 1, state
        )),
        asked!("zip_code", shop, AddressError, |store| addresses::update(
            &store, 1, zip_code
        )),
        asked!("phone_number", shop, AddressError, |store| {
            addresses::update(&store, 1, phone)
        }),
        asked!("label", shop, AddressError, |store| addresses::link(
            &store, link
        )),
    ]
}
