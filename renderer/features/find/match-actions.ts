import { plainText } from './mark-matches.ts'

/** Something the desk does, as it is found by its words. */
export interface FoundAction {
  readonly id: string
  /** What it is called, in the clerk's language. */
  readonly label: string
  /** What else one may call it. */
  readonly also: string
  /** Its key, as printed; empty without one. */
  readonly keys: string
  readonly needsStay: boolean
}

/** More would push out the people who are looked for. */
const mostActions = 4
const shortest = 3

/** What was found, in two parts: what begins as was typed comes before people, and the rest after them. */
export interface MatchedActions {
  readonly before: readonly FoundAction[]
  readonly after: readonly FoundAction[]
}

/**
 * Actions whose words begin as the typed ones do, those that are called so before those that one may also call so. What
 * is typed for a person seldom is the beginning of an action.
 */
export function matchActions(actions: readonly FoundAction[], query: string): MatchedActions {
  const typed = wordsOf(query)
  if (typed.join('').length < shortest) return { before: [], after: [] }
  const ranked = actions.flatMap((action) => {
    const label = wordsOf(action.label)
    if (haveAll(label, typed)) {
      return [{ action, rank: label[0]?.startsWith(typed[0] ?? '') === true ? 0 : 1 }]
    }
    return haveAll([...label, ...wordsOf(action.also)], typed) ? [{ action, rank: 2 }] : []
  })
  const found = ranked.toSorted((one, other) => one.rank - other.rank).slice(0, mostActions)
  return {
    before: found.filter(({ rank }) => rank === 0).map(({ action }) => action),
    after: found.filter(({ rank }) => rank > 0).map(({ action }) => action),
  }
}

function wordsOf(text: string): readonly string[] {
  return plainText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

function haveAll(words: readonly string[], typed: readonly string[]): boolean {
  return typed.every((part) => words.some((word) => word.startsWith(part)))
}
