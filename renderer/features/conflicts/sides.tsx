import type { ReactNode } from 'react'
import type { ConflictCard, ConflictSide } from '../../../shared/contract/calls/conflict.ts'
import { commandName } from '../../desk/command-words.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Pill } from '../../ui/mark.tsx'

interface SidesProps {
  readonly card: ConflictCard
  readonly mine: ConflictSide
  readonly theirs: ConflictSide | null
  readonly onOpen: (bookingId: string) => void
}

/** Both stays, line by line beside each other: who, when, for how much, and which desk did it. */
export function Sides({ card, mine, theirs, onOpen }: SidesProps) {
  const t = useWords()
  const { days, money, moment } = useFormats()
  const quarrels = card.kind === 'room_taken'
  const sides = theirs === null ? [mine] : [mine, theirs]
  const titles = [
    t(quarrels && mine.room === null ? 'conflict.side.mine' : 'conflict.side.mineHere'),
    t('conflict.side.theirs'),
  ]

  const rows: readonly (readonly [string, (side: ConflictSide) => ReactNode])[] = [
    [
      t('conflict.side.guest'),
      (side) => (
        <>
          <strong>{side.guestName}</strong> <span className="faint">{side.code}</span>
        </>
      ),
    ],
    [
      t('conflict.side.dates'),
      (side) => (
        <>
          {days(side.arrival, side.departure)} <Pill tone={toneOf(side)}>{t(`status.${side.status}`)}</Pill>
        </>
      ),
    ],
    [
      t('conflict.side.room'),
      (side) => (
        <>
          {side.room !== null && t('conflict.side.has', { room: side.room })}
          {side.room === null &&
            side.wantedRoom !== null &&
            t('conflict.side.wants', { room: side.wantedRoom })}{' '}
          <span className="faint">{side.roomTypeCode}</span>
          {side.toBeConfirmed && <Pill tone="warn">{t('conflict.side.unsure')}</Pill>}
        </>
      ),
    ],
    [
      t('conflict.side.party'),
      (side) => (side.children > 0 ? `${side.adults} + ${side.children}` : String(side.adults)),
    ],
    [t('conflict.side.price'), (side) => money(side.priceMinor)],
    [t('conflict.side.paid'), (side) => money(side.paidMinor)],
    [
      t('conflict.side.done'),
      (side) =>
        [commandName(t, side.command), side.by, side.terminal].filter((part) => part !== '').join(' · '),
    ],
    [
      t('conflict.side.when'),
      (side) => (
        <>
          {moment(side.at)} {side.offline && <Pill tone="quiet">{t('conflict.offline')}</Pill>}
        </>
      ),
    ],
  ]

  return (
    <div className="conflict-sides-frame">
      <table className="conflict-sides">
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">{t('conflict.side.what')}</span>
            </th>
            {sides.map((side, index) => (
              <th key={side.bookingId} scope="col" className={index === 0 ? 'conflict-side-mine' : undefined}>
                {titles[index]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, show]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {sides.map((side, index) => (
                <td key={side.bookingId} className={index === 0 ? 'conflict-side-mine' : undefined}>
                  {show(side)}
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">
              <span className="unseen">{t('conflict.side.open')}</span>
            </th>
            {sides.map((side, index) => (
              <td key={side.bookingId} className={index === 0 ? 'conflict-side-mine' : undefined}>
                {card.bookingId !== null && (
                  <Button size="small" kind="quiet" onPress={() => onOpen(side.bookingId)}>
                    {t('conflict.side.open')}
                  </Button>
                )}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
      {quarrels && theirs === null && mine.wantedRoom !== null && (
        <p className="soft">{t('conflict.side.nobody')}</p>
      )}
    </div>
  )
}

function toneOf({ status }: ConflictSide): 'accent' | 'quiet' {
  return status === 'checked_in' ? 'accent' : 'quiet'
}
