/** A name as it is written on a registration card, though it was typed in a hurry: `ana de sá-costa` is Ana de Sá-Costa. */
export function asName(words: readonly string[]): string {
  return words
    .map((word) => word.replace(/,$/, ''))
    .map((word, index) => (isInHurry(word) && !(index > 0 && particles.has(word)) ? capitalised(word) : word))
    .join(' ')
}

function isInHurry(word: string): boolean {
  return word === word.toLowerCase()
}

function capitalised(word: string): string {
  return word.replaceAll(
    /(^|[-'’])(\p{L})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  )
}

const particles: ReadonlySet<string> = new Set([
  'da',
  'das',
  'de',
  'del',
  'den',
  'der',
  'di',
  'do',
  'dos',
  'du',
  'e',
  'la',
  'le',
  'van',
  'von',
  'y',
  'zu',
])
