// The console's house rules that a compiler does not keep.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const web = resolve(fileURLToPath(import.meta.url), '../..')
const generated = /(schema\.d|routeTree\.gen)\.ts$/
const findings = []

for (const folder of ['src', 'tests', 'tools']) {
  for (const name of readdirSync(join(web, folder), { recursive: true })) {
    const path = join(folder, String(name)).replaceAll('\\', '/')
    if (/\.(tsx?|mjs)$/.test(path) && !path.includes('node_modules') && !generated.test(path)) examine(path)
  }
}

function examine(path) {
  const text = readFileSync(join(web, path), 'utf8')
  const lines = text.split('\n')
  const say = (line, message) => findings.push(`${path}:${line}: ${message}`)
  if (lines.length > 401) say(lines.length, 'more than 400 lines')
  if (/\/(utils?|helpers?|common)\.(tsx?|mjs)$/.test(path)) say(1, 'a name that says nothing')
  const own = /^src\/modules\/([^/]+)\//.exec(path)?.[1]
  lines.forEach((line, at) => {
    const target = /(?:from|import\()\s*'([^']+)'/.exec(line)?.[1]
    const to = target && where(path, target)
    const other = to && /^src\/modules\/([^/]+)/.exec(to)?.[1]
    if (own && other && other !== own) say(at + 1, `module ${own} imports module ${other}`)
    if (path.startsWith('src/kernel/') && to && !to.startsWith('src/kernel/')) say(at + 1, 'the kernel imports what stands on it')
    // The words are spelt apart so that this file passes its own rules.
    if (/\bTO[D]O\b|\bFIX[M]E\b/.test(line)) say(at + 1, 'unfinished work belongs in an issue')
    if (path.startsWith('src/') && /(:|\bas|<)\s*any\b|@ts-(ignore|nocheck|expect-error)/.test(line)) say(at + 1, 'untyped')
    if (path.startsWith('src/') && /console\.(log|debug)\(|\bdebugger\b/.test(line)) say(at + 1, 'left over from debugging')
    if (/\.only\(|\.skip\(/.test(line) && path.startsWith('tests/')) say(at + 1, 'a test that does not run')
    if (/dangerouslySetInnerHTML|\beval\(/.test(line) && path.startsWith('src/')) say(at + 1, 'would run what it is given')
  })
}

function where(path, target) {
  if (target.startsWith('@/')) return `src/${target.slice(2)}`
  return target.startsWith('.') ? relative(web, resolve(web, dirname(path), target)) : null
}

if (findings.length > 0) {
  console.error(findings.join('\n'))
  process.exit(1)
}
console.log('House rules kept.')
