//! A tower as a 3D model: a box for each home, its node named like the home, so that a viewer can colour it.
//! Format: glTF 2.0, binary (<https://registry.khronos.org/glTF/specs/2.0/glTF-2.0.html#glb-file-format-specification>).
use serde_json::json;

/// Where a home is: its number, its floor from 1, its place on the floor from 0.
pub struct Box {
    /// The number of the home.
    pub name: String,
    /// Its floor.
    pub floor: i64,
    /// Its place on the floor.
    pub place: i64,
}

/// The faces of a cube from -½ to ½: where each looks, and the two directions along it.
const FACES: [[[f32; 3]; 3]; 6] = [
    [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]],
    [[0.0, 0.0, -1.0], [-1.0, 0.0, 0.0], [0.0, 1.0, 0.0]],
    [[1.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]],
    [[-1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, 1.0, 0.0]],
    [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, -1.0]],
    [[0.0, -1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]],
];

/// Positions, then normals (24 of each), then 36 indices: what the accessors below name.
fn cube() -> Vec<u8> {
    let mut corners = vec![];
    let mut normals = vec![];
    let mut indices = vec![];
    for (n, [out, right, up]) in FACES.iter().enumerate() {
        for (r, u) in [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)] {
            for axis in 0..3 {
                corners.extend((out[axis] * 0.5 + right[axis] * r + up[axis] * u).to_le_bytes());
            }
            out.iter().for_each(|part| normals.extend(part.to_le_bytes()));
        }
        for corner in [0, 1, 2, 0, 2, 3] {
            indices.extend((n as u16 * 4 + corner).to_le_bytes());
        }
    }
    [corners, normals, indices].concat()
}

/// The model as a file: homes side by side in two rows, floor upon floor, on a plinth.
pub fn tower(homes: &[Box]) -> Vec<u8> {
    let binary = cube();
    let mut nodes = vec![json!({
        "name": "plinth", "mesh": 1, "translation": [0.0, -0.75, 0.0], "scale": [26.0, 1.5, 18.0],
    })];
    for home in homes {
        let (column, row) = (home.place / 2, home.place % 2);
        nodes.push(json!({
            "name": home.name, "mesh": 0,
            "translation": [column as f64 * 8.0 - 8.0, home.floor as f64 * 3.0 - 1.5, row as f64 * 8.0 - 4.0],
            "scale": [7.6, 2.8, 7.6],
        }));
    }
    let roots = (0..nodes.len()).collect::<Vec<_>>();
    let colour = |name: &str, rgb: [f64; 3]| {
        json!({"name": name, "pbrMetallicRoughness": {
            "baseColorFactor": [rgb[0], rgb[1], rgb[2], 1.0], "metallicFactor": 0.0, "roughnessFactor": 0.9,
        }})
    };
    let mesh = |material: usize| json!({"primitives": [{"attributes": {"POSITION": 0, "NORMAL": 1}, "indices": 2, "material": material}]});
    let text = json!({
        "asset": {"version": "2.0"},
        "scene": 0,
        "scenes": [{"nodes": roots}],
        "nodes": nodes,
        "meshes": [mesh(0), mesh(1)],
        "materials": [colour("home", [0.82, 0.84, 0.86]), colour("ground", [0.45, 0.47, 0.5])],
        "buffers": [{"byteLength": binary.len()}],
        "bufferViews": [
            {"buffer": 0, "byteOffset": 0, "byteLength": 288, "target": 34962},
            {"buffer": 0, "byteOffset": 288, "byteLength": 288, "target": 34962},
            {"buffer": 0, "byteOffset": 576, "byteLength": 72, "target": 34963},
        ],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": 24, "type": "VEC3", "min": [-0.5, -0.5, -0.5], "max": [0.5, 0.5, 0.5]},
            {"bufferView": 1, "componentType": 5126, "count": 24, "type": "VEC3"},
            {"bufferView": 2, "componentType": 5123, "count": 36, "type": "SCALAR"},
        ],
    });
    bundle(text.to_string().into_bytes(), binary)
}

/// Header, JSON and bytes, each filled up to a multiple of four.
fn bundle(mut text: Vec<u8>, mut binary: Vec<u8>) -> Vec<u8> {
    text.resize(text.len().next_multiple_of(4), b' ');
    binary.resize(binary.len().next_multiple_of(4), 0);
    let length = 12 + 8 + text.len() + 8 + binary.len();
    let mut file = b"glTF".to_vec();
    for number in [2, length as u32] {
        file.extend(number.to_le_bytes());
    }
    for (kind, chunk) in [(b"JSON", text), (b"BIN\0", binary)] {
        file.extend((chunk.len() as u32).to_le_bytes());
        file.extend(kind);
        file.extend(chunk);
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_says_its_own_length_and_names_its_homes() {
        let file = tower(&[Box { name: "T-101".into(), floor: 1, place: 0 }]);
        let length = u32::from_le_bytes(file[8..12].try_into().expect("four bytes"));
        assert_eq!((&file[..4], length as usize), (b"glTF".as_slice(), file.len()));
        assert!(String::from_utf8_lossy(&file).contains("\"name\":\"T-101\""));
        assert_eq!(cube().len(), 648);
    }
}
