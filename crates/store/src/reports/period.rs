//! The days that a report is of, and the steps that they are told by.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, Utc};

use crate::text::word_enum;
use crate::{Invalid, Store};

/// The longest period, in days: ten years.
const LONGEST: i64 = 3_653;

word_enum! {
    /// How long the steps of a report are.
    pub enum Step {
        /// Each day.
        Day = "day",
        /// Each week, from Monday.
        Week = "week",
        /// Each month.
        Month = "month",
    }
}

/// Whole days in UTC, the first and the last included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    first: NaiveDate,
    last: NaiveDate,
}

impl Period {
    /// From a first day to a last one.
    ///
    /// # Errors
    /// A last day before the first, or more than ten years, on the field `to`.
    pub fn new(first: NaiveDate, last: NaiveDate) -> Result<Self, Invalid> {
        if last < first {
            let reason = format!("{last} is before {first}, the first day");
            return Err(Invalid::new("to", reason));
        }
        let outside = |day: NaiveDate| !(1..=9998).contains(&day.year());
        if outside(first) || outside(last) || (last - first).num_days() >= LONGEST {
            return Err(Invalid::new("to", "a report is of at most ten years"));
        }
        Ok(Period { first, last })
    }

    /// The days that are asked for: without a last one until today, without a first one the 30 days
    /// up to the last one.
    ///
    /// # Errors
    /// As for [`Period::new`].
    pub fn asked(
        store: &Store,
        first: Option<NaiveDate>,
        last: Option<NaiveDate>,
    ) -> Result<Self, Invalid> {
        let last = last.unwrap_or_else(|| store.now().date_naive());
        let month_before = || last.checked_sub_days(Days::new(29)).unwrap_or(last);
        Period::new(first.unwrap_or_else(month_before), last)
    }

    /// The first day.
    pub fn first(&self) -> NaiveDate {
        self.first
    }

    /// The last day.
    pub fn last(&self) -> NaiveDate {
        self.last
    }

    /// How many days these are.
    pub fn days(&self) -> i64 {
        (self.last - self.first).num_days() + 1
    }

    /// The moment at which it begins.
    pub(super) fn from(self) -> DateTime<Utc> {
        self.first.and_time(NaiveTime::MIN).and_utc()
    }

    /// The first moment after it.
    pub(super) fn until(self) -> DateTime<Utc> {
        let next = self.last.succ_opt().unwrap_or(NaiveDate::MAX);
        next.and_time(NaiveTime::MIN).and_utc()
    }

    /// The first days of its steps; the first step may begin before the period does.
    pub(super) fn steps(self, step: Step) -> Vec<NaiveDate> {
        let mut steps = Vec::new();
        let mut begin = step.begin_of(self.first);
        while begin <= self.last {
            steps.push(begin);
            begin = step.after(begin);
        }
        steps
    }
}

impl Step {
    /// The first day of the step that a day is in.
    pub(super) fn begin_of(self, day: NaiveDate) -> NaiveDate {
        match self {
            Step::Day => day,
            Step::Week => day - Days::new(u64::from(day.weekday().num_days_from_monday())),
            Step::Month => day.with_day(1).unwrap_or(day),
        }
    }

    fn after(self, begin: NaiveDate) -> NaiveDate {
        match self {
            Step::Day => begin + Days::new(1),
            Step::Week => begin + Days::new(7),
            Step::Month => begin + Months::new(1),
        }
    }
}
