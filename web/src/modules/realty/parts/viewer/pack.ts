// A glTF that carries its data as text, made into a GLB: the content policy lets a page fetch no data: address.

interface Buffer { uri?: string; byteLength: number }
interface View { buffer: number; byteOffset?: number }
interface Gltf { buffers?: Buffer[]; bufferViews?: View[]; images?: { uri?: string }[] }

/** What a model names but does not carry: files beside it, which the house does not keep. */
export class Scattered extends Error {
  constructor(readonly missing: string) {
    super(`The model does not carry ${missing}.`)
    this.name = 'Scattered'
  }
}

const MAGIC = 0x46546c67
const JSON_CHUNK = 0x4e4f534a
const BINARY_CHUNK = 0x004e4942

/** The same model with all its data in one binary part. */
export function packed(text: string): ArrayBuffer {
  const gltf = JSON.parse(text) as Gltf
  const parts = (gltf.buffers ?? []).map((each) => bytesOf(each.uri))
  const image = gltf.images?.find((each) => each.uri !== undefined && !each.uri.startsWith('data:'))
  if (image?.uri) throw new Scattered(image.uri)
  const starts: number[] = []
  let length = 0
  for (const part of parts) {
    starts.push(length)
    length += padded(part.length)
  }
  for (const view of gltf.bufferViews ?? []) {
    view.byteOffset = (view.byteOffset ?? 0) + (starts[view.buffer] ?? 0)
    view.buffer = 0
  }
  const binary = new Uint8Array(length)
  parts.forEach((part, at) => binary.set(part, starts[at]))
  if (length > 0) gltf.buffers = [{ byteLength: length }]
  return glb(JSON.stringify(gltf), binary)
}

function glb(text: string, binary: Uint8Array): ArrayBuffer {
  const json = new TextEncoder().encode(text)
  const size = 12 + 8 + padded(json.length) + (binary.length > 0 ? 8 + binary.length : 0)
  const file = new ArrayBuffer(size)
  const bytes = new Uint8Array(file).fill(0x20)
  const head = new DataView(file)
  const words = (at: number, ...values: number[]) => values.forEach((value, place) => head.setUint32(at + 4 * place, value, true))
  words(0, MAGIC, 2, size)
  words(12, padded(json.length), JSON_CHUNK)
  bytes.set(json, 20)
  if (binary.length > 0) {
    const at = 20 + padded(json.length)
    words(at, binary.length, BINARY_CHUNK)
    bytes.set(binary, at + 8)
  }
  return file
}

function bytesOf(uri: string | undefined): Uint8Array {
  const data = /^data:[^,]*;base64,(.*)$/s.exec(uri ?? '')
  if (!data) throw new Scattered(uri ?? 'its data')
  return Uint8Array.from(atob(data[1] ?? ''), (letter) => letter.charCodeAt(0))
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4
}
