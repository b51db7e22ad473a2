// The stage: light, camera, and what the buttons and the pointer do to it. It draws when something changed.
import {
  Box3, type Box3Helper, DirectionalLight, HemisphereLight, Mesh, type Object3D, PerspectiveCamera, Raycaster,
  Scene, Sphere, Spherical, Vector2, Vector3, WebGLRenderer,
} from 'three'
import { OrbitControls } from 'three/addons/controls/OrbitControls.js'
import { findHomes, frame, type Home, homeAt, outline, paint, type Palette } from './paint'
import { unitKey } from './names'

export { load, type Shown } from './load'

export interface Stage {
  /** How many of the homes are in the model. */
  show: (model: Object3D, homes: readonly Home[]) => ReadonlySet<number>
  paint: (homes: readonly Home[], palette: Palette, only: string | null) => void
  choose: (id: number | null) => void
  turn: (across: number, up: number) => void
  nearer: (factor: number) => void
  /** All of it in sight, as one looks now; `reset` looks from where one began. */
  fit: () => void
  reset: () => void
  picture: (background: string) => Promise<Blob | null>
  resize: () => void
  close: () => void
}

interface Hooks {
  onPick: (id: number) => void
  onOver: (id: number | null, x: number, y: number) => void
}

const BEGIN = new Vector3(1, 0.55, 1.25).normalize()
/** A pointer that moved farther than this turned the model and did not choose. */
const STILL = 5

