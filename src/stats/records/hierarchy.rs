//! How a value becomes coarser, step by step: 1979-03-14, March 1979, 1979, the 1970s, nothing.
//!
//! A [`Hierarchy`] is a rule or a table of the user's; bound to a column it is a [`Ladder`], which knows for every code
//! the label on every level. Labels only ever join on the way up, and on the top all values are the same star. What a
//! rule does not understand becomes a star at the first step: less than it might, never more.

use std::collections::HashMap;

use super::check::ranks;
use super::data::{Column, MISSING, input};
use crate::Result;
use crate::date::MONTHS;
use crate::format::csv_separator;
use crate::postcode::Postcode;
use crate::treat::month_and_year;

/// A way to make the values of a column coarser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hierarchy(Rule);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Rule {
    Age,
    Date,
    Postcode,
    Number,
    /// For each value its labels from the first step up.
    Table {
        labels: HashMap<String, Vec<String>>,
        steps: usize,
    },
    Nothing,
}

/// What is written where nothing is told.
pub(super) const STAR: &str = "*";

impl Hierarchy {
    /// Ages in years: bands of 5, 10 and 20 years; 90 and over is one band throughout.
    #[must_use]
    pub fn age() -> Self {
        Self(Rule::Age)
    }

    /// Dates: month, year, decade.
    #[must_use]
    pub fn date() -> Self {
        Self(Rule::Date)
    }

    /// Postcodes: sector, district, area of the post town, county or region, country.
    #[must_use]
    pub fn postcode() -> Self {
        Self(Rule::Postcode)
    }

    /// Numbers: bands of equal width, each step five or two times as wide as the one before.
    #[must_use]
    pub fn number() -> Self {
        Self(Rule::Number)
    }

    /// Anything: the value or nothing.
    #[must_use]
    pub fn withheld() -> Self {
        Self(Rule::Nothing)
    }

    /// Reads a table without a header: a value in the first cell of each row, then its label on each step up.
    ///
    /// # Errors
    /// [`ErrorKind::Input`](crate::ErrorKind::Input) with line and column for rows of different length, a value that
    /// stands twice, or a label that has two different labels above it.
    pub fn from_csv(text: &str) -> Result<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(csv_separator(text))
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let (mut labels, mut steps) = (HashMap::new(), 0);
        let mut above: HashMap<(usize, String), String> = HashMap::new();
        for record in reader.records() {
            let record = record.map_err(|_| input("the hierarchy is not CSV that can be read"))?;
            let line = record.position().map_or(1, |place| usize::try_from(place.line()).unwrap_or(usize::MAX));
            let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
            if cells.len() < 2 || steps > 0 && cells.len() != steps + 1 {
                let message = "each row of a hierarchy is a value and one label a step, as many as in the first row";
                return Err(input(message).at_line(line, cells.len()));
            }
            steps = cells.len() - 1;
            for (step, pair) in cells.windows(2).enumerate().skip(1) {
                let [under, over] = pair else { continue };
                let known = above.entry((step, under.clone())).or_insert_with(|| over.clone());
                if known != over {
                    let message = "a label has two different labels above it: a step may only join what it found";
                    return Err(input(message).at_line(line, step + 2));
                }
            }
            let mut cells = cells.into_iter();
            let value = cells.next().unwrap_or_default();
            if labels.insert(value, cells.collect()).is_some() {
                return Err(input("a value stands twice in the hierarchy").at_line(line, 1));
            }
        }
        if labels.is_empty() {
            return Err(input("the hierarchy is empty"));
        }
        Ok(Self(Rule::Table { labels, steps }))
    }

    /// Returns the rule that fits the values of a column.
    pub(super) fn suited(column: &Column) -> Self {
        let values: Vec<&str> = column.values().iter().skip(1).map(AsRef::as_ref).collect();
        let all = |is: fn(&str) -> bool| !values.is_empty() && values.iter().all(|value| is(value));
        let is_age = column.name().to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| word == "age");
        if is_age && all(|value| age(value).is_some()) {
            return Self::age();
        }
        if all(|value| Decimal::of(value).is_some()) {
            let is_year = values.len() > 1 && all(|value| value.len() == 4 && date(value).is_some());
            return if is_year { Self::date() } else { Self::number() };
        }
        if all(|value| date(value).is_some()) {
            return Self::date();
        }
        if all(|value| postcode(value).is_some()) {
            return Self::postcode();
        }
        Self::withheld()
    }
}

