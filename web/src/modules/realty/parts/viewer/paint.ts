// Homes in a model, in the colours of their status.
import { Box3, Box3Helper, Color, EdgesGeometry, LineBasicMaterial, LineSegments, type Material, Mesh, MeshStandardMaterial, type Object3D } from 'three'
import { unitOf } from './names'

export interface Home {
  id: number
  unit_number: string
  status: string
}

export interface Palette {
  /** By status, as CSS writes colours. */
  colours: ReadonlyMap<string, string>
  /** Of the frame around the chosen one. */
  frame: string
  /** Of the edges between homes. */
  edge: string
}

/** The nodes of a model that are homes. */
export function findHomes<H extends Home>(model: Object3D, homes: ReadonlyMap<string, H>): Map<number, Object3D> {
  const found = new Map<number, Object3D>()
  const walk = (node: Object3D) => {
    const home = unitOf(homes, node.userData.name, node.name)
    if (home && !found.has(home.id)) found.set(home.id, node)
    // What lies in a home is a part of it.
    else for (const child of node.children) walk(child)
  }
  walk(model)
  return found
}

/** Which home a node belongs to. */
export function homeAt(nodes: ReadonlyMap<Object3D, number>, hit: Object3D | null): number | undefined {
  for (let node = hit; node; node = node.parent) {
    const id = nodes.get(node)
    if (id !== undefined) return id
  }
  return undefined
}

const GLASS = /glass|window/i

/** Paints the homes; those whose status is not looked for are only hinted at. */
export function paint(nodes: ReadonlyMap<number, Object3D>, homes: ReadonlyMap<number, Home>, palette: Palette, only: string | null): void {
  for (const [id, node] of nodes) {
    const home = homes.get(id)
    const colour = home && palette.colours.get(home.status)
    if (!home || !colour) continue
    const faint = only !== null && home.status !== only
    node.traverse((each) => {
      if (!(each instanceof Mesh)) return
      const material = own(each)
      if (!GLASS.test(material.name)) material.color = new Color(colour)
      material.transparent = faint
      material.opacity = faint ? 0.12 : 1
      material.depthWrite = !faint
    })
  }
}

/** A home's material is its own: the model may share one among many. */
function own(mesh: Mesh): MeshStandardMaterial {
  const kept: unknown = mesh.userData.own
  if (kept instanceof MeshStandardMaterial) return kept
  const [first] = [mesh.material].flat() as Material[]
  const made = first instanceof MeshStandardMaterial ? first.clone() : new MeshStandardMaterial({ name: first?.name ?? '', roughness: 0.8 })
  if (!GLASS.test(made.name)) made.map = null
  mesh.userData.own = made
  mesh.material = made
  return made
}

const DETAILED = 3_000

/** Lines along the edges of homes, so that neighbours of one colour stay apart. */
export function outline(nodes: ReadonlyMap<number, Object3D>, colour: string): void {
  const pen = new LineBasicMaterial({ color: new Color(colour), transparent: true, opacity: 0.55 })
  for (const node of nodes.values()) {
    const meshes: Mesh[] = []
    node.traverse((each) => { if (each instanceof Mesh) meshes.push(each) })
    for (const mesh of meshes) {
      const kept: unknown = mesh.userData.edges
      if (kept instanceof LineSegments) kept.material = pen
      else if ((mesh.geometry.index?.count ?? 0) < DETAILED) {
        const lines = new LineSegments(new EdgesGeometry(mesh.geometry, 30), pen)
        // Lines are seen, not chosen.
        lines.raycast = () => undefined
        mesh.userData.edges = lines
        mesh.add(lines)
      }
    }
  }
}

/** A frame around the chosen home: it is seen without telling colours apart. */
export function frame(node: Object3D, colour: string): Box3Helper {
  const box = new Box3().setFromObject(node)
  const helper = new Box3Helper(box.expandByScalar(box.getSize(box.min.clone()).length() * 0.01), new Color(colour))
  const material = helper.material as Material
  material.depthTest = false
  helper.renderOrder = 1
  return helper
}
