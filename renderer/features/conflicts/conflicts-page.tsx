import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useAction } from '../../bridge/use-action.ts'
import { useCall } from '../../bridge/use-call.ts'
import type { ListFocus } from '../../desk/list-focus.ts'
import { useMay } from '../../desk/may.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useWords } from '../../language/use-words.ts'
import { Switch } from '../../ui/switch.tsx'
import { cardAfter } from './card-groups.ts'
import { CardList } from './card-list.tsx'
import { ConflictPanel } from './conflict-panel.tsx'
import type { RemedyHere } from './conflict-words.ts'
import { isAsking, type Asking } from './decision-form.tsx'
import { decisionOf, remediesHere } from './remedies-here.ts'
import { useSettle, type Decision } from './use-settle.ts'
import '../../ui/page.css'
import './conflicts.css'

interface ConflictsPageProps {
  readonly focus: ListFocus
  /** The stay whose card is asked for; null for the most pressing. */
  readonly bookingId: string | null
  readonly onOpen: (bookingId: string) => void
}

/** What two desks did at once, card by card: both sides, and one key for what is to be done. */
export function ConflictsPage({ focus, bookingId, onOpen }: ConflictsPageProps) {
  const t = useWords()
  const may = useMay()
  const { value, error } = useCall('conflict.list', {})
  const autoMove = useAction('hotel.setAutoMove')
  const { settle, running, error: refused, clear } = useSettle()
  const list = useRef<HTMLDivElement>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [asking, setAsking] = useState<Asking | null>(null)
  const [mine, setMine] = useState<ReadonlySet<string>>(new Set())

  const cards = value?.cards ?? []
  const asked = cards.find((card) => card.bookingId !== null && card.bookingId === bookingId)
  const current = cards.find(({ cardId }) => cardId === chosen) ?? asked ?? cards[0]
  const currentId = current?.cardId ?? null
  const { value: read } = useCall('conflict.detail', currentId === null ? null : { cardId: currentId })
  const detail = read?.card.cardId === currentId ? read : undefined
  const remedies = detail === undefined ? [] : remediesHere(detail)
  const maySettle = may('conflict.giveRoom')

  const isThere = cards.length > 0
  useEffect(() => {
    if (isThere && focus.inList) list.current?.focus()
  }, [isThere, focus])

  function choose(cardId: string) {
    setChosen(cardId)
    setAsking(null)
    setMine(new Set())
    clear()
  }

  async function decide(decision: Decision) {
    if (detail === undefined || !(await settle(detail.card, decision))) return
    setAsking(null)
    setMine(new Set())
    setChosen(cardAfter(cards, detail.card.cardId))
    list.current?.focus()
  }

  function take(remedy: RemedyHere) {
    if (detail === undefined) return
    if (isAsking(remedy.kind)) setAsking(remedy.kind)
    else {
      const decision = decisionOf(remedy, detail, mine)
      if (decision !== null) void decide(decision)
    }
  }

  function handleKey({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    if (!maySettle || ctrlKey || metaKey || altKey) return false
    const remedy = remedies[key === 'Enter' ? 0 : Number(key) - 1]
    if (remedy === undefined || !(key === 'Enter' || /^[1-9]$/.test(key))) return false
    take(remedy)
    return true
  }

  function back() {
    setAsking(null)
    list.current?.focus()
  }

  return (
    <main className="page conflicts">
      <header className="conflicts-head">
        <h1>{t('conflicts.title')}</h1>
        {may('hotel.setAutoMove') && value && (
          <Switch
            help={t('conflicts.autoMoveHelp')}
            isSelected={value.autoMove}
            onChange={(on) => void autoMove.run({ on })}
          >
            {t('conflicts.autoMove')}
          </Switch>
        )}
      </header>
      <Refusal error={error ?? autoMove.error} />
      {value && cards.length === 0 && <p className="conflicts-none">{t('conflicts.none')}</p>}
      {isThere && (
        <div className="conflicts-body">
          <CardList cards={cards} currentId={currentId} onChoose={choose} onKey={handleKey} list={list} />
          {detail !== undefined && (
            // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Esc leaves the form inside for the list
            <div
              className="conflicts-detail"
              onKeyDown={(event) => {
                if (event.key !== 'Escape' || asking === null) return
                event.stopPropagation()
                back()
              }}
            >
              <ConflictPanel
                key={currentId}
                detail={detail}
                remedies={remedies}
                maySettle={maySettle}
                asking={asking}
                mine={mine}
                running={running}
                error={refused}
                onChooseVersion={(column, isMine) => setMine(withChoice(mine, column, isMine))}
                onTake={take}
                onDecide={(decision) => void decide(decision)}
                onBack={back}
                onOpen={onOpen}
              />
            </div>
          )}
        </div>
      )}
    </main>
  )
}

function withChoice(mine: ReadonlySet<string>, column: string, isMine: boolean): ReadonlySet<string> {
  return new Set(isMine ? [...mine, column] : [...mine].filter((one) => one !== column))
}