/// A hierarchy bound to the values of one column.
pub(super) struct Ladder {
    /// The values themselves, then each step, then the star.
    pub(super) levels: Vec<Level>,
    /// For each code its place in the order of the values; values that share labels stand together.
    pub(super) order: Vec<u32>,
    /// Whether a range of values can be told by its ends.
    pub(super) has_ranges: bool,
}

/// The labels of one level.
pub(super) struct Level {
    /// For each code its label; label 0 is that of a missing value.
    pub(super) map: Vec<u32>,
    /// The text of each label.
    pub(super) labels: Vec<String>,
    /// What each label loses, from 0 (one value) to 1 (any value): the share of other values that it might stand for
    /// (Iyengar, Transforming Data to Satisfy Privacy Constraints, KDD 2002).
    pub(super) loss: Vec<f64>,
}

impl Ladder {
    /// Binds `hierarchy` to a column.
    ///
    /// # Errors
    /// When a value is not in the user's table; the message names the record.
    pub(super) fn of(column: &Column, hierarchy: &Hierarchy) -> Result<Self> {
        let values = column.values();
        let paths = paths(column, hierarchy)?;
        let steps = paths.iter().map(Vec::len).max().unwrap_or(0);
        let mut levels = vec![Level::exact(values)];
        for step in 0..steps {
            let mut labels = vec![STAR.to_owned()];
            let mut known: HashMap<&str, u32> = HashMap::from([(STAR, MISSING)]);
            let mut map = vec![MISSING];
            for path in paths.iter().skip(1) {
                let label = path.get(step).map_or(STAR, String::as_str);
                let next = u32::try_from(labels.len()).unwrap_or(u32::MAX);
                let index = *known.entry(label).or_insert(next);
                if index == next {
                    labels.push(label.to_owned());
                }
                map.push(index);
            }
            let level = Level::with_loss(map, labels);
            // A step that joins nothing is no step.
            if levels.last().is_none_or(|before| before.labels.len() != level.labels.len()) {
                levels.push(level);
            }
        }
        levels.push(Level::star(values.len()));
        Ok(Self {
            order: order(column, &paths),
            levels,
            has_ranges: matches!(hierarchy.0, Rule::Age | Rule::Number | Rule::Date),
        })
    }
}

impl Level {
    fn exact(values: &[Box<str>]) -> Self {
        let labels: Vec<String> = values.iter().map(|value| value.to_string()).collect();
        Self {
            map: (0..u32::try_from(values.len()).unwrap_or(u32::MAX)).collect(),
            loss: vec![0.0; labels.len()],
            labels,
        }
    }

    fn star(values: usize) -> Self {
        Self { map: vec![MISSING; values], labels: vec![STAR.to_owned()], loss: vec![1.0] }
    }

    fn with_loss(map: Vec<u32>, labels: Vec<String>) -> Self {
        let mut counts = vec![0_usize; labels.len()];
        for label in map.iter().skip(1) {
            if let Some(count) = counts.get_mut(*label as usize) {
                *count += 1;
            }
        }
        let others = map.len().saturating_sub(2).max(1) as f64;
        let mut loss: Vec<f64> = counts.iter().map(|count| count.saturating_sub(1) as f64 / others).collect();
        if let Some(star) = loss.first_mut() {
            *star = 1.0;
        }
        Self { map, labels, loss }
    }
}

/// Returns for each code its labels from the first step up.
fn paths(column: &Column, hierarchy: &Hierarchy) -> Result<Vec<Vec<String>>> {
    let values = column.values();
    let rule = |label: fn(&str) -> Option<Vec<String>>| values.iter().map(|v| label(v).unwrap_or_default()).collect();
    Ok(match &hierarchy.0 {
        Rule::Nothing => vec![Vec::new(); values.len()],
        Rule::Age => rule(|value| age(value).map(age_bands)),
        Rule::Date => rule(|value| date(value).map(date_steps)),
        Rule::Postcode => rule(postcode),
        Rule::Number => number_bands(values),
        Rule::Table { labels, steps } => {
            let path = |(code, value): (u32, &str)| {
                let record = || column.codes().iter().position(|own| *own == code).map_or(0, |row| row + 1);
                match labels.get(value) {
                    Some(path) => Ok(path.clone()),
                    None if code == MISSING => Ok(vec![STAR.to_owned(); *steps]),
                    None => Err(input(format!(
                        "the hierarchy of {} has no row for the value in record {}; add one",
                        column.name(),
                        record()
                    ))),
                }
            };
            (0_u32..).zip(values.iter().map(AsRef::as_ref)).map(path).collect::<Result<_>>()?
        }
    })
}

