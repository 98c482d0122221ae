import { BedDouble, BookOpen, Search, UserRound, Zap } from 'lucide-react'
import { useEffect, useEffectEvent, useState, type KeyboardEvent } from 'react'
import {
  Autocomplete,
  Dialog,
  Input,
  ListBox,
  ListBoxItem,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components'
import type { SearchHit } from '../../../shared/contract/calls/desk.ts'
import { useCall } from '../../bridge/use-call.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { StayStatus } from '../../desk/stay-status.tsx'
import { Unsent } from '../../desk/unsent.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useHotel } from '../../desk/use-hotel.ts'
import { useWords } from '../../language/use-words.ts'
import { KeyHint } from '../../ui/key-hint.tsx'
import { useLast } from '../../ui/use-last.ts'
import { markMatches } from './mark-matches.ts'
import { matchActions, type FoundAction, type MatchedActions } from './match-actions.ts'
import './find-dialog.css'

interface FindDialogProps {
  readonly actions: readonly FoundAction[]
  /** The stay that is open: what is about a stay is done to it. */
  readonly stay: string | null
  readonly onClose: () => void
  readonly onChoose: (hit: SearchHit) => void
  readonly onAct: (actionId: string, bookingId: string | null) => void
}

/** A line of the list: somebody or something, or what the desk does. */
type Line =
  | { readonly key: string; readonly hit: SearchHit }
  | { readonly key: string; readonly action: FoundAction }

const mostLines = 10

const icons = { booking: BookOpen, guest: UserRound, room: BedDouble } as const

/**
 * Finds anything by any part of it while it is typed, and whatever the desk does by its words; arrows choose, Enter opens
 * or does it. What is about a stay is done to the one that is open, or asks for one.
 */
export function FindDialog({ actions, stay, onClose, onChoose, onAct }: FindDialogProps) {
  const t = useWords()
  const [text, setText] = useState('')
  const asked = text.trim()
  const { value, error } = useCall('search.find', asked === '' ? null : { text: asked, limit: 10 })
  const hits = useLast(value?.hits) ?? []
  /** What is to be done, once it is known to which stay. */
  const [pending, setPending] = useState<FoundAction | null>(null)
  const lines = asked === '' ? [] : linesOf(hits, pending === null ? matchActions(actions, asked) : null)
  /** What was typed when Enter came before the list had anybody to choose. */
  const [hurried, setHurried] = useState<string | null>(null)
  const first = value === undefined ? undefined : lines[0]

  function chooseHit(hit: SearchHit) {
    if (pending === null) onChoose(hit)
    else onAct(pending.id, hit.bookingId)
  }

  function choose(line: Line) {
    if ('hit' in line) chooseHit(line.hit)
    else if (line.action.needsStay && stay === null) {
      setPending(line.action)
      setText('')
    } else onAct(line.action.id, stay)
  }

  const chooseFirst = useEffectEvent(chooseHit)
  useEffect(() => {
    if (hurried !== null && hurried === asked && first !== undefined && 'hit' in first) chooseFirst(first.hit)
  }, [hurried, asked, first])

  /** Whoever types faster than the list is shown means its first line. */
  function handleKey(event: KeyboardEvent<HTMLInputElement>) {
    const focused = event.currentTarget.getAttribute('aria-activedescendant') ?? ''
    if (event.key !== 'Enter' || focused !== '') return
    event.preventDefault()
    // what the desk does is known at once; people are still being looked for
    const [line] = lines
    if (line !== undefined && 'action' in line) choose(line)
    else setHurried(asked)
  }

  return (
    <ModalOverlay className="dialog-scrim" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="dialog-frame find-frame">
        <Dialog className="dialog" aria-label={t('bar.find')}>
          {pending && (
            <output className="find-pending">
              <Zap aria-hidden="true" /> {t('find.forWhom', { action: pending.label })}
            </output>
          )}
          <Autocomplete inputValue={text} onInputChange={setText}>
            <SearchField className="find-field" aria-label={t('bar.find')} autoFocus>
              <Search aria-hidden="true" />
              <Input
                className="find-input"
                placeholder={t('find.placeholder')}
                maxLength={200}
                onKeyDown={handleKey}
              />
            </SearchField>
            <Refusal error={error} />
            <ListBox
              className="find-hits"
              aria-label={t('find.hits')}
              items={lines}
              dependencies={[asked]}
              onAction={(key) => lines.filter((line) => line.key === key).forEach((line) => choose(line))}
              renderEmptyState={() => (
                <p className="find-empty">
                  {asked === ''
                    ? t(pending ? 'find.forWhomHint' : 'find.hint')
                    : value
                      ? t('find.nothing', { text: asked })
                      : t('find.looking')}
                </p>
              )}
            >
              {(line) =>
                'hit' in line ? (
                  <ListBoxItem
                    id={line.key}
                    className="find-hit"
                    textValue={`${t(`find.${line.hit.kind}`)} ${line.hit.title} ${line.hit.subtitle}`}
                  >
                    <Hit hit={line.hit} query={asked} />
                  </ListBoxItem>
                ) : (
                  <ListBoxItem
                    id={line.key}
                    className="find-hit"
                    textValue={`${t('find.action')} ${line.action.label}`}
                  >
                    <Zap aria-hidden="true" />
                    <span className="unseen">{t('find.action')}</span>
                    <span className="find-text">
                      <span className="find-title cut">
                        <Marked text={line.action.label} query={asked} />
                      </span>
                    </span>
                    {line.action.keys !== '' && <KeyHint keys={line.action.keys} />}
                  </ListBoxItem>
                )
              }
            </ListBox>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

/** People between what the desk does; while a stay is asked for only what has one. */
function linesOf(hits: readonly SearchHit[], actions: MatchedActions | null): readonly Line[] {
  const found = hits.map((hit) => ({ key: `${hit.kind} ${hit.id}`, hit }))
  if (actions === null) return found.filter(({ hit }) => hit.bookingId !== null)
  const [before, after] = [actions.before.map(actionLine), actions.after.map(actionLine)]
  return [...before, ...found.slice(0, mostLines - before.length - after.length), ...after]
}

function actionLine(action: FoundAction): Line {
  return { key: `action ${action.id}`, action }
}

function Hit({ hit, query }: { readonly hit: SearchHit; readonly query: string }) {
  const t = useWords()
  const { day, days } = useFormats()
  const { businessDate } = useHotel()
  /** The year is said where it is another one. */
  const spanOf = ({ arrival, departure }: NonNullable<SearchHit['stay']>) =>
    arrival.slice(0, 4) === businessDate.slice(0, 4)
      ? days(arrival, departure)
      : `${day(arrival, 'full')} – ${day(departure, 'full')}`
  const Icon = icons[hit.kind]
  return (
    <>
      <Icon aria-hidden="true" />
      <span className="unseen">{t(`find.${hit.kind}`)}</span>
      <span className="find-text">
        <span className="find-title cut">
          <Marked text={hit.title} query={query} />
        </span>
        <span className="find-subtitle cut">
          <Marked text={hit.subtitle} query={query} />
          {hit.stay && ` · ${spanOf(hit.stay)}`}
        </span>
        {hit.mention && (
          <span className="find-subtitle cut">
            {t(`find.by.${hit.mention.by}`)}: <Marked text={hit.mention.text} query={query} />
          </span>
        )}
      </span>
      <Unsent unsent={hit.unsent} />
      {hit.status && <StayStatus status={hit.status} />}
    </>
  )
}

function Marked({ text, query }: { readonly text: string; readonly query: string }) {
  return markMatches(text, query).map((piece, index) => {
    // pieces have no identity but their place
    const key = `${index} ${piece.text}`
    return piece.hit ? <mark key={key}>{piece.text}</mark> : <span key={key}>{piece.text}</span>
  })
}
