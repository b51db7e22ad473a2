//! The program. Everything it can do is in [`bursar::cli`].
use std::process::ExitCode;

fn main() -> ExitCode {
    bursar::cli::run()
}
