import { BedDouble, BookOpen, Search, UserRound } from 'lucide-react'
import { useEffect, useState, type KeyboardEvent } from 'react'
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
import { useLast } from '../../ui/use-last.ts'
import { markMatches } from './mark-matches.ts'
import './find-dialog.css'

interface FindDialogProps {
  readonly onClose: () => void
  readonly onChoose: (hit: SearchHit) => void
}

const icons = { booking: BookOpen, guest: UserRound, room: BedDouble } as const

/** Finds anything by any part of it while it is typed; arrows choose, Enter opens. */
export function FindDialog({ onClose, onChoose }: FindDialogProps) {
  const t = useWords()
  const [text, setText] = useState('')
  const asked = text.trim()
  const { value, error } = useCall('search.find', asked === '' ? null : { text: asked, limit: 10 })
  const hits = useLast(value?.hits) ?? []
  const shown = asked === '' ? [] : hits
  /** What was typed when Enter came before the list had anybody to choose. */
  const [hurried, setHurried] = useState<string | null>(null)
  const first = value?.hits[0]

  useEffect(() => {
    if (hurried !== null && hurried === asked && first !== undefined) onChoose(first)
  }, [hurried, asked, first, onChoose])

  /** Whoever types faster than the list is shown means its first line. */
  function handleKey(event: KeyboardEvent<HTMLInputElement>) {
    const focused = event.currentTarget.getAttribute('aria-activedescendant') ?? ''
    if (event.key !== 'Enter' || focused !== '') return
    event.preventDefault()
    setHurried(asked)
  }

  return (
    <ModalOverlay className="dialog-scrim" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="dialog-frame find-frame">
        <Dialog className="dialog" aria-label={t('bar.find')}>
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
              items={shown.map((hit) => ({ hit, key: keyOf(hit) }))}
              dependencies={[asked]}
              onAction={(key) => hits.filter((hit) => keyOf(hit) === key).forEach(onChoose)}
              renderEmptyState={() => (
                <p className="find-empty">
                  {asked === ''
                    ? t('find.hint')
                    : value
                      ? t('find.nothing', { text: asked })
                      : t('find.looking')}
                </p>
              )}
            >
              {({ hit, key }) => (
                <ListBoxItem
                  id={key}
                  className="find-hit"
                  textValue={`${t(`find.${hit.kind}`)} ${hit.title} ${hit.subtitle}`}
                >
                  <Hit hit={hit} query={asked} />
                </ListBoxItem>
              )}
            </ListBox>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function keyOf({ kind, id }: SearchHit): string {
  return `${kind} ${id}`
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
