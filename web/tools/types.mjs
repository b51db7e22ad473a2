// Writes src/kernel/api/schema.d.ts from the server's OpenAPI document.
// With --check it writes nothing and fails when the file is stale.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const web = resolve(fileURLToPath(import.meta.url), '../..')
const tool = join(web, 'tools/openapi')
const document = resolve(web, process.env.OPENAPI ?? '../openapi.json')
const target = join(web, 'src/kernel/api/schema.d.ts')

function fail(message) {
  console.error(message)
  process.exit(1)
}

if (!existsSync(document)) fail(`No OpenAPI document at ${document}.`)
if (!existsSync(join(tool, 'node_modules'))) {
  // Its own folder: the generator needs TypeScript 5, the console is written in 7.
  const installed = spawnSync('npm', ['ci'], { cwd: tool, stdio: 'inherit' })
  if (installed.status !== 0) fail('Could not install web/tools/openapi.')
}

const folder = mkdtempSync(join(tmpdir(), 'bursar-types-'))
try {
  const fresh = join(folder, 'schema.d.ts')
  const made = spawnSync(
    process.execPath,
    // A property with a default may be left out of a request.
    [join(tool, 'node_modules/openapi-typescript/bin/cli.js'), document, '-o', fresh, '--default-non-nullable=false'],
    { cwd: tool, encoding: 'utf8' },
  )
  if (made.status !== 0) fail(made.stderr || 'openapi-typescript failed.')
  const text = readFileSync(fresh, 'utf8')
  if (process.argv.includes('--check')) {
    const current = existsSync(target) ? readFileSync(target, 'utf8') : ''
    if (current !== text) fail('src/kernel/api/schema.d.ts is stale: run `npm run types`.')
  } else {
    writeFileSync(target, text)
    console.log('src/kernel/api/schema.d.ts written.')
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
