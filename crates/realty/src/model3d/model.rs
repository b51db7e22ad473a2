//! What a 3D model is by its bytes, and how its parts are called. Pure.
use std::collections::HashSet;

use kernel::{Error, Result};
use serde::Deserialize;

use super::store::FileFormat;

/// So many names of parts are kept, none longer than this.
const NODES: usize = 5_000;
const LONGEST: usize = 200;

/// A model that was looked at.
#[derive(Debug, PartialEq, Eq)]
pub struct Seen {
    /// How it is written down.
    pub format: FileFormat,
    /// The names of its nodes; `None` where the format is not read that far.
    pub nodes: Option<Vec<String>>,
}

/// The type under which a model is sent.
pub fn content_type(format: FileFormat) -> &'static str {
    match format {
        FileFormat::Glb => "model/gltf-binary",
        FileFormat::Gltf => "model/gltf+json",
        FileFormat::Obj => "model/obj",
        FileFormat::Fbx => "application/octet-stream",
        FileFormat::Blend => "application/x-blender",
    }
}

fn wrong(name: &str, why: impl std::fmt::Display) -> Error {
    Error::invalid("file", format!("{name} is not a model that can be shown: {why}"))
}

/// What these bytes are; 422 where they are no model, or a broken one.
pub fn look(name: &str, content: &[u8]) -> Result<Seen> {
    let only = |format| Ok(Seen { format, nodes: None });
    if content.starts_with(b"glTF") {
        let json = json_of_glb(content).map_err(|why| wrong(name, why))?;
        let nodes = read_gltf(json, true).map_err(|why| wrong(name, why))?;
        return Ok(Seen { format: FileFormat::Glb, nodes: Some(nodes) });
    }
    if content.starts_with(b"Kaydara FBX Binary  \0") || content.starts_with(b"; FBX") {
        return only(FileFormat::Fbx);
    }
    if content.starts_with(b"BLENDER") {
        return only(FileFormat::Blend);
    }
    let text = std::str::from_utf8(content).map_err(|_| {
        wrong(name, "it is none of GLB, glTF, OBJ, FBX and BLEND (save a BLEND file without compression)")
    })?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('{') {
        let nodes = read_gltf(text.as_bytes(), false).map_err(|why| wrong(name, why))?;
        return Ok(Seen { format: FileFormat::Gltf, nodes: Some(nodes) });
    }
    let nodes = read_obj(text).map_err(|why| wrong(name, why))?;
    Ok(Seen { format: FileFormat::Obj, nodes: Some(nodes) })
}

/// The JSON chunk of a GLB: 12 bytes of header, then chunks with their length and type in front.
fn json_of_glb(content: &[u8]) -> Result<&[u8], String> {
    let word = |at: usize| {
        let bytes = content.get(at..at + 4).and_then(|bytes| <[u8; 4]>::try_from(bytes).ok());
        bytes.map(u32::from_le_bytes).ok_or("it ends within its header")
    };
    if word(4)? != 2 {
        return Err(format!("it is glTF {}, and must be version 2", word(4)?));
    }
    if word(8)? as usize != content.len() {
        return Err(format!("it says that it has {} bytes, and has {}", word(8)?, content.len()));
    }
    let length = word(12)? as usize;
    if &word(16)?.to_le_bytes() != b"JSON" {
        return Err("its first chunk is not JSON".into());
    }
    content.get(20..20 + length).ok_or_else(|| "it ends within its first chunk".into())
}

#[derive(Deserialize)]
struct Gltf {
    asset: Asset,
    #[serde(default)]
    nodes: Vec<Node>,
    #[serde(default)]
    buffers: Vec<Source>,
    #[serde(default)]
    images: Vec<Source>,
}

#[derive(Deserialize)]
struct Asset {
    version: String,
}

#[derive(Deserialize)]
struct Node {
    name: Option<String>,
}

#[derive(Deserialize)]
struct Source {
    uri: Option<String>,
}

fn read_gltf(json: &[u8], binary: bool) -> Result<Vec<String>, String> {
    let gltf: Gltf = serde_json::from_slice(json).map_err(|e| format!("its JSON can't be read ({e})"))?;
    if !gltf.asset.version.starts_with("2.") {
        return Err(format!("it is glTF {}, and must be version 2", gltf.asset.version));
    }
    let sources = gltf.buffers.iter().chain(&gltf.images).filter_map(|source| source.uri.as_deref());
    if let Some(outside) = sources.into_iter().find(|uri| !uri.starts_with("data:")) {
        let outside = outside.chars().take(100).collect::<String>();
        return Err(format!("it needs another file ({outside}); pack it into one GLB"));
    }
    if !binary && gltf.buffers.iter().any(|buffer| buffer.uri.is_none()) {
        return Err("a buffer of it has no data; pack it into one GLB".into());
    }
    Ok(names(gltf.nodes.into_iter().filter_map(|node| node.name)))
}

