// What the server says of its figures is English; the Korean console has each of these texts in Korean.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { definitions } from '../../src/modules/credit/text/ko/definitions.ts'

const CRATES = fileURLToPath(new URL('../../../crates/', import.meta.url))
/** Where texts of figures stand: everything else that is long is told to people who send something wrong. */
const FOLDERS = ['risk/src', 'credit/src/analysis', 'credit/src/study', 'credit/src/calculator', 'credit/src/rate']
/** What a text has at least; a shorter one is a name. */
const LEAST = 40
const TEXT = '"((?:[^"\\\\]|\\\\[\\s\\S])*)"'

/** A literal as Rust reads it: a backslash at the end of a line takes the break and what the next line is indented by. */
const plain = (literal) => literal.replace(/\\\n\s*/g, '').replaceAll('\\"', '"').replaceAll('\\\\', '\\')

function textsIn(source) {
  const literals = [
    ...source.matchAll(new RegExp(`const \\w+: &(?:'static )?str =\\s*${TEXT}`, 'g')),
    ...source.matchAll(new RegExp(`\\b(?:\\w+_)?definition: ${TEXT}`, 'g')),
    ...[...source.matchAll(/fn \w*definition\([^)]*\)[^{]*\{([\s\S]*?)\n(?: {4})?\}\n/g)].flatMap(([, body]) => [...body.matchAll(new RegExp(TEXT, 'g'))]),
  ]
  return literals.map(([, literal]) => plain(literal)).filter((text) => text.length >= LEAST)
}

const said = new Set(FOLDERS.flatMap((folder) => readdirSync(CRATES + folder, { recursive: true })
  .filter((path) => path.endsWith('.rs') && !/\btests\b/.test(path))
  .flatMap((path) => textsIn(readFileSync(`${CRATES}${folder}/${path}`, 'utf8')))))

test('texts are found in each of the ways in which the sources have them', () => {
  const source = 'pub const DEFINITION: &str = "A constant of the kind that \\\n     goes on in the next line."\n'
    + 'Outcome { definition: "A text in its place, with a \\"word\\" in quotes." }\n'
    + 'fn definition(self) -> &\'static str {\n    match self {\n        Self::One => "The first of two texts that a function gives.",\n        Self::Two => {\n            "The second of two texts that a function gives."\n        }\n    }\n}\n'
  assert.deepEqual(textsIn(source), ['A constant of the kind that goes on in the next line.', 'A text in its place, with a "word" in quotes.', 'The first of two texts that a function gives.', 'The second of two texts that a function gives.'])
  assert.ok(said.size > 40, `only ${said.size} texts were found`)
})

test('every definition of the server has a Korean one, and none is left over', () => {
  assert.deepEqual([...said].filter((text) => !definitions[text]), [], 'these have no Korean text in credit/text/ko/definitions.ts')
  assert.deepEqual(Object.keys(definitions).filter((text) => !said.has(text)), [], 'these the server does not say any more')
})

test('the Korean ones are Korean, and keep the formulas', () => {
  // Names of letters and signs that both languages write alike.
  const formulas = (text) => text.match(/[ΣΦΛΔλρ√∏]|CRE31|365\.25|365|[\d,]+ %|10,000|2,500|1,500/g) ?? []
  for (const [english, korean] of Object.entries(definitions)) {
    assert.match(korean, /[가-힣]/, english)
    for (const sign of new Set(formulas(korean))) assert.ok(english.includes(sign), `“${korean}” has ${sign}, which is not in “${english}”`)
    for (const figure of new Set(english.match(/CRE31|365\.25|10,000|2,500|1,500|[\d,]+ %|Φ|Λ|∏/g) ?? [])) assert.ok(korean.includes(figure), `“${korean}” lost ${figure}`)
  }
})
