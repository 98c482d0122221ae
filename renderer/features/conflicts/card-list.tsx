import { useEffect, type KeyboardEvent, type RefObject } from 'react'
import type { ConflictCard } from '../../../shared/contract/calls/conflict.ts'
import { useWords } from '../../language/use-words.ts'
import { CardLine } from './card-line.tsx'
import { groupsOf } from './card-groups.ts'

interface CardListProps {
  readonly cards: readonly ConflictCard[]
  readonly currentId: string | null
  readonly onChoose: (cardId: string) => void
  /** Keys that are not for moving: true for those that meant something. */
  readonly onKey: (event: KeyboardEvent) => boolean
  readonly list: RefObject<HTMLDivElement | null>
}

/** The cards, to be walked through with the arrow keys; the focus stays on the list while cards come and go. */
export function CardList({ cards, currentId, onChoose, onKey, list }: CardListProps) {
  const t = useWords()
  const groups = groupsOf(cards)
  const inOrder = groups.flatMap(({ cards: some }) => some)
  const index = inOrder.findIndex(({ cardId }) => cardId === currentId)

  useEffect(() => {
    if (currentId === null) return
    document.querySelector(`#card-${CSS.escape(currentId)}`)?.scrollIntoView({ block: 'nearest' })
  }, [currentId])

  function handleKey(event: KeyboardEvent) {
    const target = inOrder[placeAfter(event.key, index, inOrder.length)]
    if (target !== undefined) onChoose(target.cardId)
    else if (!onKey(event)) return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div
      ref={list}
      className="conflict-list"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a platform list shows one line a choice
      role="listbox"
      aria-label={t('conflicts.list')}
      aria-activedescendant={currentId === null ? undefined : `card-${currentId}`}
      tabIndex={0}
      data-home-focus
      data-booking-id={inOrder[index]?.bookingId ?? undefined}
      onKeyDown={handleKey}
    >
      {groups.map(({ name, cards: some }) => (
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a list box has no other groups
        <div key={name} role="group" aria-labelledby={`cards-${name}`} className="conflict-group">
          <p id={`cards-${name}`} className="conflict-group-title">
            {t(`conflicts.${name}`)} <span className="faint">{some.length}</span>
          </p>
          {some.map((card) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the list has the keys and the focus of all its cards
            <div
              key={card.cardId}
              id={`card-${card.cardId}`}
              // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as the list
              role="option"
              aria-selected={card.cardId === currentId}
              className={`conflict-card conflict-card-${card.state}`}
              onClick={() => {
                onChoose(card.cardId)
                list.current?.focus()
              }}
            >
              <CardLine card={card} />
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}

/** Where a key leads in the list; -1 for one that leads nowhere. */
function placeAfter(key: string, index: number, count: number): number {
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, index + 1)
    case 'ArrowUp':
      return Math.max(0, index - 1)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return -1
  }
}
