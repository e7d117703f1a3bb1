//! Checks of identifiers of other countries, each from the scheme's own definition.

use super::{Check, digits, luhn};

/// Returns the check that rows call `name`.
pub(super) fn lookup(name: &str) -> Option<Check> {
    Some(match name {
        "us-ssn" => us_ssn,
        "us-routing" => us_routing,
        "us-npi" => us_npi,
        "luhn" => luhn,
        "au-abn" => au_abn,
        "au-acn" => au_acn,
        "au-tfn" => au_tfn,
        "au-medicare" => au_medicare,
        "es-nif" => es_nif,
        "fi-pic" => fi_pic,
        "fr-nir" => fr_nir,
        "ie-pps" => ie_pps,
        "in-aadhaar" => in_aadhaar,
        "it-fiscal" => it_fiscal,
        "kr-rrn" => kr_rrn,
        "pl-pesel" => pl_pesel,
        "sg-nric" => sg_nric,
        "th-tnin" => th_tnin,
        "tr-id" => tr_id,
        "de-tax" => de_tax,
        "se-number" => se_number,
        _ => return None,
    })
}

fn numbers(text: &str) -> Vec<u32> {
    digits(text).collect()
}

/// Returns the number that the first eighteen digits make.
fn value(text: &str) -> u64 {
    digits(text).take(18).fold(0, |value, digit| value * 10 + u64::from(digit))
}

fn weighted(numbers: &[u32], weights: &[u32]) -> u32 {
    numbers.iter().zip(weights).map(|(number, weight)| number * weight).sum()
}

/// Social Security number: area not 000, 666 or 9xx, no group 00, no serial 0000 (SSA, randomised since 2011).
fn us_ssn(text: &str) -> bool {
    let value = value(text);
    let (area, group, serial) = (value / 1_000_000, value / 10_000 % 100, value % 10_000);
    area != 0 && area != 666 && area < 900 && group != 0 && serial != 0
}

/// ABA routing number: weights 3 7 1.
fn us_routing(text: &str) -> bool {
    let n = numbers(text);
    n.len() == 9 && weighted(&n, &[3, 7, 1, 3, 7, 1, 3, 7, 1]).is_multiple_of(10)
}

/// National Provider Identifier: Luhn with 80840 in front (45 CFR 162.406).
fn us_npi(text: &str) -> bool {
    digits(text).count() == 10 && luhn(&format!("80840{}", text.replace([' ', '-'], "")))
}

/// Australian Business Number: weights, mod 89.
fn au_abn(text: &str) -> bool {
    let mut n = numbers(text);
    if let Some(first) = n.first_mut() {
        *first = first.wrapping_sub(1);
    }
    n.len() == 11
        && n.first().is_some_and(|first| *first < 10)
        && weighted(&n, &[10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]).is_multiple_of(89)
}

/// Australian Company Number: weights 8 to 1, mod 10.
fn au_acn(text: &str) -> bool {
    let n = numbers(text);
    n.len() == 9 && n.last() == Some(&((10 - weighted(&n, &[8, 7, 6, 5, 4, 3, 2, 1]) % 10) % 10))
}

/// Australian Tax File Number: weights, mod 11.
fn au_tfn(text: &str) -> bool {
    let n = numbers(text);
    matches!(n.len(), 8 | 9) && weighted(&n, &[1, 4, 3, 7, 5, 8, 6, 9, 10]).is_multiple_of(11)
}

/// Australian Medicare card: weights 1 3 7 9, mod 10.
fn au_medicare(text: &str) -> bool {
    let n = numbers(text);
    let check = weighted(&n, &[1, 3, 7, 9, 1, 3, 7, 9]) % 10;
    matches!(n.len(), 10 | 11) && n.first().is_some_and(|first| (2..=6).contains(first)) && n.get(8) == Some(&check)
}