/// The words with which a line of an OBJ begins.
const WORDS: &str = " v vt vn vp f fo l p o g s mg usemtl mtllib usemap maplib cstype deg bmat step curv curv2 surf parm \
    trim hole scrv sp end con bevel c_interp d_interp lod shadow_obj trace_obj ctech stech call csh ";

/// The names of the objects and groups of an OBJ, if it has points and faces and nothing that no OBJ has.
fn read_obj(text: &str) -> Result<Vec<String>, String> {
    let (mut points, mut faces, mut found) = (0u64, 0u64, vec![]);
    let mut continued = false;
    for (n, line) in text.lines().enumerate() {
        let line = line.trim();
        let follows = std::mem::replace(&mut continued, line.ends_with('\\'));
        if follows || line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        if !WORDS.contains(&format!(" {word} ")) {
            let word = word.chars().take(20).collect::<String>();
            return Err(format!("line {} begins with \"{word}\", which no OBJ knows", n + 1));
        }
        let coordinates =
            || rest.split_whitespace().take(3).filter(|c| c.parse::<f64>().is_ok()).count() == 3;
        match word {
            "v" if continued || coordinates() => points += 1,
            "v" => return Err(format!("line {} is a point without three coordinates", n + 1)),
            "f" | "fo" | "l" | "surf" => faces += 1,
            "o" | "g" => found.push(rest.trim().to_owned()),
            _ => {}
        }
    }
    if points == 0 || faces == 0 {
        return Err("it has no points or no faces".into());
    }
    Ok(names(found.into_iter()))
}

/// Each name once, in order.
fn names(all: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = HashSet::new();
    all.map(|name| name.replace('\0', "").chars().take(LONGEST).collect::<String>())
        .filter(|name| !name.is_empty() && seen.insert(name.clone()))
        .take(NODES)
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn glb(json: &str) -> Vec<u8> {
        let mut padded = json.as_bytes().to_vec();
        padded.resize(padded.len().next_multiple_of(4), b' ');
        let mut content = b"glTF".to_vec();
        content.extend(2u32.to_le_bytes());
        content.extend((20 + padded.len() as u32).to_le_bytes());
        content.extend((padded.len() as u32).to_le_bytes());
        content.extend(b"JSON");
        content.extend(padded);
        content
    }

    const JSON: &str =
        r#"{"asset":{"version":"2.0"},"nodes":[{"name":"A-101"},{},{"name":"A-102"},{"name":"A-101"}]}"#;

    #[test]
    fn the_nodes_of_a_glb_are_named() {
        let seen = look("a.glb", &glb(JSON)).expect("a GLB");
        assert_eq!((seen.format, seen.nodes), (FileFormat::Glb, Some(vec!["A-101".into(), "A-102".into()])));
        let seen = look("a.gltf", JSON.as_bytes()).expect("a glTF");
        assert_eq!((seen.format, seen.nodes.map(|n| n.len())), (FileFormat::Gltf, Some(2)));
    }

    #[test]
    fn the_other_formats_are_known_by_their_beginning() {
        let obj = "# a cube\nmtllib a.mtl\no Tower A\nv 0 0 0\nv 1 0 0\nv 1 1 0\ng 101\nf 1 2 3\n";
        let seen = look("a.obj", obj.as_bytes()).expect("an OBJ");
        assert_eq!((seen.format, seen.nodes), (FileFormat::Obj, Some(vec!["Tower A".into(), "101".into()])));
        assert_eq!(look("a", b"Kaydara FBX Binary  \0\x1a\0....").expect("FBX").format, FileFormat::Fbx);
        assert_eq!(look("a", b"BLENDER-v300RENDH").expect("BLEND").format, FileFormat::Blend);
    }

    #[test]
    fn what_is_no_model_is_refused_and_says_why() {
        let mut short = glb(JSON);
        short.pop();
        let mut old = glb(JSON);
        old[4] = 1;
        let outside = r#"{"asset":{"version":"2.0"},"buffers":[{"uri":"a.bin"}]}"#;
        let empty = r#"{"asset":{"version":"2.0"},"buffers":[{}]}"#;
        for (content, why) in [
            (short, "it says"),
            (old, "version 2"),
            (glb("{}"), "can't be read"),
            (glb(r#"{"asset":{"version":"1.0"}}"#), "version 2"),
            (b"glTF\x02\0".to_vec(), "header"),
            (outside.into(), "a.bin"),
            (empty.into(), "no data"),
            (b"{\"a\":1}".to_vec(), "can't be read"),
            (b"hello world".to_vec(), "no OBJ knows"),
            (b"v 1 2\nf 1".to_vec(), "three coordinates"),
            (b"# nothing".to_vec(), "no points"),
            (b"\x1f\x8b\x08\xff".to_vec(), "none of"),
        ] {
            let said = look("x.glb", &content).expect_err("refused").detail.into_owned();
            assert!(said.contains(why), "{said}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(content in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut glb = b"glTF".to_vec();
            glb.extend(&content);
            let _ = look("x", &content);
            let _ = look("x", &glb);
        }
    }
}
