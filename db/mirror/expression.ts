import type { ColumnKind } from '../../shared/protocol/column.ts'
import { tokensOf, type Token } from './tokens.ts'
import { Untranslatable } from './untranslatable.ts'

/** An expression in SQLite's words, and what it yields where that matters for what stands beside it. */
export interface Translated {
  readonly sql: string
  readonly kind: ColumnKind | 'number' | 'unknown'
}

/**
 * An expression as Postgres prints it (`pg_get_expr`), for SQLite. Amounts are minor units on this side, so a number
 * that is compared with or added to one is multiplied; the difference of two dates is a number of days; casts fall
 * away, because every column here has the form that the text of a literal has.
 */
export function translate(expression: string, kinds: ReadonlyMap<string, ColumnKind>): Translated {
  return new Parser(withoutOuterBrackets(tokensOf(expression)), kinds).whole()
}

class Parser {
  readonly #tokens: readonly Token[]
  readonly #kinds: ReadonlyMap<string, ColumnKind>
  #at = 0

  constructor(tokens: readonly Token[], kinds: ReadonlyMap<string, ColumnKind>) {
    this.#tokens = tokens
    this.#kinds = kinds
  }

  whole(): Translated {
    const result = this.#expression(0)
    if (this.#at < this.#tokens.length) throw this.#unknown()
    return result
  }

  #expression(minimum: number): Translated {
    let left = this.#operand()
    for (;;) {
      const operator = this.#peek()
      const strength = strengths.get(operator)
      if (strength === undefined || strength < minimum) return left
      this.#at += 1
      left = this.#rest(left, operator, strength)
    }
  }

  #rest(left: Translated, operator: string, strength: number): Translated {
    if (operator === '::') {
      this.#type()
      return left
    }
    if (operator === 'is') {
      const not = this.#take('not') ? 'not ' : ''
      this.#expect('null')
      return { sql: `${left.sql} is ${not}null`, kind: 'boolean' }
    }
    if (this.#peek() === 'any' || this.#peek() === 'all') return this.#member(left, operator)
    return combine(left, operator, this.#expression(strength + 1))
  }

  /** `x = any (array[...])` and `x <> all (array[...])`: what `in` and `not in` become in the catalogue. */
  #member(left: Translated, operator: string): Translated {
    const word = `${operator} ${this.#next()}`
    if (word !== '= any' && word !== '<> all') throw this.#unknown()
    this.#expect('(')
    const elements = this.#array()
    this.#expect(')')
    const list = elements.map((element) => element.sql).join(', ')
    return { sql: `${left.sql} ${word === '= any' ? 'in' : 'not in'} (${list})`, kind: 'boolean' }
  }

  /** `array[...]`, or that in brackets with a cast behind. */
  #array(): readonly Translated[] {
    if (this.#take('(')) {
      const elements = this.#array()
      this.#expect(')')
      if (this.#take('::')) this.#type()
      return elements
    }
    this.#expect('array')
    this.#expect('[')
    return this.#list(']')
  }

  #operand(): Translated {
    const token = this.#tokens[this.#at]
    if (token === undefined) throw this.#unknown()
    this.#at += 1
    if (token.kind === 'number') return { sql: token.text, kind: 'number' }
    if (token.kind === 'string') return { sql: literal(token.text), kind: 'unknown' }
    if (token.text === '(') {
      const inner = this.#expression(0)
      this.#expect(')')
      // A cast of a column or a literal has fallen away, and needs no brackets of its own.
      return simple.test(inner.sql) ? inner : { sql: `(${inner.sql})`, kind: inner.kind }
    }
    if (token.text === 'not') {
      const inner = this.#expression(notStrength)
      return { sql: `not ${inner.sql}`, kind: 'boolean' }
    }
    if (token.text === 'case') return this.#case()
    if (token.text === 'true' || token.text === 'false') return { sql: token.text, kind: 'boolean' }
    if (token.kind !== 'name') throw this.#unknown()
    if (this.#peek() === '(') return this.#call(token.text)
    const kind = this.#kinds.get(token.text)
    if (kind === undefined) throw new Untranslatable(`there is no column ${token.text} here`)
    return { sql: token.text, kind }
  }

