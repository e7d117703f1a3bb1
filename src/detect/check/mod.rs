//! Check digits, number plans and closed lists: what the characters of a match must pass.
//!
//! A check takes the matched text of the folded reading, separators included, and says whether it can be a value of the
//! kind. It is evidence, not proof: one ten-digit number in eleven passes the NHS check by chance.

mod contact;
mod device;
mod finance;
mod justice;
pub(super) mod phone;
mod place;
mod uk;
mod world;

/// Returns whether a matched text can be a value of the kind.
pub(crate) type Check = fn(&str) -> bool;

/// Returns the check that rows call `name`.
pub(crate) fn lookup(name: &str) -> Option<Check> {
    [
        contact::lookup,
        device::lookup,
        finance::lookup,
        justice::lookup,
        phone::lookup,
        place::lookup,
        uk::lookup,
        world::lookup,
    ]
    .into_iter()
    .find_map(|lookup| lookup(name))
}

/// Returns the ASCII digits of `text` as numbers, in order.
pub(crate) fn digits(text: &str) -> impl DoubleEndedIterator<Item = u32> + Clone + '_ {
    text.bytes().filter(u8::is_ascii_digit).map(|b| u32::from(b - b'0'))
}

/// Returns whether the digits of `text` pass the Luhn check (ISO/IEC 7812-1, annex B).
pub(crate) fn luhn(text: &str) -> bool {
    let sum: u32 = digits(text)
        .rev()
        .enumerate()
        .map(|(index, digit)| match (index % 2, digit) {
            (0, digit) => digit,
            (_, digit) if digit > 4 => digit * 2 - 9,
            (_, digit) => digit * 2,
        })
        .sum();
    sum.is_multiple_of(10)
}
