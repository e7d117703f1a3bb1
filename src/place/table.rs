//! How the gazetteer lies in its file, and how it is searched there.
//!
//! `tools/gazetteer/build.py` writes it. Behind a header with a version stand the records, sorted by the key of their
//! names; other names, sorted by key, with the record each is for; the records that are somebody's parent; and the text.
//! Nothing is read at start. A file that is damaged holds no places, and what cannot be coarsened is labelled.

use std::cmp::Ordering;
use std::ops::Range;

use unicode_normalization::char::{canonical_combining_class, decompose_compatible};

/// The first bytes of the file: its name and the version of its layout.
const MAGIC: [u8; 8] = *b"wh-gaz\x00\x01";
static FILE: &[u8] = include_bytes!("gazetteer.bin");

/// How long a record is.
const RECORD: usize = 14;
/// The number that stands for no parent.
const NONE: u16 = u16::MAX;

/// The gazetteer of the crate.
pub(super) static TABLE: Table = Table::of(FILE);

/// The parts of the file.
pub(super) struct Table {
    records: &'static [u8],
    aliases: &'static [u8],
    areas: &'static [u8],
    text: &'static [u8],
}

const fn u32_at(file: &[u8], at: usize) -> usize {
    match file.split_at_checked(at) {
        Some((_, rest)) => match rest.first_chunk::<4>() {
            Some(bytes) => u32::from_le_bytes(*bytes) as usize,
            None => 0,
        },
        None => 0,
    }
}

impl Table {
    const EMPTY: Self = Self { records: &[], aliases: &[], areas: &[], text: &[] };

    const fn of(file: &'static [u8]) -> Self {
        let Some(magic) = file.first_chunk::<8>() else { return Self::EMPTY };
        if u64::from_le_bytes(*magic) != u64::from_le_bytes(MAGIC) {
            return Self::EMPTY;
        }
        let Some((_, rest)) = file.split_at_checked(20) else { return Self::EMPTY };
        let Some((records, rest)) = rest.split_at_checked(u32_at(file, 8) * RECORD) else { return Self::EMPTY };
        let Some((aliases, rest)) = rest.split_at_checked(u32_at(file, 12) * 8) else { return Self::EMPTY };
        let Some((areas, text)) = rest.split_at_checked(u32_at(file, 16) * 4) else { return Self::EMPTY };
        Self { records, aliases, areas, text }
    }

    /// Returns how many places there are.
    pub(super) fn len(&self) -> u32 {
        (self.records.len() / RECORD) as u32
    }

    /// Returns how many other names there are.
    pub(super) fn aliases(&self) -> u32 {
        (self.aliases.len() / 8) as u32
    }

    pub(super) fn record(&self, at: u32) -> Option<Record<'_>> {
        let start = at as usize * RECORD;
        let bytes = self.records.get(start..start + RECORD)?.first_chunk()?;
        Some(Record { bytes, text: self.text })
    }

    /// Returns the place for which the other name of that number stands.
    pub(super) fn alias(&self, at: u32) -> Option<u32> {
        let place = u32_at(self.aliases, at as usize * 8 + 4) as u32;
        (at < self.aliases() && place < self.len()).then_some(place)
    }

    /// Returns the other name of that number.
    pub(super) fn alias_name(&self, at: u32) -> &str {
        text_at(self.text, u32_at(self.aliases, at as usize * 8) as u32)
    }

    /// Returns the place that is the area of that number.
    pub(super) fn area(&self, area: u16) -> Option<u32> {
        let at = usize::from(area) * 4;
        let place = u32_at(self.areas, at) as u32;
        (at < self.areas.len() && place < self.len()).then_some(place)
    }

    /// Returns the places whose name has that key.
    pub(super) fn named(&self, key: &str) -> Range<u32> {
        range(self.len(), |at| compare(self.record(at).map_or("", |record| record.name()), key))
    }

    /// Returns the other names that have that key.
    pub(super) fn also_named(&self, key: &str) -> Range<u32> {
        range(self.aliases(), |at| compare(self.alias_name(at), key))
    }
}

