// Checks every test vector against tinyfleet.cddl with a foreign CDDL parser (npm cddl) and a foreign CBOR decoder
// (npm cbor). npm cddl makes an AST only; what that AST asks of a value is checked here, for the part of CDDL that
// tinyfleet.cddl uses: maps with integer keys, arrays, occurrence, choices, literals, ranges, tags, .size, .ge, .gt.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import cbor from 'cbor'
import { parse } from 'cddl'

const HERE = dirname(fileURLToPath(import.meta.url))
const CDDL = join(HERE, '../../../tinyfleet.cddl')
const VECTORS = join(HERE, '../resources/vectors')
const MESSAGES = ['plan', 'round', 'update', 'global', 'status', 'receipt', 'report']

/** The rules by name. npm cddl takes no integers as keys, so they are quoted for it: {@code 0: x} becomes {@code "0": x}. */
function readRules() {
    const folder = mkdtempSync(join(tmpdir(), 'tinyfleet-cddl-'))
    try {
        const quoted = join(folder, 'tinyfleet.cddl')
        writeFileSync(quoted, readFileSync(CDDL, 'utf8').replace(/^( *(?:\? )?)(\d+):/gm, '$1"$2":'))
        return new Map(parse(quoted).map((rule) => [rule.Name, rule]))
    } finally {
        rmSync(folder, { recursive: true })
    }
}

