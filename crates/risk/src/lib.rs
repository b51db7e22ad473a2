//! Figures of a credit portfolio over columns: pure, exact where a sum is meant, each with its definition and source.
