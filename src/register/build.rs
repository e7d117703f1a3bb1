//! Making a blind register: entries go in one after another, bytes come out.
//!
//! Of an entry only digests are kept, so that the clear list need never be in memory as a whole. What many people share
//! (a name, an address) is told of the first few; the others are tied to it one by one.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read};

use super::detail::{self, PostalAddress};
use super::entry::Entry;
use super::file::{self, Header, LONGEST_VERSION, Sections};
use super::filter::{ALONE, Bloom, FIRST, Gate, LAST, PLACE};
use super::form::{Form, each_shorter};
use super::name::{Name, Surname, called, spelled};
use super::record::{Packing, Person, Strength, Told};
use super::secret::Secret;
use super::spelling::{listed, skeleton};
use super::{MOST_TOLD, broken};
use crate::detect::people::known;
use crate::fold::fold_text;
use crate::{Error, ErrorKind, Key, Kind, Result};

/// Collects the digests of a register.
pub struct Builder {
    secret: Secret,
    version: String,
    subjects: Vec<[u8; file::SUBJECT]>,
    shared: Vec<Shared>,
    /// Words of names, by their hash.
    words: HashMap<u64, u8>,
    forms: Vec<u64>,
    slips: Vec<u64>,
    kinds: Vec<Kind>,
    too_short: usize,
    form: Form,
}

/// What a form is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Name,
    Detail,
    /// A weak detail beside a name: it is asked for seldom and is in no filter.
    Beside,
}

/// That a person has a form.
struct Shared {
    digest: super::secret::Digest,
    told: Told,
    is_name: bool,
}

/// A blind register as it is written to a file.
pub struct Blind {
    bytes: Vec<u8>,
    digest: [u8; 32],
    entries: u32,
    records: u32,
    too_short: usize,
}

/// The kinds of the details that have fields of their own, in the order of their indexes.
const KINDS: [Kind; 5] = [
    Kind::fixed("UK_VEHICLE_REGISTRATION"),
    Kind::PHONE_NUMBER,
    Kind::fixed("SOCIAL_HANDLE"),
    Kind::fixed("EMAIL_ADDRESS"),
    Kind::STREET_ADDRESS,
];
/// The index of addresses.
const ADDRESS: u8 = 4;
/// The most kinds of a register: a note has six bits.
const MOST_KINDS: usize = 64;
/// So many people who share a name make it a common one.
const COMMON: usize = 3;
/// The fewest letters of the skeleton of a surname that may have one wrong.
pub(super) const SHORTEST_SLIP: usize = 5;
/// Records a bucket, at the most on average.
const FILL: u32 = 16;
/// Bits a form in the filter of forms, and a shortened name in that of slips.
const FORM_BITS: usize = 8;
const SLIP_BITS: usize = 8;

impl Builder {
    /// Returns a builder for a register. The version is told in audits; a register with another version has nothing in
    /// common with this one, whatever it holds.
    ///
    /// # Errors
    /// [`ErrorKind::Register`] for a version that is empty, longer than 64 bytes, or of other signs than letters, digits,
    /// spaces and `.-_/:+()`.
    pub fn new(key: &Key, version: &str) -> Result<Self> {
        if version.len() > LONGEST_VERSION || !file::is_printable(version) {
            let message = "the version must be 1 to 64 letters, digits, spaces or .-_/:+()";
            return Err(Error::new(ErrorKind::Register, message));
        }
        Ok(Self {
            secret: Secret::of(key, version)?,
            version: version.to_owned(),
            subjects: Vec::new(),
            shared: Vec::new(),
            words: HashMap::new(),
            forms: Vec::new(),
            slips: Vec::new(),
            kinds: KINDS.to_vec(),
            too_short: 0,
            form: Form::default(),
        })
    }

