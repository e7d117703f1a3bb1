//! Dates of birth and ages in words and figures.