/// Spanish NIF and NIE: number mod 23 gives the letter.
fn es_nif(text: &str) -> bool {
    let upper: String = text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    let head = match upper.chars().next() {
        Some('Y') => 10_000_000,
        Some('Z') => 20_000_000,
        _ => 0,
    };
    let value = value(&upper) + head;
    b"TRWAGMYFPDXBNJZSQVHLCKE".get((value % 23) as usize) == upper.as_bytes().last()
}

/// Finnish personal identity code: nine digits mod 31 give the last character.
fn fi_pic(text: &str) -> bool {
    let body = text.get(..text.len().saturating_sub(1)).unwrap_or_default();
    let value = value(body);
    let check = b"0123456789ABCDEFHJKLMNPRSTUVWXY".get((value % 31) as usize).copied();
    digits(body).count() == 9 && check == text.bytes().last().map(|b| b.to_ascii_uppercase())
}

/// French NIR: 97 less the number mod 97.
fn fr_nir(text: &str) -> bool {
    let n = numbers(text);
    let value = n.iter().take(13).fold(0_u64, |value, digit| value * 10 + u64::from(*digit));
    let key = n.iter().skip(13).fold(0_u64, |key, digit| key * 10 + u64::from(*digit));
    n.len() == 15 && 97 - value % 97 == key
}

/// Irish PPS number: weights 8 to 2, and 9 for a second letter, mod 23.
fn ie_pps(text: &str) -> bool {
    let n = numbers(text);
    let letters: Vec<u32> =
        text.bytes().filter(u8::is_ascii_alphabetic).map(|b| u32::from(b.to_ascii_uppercase() - b'A') + 1).collect();
    let second = letters.get(1).map_or(0, |letter| if *letter == 23 { 0 } else { letter * 9 });
    n.len() == 7
        && letters.first() == Some(&((weighted(&n, &[8, 7, 6, 5, 4, 3, 2]) + second) % 23)).filter(|check| **check != 0)
        || n.len() == 7
            && letters.first() == Some(&23)
            && (weighted(&n, &[8, 7, 6, 5, 4, 3, 2]) + second).is_multiple_of(23)
}

/// Aadhaar: Verhoeff's scheme over the dihedral group D5.
fn in_aadhaar(text: &str) -> bool {
    let times = |a: u32, b: u32| match (a < 5, b < 5) {
        (true, true) => (a + b) % 5,
        (true, false) => 5 + (a + b - 5) % 5,
        (false, true) => 5 + (a - 5 + 5 - b) % 5,
        (false, false) => (a + 5 - b) % 5,
    };
    let permute = |digit: u32, times: usize| {
        (0..times).fold(digit, |digit, _| [1, 5, 7, 6, 2, 8, 3, 0, 9, 4].get(digit as usize).copied().unwrap_or(0))
    };
    let n = numbers(text);
    let sum = n.iter().rev().enumerate().fold(0, |sum, (index, digit)| times(sum, permute(*digit, index % 8)));
    n.len() == 12 && n.first().is_some_and(|first| *first > 1) && sum == 0
}