    /// Adds every entry of a list in clear: JSON Lines when it starts with `{`, else CSV.
    ///
    /// # Errors
    /// As [`Entry::each_in_csv`] and [`Entry::each_in_json_lines`].
    pub fn add_all(&mut self, list: impl Read) -> Result<()> {
        let mut list = BufReader::with_capacity(1 << 16, list);
        let start = list.fill_buf().map_err(|error| broken(&format!("the list cannot be read: {error}")))?;
        if start.starts_with(b"\xef\xbb\xbf") {
            list.consume(3);
        }
        let start = list.fill_buf().map_err(|error| broken(&format!("the list cannot be read: {error}")))?;
        let is_json = start.trim_ascii_start().starts_with(b"{");
        let take = |mut entry: Entry| {
            let added = self.add(&entry);
            entry.wipe();
            added
        };
        if is_json { Entry::each_in_json_lines(list, take) } else { Entry::each_in_csv(list, take) }
    }

    /// Adds an entry.
    ///
    /// # Errors
    /// [`ErrorKind::Register`] beyond 4 million entries, and for more than 59 kinds of other identifiers.
    pub fn add(&mut self, entry: &Entry) -> Result<()> {
        let subject = u32::try_from(self.subjects.len()).ok().filter(|subject| *subject < MOST_ENTRIES);
        let subject = subject.ok_or_else(|| broken("it has more than 4,194,304 entries; make two"))?;
        self.subjects.push(Person::new(entry.role, entry.expires).to_bytes());
        let mut who: Vec<String> = Vec::new();
        for name in &entry.names {
            let names = Name::all_of(name);
            self.too_short += usize::from(names.is_empty());
            for name in names {
                self.add_name(subject, &name, &mut who);
            }
        }
        who.sort_unstable();
        who.dedup();
        for born in &entry.born {
            let dates = detail::dates_of(&fold_text(born));
            self.too_short += usize::from(dates.is_empty());
            if let Some(date) = dates.first() {
                self.beside(subject, &who, |form, surname| {
                    form.born(surname, *date);
                });
            }
        }
        for address in &entry.addresses {
            self.add_address(subject, address, &who);
        }
        for (index, list) in (0..).zip([&entry.vehicles, &entry.telephones, &entry.handles, &entry.emails]) {
            for value in list {
                self.add_identifier(subject, index, value);
            }
        }
        for identifier in &entry.identifiers {
            let index = self.kind(&identifier.kind)?;
            self.add_identifier(subject, index, &identifier.value);
        }
        Ok(())
    }

    fn kind(&mut self, kind: &Kind) -> Result<u8> {
        let known = self.kinds.iter().position(|known| known == kind);
        let index = known.unwrap_or(self.kinds.len());
        if index >= MOST_KINDS || kind.as_str().contains(['\n', '\r']) || kind.as_str().is_empty() {
            return Err(broken("it has more kinds of identifiers than fit, or one without a name"));
        }
        if known.is_none() {
            self.kinds.push(kind.clone());
        }
        u8::try_from(index).map_err(|_| broken("it has more kinds of identifiers than fit"))
    }

    fn add_name(&mut self, subject: u32, name: &Name, who: &mut Vec<String>) {
        let surnames = name.surnames();
        self.add_words(name, &surnames);
        who.extend(surnames.iter().map(|surname| surname.skeleton.clone()));
        if name.given.is_empty() {
            for surname in surnames.iter().filter(|surname| surname.whole) {
                let unknown = known::is_unknown(&surname.plain);
                let strength = if unknown { Strength::Common } else { Strength::Weak };
                self.form.name("", &surname.skeleton);
                self.share(subject, self.secret.spelling(&spelled("", &surname.plain)), strength, What::Name);
            }
            return;
        }
        for (index, given) in name.given.iter().enumerate() {
            for call in called(given) {
                let given = skeleton(call);
                for surname in surnames.iter().filter(|surname| surname.whole || index == 0) {
                    let common = !surname.whole || known::is_common_name(call, &surname.plain);
                    let strength = match (index, common) {
                        (0, false) => Strength::Sure,
                        (0, true) => Strength::Common,
                        _ => Strength::Weak, // by a middle name
                    };
                    self.form.name(&given, &surname.skeleton);
                    self.share(subject, self.secret.spelling(&spelled(call, &surname.plain)), strength, What::Name);
                }
                if index == 0 {
                    self.add_slips(&given, &surnames);
                }
            }
        }
        // "Carlos Alvarez Ruiz" may be called Carlos Alvarez.
        let first = skeleton(name.given.first().map_or("", String::as_str));
        for middle in name.given.iter().skip(1).filter(|middle| middle.len() > 2 && !known::is_given(middle)) {
            let spelled = spelled(name.given.first().map_or("", String::as_str), middle);
            self.form.name(&first, &skeleton(middle));
            self.share(subject, self.secret.spelling(&spelled), Strength::Common, What::Name);
        }
        self.add_initials(subject, name, &surnames);
    }

