// Models from bytes. Their pictures are read as pictures: the content policy lets a page fetch no blob: address.
import { type Group, LoadingManager, Mesh, MeshStandardMaterial, type Object3D, TextureLoader } from 'three'
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js'
import { OBJLoader } from 'three/addons/loaders/OBJLoader.js'
import { packed } from './pack'

export type Shown = 'glb' | 'gltf' | 'obj'

/** Whether a model of this format can be drawn here. */
export async function load(bytes: ArrayBuffer, format: Shown): Promise<Object3D> {
  if (format === 'obj') return obj(new TextDecoder().decode(bytes))
  const binary = new Uint8Array(bytes, 0, Math.min(4, bytes.byteLength))
  const isGlb = String.fromCharCode(...binary) === 'glTF'
  return gltf(isGlb ? bytes : packed(new TextDecoder().decode(bytes)))
}

async function gltf(bytes: ArrayBuffer): Promise<Group> {
  const manager = new LoadingManager()
  // Nothing of a model comes from elsewhere.
  manager.setURLModifier((url) => (/^(blob|data):/.test(url) ? url : 'about:blank'))
  const loader = new GLTFLoader(manager)
  loader.register((parser) => {
    Object.assign(parser, { textureLoader: new TextureLoader(manager) })
    return { name: 'pictures' }
  })
  const { scene } = await loader.parseAsync(bytes, '')
  return scene
}

function obj(text: string): Group {
  const group = new OBJLoader().parse(text)
  group.traverse((each) => {
    if (each instanceof Mesh) each.material = new MeshStandardMaterial({ color: 0xb9c2c8, roughness: 0.8 })
  })
  return group
}
