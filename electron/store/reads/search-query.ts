import { digitsOf, plateOf, searchText } from '../search-text.ts'

/** What somebody typed to find something, taken apart. */
export interface SearchQuery {
  /** As typed, for room numbers and booking codes. */
  readonly text: string
  /** Normalised; all have to be found. */
  readonly words: readonly string[]
  /** In one piece, where it may be the plate of a car. */
  readonly plate: string | null
}

/** A telephone number is one word, however it is spaced. */
export function parseSearch(text: string): SearchQuery {
  const trimmed = text.trim()
  const digits = digitsOf(trimmed)
  const isNumber = /^[\d\s()+./-]+$/.test(trimmed) && digits.length >= shortestFragment
  const words = isNumber ? [digits] : searchText(trimmed).split(' ')
  return { text: trimmed, words: words.filter((word) => word !== ''), plate: plateOf(trimmed) }
}

/** A long word matches anywhere; a short one, which is anywhere in almost everything, at the start of a word. */
export function matches(query: SearchQuery, text: string): boolean {
  return query.words.every((word) =>
    word.length >= shortestFragment ? text.includes(word) : hasWordStarting(text, word),
  )
}

function hasWordStarting(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return true
  }
  return false
}

/**
 * The trigrams of the long words for the full text index, or null where there are none. The index keeps no places, so
 * what it finds holds all the trigrams, and `matches` says whether in the right order.
 */
export function trigramsOf(query: SearchQuery): string | null {
  const trigrams = query.words.flatMap((word) => {
    const letters = Array.from(word)
    return letters.slice(2).map((_, index) => letters.slice(index, index + 3).join(''))
  })
  if (trigrams.length === 0) return null
  return [...new Set(trigrams)].map((trigram) => `"${trigram.replaceAll('"', '""')}"`).join(' AND ')
}

/** The index knows three letters and more. */
const shortestFragment = 3
