//! Reading, from outside: files go in, words come out.

mod codes;
mod hostile;
mod made;
mod pictures;
mod scans;
mod text;
