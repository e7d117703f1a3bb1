//! HTML character references in running text.
//!
//! Only what hides a value is decoded: numeric references and the names that stand for characters of identifiers,
//! separators and quotes. `&amp;#64;`, a reference that was escaped twice, is decoded as a reader's browser would show it
//! after the second pass. The names are those of the HTML Standard, section 13.5.

/// One character reference.
#[derive(Clone, Copy)]
pub(super) struct Entity {
    /// What it stands for.
    pub(super) character: char,
    /// Its length in bytes, with `&` and `;`.
    pub(super) len: usize,
}

/// Names and what they stand for.
const NAMES: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("shy", '\u{ad}'),
    ("zwj", '\u{200d}'),
    ("zwnj", '\u{200c}'),
    ("ndash", '\u{2013}'),
    ("mdash", '\u{2014}'),
    ("hyphen", '-'),
    ("dash", '-'),
    ("lsquo", '\u{2018}'),
    ("rsquo", '\u{2019}'),
    ("ldquo", '\u{201c}'),
    ("rdquo", '\u{201d}'),
    ("commat", '@'),
    ("period", '.'),
    ("colon", ':'),
    ("sol", '/'),
    ("plus", '+'),
    ("num", '#'),
    ("lpar", '('),
    ("rpar", ')'),
    ("lowbar", '_'),
    ("NewLine", '\n'),
    ("Tab", '\t'),
    ("hellip", '\u{2026}'),
    ("pound", '\u{a3}'),
    ("aacute", 'a'),
    ("eacute", 'e'),
    ("iacute", 'i'),
    ("oacute", 'o'),
    ("uacute", 'u'),
    ("egrave", 'e'),
    ("agrave", 'a'),
    ("ccedil", 'c'),
    ("ntilde", 'n'),
    ("ouml", 'o'),
    ("uuml", 'u'),
    ("auml", 'a'),
    ("euml", 'e'),
];

/// The longest reference that is looked at, so that the cost of an `&` is bounded.
const LONGEST: usize = 40;

/// Returns the reference that `text` starts with.
pub(super) fn decode(text: &str) -> Option<Entity> {
    let mut name = text.strip_prefix('&')?;
    let mut len = 1;
    while let Some(inner) = name.strip_prefix("amp;").filter(|inner| inner.starts_with('#') || named(inner).is_some()) {
        if len > LONGEST {
            return None;
        }
        name = inner;
        len += 4;
    }
    let (character, used) = match name.strip_prefix('#') {
        Some(number) => numeric(number).map(|(c, used)| (c, used + 1))?,
        None => named(name)?,
    };
    Some(Entity { character, len: len + used })
}

fn named(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|b| b == b';')?;
    let name = text.get(..end)?;
    let (_, character) = NAMES.iter().find(|(known, _)| *known == name)?;
    Some((*character, end + 1))
}

fn numeric(text: &str) -> Option<(char, usize)> {
    let (digits, radix, before) = match text.strip_prefix(['x', 'X']) {
        Some(hex) => (hex, 16, 1),
        None => (text, 10, 0),
    };
    let len = digits.bytes().take(10).take_while(|b| char::from(*b).is_digit(radix)).count();
    let code = u32::from_str_radix(digits.get(..len)?, radix).ok()?;
    let character = char::from_u32(code)?;
    let semicolon = usize::from(digits.get(len..)?.starts_with(';'));
    Some((character, before + len + semicolon))
}
