import { checkInBlockers } from '../../shared/domain/stay/check-in-blockers.ts'
import type { MessageKey } from '../language/catalogue.ts'
import type { Words } from '../language/use-words.ts'

const matters = ['overbooking', 'restriction', 'price', 'blacklist', 'fee', 'deposit', 'charge'] as const

const blockerKeys = new Map<string, MessageKey>(checkInBlockers.map((name) => [name, `blocker.${name}`]))
const matterKeys = new Map<string, MessageKey>(matters.map((name) => [name, `approval.${name}`]))

/**
 * A stay's notes as the clerk reads them. What the desk itself wrote there, of a check-in all the same and of a manager's
 * word, names things by their codes, for colleagues of any language; what people wrote stands.
 */
export function noteWords(t: Words, notes: string): string {
  return notes
    .split('\n')
    .map((line) => lineWords(t, line))
    .join('\n')
}

function lineWords(t: Words, line: string): string {
  const despite = /^Checked in despite ([a-z_, ]+): (.+)$/u.exec(line)
  const blockers = sentences(t, despite?.[1], blockerKeys)
  if (blockers !== null) return t('note.despite', { what: blockers, reason: despite?.[2] ?? '' })
  const word = /^([a-z_, ]+): by word of (.+)$/u.exec(line)
  const what = sentences(t, word?.[1], matterKeys)
  return what === null ? line : t('note.word', { what, who: word?.[2] ?? '' })
}

/** The codes of a list as sentences; null where one is none of ours. */
function sentences(
  t: Words,
  codes: string | undefined,
  keys: ReadonlyMap<string, MessageKey>,
): string | null {
  const known = codes?.split(', ').map((code) => keys.get(code)) ?? [undefined]
  const said = known.flatMap((key) => (key === undefined ? [] : [t(key)]))
  return said.length === known.length ? said.join(' ') : null
}