/// Italian fiscal code: odd and even places have their own values, mod 26.
fn it_fiscal(text: &str) -> bool {
    const ODD: [u32; 26] =
        [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
    let bytes: Vec<u8> = text.bytes().map(|b| b.to_ascii_uppercase()).collect();
    let Some((check, body)) = bytes.split_last() else { return false };
    let value = |byte: u8| u32::from(if byte.is_ascii_digit() { byte - b'0' } else { byte.wrapping_sub(b'A') });
    let sum: u32 = body
        .iter()
        .enumerate()
        .map(
            |(index, byte)| {
                if index % 2 == 0 { ODD.get(value(*byte) as usize).copied().unwrap_or(0) } else { value(*byte) }
            },
        )
        .sum();
    body.len() == 15 && u32::from(check.wrapping_sub(b'A')) == sum % 26
}

/// Korean resident registration number: weights 2 to 9 and 2 to 5, mod 11.
fn kr_rrn(text: &str) -> bool {
    let n = numbers(text);
    n.len() == 13 && n.last() == Some(&((11 - weighted(&n, &[2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11) % 10))
}

/// Polish PESEL: weights 1 3 7 9, mod 10.
fn pl_pesel(text: &str) -> bool {
    let n = numbers(text);
    n.len() == 11 && n.last() == Some(&((10 - weighted(&n, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10) % 10))
}

/// Singapore NRIC and FIN: weights 2 7 6 5 4 3 2, offsets by series.
fn sg_nric(text: &str) -> bool {
    let upper = text.to_ascii_uppercase();
    let (offset, letters) = match upper.chars().next() {
        Some('S') => (0, "JZIHGFEDCBA"),
        Some('T') => (4, "JZIHGFEDCBA"),
        Some('F') => (0, "XWUTRQPNMLK"),
        Some('G') => (4, "XWUTRQPNMLK"),
        Some('M') => (3, "KLJNPQRTUWX"),
        _ => return false,
    };
    let index = (weighted(&numbers(&upper), &[2, 7, 6, 5, 4, 3, 2]) + offset) % 11;
    let index = if upper.starts_with('M') { 10 - index } else { index };
    letters.as_bytes().get(index as usize) == upper.as_bytes().last()
}

/// Thai national identity number: weights 13 to 2, mod 11.
fn th_tnin(text: &str) -> bool {
    let n = numbers(text);
    n.len() == 13 && n.last() == Some(&((11 - weighted(&n, &[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 10))
}

/// Turkish identity number: two check digits.
fn tr_id(text: &str) -> bool {
    let n = numbers(text);
    let odd: u32 = n.iter().step_by(2).take(5).sum();
    let even: u32 = n.iter().skip(1).step_by(2).take(4).sum();
    let total: u32 = n.iter().take(10).sum();
    n.len() == 11
        && n.first() != Some(&0)
        && n.get(9) == Some(&((odd * 7 + 90 - even) % 10))
        && n.get(10) == Some(&(total % 10))
}

/// German tax identification number: ISO 7064, mod 11, 10.
fn de_tax(text: &str) -> bool {
    let n = numbers(text);
    let product = n.iter().take(10).fold(10, |product, digit| match (digit + product) % 10 {
        0 => 20 % 11,
        sum => sum * 2 % 11,
    });
    n.len() == 11 && n.first() != Some(&0) && n.last() == Some(&((11 - product) % 10))
}

/// Swedish personal and organisation numbers: Luhn over the last ten digits.
fn se_number(text: &str) -> bool {
    let n = numbers(text);
    let ten: String = n.iter().skip(n.len().saturating_sub(10)).map(u32::to_string).collect();
    ten.len() == 10 && luhn(&ten)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_examples_pass_and_a_changed_digit_fails() {
        let examples: [(Check, &str, &str); 15] = [
            (us_ssn, "219-09-9999", "666-09-9999"),
            (us_routing, "021000021", "021000022"),
            (au_abn, "51 824 753 556", "51 824 753 557"),
            (au_acn, "004 085 616", "004 085 617"),
            (au_tfn, "876543210", "876543211"),
            (es_nif, "12345678Z", "12345678A"),
            (fi_pic, "131052-308T", "131052-308U"),
            (fr_nir, "2 55 08 14 168 025 38", "2 55 08 14 168 025 39"),
            (in_aadhaar, "2341 2341 2346", "2341 2341 2347"),
            (it_fiscal, "RSSMRA85T10A562S", "RSSMRA85T10A562T"),
            (pl_pesel, "44051401359", "44051401358"),
            (sg_nric, "S1234567D", "S1234567E"),
            (tr_id, "10000000146", "10000000147"),
            (de_tax, "86095742719", "86095742718"),
            (ie_pps, "1234567T", "1234567U"),
        ];
        for (index, (check, good, bad)) in examples.iter().enumerate() {
            assert!(check(good), "{index}: {good}");
            assert!(!check(bad), "{index}: {bad}");
        }
    }

    /// A pattern in wide use asks for particular serials and misses a third of them.
    #[test]
    fn every_serial_of_a_social_security_number_passes() {
        assert!((1..=9999).all(|serial| us_ssn(&format!("123-45-{serial:04}"))));
    }
}
