//! A record: a few bits of the digest of a form, and under other bits of the same digest what the form tells.
//!
//! Seven bytes hold, from the lowest bit on, what is told (whether more people share the form, how much it proves, a note,
//! the number of the entry) and the tag that the digest must have. Without the digest, and so without the form and the
//! key, a record is noise.

use super::file::{RECORD, SUBJECT};
use super::secret::Slot;
use crate::{Date, Role};

/// How much a form proves by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// That the entry is meant.
    Sure,
    /// That somebody of that name is meant.
    Common,
    /// Nothing, without a second detail near.
    Weak,
}

/// What a record tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) subject: u32,
    /// Of a name the spelling, six bits; of an identifier the index of its kind.
    pub(super) note: u8,
    pub(super) strength: Strength,
    /// Whether another record tells of the same form.
    pub(super) more: bool,
}

/// How the bits of a record are shared out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Packing {
    /// The bits of what is told.
    told: u32,
}

/// The bits of a record.
const BITS: u32 = 8 * RECORD as u32;
/// The bits of everything that is told but the number of the entry.
const SMALL: u32 = 9;

impl Packing {
    /// Returns the packing of a register of so many entries.
    pub(super) fn for_entries(entries: u32) -> Self {
        Self { told: SMALL + (32 - entries.leading_zeros()).max(8) }
    }

    fn tag(self, place: u64) -> u64 {
        place & ((1 << (BITS - self.told)) - 1)
    }

    fn cover(self, pad: u64) -> u64 {
        pad & ((1 << self.told) - 1)
    }

    /// Returns the bucket of a place: its highest bits.
    pub(super) fn bucket(self, place: u64, bits: u8) -> usize {
        place.checked_shr(64 - u32::from(bits)).unwrap_or(0) as usize
    }

    /// Returns the record that tells `told` to whoever has the digest.
    pub(super) fn seal(self, told: Told, slot: Slot) -> [u8; RECORD] {
        let strength = match told.strength {
            Strength::Sure => 0,
            Strength::Common => 1,
            Strength::Weak => 2,
        };
        let plain =
            u64::from(told.more) | strength << 1 | u64::from(told.note & 63) << 3 | u64::from(told.subject) << SMALL;
        let bits = self.tag(slot.place) << self.told | (plain ^ self.cover(slot.pad)) & ((1 << self.told) - 1);
        let mut record = [0; RECORD];
        record.iter_mut().zip(bits.to_le_bytes()).for_each(|(to, from)| *to = from);
        record
    }

    /// Returns what a record tells, if it is the one of that digest.
    pub(super) fn open(self, record: &[u8; RECORD], slot: Slot) -> Option<Told> {
        let bits = record.iter().rev().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        if bits >> self.told != self.tag(slot.place) {
            return None;
        }
        let plain = (bits ^ slot.pad) & ((1 << self.told) - 1);
        let strength = match plain >> 1 & 3 {
            0 => Strength::Sure,
            1 => Strength::Common,
            2 => Strength::Weak,
            _ => return None, // no record of this digest: bits of the tag agree by chance
        };
        let subject = u32::try_from(plain >> SMALL).ok()?;
        Some(Told { subject, note: (plain >> 3 & 63) as u8, strength, more: plain & 1 == 1 })
    }
}

/// What is held of a person, beside the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Person {
    pub(super) role: Role,
    expires: Option<Date>,
}

impl Person {
    pub(super) fn new(role: Role, expires: Option<Date>) -> Self {
        Self { role, expires }
    }

    /// Returns whether the person is still protected; without a date everybody is.
    pub(super) fn holds(self, today: Option<Date>) -> bool {
        match (self.expires, today) {
            (Some(last), Some(today)) => today <= last,
            _ => true,
        }
    }

    /// Returns the role in four bits and the last day in twenty; a day after the year 4700 is none.
    pub(super) fn to_bytes(self) -> [u8; SUBJECT] {
        let role = Role::ALL.iter().position(|role| *role == self.role).and_then(|at| u32::try_from(at).ok());
        let number = |day: Date| {
            let months = u32::from(day.year()).checked_sub(FIRST_YEAR)? * 12 + u32::from(day.month()) - 1;
            Some(months * 31 + u32::from(day.day())).filter(|number| *number < 1 << 20)
        };
        // What expired before the first year has expired all the same.
        let day =
            self.expires.map_or(0, |day| if u32::from(day.year()) < FIRST_YEAR { 1 } else { number(day).unwrap_or(0) });
        let [first, second, third, _] = (role.unwrap_or(15) | day << 4).to_le_bytes();
        [first, second, third]
    }

    pub(super) fn of([first, second, third]: [u8; SUBJECT]) -> Self {
        let bits = u32::from_le_bytes([first, second, third, 0]);
        let role = Role::ALL.get((bits & 15) as usize).copied().unwrap_or_default();
        let expires = (bits >> 4).checked_sub(1).and_then(|day| {
            let (months, day) = (day / 31, day % 31 + 1);
            Date::new(u16::try_from(FIRST_YEAR + months / 12).ok()?, (months % 12 + 1) as u8, day as u8)
        });
        Self { role, expires }
    }
}

/// The first year of an expiry.
const FIRST_YEAR: u32 = 1900;

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn only_its_own_digest_opens_a_record() {
        let packing = Packing::for_entries(1_000_000);
        let slot = Slot { place: 0x0123_4567_89ab_cdef, pad: 0xfedc_ba98_7654_3210 };
        let told = Told { subject: 999_999, note: 41, strength: Strength::Common, more: true };
        let record = packing.seal(told, slot);
        assert_eq!(packing.open(&record, slot), Some(told));
        assert_eq!(packing.open(&record, Slot { place: slot.place ^ 1, ..slot }), None);
        assert_ne!(packing.open(&record, Slot { pad: slot.pad ^ 0x1000, ..slot }), Some(told));
        assert_eq!(packing.bucket(u64::MAX, 20), (1 << 20) - 1);
        assert_eq!(packing.bucket(u64::MAX, 0), 0);
    }

    #[test]
    fn people_come_back_as_they_were() {
        for role in Role::ALL {
            for expires in [None, Date::new(2030, 12, 31), Date::new(1900, 1, 1), Date::new(2999, 2, 28)] {
                assert_eq!(Person::of(Person::new(role, expires).to_bytes()), Person::new(role, expires));
            }
        }
        let person = Person::new(Role::Witness, Date::new(2026, 11, 24));
        assert!(person.holds(None) && person.holds(Date::new(2026, 11, 24)) && !person.holds(Date::new(2026, 11, 25)));
    }
}
