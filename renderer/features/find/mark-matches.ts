export interface Piece {
  readonly text: string
  readonly hit: boolean
}

/**
 * A text cut into pieces, those that match a word of the query marked. Case and accents do not matter: "jose" marks
 * "José".
 */
export function markMatches(text: string, query: string): readonly Piece[] {
  const letters = Array.from(text)
  const plain = letters.map(plainLetter)
  const hits = letters.map(() => false)
  for (const word of query.split(/\s+/).map(plainText).filter(Boolean)) {
    for (const [from, to] of placesOf(word, plain)) hits.fill(true, from, to)
  }
  return piecesOf(letters, hits)
}

/** Where a word stands in the letters, each of which may be plain as several ("ß" as "ss") or as none. */
function placesOf(word: string, plain: readonly string[]): readonly (readonly [number, number])[] {
  const joined = plain.join('')
  const letterAt = plain.flatMap((letter, index) => Array.from(letter, () => index))
  const places: (readonly [number, number])[] = []
  for (let at = joined.indexOf(word); at !== -1; at = joined.indexOf(word, at + 1)) {
    const from = letterAt[at]
    const last = letterAt[at + word.length - 1]
    if (from !== undefined && last !== undefined) places.push([from, last + 1])
  }
  return places
}

function piecesOf(letters: readonly string[], hits: readonly boolean[]): readonly Piece[] {
  const pieces: Piece[] = []
  letters.forEach((letter, index) => {
    const hit = hits[index] ?? false
    const last = pieces.at(-1)
    if (last?.hit === hit) pieces[pieces.length - 1] = { text: last.text + letter, hit }
    else pieces.push({ text: letter, hit })
  })
  return pieces
}

export function plainText(text: string): string {
  return Array.from(text, plainLetter).join('')
}

function plainLetter(letter: string): string {
  return letter.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
