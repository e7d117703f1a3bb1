//! Plain text: strict UTF-8 in, one part out, borrowed from the input.
//!
//! Every format starts here: bytes that are not UTF-8 are refused, never repaired, because a repaired text is not the
//! one that would go out. A byte order mark stays where it is and is not part of the text.

use crate::{Address, Document, Error, ErrorKind, Part, Result, Span};

/// The UTF-8 byte order mark.
const MARK: &str = "\u{feff}";

/// Returns the document of one plain text.
pub(super) fn read(bytes: &[u8]) -> Result<Document<'_>> {
    let source = Source::of(bytes)?;
    let origin = Span::new(source.start, bytes.len());
    Ok(Document { parts: vec![Part::plain(Address::Text, source.text).at(origin)], unread: Vec::new() })
}

/// Bytes as text, without the byte order mark.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) text: &'a str,
    /// Where the text starts in the bytes.
    pub(super) start: usize,
}

impl<'a> Source<'a> {
    /// Returns `bytes` as text.
    pub(super) fn of(bytes: &'a [u8]) -> Result<Self> {
        let refuse = |message: &str| Error::new(ErrorKind::Input, message);
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            return Err(refuse("the text is in UTF-16; save it as UTF-8 and try again"));
        }
        if u32::try_from(bytes.len()).is_err() {
            return Err(refuse("the text is longer than 4 GiB; split it and try again"));
        }
        let whole = std::str::from_utf8(bytes).map_err(|error| {
            refuse("the text is not UTF-8; save it as UTF-8 and try again").at_byte(error.valid_up_to())
        })?;
        match whole.strip_prefix(MARK) {
            Some(text) => Ok(Self { text, start: MARK.len() }),
            None => Ok(Self { text: whole, start: 0 }),
        }
    }
}
