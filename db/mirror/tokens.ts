import { Untranslatable } from './untranslatable.ts'

export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'symbol'
  /** Names in lower case, as Postgres prints column names; strings without their quotes. */
  readonly text: string
}

const pattern =
  /\s*(?:'((?:[^']|'')*)'|([A-Za-z_][\w.]*)|(\d+(?:\.\d+)?)|(::|<>|<=|>=|\|\||[-+*/=<>~()[\],]))/y

/** The words and symbols of an expression as Postgres prints it. */
export function tokensOf(expression: string): readonly Token[] {
  const tokens: Token[] = []
  const text = expression.trim()
  pattern.lastIndex = 0
  while (pattern.lastIndex < text.length) {
    const from = pattern.lastIndex
    const found = pattern.exec(text)
    if (found === null) throw new Untranslatable(text.slice(from, from + 20))
    tokens.push(tokenOf(found))
  }
  return tokens
}

function tokenOf([, string, name, number, symbol]: RegExpExecArray): Token {
  if (string !== undefined) return { kind: 'string', text: string.replaceAll("''", "'") }
  if (name !== undefined) return { kind: 'name', text: name.toLowerCase() }
  if (number !== undefined) return { kind: 'number', text: number }
  return { kind: 'symbol', text: symbol ?? '' }
}
