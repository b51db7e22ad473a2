//! The child's side: answers requests until its input ends.

use super::{Caps, DONE, LONGEST, PANICKED};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::{self, Error, ErrorKind, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Answers requests on standard input until it ends. A panic of the work is an answer; what the caps forbid ends
/// the process.
pub fn serve<H, A>(caps: &Caps, work: impl Fn(H, &[u8]) -> (A, Vec<u8>)) -> io::Result<()>
where
    H: DeserializeOwned,
    A: Serialize,
{
    caps.settle();
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    while let Some(head) = part(&mut input)? {
        let body = part(&mut input)?.ok_or(ErrorKind::UnexpectedEof)?;
        let head = serde_json::from_slice(&head)?;
        caps.wind();
        match catch_unwind(AssertUnwindSafe(|| work(head, &body))) {
            Ok((answer, bytes)) => {
                output.write_all(&[DONE])?;
                write(&mut output, &serde_json::to_vec(&answer)?)?;
                write(&mut output, &bytes)?;
            }
            Err(_) => output.write_all(&[PANICKED])?,
        }
        output.flush()?;
    }
    Ok(())
}

/// The next part of a message; none where the input ended between two messages.
fn part(input: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    match input.read(&mut length)? {
        0 => return Ok(None),
        read => input.read_exact(&mut length[read..])?,
    }
    let length = u32::from_le_bytes(length);
    if length > LONGEST {
        return Err(Error::from(ErrorKind::InvalidData));
    }
    let mut bytes = vec![0; length as usize];
    input.read_exact(&mut bytes)?;
    Ok(Some(bytes))
}

fn write(output: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len()).map_err(|_| ErrorKind::InvalidData)?;
    output.write_all(&length.to_le_bytes())?;
    output.write_all(bytes)
}