    /// Adds the initial of each first given name with the surname.
    fn add_initials(&mut self, subject: u32, name: &Name, surnames: &[Surname]) {
        let mut initials: Vec<char> = name.calls().iter().filter_map(|call| call.chars().next()).collect();
        initials.sort_unstable();
        initials.dedup();
        for initial in initials {
            for surname in surnames {
                let rare = surname.whole && known::is_rare_surname(&surname.plain);
                let strength = if rare { Strength::Sure } else { Strength::Common };
                self.form.initial(initial, &surname.skeleton);
                let spelled = spelled(initial.encode_utf8(&mut [0; 4]), &surname.plain);
                self.share(subject, self.secret.spelling(&spelled), strength, What::Name);
            }
        }
    }

    /// Adds a rare surname with each letter left out but the first.
    fn add_slips(&mut self, given: &str, surnames: &[Surname]) {
        let rare = |surname: &&Surname| {
            surname.whole && surname.skeleton.len() >= SHORTEST_SLIP && known::is_rare_surname(&surname.plain)
        };
        for surname in surnames.iter().filter(rare) {
            let Self { form, slips, secret, .. } = self;
            let mut add = |shorter: &str| slips.push(secret.forms.of(form.slip(given, shorter)));
            add(&surname.skeleton);
            let initial = surname.skeleton.chars().next();
            each_shorter(&surname.skeleton, |shorter| {
                if shorter.chars().next() == initial {
                    add(shorter);
                }
            });
        }
    }

    /// Lets every word through the gate that may stand for a piece of the name.
    fn add_words(&mut self, name: &Name, surnames: &[Surname]) {
        let Self { words, secret, .. } = self;
        let mut add = |word: &str, bits: u8| {
            let mut one = |word: &str| {
                *words.entry(secret.words.of(word.as_bytes(), word.len())).or_default() |= bits;
            };
            one(word);
            listed(word).for_each(&mut one);
            one(&skeleton(word));
        };
        name.each_given_word(|word| add(word, FIRST));
        // A single name is let through as both: no word of a text is looked up alone otherwise.
        let bits = if name.given.is_empty() { FIRST | LAST } else { LAST };
        name.given.iter().skip(1).for_each(|middle| add(middle, LAST));
        name.surname.iter().for_each(|piece| add(piece, bits));
        surnames.iter().for_each(|surname| add(&surname.plain, bits));
        if name.given.is_empty() {
            for surname in surnames {
                let hash = secret.words.of(surname.plain.as_bytes(), surname.plain.len());
                *words.entry(hash ^ ALONE).or_default() |= FIRST;
            }
        }
    }

    fn add_identifier(&mut self, subject: u32, kind: u8, value: &str) {
        let Some(plain) = detail::identifier(&fold_text(value)) else {
            self.too_short += 1;
            return;
        };
        if !plain.bytes().any(|b| b.is_ascii_digit()) {
            // A handle of letters alone is one word of a text.
            let hash = self.secret.words.of(plain.as_bytes(), plain.len());
            *self.words.entry(hash).or_default() |= FIRST | LAST;
            *self.words.entry(hash ^ ALONE).or_default() |= FIRST;
        }
        self.form.identifier(&plain);
        self.share(subject, kind, Strength::Sure, What::Detail);
    }

