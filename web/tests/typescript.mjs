// Lets Node's test runner import the console's TypeScript: Vite's own compiler strips the types.
import { readFile } from 'node:fs/promises'
import { register } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { existsSync } from 'node:fs'
import { transformWithOxc } from 'vite'

if (!import.meta.url.includes('?hooks')) register(`${import.meta.url}?hooks`)

const src = new URL('../src/', import.meta.url)

export async function resolve(specifier, context, next) {
  const from = specifier.startsWith('@/') ? new URL(specifier.slice(2), src)
    : specifier.startsWith('.') && context.parentURL ? new URL(specifier, context.parentURL) : null
  if (from?.href.startsWith(src.href)) {
    for (const ending of ['', '.ts', '.tsx']) {
      const path = fileURLToPath(from) + ending
      if (/\.tsx?$/.test(path) && existsSync(path)) return { url: pathToFileURL(path).href, shortCircuit: true }
    }
  }
  return next(specifier, context)
}

export async function load(url, context, next) {
  if (!/\.tsx?$/.test(url)) return next(url, context)
  const path = fileURLToPath(url)
  const { code } = await transformWithOxc(await readFile(path, 'utf8'), path)
  return { format: 'module', source: code, shortCircuit: true }
}
