//! Telephone and reference numbers dictated in words: "oh seven double seven".
