//! Bytes into characters: which encoding a file has, and where its lines are.
use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252,
};

/// Words of which an East Asian statement has at least one. A short file holds too little else to tell
/// its encoding by.
const WORDS: &[(&Encoding, &[&str])] = &[
    (SHIFT_JIS, &["日付", "金額", "残高", "摘要", "取引", "支払", "入金", "出金", "お預", "年月日"]),
    (EUC_JP, &["日付", "金額", "残高", "摘要", "取引", "支払", "入金", "出金", "お預", "年月日"]),
    (EUC_KR, &["날짜", "일자", "금액", "잔액", "거래", "적요", "입금", "출금", "내용"]),
    (GB18030, &["日期", "金额", "余额", "摘要", "交易", "收入", "支出", "对方", "收款", "付款"]),
    (BIG5, &["日期", "金額", "餘額", "摘要", "交易", "存入", "支出", "提出", "幣別"]),
];

/// How much of a file is looked at to find its encoding.
pub(crate) const SAMPLE: usize = 256 * 1024;

/// The encoding of a file, from its beginning.
pub(crate) fn detect(bytes: &[u8]) -> &'static Encoding {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if let Some((encoding, _)) = Encoding::for_bom(sample) {
        return encoding;
    }
    // What a disk's block was filled up with tells nothing.
    let end = sample.iter().rposition(|b| *b != 0).map_or(0, |at| at + 1);
    let text = &sample[..end];
    if let Some(encoding) = wide(&sample[..sample.len().min(end + 1)]) {
        return encoding;
    }
    if is_utf8(text) {
        return UTF_8;
    }
    let matching = |(encoding, words): &(&'static Encoding, &[&str])| {
        let (text, failed) = encoding.decode_without_bom_handling(text);
        (!failed && words.iter().any(|word| text.contains(word))).then_some(*encoding)
    };
    if let Some(encoding) = WORDS.iter().find_map(matching) {
        return encoding;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(text, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// UTF-16 without a mark: every other byte of digits and commas is zero.
fn wide(text: &[u8]) -> Option<&'static Encoding> {
    let pairs = text.len().min(8192) / 2;
    let zeros = |offset: usize| text.chunks_exact(2).take(pairs).filter(|pair| pair[offset] == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if pairs < 4 {
        None
    } else if odd * 5 > pairs && even * 10 < odd {
        Some(UTF_16LE)
    } else {
        (even * 5 > pairs && odd * 10 < even).then_some(UTF_16BE)
    }
}

/// Valid, but for a character cut off at the end, or for single slips in text that otherwise is.
fn is_utf8(text: &[u8]) -> bool {
    let (mut rest, mut good, mut bad) = (text, 0_usize, 0_usize);
    loop {
        let wide = |valid: &[u8]| valid.iter().filter(|b| **b >= 0xc0).count();
        match std::str::from_utf8(rest) {
            Ok(_) => return bad == 0 || good + wide(rest) > bad * 4,
            Err(e) => {
                let (valid, after) = rest.split_at(e.valid_up_to());
                good += wide(valid);
                let Some(length) = e.error_len() else { return bad == 0 || good > bad * 4 };
                bad += 1;
                if bad > 64 && good < bad {
                    return false;
                }
                rest = &after[length..];
            }
        }
    }
}

/// The encoding that a label names, as far as it is one.
pub(crate) fn by_label(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.trim().as_bytes())
}

/// All of a file as text. The label in the file (a header, an XML declaration) is believed unless the bytes are
/// valid UTF-8: files are converted more often than their headers.
pub(crate) fn decode(bytes: &[u8], label: Option<&str>) -> (String, &'static Encoding) {
    let found = detect(bytes);
    let single = |encoding: &&Encoding| **encoding != *UTF_16LE && **encoding != *UTF_16BE;
    let encoding = match label.and_then(by_label).filter(single) {
        Some(said) if found != UTF_8 && single(&found) && Encoding::for_bom(bytes).is_none() => said,
        _ => found,
    };
    let end = bytes.iter().rposition(|b| *b != 0).map_or(0, |at| at + 1);
    // The last zero may be half of a character of two bytes.
    let end = if single(&encoding) { end } else { bytes.len().min(end + 1) };
    let (text, _) = encoding.decode_with_bom_removal(&bytes[..end]);
    let text = if encoding == UTF_8 && text.contains('\u{fffd}') {
        Cow::Owned(bytes[..end].split_inclusive(|b| *b == b'\n').map(|line| line_of(line, UTF_8)).collect())
    } else {
        text
    };
    let mut text = text.into_owned();
    if text.contains('\0') {
        text.retain(|c| c != '\0');
    }
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    // The oldest Macs ended their lines with CR alone.
    if text.contains('\r') && !text.contains('\n') {
        text = text.replace('\r', "\n");
    }
    (text, encoding)
}

/// One line; a line that is no UTF-8 among others that are was pasted from the older world.
pub(crate) fn line_of<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Cow<'a, str> {
    if encoding == UTF_8 {
        return match std::str::from_utf8(bytes) {
            Ok(line) => line.into(),
            Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
        };
    }
    encoding.decode_without_bom_handling(bytes).0
}

/// The name of an encoding, as labels write it.
pub(crate) fn name(encoding: &'static Encoding) -> String {
    encoding.name().to_ascii_lowercase()
}

/// Text on one line, without blanks at its ends and without runs of them.
pub(crate) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// [`tidy`], and nothing for nothing.
pub(crate) fn some(text: &str) -> Option<String> {
    let text = tidy(text);
    (!text.is_empty()).then_some(text)
}

/// An account's number without the blanks and dashes that make it readable.
pub(crate) fn account(text: &str) -> Option<String> {
    let text: String = text.split_whitespace().collect();
    let kept = text.chars().any(char::is_alphanumeric);
    kept.then_some(text)
}

/// Is it an IBAN, by its check digits?
pub(crate) fn is_iban(text: &str) -> bool {
    let plain: Vec<u8> = text.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
    let shape = (15..=34).contains(&plain.len())
        && plain[..2].iter().all(u8::is_ascii_uppercase)
        && plain[2..4].iter().all(u8::is_ascii_digit)
        && plain.iter().all(u8::is_ascii_alphanumeric);
    let digits = |b: &u8| match b {
        b'0'..=b'9' => (u32::from(b - b'0'), 10),
        letter => (u32::from(letter.to_ascii_uppercase() - b'A') + 10, 100),
    };
    shape
        && plain[4..]
            .iter()
            .chain(&plain[..4])
            .map(digits)
            .fold(0, |rest, (value, by)| (rest * by + value) % 97)
            == 1
}

/// Counts lines on the way through a text: offsets must not go back.
pub(crate) struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, line: 1 }
    }

    /// The line of an offset, from 1.
    pub fn at(&mut self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        if let Some(passed) = self.text.as_bytes().get(self.at..offset) {
            self.line += passed.iter().filter(|b| **b == b'\n').count();
            self.at = offset;
        }
        self.line
    }
}
