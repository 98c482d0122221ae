import { MoonStar, Plus, Search } from 'lucide-react'
import type { StaffMember } from '../../shared/contract/calls/session.ts'
import type { LineStatus } from '../../shared/contract/calls/terminal.ts'
import { hintOf } from '../desk/keys.ts'
import { useMay } from '../desk/may.ts'
import { useFormats } from '../desk/use-formats.ts'
import { useHotel } from '../desk/use-hotel.ts'
import { ConflictBadge } from '../features/conflicts/conflict-badge.tsx'
import { LineIndicator } from '../features/line/line-indicator.tsx'
import { UserMenu } from '../features/session/user-menu.tsx'
import { useWords } from '../language/use-words.ts'
import { Button } from '../ui/button.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
import { useDesk } from './desk-store.ts'
import './top-bar.css'

interface TopBarProps {
  readonly staff: StaffMember
  readonly line: LineStatus
  readonly onLock: () => void
}

/** The day, the hotel, the search, the line and who is here: always in sight. */
export function TopBar({ staff, line, onLock }: TopBarProps) {
  const t = useWords()
  const hotel = useHotel()
  const { day } = useFormats()
  const { start, goTo, goToBooking } = useDesk()
  const find = hintOf('find')
  const may = useMay()
  return (
    <header className="top-bar">
      <div className="top-bar-day">
        {may('day.close') ? (
          <button
            type="button"
            className="top-bar-date top-bar-end-day"
            aria-keyshortcuts={hintOf('endDay')['aria-keyshortcuts']}
            title={t('key.endDay')}
            onClick={() => start({ kind: 'endDay' })}
          >
            <span className="unseen">{t('bar.businessDate')}</span> {day(hotel.businessDate, 'full')}
            <MoonStar aria-hidden="true" />
          </button>
        ) : (
          <span className="top-bar-date">
            <span className="unseen">{t('bar.businessDate')}</span> {day(hotel.businessDate, 'full')}
          </span>
        )}
        <span className="top-bar-hotel cut">{hotel.name}</span>
      </div>
      {may('search.find') ? (
        <button
          type="button"
          className="top-bar-find"
          aria-keyshortcuts={find['aria-keyshortcuts']}
          onClick={() => start({ kind: 'find' })}
        >
          <Search aria-hidden="true" />
          <span className="cut">{t('bar.find')}</span>
          <KeyHint keys={find.hint} />
        </button>
      ) : (
        <span />
      )}
      <div className="top-bar-end">
        {may('conflict.count') && <ConflictBadge onGo={() => goTo('conflicts')} />}
        <LineIndicator line={line} onOpenBooking={goToBooking} />
        {may('booking.create') && (
          <Button icon={<Plus />} {...hintOf('newBooking')} onPress={() => start({ kind: 'newBooking' })}>
            {t('bar.newBooking')}
          </Button>
        )}
        <UserMenu staff={staff} onLock={onLock} onShowKeys={() => start({ kind: 'keys' })} />
      </div>
    </header>
  )
}