const rules = readRules()
const isInteger = (value) => typeof value === 'bigint' || Number.isInteger(value)
const isNumber = (value) => typeof value === 'bigint' || typeof value === 'number'
const quoted = (value) => {
    const text = value instanceof Uint8Array ? `bytes ${Buffer.from(value).toString('hex')}` : String(value)
    return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

const PRELUDE = {
    int: isInteger,
    float: (value) => typeof value === 'number',
    bstr: (value) => value instanceof Uint8Array,
    tstr: (value) => typeof value === 'string'
}

/** Why {@code value} is not of {@code type}, or null if it is. */
function problem(type, value) {
    if (Array.isArray(type)) {
        const problems = type.map((choice) => problem(choice, value))
        return problems.includes(null) ? null : problems.join('; or ')
    }
    if (typeof type === 'string') {
        if (!(type in PRELUDE)) throw new Error(`the checker does not know ${type}`)
        return PRELUDE[type](value) ? null : `${quoted(value)} is no ${type}`
    }
    if (type.Operator) {
        return problem(type.Type, value) ?? control(type.Operator, value)
    }
    switch (type.Type) {
        case 'group':
            return 'Properties' in type ? mapProblem(type, value) : problem(named(type.Value), value)
        case 'variable':
            return problem(type.PropertyType, value)
        case 'array':
            return arrayProblem(type, value)
        case 'literal':
            return isInteger(value) && BigInt(value) === BigInt(type.Value) ? null : `${quoted(value)} is not ${type.Value}`
        case 'range':
            return rangeProblem(type.Value, value)
        case 'tag':
            return tagProblem(type.Value, value)
        default:
            if (type.Type in PRELUDE) return problem(type.Type, value)
            throw new Error(`the checker does not know ${JSON.stringify(type)}`)
    }
}

function named(name) {
    if (!rules.has(name)) throw new Error(`tinyfleet.cddl has no rule ${name}`)
    return rules.get(name)
}

function rangeProblem({ Min, Max, Inclusive }, value) {
    if (!Inclusive) throw new Error('the checker does not know exclusive ranges')
    if (!(Min.IsFloat ? typeof value === 'number' : isInteger(value))) {
        return `${quoted(value)} is no ${Min.IsFloat ? 'float' : 'integer'}`
    }
    return value >= Min.Value && value <= Max.Value ? null : `${quoted(value)} is not in ${Min.Value}..${Max.Value}`
}

function tagProblem({ NumericPart, TypePart }, value) {
    // The parser reads #6.85 as the number 6.85: major type 6, tag 85.
    const tag = Number(String(NumericPart).split('.')[1])
    if (!(value instanceof cbor.Tagged) || value.tag !== tag) return `${quoted(value)} has no tag ${tag}`
    return problem(TypePart, value.value)
}

function control({ Type, Value }, value) {
    switch (Type) {
        case 'size': {
            const size = typeof value === 'string' ? Buffer.byteLength(value, 'utf8') : value.length
            const why = problem(Value, size)
            return why === null ? null : `size: ${why}`
        }
        case 'ge':
            return isNumber(value) && value >= Value.Value ? null : `${quoted(value)} is below ${Value.Value}`
        case 'gt':
            return isNumber(value) && value > Value.Value ? null : `${quoted(value)} is not above ${Value.Value}`
        default:
            throw new Error(`the checker does not know .${Type}`)
    }
}

function arrayProblem(type, value) {
    if (!Array.isArray(value)) return `${quoted(value)} is no array`
    if (type.Values.length !== 1) throw new Error('the checker knows arrays of one type only')
    const { Occurrence, Type } = type.Values[0]
    if (value.length < Occurrence.n || value.length > Occurrence.m) {
        return `${value.length} items, not ${Occurrence.n} to ${Occurrence.m}`
    }
    for (const [index, item] of value.entries()) {
        const why = problem(Type, item)
        if (why !== null) return `item ${index}: ${why}`
    }
    return null
}

function mapProblem(type, value) {
    if (!(value instanceof Map)) return `${quoted(value)} is no map with integer keys`
    const left = new Set(value.keys())
    for (const { Name, Occurrence, Type } of type.Properties) {
        const key = Number(Name)
        if (!Number.isInteger(key)) throw new Error(`the checker knows integer keys only, not ${Name}`)
        if (left.delete(key)) {
            const why = problem(Type, value.get(key))
            if (why !== null) return `key ${key}: ${why}`
        } else if (Occurrence.n > 0) {
            return `key ${key} is missing`
        }
    }
    return left.size === 0 ? null : `unknown key ${[...left].map(quoted).join(', ')}`
}

/** Why {@code bytes} are not the message {@code name}, or null if they are. */
function messageProblem(name, bytes) {
    let value
    try {
        // Typed arrays stay tagged instead of becoming arrays; more bytes behind the first item are an error.
        value = cbor.decodeFirstSync(bytes, {
            tags: Object.fromEntries([72, 84, 85].map((tag) => [tag, (content) => new cbor.Tagged(tag, content)])),
            preventDuplicateKeys: true
        })
    } catch (e) {
        return `not CBOR: ${e.message}`
    }
    return problem(named(name), value)
}

const failures = []
let valid = 0
let rejected = 0
let beyond = 0
const files = readdirSync(VECTORS).filter((file) => file.endsWith('.json')).sort()
for (const file of files) {
    const about = JSON.parse(readFileSync(join(VECTORS, file), 'utf8'))
    const bytes = readFileSync(join(VECTORS, file.replace(/json$/, 'cbor')))
    const why = messageProblem(about.message, bytes)
    if (about.valid) {
        if (why !== null) failures.push(`${file}: valid, but ${about.message} asks otherwise: ${why}`)
        for (const other of MESSAGES.filter((name) => name !== about.message)) {
            if (messageProblem(other, bytes) === null && !(about.alsoValidAs ?? []).includes(other)) {
                failures.push(`${file}: a ${about.message} passes as ${other}`)
            }
        }
        valid++
    } else if (about.beyondCddl) {
        if (why !== null) failures.push(`${file}: said to be beyond CDDL (${about.beyondCddl}), but rejected: ${why}`)
        beyond++
    } else {
        if (why === null) failures.push(`${file}: invalid (${about.why}), but passes as ${about.message}`)
        rejected++
    }
}
for (const name of MESSAGES) named(name)
if (files.length === 0) failures.push(`no vectors in ${VECTORS}`)

for (const failure of failures) console.error(`FAILED ${failure}`)
console.log(`${valid} vectors valid against tinyfleet.cddl, ${rejected} rejected by it as they must be, ${beyond} invalid beyond CDDL`)
process.exit(failures.length === 0 ? 0 : 1)
