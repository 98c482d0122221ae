import {
  BedDouble,
  CalendarCheck,
  ChartGantt,
  Handshake,
  Hourglass,
  ListTodo,
  Split,
  UsersRound,
} from 'lucide-react'
import { printChord } from '../desk/keys.ts'
import { useMay } from '../desk/may.ts'
import { useWords } from '../language/use-words.ts'
import { pageCalls, type Page } from './desk-store.ts'
import './rail.css'

const pages = [
  { page: 'today', icon: CalendarCheck, label: 'nav.today', keys: 'F2' },
  { page: 'rack', icon: ChartGantt, label: 'nav.rack', keys: 'F3' },
  { page: 'rooms', icon: BedDouble, label: 'nav.rooms', keys: 'F8' },
  { page: 'groups', icon: UsersRound, label: 'nav.groups', keys: 'Shift+F3' },
  { page: 'waitlist', icon: Hourglass, label: 'nav.waitlist', keys: 'Shift+F4' },
  { page: 'notes', icon: ListTodo, label: 'nav.notes', keys: 'Shift+F5' },
  { page: 'handover', icon: Handshake, label: 'nav.handover', keys: 'Shift+F12' },
  { page: 'conflicts', icon: Split, label: 'nav.conflicts', keys: 'F10' },
] as const

interface RailProps {
  readonly page: Page
  readonly onGo: (page: Page) => void
}

/** The desk's places, down the left side. */
export function Rail({ page, onGo }: RailProps) {
  const t = useWords()
  const may = useMay()
  return (
    <nav className="rail" aria-label={t('nav.label')}>
      {pages
        .filter(({ page: place }) => may(pageCalls[place]))
        .map(({ page: place, icon: Icon, label, keys }) => (
          <button
            key={place}
            type="button"
            className="rail-place"
            aria-current={place === page ? 'page' : undefined}
            aria-keyshortcuts={keys}
            onClick={() => onGo(place)}
          >
            <Icon aria-hidden="true" />
            {t(label)}
            <span className="rail-key" aria-hidden="true">
              {printChord(keys)}
            </span>
          </button>
        ))}
    </nav>
  )
}
