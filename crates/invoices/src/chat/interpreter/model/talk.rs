//! What the endpoint says: events of a stream, put together to one turn of the conversation.
use std::collections::BTreeMap;

use futures::StreamExt;
use serde::Deserialize;
use serde_json::{Value, json};

use super::wire::{Heard, Silence};

/// Longest answer, bytes.
const MOST_BYTES: usize = 1 << 20;
const STRANGE: &str = "The language model's answer could not be read";
const BROKEN: &str = "The language model broke off";

/// A turn of the model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// What it says.
    pub content: String,
    /// What it wants to know.
    pub calls: Vec<Call>,
    /// How many tokens it counted.
    pub tokens: i64,
}

/// A call of a tool.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Call {
    /// Its id.
    pub id: String,
    /// The tool.
    pub name: String,
    /// The arguments, JSON.
    pub arguments: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Event {
    choices: Vec<Choice>,
    usage: Option<Usage>,
    error: Option<Value>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Choice {
    delta: Option<Delta>,
    message: Option<Delta>,
    finish_reason: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Delta {
    content: Option<String>,
    tool_calls: Option<Vec<Part>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Part {
    index: Option<usize>,
    id: Option<String>,
    function: Option<Function>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Function {
    name: Option<String>,
    arguments: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Usage {
    total_tokens: i64,
}

impl Turn {
    /// Reads a turn to its end, and hands its words on as they come. An endpoint that does not stream sends one
    /// object instead.
    pub async fn read(mut heard: Heard, words: &mut (dyn FnMut(&str) + Send)) -> Result<Self, Silence> {
        let (mut buffer, mut whole) = (vec![], 0);
        let mut parts = Parts::default();
        let mut streams = false;
        while let Some(bytes) = heard.next().await {
            let bytes = bytes?;
            whole += bytes.len();
            if whole > MOST_BYTES {
                return Err(Silence::new("The language model said too much", format!("{whole} bytes")));
            }
            buffer.extend_from_slice(&bytes);
            while let Some(end) = buffer.iter().position(|byte| *byte == b'\n') {
                let line = buffer.drain(..=end).collect::<Vec<_>>();
                let line = String::from_utf8_lossy(&line);
                if let Some(data) = line.trim_end().strip_prefix("data:") {
                    streams = true;
                    if data.trim() == "[DONE]" {
                        return parts.done();
                    }
                    parts.add(data.trim(), words)?;
                } else if !streams && line.trim_start().starts_with('{') {
                    // An object over several lines: all of it is needed.
                    buffer.splice(..0, line.bytes());
                    break;
                }
            }
        }
        let rest = String::from_utf8_lossy(&buffer);
        let rest = rest.trim();
        let last = rest.strip_prefix("data:").unwrap_or(rest).trim();
        if last.starts_with('{') {
            parts.add(last, words)?;
        } else if !streams {
            let start = last.chars().take(100).collect::<String>();
            return Err(Silence::new(STRANGE, format!("neither events nor an object: {start}")));
        }
        // A stream says when it is over; the half of an answer is none.
        if (streams || rest.starts_with("data:")) && last != "[DONE]" && !parts.ended {
            return Err(Silence::new(BROKEN, "the stream ended without its end"));
        }
        parts.done()
    }

    /// The turn as a message, to go on from.
    pub fn message(&self) -> Value {
        let call = |call: &Call| {
            let function = json!({ "name": call.name, "arguments": call.arguments });
            json!({ "id": call.id, "type": "function", "function": function })
        };
        let calls = self.calls.iter().map(call).collect::<Vec<_>>();
        json!({ "role": "assistant", "content": self.content, "tool_calls": calls })
    }
}

#[derive(Default)]
struct Parts {
    content: String,
    calls: BTreeMap<usize, Call>,
    tokens: i64,
    /// Whether it said that it is over.
    ended: bool,
    /// Whether it was stopped before it was.
    cut: Option<String>,
}

impl Parts {
    fn add(&mut self, data: &str, words: &mut (dyn FnMut(&str) + Send)) -> Result<(), Silence> {
        let event = serde_json::from_str::<Event>(data).map_err(|e| Silence::new(STRANGE, e))?;
        if let Some(error) = event.error {
            let error = error.to_string().chars().take(300).collect::<String>();
            return Err(Silence::new("The language model refused", error));
        }
        self.tokens = event.usage.map_or(self.tokens, |usage| usage.total_tokens.max(0));
        let Some(choice) = event.choices.into_iter().next() else { return Ok(()) };
        if let Some(why) = choice.finish_reason {
            self.ended = true;
            self.cut = Some(why).filter(|why| ["length", "content_filter"].contains(&why.as_str()));
        }
        let Some(delta) = choice.delta.or(choice.message) else { return Ok(()) };
        let text = delta.content.unwrap_or_default();
        words(&text);
        self.content.push_str(&text);
        for (n, part) in delta.tool_calls.unwrap_or_default().into_iter().enumerate() {
            let call = self.calls.entry(part.index.unwrap_or(n)).or_default();
            call.id.push_str(&part.id.unwrap_or_default());
            let function = part.function.unwrap_or_default();
            call.name.push_str(&function.name.unwrap_or_default());
            call.arguments.push_str(&function.arguments.unwrap_or_default());
        }
        Ok(())
    }

    fn done(self) -> Result<Turn, Silence> {
        if let Some(why) = self.cut {
            return Err(Silence::new(BROKEN, format!("finish_reason: {why}")));
        }
        Ok(Turn { content: self.content, calls: self.calls.into_values().collect(), tokens: self.tokens })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::stream;

    async fn read(text: &str, step: usize) -> Result<Turn, Silence> {
        let parts = text.as_bytes().chunks(step).map(|part| Ok(part.to_vec().into())).collect::<Vec<_>>();
        let mut heard = String::new();
        let turn = Turn::read(stream::iter(parts).boxed(), &mut |words| heard.push_str(words)).await?;
        assert_eq!(turn.content, heard);
        Ok(turn)
    }

    const STREAM: &str = concat!(
        ": a comment\n\n",
        "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"Gr\u{fc}\"}}]}\r\n\r\n",
        "data: {\"choices\":[{\"delta\":{\"content\":\"\u{df}e\"}}]}\n\n",
        "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"function\":{\"name\":\"query\",\"arguments\":\"{\\\"me\"}}]}}]}\n\n",
        "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"asure\\\"\"}}]}}]}\n\n",
        "data: {\"choices\":[],\"usage\":{\"total_tokens\":42}}\n\n",
        "data: [DONE]\n\n",
    );

    #[tokio::test]
    async fn a_stream_is_put_together_however_it_is_cut() {
        for step in [1, 2, 7, 50, 10_000] {
            let turn = read(STREAM, step).await.expect("a turn");
            assert_eq!((turn.content.as_str(), turn.tokens), ("Gr\u{fc}\u{df}e", 42));
            let call = Call { id: "c1".into(), name: "query".into(), arguments: "{\"measure\"".into() };
            assert_eq!(turn.calls, [call]);
        }
    }

    #[tokio::test]
    async fn one_object_is_fine_and_nonsense_is_refused() {
        let whole = "{\n \"choices\": [{\"message\": {\"content\": \"Hello\"}}]\n}";
        for step in [1, 5, 1_000] {
            assert_eq!(read(whole, step).await.expect("a turn").content, "Hello");
        }
        assert!(read("<html>Bad gateway</html>", 5).await.is_err());
        assert!(
            read("data: {\"choices\":[{\"delta\":{\"content\":\"It is 1\"}}]}\n\n", 5).await.is_err(),
            "half"
        );
        let cut = "{\"choices\":[{\"message\":{\"content\":\"It is 1\"},\"finish_reason\":\"length\"}]}";
        assert!(read(cut, 9).await.is_err(), "cut short");
        let ended = "data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}";
        assert_eq!(read(ended, 9).await.expect("a turn").content, "Hello");
        assert!(read("data: {\"error\": {\"message\": \"quota\"}}\n\n", 5).await.is_err());
        assert!(read(&"data: {}\n".repeat(200_000), 10_000).await.is_err(), "too much");
    }
}