/// Returns for each code its place when values stand in order, numbers by size, others label by label from the top.
fn order(column: &Column, paths: &[Vec<String>]) -> Vec<u32> {
    let (ranks, is_number) = ranks(column);
    if is_number {
        return ranks;
    }
    let values = column.values();
    let mut codes: Vec<usize> = (1..values.len()).collect();
    let key = |code: &usize| {
        let value = values.get(*code).map_or("", AsRef::as_ref);
        let day = month_and_year(value).map(|(month, year)| (year, month));
        let path = paths.get(*code).map(Vec::as_slice).unwrap_or_default();
        (path.iter().rev().collect::<Vec<_>>(), day, value)
    };
    codes.sort_by(|a, b| key(a).cmp(&key(b)));
    let mut order = vec![MISSING; values.len()];
    for (place, code) in (1_u32..).zip(codes) {
        if let Some(slot) = order.get_mut(code) {
            *slot = place;
        }
    }
    order
}

fn age(value: &str) -> Option<u32> {
    value.parse().ok().filter(|years| *years <= 130)
}

fn age_bands(years: u32) -> Vec<String> {
    let band = |width: u32| {
        let low = years / width * width;
        if years >= 90 { "90 or over".to_owned() } else { format!("{low} to {}", (low + width - 1).min(89)) }
    };
    [5, 10, 20].map(band).to_vec()
}

/// Returns month (0 if not told) and year.
fn date(value: &str) -> Option<(u32, u32)> {
    month_and_year(value).filter(|(_, year)| (1880..=2100).contains(year))
}

fn date_steps((month, year): (u32, u32)) -> Vec<String> {
    let month = (month as usize).checked_sub(1).and_then(|index| MONTHS.get(index));
    let month = month.map_or_else(|| year.to_string(), |month| format!("{month} {year}"));
    vec![month, year.to_string(), format!("{}s", year / 10 * 10)]
}

/// Returns the steps of a whole postcode, or of a district alone.
fn postcode(value: &str) -> Option<Vec<String>> {
    let whole = Postcode::last_in(value);
    let sector_digit = value.get(value.len().checked_sub(3)?..)?.chars().next()?;
    let postcode = match whole {
        Some(postcode) => return Some(postcode_steps(format!("{} {sector_digit}", postcode.district), &postcode)),
        None => Postcode::last_in(&format!("{value} 1AA"))?,
    };
    Some(postcode_steps(postcode.district.clone(), &postcode))
}

fn postcode_steps(sector: String, postcode: &Postcode) -> Vec<String> {
    let town = format!("the {} area", postcode.town.trim_start_matches("the "));
    vec![sector, postcode.district.clone(), town, postcode.county.to_owned(), postcode.country.to_owned()]
}

/// A decimal number as it is written: all digits, and how many of them stand behind the point.
struct Decimal {
    digits: i128,
    behind: u32,
}

impl Decimal {
    fn of(text: &str) -> Option<Self> {
        let (negative, plain) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
        let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || whole.len() + fraction.len() > 18 || !is_digits(whole) || !is_digits(fraction) {
            return None;
        }
        let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
        Some(Self { digits: if negative { -digits } else { digits }, behind: u32::try_from(fraction.len()).ok()? })
    }

    /// Returns the number in units of 10 to the power of minus `behind`.
    fn scaled(&self, behind: u32) -> i128 {
        self.digits * 10_i128.pow(behind.saturating_sub(self.behind))
    }
}

/// The most bands of the first step.
const FINEST: i128 = 100;

fn number_bands(values: &[Box<str>]) -> Vec<Vec<String>> {
    let decimals: Vec<Option<Decimal>> =
        values.iter().enumerate().map(|(code, v)| Decimal::of(v).filter(|_| code > 0)).collect();
    let behind = decimals.iter().flatten().map(|decimal| decimal.behind).max().unwrap_or(0);
    let scaled: Vec<Option<i128>> = decimals.iter().map(|decimal| decimal.as_ref().map(|d| d.scaled(behind))).collect();
    let least = scaled.iter().flatten().min().copied().unwrap_or(0);
    let most = scaled.iter().flatten().max().copied().unwrap_or(0);
    let mut widths: Vec<i128> = Vec::new();
    let (mut width, mut by_five) = (1_i128, true);
    // Bands start at multiples of their width, so that a wider band is made of whole narrower ones.
    while most.div_euclid(width) != least.div_euclid(width) && widths.len() < 40 {
        if width > 1 && (most - least) / width <= FINEST {
            widths.push(width);
        }
        width *= if by_five { 5 } else { 2 };
        by_five = !by_five;
    }
    let band = |value: i128, width: i128| {
        let low = value.div_euclid(width) * width;
        let from = if low < 0 { "from " } else { "" };
        format!("{from}{} to {}", plain(low, behind), plain(low + width - 1, behind))
    };
    scaled.iter().map(|value| value.map_or_else(Vec::new, |v| widths.iter().map(|w| band(v, *w)).collect())).collect()
}