  #call(name: string): Translated {
    this.#expect('(')
    const args = this.#list(')')
    const [first, second] = args
    if (name === 'num_nonnulls') {
      return { sql: `(${args.map((arg) => `(${arg.sql} is not null)`).join(' + ')})`, kind: 'integer' }
    }
    // No date of the mirror is infinite: the codec refuses one.
    if (name === 'isfinite' && first?.kind === 'date') return { sql: 'true', kind: 'boolean' }
    if (name === 'jsonb_typeof' && first?.kind === 'json')
      return { sql: `json_type(${first.sql})`, kind: 'text' }
    if (name === 'coalesce' && first !== undefined && second !== undefined) {
      return { sql: `coalesce(${args.map((arg) => arg.sql).join(', ')})`, kind: first.kind }
    }
    throw new Untranslatable(`${name}(...)`)
  }

  #case(): Translated {
    const parts = ['case']
    let kind: Translated['kind'] = 'unknown'
    if (this.#peek() !== 'when') parts.push(this.#expression(0).sql)
    while (this.#take('when')) {
      parts.push('when', this.#expression(0).sql)
      this.#expect('then')
      const outcome = this.#expression(0)
      kind = outcome.kind
      parts.push('then', outcome.sql)
    }
    if (this.#take('else')) parts.push('else', this.#expression(0).sql)
    this.#expect('end')
    return { sql: [...parts, 'end'].join(' '), kind }
  }

  #list(end: string): readonly Translated[] {
    const items: Translated[] = []
    while (!this.#take(end)) {
      items.push(this.#expression(0))
      if (this.#peek() !== end) this.#expect(',')
    }
    return items
  }

  /** A type's name: words, a width in brackets, and `[]` for an array. */
  #type(): void {
    while (
      this.#tokens[this.#at]?.kind === 'name' &&
      !strengths.has(this.#peek()) &&
      !endsCast.has(this.#peek())
    )
      this.#at += 1
    if (this.#take('(')) while (!this.#take(')')) this.#next()
    if (this.#take('[')) this.#expect(']')
  }

  /** The next word or symbol; the text of a string is neither. */
  #peek(): string {
    const token = this.#tokens[this.#at]
    return token === undefined || token.kind === 'string' ? '' : token.text
  }

  #next(): string {
    const text = this.#peek()
    if (text === '') throw this.#unknown()
    this.#at += 1
    return text
  }

  #take(text: string): boolean {
    if (this.#peek() !== text) return false
    this.#at += 1
    return true
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw this.#unknown()
  }

  #unknown(): Untranslatable {
    return new Untranslatable(this.#tokens[this.#at]?.text ?? 'its end')
  }
}

/** `((a) or (b))` is printed with a pair of brackets around the whole. */
function withoutOuterBrackets(tokens: readonly Token[]): readonly Token[] {
  const isSymbol = (token: Token | undefined, text: string): boolean =>
    token?.kind === 'symbol' && token.text === text
  if (!isSymbol(tokens[0], '(')) return tokens
  let depth = 0
  const closing = tokens.findIndex((token) => {
    if (isSymbol(token, '(')) depth += 1
    if (isSymbol(token, ')')) depth -= 1
    return depth === 0
  })
  return closing === tokens.length - 1 ? withoutOuterBrackets(tokens.slice(1, -1)) : tokens
}

const notStrength = 3
const strengths: ReadonlyMap<string, number> = new Map([
  ['or', 1],
  ['and', 2],
  ['is', 4],
  ...['=', '<>', '<', '<=', '>', '>=', '~'].map((operator) => [operator, 5] as const),
  ['+', 6],
  ['-', 6],
  ['::', 9],
])
const endsCast: ReadonlySet<string> = new Set(['then', 'else', 'end', 'when'])
const simple = /^(\w+|'[^']*')$/

function combine(left: Translated, operator: string, right: Translated): Translated {
  if (operator === 'and' && (left.sql === 'true' || right.sql === 'true'))
    return left.sql === 'true' ? right : left
  if (operator === 'and' || operator === 'or')
    return { sql: `${left.sql} ${operator} ${right.sql}`, kind: 'boolean' }
  if (operator === '~') return matches(left, right)
  if (operator === '-' && left.kind === 'date' && right.kind === 'date') {
    return { sql: `cast(julianday(${left.sql}) - julianday(${right.sql}) as integer)`, kind: 'integer' }
  }
  // Words of an enum have an order of their own there, and that of the alphabet here.
  if (left.kind === 'text' && operator !== '=' && operator !== '<>')
    throw new Untranslatable(`the order of text, ${operator}`)
  const sides = [inMinor(left, right), inMinor(right, left)]
  const sql = `${sides[0]} ${operator} ${sides[1]}`
  if (operator !== '+' && operator !== '-') return { sql, kind: 'boolean' }
  const kind = left.kind === 'number' ? right.kind : left.kind
  if (kind !== 'money' && kind !== 'integer')
    throw new Untranslatable(`${left.kind} ${operator} ${right.kind}`)
  return { sql, kind }
}

/** A number beside an amount means whole units of the currency. */
function inMinor(one: Translated, other: Translated): string {
  if (one.kind === 'money' && other.kind !== 'money' && other.kind !== 'number') {
    throw new Untranslatable(`an amount beside ${other.kind}`)
  }
  return one.kind === 'number' && other.kind === 'money' ? String(Number(one.sql) * 100) : one.sql
}

/** The one pattern worth having here: not blank. */
function matches(left: Translated, right: Translated): Translated {
  if (right.sql !== String.raw`'\S'`) throw new Untranslatable(`~ ${right.sql}`)
  return { sql: `trim(${left.sql}) <> ''`, kind: 'boolean' }
}

function literal(text: string): string {
  return /^-?\d+$/.test(text) ? text : `'${text.replaceAll("'", "''")}'`
}
