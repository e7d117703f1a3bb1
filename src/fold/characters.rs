//! What one character is taken for.
//!
//! Compatibility forms and accents follow Unicode NFKD (UAX #15); look-alikes follow the confusables of UTS #39, as far
//! as they imitate the ASCII letters and digits that identifiers are made of. A look-alike is taken for an ASCII letter
//! only in a word that has ASCII letters or digits too: a word all in Cyrillic stays Cyrillic.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// The folded form of a character.
pub(super) enum Folded {
    /// It is not seen.
    Nothing,
    /// One character.
    Char(char),
    /// Several characters.
    Text(String),
}

/// Returns the folded form of `c`, with `before` already folded and `after` still as in the source.
pub(super) fn fold(c: char, before: &str, after: &str) -> Folded {
    if c.is_ascii() {
        return ascii(c);
    }
    if is_invisible(c) {
        return Folded::Nothing;
    }
    if is_space(c) {
        return Folded::Char(' ');
    }
    if let Some(plain) = punctuation(c) {
        return plain;
    }
    if let Some(digit) = digit(c) {
        return Folded::Char(digit);
    }
    if is_superscript(c) && before.ends_with(|b: char| b.is_alphabetic()) && !after.starts_with(is_superscript) {
        return Folded::Nothing; // a footnote mark: it must not glue itself to a name
    }
    if canonical_combining_class(c) != 0 {
        return Folded::Nothing;
    }
    if let Some(letter) = look_alike(c)
        && in_ascii_word(before, after)
    {
        return Folded::Char(letter);
    }
    decompose(c)
}

fn ascii(c: char) -> Folded {
    match c {
        '\t' | '\u{b}' | '\u{c}' => Folded::Char(' '),
        '\n' | '\r' => Folded::Char('\n'),
        c if c.is_ascii_control() => Folded::Nothing,
        c => Folded::Char(c),
    }
}

/// Returns whether `c` is read as a space within a line.
pub(super) fn is_space(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\u{b}' | '\u{c}' | '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{2800}' | '\u{3164}'
    )
}

/// Returns whether `c` has no shape of its own: joiners, soft hyphens, marks of direction, tags, selectors.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

fn punctuation(c: char) -> Option<Folded> {
    Some(Folded::Char(match c {
        '\u{2018}'..='\u{201b}'
        | '\u{2032}'
        | '\u{2035}'
        | '\u{2bc}'
        | '\u{2b9}'
        | '\u{60}'
        | '\u{b4}'
        | '\u{ff07}' => '\'',
        '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' | '\u{ff02}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2043}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' | '\u{30fc}' => '-',
        '\u{2024}' | '\u{3002}' | '\u{ff0e}' | '\u{ff61}' => '.',
        '\u{2044}' | '\u{2215}' | '\u{29f8}' | '\u{ff0f}' => '/',
        '\u{2236}' | '\u{a789}' | '\u{ff1a}' => ':',
        '\u{2026}' => return Some(Folded::Text("...".to_owned())),
        '\u{b0}' | '\u{ba}' => '\u{b0}',
        _ => return None,
    }))
}

/// First code points of the decimal digits (general category Nd) of scripts in use, from the Unicode Character Database.
const ZEROS: &[u32] = &[
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20,
    0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0,
    0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x11066, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6,
    0x1fbf0,
];

fn digit(c: char) -> Option<char> {
    let code = c as u32;
    let after = ZEROS.partition_point(|zero| *zero <= code);
    let zero = ZEROS.get(after.checked_sub(1)?)?;
    char::from_digit(code - zero, 10)
}

fn is_superscript(c: char) -> bool {
    matches!(c, '\u{b2}' | '\u{b3}' | '\u{b9}' | '\u{2070}' | '\u{2074}'..='\u{2079}' | '\u{2080}'..='\u{2089}')
}

/// Letters of other scripts that look like ASCII ones, from the confusables of UTS #39.
const LOOK_ALIKES: &str = "\
АA ВB СC ЕE НH ІI ЈJ КK МM ОO РP ЅS ТT ХX УY ҮY Ԍ G ԁd аa сc еe һh іi јj оo рp ѕs хx уy ԛq ԝw ѡw ӏl Ӏl \
ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX οo νv ιi αa ρp υu κk τt \
ОO օo սu һh Տ S ւl ɑa ɡg ıi ɩi ʟL ᴀA ᴄc ᴏo ᴠv ᴡw ᴢz Ꭺ A Ᏼ B Ꮯ C Ꭼ E Ꮋ H Ꮶ K Ꮇ M Ꮲ P Ꮪ S Ꭲ T Ꮓ Z Ꮃ W Ꮩ V";

fn look_alike(c: char) -> Option<char> {
    let at = LOOK_ALIKES.find(c)?;
    LOOK_ALIKES.get(at + c.len_utf8()..)?.chars().find(|c| *c != ' ').filter(char::is_ascii)
}

/// Returns whether the word that goes on from `before` to `after` has an ASCII letter or digit.
fn in_ascii_word(before: &str, after: &str) -> bool {
    const FAR: usize = 24;
    // The first ASCII character decides; only where it is a letter or digit has what stands before it to be looked at.
    let ascii_in = |chars: &mut dyn Iterator<Item = char>| {
        let mut between = ['\0'; FAR];
        for (seen, (c, slot)) in chars.zip(&mut between).enumerate() {
            if c.is_ascii() {
                let whole = |c: &char| c.is_alphanumeric() || is_invisible(*c);
                return c.is_ascii_alphanumeric() && between.iter().take(seen).all(whole);
            }
            *slot = c;
        }
        false
    };
    ascii_in(&mut before.chars().rev()) || ascii_in(&mut after.chars())
}

/// Returns the base letters of an accented or compatibility character, or the character itself.
fn decompose(c: char) -> Folded {
    if let Some(plain) = spelled_out(c) {
        return Folded::Text(plain.to_owned());
    }
    let mut bases = std::iter::once(c).nfkd().filter(|c| canonical_combining_class(*c) == 0 && !is_invisible(*c));
    let (Some(first), second) = (bases.next(), bases.next()) else {
        return Folded::Nothing;
    };
    match second {
        None if first.is_ascii() || !c.is_alphabetic() => Folded::Char(first),
        None => Folded::Char(if first.is_alphanumeric() { first } else { c }),
        Some(second) => {
            let text: String =
                [first, second].into_iter().chain(bases).map(|c| if c == '\u{2044}' { '/' } else { c }).collect();
            if text.is_ascii() { Folded::Text(text) } else { Folded::Char(c) }
        }
    }
}

/// Returns the usual ASCII spelling of letters that Unicode does not decompose.
fn spelled_out(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'ẞ' => "SS",
        'æ' => "ae",
        'Æ' => "Ae",
        'œ' => "oe",
        'Œ' => "Oe",
        'ø' => "o",
        'Ø' => "O",
        'ł' => "l",
        'Ł' => "L",
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'þ' => "th",
        'Þ' => "Th",
        'ı' => "i",
        _ => return None,
    })
}