export function openStage(canvas: HTMLCanvasElement, { onPick, onOver }: Hooks): Stage {
  const renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true })
  renderer.setPixelRatio(Math.min(2, window.devicePixelRatio))
  const scene = new Scene()
  const sun = new DirectionalLight(0xffffff, 2.2)
  scene.add(new HemisphereLight(0xffffff, 0x8a9299, 2.2), sun, sun.target)
  const camera = new PerspectiveCamera(40, 1, 0.1, 1000)
  const controls = new OrbitControls(camera, canvas)
  controls.enableDamping = !window.matchMedia('(prefers-reduced-motion: reduce)').matches
  controls.maxPolarAngle = Math.PI * 0.55
  let model: Object3D | null = null
  let nodes = new Map<number, Object3D>()
  let ids = new Map<Object3D, number>()
  let around: Box3Helper | null = null
  let edge = '#1b2126'
  let asked = 0

  const draw = () => {
    asked = 0
    const moving = controls.update()
    // The sun stands behind the one who looks, over his shoulder: no side of the house lies in the dark.
    const far = camera.position.distanceTo(controls.target)
    sun.position.copy(camera.position).addScaledVector(camera.up, far * 0.7).add(new Vector3(far * 0.35, 0, 0).applyQuaternion(camera.quaternion))
    sun.target.position.copy(controls.target)
    sun.target.updateMatrixWorld()
    renderer.render(scene, camera)
    if (moving) request()
  }
  const request = () => { if (!asked) asked = requestAnimationFrame(draw) }
  controls.addEventListener('change', request)

  const look = (direction: Vector3) => {
    if (!model) return
    // The homes are what one looks for; the grounds around them may be wide.
    const box = new Box3()
    for (const node of nodes.values()) box.expandByObject(node)
    if (box.isEmpty()) box.setFromObject(model)
    const sphere = box.getBoundingSphere(new Sphere())
    const narrow = Math.min(1, camera.aspect)
    const distance = (Math.max(sphere.radius, 0.001) / Math.sin((camera.fov * Math.PI) / 360) / narrow) * 1.12
    camera.near = distance / 200
    camera.far = distance * 20
    camera.updateProjectionMatrix()
    controls.target.copy(sphere.center)
    controls.minDistance = sphere.radius * 0.15
    controls.maxDistance = distance * 6
    camera.position.copy(sphere.center).addScaledVector(direction, distance)
    request()
  }

  /** Walks around the house to the side on which a home lies, unless that side is in sight. */
  const face = (node: Object3D) => {
    const out = new Box3().setFromObject(node).getCenter(new Vector3()).sub(controls.target).setY(0)
    const own = camera.position.clone().sub(controls.target)
    if (out.lengthSq() < 1e-6 || out.clone().normalize().dot(own.clone().setY(0).normalize()) > 0.3) return
    const offset = new Spherical().setFromVector3(own)
    offset.theta = Math.atan2(out.x, out.z)
    camera.position.copy(controls.target).add(new Vector3().setFromSpherical(offset))
  }

  const ray = new Raycaster()
  const at = (event: PointerEvent): number | undefined => {
    if (!model) return undefined
    const box = canvas.getBoundingClientRect()
    const point = new Vector2(((event.clientX - box.left) / box.width) * 2 - 1, 1 - ((event.clientY - box.top) / box.height) * 2)
    ray.setFromCamera(point, camera)
    return homeAt(ids, ray.intersectObject(model, true)[0]?.object ?? null)
  }
  let pressed: { x: number; y: number } | null = null
  const down = (event: PointerEvent) => { pressed = { x: event.clientX, y: event.clientY } }
  const up = (event: PointerEvent) => {
    const still = pressed && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < STILL
    pressed = null
    const id = still ? at(event) : undefined
    if (id !== undefined) onPick(id)
  }
  const move = (event: PointerEvent) => {
    const id = pressed || nodes.size === 0 ? undefined : at(event)
    canvas.style.cursor = id === undefined ? '' : 'pointer'
    const box = canvas.getBoundingClientRect()
    onOver(id ?? null, event.clientX - box.left, event.clientY - box.top)
  }
  const leave = () => onOver(null, 0, 0)
  canvas.addEventListener('pointerdown', down)
  canvas.addEventListener('pointerup', up)
  canvas.addEventListener('pointermove', move)
  canvas.addEventListener('pointerleave', leave)

  const resize = () => {
    const { clientWidth: width, clientHeight: height } = canvas
    if (width === 0 || height === 0) return
    renderer.setSize(width, height, false)
    camera.aspect = width / height
    // A little higher than the middle: the buttons lie below.
    camera.setViewOffset(width, height, 0, height * 0.04, width, height)
    camera.updateProjectionMatrix()
    request()
  }
  const unframe = () => {
    if (!around) return
    scene.remove(around)
    around.dispose()
    around = null
  }
  resize()

  return {
    show(next, homes) {
      if (model) discard(scene, model)
      unframe()
      model = next
      nodes = findHomes(next, new Map(homes.map((home) => [unitKey(home.unit_number), home])))
      ids = new Map([...nodes].map(([id, node]) => [node, id]))
      scene.add(next)
      look(BEGIN)
      return new Set(nodes.keys())
    },
    paint(homes, palette, only) {
      edge = palette.frame
      outline(nodes, palette.edge)
      paint(nodes, new Map(homes.map((home) => [home.id, home])), palette, only)
      request()
    },
    choose(id) {
      unframe()
      const node = id === null ? undefined : nodes.get(id)
      if (node) {
        scene.add((around = frame(node, edge)))
        face(node)
      }
      request()
    },
    turn(across, upward) {
      const offset = new Spherical().setFromVector3(camera.position.clone().sub(controls.target))
      offset.theta -= across
      offset.phi = Math.max(0.05, Math.min(controls.maxPolarAngle, offset.phi - upward))
      camera.position.copy(controls.target).add(new Vector3().setFromSpherical(offset))
      request()
    },
    nearer(factor) {
      const offset = camera.position.clone().sub(controls.target)
      offset.setLength(Math.max(controls.minDistance, Math.min(controls.maxDistance, offset.length() * factor)))
      camera.position.copy(controls.target).add(offset)
      request()
    },
    fit: () => look(camera.position.clone().sub(controls.target).normalize()),
    reset: () => look(BEGIN),
    async picture(background) {
      draw()
      const sheet = document.createElement('canvas')
      sheet.width = canvas.width
      sheet.height = canvas.height
      const pen = sheet.getContext('2d')
      if (!pen) return null
      pen.fillStyle = background
      pen.fillRect(0, 0, sheet.width, sheet.height)
      pen.drawImage(canvas, 0, 0)
      return new Promise((resolve) => sheet.toBlob(resolve, 'image/png'))
    },
    resize,
    close() {
      cancelAnimationFrame(asked)
      canvas.removeEventListener('pointerdown', down)
      canvas.removeEventListener('pointerup', up)
      canvas.removeEventListener('pointermove', move)
      canvas.removeEventListener('pointerleave', leave)
      controls.dispose()
      if (model) discard(scene, model)
      renderer.dispose()
    },
  }
}

/** Gives back what the graphics card holds of a model. */
function discard(scene: Scene, model: Object3D): void {
  scene.remove(model)
  model.traverse((each) => {
    if (!(each instanceof Mesh)) return
    each.geometry.dispose()
    for (const material of [each.material].flat()) material.dispose()
  })
}