    fn add_address(&mut self, subject: u32, address: &str, who: &[String]) {
        let Some(address) = PostalAddress::of(&fold_text(address)) else {
            self.too_short += 1;
            return;
        };
        if let Some(postcode) = &address.postcode {
            self.form.house(&address.house, postcode);
            self.share(subject, ADDRESS, Strength::Sure, What::Detail);
            self.beside(subject, who, |form, surname| {
                form.postcode(surname, postcode);
            });
        }
        if let Some(street) = &address.street {
            self.add_place(street, FIRST);
            for town in &address.towns {
                self.add_place(town, LAST);
                self.form.town(&address.house, street, town);
                self.share(subject, ADDRESS, Strength::Sure, What::Detail);
            }
            self.beside(subject, who, |form, surname| {
                form.street(surname, &address.house, street);
            });
        }
        self.too_short += usize::from(address.postcode.is_none() && address.street.is_none());
    }

    /// Lets the first word of a street or a town through the gate.
    fn add_place(&mut self, place: &str, bits: u8) {
        let first = place.split(' ').next().unwrap_or(place);
        *self.words.entry(self.secret.words.of(first.as_bytes(), first.len()) ^ PLACE).or_default() |= bits;
    }

    /// Adds a weak detail beside every name of the person.
    fn beside(&mut self, subject: u32, who: &[String], fill: impl Fn(&mut Form, &str)) {
        for surname in who {
            fill(&mut self.form, surname);
            self.share(subject, 0, Strength::Weak, What::Beside);
        }
    }

    /// Adds that the person has the form that was built last.
    fn share(&mut self, subject: u32, note: u8, strength: Strength, what: What) {
        let form = self.form.as_bytes();
        if what != What::Beside {
            self.forms.push(self.secret.forms.of(form));
        }
        let told = Told { subject, note, strength, more: false };
        let is_name = what == What::Name;
        self.shared.push(Shared { digest: self.secret.digest(form), told, is_name });
    }

    /// Returns the blind register.
    ///
    /// # Errors
    /// [`ErrorKind::Register`] when it does not fit a file of version 1.
    pub fn finish(self) -> Result<Blind> {
        let Self { secret, version, subjects, shared, words, forms, slips, kinds, too_short, form: _ } = self;
        let entries = u32::try_from(subjects.len()).map_err(|_| broken("it has too many entries"))?;
        let packing = Packing::for_entries(entries);
        let sealed = sealed(shared, &subjects, &secret, packing);
        let records = u32::try_from(sealed.len()).map_err(|_| broken("it has too many records"))?;
        let bucket_bits = (records / FILL).max(1).ilog2() as u8 + 1;
        let (counts, records_section) = bucketed(sealed, packing, bucket_bits)?;
        let mut gate = Gate::with_room_for(words.len());
        words.into_iter().for_each(|(hash, bits)| gate.add(hash, bits));
        let forms = bloom(forms, FORM_BITS);
        let slips = bloom(slips, SLIP_BITS);
        let kinds = kinds.iter().map(Kind::as_str).collect::<Vec<_>>().join("\n");
        let len = |section: &[u8]| u32::try_from(section.len()).map_err(|_| broken("a section is too long"));
        let header = Header {
            entries,
            records,
            bucket_bits,
            gate: len(gate.as_bytes())?,
            kinds: len(kinds.as_bytes())?,
            forms: len(&forms)?,
            slips: len(&slips)?,
            version,
        };
        let sections = Sections {
            gate: gate.as_bytes(),
            subjects: subjects.as_flattened(),
            kinds: kinds.as_bytes(),
            forms: &forms,
            slips: &slips,
            counts: &counts,
            records: &records_section,
        };
        let (bytes, digest) = file::write(&header, &sections, &secret);
        Ok(Blind { bytes, digest, entries, records, too_short })
    }
}

/// The most entries of one register: with more, too few bits of a record would be left for the tag.
const MOST_ENTRIES: u32 = 1 << 22;

impl Blind {
    /// Returns the bytes to be written.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns the bytes to be written, or to be opened.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Returns the digest that audits name.
    #[must_use]
    pub fn digest(&self) -> String {
        format!("sha256:{}", crate::audit::hex(&self.digest))
    }

    /// Returns the number of entries.
    #[must_use]
    pub fn entries(&self) -> u32 {
        self.entries
    }

    /// Returns the number of forms and details.
    #[must_use]
    pub fn records(&self) -> u32 {
        self.records
    }

