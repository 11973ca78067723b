//! What the parts of a handler's type tell of its operation.

use std::future::Future;

use super::{Operation, Schemas};
use crate::api::Answer;

/// Something that a handler takes.
pub(in crate::api) trait Input {
    /// Adds what it takes from the request, and which refusals that can have.
    fn describe(operation: &mut Operation, schemas: &mut Schemas);
}

/// Something that a handler answers.
pub(in crate::api) trait Output {
    /// Adds the answer.
    fn describe(operation: &mut Operation, schemas: &mut Schemas);
}

/// A handler whose type tells all of it.
pub(in crate::api) trait Described<Inputs, Answered> {
    /// Adds what it takes and answers.
    fn describe(operation: &mut Operation, schemas: &mut Schemas);
}

macro_rules! described {
    ($($input:ident),*) => {
        impl<Handler, Pending, Answered, $($input),*> Described<($($input,)*), Answered> for Handler
        where
            Handler: Fn($($input),*) -> Pending,
            Pending: Future<Output = Answer<Answered>>,
            Answered: Output,
            $($input: Input,)*
        {
            fn describe(operation: &mut Operation, schemas: &mut Schemas) {
                $($input::describe(operation, schemas);)*
                Answered::describe(operation, schemas);
            }
        }
    };
}

described!();
described!(A);
described!(A, B);
described!(A, B, C);
described!(A, B, C, D);
described!(A, B, C, D, E);
