//! Rules of the figures.
use chrono::{DateTime, TimeDelta, Utc};

/// From when to when; the end is not in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The beginning.
    pub start: DateTime<Utc>,
    /// The end.
    pub end: DateTime<Utc>,
}

impl Window {
    /// The window asked for; without an end until now, without a beginning thirty days long.
    pub fn of(start: Option<DateTime<Utc>>, end: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<Self> {
        // What came this very moment counts.
        let end = end.unwrap_or(now + TimeDelta::microseconds(1));
        let start = match start {
            Some(start) => start,
            None => end.checked_sub_signed(TimeDelta::days(30))?,
        };
        (start <= end).then_some(Self { start, end })
    }

    /// The equally long window before.
    pub fn before(self) -> Self {
        let start = self.start.checked_sub_signed(self.end - self.start).unwrap_or(DateTime::<Utc>::MIN_UTC);
        Self { start, end: self.start }
    }

    /// How long it is, hours.
    pub fn hours(self) -> f64 {
        (self.end - self.start).num_milliseconds() as f64 / 3_600_000.0
    }
}

/// The change from `before` to `now` in percent; 0 where there was nothing before.
pub fn trend(now: f64, before: f64) -> f64 {
    if before == 0.0 { 0.0 } else { (now - before) / before * 100.0 }
}

/// What latencies look like.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spread {
    /// The mean.
    pub mean: f64,
    /// The middle one.
    pub p50: f64,
    /// All but five of a hundred are below.
    pub p95: f64,
    /// All but one of a hundred are below.
    pub p99: f64,
    /// The largest.
    pub max: f64,
}

/// Of these values; zeros where there are none. The outer percentiles of few values are the largest of them.
pub fn spread(mut values: Vec<f64>) -> Spread {
    values.sort_by(f64::total_cmp);
    let (n, Some(max)) = (values.len(), values.last().copied()) else { return Spread::default() };
    let at = |share: f64| values[((n as f64 * share) as usize).min(n - 1)];
    Spread {
        mean: values.iter().sum::<f64>() / n as f64,
        p50: values[n / 2],
        p95: if n > 20 { at(0.95) } else { max },
        p99: if n > 100 { at(0.99) } else { max },
        max,
    }
}

/// The numbers in `1,2,3`; `None` where one is none, or where there are too many.
pub fn ids(text: &str) -> Option<Vec<i64>> {
    let ids: Option<Vec<i64>> =
        text.split(',').map(str::trim).filter(|id| !id.is_empty()).map(|id| id.parse().ok()).collect();
    ids.filter(|ids| ids.len() <= 200)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_window_before_is_as_long() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(100);
        let window = Window::of(Some(now - TimeDelta::hours(2)), Some(now), now).expect("a window");
        assert_eq!((window.hours(), window.before().end), (2.0, window.start));
        assert_eq!(window.before().hours(), 2.0);
        assert_eq!(Window::of(Some(now), Some(now - TimeDelta::hours(1)), now), None);
        assert!((Window::of(None, None, now).expect("a month").hours() - 720.0).abs() < 0.001);
    }

    #[test]
    fn percentiles_are_the_contracts() {
        let values = |n: u32| (1..=n).map(f64::from).collect::<Vec<_>>();
        let of = |n| spread(values(n));
        assert_eq!(of(0), Spread::default());
        assert_eq!((of(4).p50, of(4).p95, of(4).p99), (3.0, 4.0, 4.0));
        assert_eq!((of(40).p95, of(40).p99), (39.0, 40.0));
        assert_eq!((of(200).p95, of(200).p99, of(200).max), (191.0, 199.0, 200.0));
        assert_eq!((trend(3.0, 1.0), trend(5.0, 0.0)), (200.0, 0.0));
        assert_eq!((ids("1, 2"), ids(""), ids("x")), (Some(vec![1, 2]), Some(vec![]), None));
    }

    proptest! {
        #[test]
        fn percentiles_grow(values in prop::collection::vec(0.0..1e6f64, 0..300)) {
            let spread = spread(values);
            prop_assert!(spread.p50 <= spread.p95 && spread.p95 <= spread.p99 && spread.p99 <= spread.max);
        }
    }
}