    /// Returns how many details are not looked for: too short to be told from other things, or not understood.
    #[must_use]
    pub fn not_looked_for(&self) -> usize {
        self.too_short
    }
}

/// Returns a record with its place for everybody who has a form.
fn sealed(mut shared: Vec<Shared>, subjects: &[[u8; file::SUBJECT]], secret: &Secret, packing: Packing) -> Vec<Placed> {
    shared.sort_unstable_by_key(|one| (*one.digest.name(), one.told.subject, one.told.note, one.told.strength));
    // Of one person and spelling the surest stays.
    let same = |a: &Shared| (*a.digest.name(), a.told.subject, a.told.note);
    shared.dedup_by(|b, a| same(a) == same(b));
    let mut records = Vec::with_capacity(shared.len());
    for group in shared.chunk_by(|a, b| a.digest.name() == b.digest.name()) {
        let Some(first) = group.first() else { continue };
        let mut people = group.iter().map(|one| one.told.subject).collect::<Vec<_>>();
        people.dedup();
        let common = first.is_name && people.len() >= COMMON;
        for (index, told) in (0_u8..MOST_TOLD).zip(chosen(group, subjects)) {
            let strength = if common { told.strength.max(Strength::Common) } else { told.strength };
            let told = Told { more: usize::from(index) + 1 < group.len(), strength, ..told };
            let slot = secret.slot(&first.digest, index);
            records.push((slot.place, packing.seal(told, slot)));
        }
        if group.len() > usize::from(MOST_TOLD) {
            for subject in people {
                let slot = secret.tie(first.digest.name(), subject);
                let told = Told { subject, note: 0, strength: Strength::Weak, more: false };
                records.push((slot.place, packing.seal(told, slot)));
            }
        }
    }
    records
}

/// A record and its place.
type Placed = (u64, [u8; file::RECORD]);

/// Returns those of a group who are told of: first one of each spelling, then of each role, then the others.
fn chosen(group: &[Shared], subjects: &[[u8; file::SUBJECT]]) -> Vec<Told> {
    let most = usize::from(MOST_TOLD);
    if group.len() <= most {
        return group.iter().map(|one| one.told).collect();
    }
    let role = |told: &Told| subjects.get(told.subject as usize).map(|person| Person::of(*person).role);
    let mut chosen: Vec<Told> = Vec::with_capacity(most);
    let mut choose = |alike: &dyn Fn(&Told, &Told) -> bool| {
        for one in group.iter().map(|one| &one.told) {
            if chosen.len() < most && !chosen.iter().any(|told| alike(told, one)) {
                chosen.push(*one);
            }
        }
    };
    choose(&|told, one| told.note == one.note);
    choose(&|told, one| told.note == one.note && role(told) == role(one));
    choose(&|told, one| told == one);
    chosen
}

/// Returns how many records each bucket has, and the records in their order.
fn bucketed(mut placed: Vec<Placed>, packing: Packing, bits: u8) -> Result<(Vec<u8>, Vec<u8>)> {
    placed.sort_unstable();
    let mut counts = vec![0_u8; 1 << bits];
    let mut records = Vec::with_capacity(placed.len() * file::RECORD);
    for (place, record) in placed {
        let count = counts.get_mut(packing.bucket(place, bits)).filter(|count| **count < u8::MAX);
        *count.ok_or_else(|| broken("a bucket is full; give it another version"))? += 1;
        records.extend_from_slice(&record);
    }
    Ok((counts, records))
}

/// Returns the filter of forms by their hashes.
fn bloom(mut hashes: Vec<u64>, bits: usize) -> Vec<u8> {
    hashes.sort_unstable();
    hashes.dedup();
    let mut filter = Bloom::with_room_for(hashes.len(), bits);
    hashes.into_iter().for_each(|hash| Bloom::add(&mut filter, hash));
    filter
}

/// Prints numbers, never what it holds.
impl std::fmt::Debug for Builder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Builder").field("entries", &self.subjects.len()).finish_non_exhaustive()
    }
}

/// Prints numbers, never what it holds.
impl std::fmt::Debug for Blind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Blind")
            .field("entries", &self.entries)
            .field("bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}
