// What the customers' pages reckon by themselves: names of nodes, packing of models, and how much is built.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unitKey, unitOf } from '../../src/modules/realty/parts/viewer/names.ts'
import { packed, Scattered } from '../../src/modules/realty/parts/viewer/pack.ts'
import { builtPercent } from '../../src/modules/realty/public/built.ts'
import { homesOf, regular, tower } from '../tower.mjs'

test('a node is a home however its number is spelt', () => {
  for (const name of ['A-101', 'a-101', 'unit_A-101', 'unit-A-101', 'Unit A-101', ' A 101 ', 'A_101', 'UNIT.A.101']) assert.equal(unitKey(name), 'a-101', name)
  for (const [name, key] of [['unit', 'unit'], ['101', '101'], ['A-1011', 'a-1011'], ['unitary', 'unitary'], ['A101', 'a101'], ['', '']]) assert.equal(unitKey(name), key)
})

test('the name that a node was given comes before the one that the loader made of it', () => {
  const homes = new Map([['a-101', 1], ['b-1', 2]])
  assert.equal(unitOf(homes, 'unit_A-101', 'b-1'), 1)
  assert.equal(unitOf(homes, undefined, 'B-1'), 2)
  assert.equal(unitOf(homes, 'walls', ''), undefined)
})

function readGlb(bytes) {
  const view = new DataView(bytes)
  assert.equal(view.getUint32(0, true), 0x46546c67)
  assert.equal(view.getUint32(8, true), bytes.byteLength)
  const length = view.getUint32(12, true)
  assert.equal(length % 4, 0)
  const gltf = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 20, length)))
  const binary = 20 + length < bytes.byteLength ? new Uint8Array(bytes, 20 + length + 8, view.getUint32(20 + length, true)) : new Uint8Array()
  return { gltf, binary }
}

test('a glTF that carries its data as text becomes a GLB with the same bytes', () => {
  const data = (...bytes) => ({ uri: `data:application/octet-stream;base64,${Buffer.from(bytes).toString('base64')}`, byteLength: bytes.length })
  const source = {
    asset: { version: '2.0' }, buffers: [data(1, 2, 3), data(9, 8)],
    bufferViews: [{ buffer: 0, byteOffset: 1, byteLength: 2 }, { buffer: 1, byteLength: 2 }], images: [{ uri: 'data:image/png;base64,AA==' }],
  }
  const { gltf, binary } = readGlb(packed(JSON.stringify(source)))
  const bytesOf = (view) => [...binary.slice(view.byteOffset, view.byteOffset + view.byteLength)]
  assert.deepEqual(gltf.bufferViews.map(bytesOf), [[2, 3], [9, 8]])
  assert.deepEqual(gltf.buffers, [{ byteLength: 8 }])
  assert.equal(gltf.images[0].uri, source.images[0].uri)
})

test('a model that wants files beside it says which', () => {
  assert.throws(() => packed(JSON.stringify({ buffers: [{ uri: 'house.bin', byteLength: 4 }] })), (error) => error instanceof Scattered && error.missing === 'house.bin')
  assert.throws(() => packed(JSON.stringify({ images: [{ uri: 'wall.png' }] })), Scattered)
  assert.throws(() => packed('not a model'), SyntaxError)
})

test('the tower carries every home by its number', () => {
  const homes = regular('A', 3, 4)
  assert.deepEqual(homes.map((home) => home.number).slice(0, 5), ['A-101', 'A-102', 'A-103', 'A-104', 'A-201'])
  const file = tower(homes)
  const { gltf } = readGlb(file.buffer.slice(file.byteOffset, file.byteOffset + file.length))
  const names = new Set(gltf.scenes[0].nodes.map((at) => gltf.nodes[at].name))
  for (const { number } of homes) assert.ok(names.has(number), number)
  const matrix = { columns: ['01', '02'], floors: [{ floor_number: 2, units: [{ unit_number: 'B-202', floor_number: 2, column: '02' }] }] }
  assert.deepEqual(homesOf(matrix), [{ number: 'B-202', floor: 2, place: 1 }])
})

test('how much is built weighs each phase', () => {
  assert.equal(builtPercent([]), null)
  assert.equal(builtPercent([{ progress_percentage: 100, weight: 30 }, { progress_percentage: 0, weight: 10 }]), 75)
  assert.equal(builtPercent([{ progress_percentage: 50, weight: 1 }, { progress_percentage: 25.5, weight: 1 }]), 38)
})
