import { useMemo } from 'react'
import { useRem } from '../../ui/use-rem.ts'
import type { TextFit } from './bar-contents.ts'

/** Measures text in the font of the bars; a name is measured once. */
export function useTextFit(): TextFit {
  const rem = useRem()
  return useMemo(() => createTextFit(rem, measureIn(`550 ${0.8125 * rem}px ${bodyFont()}`)), [rem])
}

export function createTextFit(rem: number, measure: (text: string) => number): TextFit {
  const widths = new Map<string, number>()
  const cuts = new Map<string, string>()

  function widthOf(text: string): number {
    if (text === '') return 0
    return remembered(widths, text, () => measure(text))
  }

  function cut(text: string, px: number): string {
    if (widthOf(text) <= px) return text
    // steps of a few pixels, so that most cuts are known already
    const room = Math.floor(px / cutStepPx) * cutStepPx
    return remembered(cuts, `${room} ${text}`, () => cutTo(text, room))
  }

  function cutTo(text: string, px: number): string {
    if (measure('a…') > px) return ''
    const letters = Array.from(segments.segment(text), ({ segment }) => segment)
    let kept = Math.min(letters.length - 1, Math.ceil((letters.length * px) / widthOf(text)))
    while (kept > 0 && measure(`${letters.slice(0, kept).join('').trimEnd()}…`) > px) kept--
    return kept === 0 ? '' : `${letters.slice(0, kept).join('').trimEnd()}…`
  }

  return { rem, widthOf, cut }
}

const cutStepPx = 4
const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Names come and go all day; what is not needed for long is forgotten with the rest. */
const mostRemembered = 10_000

function remembered<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const had = known.get(key)
  if (had !== undefined) return had
  if (known.size >= mostRemembered) known.clear()
  const made = make()
  known.set(key, made)
  return made
}

function measureIn(font: string): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d')
  if (context === null) return (text) => text.length * 8
  context.font = font
  return (text) => context.measureText(text).width
}

function bodyFont(): string {
  return getComputedStyle(document.body).fontFamily
}
