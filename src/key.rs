//! The caller's secret: tokens, aliases across documents and digests in audits are made with it.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{Error, ErrorKind, Result};

/// A secret key of at least 16 bytes, wiped from memory when dropped.
#[derive(Clone)]
pub struct Key(Hmac<Sha256>);

/// The fewest bytes a key may have: with fewer, tokens of telephone numbers could be found by trying keys.
const SHORTEST: usize = 16;

impl Key {
    /// Returns the key made of `bytes`, used as they are.
    ///
    /// # Errors
    /// [`ErrorKind::Key`] for fewer than 16 bytes, or bytes that are all the same.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Result<Self> {
        let bytes = Zeroizing::new(bytes.into());
        if bytes.len() < SHORTEST {
            let len = bytes.len();
            return Err(Error::new(
                ErrorKind::Key,
                format!("the key has {len} bytes; give at least {SHORTEST} random ones"),
            ));
        }
        if bytes.iter().all(|byte| Some(byte) == bytes.first()) {
            return Err(Error::new(ErrorKind::Key, "all bytes of the key are the same; give random ones"));
        }
        let mac = Hmac::<Sha256>::new_from_slice(&bytes)
            .map_err(|_| Error::new(ErrorKind::Key, "the key has a length that HMAC cannot use"))?;
        Ok(Self(mac))
    }

    /// Returns the HMAC-SHA-256 (RFC 2104) of `pieces`; `purpose` keeps digests made for different ends apart.
    pub(crate) fn digest(&self, purpose: &str, pieces: &[&[u8]]) -> [u8; 32] {
        let mut mac = self.begin(purpose);
        for piece in pieces {
            mac.update(&[0]);
            mac.update(piece);
        }
        mac.finalize().into_bytes().into()
    }

    /// Begins a digest for `purpose`; each piece follows a zero byte.
    pub(crate) fn begin(&self, purpose: &str) -> Hmac<Sha256> {
        let mut mac = self.0.clone();
        mac.update(purpose.as_bytes());
        mac
    }
}

/// Prints nothing of the key.
impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(..)")
    }
}
