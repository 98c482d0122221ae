import type { BarSign } from './bar-signs.ts'

/** What a bar could show of its stay, as its room allows. */
export interface BarWishes {
  /** From edge to edge, of what is in sight. */
  readonly widthPx: number
  readonly name: string
  /** Beside the name, never cut: how many come with the guest. */
  readonly more: string
  /** What is owed, in words; empty when nothing is. */
  readonly owes: string
  /** Signs that somebody has to act on; they come before the name. */
  readonly urgent: readonly BarSign[]
  /** Signs that are good to know; they come after it. */
  readonly plain: readonly BarSign[]
}

export interface BarContents {
  /** As much of the name as there is room for. */
  readonly name: string
  readonly owes: 'amount' | 'sign' | null
  /** Those that there is room for. */
  readonly signs: readonly BarSign[]
}

/** Measures text as bars write it. */
export interface TextFit {
  readonly rem: number
  readonly widthOf: (text: string) => number
  /** The text, cut so that it is no wider. */
  readonly cut: (text: string, px: number) => string
}

/** Lengths in rem, as the stylesheet has them. */
const edge = 0.375
const look = 0.625
const gap = 0.3125
const sign = 0.875
const moneySign = 1.0625
/** A name is worth cutting a sign for down to this. */
const shortName = 2.25
/** Of the small bold money to the name's text, and the ground around it. */
const moneyOfText = 0.98
const moneyGround = 0.5

/**
 * What goes into a bar. It is reckoned here and not left to the stylesheet: hundreds of bars are in sight, and each one
 * that clips its text costs the browser more at every frame of a scroll than all else of it together.
 */
export function barContents(wishes: BarWishes, { rem, widthOf, cut }: TextFit): BarContents {
  let left = wishes.widthPx - (2 * edge + look) * rem
  const signs: BarSign[] = []
  const take = (size: number, keep: number): boolean => {
    if (left - (size + gap) * rem < keep) return false
    left -= (size + gap) * rem
    return true
  }
  for (const one of wishes.urgent) if (take(sign, 0)) signs.push(one)
  const owesSign = wishes.owes !== '' && take(moneySign, 0)
  const fullName = gap * rem + widthOf(wishes.name) + widthOf(wishes.more)
  const keep = Math.min(fullName, shortName * rem)
  for (const one of wishes.plain) if (take(sign, keep)) signs.push(one)
  const amount = (widthOf(wishes.owes) * moneyOfText) / rem + moneyGround - moneySign
  const owesAmount = owesSign && left - amount * rem >= Math.min(fullName, 5 * rem)
  if (owesAmount) left -= amount * rem
  const room = left - gap * rem
  const owes = owesAmount ? 'amount' : owesSign ? 'sign' : null
  if (wishes.more !== '' && room - widthOf(wishes.more) >= shortName * rem)
    return { name: cut(wishes.name, room - widthOf(wishes.more)) + wishes.more, owes, signs }
  return { name: cut(wishes.name, room), owes, signs }
}
