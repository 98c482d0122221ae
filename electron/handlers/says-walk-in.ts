import type { Database } from 'better-sqlite3'
import type { WordKind } from '../../shared/domain/walk-in/line-word-kinds.ts'
import type { LineVocabulary } from '../../shared/domain/walk-in/line-words.ts'
import { readLine } from '../../shared/domain/walk-in/read-line.ts'
import { loadVocabulary } from '../store/reads/line-vocabulary.ts'
import { minorDigitsOf } from '../store/reads/minor-digits.ts'

/** Does a line that was typed to find something take in a guest? It names one, and says what no name says. */
export function saysWalkIn(db: Database, line: string, businessDate: string): boolean {
  if (!/\S\s+\S/.test(line)) return false
  const { words, fullName } = readLine(line, vocabularyOf(db, businessDate))
  const told = words.filter(({ kind }) => tellsOfStay.has(kind))
  return (
    fullName !== '' && told.length > 0 && (told.length > 1 || words.every(({ problem }) => problem === null))
  )
}

/** A room or a number may as well be looked for. */
const tellsOfStay: ReadonlySet<WordKind> = new Set(['nights', 'departure', 'party', 'type', 'method'])

/** The words of this hotel. */
export function vocabularyOf(db: Database, businessDate: string): LineVocabulary {
  return { ...loadVocabulary(db), businessDate, minorDigits: minorDigitsOf(db) }
}