/// Returns the range of what is equal in a sorted list of so many.
fn range(len: u32, order: impl Fn(u32) -> Ordering) -> Range<u32> {
    let first = |is_before: &dyn Fn(Ordering) -> bool| {
        let (mut low, mut high) = (0, len);
        while low < high {
            let middle = low + (high - low) / 2;
            if is_before(order(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    };
    let start = first(&|order| order == Ordering::Less);
    start..first(&|order| order != Ordering::Greater)
}

fn text_at(text: &[u8], at: u32) -> &str {
    let (start, len) = ((at >> 8) as usize, (at & 0xff) as usize);
    text.get(start..start + len).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
}

/// One place as it lies in the file: text, latitude, longitude, people, parent, police area, kind.
pub(super) struct Record<'t> {
    bytes: &'t [u8; RECORD],
    text: &'t [u8],
}

impl<'t> Record<'t> {
    fn u16(&self, at: usize) -> u16 {
        self.bytes.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |bytes| u16::from_le_bytes(*bytes))
    }

    pub(super) fn name(&self) -> &'t str {
        text_at(self.text, u32_at(self.bytes, 0) as u32)
    }

    pub(super) fn coordinates(&self) -> Option<(f64, f64)> {
        let degrees = |at, most: f64| {
            let steps = self.u16(at).cast_signed();
            (steps != i16::MIN).then(|| f64::from(steps) * most / f64::from(i16::MAX))
        };
        Some((degrees(4, 90.0)?, degrees(6, 180.0)?))
    }

    /// Three figures, and in the lower three bits how many noughts follow them.
    pub(super) fn population(&self) -> Option<u64> {
        let packed = self.u16(8);
        let people = u64::from(packed >> 3) * 10_u64.pow(u32::from(packed & 7));
        (people > 0).then_some(people)
    }

    pub(super) fn parent(&self) -> Option<u16> {
        Some(self.u16(10)).filter(|area| *area != NONE)
    }

    pub(super) fn police(&self) -> Option<u16> {
        (self.u16(12) & 0xff).checked_sub(1)
    }

    pub(super) fn kind(&self) -> usize {
        usize::from(self.u16(12) >> 8 & 0x7f)
    }

    pub(super) fn takes_article(&self) -> bool {
        self.u16(12) >> 15 == 1
    }
}

/// Returns the letters by which a name is looked up: small, plain letters and digits, one space between words, no
/// apostrophes and full stops; `None` where nothing is left or another script is in it.
pub(super) fn key(name: &str) -> Option<String> {
    let mut key = String::with_capacity(name.len());
    let plain = each(name, |letter| key.push(char::from(letter)));
    (plain && !key.is_empty()).then_some(key)
}

/// Compares the key of a name with a key, without writing it down.
fn compare(name: &str, key: &str) -> Ordering {
    let mut rest = key.bytes();
    let mut order = Ordering::Equal;
    each(name, |letter| {
        if order == Ordering::Equal {
            order = rest.next().map_or(Ordering::Greater, |other| letter.cmp(&other));
        }
    });
    if order == Ordering::Equal && rest.next().is_some() { Ordering::Less } else { order }
}

/// Calls `emit` with each letter of a name's key; returns whether every letter has one.
fn each(name: &str, mut emit: impl FnMut(u8)) -> bool {
    let (mut begun, mut gap, mut plain) = (false, false, true);
    let mut one = |c: char| match c {
        '\'' | '’' | 'ʻ' | 'ʼ' | '‘' | '.' | '`' => {}
        _ if c.is_ascii_alphanumeric() => {
            if gap && begun {
                emit(b' ');
            }
            (begun, gap) = (true, false);
            emit(c.to_ascii_lowercase() as u8);
        }
        _ if c.is_ascii() || !c.is_alphanumeric() => gap = true,
        _ => plain = false,
    };
    for c in name.chars() {
        if c.is_ascii() {
            one(c);
        } else if let Some(letters) = plain_letters(c) {
            letters.chars().for_each(&mut one);
        } else {
            decompose_compatible(c, |c| {
                if canonical_combining_class(c) == 0 {
                    one(c);
                }
            });
        }
    }
    plain
}

/// Returns what is written for a letter that is no letter with a mark.
fn plain_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ß' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ı' => "i",
        'þ' | 'Þ' => "th",
        'ħ' | 'Ħ' => "h",
        _ => return None,
    })
}
