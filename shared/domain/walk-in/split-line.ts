/** A word of the line, and where it stands in what was typed. */
export interface LineWord {
  readonly text: string
  readonly from: number
  readonly to: number
  /** Between quotation marks: a name, whatever it says. */
  readonly quoted: boolean
}

/** The words of a line. What stands between quotation marks is one; so are a number and what it counts: `2 nights`. */
export function splitLine(line: string): readonly LineWord[] {
  const words = [...line.matchAll(/["“”]([^"“”]*)["“”]?|[^\s"“”]+/gu)].map((match): LineWord => {
    const quoted = match[1] !== undefined
    return {
      text: match[1] ?? match[0],
      from: match.index,
      to: match.index + match[0].length,
      quoted,
    }
  })
  const joined: LineWord[] = []
  for (const word of words) {
    const before = joined.at(-1)
    if (before !== undefined && belongsTogether(before, word)) {
      joined[joined.length - 1] = { ...before, text: before.text + word.text, to: word.to }
    } else if (word.text.trim() !== '') joined.push(word)
  }
  return joined
}

function belongsTogether(one: LineWord, next: LineWord): boolean {
  if (one.quoted || next.quoted) return false
  return /^\d{1,3}$/.test(one.text) && countedThings.test(plainWord(next.text))
}

const countedThings = /^(n|nights?|noites?|adults?|adultos?|child|children|criancas?|kids?|pax)$/

/** A word without case and accents. */
export function plainWord(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
