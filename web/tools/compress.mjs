// Puts a .br and a .gz beside each built file that is worth it, and says what the shell weighs.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const dist = resolve(fileURLToPath(import.meta.url), '../../dist')
const worth = /\.(js|css|html|svg|json|txt|webmanifest)$/
let plain = 0
let small = 0

for (const name of readdirSync(dist, { recursive: true })) {
  const file = join(dist, String(name))
  if (!worth.test(file) || !statSync(file).isFile()) continue
  const content = readFileSync(file)
  const gzip = gzipSync(content, { level: 9 })
  const brotli = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } })
  plain += content.length
  small += gzip.length
  // A file that does not shrink is served as it is.
  if (gzip.length < content.length) writeFileSync(`${file}.gz`, gzip)
  if (brotli.length < content.length) writeFileSync(`${file}.br`, brotli)
}
console.log(`${Math.round(plain / 1024)} KB built, ${Math.round(small / 1024)} KB gzipped in all.`)
