import type { ConflictCard } from '../../../shared/contract/calls/conflict.ts'

export interface CardGroup {
  readonly name: 'waiting' | 'moved' | 'settled'
  readonly cards: readonly ConflictCard[]
}

/** Cards as the list shows them: what waits for somebody, what the server did by itself, what is done with. */
export function groupsOf(cards: readonly ConflictCard[]): readonly CardGroup[] {
  const groups: readonly CardGroup[] = [
    { name: 'waiting', cards: cards.filter(isWaiting) },
    { name: 'moved', cards: cards.filter(({ state }) => state === 'moved') },
    { name: 'settled', cards: cards.filter(({ state }) => state === 'settled') },
  ]
  return groups.filter(({ cards: some }) => some.length > 0)
}

/** The card to go on with when one is settled: the next that waits, else the one before, else any at all. */
export function cardAfter(cards: readonly ConflictCard[], settledId: string): string | null {
  const waiting = cards.filter((card) => isWaiting(card) || card.state === 'moved')
  const index = waiting.findIndex(({ cardId }) => cardId === settledId)
  const rest = waiting.filter(({ cardId }) => cardId !== settledId)
  return (rest[Math.max(0, index)] ?? rest.at(-1))?.cardId ?? null
}

function isWaiting({ state }: ConflictCard): boolean {
  return state === 'open' || state === 'forecast'
}
