//! Street addresses, premises and schools in prose.
