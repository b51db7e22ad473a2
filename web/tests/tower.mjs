// A house as a GLB, made of nothing but numbers: each home is a node with the home's number for a name.
// `node tests/tower.mjs tower.glb A 12 4` writes one of twelve floors with four homes each.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const FLOOR = 3.1
const HOME = { width: 8, depth: 10 }
const CORRIDOR = 3
const [WALL, GLASS, SLAB, GROUND, CORE] = [0, 1, 2, 3, 4]

const MATERIALS = [
  { name: 'wall', colour: [0.84, 0.82, 0.78, 1], rough: 0.9 },
  { name: 'glass', colour: [0.26, 0.36, 0.42, 1], rough: 0.15 },
  { name: 'slab', colour: [0.62, 0.63, 0.64, 1], rough: 0.95 },
  { name: 'ground', colour: [0.55, 0.63, 0.5, 1], rough: 1 },
  { name: 'core', colour: [0.7, 0.7, 0.71, 1], rough: 0.95 },
]

/** A box of side one around the origin: positions, normals and triangles. */
function box() {
  const positions = []
  const normals = []
  const triangles = []
  for (const [axis, side] of [[0, 1], [0, -1], [1, 1], [1, -1], [2, 1], [2, -1]]) {
    const [across, up] = [(axis + 1) % 3, (axis + 2) % 3]
    const first = positions.length / 3
    for (const [a, b] of [[-1, -1], [1, -1], [1, 1], [-1, 1]]) {
      const at = [0, 0, 0]
      at[axis] = side / 2
      at[across] = (a * side) / 2
      at[up] = b / 2
      positions.push(...at)
      const normal = [0, 0, 0]
      normal[axis] = side
      normals.push(...normal)
    }
    triangles.push(first, first + 1, first + 2, first, first + 2, first + 3)
  }
  return { positions: new Float32Array(positions), normals: new Float32Array(normals), triangles: new Uint16Array(triangles) }
}

/** The nodes of a house: `homes` are `{ number, floor, place }`, places counted from nought around the corridor. */
function nodesOf(homes) {
  const floors = [...new Set(homes.map((home) => home.floor))].sort((one, other) => one - other)
  const places = Math.max(1, ...homes.map((home) => home.place + 1))
  const columns = Math.ceil(places / 2)
  const width = columns * HOME.width
  const depth = 2 * HOME.depth + CORRIDOR
  const height = floors.length * FLOOR
  const nodes = []
  const add = (name, mesh, translation, scale, children) => nodes.push({ name, mesh, translation, scale, ...(children ? { children } : {}) }) - 1
  const roots = [
    add('ground', GROUND, [0, -0.6, 0], [width * 1.5, 0.4, depth * 1.6]),
    add('podium', SLAB, [0, -0.2, 0], [width + 5, 0.4, depth + 5]),
    add('core', CORE, [0, height / 2 + 1.2, 0], [HOME.width * 0.7, height + 2.4, CORRIDOR + 2.2]),
  ]
  floors.forEach((floor, level) => {
    roots.push(add(`slab ${floor}`, SLAB, [0, (level + 1) * FLOOR - 0.12, 0], [width + 0.8, 0.24, depth + 0.8]))
    for (const { number, place } of homes.filter((home) => home.floor === floor)) {
      const front = place % 2 === 0 ? 1 : -1
      const x = (Math.floor(place / 2) + 0.5) * HOME.width - width / 2
      const z = front * (CORRIDOR / 2 + HOME.depth / 2)
      // What belongs to a home lies in its node, in the node's own measures.
      const parts = [
        add(`${number} walls`, WALL, [0, 0, 0], [1, 1, 1]),
        add(`${number} window left`, GLASS, [-0.22, 0.02, front * 0.5], [0.3, 0.56, 0.02]),
        add(`${number} window right`, GLASS, [0.22, 0.02, front * 0.5], [0.3, 0.56, 0.02]),
        add(`${number} balcony`, SLAB, [0, -0.42, front * 0.56], [0.9, 0.06, 0.12]),
      ]
      roots.push(add(number, undefined, [x, level * FLOOR + FLOOR / 2 - 0.12, z], [HOME.width - 0.25, FLOOR - 0.24, HOME.depth], parts))
    }
  })
  return { nodes, roots }
}

/** The bytes of a GLB with these homes. */
export function tower(homes) {
  const { positions, normals, triangles } = box()
  const binary = Buffer.concat([positions, normals, triangles].map((part) => Buffer.from(part.buffer)))
  const { nodes, roots } = nodesOf(homes)
  const gltf = {
    asset: { version: '2.0', generator: 'Bursar' },
    scene: 0,
    scenes: [{ name: 'house', nodes: roots }],
    nodes: nodes.map(({ mesh, ...rest }) => (mesh === undefined ? rest : { ...rest, mesh })),
    meshes: MATERIALS.map(({ name }, material) => ({ name, primitives: [{ attributes: { POSITION: 0, NORMAL: 1 }, indices: 2, material }] })),
    materials: MATERIALS.map(({ name, colour, rough }) => ({ name, pbrMetallicRoughness: { baseColorFactor: colour, metallicFactor: 0, roughnessFactor: rough } })),
    accessors: [
      { bufferView: 0, componentType: 5126, count: 24, type: 'VEC3', min: [-0.5, -0.5, -0.5], max: [0.5, 0.5, 0.5] },
      { bufferView: 1, componentType: 5126, count: 24, type: 'VEC3' },
      { bufferView: 2, componentType: 5123, count: 36, type: 'SCALAR' },
    ],
    bufferViews: [
      { buffer: 0, byteOffset: 0, byteLength: positions.byteLength, target: 34962 },
      { buffer: 0, byteOffset: positions.byteLength, byteLength: normals.byteLength, target: 34962 },
      { buffer: 0, byteOffset: positions.byteLength + normals.byteLength, byteLength: triangles.byteLength, target: 34963 },
    ],
    buffers: [{ byteLength: binary.length }],
  }
  const pad = (bytes, fill) => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4, fill)])
  const chunk = (kind, bytes) => {
    const head = Buffer.alloc(8)
    head.writeUInt32LE(bytes.length, 0)
    head.write(kind, 4, 'latin1')
    return Buffer.concat([head, bytes])
  }
  const body = Buffer.concat([chunk('JSON', pad(Buffer.from(JSON.stringify(gltf)), ' ')), chunk('BIN\0', pad(binary, 0))])
  const head = Buffer.alloc(12)
  head.write('glTF', 0, 'latin1')
  head.writeUInt32LE(2, 4)
  head.writeUInt32LE(12 + body.length, 8)
  return Buffer.concat([head, body])
}

/** The homes of a development as its matrix has them: its columns are the places. */
export function homesOf(matrix) {
  return matrix.floors.flatMap((floor) => floor.units.map((unit) => ({ number: unit.unit_number, floor: unit.floor_number, place: Math.max(0, matrix.columns.indexOf(unit.column)) })))
}

/** Homes by rule: `A-101` is the first of the first floor. */
export function regular(block, floors, places) {
  return Array.from({ length: floors * places }, (_, at) => {
    const [floor, place] = [Math.floor(at / places) + 1, at % places]
    return { number: `${block}-${floor}${String(place + 1).padStart(2, '0')}`, floor, place }
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [file = 'tower.glb', block = 'A', floors = '12', places = '4'] = process.argv.slice(2)
  writeFileSync(file, tower(regular(block, Number(floors), Number(places))))
}
