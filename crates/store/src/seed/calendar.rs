//! When orders come: more before Christmas, at the end of the week and after work, and a few more
//! every month.

use chrono::{DateTime, Datelike, Duration, NaiveTime, Utc};

use super::random::{Random, running_sums};

/// The days of orders: the whole days before today, in UTC.
pub(super) const DAYS: u64 = 365;

/// January to December, in percent of the average.
const MONTHS: [u64; 12] = [88, 88, 94, 99, 98, 97, 92, 90, 97, 101, 115, 141];
/// Monday to Sunday.
const WEEKDAYS: [u64; 7] = [88, 86, 92, 98, 122, 136, 78];
/// The hours of a day, from midnight.
const HOURS: [u64; 24] = [
    1, 0, 0, 0, 0, 1, 3, 12, 30, 46, 58, 62, 60, 48, 42, 46, 62, 80, 84, 58, 34, 20, 10, 4,
];
/// By how much the shop grows over the year, in percent.
const GROWTH: u64 = 18;

/// How many orders each day has.
pub(super) struct Calendar {
    first_day: DateTime<Utc>,
    /// Running sums of the days' weights.
    days: Vec<u64>,
    hours: Vec<u64>,
    orders: u64,
}

impl Calendar {
    /// The year that ends with the day before this moment's.
    pub(super) fn before(now: DateTime<Utc>, orders: u64) -> Self {
        let today = now.date_naive().and_time(NaiveTime::MIN).and_utc();
        let first_day = today - days(DAYS);
        let weight = |day| {
            let date = first_day + days(day);
            let month = MONTHS[date.month0() as usize];
            let weekday = WEEKDAYS[date.weekday().num_days_from_monday() as usize];
            month * weekday * (DAYS * 100 + day * GROWTH)
        };
        Calendar {
            first_day,
            days: running_sums((0..DAYS).map(weight)),
            hours: running_sums(HOURS),
            orders,
        }
    }

    pub(super) fn from(&self) -> DateTime<Utc> {
        self.first_day
    }

    pub(super) fn until(&self) -> DateTime<Utc> {
        self.first_day + days(DAYS)
    }

    /// The moments of the orders of a day, the earliest first.
    pub(super) fn moments(&self, day: u64, random: &mut Random) -> Vec<DateTime<Utc>> {
        let orders = self.orders_before(day + 1) - self.orders_before(day);
        let start = self.first_day + days(day);
        let mut moments: Vec<_> = (0..orders)
            .map(|_| {
                let hour = random.weighted(&self.hours) as u64;
                let microseconds = hour * 3_600_000_000 + random.below(3_600_000_000);
                start + Duration::microseconds(i64::try_from(microseconds).unwrap_or(0))
            })
            .collect();
        moments.sort_unstable();
        moments
    }

    /// Rounded down, so that all days together have exactly all orders.
    fn orders_before(&self, day: u64) -> u64 {
        let total = self.days.last().copied().unwrap_or(1);
        let before = match usize::try_from(day) {
            Ok(day) if day > 0 => self.days[day - 1],
            _ => 0,
        };
        let share = u128::from(self.orders) * u128::from(before) / u128::from(total);
        u64::try_from(share).unwrap_or(0)
    }
}

fn days(count: u64) -> Duration {
    Duration::days(i64::try_from(count).unwrap_or(0))
}
