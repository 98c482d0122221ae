import { DoorOpen, Search, Zap } from 'lucide-react'
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
import { useWords } from '../../language/use-words.ts'
import { KeyHint } from '../../ui/key-hint.tsx'
import { useLast } from '../../ui/use-last.ts'
import { Hit, Marked } from './find-hit.tsx'
import { linesOf, type Line } from './find-lines.ts'
import { matchActions, type FoundAction } from './match-actions.ts'
import './find-dialog.css'

interface FindDialogProps {
  readonly actions: readonly FoundAction[]
  /** The stay that is open: what is about a stay is done to it. */
  readonly stay: string | null
  readonly onClose: () => void
  readonly onChoose: (hit: SearchHit) => void
  readonly onAct: (actionId: string, bookingId: string | null) => void
  /** Takes in a guest as the line says. */
  readonly onWalkIn: (line: string) => void
}

/**
 * Finds anything by any part of it while it is typed, and whatever the desk does by its words; arrows choose, Enter opens
 * or does it. A walk-in's line is offered as one. What is about a stay is done to the one that is open, or asks for one.
 */
export function FindDialog({ actions, stay, onClose, onChoose, onAct, onWalkIn }: FindDialogProps) {
  const t = useWords()
  const [text, setText] = useState('')
  const asked = text.trim()
  const { value, error } = useCall('search.find', asked === '' ? null : { text: asked, limit: 10 })
  const hits = useLast(value?.hits) ?? []
  const walkIn = useLast(value?.walkIn) === true ? asked : null
  /** What is to be done, once it is known to which stay. */
  const [pending, setPending] = useState<FoundAction | null>(null)
  const matched = pending === null ? matchActions(actions, asked) : null
  const lines = asked === '' ? [] : linesOf(hits, matched, walkIn)
  /** What was typed when Enter came before the list had anybody to choose. */
  const [hurried, setHurried] = useState<string | null>(null)
  const first = value === undefined ? undefined : lines[0]

  function chooseHit(hit: SearchHit) {
    if (pending === null) onChoose(hit)
    else onAct(pending.id, hit.bookingId)
  }

  function choose(line: Line) {
    if ('hit' in line) chooseHit(line.hit)
    else if ('walkIn' in line) onWalkIn(line.walkIn)
    else if (line.action.needsStay && stay === null) {
      setPending(line.action)
      setText('')
    } else onAct(line.action.id, stay)
  }

  const openFirst = useEffectEvent((line: Line) => {
    if ('hit' in line) chooseHit(line.hit)
    else if ('walkIn' in line) onWalkIn(line.walkIn)
  })
  useEffect(() => {
    if (hurried !== null && hurried === asked && first !== undefined) openFirst(first)
  }, [hurried, asked, first])

  function spokenOf(line: Line): string {
    if ('hit' in line) return `${t(`find.${line.hit.kind}`)} ${line.hit.title} ${line.hit.subtitle}`
    return `${t('find.action')} ${'walkIn' in line ? t('find.walkIn', { line: line.walkIn }) : line.action.label}`
  }

  /** Whoever types faster than the list is shown means its first line. */
  function handleKey(event: KeyboardEvent<HTMLInputElement>) {
    // what was pasted may leave behind the name of a line that has gone
    const focused = document.getElementById(event.currentTarget.getAttribute('aria-activedescendant') ?? '')
    if (event.key !== 'Enter' || focused !== null) return
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
              {(line) => (
                <ListBoxItem id={line.key} className="find-hit" textValue={spokenOf(line)}>
                  {'hit' in line ? <Hit hit={line.hit} query={asked} /> : <Deed line={line} query={asked} />}
                </ListBoxItem>
              )}
            </ListBox>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

/** Something to do. */
function Deed({ line, query }: { readonly line: Exclude<Line, { hit: unknown }>; readonly query: string }) {
  const t = useWords()
  const isWalkIn = 'walkIn' in line
  const Icon = isWalkIn ? DoorOpen : Zap
  return (
    <>
      <Icon aria-hidden="true" />
      <span className="unseen">{t('find.action')}</span>
      <span className="find-text">
        <span className="find-title cut">
          {isWalkIn ? (
            t('find.walkIn', { line: line.walkIn })
          ) : (
            <Marked text={line.action.label} query={query} />
          )}
        </span>
      </span>
      {!isWalkIn && line.action.keys !== '' && <KeyHint keys={line.action.keys} />}
    </>
  )
}
