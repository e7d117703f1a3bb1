//! Checks of addresses and numbers of devices.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::{Check, digits, luhn};

/// Returns the check that rows call `name`.
pub(super) fn lookup(name: &str) -> Option<Check> {
    Some(match name {
        "ipv4" => ipv4,
        "ipv6" => ipv6,
        "imei" => imei,
        "iccid" => iccid,
        "vin" => vin,
        _ => return None,
    })
}

fn host(text: &str) -> &str {
    text.split(['/', '%']).next().unwrap_or(text)
}

/// IPv4 address: four numbers up to 255; not the small numbers of a section or a version.
fn ipv4(text: &str) -> bool {
    let address = host(text).split(':').next().unwrap_or_default();
    address.parse::<Ipv4Addr>().is_ok_and(|ip| !ip.octets().iter().all(|octet| *octet < 21))
}

/// IPv6 address (RFC 4291); a time such as `10:30` or `::` alone is none.
fn ipv6(text: &str) -> bool {
    let colons = text.bytes().filter(|byte| *byte == b':').count();
    if text.len() <= 5 || !(2..=8).contains(&colons) {
        return false;
    }
    let groups = text.split(':').filter(|group| !group.is_empty()).count();
    groups >= 2 && host(text).parse::<Ipv6Addr>().is_ok()
}

/// IMEI: 15 digits with a Luhn check digit (3GPP TS 23.003).
fn imei(text: &str) -> bool {
    digits(text).count() == 15 && luhn(text)
}

/// Number of a SIM card: 18 to 20 digits that start with 89, for telecommunications (ITU-T E.118).
fn iccid(text: &str) -> bool {
    (18..=20).contains(&digits(text).count()) && text.starts_with("89")
}

/// Vehicle identification number: letters and digits mixed (ISO 3779).
fn vin(text: &str) -> bool {
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let figures = text.bytes().filter(u8::is_ascii_digit).count();
    letters >= 3 && figures >= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_their_look_alikes() {
        assert!(ipv4("203.0.113.7") && ipv4("198.51.100.0/24") && ipv4("192.0.2.1:8080"));
        assert!(!ipv4("1.2.3.4") && !ipv4("203.0.113.256") && !ipv4("2.4.1.0"));
        assert!(ipv6("2001:db8::1") && ipv6("2001:db8:0:0:0:0:0:1") && ipv6("fe80::1%eth0") && ipv6("2001:db8::/32"));
        assert!(!ipv6("10:30:45") && !ipv6("::"));
        assert!(imei("490154203237518") && !imei("490154203237519"));
    }
}
