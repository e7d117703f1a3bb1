//! Checks of cards, accounts and crypto-currency addresses.

use sha2::{Digest as _, Sha256};

use super::{Check, digits, luhn};

/// Returns the check that rows call `name`.
pub(super) fn lookup(name: &str) -> Option<Check> {
    Some(match name {
        "card" => card,
        "iban" => iban,
        "base58" => base58,
        "bech32" => bech32,
        _ => return None,
    })
}

/// Payment card: Luhn, and not one digit over and over (ISO/IEC 7812).
fn card(text: &str) -> bool {
    let numbers: Vec<u32> = digits(text).collect();
    (12..=19).contains(&numbers.len()) && numbers.windows(2).any(|pair| pair.first() != pair.last()) && luhn(text)
}

/// Lengths of IBANs by country (ISO 13616 registry).
const LENGTHS: &str = "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 \
FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 \
ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SD18 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 \
UA29 VA22 VG24 XK20";

/// IBAN: length of its country, mod 97 (ISO 7064).
fn iban(text: &str) -> bool {
    let bytes: Vec<u8> = text.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_uppercase()).collect();
    let country = str::from_utf8(bytes.get(..2).unwrap_or_default()).unwrap_or_default();
    let known = LENGTHS
        .split_whitespace()
        .any(|entry| entry.strip_prefix(country).and_then(|len| len.parse().ok()) == Some(bytes.len()));
    let rotated = bytes.iter().skip(4).chain(bytes.iter().take(4));
    let remainder = rotated.fold(0_u32, |remainder, byte| match byte {
        b'0'..=b'9' => (remainder * 10 + u32::from(byte - b'0')) % 97,
        letter => (remainder * 100 + u32::from(letter - b'A') + 10) % 97,
    });
    !country.is_empty() && known && remainder == 1
}

/// Bitcoin address: base 58 with four bytes of double SHA-256 behind.
fn base58(text: &str) -> bool {
    const ALPHABET: &[u8] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    let mut number = [0_u8; 25];
    for byte in text.bytes() {
        let Some(mut carry) = ALPHABET.iter().position(|known| *known == byte) else { return false };
        for place in number.iter_mut().rev() {
            carry += usize::from(*place) * 58;
            *place = (carry % 256) as u8;
            carry /= 256;
        }
        if carry != 0 {
            return false;
        }
    }
    let (body, check) = number.split_at(21);
    Sha256::digest(Sha256::digest(body)).get(..4) == Some(check)
}

/// Bitcoin address of the newer kind: the checksum of BIP 173 or BIP 350.
fn bech32(text: &str) -> bool {
    const ALPHABET: &[u8] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    let lower = text.to_ascii_lowercase();
    let Some((prefix, data)) = lower.rsplit_once('1') else { return false };
    let step = |sum: u32, value: u32| {
        let top = sum >> 25;
        let next = (sum & 0x1ff_ffff) << 5 ^ value;
        let generators = [0x3b6a_57b2_u32, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
        generators
            .iter()
            .enumerate()
            .fold(next, |sum, (bit, generator)| if top >> bit & 1 == 1 { sum ^ generator } else { sum })
    };
    let mut sum = prefix.bytes().fold(1, |sum, b| step(sum, u32::from(b) >> 5));
    sum = prefix.bytes().fold(step(sum, 0), |sum, b| step(sum, u32::from(b) & 31));
    for byte in data.bytes() {
        let Some(value) = ALPHABET.iter().position(|known| *known == byte) else { return false };
        sum = step(sum, value as u32);
    }
    sum == 1 || sum == 0x2bc8_30a3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_examples_pass_and_a_changed_digit_fails() {
        assert!(iban("GB82 WEST 1234 5698 7654 32") && !iban("GB82 WEST 1234 5698 7654 33"));
        assert!(iban("DE89370400440532013000") && !iban("DE8937040044053201300"));
        assert!(card("4111 1111 1111 1111") && !card("4111 1111 1111 1112") && !card("0000 0000 0000 0000"));
        assert!(base58("1BoatSLRHtKNngkdXEeobR76b53LETtpyT") && !base58("1BoatSLRHtKNngkdXEeobR76b53LETtpyU"));
        assert!(bech32("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"));
        assert!(!bech32("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5"));
    }
}
