//! What a single word can be: a given name, a surname, a place, an ordinary word.
//!
//! The list is one text file, a word and a letter a line. It is read once into a flat table of 32-bit hashes; a lookup
//! makes no copy. Two words with one hash would at worst make something look like a name that is none.

use std::sync::LazyLock;

use super::vocabulary;

static TEXT: &str = include_str!("names.txt");

/// The bit of a well-known place.
const PLACE: u16 = 16;

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Word(u16);

impl Word {
    /// Returns how sure it is a given name, 0 to 3.
    pub(super) fn given(self) -> u16 {
        self.0 & 3
    }

    /// Returns how sure it is a surname, 0 to 3.
    pub(super) fn surname(self) -> u16 {
        self.0 >> 2 & 3
    }

    /// Returns whether it is a well-known place.
    pub(super) fn is_place(self) -> bool {
        self.0 & PLACE != 0
    }

    /// Returns whether it is an ordinary word.
    pub(super) fn is_ordinary(self) -> bool {
        self.0 & 32 != 0
    }

    /// Returns whether the vocabulary puts it into `set`.
    pub(super) fn is_in(self, set: Set) -> bool {
        self.0 >> 6 & 1 << set as u16 != 0
    }

    /// Returns whether no list holds it.
    pub(super) fn is_unknown(self) -> bool {
        self.0 & 63 == 0
    }
}

/// A set of the vocabulary.
#[derive(Clone, Copy, Debug)]
#[repr(u16)]
pub(super) enum Set {
    /// Capitalised words that are nobody.
    Nobody,
    /// Words that make what stands before them no person.
    Thing,
    /// Words behind which stands no person.
    BarsPerson,
    /// Given names that are ordinary words too.
    Ambiguous,
    /// Small words inside names.
    Particle,
    /// Words that name a person in relation or role.
    PersonNoun,
    /// Words behind a name that only a person takes.
    PersonVerb,
    /// First words of titles, ranks and offices.
    Lead,
}

struct Table {
    slots: Vec<(u32, u16)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let size = (TEXT.len() / 4).next_power_of_two();
    let mut table = Table { slots: vec![(0, 0); size] };
    for line in TEXT.lines() {
        if let Some((letter, word)) = line.as_bytes().split_last() {
            table.insert(hash(word), u16::from(code(*letter)));
        }
    }
    for word in vocabulary::PEOPLE_FIRST {
        table.clear(hash(word.as_bytes()), PLACE);
    }
    for (set, words) in vocabulary::sets() {
        for word in words {
            table.insert(hash(word.as_bytes()), 1 << (6 + set as u16));
        }
    }
    table
});

/// Reads the list, so that the first document does not wait for it.
pub(super) fn load() {
    LazyLock::force(&TABLE);
}

/// Returns what is known of `word`, whatever its case; of a word with hyphens or an apostrophe, of its last piece.
pub(super) fn look_up(word: &str) -> Word {
    let joint = word.bytes().rposition(|byte| matches!(byte, b'-' | b'\''));
    let piece = joint.and_then(|at| word.get(at + 1..)).unwrap_or(word);
    whole(if piece.len() < 2 { word } else { piece })
}

/// Returns what is known of `word` as it is, whatever its case.
pub(super) fn whole(word: &str) -> Word {
    Word(TABLE.get(hash(word.as_bytes())))
}

impl Table {
    fn insert(&mut self, hash: u32, code: u16) {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while let Some(slot) = self.slots.get_mut(at) {
            if slot.0 == 0 || slot.0 == hash {
                *slot = (hash, slot.1 | code);
                return;
            }
            at = (at + 1) & mask;
        }
    }

    fn clear(&mut self, hash: u32, bits: u16) {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while let Some(slot) = self.slots.get_mut(at).filter(|slot| slot.0 != 0) {
            if slot.0 == hash {
                slot.1 &= !bits;
                return;
            }
            at = (at + 1) & mask;
        }
    }

    fn get(&self, hash: u32) -> u16 {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            match self.slots.get(at) {
                Some((known, code)) if *known == hash => return *code,
                Some((0, _)) | None => return 0,
                Some(_) => at = (at + 1) & mask,
            }
        }
    }
}

/// FNV-1a over the lower-case bytes; never 0, which marks an empty slot.
fn hash(word: &[u8]) -> u32 {
    let hash = word
        .iter()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0193));
    (hash ^ hash >> 15).max(1)
}

/// Returns what the letter at the end of a line stands for: its place in the alphabet of base 64.
fn code(letter: u8) -> u8 {
    match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        _ => 63,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_they_are() {
        let words = ["John", "SMITH", "Zainab", "council", "Xqzzv"].map(look_up);
        let [john, smith, zainab, council, nothing] = words;
        assert!(john.given() == 3 && smith.surname() == 3 && zainab.given() >= 2);
        assert!(council.is_ordinary() && nothing.is_unknown() && smith.is_ordinary());
        assert_eq!(look_up("Okafor-Smith"), smith);
    }
}
