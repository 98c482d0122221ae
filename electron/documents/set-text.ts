import bidiModule, { type Bidi } from 'bidi-js'
import { fontOf, type FontName } from './fonts.ts'

/** A stretch of text in one font, in the order in which stretches stand on the line from left to right. */
export interface SetRun {
  readonly text: string
  readonly font: FontName
}

const bidi = openBidi()

function openBidi(): Bidi {
  const factory: unknown = bidiModule
  if (!isFactory(factory)) throw new Error('bidi-js is not what it was')
  return factory()
}

/** Its types say that it exports a module; it is the factory itself. */
function isFactory(value: unknown): value is () => Bidi {
  return typeof value === 'function'
}

/** Text that needs no more than Roboto, which is nearly all there is. */
export function isPlain(text: string): boolean {
  return plain.test(text)
}

const plain =
  /^[\t\n\r\u0020-\u024f\u0370-\u0373\u0375-\u0377\u037a-\u037f\u0384-\u03ff\u0400-\u052f\u1e00-\u1eff\u2010-\u2026\u2030-\u203a\u20a0-\u20bf\u2116\u2122\u2212]*$/u

/**
 * Text as it is set: each sign in a font that has it, and words that read from right to left in the order in which they
 * then stand. The letters of such a word are turned by what draws them. What no font has is left out if it is a picture,
 * and is a question mark if it is a letter: never a box.
 */
export function setText(text: string): readonly SetRun[] {
  const printable = withoutPictures(text.normalize('NFC'))
  const { levels } = bidi.getEmbeddingLevels(printable)
  const runs = runsOf(printable, levels)
  return inVisualOrder(runs).map(({ text: run, font, level }) => ({
    text: level % 2 === 1 ? mirrored(run) : run,
    font,
  }))
}

interface Run extends SetRun {
  /** Odd where it reads from right to left. */
  readonly level: number
}

function withoutPictures(text: string): string {
  return text
    .replaceAll(/\p{Extended_Pictographic}/gu, (sign) => (kept.test(sign) ? sign : ''))
    .replaceAll(/[\p{Emoji_Modifier}\p{Regional_Indicator}\u{e0000}-\u{e007f}]/gu, '')
    .replaceAll(/\p{Variation_Selector}|\u20e3/gu, '')
    .replaceAll(/[\p{Cf}--\u00ad]/gv, '')
    .replaceAll(/ {2,}/g, ' ')
}

const kept = /[\u00a9\u00ae\u2122]/u

/** Cut where font or direction changes, and between the words of what reads from right to left. */
function runsOf(text: string, levels: Uint8Array): readonly Run[] {
  const runs: { text: string; font: FontName; level: number }[] = []
  let at = 0
  for (const sign of text) {
    const level = levels[at] ?? 0
    at += sign.length
    const last = runs.at(-1)
    const found = fontOf(sign)
    if (/\p{M}/u.test(sign) && last !== undefined) {
      // it stands on the letter before it, if that is there
      if (!last.text.endsWith('?')) last.text += sign
      continue
    }
    const font = found ?? 'Roboto'
    const isWordEnd = level % 2 === 1 && /\s/u.test(`${last?.text.slice(-1)}${sign}`)
    if (last === undefined || isWordEnd || last.font !== font || last.level !== level)
      runs.push({ text: found === null ? '?' : sign, font, level })
    else last.text += found === null ? '?' : sign
  }
  return runs
}

/** Reverses, from the highest level down, every sequence of runs at that level or above: rule L2 of the algorithm. */
function inVisualOrder(runs: readonly Run[]): readonly Run[] {
  const order = [...runs]
  const highest = Math.max(0, ...order.map(({ level }) => level))
  for (let level = highest; level > 0; level -= 1) {
    for (let from = 0; from < order.length; from += 1) {
      if ((order[from]?.level ?? 0) < level) continue
      let to = from
      while (to < order.length && (order[to]?.level ?? 0) >= level) to += 1
      order.splice(from, to - from, ...order.slice(from, to).toReversed())
      from = to
    }
  }
  return order
}

function mirrored(text: string): string {
  return Array.from(text, (sign) => bidi.getMirroredCharacter(sign) ?? sign).join('')
}