/// Returns a number of units of 10 to the power of minus `behind` with its decimal point.
fn plain(value: i128, behind: u32) -> String {
    let unit = 10_i128.pow(behind);
    let sign = if value < 0 { "-" } else { "" };
    let (whole, fraction) = (value.abs() / unit, value.abs() % unit);
    if behind == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction:0width$}", width = behind as usize)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::super::Records;
    use super::*;

    fn ladder(name: &str, values: &[&str], hierarchy: Option<&Hierarchy>) -> Ladder {
        let csv = format!("{name},x\n{}", values.iter().map(|value| format!("{value},1\n")).collect::<String>());
        let records = Records::from_csv(csv.as_bytes()).unwrap();
        let column = &records.columns()[0];
        Ladder::of(column, &hierarchy.cloned().unwrap_or_else(|| Hierarchy::suited(column))).unwrap()
    }

    /// The labels of the first value on all levels.
    fn climb(ladder: &Ladder) -> Vec<&str> {
        ladder.levels.iter().map(|level| level.labels[level.map[1] as usize].as_str()).collect()
    }

    #[test]
    fn the_kind_of_a_column_tells_its_steps() {
        let ages = ladder("age", &["21", "34", "52", "23", "95", "?"], None);
        assert_eq!(climb(&ages), ["21", "20 to 24", "20 to 39", "*"], "a step that joins nothing more is left out");
        let dates = ladder("seen", &["2019-03-14", "2019-03-15", "2019-04-01", "2018-01-02", "2001-01-01"], None);
        assert_eq!(climb(&dates), ["2019-03-14", "March 2019", "2019", "2010s", "*"]);
        let codes = ladder("place", &["CO15 4AB", "CO15 4AD", "CO15 1AA", "CO16 1AA", "CM1 1AA", "CF1 1AA"], None);
        assert_eq!(
            climb(&codes),
            ["CO15 4AB", "CO15 4", "CO15", "the Colchester area", "England", "*"],
            "counties join nothing that areas do not"
        );
        let numbers = ladder("paid", &["-7", "120", "999", "13", "11"], None);
        assert_eq!(
            climb(&numbers),
            ["-7", "from -10 to -1", "from -500 to -1", "from -1000 to -1", "*"],
            "bands of 50 and 100 join nothing that bands of 10 do not"
        );
        assert_eq!(climb(&ladder("town", &["Wix", "Manning"], None)), ["Wix", "*"]);
    }

    #[test]
    fn labels_only_join_on_the_way_up() {
        let values: Vec<String> = (0..400).map(|n| format!("{}.{:02}", n * 37 % 991, n % 100)).collect();
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        let ladder = ladder("paid", &values, None);
        assert!(ladder.levels.len() > 4);
        for pair in ladder.levels.windows(2) {
            let mut above = HashMap::new();
            for (under, over) in pair[0].map.iter().zip(&pair[1].map) {
                assert_eq!(above.entry(under).or_insert(over), &over);
            }
        }
    }

    #[test]
    fn tables_of_the_user_are_read_and_held_to_their_form() {
        let table =
            Hierarchy::from_csv("Wix,Tendring,Essex\nManning,Tendring,Essex\nDiss,South Norfolk,Norfolk\n").unwrap();
        assert_eq!(climb(&ladder("town", &["Wix", "Diss", "Manning"], Some(&table))), ["Wix", "Tendring", "*"]);
        let records = Records::from_csv("town\nWix\nElsewhere\n".as_bytes()).unwrap();
        let error = Ladder::of(&records.columns()[0], &table).err().unwrap().to_string();
        assert!(error.contains("record 2") && !error.contains("Elsewhere"), "{error}");
        for (table, place) in [("a,b\nc\n", (2, 1)), ("a,x,1\nb,x,2\n", (2, 3)), ("a,x\na,y\n", (2, 1))] {
            assert_eq!(Hierarchy::from_csv(table).unwrap_err().line(), Some(place), "{table}");
        }
    }

    #[test]
    fn what_is_lost_is_the_share_of_other_values() {
        let ages = ladder("age", &["20", "21", "22", "30", "31"], None);
        let level = &ages.levels[1];
        assert_eq!(level.loss[level.map[1] as usize], 0.5, "two of the four others");
        assert_eq!(ages.levels.last().unwrap().loss, [1.0]);
    }
}
