//! Documents that are out already, read for what they tell of numbers.

use crate::format::{self, Format};
use crate::risk::Known;
use crate::{Error, ErrorKind, Result};

impl Known {
    /// Adds the numbers of a document under a name, which derivations and the audit tell.
    ///
    /// # Errors
    /// [`ErrorKind::Input`](crate::ErrorKind::Input) when the bytes are not what `format` says, or could not be read to the
    /// end.
    pub fn with_document(mut self, name: &str, input: &[u8], format: Format) -> Result<Self> {
        let document = format::read(input, format)?;
        if let Some(unread) = document.unread.first() {
            return Err(Error::new(
                ErrorKind::Input,
                format!("{name}: {} was not read: {}", unread.place, unread.reason),
            ));
        }
        for part in &document.parts {
            let told = self.add_part(name, part);
            told.map_err(|error| Error::new(ErrorKind::Input, format!("{name}: {error}")))?;
        }
        self.add_name(name);
        Ok(self)
    }
}
